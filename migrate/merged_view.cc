#include "migrate/merged_view.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "migrate/moves.h"

namespace millwright::migrate {
namespace {

/// Parts of a list that changed; more of them tell nobody anything in a picture.
constexpr std::size_t most_parts = 6;

/// What an engine holds of it: items with their settings.
Production engine_part(const Production& production) {
    Production part = copy_of(production);
    for (Item& item : part.items) {
        item.adapter = {};
        item.emits = {};
        item.accepts = {};
        item.replies = {};
        item.raises = {};
        item.found = {};
        item.description = {};
        item.behaviour.reset();
    }
    part.default_settings.clear();
    return part;
}

std::string_view sign_of(const PlanLine& line) {
    if (!line.marked) return {};
    return line.action == Action::remove ? "− " : line.action == Action::add ? "+ " : "";
}

/// "handler on Order sends …: − …; + …"
std::string note_of(const std::vector<PlanLine>& lines) {
    std::string note = std::string(sign_of(lines.front())) + lines.front().text;
    const std::size_t shown = std::min(lines.size(), most_parts + 1);
    for (std::size_t i = 1; i < shown; ++i) {
        note += i == 1 ? ": " : "; ";
        note += sign_of(lines[i]);
        note += lines[i].text;
    }
    if (lines.size() > shown) note += "; and " + std::to_string(lines.size() - shown) + " more";
    return note;
}

std::string text_of(const PlanValue& value) {
    const auto json = nlohmann::json::parse(value.json, nullptr, false);
    return json.is_string() ? json.get<std::string>() : std::string();
}

class Preparing {
public:
    Preparing(const std::vector<Operation>& operations, const PlanSources& sources, const std::string& engine)
        : operations_(operations) {
        style_.details = false;
        style_.engine = engine;
        OperationLines lines(sources, style_);
        for (const Operation& operation : operations_) look_at(operation, lines);
    }

    /// `before` as it is called now.
    PictureChange take(Production before, const Moves& moves) {
        for (Item& item : before.items) {
            const std::string_view newer = moves.item(item.name);
            if (newer != item.name) change_.items.moved.emplace(item.name, newer);
            for (Setting& setting : slice(before.settings, item.settings)) {
                if (setting.is_target()) setting.name = moves.target(newer, setting.name);
            }
        }
        change_.before = std::move(before);
        return std::move(change_);
    }

private:
    void look_at(const Operation& operation, OperationLines& lines) {
        if (operation.kind == "secret") {
            for (const std::string& item : operation.impact) note(item, lines.of(operation));
            if (operation.impact.empty()) ++change_.not_of_items;
            return;
        }
        if (!operation.path.starts_with("items.")) {
            ++change_.not_of_items;
            return;
        }
        const bool moved = operation.action == Action::move;
        if (moved && operation.kind == "step") {
            change_.moved_steps[operation.subject].emplace(text_of(operation.before), text_of(operation.after));
        }
        // That an item came, went or moved as a whole, its picture says by itself.
        const bool whole = operation.op_type == "add_item" || operation.op_type == "remove_item";
        if (whole || (moved && operation.kind == "item")) return;
        note(operation.subject, lines.of(operation));
    }

    void note(const std::string& item, const std::vector<PlanLine>& lines) {
        if (!lines.empty()) change_.items.notes[item].push_back(note_of(lines));
    }

    const std::vector<Operation>& operations_;
    LineStyle style_;
    PictureChange change_;
};

/// An engine does not hold roles: what the one side knows of an item counts for both.
void know_roles(PictureChange& change, Production& after) {
    std::unordered_map<std::string_view, Item*> by_name;
    for (Item& item : after.items) by_name.emplace(item.name, &item);
    for (Item& item : change.before.items) {
        const auto moved = change.items.moved.find(item.name);
        const std::string_view name = moved != change.items.moved.end() ? std::string_view(moved->second) : item.name;
        const auto found = by_name.find(name);
        if (found == by_name.end()) continue;
        if (found->second->role == Role::component) found->second->role = item.role;
        item.role = found->second->role;
    }
}

/// Steps name each other as they are called there: a picture of a process pairs old and new ones by itself.
void name_steps_as(const Production& original, Production& copy) {
    const auto names_of = [&](Range<NameRef> range) {
        const auto names = original.of(range);
        std::copy(names.begin(), names.end(), slice(copy.names, range).begin());
    };
    for (std::size_t i = 0; i < original.steps.size(); ++i) {
        const Step& step = original.steps[i];
        Step& to = copy.steps[i];
        to.on_success = step.on_success;
        to.on_failure = step.on_failure;
        to.on_true = step.on_true;
        to.on_false = step.on_false;
        to.detail = step.detail;
        names_of(step.after);
        names_of(step.steps);
    }
    for (std::size_t i = 0; i < original.outcomes.size(); ++i) copy.outcomes[i].go_to = original.outcomes[i].go_to;
}

/// No deployment holds what was found in the code: it counts for both sides.
void know_found(Production& before, const Moves& moves, const Production& after) {
    std::unordered_map<std::string_view, const Item*> by_name;
    for (const Item& item : after.items) by_name.emplace(item.name, &item);
    std::unordered_map<std::string_view, Text> older;
    for (const Item& item : before.items) older.emplace(moves.item(item.name), item.name);
    for (Item& item : before.items) {
        const auto newer = by_name.find(moves.item(item.name));
        if (newer == by_name.end()) continue;
        const auto found = after.of(newer->second->found);
        item.found = append(before.found, {found.begin(), found.end()});
        for (FoundRoute& route : slice(before.found, item.found)) {
            if (const auto old = older.find(route.target); old != older.end()) route.target = old->second;
        }
    }
}

struct Sides {
    const Production& before;
    const CanonicalForm& before_form;
    const Production& after;
    const CanonicalForm& after_form;
    Holds before_holds;
    Holds after_holds;
    bool is_deployed = false;  ///< the older side
};

PictureChange prepared(const Sides& sides, const std::vector<Operation>& operations, const PlanSources& sources,
                       const std::string& engine = {}) {
    Diagnostics said_already;
    const Moves moves(sides.before_form, sides.after, sides.after_form, said_already);
    const bool is_part = std::min(sides.before_holds, sides.after_holds) == Holds::engine;
    Production before = with_moves_followed(is_part ? engine_part(sides.before) : copy_of(sides.before), moves);
    name_steps_as(sides.before, before);
    if (sides.is_deployed && !is_part) know_found(before, moves, sides.after);
    PictureChange change = Preparing(operations, sources, engine).take(std::move(before), moves);
    if (is_part) know_roles(change, change.after_part.emplace(engine_part(sides.after)));
    return change;
}

}  // namespace

Production PictureChange::before_by_newer_names() const {
    Production named = copy_of(before);
    const auto rename = [&](Text& name) {
        if (const auto found = items.moved.find(name); found != items.moved.end()) name = found->second;
    };
    for (Item& item : named.items) {
        rename(item.name);
        for (const Setting& setting : named.of(item.settings)) {
            for (NameRef& target : slice(named.names, setting.names)) rename(target.name);
        }
        for (FoundRoute& route : slice(named.found, item.found)) rename(route.target);
    }
    return named;
}

PictureChange picture_change(const Production* before, Holds before_holds, const Production& after, Holds after_holds,
                             const PlanSources& sources) {
    const Holds both = before == nullptr ? after_holds : std::min(before_holds, after_holds);
    const CanonicalForm after_form = canonical_form(after, both);
    if (before == nullptr) {
        Production nothing;
        const CanonicalForm empty(nullptr, {}, both, after_form.digest_key());
        const Difference found = difference({&empty, &nothing}, {&after_form, &after});
        return prepared({nothing, empty, after, after_form, both, both}, found.operations, sources);
    }
    const CanonicalForm before_form = canonical_form(*before, both);
    const Difference found = difference({&before_form, before}, {&after_form, &after});
    return prepared({*before, before_form, after, after_form, before_holds, after_holds}, found.operations, sources);
}

PictureChange picture_change(const Planned& planned, const Production& before, const Production& after,
                             Holds after_holds, const PlanSources& sources) {
    return prepared({before, planned.deployed.form, after, planned.desired, Holds::everything, after_holds, true},
                    planned.plan.operations, sources, planned.plan.target.engine);
}

}  // namespace millwright::migrate
