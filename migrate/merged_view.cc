#include "migrate/merged_view.h"

#include <algorithm>
#include <nlohmann/json.hpp>

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
        item.description = {};
        item.behaviour.reset();
    }
    part.default_settings.clear();
    return part;
}

/// "handler on Order sends …: − …; + …"
std::string note_of(const std::vector<PlanLine>& lines) {
    std::string note = lines.front().text;
    const std::size_t shown = std::min(lines.size(), most_parts + 1);
    for (std::size_t i = 1; i < shown; ++i) {
        const PlanLine& line = lines[i];
        note += i == 1 ? ": " : "; ";
        if (line.marked) note += line.action == Action::remove ? "− " : line.action == Action::add ? "+ " : "";
        note += line.text;
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
    Preparing(const std::vector<Operation>& operations, const PlanSources& sources) : operations_(operations) {
        style_.details = false;
        OperationLines lines(sources, style_);
        for (const Operation& operation : operations_) look_at(operation, lines);
    }

    /// `before` as it is called now.
    PictureChange take(Production before, const Moves& moves, bool is_part) {
        for (Item& item : before.items) {
            const std::string_view newer = moves.item(item.name);
            if (newer != item.name) change_.items.moved.emplace(item.name, newer);
            for (Setting& setting : slice(before.settings, item.settings)) {
                if (setting.is_target()) setting.name = moves.target(newer, setting.name);
            }
        }
        change_.before = std::move(before);
        change_.is_part = is_part;
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

struct Sides {
    const Production& before;
    const CanonicalForm& before_form;
    const Production& after;
    const CanonicalForm& after_form;
    Holds before_holds;
    Holds after_holds;
};

PictureChange prepared(const Sides& sides, const std::vector<Operation>& operations, const PlanSources& sources) {
    Diagnostics said_already;
    const Moves moves(sides.before_form, sides.after, sides.after_form, said_already);
    const bool is_part = std::min(sides.before_holds, sides.after_holds) == Holds::engine;
    Production before = with_moves_followed(is_part ? engine_part(sides.before) : copy_of(sides.before), moves);
    PictureChange change = Preparing(operations, sources).take(std::move(before), moves, is_part);
    if (is_part && sides.after_holds != Holds::engine) change.after_part = engine_part(sides.after);
    return change;
}

}  // namespace

std::string_view PictureChange::older_name(std::string_view newer) const {
    for (const auto& [from, to] : items.moved) {
        if (to == newer) return from;
    }
    return newer;
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
    return prepared({before, planned.deployed.form, after, planned.desired, Holds::everything, after_holds},
                    planned.plan.operations, sources);
}

}  // namespace millwright::migrate
