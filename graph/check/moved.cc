// [[moved]] and [protect]: whether the names in them are declared.
#include <algorithm>
#include <array>
#include <set>

#include "graph/check/known_names.h"
#include "graph/utf8.h"

namespace millwright::check {
namespace {

constexpr std::array<std::string_view, 5> kind_words{"item", "message", "process", "step", "target"};

class MovedNames {
public:
    explicit MovedNames(Checked& checked) : checked_(checked), production_(checked.production) {
        const bool parts = without_owner();
        for (const Item& item : production_.items) {
            items_.add(item.name, item.place);
            if (item.role == Role::process) processes_.add(item.name, item.place);
            if (parts) note_parts(item);
        }
        for (const Message& message : production_.messages) messages_.add(message.name, message.place);
        for (const Moved& moved : production_.moved) from_.emplace(moved.kind, moved.from);
    }

    void check(const Protection& protection) {
        const bool item = protection.kind == ProtectedKind::item;
        const KnownNames& known = item ? items_ : processes_;
        if (known.has(protection.name)) return;
        const std::string what = std::string(item ? "item " : "process ") + in_quotes(protection.name);
        if (const ItemId other = checked_.index.find(protection.name); other.valid()) {
            checked_.found
                .add(Code::protect_unknown, protection.place,
                     "[protect] names the " + what + ", which is declared as " +
                         std::string(name_of(production_[other].role)))
                .advise("name it in `items`");
            return;
        }
        auto& finding =
            checked_.found.add(Code::protect_unknown, protection.place,
                               "[protect] names the " + what + ", which is not declared: it protects nothing");
        known.suggest(checked_, finding, protection.name, "declare it, or take it out of [protect]");
    }

    void check(const Moved& moved) {
        if (is_declared(moved, moved.to) || from_.count({moved.kind, moved.to}) != 0) return;
        const auto kind = kind_words[static_cast<std::size_t>(moved.kind)];
        auto& finding = checked_.found.add(Code::moved_unknown, moved.place,
                                           "[[moved]] says that " + std::string(kind) + " " + in_quotes(moved.from) +
                                               " is " + in_quotes(moved.to) + " now, which is not declared");
        if (is_declared(moved, moved.from)) {
            finding.advise(in_quotes(moved.from) + " is still declared: give it its new name, or remove the entry");
            return;
        }
        const std::string otherwise = "write the name that it has now, or remove the entry";
        if (const KnownNames* known = names_of(moved.kind))
            known->suggest(checked_, finding, moved.to, otherwise);
        else
            finding.advise(otherwise);
    }

private:
    const KnownNames* names_of(MovedKind kind) const {
        if (kind == MovedKind::item) return &items_;
        if (kind == MovedKind::process) return &processes_;
        return kind == MovedKind::message ? &messages_ : nullptr;
    }

    bool is_declared(const Moved& moved, Text name) const {
        if (const KnownNames* known = names_of(moved.kind)) return known->has(name);
        // "Item.Setting"; a name without a dot is of any item.
        const std::size_t dot = name.rfind('.');
        const Text part = dot == Text::npos ? name : name.substr(dot + 1);
        if (dot == Text::npos) return parts_.count({moved.kind, part}) != 0;
        for (const ItemId id : checked_.index.all(name.substr(0, dot))) {
            if (has_part(production_[id], moved.kind, part)) return true;
        }
        return false;
    }

    /// Whether an entry names a part without saying of which item.
    bool without_owner() const {
        return std::any_of(production_.moved.begin(), production_.moved.end(), [](const Moved& moved) {
            const bool part = moved.kind == MovedKind::step || moved.kind == MovedKind::target;
            return part && moved.to.find('.') == Text::npos;
        });
    }

    void note_parts(const Item& item) {
        for (const Setting& setting : production_.of(item.settings)) {
            if (setting.scope == "Host") parts_.emplace(MovedKind::target, setting.name);
        }
        if (!item.behaviour) return;
        for (const Step& step : slice(production_.steps, item.behaviour->steps)) {
            parts_.emplace(MovedKind::step, step.name);
        }
    }

    bool has_part(const Item& item, MovedKind kind, Text name) const {
        if (kind == MovedKind::target) {
            for (const Setting& setting : production_.of(item.settings)) {
                if (setting.scope == "Host" && setting.name == name) return true;
            }
            return false;
        }
        if (!item.behaviour) return false;
        for (const Step& step : slice(production_.steps, item.behaviour->steps)) {
            if (step.name == name) return true;
        }
        return false;
    }

    Checked& checked_;
    const Production& production_;
    KnownNames items_;
    KnownNames processes_;
    KnownNames messages_;
    std::set<std::pair<MovedKind, Text>> from_;
    std::set<std::pair<MovedKind, Text>> parts_;  ///< steps and target settings of all items
};

}  // namespace

void check_moved(Checked& checked) {
    const Production& production = checked.production;
    if (production.moved.empty() && production.protections.empty()) return;
    MovedNames names(checked);
    for (const Protection& protection : production.protections) names.check(protection);
    for (const Moved& moved : production.moved) names.check(moved);
}

}  // namespace millwright::check
