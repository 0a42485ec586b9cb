#include "tests/support/part_text.h"

#include <set>
#include <stdexcept>

#include "graph/check/scenarios.h"
#include "graph/condition.h"
#include "graph/decimal.h"
#include "settings/formats.h"
#include "settings/scenarios.h"
#include "tests/support/memory_files.h"

namespace millwright::test {

using namespace millwright::templates;

namespace {

std::string whole_of(std::string_view settings) {
    return "format = 1\nproduction.name = \"Demo.Orders\"\n" + std::string(settings);
}

constexpr std::string_view kinds_of_failure[] = {"input", "refused", "environment"};

std::string text_of(const PartBody& body) {
    std::string all;
    for (const auto& [name, value] : body) all += (all.empty() ? "" : ", ") + name + "=" + literal_text(value);
    return "{" + all + "}";
}

std::string text_of(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& each : names) all += (all.empty() ? "" : ",") + each;
    return all;
}

std::string text_of(const std::vector<std::pair<std::string, PartExpression>>& with) {
    if (with.empty()) return {};
    std::string all;
    for (const auto& [field, value] : with) all += (all.empty() ? "" : ", ") + field + "=" + value.text;
    return " with " + all;
}

std::string text_of(const std::vector<PartField>& fields) {
    std::string all;
    for (const PartField& each : fields) all += " " + each.name + ":" + to_text(each.type);
    return all;
}

std::string flags_of(const PartHandler& handler) {
    std::string all = handler.start ? " start" : "";
    if (handler.end) all += " end";
    if (handler.compensates) all += " compensates";
    if (!handler.correlate.empty()) all += " by " + text_of(handler.correlate);
    if (handler.dispatch == Dispatch::decorated) all += " decorated";
    if (!handler.reply.empty()) all += " reply " + handler.reply;
    if (handler.raises && !handler.raises->empty()) all += " raises " + text_of(*handler.raises);
    return all;
}

std::string text_of(const PartHandler& handler) {
    std::string all = "  on " + handler.on + " " + handler.method + flags_of(handler) + "\n";
    for (const PartSend& each : handler.sends) {
        all += "    to " + each.setting + (each.message.empty() ? "" : " " + each.message);
        if (each.mode == Interaction::async) all += " async";
        all += text_of(each.with) + (each.when ? " when " + each.when->text : "") + "\n";
    }
    for (const PartCase& each : handler.cases) {
        all += "    case \"" + each.name + "\" " + text_of(each.body);
        for (const PartCase::Sent& sent : each.sends)
            all += " -> " + sent.setting + " " + sent.message + " " + text_of(sent.body);
        all += "\n";
    }
    return all;
}

std::string text_of(const PartStep& step) {
    std::string all = "  step " + step.name + " " + std::to_string(static_cast<int>(step.kind));
    if (!step.setting.empty()) all += " to " + step.setting;
    if (!step.message.empty()) all += " " + step.message;
    all += text_of(step.with);
    if (!step.subject.empty()) all += " of " + step.subject;
    if (step.wait) all += " wait " + to_text(*step.wait);
    if (step.when) all += " when " + step.when->text;
    if (!step.compensate_with.empty()) all += " undo " + step.compensate_with;
    return all + "\n";
}

std::string text_of(const Component& component) {
    std::string all = std::string(name_of(component.role)) + " " + component.name + " = " + component.class_name + "\n";
    for (const PartTarget& each : component.targets)
        all += "  target " + each.setting + "=" + text_of(each.items) + "\n";
    if (component.route == RouteChoice::all) all += "  route all\n";
    for (const PartHandler& each : component.handlers) all += text_of(each);
    for (const PartStep& each : component.steps) all += text_of(each);
    for (const PartCompensation& each : component.compensations)
        all += "  compensation " + each.name + " to " + each.setting + " " + each.message + text_of(each.with) + "\n";
    if (!component.trigger.empty()) all += "  trigger " + component.trigger + "\n";
    if (!component.inputs.empty()) all += "  inputs" + text_of(component.inputs) + "\n";
    if (!component.state.empty()) all += "  state" + text_of(component.state) + "\n";
    if (!component.streams.empty()) all += "  streams " + text_of(component.streams) + "\n";
    if (!component.emits.empty()) all += "  emits " + text_of(component.emits) + "\n";
    if (!component.raises.empty()) all += "  raises " + text_of(component.raises) + "\n";
    return all;
}

constexpr std::string_view kinds_of_messages[] = {"request", "event", "command"};

std::string text_of(const PartMessage& message) {
    std::string all = "message " + message.name + " = " + message.class_name;
    if (message.kind != MessageKind::request)
        all += " " + std::string(kinds_of_messages[static_cast<std::size_t>(message.kind)]);
    if (!message.stream.empty()) all += " on " + message.stream;
    if (message.in_settings) all += " declared";
    if (message.in_code) all += " in code";
    return all + ":" + text_of(message.fields) + "\n";
}

std::string text_of(const PartScenario& scenario) {
    std::string all = "scenario \"" + scenario.name + "\" to " + scenario.to + " " + scenario.message + " " +
                      text_of(scenario.body) + ":";
    for (const auto& [from, to] : scenario.edges) all += " " + from + "->" + to;
    return all + " sends " + text_of(scenario.messages) + " " + scenario.status + "\n";
}

}  // namespace

Project project_of(std::string_view settings) {
    const std::string whole = whole_of(settings);
    Project project;
    project.settings = "settings.toml";
    project.declaration = Declaration::settings_toml;
    project.python_path = {"."};
    project.reading = settings::read_text("settings.toml", whole, settings::Format::settings_toml, MemoryFiles{}, {});
    for (const Diagnostic& each : project.reading.findings) {
        if (each.severity == Severity::error) throw std::invalid_argument(each.message);
    }
    if (project.reading.productions.size() != 1) throw std::invalid_argument("no production");
    project.production = &project.reading.productions.front();
    return project;
}

Module module_of(const std::string& path, const std::string& text) {
    Module module;
    module.path = path;
    module.import_name = path.substr(0, path.size() - 3);
    module.text = text;
    module.outline = outline_python(text);
    return module;
}

std::string dump(const Part& part) {
    std::string all;
    for (const Component& each : part.components) all += text_of(each);
    for (const PartMessage& each : part.messages) all += text_of(each);
    for (const Connection& each : part.connections)
        all += "from " + each.item + "." + each.setting + (each.new_setting ? " new" : "") + "\n";
    for (const PartScenario& each : part.scenarios) all += text_of(each);
    if (!part.secrets.empty()) all += "secrets " + text_of(part.secrets) + "\n";
    return all;
}

std::string outcome_of(const PartRequest& request, const Project& project) {
    const auto part = work_out(request, project);
    if (part) return dump(*part);
    std::string all;
    for (const Diagnostic& each : part.error().diagnostics) {
        all += name_of(each.code) + " " + std::string(kinds_of_failure[static_cast<std::size_t>(part.error().kind)]);
        all += ": " + each.message + (each.hint.empty() ? "" : " [" + each.hint + "]") + "\n";
    }
    return all;
}

std::string remarks_on(const PartRequest& request, const Project& project) {
    const auto part = work_out(request, project);
    if (!part) return outcome_of(request, project);
    std::string all;
    for (const std::string& each : part->remarks) all += each + "\n";
    return all;
}

std::string findings_after(const PartRequest& request, std::string_view settings) {
    const Project project = project_of(settings);
    const auto part = work_out(request, project);
    if (!part) return outcome_of(request, project);
    const MemoryFiles files({{"settings.toml", whole_of(settings)}});
    FileChanges changes(files);
    const auto written = write_settings(*part, request, project, changes);
    if (!written) return "not written: " + written.error().diagnostics.begin()->message;
    const auto scenarios = write_scenarios(*part, request, project, changes);
    if (!scenarios) return "scenarios not written: " + scenarios.error().diagnostics.begin()->message;
    const ChangedFiles changed(files, changes);
    settings::Reading reading = std::move(*settings::read_input("settings.toml", changed, {}));
    const auto read = settings::read_scenarios(changed, reading);
    check_scenarios(reading.productions.front(), read, {}, reading.findings);
    std::set<std::string> before;
    for (const Diagnostic& each : check_settings(project.reading)) before.insert(each.message);
    std::string all;
    for (const Diagnostic& each : check_settings(reading)) {
        if (before.count(each.message) != 0) continue;
        all += name_of(each.code) + " " + std::string(name_of(each.severity)) + ": " + each.message + "\n";
    }
    return all;
}

}  // namespace millwright::test
