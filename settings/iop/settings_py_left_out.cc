#include <algorithm>
#include <unordered_set>

#include "graph/utf8.h"
#include "settings/iop/python_values.h"
#include "settings/iop/settings_py.h"
#include "settings/writers.h"

namespace millwright::settings {
namespace {

/// How many things of each kind are left out, and where the first stands.
class LeftOut {
public:
    void add(std::size_t count, std::string_view one, std::string_view several, Place first) {
        if (count == 0) return;
        if (!words_.empty()) words_ += ", ";
        words_ += std::to_string(count) + " " + std::string(count == 1 ? one : several);
        if (!place_.known()) place_ = first;
    }
    template <class Thing>
    void add(const std::vector<Thing>& things, std::string_view one, std::string_view several) {
        if (!things.empty()) add(things.size(), one, several, things.front().place);
    }
    bool empty() const { return words_.empty(); }
    const std::string& words() const { return words_; }
    Place place() const { return place_; }

private:
    std::string words_;
    Place place_;
};

/// What items declare beside what an engine has.
bool declares_more(const Item& item) {
    return item.behaviour || !item.emits.empty() || !item.accepts.empty() || !item.replies.empty() ||
           !item.raises.empty();
}

LeftOut declarations(const Production& production) {
    LeftOut left;
    std::size_t behaviours = 0;
    Place first;
    for (const Item& item : production.items) {
        if (!declares_more(item)) continue;
        if (behaviours++ == 0) first = item.place;
    }
    left.add(behaviours, "item's handlers, steps or messages", "items' handlers, steps or messages", first);
    const auto described = [](const Item& item) { return !item.description.empty(); };
    const auto first_described = std::find_if(production.items.begin(), production.items.end(), described);
    if (first_described != production.items.end()) {
        const auto count = std::count_if(production.items.begin(), production.items.end(), described);
        left.add(static_cast<std::size_t>(count), "description (it becomes a comment)",
                 "descriptions (they become comments)", first_described->place);
    }
    left.add(production.messages, "message", "messages");
    left.add(production.schedules, "schedule", "schedules");
    left.add(production.stories, "story", "stories");
    left.add(production.entities, "entity", "entities");
    left.add(production.declared_names, "declared name", "declared names");
    left.add(production.moved, "rename", "renames");
    left.add(production.protections, "protection", "protections");
    left.add(production.default_settings, "default setting", "default settings");
    return left;
}

/// What an engine does hold: each by name.
void add_names(Diagnostics& found, const std::vector<std::string>& names, Place first, const std::string& words) {
    if (names.empty()) return;
    std::string list;
    for (std::size_t i = 0; i < names.size() && i < 5; ++i) list += (i > 0 ? ", " : "") + names[i];
    if (names.size() > 5) list += " and " + std::to_string(names.size() - 5) + " more";
    found.add(Code::not_kept, first, words + ": " + list).advise("`export --format json` keeps them");
}

void add_attributes(Diagnostics& found, const Production& production) {
    std::vector<std::string> names;
    Place first;
    const auto take = [&](const Attribute& each, std::string_view owner) {
        if (names.empty()) first = each.place;
        names.push_back(std::string(each.name) + " of " + std::string(owner));
    };
    for (const Attribute& each : production.of(production.production_attributes)) take(each, "the production");
    for (const Item& item : production.items) {
        for (const Attribute& each : production.of(item.attributes)) take(each, in_quotes(item.name));
    }
    add_names(found, names, first, "attributes that Python of IoP has no word for are left out");
}

void add_production_settings(Diagnostics& found, const Production& production) {
    std::vector<std::string> unknown;
    std::vector<std::string> as_by_default;
    Place first_unknown;
    Place first_default;
    std::unordered_set<std::string_view> seen;
    for (const Setting& setting : production.of(production.production_settings)) {
        const iop::PythonArgument* argument = iop::python_argument(setting);
        if (argument == nullptr || !seen.insert(argument->name).second) {
            if (unknown.empty()) first_unknown = setting.place;
            unknown.push_back(in_quotes(setting.name));
        } else if (setting.value == argument->otherwise) {
            if (as_by_default.empty()) first_default = setting.place;
            as_by_default.push_back(in_quotes(setting.name));
        }
    }
    add_names(found, unknown, first_unknown, "settings of the production that Python of IoP cannot say are left out");
    add_names(found, as_by_default, first_default,
              "settings of the production that are as by default are not deployed by IoP");
}

}  // namespace

Diagnostics left_out_of_settings_py(const Production& production, const Reading* beside) {
    Diagnostics found;
    add_attributes(found, production);
    add_production_settings(found, production);
    iop::PythonNames names;
    const iop::PythonClasses classes(production, beside, names);
    for (const auto& each : classes.lost()) {
        found
            .add(Code::not_kept, each.place,
                 "the registration of " + in_quotes(each.engine_name) + " from " + printable(each.target) +
                     " is left out: nothing there can be imported")
            .advise("register it in CLASSES");
    }
    if (beside != nullptr) {
        report_lost_lookups(found, *beside, [](const PythonSources::EnvironmentValue&) { return true; });
    }
    const bool from_python = beside != nullptr && beside->format == Format::python;
    if (const LeftOut left = declarations(production); !from_python && !left.empty()) {
        found.add(Code::not_kept, left.place(), "Python of IoP has no words for " + left.words())
            .advise("keep the settings: they stay the place for it");
    }
    return found;
}

}  // namespace millwright::settings
