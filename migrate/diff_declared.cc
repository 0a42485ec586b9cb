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

constexpr std::array<KindWords, 9> kind_words{{
    {"message", "messages", "add_message", "change_message", "remove_message"},
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

/// {"name": ..., ...} without the name, which the path has.
std::string thing_json(const Members& members) {
    std::string json = "{";
    for (const auto& [name, text] : members) {
        if (name == "name") continue;
        if (json.size() > 1) json += ',';
        json += json_of(name) + ":" + text;
    }
    return json + "}";
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
    if (kind == "message") return shown(production, production.messages, entry);
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

/// Messages that somebody on this side sends, takes or answers with.
std::unordered_set<std::string_view> used_messages(const Production& production) {
    std::unordered_set<std::string_view> used;
    for (const Item& item : production.items) {
        for (const NameRef& name : production.of(item.emits)) used.insert(name.name);
        for (const NameRef& name : production.of(item.accepts)) used.insert(name.name);
    }
    for (const Send& send : production.sends) used.insert(send.message);
    for (const Handler& handler : production.handlers) used.insert(handler.on);
    for (const Step& step : production.steps) used.insert(step.message);
    return used;
}

class FieldChanges {
public:
    FieldChanges(Comparing& comparing, const Message& before, const Message& after, bool used)
        : comparing_(comparing), after_(after), used_(used) {
        const auto by_name = [](const Field& a, const Field& b) { return a.name < b.name; };
        const auto old_fields = comparing.before.of(before.fields);
        const auto new_fields = comparing.after.of(after.fields);
        before_.assign(old_fields.begin(), old_fields.end());
        std::stable_sort(before_.begin(), before_.end(), by_name);
        fields_.assign(new_fields.begin(), new_fields.end());
        std::stable_sort(fields_.begin(), fields_.end(), by_name);
    }

    void compare() {
        auto left = before_.begin();
        auto right = fields_.begin();
        while (left != before_.end() || right != fields_.end()) {
            if (right == fields_.end() || (left != before_.end() && left->name < right->name))
                removed(*left++);
            else if (left == before_.end() || right->name < left->name)
                added(*right++);
            else
                changed(*left++, *right++);
        }
    }

private:
    static std::string type(const Field& field) {
        return json_of(std::string(field.type) + (field.optional ? "?" : ""));
    }
    Operation& add(std::string_view op_type, Action action, const Field& field) {
        return comparing_.add(op_type, action, "field", dotted({"messages", after_.name, "fields", field.name}),
                              after_.name);
    }
    void added(const Field& field) {
        Operation& operation = add("add_field", Action::add, field);
        operation.after.json = type(field);
        place(operation, field.place, {});
        if (!field.optional && used_)
            judge(operation, {Risk::destructive, "senders that do not know the field leave it out"});
    }
    void removed(const Field& field) {
        Operation& operation = add("remove_field", Action::remove, field);
        operation.before.json = type(field);
        place(operation, {}, field.place);
        judge(operation, {used_ ? Risk::destructive : Risk::attention, "readers of the field find it missing"});
    }
    void changed(const Field& before, const Field& after) {
        if (before.type == after.type && before.optional == after.optional) return;
        Operation& operation = add("change_field", Action::change, after);
        operation.before.json = type(before);
        operation.after.json = type(after);
        place(operation, after.place, before.place);
        const bool retyped = before.type != after.type || !after.optional;
        if (retyped && used_) judge(operation, {Risk::destructive, "messages on their way have the field as it was"});
    }

    Comparing& comparing_;
    const Message& after_;
    bool used_;
    std::vector<Field> before_;
    std::vector<Field> fields_;
};

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

}  // namespace

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

void compare_messages(Comparing& comparing, const std::vector<Pair>& pairs) {
    if (pairs.empty()) return;
    const KindWords& words = words_of("message");
    const auto used = used_messages(comparing.after);
    for (const Pair& pair : pairs) {
        if (pair.before == nullptr) {
            add_or_remove(comparing, words, shown(comparing.after, "message", *pair.after), Action::add);
        } else if (pair.after == nullptr) {
            const Shown gone = shown(comparing.before, "message", *pair.before);
            add_or_remove(comparing, words, gone, Action::remove);
            if (used.count(gone.name) != 0) {
                judge(comparing.result.operations.back(), {Risk::destructive, "somebody still sends or accepts it"});
            }
        } else {
            Message before = comparing.before.messages[pair.before->index];
            Message after = comparing.after.messages[pair.after->index];
            if (before.name != after.name) {
                Operation& operation =
                    comparing.add("move", Action::move, "message", dotted({"messages", after.name}), after.name);
                operation.before.json = json_of(before.name);
                operation.after.json = json_of(after.name);
                judge(operation, {Risk::attention, "messages on their way have the old name"});
                place(operation, after.place, before.place);
            }
            FieldChanges(comparing, before, after, used.count(after.name) != 0).compare();
            before.fields = after.fields = {};
            compare_members(
                comparing,
                {words.change, words.kind, dotted({words.path, after.name}), after.name, after.place, before.place},
                MemberTexts::of(comparing.before, before), MemberTexts::of(comparing.after, after));
        }
    }
}

void compare_others(Comparing& comparing, std::string_view kind, const std::vector<Pair>& pairs) {
    for (const Pair& pair : pairs) {
        if (kind == "protect") {
            compare_protection(comparing, pair);
            continue;
        }
        const KindWords& words = words_of(kind);
        if (pair.before == nullptr) {
            add_or_remove(comparing, words, shown(comparing.after, kind, *pair.after), Action::add);
        } else if (pair.after == nullptr) {
            add_or_remove(comparing, words, shown(comparing.before, kind, *pair.before), Action::remove);
        } else {
            const Shown before = shown(comparing.before, kind, *pair.before);
            const Shown after = shown(comparing.after, kind, *pair.after);
            const std::string_view subject = name_of_key(pair.after->key);
            const std::size_t first = comparing.result.operations.size();
            compare_members(
                comparing,
                {words.change, words.kind, dotted({words.path, after.name}), subject, after.place, before.place},
                before.members, after.members);
            if (kind == "default_setting" && first == comparing.result.operations.size()) {
                Operation& operation = comparing.add(words.change, Action::change, words.kind,
                                                     dotted({words.path, after.name, "value"}), subject);
                operation.before.json = json_of(masked_secret);
                operation.after.json = json_of(changed_secret);
                place(operation, after.place, before.place);
            }
        }
        if (kind == "default_setting") judge(comparing.result.operations.back(), judge_thing(kind, Action::add));
    }
}

}  // namespace millwright::migrate
