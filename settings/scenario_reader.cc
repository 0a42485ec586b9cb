#include "settings/scenario_reader.h"

#include <array>
#include <optional>

#include "settings/glob.h"

namespace millwright::settings {
namespace {

constexpr std::string_view default_settings = "settings.toml";

/// What an entry of `given` can say happens; one of them.
constexpr std::array<std::string_view, 5> happenings{"raises", "reply", "outcome", "fails", "fail_times"};

class ScenarioReader {
public:
    ScenarioReader(ReaderState& state, ScenarioBodies& bodies) : state_(state), bodies_(bodies) {}

    Scenario read(NodeId table, const std::string& folder) {
        const TableView view(state_, table, table_named("scenario"));
        view.require_keys();
        Scenario scenario;
        scenario.name = view.text("name");
        scenario.place = view.place_of("name");
        scenario.description = view.text("description");
        scenario.settings = name(view, "settings");
        const bool given = scenario.settings.given();
        scenario.settings_file = path_from(folder, given ? scenario.settings.text : default_settings);
        for (const NodeId each : view.tables("send")) scenario.sends.push_back(read_send(each));
        for (const NodeId each : view.tables("given")) {
            if (auto entry = read_given(each)) scenario.given.push_back(std::move(*entry));
        }
        if (const NodeId expect = view.node("expect"); expect != no_node) {
            const std::size_t before = state_.reading.findings.size();
            read_expect(expect, scenario);
            scenario.expect.understood = state_.reading.findings.size() == before;
        } else {
            scenario.expect.understood = !view.gave("expect");
        }
        return scenario;
    }

private:
    ScenarioName name(const TableView& view, std::string_view key) const {
        const NodeId value = view.node(key);
        return value == no_node ? ScenarioName{} : scenario_name(state_[value]);
    }

    std::vector<ScenarioName> names(const TableView& view, std::string_view key) const {
        std::vector<ScenarioName> out;
        const NodeId value = view.node(key);
        if (value == no_node) return out;
        if (state_[value].kind == TomlKind::text) return {scenario_name(state_[value])};
        for (const NodeId each : state_.tree.children(value)) out.push_back(scenario_name(state_[each]));
        return out;
    }

    ScenarioSend read_send(NodeId table) {
        const TableView view(state_, table, table_named("scenario_send"));
        view.require_keys();
        ScenarioSend send;
        send.place = view.place();
        send.to = name(view, "to");
        send.message = name(view, "message");
        send.body = bodies_.read(state_, view.node("body"));
        send.at = view.duration("at");
        return send;
    }

    std::optional<ScenarioGiven> read_given(NodeId table) {
        const TableView view(state_, table, table_named("scenario_given"));
        if (view.only_one("given", view.place()).empty()) return std::nullopt;
        check_happening(view);
        ScenarioGiven given;
        given.place = view.place();
        given.item = name(view, "item");
        given.on = name(view, "on");
        given.raises = name(view, "raises");
        given.reply = name(view, "reply");
        given.step = name(view, "step");
        given.outcome = name(view, "outcome");
        given.with = bodies_.read(state_, view.node("with"));
        given.fails = view.boolean("fails");
        if (const NodeId times = view.node("fail_times"); times != no_node) {
            given.fail_times = whole_number_from_one(state_[times].text);
        }
        given.after = view.duration("after");
        return given;
    }

    /// One thing happens, or it only takes its time.
    void check_happening(const TableView& view) {
        std::vector<std::string_view> said;
        bool gave_any = view.gave("after");
        for (const std::string_view key : happenings) {
            gave_any = gave_any || view.gave(key);
            if (view.has(key)) said.push_back(key);
        }
        if (said.size() > 1) {
            state_
                .report(Code::conflicting_keys, view.key_place_of(said[1]),
                        "given has either " + shown(said[0]) + " or " + shown(said[1]) + ", not both")
                .note(view.key_place_of(said[0]), "the other one is here")
                .advise("make two entries of it");
        } else if (!gave_any) {
            const bool step = view.gave("step");
            state_.report(Code::missing_key, view.place(), "given does not say what happens")
                .advise(step ? "outcome = \"approve\", for example"
                             : "raises = \"E\", reply = \"R\", fails = true or fail_times = 2, for example");
        }
        if (view.gave("with") && !view.gave("raises") && !view.gave("reply")) {
            state_.report(Code::unknown_key, view.key_place_of("with"),
                          "\"with\" means nothing without \"raises\" or \"reply\" in given");
        }
    }

    void read_expect(NodeId table, Scenario& scenario) {
        const TableView view(state_, table, table_named("scenario_expect"));
        ScenarioExpect& expect = scenario.expect;
        expect.place = view.place();
        read_edges(view, expect);
        read_path(view, scenario);
        expect.messages = names(view, "messages");
        if (view.has("status")) expect.status = view.word("status", ScenarioStatus::completed);
        read_attempts(view, expect);
        if (const NodeId values = view.node("state"); values != no_node) expect.state = bodies_.fields(state_, values);
        expect.compensations = names(view, "compensations");
        expect.skipped = names(view, "skipped");
        expect.replies = names(view, "replies");
        expect.elapsed_at_most = view.duration("elapsed_at_most");
        expect.nothing_else = view.boolean("nothing_else");
    }

    void read_edges(const TableView& view, ScenarioExpect& expect) {
        for (const NodeId pair : view.members("edges")) {
            std::vector<ScenarioName> ends;
            bool texts = true;
            for (const NodeId each : state_.tree.children(pair)) {
                texts = texts && state_[each].kind == TomlKind::text;
                ends.push_back(scenario_name(state_[each]));
            }
            if (texts && ends.size() == 2) {
                expect.edges.push_back({ends[0], ends[1]});
            } else {
                state_
                    .report(Code::wrong_type, state_[pair].place,
                            "an edge in \"edges\" has to be two names in quotes: from which item, to which")
                    .advise("for more of them one after the other: path = [\"A\", \"B\", \"C\"]");
            }
        }
    }

    /// From the item sent to, which may be named first.
    void read_path(const TableView& view, Scenario& scenario) {
        std::vector<ScenarioName> items = names(view, "path");
        if (items.empty() || scenario.sends.empty()) return;
        const ScenarioName& first = scenario.sends.front().to;
        if (first.given() && items.front().text != first.text) items.insert(items.begin(), first);
        for (std::size_t i = 1; i < items.size(); ++i) scenario.expect.edges.push_back({items[i - 1], items[i]});
    }

    void read_attempts(const TableView& view, ScenarioExpect& expect) {
        for (const NodeId each : view.members("attempts")) {
            const TomlNode node = state_[each];
            if (const auto times = whole_number_from_one(node.text)) {
                expect.attempts.emplace_back(ScenarioName{std::string(node.key), node.key_place}, *times);
            } else {
                state_.report(Code::out_of_range, node.place,
                              shown(node.key) + " in \"attempts\" has to be a whole number from 1, not " +
                                  std::string(node.text.substr(0, 40)));
            }
        }
    }

    ReaderState& state_;
    ScenarioBodies& bodies_;
};

}  // namespace

std::vector<Scenario> read_scenario_text(std::uint32_t source, const std::string& path, ScenarioBodies& bodies,
                                         Reading& reading) {
    std::vector<Scenario> scenarios;
    TomlTree tree;
    const TomlText text = read_toml(tree, reading.sources[source].text(), source, reading.findings);
    if (!text.sound || text.root == no_node) return scenarios;
    Production texts;
    ReaderState state{tree, reading, texts};
    ScenarioReader reader(state, bodies);
    const TableView file(state, text.root, table_named("scenario_file"));
    for (const NodeId table : file.tables("scenario")) scenarios.push_back(reader.read(table, folder_of(path)));
    return scenarios;
}

}  // namespace millwright::settings
