// The file of scenarios of a part: one for each representative message, and those that were asked for.
#include <algorithm>
#include <cstdlib>

#include "graph/utf8.h"
#include "settings/edit.h"
#include "settings/toml_equal.h"
#include "templates/names.h"
#include "templates/scaffold.h"

namespace millwright::templates {
namespace {

using settings::SettingsEdit;
using settings::TomlTree;
using settings::TomlValue;

const settings::PathStep array{"scenario"};

/// The file of the item that scenarios send to.
std::string scenario_file(const std::string& item, const Project& project) {
    const std::string stem = snake_case(item);
    return project.root + (stem.empty() ? "production" : stem) + ".scenario.toml";
}

struct Written {
    TomlValue operator()(const Absent&) const { return ""; }
    TomlValue operator()(bool truth) const { return truth; }
    TomlValue operator()(const Decimal& number) const {
        if (number.is_whole()) return number.coefficient();
        return std::strtod(to_text(number).c_str(), nullptr);
    }
    TomlValue operator()(const std::string& text) const { return text; }
    TomlValue operator()(Date date) const { return date_text(date); }
    TomlValue operator()(DateTime moment) const { return date_text(moment); }
    TomlValue operator()(Duration duration) const { return to_text(duration); }
    TomlValue operator()(const ValueList& list) const {
        TomlValue::Array elements;
        for (const Value& each : list) elements.push_back(std::visit(*this, each));
        return elements;
    }
};

TomlValue::Table table_of(const PartBody& body) {
    TomlValue::Table fields;
    for (const auto& [field, value] : body) {
        if (!value.is_absent()) fields.push_back({field, std::visit(Written{}, value)});
    }
    return fields;
}

TomlValue::Array texts(const std::vector<std::string>& all) {
    return TomlValue::Array(all.begin(), all.end());
}

/// A scenario as it will stand in the file of the item that it sends to.
struct Wanted {
    std::string item;
    std::string name;
    TomlValue::Table members;
};

class Scenarios {
public:
    Scenarios(const Part& part, const Project& project) : part_(part), project_(project) {
        for (const PartScenario& each : part.scenarios) add(each);
        for (const Component& each : part.components) add(each);
    }

    const std::vector<Wanted>& all() const { return all_; }

private:
    void add(const PartScenario& scenario) {
        TomlValue::Table expect;
        add_edges(expect, scenario.edges);
        if (!scenario.messages.empty()) expect.push_back({"messages", texts(scenario.messages)});
        expect.push_back({"status", scenario.status});
        if (scenario.nothing_else) expect.push_back({"nothing_else", true});
        add(scenario.name, scenario.to, scenario.message, scenario.body, given(scenario), std::move(expect));
    }

    static TomlValue::Array given(const PartScenario& scenario) {
        TomlValue::Array all;
        for (const PartScenario::GivenThat& each : scenario.given) {
            TomlValue::Table entry{{"item", each.item}, {"on", each.on}, {"raises", each.raises}};
            if (!each.with.empty()) entry.push_back({"with", table_of(each.with)});
            all.emplace_back(std::move(entry));
        }
        return all;
    }

    void add(const Component& component) {
        // Events find an instance only after its start: scenarios of process managers are worked out as a whole.
        if (component.role != Role::process || component.is_manager()) return;
        for (const PartHandler& handler : component.handlers) {
            for (const PartCase& each : handler.cases) add(component, handler, each);
        }
    }

    void add(const Component& component, const PartHandler& handler, const PartCase& one) {
        std::vector<std::pair<std::string, std::string>> edges;
        std::vector<std::string> messages;
        bool ends = component.steps.empty();
        for (const PartCase::Sent& sent : one.sends) {
            for (const std::string& item : items_of(component, sent.setting)) {
                edges.emplace_back(component.name, item);
                ends = ends && is_operation(item);
            }
            messages.push_back(sent.message);
        }
        TomlValue::Table expect;
        add_edges(expect, edges);
        if (!messages.empty()) expect.push_back({"messages", texts(messages)});
        expect.push_back({"status", "completed"});
        if (ends) expect.push_back({"nothing_else", true});
        add(in_words(component.name) + ": " + one.name, component.name, handler.on, one.body, {}, std::move(expect));
    }

    static void add_edges(TomlValue::Table& expect, const std::vector<std::pair<std::string, std::string>>& edges) {
        TomlValue::Array all;
        for (const auto& [from, to] : edges) all.push_back(TomlValue::Array{from, to});
        if (!all.empty()) expect.push_back({"edges", std::move(all)});
    }

    void add(const std::string& name, const std::string& to, const std::string& message, const PartBody& body,
             TomlValue::Array given, TomlValue::Table expect) {
        const bool known = std::any_of(all_.begin(), all_.end(),
                                       [&](const Wanted& each) { return each.item == to && each.name == name; });
        if (known) return;
        TomlValue::Table send{{"to", to}};
        if (!message.empty()) send.push_back({"message", message});
        if (!body.empty()) send.push_back({"body", table_of(body)});
        const std::string settings = project_.settings.substr(project_.settings.rfind('/') + 1);
        TomlValue::Table members{{"name", name}, {"settings", settings}, {"send", TomlValue::Array{send}}};
        if (!given.empty()) members.push_back({"given", std::move(given)});
        members.push_back({"expect", std::move(expect)});
        all_.push_back({to, name, std::move(members)});
    }

    static std::vector<std::string> items_of(const Component& component, const std::string& setting) {
        for (const PartTarget& each : component.targets) {
            if (each.setting == setting) return each.items;
        }
        return {};
    }

    /// What other items send in their turn is not known here.
    bool is_operation(const std::string& name) const {
        for (const Component& each : part_.components) {
            if (each.name == name) return each.role == Role::operation;
        }
        if (project_.production == nullptr) return false;
        const auto& items = project_.production->items;
        const auto found =
            std::find_if(items.begin(), items.end(), [&](const Item& each) { return each.name == name; });
        return found != items.end() && found->role == Role::operation;
    }

    const Part& part_;
    const Project& project_;
    std::vector<Wanted> all_;
};

/// One file that is there, with a scenario added or brought up to what is wanted.
class ScenarioFile {
public:
    ScenarioFile(const std::string& path, SettingsEdit edit) : path_(path), edit_(std::move(edit)) {}

    const std::string& text() const { return edit_.text(); }

    Result<bool> put(const Wanted& wanted, bool force) {
        const auto index = find(wanted.name);
        if (!index) return edit_.add_element({array}, wanted.members);
        if (says(*index, wanted)) return true;
        if (!force) {
            return fail_in_file(FailureKind::refused, Code::name_taken, path_,
                                "scenario " + in_quotes(wanted.name) + " is there already, and says something else",
                                "--force replaces it");
        }
        return replace(*index, wanted);
    }

private:
    std::optional<std::size_t> find(const std::string& name) const {
        TomlTree tree;
        Diagnostics ignored;
        const auto read = settings::read_toml(tree, edit_.text(), 1, ignored);
        const auto scenarios = tree.find(read.root, array.name);
        if (scenarios == settings::no_node || tree.kind(scenarios) != settings::TomlKind::array) return std::nullopt;
        std::size_t index = 0;
        for (const auto each : tree.children(scenarios)) {
            const auto its = tree.kind(each) == settings::TomlKind::table ? tree.find(each, "name") : settings::no_node;
            if (its != settings::no_node && tree[its].text == name) return index;
            ++index;
        }
        return std::nullopt;
    }

    /// Whether the scenario with that index is the one that is wanted already.
    bool says(std::size_t index, const Wanted& wanted) const {
        auto fresh = SettingsEdit::of(path_, "");
        if (!fresh || !fresh->add_element({array}, wanted.members)) return false;
        TomlTree own_tree;
        TomlTree other_tree;
        return settings::same_tree(own_tree, element(own_tree, edit_.text(), index), other_tree,
                                   element(other_tree, fresh->text(), 0));
    }

    static settings::NodeId element(TomlTree& tree, const std::string& text, std::size_t index) {
        Diagnostics ignored;
        const auto read = settings::read_toml(tree, text, 1, ignored);
        auto each = tree[tree.find(read.root, array.name)].first;
        while (index-- > 0) each = tree.next(each);
        return each;
    }

    /// In its place where its keys can be set, so that the comments around it stay; else at the end.
    Result<bool> replace(std::size_t index, const Wanted& wanted) {
        SettingsEdit in_place = edit_;
        const settings::PathStep at{"", index};
        bool done = true;
        for (const std::string_view key : {"send", "given", "expect", "settings"}) {
            const auto member = std::find_if(wanted.members.begin(), wanted.members.end(),
                                             [&](const settings::TomlMember& each) { return each.key == key; });
            const settings::SettingsPath path{array, at, {std::string(key)}};
            if (member != wanted.members.end()) {
                done = done && in_place.set(path, member->value);
            } else if (in_place.has(path)) {
                done = done && in_place.remove(path);
            }
        }
        if (done) {
            edit_ = std::move(in_place);
            return true;
        }
        auto removed = edit_.remove({array, at});
        if (!removed) return removed;
        return edit_.add_element({array}, wanted.members);
    }

    std::string path_;
    SettingsEdit edit_;
};

}  // namespace

Result<bool> write_scenarios(const Part& part, const PartRequest& request, const Project& project,
                             FileChanges& changes) {
    if (project.declaration == Declaration::none) return true;
    const Scenarios scenarios(part, project);
    for (const Wanted& each : scenarios.all()) {
        const std::string path = scenario_file(each.item, project);
        auto before = changes.text(path);
        if (!before) return tl::unexpected<Failure>(before.error());
        auto edit = SettingsEdit::of(path, before->value_or(""));
        if (!edit) return tl::unexpected<Failure>(edit.error());
        ScenarioFile file(path, std::move(*edit));
        if (const auto put = file.put(each, request.force); !put) return put;
        if (const auto set = changes.set(path, file.text()); !set) return set;
    }
    return true;
}

}  // namespace millwright::templates
