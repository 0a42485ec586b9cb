// The difference of what only settings and registries hold: declarations of items, messages, schedules, stories and the rest.
#include <algorithm>
#include <array>
#include <unordered_set>

#include "graph/secret.h"
#include "migrate/body_writer.h"
#include "migrate/comparing.h"
#include "migrate/toml_path.h"

namespace millwright::migrate {
namespace {

/// What is said of things of one kind: "messages" in paths, "add_message" and so on.
struct KindWords {
    std::string_view kind;
    std::string_view path;
    std::string_view add;
    std::string_view change;
    std::string_view remove;
};

constexpr std::array<KindWords, 8> kind_words{{
    {"schedule", "schedules", "add_schedule", "change_schedule", "remove_schedule"},
    {"story", "stories", "add_story", "change_story", "remove_story"},
    {"entity", "entities", "add_entity", "change_entity", "remove_entity"},
    {"channel", "channels", "add_channel", "change_channel", "remove_channel"},
    {"surface", "surfaces", "add_surface", "change_surface", "remove_surface"},
    {"role", "roles", "add_role", "change_role", "remove_role"},
    {"intent", "intents", "add_intent", "change_intent", "remove_intent"},
    {"default_setting", "default_settings", "add_default_setting", "change_default_setting", "remove_default_setting"},
}};

const KindWords& words_of(std::string_view kind) {
    const auto same = [&](const KindWords& words) { return words.kind == kind; };
    return *std::find_if(kind_words.begin(), kind_words.end(), same);
}

struct Shown {
    Members members;
    Place place;
    std::string name;
};

template <class Thing>
Shown shown(const Production& production, const std::vector<Thing>& things, const Entry& entry) {
    const Thing& thing = things[entry.index];
    return {MemberTexts::of(production, thing), thing.place, std::string(name_of_key(entry.key))};
}

Shown shown_default(const Production& production, const Entry& entry) {
    DefaultSetting setting = production.default_settings[entry.index];
    const bool secret = placeholder_digest(setting.value) || looks_like_clear_secret(setting.setting, setting.value);
    if (secret) setting.value = masked_secret;
    return {MemberTexts::of(production, setting), setting.place, std::string(name_of_key(entry.key))};
}

Shown shown(const Production& production, std::string_view kind, const Entry& entry) {
    if (kind == "schedule") return shown(production, production.schedules, entry);
    if (kind == "story") return shown(production, production.stories, entry);
    if (kind == "entity") return shown(production, production.entities, entry);
    if (kind == "default_setting") return shown_default(production, entry);
    return shown(production, production.declared_names, entry);
}

void add_or_remove(Comparing& comparing, const KindWords& words, const Shown& thing, Action action) {
    const bool added = action == Action::add;
    Operation& operation = comparing.add(added ? words.add : words.remove, action, words.kind,
                                         dotted({words.path, thing.name}), thing.name);
    (added ? operation.after : operation.before).json = thing_json(thing.members);
    judge(operation, judge_thing(words.kind, action));
    place(operation, added ? thing.place : Place{}, added ? Place{} : thing.place);
}

void compare_protection(Comparing& comparing, const Pair& pair) {
    if (pair.before != nullptr && pair.after != nullptr) return;
    const bool added = pair.after != nullptr;
    const Entry& entry = added ? *pair.after : *pair.before;
    const Production& production = added ? comparing.after : comparing.before;
    const Protection& protection = production.protections[entry.index];
    const std::string_view list = protection.kind == ProtectedKind::item ? "items" : "processes";
    Operation& operation = comparing.add(added ? "protect" : "unprotect", added ? Action::add : Action::remove,
                                         "protection", dotted({"protect", list, protection.name}), protection.name);
    (added ? operation.after : operation.before).json = "true";
    judge(operation, judge_thing("protection", operation.action));
    place(operation, added ? protection.place : Place{}, added ? Place{} : protection.place);
}

/// When it fires, where that differs by cron on either side.
std::optional<Timing> timing_of(const Schedule& before, const Schedule& after) {
    if (before.cron == after.cron && before.timezone == after.timezone) return std::nullopt;
    return Timing{std::string(before.cron), std::string(before.timezone), std::string(after.cron),
                  std::string(after.timezone)};
}

void compare_kept(Comparing& comparing, std::string_view kind, const Pair& pair) {
    const KindWords& words = words_of(kind);
    auto& operations = comparing.result.operations;
    const std::size_t first = operations.size();
    const Shown before = shown(comparing.before, kind, *pair.before);
    const Shown after = shown(comparing.after, kind, *pair.after);
    const std::string_view subject = name_of_key(pair.after->key);
    compare_members(comparing,
                    {words.change, words.kind, dotted({words.path, after.name}), subject, after.place, before.place},
                    before.members, after.members);
    if (kind == "schedule" && first < operations.size()) {
        operations[first].timing =
            timing_of(comparing.before.schedules[pair.before->index], comparing.after.schedules[pair.after->index]);
    }
    // Values that look like secrets are masked alike on both sides.
    if (kind == "default_setting" && first == operations.size() && pair.before->key == pair.after->key) {
        Operation& operation =
            comparing.add(words.change, Action::change, words.kind, dotted({words.path, after.name, "value"}), subject);
        operation.before.json = json_of(masked_secret);
        operation.after.json = json_of(changed_secret);
        judge(operation, judge_member(words.kind, "value", {}, {}));
        place(operation, after.place, before.place);
    }
}

}  // namespace

std::string thing_json(const Members& members) {
    std::string json = "{";
    for (const auto& [name, text] : members) {
        if (name == "name") continue;
        if (json.size() > 1) json += ',';
        json += json_of(name) + ":" + text;
    }
    return json + "}";
}

void compare_members(Comparing& comparing, const MemberChange& change, const Members& before, const Members& after) {
    auto left = before.begin();
    auto right = after.begin();
    while (left != before.end() || right != after.end()) {
        std::string_view name;
        std::string_view old_text;
        std::string_view new_text;
        const bool first = right == after.end() || (left != before.end() && left->first <= right->first);
        const bool second = left == before.end() || (right != after.end() && right->first <= left->first);
        if (first) name = left->first, old_text = (left++)->second;
        if (second) name = right->first, new_text = (right++)->second;
        if (old_text == new_text || name == "name") continue;
        Operation& operation = comparing.add(change.op_type, Action::change, change.kind,
                                             change.path + "." + path_part(name), change.subject);
        if (!old_text.empty()) operation.before.json = old_text;
        if (!new_text.empty()) operation.after.json = new_text;
        judge(operation, judge_member(change.kind, name, old_text, new_text));
        place(operation, change.after, change.before);
    }
}

void compare_declared(Comparing& comparing, const std::vector<Pair>& pairs) {
    for (const Pair& pair : pairs) {
        static const Item nothing;
        const Item* before = pair.before != nullptr ? &comparing.before.items[pair.before->index] : &nothing;
        const Item* after = pair.after != nullptr ? &comparing.after.items[pair.after->index] : &nothing;
        const Item& either = pair.after != nullptr ? *after : *before;
        const auto members = [](const Production& production, const Item& item) {
            return MemberTexts::of(production, declared_of(item));
        };
        const std::size_t first = comparing.result.operations.size();
        compare_members(comparing,
                        {"set_field", "field", dotted({"items", comparing.moves.item(either.name)}),
                         comparing.moves.item(either.name), after->place, before->place},
                        members(comparing.before, *before), members(comparing.after, *after));
        for (std::size_t i = first; i < comparing.result.operations.size(); ++i) {
            judge(comparing.result.operations[i], {Risk::safe, "declared for checking; no engine holds it"});
        }
    }
}

void compare_others(Comparing& comparing, std::string_view kind, const std::vector<Pair>& pairs) {
    for (const Pair& pair : pairs) {
        if (kind == "protect")
            compare_protection(comparing, pair);
        else if (pair.before == nullptr)
            add_or_remove(comparing, words_of(kind), shown(comparing.after, kind, *pair.after), Action::add);
        else if (pair.after == nullptr)
            add_or_remove(comparing, words_of(kind), shown(comparing.before, kind, *pair.before), Action::remove);
        else
            compare_kept(comparing, kind, pair);
    }
}

}  // namespace millwright::migrate
