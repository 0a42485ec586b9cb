#include "templates/python_messages.h"

#include <algorithm>

#include "graph/utf8.h"
#include "templates/cases.h"
#include "templates/names.h"
#include "templates/python_layout.h"

namespace millwright::templates {
namespace {

/// Records in records; one that holds itself ends there.
constexpr unsigned deepest_sample = 3;

const PartField* find_field(const std::vector<PartField>& fields, std::string_view name) {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [name](const PartField& each) { return each.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

const Value* find_value(const PartBody& body, const std::string& name) {
    const auto found = std::find_if(body.begin(), body.end(), [&](const auto& each) { return each.first == name; });
    return found == body.end() ? nullptr : &found->second;
}

bool same_type(FieldType a, FieldType b) {
    a.optional = b.optional = false;
    return a == b;
}

}  // namespace

std::string python_class_of(const PartMessage& message) {
    return std::string(last_part(message.class_name.empty() ? message.name : message.class_name));
}

std::string python_module_of(const std::string& class_name) {
    const std::size_t dot = class_name.rfind('.');
    return dot == std::string::npos ? std::string{} : class_name.substr(0, dot);
}

tl::unexpected<Failure> not_for_python(const std::string& text) {
    return fail(FailureKind::environment, Code::condition_type, {},
                in_quotes(text) + " cannot be said in short in Python with the same meaning",
                "compare fields with values; leave out divisions, parts of durations and special signs of expressions");
}

std::string PythonMessages::class_of(const std::string& message) const {
    const PartMessage* known = find(message);
    return known == nullptr ? message : python_class_of(*known);
}

std::vector<PythonImport> PythonMessages::imports() const {
    std::vector<PythonImport> all;
    for (const PartMessage& each : part_.messages) {
        const std::string name = python_class_of(each);
        all.push_back({python_module_of(each.class_name), name, name});
    }
    return all;
}

std::optional<FieldType> PythonMessages::type_of(const std::vector<PartField>& fields, std::string_view owner,
                                                 std::string_view part) const {
    const PartMessage* record = owner.empty() ? nullptr : find(std::string(owner));
    if (!owner.empty() && record == nullptr) return std::nullopt;
    const PartField* field = find_field(record == nullptr ? fields : record->fields, part);
    if (field != nullptr) return field->type;
    const bool open = record == nullptr && fields.empty();
    return open ? std::optional<FieldType>(FieldType{}) : std::nullopt;
}

PythonScope PythonMessages::scope(const std::vector<PartField>& fields, const std::string& subject) const {
    PythonScope scope;
    scope.subject = subject;
    scope.types.type_of = [this, fields](std::string_view owner, std::string_view part) {
        return type_of(fields, owner, part);
    };
    return scope;
}

PythonScope PythonMessages::scope(const std::string& message, const std::string& subject) const {
    const PartMessage* known = find(message);
    return scope(known == nullptr ? std::vector<PartField>{} : known->fields, subject);
}

Result<std::string> PythonMessages::made(const std::string& message, const std::string& received,
                                         const std::vector<std::pair<std::string, PartExpression>>& with,
                                         const PythonScope& scope) const {
    const bool passed_on = message.empty() || (message == received && with.empty());
    if (passed_on && with.empty()) return scope.subject;
    const PartMessage* known = find(message.empty() ? received : message);
    std::vector<std::pair<std::string, std::string>> arguments;
    for (const auto& [name, expression] : with) {
        const PartField* field = known == nullptr ? nullptr : find_field(known->fields, name);
        const auto value = python_value(expression.term, field == nullptr ? FieldType{} : field->type, scope);
        if (!value) return not_for_python(expression.text);
        arguments.emplace_back(name, value->text);
    }
    if (!passed_on) return python_call(class_of(message), arguments);
    const std::string changed = python_call("replace", arguments);
    return "replace(" + scope.subject + ", " + changed.substr(std::string_view("replace(").size());
}

std::string PythonMessages::reply(const std::string& message, const std::string& received,
                                  const std::string& subject) const {
    const PartMessage* made = find(message);
    const PartMessage* request = find(received);
    std::vector<std::pair<std::string, std::string>> arguments;
    if (made == nullptr) return python_call(message, arguments);
    for (const PartField& each : made->fields) {
        const PartField* same = request == nullptr ? nullptr : find_field(request->fields, each.name);
        const bool fits =
            same != nullptr && same_type(same->type, each.type) && (each.type.optional || !same->type.optional);
        if (fits) {
            arguments.emplace_back(each.name, subject + "." + each.name);
        } else if (!each.type.optional) {
            arguments.emplace_back(each.name, sample_text(each, 0));
        }
    }
    return python_call(class_of(message), arguments);
}

std::string PythonMessages::sample_text(const PartField& field, unsigned depth) const {
    if (field.type.kind == FieldKind::message) {
        const bool known = find(field.type.name) != nullptr && depth < deepest_sample;
        return known ? call(field.type.name, {}, depth + 1) : "None";
    }
    const auto value = sample_value(field);
    const auto text = value ? python_literal(*value, field.type) : std::nullopt;
    return text ? text->text : "None";
}

std::string PythonMessages::call(const std::string& message, const PartBody& body, unsigned depth) const {
    const PartMessage* known = find(message);
    std::vector<std::pair<std::string, std::string>> arguments;
    for (const PartField& each : known == nullptr ? std::vector<PartField>{} : known->fields) {
        const Value* given = find_value(body, each.name);
        const auto literal = given == nullptr || given->is_absent() ? std::nullopt : python_literal(*given, each.type);
        if (literal) {
            arguments.emplace_back(each.name, literal->text);
        } else if (!each.type.optional) {
            arguments.emplace_back(each.name, sample_text(each, depth));
        }
    }
    return python_call(class_of(message), arguments);
}

std::string PythonMessages::with_values(const std::string& message, const PartBody& body) const {
    return call(message, body, 0);
}

PartBody PythonMessages::sample(const std::string& message) const {
    PartBody body;
    const PartMessage* known = find(message);
    if (known == nullptr) return body;
    for (const PartField& each : known->fields) {
        if (each.type.optional) continue;
        if (auto value = sample_value(each)) body.emplace_back(each.name, std::move(*value));
    }
    return body;
}

}  // namespace millwright::templates
