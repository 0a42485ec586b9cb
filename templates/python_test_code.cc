#include "templates/python_test_code.h"

#include <algorithm>
#include <map>
#include <set>

#include "templates/cases.h"
#include "templates/names.h"
#include "templates/python_behaviour.h"
#include "templates/python_layout.h"
#include "templates/python_module.h"

namespace millwright::templates {
namespace {

constexpr std::size_t body_indent = 8;

std::string variable_of(const Component& component) {
    if (component.role == Role::service) return "service";
    return component.role == Role::operation ? "operation" : "process";
}

/// Whether a step runs for that message.
bool runs(const PartStep& step, const PartBody& body) {
    return !step.when || step.kind == StepKind::condition ||
           holds(step.when->term, [&](std::string_view name) { return value_in(body, name); });
}

/// A message as a dictionary of what JSON has, for services that read it.
struct JsonOf {
    std::string operator()(Absent) const { return "None"; }
    std::string operator()(bool truth) const { return truth ? "True" : "False"; }
    std::string operator()(Decimal number) const { return to_text(number); }
    std::string operator()(const std::string& text) const { return python_quoted(text); }
    std::string operator()(Date date) const { return python_quoted(date_text(date)); }
    std::string operator()(DateTime moment) const {
        std::string text = date_text(moment);
        if (text.ends_with('Z')) text.replace(text.size() - 1, 1, "+00:00");
        return python_quoted(text);
    }
    std::string operator()(Duration duration) const { return to_text(*Decimal::of(duration.milliseconds, 3)); }
    std::string operator()(const ValueList& members) const {
        std::string out = "[";
        for (const Value& each : members)
            out += (out.size() > 1 ? ", " : "") + std::visit(*this, static_cast<const Value::variant&>(each));
        return out + "]";
    }
};

std::string json_of(const PartBody& body) {
    std::string out = "{";
    for (const auto& [name, value] : body) {
        out += (out.size() > 1 ? ", " : "") + python_quoted(name) + ": " +
               std::visit(JsonOf{}, static_cast<const Value::variant&>(value));
    }
    return out + "}";
}

std::string import_lines(const std::map<std::pair<bool, std::string>, std::set<std::string>>& modules) {
    std::string text;
    for (const auto& [module, names] : modules) {
        const std::vector<std::string> all(names.begin(), names.end());
        text += python_import(module.second, module.first ? all : std::vector<std::string>{});
    }
    return text;
}

bool has_records(const PartMessage* message) {
    return message != nullptr && std::any_of(message->fields.begin(), message->fields.end(), [](const PartField& each) {
               return !each.type.optional && (each.type.kind == FieldKind::message || each.type.kind == FieldKind::map);
           });
}

}  // namespace

void PythonTestCode::add_case(const std::string& name, const std::vector<std::string>& statements) {
    std::string method = "test_" + snake_case(name);
    const auto taken = [&](const std::string& wanted) {
        return std::any_of(cases_.begin(), cases_.end(), [&](const auto& each) { return each.first == wanted; });
    };
    if (taken(method)) {
        unsigned number = 2;
        while (taken(method + "_" + std::to_string(number))) ++number;
        method += "_" + std::to_string(number);
    }
    std::string body;
    for (const std::string& each : statements) {
        // A block that follows "with" is one statement with its indentation.
        const std::size_t blanks = each.find_first_not_of(' ');
        body += python_statement(each.substr(blanks), body_indent + blanks);
    }
    body.pop_back();
    cases_.emplace_back(std::move(method), std::move(body));
}

std::string PythonTestCode::begin(std::size_t fails_at) const {
    return variable_of(component_) + " = component(" + std::string(last_part(component_.class_name)) +
           (fails_at > 0 ? ", fails_at=" + std::to_string(fails_at) : "") + ")";
}

std::string PythonTestCode::expected(const std::vector<std::string>& sent) const {
    std::string all;
    for (const std::string& each : sent) all += (all.empty() ? "" : ", ") + each;
    return "self.assertEqual(" + variable_of(component_) + ".sent, [" + all + "])";
}

void PythonTestCode::add_handler(const PartHandler& handler) {
    if (component_.role == Role::operation) return add_operation_case(handler);
    if (!handler.cases.empty()) {
        for (const PartCase& each : handler.cases) add_handler_case(handler, each);
        return;
    }
    PartCase made;
    made.name = handler.sends.empty() ? "receives " + handler.on : "sends for " + handler.on;
    made.body = messages_.sample(handler.on);
    for (const std::size_t i :
         sends_made(handler, component_.is_manager() ? RouteChoice::all : component_.route, made.body)) {
        made.sends.push_back(sent_by(handler, handler.sends[i], made.body));
    }
    add_handler_case(handler, made);
}

void PythonTestCode::add_handler_case(const PartHandler& handler, const PartCase& each) {
    std::vector<std::string> sent;
    for (const PartCase::Sent& one : each.sends) {
        const bool same = one.message == handler.on && one.body == each.body;
        sent.push_back("(" + python_quoted(one.setting) + ", " +
                       (same ? "request" : messages_.with_values(one.message, one.body)) + ")");
    }
    add_case(each.name, {begin(), "request = " + messages_.with_values(handler.on, each.body),
                         variable_of(component_) + "." + handler.method + "(request)", expected(sent)});
}

void PythonTestCode::add_operation_case(const PartHandler& handler) {
    mocks_ = true;
    const bool same = handler.reply.empty() || handler.reply == "request" || handler.reply == handler.on;
    const std::string compared =
        same ? "self.assertIs(reply, request)"
             : "self.assertEqual(reply, " + messages_.reply(handler.reply, handler.on, "request") + ")";
    add_case("acts for " + in_words(handler.on),
             {begin(), "request = " + messages_.with_values(handler.on, messages_.sample(handler.on)),
              "with mock.patch.object(operation, \"act_outside\") as act_outside:",
              "    reply = operation." + handler.method + "(request)", "act_outside.assert_called_once_with(request)",
              compared});
}

void PythonTestCode::add_fallback() {
    const std::string variable = variable_of(component_);
    add_case("warns of other messages",
             {begin(), "other = object()", "self.assertIs(" + variable + ".on_message(other), other)",
              "self.assertEqual(" + variable + ".warnings, [\"no handler for object\"])"});
}

// --- services

void PythonTestCode::add_polling() {
    std::vector<std::string> messages, sent;
    for (const std::string& each : component_.emits)
        messages.push_back(messages_.with_values(each, messages_.sample(each)));
    if (messages.empty()) messages.emplace_back("object()");
    std::vector<std::string> statements{begin()};
    std::string row;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const std::string name = messages.size() == 1 ? "message" : "message_" + std::to_string(i + 1);
        statements.push_back(name + " = " + messages[i]);
        row += (i > 0 ? ", " : "") + name;
        for (const PartTarget& target : component_.targets)
            sent.push_back("(" + python_quoted(target.setting) + ", " + name + ")");
    }
    mocks_ = true;
    statements.push_back("with mock.patch.object(service, \"new_messages\", return_value=[" + row + "]):");
    statements.push_back("    service.on_poll()");
    statements.push_back(expected(sent));
    add_case("one poll sends what came in", statements);
    add_case("a poll without news sends nothing", {begin(), "service.on_poll()", expected({})});
}

void PythonTestCode::add_reading() {
    if (component_.emits.empty()) return;
    const std::string& message = component_.emits.front();
    if (has_records(messages_.find(message))) return;
    const PartBody body = messages_.sample(message);
    std::vector<std::string> sent;
    for (const PartTarget& target : component_.targets)
        sent.push_back("(" + python_quoted(target.setting) + ", " + messages_.with_values(message, body) + ")");
    const bool lines = component_.inlet == Inlet::file;
    add_case(lines ? "each line of a file is sent" : "the body of a request is sent",
             {begin(), "fields = " + json_of(body),
              std::string("service.on_process_input(Stream(json.dumps(fields)") + (lines ? " + \"\\n\\n\"))" : "))"),
              expected(sent)});
}

// --- steps

std::string PythonTestCode::request(const PartBody& body) const {
    if (!component_.trigger.empty()) return "request = " + messages_.with_values(component_.trigger, body);
    std::vector<std::pair<std::string, std::string>> arguments;
    for (const PartField& each : component_.inputs) {
        const auto literal = python_literal(value_in(body, each.name), each.type);
        arguments.emplace_back(each.name, literal ? literal->text : "None");
    }
    return "request = " + python_call("SimpleNamespace", arguments);
}

std::string PythonTestCode::sent(const std::string& setting, const std::string& message,
                                 const std::vector<std::pair<std::string, PartExpression>>& with,
                                 const PartBody& body) const {
    const std::string begin = "(" + python_quoted(setting) + ", ";
    if ((message.empty() || message == component_.trigger) && with.empty()) return begin + "request)";
    PartBody values = message.empty() ? body : PartBody{};
    for (const auto& [name, expression] : with) {
        Value value = evaluate(expression.term, [&](std::string_view each) { return value_in(body, each); });
        const auto there = std::find_if(values.begin(), values.end(),
                                        [&, &field = name](const auto& each) { return each.first == field; });
        if (there != values.end())
            there->second = std::move(value);
        else
            values.emplace_back(name, std::move(value));
    }
    return begin + messages_.with_values(message.empty() ? component_.trigger : message, values) + ")";
}

void PythonTestCode::add_run(const std::string& method, const std::vector<const PartStep*>& steps,
                             const PartBody& body) {
    std::vector<std::string> all;
    for (const PartStep* each : steps) {
        if (runs(*each, body)) all.push_back(sent(each->setting, each->message, each->with, body));
    }
    add_case(method + " sends in the order of the steps",
             {begin(), request(body), "process." + method + "(request)", expected(all)});
}

/// The last step that runs fails; those before it are undone, the last one first.
void PythonTestCode::add_undo(const std::string& method, const std::vector<const PartStep*>& steps,
                              const PartBody& body) {
    std::vector<std::string> all, undone;
    std::vector<const PartStep*> done;
    for (const PartStep* each : steps) {
        if (runs(*each, body)) done.push_back(each);
    }
    for (std::size_t i = 0; i + 1 < done.size(); ++i) {
        all.push_back(sent(done[i]->setting, done[i]->message, done[i]->with, body));
        if (const PartCompensation* undo = compensation_of(component_, *done[i]))
            undone.insert(undone.begin(), sent(undo->setting, undo->message, undo->with, body));
    }
    if (undone.empty()) return;
    all.insert(all.end(), undone.begin(), undone.end());
    add_case(method + " undoes what was done when a step fails",
             {begin(done.size()), request(body),
              "with self.assertRaises(RuntimeError):", "    process." + method + "(request)", expected(all)});
}

void PythonTestCode::add_steps() {
    PartBody body = messages_.sample(component_.trigger);
    if (component_.trigger.empty()) {
        for (const PartField& each : component_.inputs) {
            if (auto value = sample_value(each)) body.emplace_back(each.name, std::move(*value));
        }
    }
    for (const PythonRun& each : runs_of(component_)) {
        const std::string method = each.after.empty() ? starting_method(component_) : "after_" + snake_case(each.after);
        add_run(method, each.steps, body);
        if (each.done_before.empty()) add_undo(method, each.steps, body);
    }
}

// --- the module

std::string PythonTestCode::imports() const {
    std::string code;
    for (const auto& [name, body] : cases_) code += body + "\n";
    std::vector<PythonImport> all = imports_of(code, messages_.imports());
    const std::string name(last_part(component_.class_name));
    all.push_back({python_module_of(component_.class_name), name, name});
    all.push_back({"unittest", "", "unittest"});
    if (mocks_) all.push_back({"unittest", "mock", "mock"});
    if (code.find("SimpleNamespace(") != std::string::npos) all.push_back({"types", "SimpleNamespace", ""});
    // Modules as such come before names of modules.
    std::map<std::pair<bool, std::string>, std::set<std::string>> of_library, of_project;
    for (const PythonImport& each : all) {
        const bool named = !each.name.empty();
        (is_python_library(each.module) ? of_library : of_project)[{named, each.module}].insert(each.name);
    }
    const bool stream = code.find("Stream(") != std::string::npos;
    return import_lines(of_library) + "\nfrom .iop_stand_in import " + (stream ? "Stream, component" : "component") +
           "\n\n" + import_lines(of_project);
}

TemplateFields PythonTestCode::fields() {
    if (component_.role == Role::service) {
        if (component_.inlet == Inlet::polling)
            add_polling();
        else
            add_reading();
    } else {
        for (const PartHandler& each : component_.handlers) add_handler(each);
        if (!component_.steps.empty()) add_steps();
        if (component_.steps.empty() || !component_.trigger.empty()) add_fallback();
    }
    const std::string name(last_part(component_.class_name));
    std::vector<TemplateFields> cases;
    for (const auto& [method, body] : cases_) cases.emplace_back().set("method", method).set("body", body);
    TemplateFields fields;
    fields.set("doc", "Tests of " + name + ", without an engine.")
        .set("class", name)
        .set("class_doc", component_.role == Role::process ? "What it sends for which message." : "What it does.")
        .set("imports", imports())
        .set("cases", std::move(cases));
    return fields;
}

}  // namespace millwright::templates
