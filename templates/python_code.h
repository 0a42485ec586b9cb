// Parts as Python: the classes of components and messages, and their tests, each as one filled template.
#pragma once

#include <string>
#include <vector>

#include "graph/result.h"
#include "templates/part.h"
#include "templates/python_messages.h"
#include "templates/python_module.h"
#include "templates/template_text.h"

namespace millwright::templates {

/// What the code of a part shares.
class PythonCode {
public:
    PythonCode(const Part& part, const TemplateSet& templates) : part_(part), messages_(part), templates_(templates) {}

    /// The class of a component. Fails (environment, condition_type) for conditions and values that Python cannot say in
    /// short.
    Result<PythonClassText> component(const Component& component) const;
    /// The dataclass of a message. `known`: messages whose classes stand before it; others are named in quotes.
    Result<PythonClassText> message(const PartMessage& message, const std::vector<std::string>& known) const;
    /// The test module of a component.
    Result<std::string> test(const Component& component) const;

private:
    Result<PythonClassText> filled(const std::string& name, const std::string& file, const TemplateFields& fields,
                                   std::vector<PythonImport> imports = {}) const;

    std::string described(const PartMessage& message) const;

    const Part& part_;
    PythonMessages messages_;
    const TemplateSet& templates_;
};

}  // namespace millwright::templates
