// Unit tests of decisions: one method for each representative message.
#include <algorithm>

#include "graph/condition_cases.h"
#include "templates/objectscript_code.h"
#include "templates/objectscript_names.h"

namespace millwright::templates {
namespace {

std::string test_class(const Component& component) {
    const std::size_t point = component.class_name.rfind('.');
    if (point == std::string::npos) return "Tests." + component.class_name;
    return component.class_name.substr(0, point) + ".Tests" + component.class_name.substr(point);
}

const Value* value_in(const PartBody& body, std::string_view field) {
    for (const auto& [name, value] : body) {
        if (name == field) return &value;
    }
    return nullptr;
}

bool is_many(const FieldType& type) {
    return type.kind == FieldKind::list || type.kind == FieldKind::map;
}

/// An optional text that is there and empty: "" would be the absent one.
bool is_empty_text(const FieldType& type, const Value& value) {
    return type.optional && value == Value(std::string());
}

const PartSend* send_of(const PartHandler& handler, const PartCase::Sent& sent) {
    const auto found = std::find_if(handler.sends.begin(), handler.sends.end(), [&](const PartSend& each) {
        const std::string& message = each.message.empty() ? handler.on : each.message;
        return each.setting == sent.setting && (message == sent.message || sent.message.empty());
    });
    return found == handler.sends.end() ? nullptr : &*found;
}

/// What the decision gives, as an expression.
std::optional<std::string> expected(const Component& process, const PartHandler& handler, const PartCase& each) {
    std::string list;
    for (const PartCase::Sent& sent : each.sends) {
        const PartSend* send = send_of(handler, sent);
        if (send == nullptr) return std::nullopt;
        list += (list.empty() ? "" : ", ") + objectscript_literal(send_key(handler, *send));
    }
    if (list.empty()) return "\"\"";
    return process.route == RouteChoice::first ? list : "$ListBuild(" + list + ")";
}

class Tests {
public:
    Tests(const ObjectScriptPart& context, const Component& process) : context_(context), process_(process) {}

    std::vector<TemplateFields> cases() {
        std::vector<TemplateFields> all;
        for (const PartHandler& handler : process_.handlers) {
            const ObjectScriptCall call = call_of(context_, process_, handler);
            if (!has_decision(process_, handler) || !can_be_asked(handler, call)) continue;
            for (const PartCase& each : handler.cases) {
                auto body = test_of(handler, each, call);
                if (!body) continue;
                TemplateFields one;
                one.set("doc", class_doc(each.name)).set("method", method_name(handler, each));
                all.push_back(one.set("body", indented(*body, 4)));
            }
        }
        for (const PartStep& step : process_.steps) {
            for (const bool runs : {true, false}) {
                if (auto test = test_of_step(step, runs)) all.push_back(std::move(*test));
            }
        }
        return all;
    }

private:
    /// A message with which the step runs, or does not; nothing where none can be found.
    std::optional<TemplateFields> test_of_step(const PartStep& step, bool runs) const {
        const ObjectScriptCall call = call_of_steps(context_, process_);
        if (!step.when || !objectscript_condition(step.when->term, call.scope)) return std::nullopt;
        const std::vector<Term> none, condition{step.when->term};
        const Uncovered found = runs ? find_uncovered(none, step.when->term, call.scope.types)
                                     : find_uncovered(condition, call.scope.types);
        if (!found.example) return std::nullopt;
        const PartBody body(found.example->begin(), found.example->end());
        const auto values = body_statements(context_, call.received, "tRequest", body);
        if (!values) return std::nullopt;
        const std::string what = step.name + (runs ? " runs" : " does not run");
        Lines lines{"Set tRequest = ##class(" + context_.messages.class_of(call.received) + ").%New()"};
        lines.insert(lines.end(), values->begin(), values->end());
        lines.push_back("Do $$$AssertEquals(##class(" + process_.class_name + ")." + condition_method(step) +
                        "(tRequest), " + (runs ? "1, " : "0, ") + objectscript_literal(what) + ")");
        TemplateFields fields;
        fields.set("doc", class_doc(what + ": " + to_text(*found.example)));
        fields.set("method", "Test" + objectscript_name(what)).set("body", indented(lines, 4));
        return fields;
    }

    static bool can_be_asked(const PartHandler& handler, const ObjectScriptCall& call) {
        return std::all_of(handler.sends.begin(), handler.sends.end(), [&](const PartSend& send) {
            return !send.when || objectscript_condition(send.when->term, call.scope);
        });
    }

    std::string method_name(const PartHandler& handler, const PartCase& each) {
        const bool several = process_.handlers.size() > 1;
        // Names of members have 180 characters at most.
        const std::string first =
            ("Test" + (several ? objectscript_name(handler.on) : "") + objectscript_name(each.name)).substr(0, 100);
        std::string name = first;
        for (int i = 2; std::find(names_.begin(), names_.end(), name) != names_.end(); ++i) {
            name = first + std::to_string(i);
        }
        names_.push_back(name);
        return name;
    }

    std::optional<Lines> test_of(const PartHandler& handler, const PartCase& each, const ObjectScriptCall& call) const {
        PartBody body, state;
        for (const auto& [field, value] : each.body) {
            const bool received = context_.messages.type_of(handler.on, field) || call.arguments == "pRequest";
            (received ? body : state).emplace_back(field, value);
        }
        const auto values = body_statements(context_, handler.on, "tRequest", body);
        const auto decided = expected(process_, handler, each);
        if (!values || !decided) return std::nullopt;
        Lines lines{"Set tRequest = ##class(" + context_.messages.class_of(handler.on) + ").%New()"};
        lines.insert(lines.end(), values->begin(), values->end());
        if (call.arguments != "pRequest") {
            lines.push_back("Set tState = ##class(" + state_class(process_) + ").%New()");
            for (const auto& [field, value] : state) {
                const auto text = objectscript_value(value);
                if (!text) return std::nullopt;
                lines.push_back("Set tState." + state_property(process_, field) + " = " + *text);
            }
        }
        const std::string arguments = call.arguments == "pRequest" ? "(tRequest)" : "(tRequest, tState)";
        const std::string tested = "##class(" + process_.class_name + ").";
        lines.push_back("Do $$$AssertEquals(" + tested + decision_method(handler) + arguments + ", " + *decided + ", " +
                        objectscript_literal(each.name) + ")");
        for (const PartCase::Sent& sent : each.sends) add_sent(handler, sent, tested, arguments, lines);
        return lines;
    }

    /// The fields of what is made for a send.
    void add_sent(const PartHandler& handler, const PartCase::Sent& sent, const std::string& tested,
                  const std::string& arguments, Lines& lines) const {
        const PartSend* send = send_of(handler, sent);
        const bool made = !send->message.empty() && (send->message != handler.on || !send->with.empty());
        if (!made) return;
        const std::string variable = "t" + send_key(handler, *send);
        Lines checks;
        for (const auto& [field, expression] : send->with) {
            const Value* value = value_in(sent.body, field);
            const auto text = value == nullptr ? std::nullopt : objectscript_value(*value);
            const auto type = context_.messages.type_of(sent.message, field);
            if (!text || (type && is_empty_text(*type, *value))) continue;
            const std::string property = context_.messages.property(sent.message, field);
            checks.push_back("Do $$$AssertEquals(" + variable + "." + property + ", " + *text + ", " +
                             objectscript_literal(field + " of " + sent.message) + ")");
        }
        if (checks.empty()) return;
        lines.push_back("Set " + variable + " = " + tested + making_method_name(handler, *send) + arguments);
        lines.insert(lines.end(), checks.begin(), checks.end());
    }

    const ObjectScriptPart& context_;
    const Component& process_;
    std::vector<std::string> names_;
};

}  // namespace

std::optional<Lines> body_statements(const ObjectScriptPart& context, const std::string& message,
                                     const std::string& holder, const PartBody& body) {
    Lines lines;
    for (const auto& [field, value] : body) {
        const auto type = context.messages.type_of(message, field);
        const std::string property = holder + "." + context.messages.property(message, field);
        if (!type) return std::nullopt;
        if (value.is_absent()) continue;
        if (const auto* members = std::get_if<ValueList>(&value)) {
            if (type->kind != FieldKind::list && !members->empty()) return std::nullopt;
            for (const Value& each : *members) {
                const auto text = objectscript_value(each);
                if (!text) return std::nullopt;
                lines.push_back("Do " + property + ".Insert(" + *text + ")");
            }
            continue;
        }
        const auto text = objectscript_value(value);
        if (!text || is_many(*type)) return std::nullopt;
        lines.push_back("Set " + property + " = " + (is_empty_text(*type, value) ? "$Char(0)" : *text));
    }
    return lines;
}

Result<std::vector<ClassSource>> test_sources(const ObjectScriptPart& context, const Component& component) {
    std::vector<ClassSource> sources;
    auto cases = Tests(context, component).cases();
    if (cases.empty()) return sources;
    TemplateFields fields;
    fields.set("class", test_class(component)).set("tested", component.class_name).set("cases", std::move(cases));
    auto text = context.templates.fill("objectscript/test.cls", fields);
    if (!text) return tl::unexpected<Failure>(std::move(text.error()));
    sources.push_back({test_class(component), std::move(*text)});
    return sources;
}

}  // namespace millwright::templates
