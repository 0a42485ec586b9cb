// The difference of what processes do: handlers, steps, compensations, triggers, and the rest of their behaviour.
#include <algorithm>
#include <map>

#include "migrate/body_writer.h"
#include "migrate/comparing.h"
#include "migrate/toml_path.h"

namespace millwright::migrate {
namespace {

/// A handler, step or compensation with what matching needs.
struct Part {
    std::string key;  ///< its name, for the second of one name with a number
    Members members;
    std::string json;
    Place place;
};

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
std::vector<Part> parts_of(const Production& production, Range<Thing> range, Name name) {
    std::vector<Part> parts;
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
        const auto own_text = [](const Production& production) {
            return [&production](const Trigger& trigger) { return body_of(production, trigger); };
        };
        compare_parts(handler_words, parts_of(comparing_.before, old_behaviour.handlers, on),
                      parts_of(comparing_.after, new_behaviour.handlers, on));
        const auto old_steps = parts_of(comparing_.before, old_behaviour.steps, name);
        const auto new_steps = parts_of(comparing_.after, new_behaviour.steps, name);
        const std::size_t first = comparing_.result.operations.size();
        compare_parts(step_words_of_plan, old_steps, new_steps);
        judge_positions(first, old_steps, new_steps);
        compare_parts(compensation_words, parts_of(comparing_.before, old_behaviour.compensations, name),
                      parts_of(comparing_.after, new_behaviour.compensations, name));
        compare_parts(trigger_words_of_plan,
                      parts_of(comparing_.before, old_behaviour.triggers, own_text(comparing_.before)),
                      parts_of(comparing_.after, new_behaviour.triggers, own_text(comparing_.after)));
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

    void compare_parts(const PartWords& words, const std::vector<Part>& before, const std::vector<Part>& after) {
        std::map<std::string_view, const Part*> old_parts;
        for (const Part& part : before) old_parts.emplace(part.key, &part);
        for (const Part& part : after) {
            const auto same = old_parts.find(part.key);
            if (same == old_parts.end()) {
                whole(words, part, Action::add);
                continue;
            }
            if (same->second->json != part.json) {
                compare_members(comparing_,
                                {words.change, words.kind, dotted({"items", after_.name, words.kind, part.key}),
                                 after_.name, part.place, same->second->place},
                                same->second->members, part.members);
            }
            old_parts.erase(same);
        }
        for (const Part& part : before) {
            if (old_parts.count(part.key) != 0) whole(words, part, Action::remove);
        }
    }

    void whole(const PartWords& words, const Part& part, Action action) {
        const bool added = action == Action::add;
        Operation& operation = comparing_.add(added ? words.add : words.remove, action, words.kind,
                                              dotted({"items", after_.name, words.kind, part.key}), after_.name);
        (added ? operation.after : operation.before).json = part.json;
        judge(operation, judge_thing(words.kind, action));
        place(operation, added ? part.place : Place{}, added ? Place{} : part.place);
    }

    /// Steps that only follow the ones there were are safe. Another order of the same steps is an operation of its own.
    void judge_positions(std::size_t first, const std::vector<Part>& before, const std::vector<Part>& after) {
        const auto same_key = [](const Part& a, const Part& b) { return a.key == b.key; };
        const bool appended =
            before.size() <= after.size() && std::equal(before.begin(), before.end(), after.begin(), same_key);
        auto& operations = comparing_.result.operations;
        for (std::size_t i = first; i < operations.size(); ++i) {
            if (appended && operations[i].op_type == "add_step") judge(operations[i], {});
        }
        if (!appended) report_order(before, after);
    }

    void report_order(const std::vector<Part>& before, const std::vector<Part>& after) {
        const auto common = [](const std::vector<Part>& parts, const std::vector<Part>& others) {
            std::map<std::string_view, bool> there;
            for (const Part& part : others) there[part.key] = true;
            std::vector<std::string_view> names;
            for (const Part& part : parts) {
                if (there.count(part.key) != 0) names.push_back(part.key);
            }
            return names;
        };
        const auto old_order = common(before, after);
        const auto new_order = common(after, before);
        if (old_order == new_order) return;
        Operation& operation =
            comparing_.add("change_step", Action::change, "step", dotted({"items", after_.name, "step"}), after_.name);
        operation.before.json = json_of(old_order);
        operation.after.json = json_of(new_order);
        judge(operation, judge_thing("step", Action::remove));
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
