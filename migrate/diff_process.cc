// The difference of what processes do: handlers, steps, compensations, triggers, and the rest of their behaviour.
#include <algorithm>
#include <map>
#include <unordered_set>

#include "migrate/body_writer.h"
#include "migrate/comparing.h"
#include "migrate/toml_path.h"

namespace millwright::migrate {
namespace {

/// A handler, step, compensation or trigger with what matching needs.
struct Part {
    std::string key;  ///< its name, for the second of one name with a number
    Members members;
    std::string json;
    Place place;
};
using Parts = std::vector<Part>;

/// What operations on one kind of part are called.
struct PartWords {
    std::string_view kind;
    std::string_view add;
    std::string_view change;
    std::string_view remove;
};
constexpr PartWords handler_words{"handler", "add_handler", "change_handler", "remove_handler"};
constexpr PartWords step_words_of_plan{"step", "add_step", "change_step", "remove_step"};
constexpr PartWords compensation_words{"compensation", "add_compensation", "change_compensation",
                                       "remove_compensation"};
constexpr PartWords trigger_words_of_plan{"trigger", "add_trigger", "change_trigger", "remove_trigger"};

template <class Thing, class Name>
Parts parts_of(const Production& production, Range<Thing> range, Name name) {
    Parts parts;
    std::map<std::string, int> seen;
    for (const Thing& thing : slice(all_of<Thing>(production), range)) {
        const std::string own = name(thing);
        const int number = ++seen[own];
        Place place;
        if constexpr (requires { thing.place; }) place = thing.place;
        parts.push_back({number > 1 ? own + " (" + std::to_string(number) + ")" : own,
                         MemberTexts::of(production, thing), body_of(production, thing), place});
    }
    return parts;
}

/// By times and by hand there is mostly one trigger of a kind, and another time is a change of it; others are told apart by
/// what they wait for.
std::string key_of(const Trigger& trigger) {
    std::string key(trigger_words[static_cast<std::size_t>(trigger.kind)]);
    if (trigger.kind == TriggerKind::cron || trigger.kind == TriggerKind::every) return key;
    for (const Text part : {trigger.subject, trigger.to}) {
        if (!part.empty()) key += " " + std::string(part);
    }
    return key;
}

/// The keys of those parts that the others have too, in order.
std::vector<std::string_view> common(const Parts& parts, const Parts& others) {
    std::unordered_set<std::string_view> there;
    for (const Part& part : others) there.insert(part.key);
    std::vector<std::string_view> keys;
    for (const Part& part : parts) {
        if (there.count(part.key) != 0) keys.push_back(part.key);
    }
    return keys;
}

class ProcessPair {
public:
    ProcessPair(Comparing& comparing, const Item& before, const Item& after)
        : comparing_(comparing), before_(before), after_(after) {}

    void compare() {
        compare_own_members();
        const Behaviour& old_behaviour = *before_.behaviour;
        const Behaviour& new_behaviour = *after_.behaviour;
        const auto on = [](const Handler& handler) { return std::string(handler.on); };
        const auto name = [](const auto& each) { return std::string(each.name); };
        compare_parts(handler_words, parts_of(comparing_.before, old_behaviour.handlers, on),
                      parts_of(comparing_.after, new_behaviour.handlers, on));
        Parts old_steps = parts_of(comparing_.before, old_behaviour.steps, name);
        const Parts new_steps = parts_of(comparing_.after, new_behaviour.steps, name);
        rename_steps(old_steps, new_steps);
        const std::size_t first = comparing_.result.operations.size();
        compare_parts(step_words_of_plan, old_steps, new_steps);
        judge_appended(first, old_steps, new_steps);
        compare_parts(compensation_words, parts_of(comparing_.before, old_behaviour.compensations, name),
                      parts_of(comparing_.after, new_behaviour.compensations, name));
        compare_parts(trigger_words_of_plan, parts_of(comparing_.before, old_behaviour.triggers, key_of),
                      parts_of(comparing_.after, new_behaviour.triggers, key_of));
    }

private:
    void compare_own_members() {
        const auto members = [](const Production& production, Behaviour behaviour) {
            behaviour.handlers = {};
            behaviour.steps = {};
            behaviour.compensations = {};
            behaviour.triggers = {};
            return MemberTexts::of(production, behaviour);
        };
        compare_members(
            comparing_,
            {"change_process", "process", dotted({"items", after_.name}), after_.name, after_.place, before_.place},
            members(comparing_.before, *before_.behaviour), members(comparing_.after, *after_.behaviour));
    }

    void compare_parts(const PartWords& words, const Parts& before, const Parts& after) {
        std::map<std::string_view, const Part*> old_parts;
        for (const Part& part : before) old_parts.emplace(part.key, &part);
        for (const Part& part : after) {
            const auto same = old_parts.find(part.key);
            if (same == old_parts.end()) {
                whole(words, part, Action::add);
                continue;
            }
            if (same->second->json != part.json) compare_part(words, *same->second, part);
            old_parts.erase(same);
        }
        for (const Part& part : before) {
            if (old_parts.count(part.key) != 0) whole(words, part, Action::remove);
        }
        compare_order(words, before, after);
    }

    void compare_part(const PartWords& words, const Part& before, const Part& after) {
        auto& operations = comparing_.result.operations;
        const std::size_t first = operations.size();
        compare_members(comparing_,
                        {words.change, words.kind, dotted({"items", after_.name, words.kind, after.key}), after_.name,
                         after.place, before.place},
                        before.members, after.members);
        if (words.kind == "trigger" && after.key.starts_with("cron") && first < operations.size()) {
            operations[first].timing = Timing{text_of(before, "subject"), text_of(before, "to"),
                                              text_of(after, "subject"), text_of(after, "to")};
        }
    }

    /// A member that is a text, without its quotes.
    static std::string text_of(const Part& part, std::string_view member) {
        for (const auto& [name, json] : part.members) {
            if (name == member) return json.substr(1, json.size() - 2);
        }
        return {};
    }

    void whole(const PartWords& words, const Part& part, Action action) {
        const bool added = action == Action::add;
        Operation& operation = comparing_.add(added ? words.add : words.remove, action, words.kind,
                                              dotted({"items", after_.name, words.kind, part.key}), after_.name);
        (added ? operation.after : operation.before).json = part.json;
        judge(operation, judge_thing(words.kind, action));
        place(operation, added ? part.place : Place{}, added ? Place{} : part.place);
    }

    /// Gives steps of the older side their new names, where [[moved]] says so and the old one is gone.
    void rename_steps(Parts& before, const Parts& after) {
        if (comparing_.moves.empty()) return;
        const auto has = [](const Parts& parts, std::string_view key) {
            return std::any_of(parts.begin(), parts.end(), [&](const Part& part) { return part.key == key; });
        };
        for (Part& part : before) {
            const Move* move = comparing_.moves.of_step(after_.name, part.key);
            if (move == nullptr || has(after, part.key) || !has(after, move->to) || has(before, move->to)) continue;
            Operation& operation = comparing_.add("move", Action::move, "step",
                                                  dotted({"items", after_.name, "step", move->to}), after_.name);
            operation.before.json = json_of(part.key);
            operation.after.json = json_of(move->to);
            judge(operation, judge_moved_step(comparing_.engine.resumes_by_position));
            place(operation, move->place, part.place);
            part.key = move->to;
        }
    }

    /// Steps that only follow the ones there were are safe.
    void judge_appended(std::size_t first, const Parts& before, const Parts& after) {
        const auto same_key = [](const Part& a, const Part& b) { return a.key == b.key; };
        const bool appended =
            before.size() <= after.size() && std::equal(before.begin(), before.end(), after.begin(), same_key);
        auto& operations = comparing_.result.operations;
        for (std::size_t i = first; appended && i < operations.size(); ++i) {
            if (operations[i].op_type == "add_step") judge(operations[i], {});
        }
    }

    /// Another order of the same parts is an operation of its own.
    void compare_order(const PartWords& words, const Parts& before, const Parts& after) {
        const auto old_order = common(before, after);
        const auto new_order = common(after, before);
        if (old_order == new_order) return;
        Operation& operation = comparing_.add(words.change, Action::change, words.kind,
                                              dotted({"items", after_.name, words.kind}), after_.name);
        operation.before.json = json_of(old_order);
        operation.after.json = json_of(new_order);
        judge(operation, judge_order(words.kind));
        place(operation, after_.place, before_.place);
    }

    Comparing& comparing_;
    const Item& before_;
    const Item& after_;
};

void add_or_remove(Comparing& comparing, const Production& production, const Item& item, Action action) {
    const bool added = action == Action::add;
    const std::string_view name = added ? item.name : comparing.moves.item(item.name);
    Operation& operation = comparing.add(added ? "add_process" : "remove_process", action, "process",
                                         dotted({"items", name, "process"}), name);
    (added ? operation.after : operation.before).json = body_of(production, *item.behaviour);
    judge(operation, judge_thing("process", action));
    place(operation, added ? item.place : Place{}, added ? Place{} : item.place);
}

}  // namespace

void compare_processes(Comparing& comparing, const std::vector<Pair>& pairs) {
    for (const Pair& pair : pairs) {
        if (pair.before == nullptr) {
            add_or_remove(comparing, comparing.after, comparing.after.items[pair.after->index], Action::add);
        } else if (pair.after == nullptr) {
            add_or_remove(comparing, comparing.before, comparing.before.items[pair.before->index], Action::remove);
        } else {
            ProcessPair(comparing, comparing.before.items[pair.before->index], comparing.after.items[pair.after->index])
                .compare();
        }
    }
}

}  // namespace millwright::migrate
