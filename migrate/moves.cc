#include "migrate/moves.h"

#include "graph/utf8.h"

namespace millwright::migrate {
namespace {

bool has(const CanonicalForm& form, std::string_view kind, std::string_view name) {
    return form.find(std::string(kind) + "/" + std::string(name)) != nullptr;
}

/// "Item.Setting" becomes {"Item", "Setting"}; a name without a dot is meant for every item.
std::pair<std::string_view, std::string_view> owner_and_part(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos) return {{}, name};
    return {name.substr(0, dot), name.substr(dot + 1)};
}

}  // namespace

Moves::Moves(const CanonicalForm& before, const Production& after, const CanonicalForm& after_form,
             Diagnostics& findings) {
    std::vector<const Moved*> items;
    std::vector<const Moved*> messages;
    for (const Moved& moved : after.moved) {
        switch (moved.kind) {
            case MovedKind::item:
            case MovedKind::process: items.push_back(&moved); break;
            case MovedKind::message: messages.push_back(&moved); break;
            case MovedKind::target:
            case MovedKind::step: {
                const auto from = owner_and_part(moved.from);
                const std::string_view to = owner_and_part(moved.to).second;
                (moved.kind == MovedKind::step ? steps_ : targets_)[from] = {from.second, to, moved.place};
                break;
            }
        }
    }
    read(items_, "item", items, before, after_form, findings);
    read(messages_, "message", messages, before, after_form, findings);
}

/// From a to b and from b to c is from a to c; a circle stays as it is.
void Moves::read(Names& names, std::string_view kind, const std::vector<const Moved*>& all, const CanonicalForm& before,
                 const CanonicalForm& after, Diagnostics& findings) {
    std::map<std::string_view, std::string_view> links;
    std::map<std::string_view, std::string_view> reached;
    for (const Moved* moved : all) {
        links.emplace(moved->from, moved->to);
        reached.emplace(moved->to, moved->from);
    }
    for (const Moved* moved : all) {
        std::string_view to = moved->to;
        for (std::size_t steps = 0; steps < all.size() && !has(after, kind, to); ++steps) {
            const auto next = links.find(to);
            if (next == links.end()) break;
            to = next->second;
        }
        const auto earlier = reached.find(moved->from);
        const bool link_of_chain = earlier != reached.end() && has(before, kind, earlier->second);
        if (!link_of_chain || has(before, kind, moved->from)) add(names, kind, *moved, to, before, after, findings);
    }
}

void Moves::add(Names& names, std::string_view kind, const Moved& moved, std::string_view to,
                const CanonicalForm& before, const CanonicalForm& after, Diagnostics& findings) {
    const std::string what = std::string(kind) + " " + in_quotes(moved.from);
    if (has(after, kind, moved.from) && has(after, kind, to)) {
        findings
            .add(Code::moved_both_present, moved.place,
                 what + " is said to be " + in_quotes(to) + " now, and the settings have both")
            .advise("remove the [[moved]] entry, or the " + what);
        return;
    }
    if (!has(before, kind, moved.from)) {
        if (before.entries().empty()) return;
        findings.add(Code::moved_from_gone, moved.place, what + " is not deployed: there is nothing left to rename")
            .advise("remove the [[moved]] entry when every deployment has the new name");
        return;
    }
    if (has(before, kind, to)) {
        findings
            .add(Code::moved_both_present, moved.place,
                 what + " cannot become " + in_quotes(to) + ": both are deployed")
            .advise("remove one of the two first, without [[moved]]");
        return;
    }
    if (has(after, kind, to)) names[moved.from] = {moved.from, to, moved.place};
}

const Move* Moves::found(const Names& names, std::string_view name) {
    const auto at = names.find(name);
    return at == names.end() ? nullptr : &at->second;
}

std::string_view Moves::renamed(const Names& names, std::string_view name) {
    const Move* move = found(names, name);
    return move == nullptr ? name : move->to;
}

const Move* Moves::found(const PartNames& names, std::string_view owner, std::string_view name) {
    if (names.empty()) return nullptr;
    for (const std::string_view each : {owner, std::string_view()}) {
        if (const auto at = names.find({each, name}); at != names.end()) return &at->second;
    }
    return nullptr;
}

std::string_view Moves::target(std::string_view item, std::string_view before_name) const {
    const Move* move = found(targets_, item, before_name);
    return move == nullptr ? before_name : move->to;
}

const Move* Moves::of_step(std::string_view process, std::string_view before_name) const {
    return found(steps_, process, before_name);
}

std::string_view Moves::step(std::string_view process, std::string_view before_name) const {
    const Move* move = of_step(process, before_name);
    return move == nullptr ? before_name : move->to;
}

std::string Moves::key(std::string_view before_key) const {
    const std::string_view kind = kind_of_key(before_key);
    std::string_view name = name_of_key(before_key);
    std::string head(before_key.substr(0, before_key.size() - name.size()));
    if (kind == "protect") {
        const std::size_t slash = name.find('/') + 1;
        head += name.substr(0, slash);
        name.remove_prefix(slash);
    }
    const bool of_item = kind == "item" || kind == "declared" || kind == "process" || kind == "protect";
    if (of_item) name = item(name);
    if (kind == "message") name = message(name);
    if (kind == "default_setting") return head + default_setting_key(name);
    return head + std::string(name);
}

/// PRODUCTION/ITEM/CLASS/SETTING with the item's new name.
std::string Moves::default_setting_key(std::string_view name) const {
    const std::size_t first = name.find('/') + 1;
    const std::size_t second = name.find('/', first);
    if (items_.empty() || first == 0 || second == std::string_view::npos) return std::string(name);
    const std::string_view part = name.substr(first, second - first);
    if (part.find('%') == std::string_view::npos && of_item(part) == nullptr) return std::string(name);
    for (const auto& [from, move] : items_) {
        if (key_part(from) != part) continue;
        return std::string(name.substr(0, first)) + key_part(move.to) + std::string(name.substr(second));
    }
    return std::string(name);
}

}  // namespace millwright::migrate
