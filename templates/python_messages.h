// The messages of a part in Python code: what they are called, how they are made from expressions and from values.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "graph/result.h"
#include "templates/part.h"
#include "templates/python_expression.h"
#include "templates/python_outline.h"

namespace millwright::templates {

class PythonMessages {
public:
    explicit PythonMessages(const Part& part) : part_(part) {}

    /// "OrderRequest" of messages.OrderRequest.
    std::string class_of(const std::string& message) const;
    /// Imports of all of them.
    std::vector<PythonImport> imports() const;
    /// What expressions of a handler are about.
    PythonScope scope(const std::string& message, const std::string& subject) const;
    PythonScope scope(const std::vector<PartField>& fields, const std::string& subject) const;

    /// "RejectedOrder(reason=\"missing id\")"; `replace(request, ...)` where `received` itself is sent with changes, and
    /// `request` without. Fails for values that cannot be written.
    Result<std::string> made(const std::string& message, const std::string& received,
                             const std::vector<std::pair<std::string, PartExpression>>& with,
                             const PythonScope& scope) const;
    /// A reply that is made from a request: fields of the same name and type, else simple values.
    std::string reply(const std::string& message, const std::string& received, const std::string& subject) const;
    /// With these values; fields that must be given and are not get simple ones.
    std::string with_values(const std::string& message, const PartBody& body) const;
    /// Simple values of every field that must be given and can be said in a body.
    PartBody sample(const std::string& message) const;

    const PartMessage* find(const std::string& message) const { return part_.find_message(message); }

private:
    std::string sample_text(const PartField& field, unsigned depth) const;
    std::string call(const std::string& message, const PartBody& body, unsigned depth) const;
    std::optional<FieldType> type_of(const std::vector<PartField>& fields, std::string_view owner,
                                     std::string_view part) const;

    const Part& part_;
};

/// The class of a message in code: the last part of its class name, or its name.
std::string python_class_of(const PartMessage& message);
/// "shop.messages" of "shop.messages.OrderRequest".
std::string python_module_of(const std::string& class_name);
/// Code for `condition_type`: what Python cannot say in short.
tl::unexpected<Failure> not_for_python(const std::string& text);

}  // namespace millwright::templates
