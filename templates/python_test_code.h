// The tests of a component in Python: its representative messages, and what has to happen to them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "templates/part.h"
#include "templates/python_messages.h"
#include "templates/template_text.h"

namespace millwright::templates {

class PythonTestCode {
public:
    PythonTestCode(const Component& component, const PythonMessages& messages)
        : component_(component), messages_(messages) {}

    /// Of python/test_component.py.
    TemplateFields fields();

private:
    void add_case(const std::string& name, const std::vector<std::string>& statements);
    void add_handler(const PartHandler& handler);
    void add_handler_case(const PartHandler& handler, const PartCase& each);
    void add_operation_case(const PartHandler& handler);
    void add_fallback();
    void add_polling();
    void add_reading();
    void add_steps();
    void add_run(const std::string& method, const std::vector<const PartStep*>& steps, const PartBody& body);
    void add_undo(const std::string& method, const std::vector<const PartStep*>& steps, const PartBody& body);
    std::string begin(std::size_t fails_at = 0) const;
    std::string request(const PartBody& body) const;
    std::string sent(const std::string& setting, const std::string& message,
                     const std::vector<std::pair<std::string, PartExpression>>& with, const PartBody& body) const;
    std::string expected(const std::vector<std::string>& sent) const;
    std::string imports() const;

    const Component& component_;
    const PythonMessages& messages_;
    std::vector<std::pair<std::string, std::string>> cases_;
    bool mocks_ = false;
};

}  // namespace millwright::templates
