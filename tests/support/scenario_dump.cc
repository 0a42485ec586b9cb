#include "tests/support/scenario_dump.h"

#include "graph/duration.h"

namespace millwright::test {
namespace {

std::string text_of(const ScenarioValue& value) {
    std::string text = std::to_string(static_cast<int>(value.kind)) + ":" + value.text;
    if (value.members.empty()) return text;
    text += "(";
    for (const auto& [key, member] : value.members) text += key + "=" + text_of(member) + ";";
    return text + ")";
}

std::string text_of(const ScenarioFields& fields) {
    std::string text = "{";
    for (const auto& [name, value] : fields) text += name.text + "=" + text_of(value) + ";";
    return text + "}";
}

std::string text_of(const std::string& key, const ScenarioName& name) {
    return name.given() ? " " + key + "=" + name.text : "";
}

std::string text_of(const std::string& key, const std::vector<ScenarioName>& names) {
    std::string text;
    for (const ScenarioName& each : names) text += text_of(key, each);
    return text;
}

std::string text_of(const ScenarioSend& send) {
    return "send" + text_of("to", send.to) + text_of("message", send.message) + " " + text_of(send.body.fields) +
           text_of("file", send.body.file) + " at=" + to_text(send.at.value_or(Duration{})) + "\n";
}

std::string text_of(const ScenarioGiven& given) {
    return "given" + text_of("item", given.item) + text_of("on", given.on) + text_of("raises", given.raises) +
           text_of("reply", given.reply) + text_of("step", given.step) + text_of("outcome", given.outcome) + " " +
           text_of(given.with.fields) + text_of("file", given.with.file) + (given.fails ? " fails" : "") +
           (given.fail_times ? " times=" + std::to_string(*given.fail_times) : "") +
           " after=" + to_text(given.after.value_or(Duration{})) + "\n";
}

std::string text_of(const ScenarioExpect& expect) {
    std::string text = "expect";
    for (const ScenarioEdge& each : expect.edges) text += " " + each.from.text + "->" + each.to.text;
    text += text_of("message", expect.messages);
    if (expect.status) text += " status=" + std::string(name_of(*expect.status));
    for (const auto& [step, times] : expect.attempts) text += " " + step.text + "*" + std::to_string(times);
    text += " " + text_of(expect.state) + text_of("compensation", expect.compensations) +
            text_of("skipped", expect.skipped) + text_of("reply", expect.replies);
    if (expect.elapsed_at_most) text += " at most " + to_text(*expect.elapsed_at_most);
    return text + (expect.nothing_else ? " nothing else" : "") + "\n";
}

}  // namespace

std::string dump(std::span<const Scenario> scenarios) {
    std::string text;
    for (const Scenario& each : scenarios) {
        text += "scenario " + each.name + " of " + each.settings_file + " (" + each.description + ")\n";
        for (const ScenarioSend& send : each.sends) text += text_of(send);
        for (const ScenarioGiven& given : each.given) text += text_of(given);
        text += text_of(each.expect);
    }
    return text;
}

}  // namespace millwright::test
