// What the parts of a difference share: both sides, the renames, and the list that operations are added to.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "migrate/diff.h"
#include "migrate/item_body.h"
#include "migrate/message_use.h"
#include "migrate/moves.h"
#include "migrate/risk.h"

namespace millwright::migrate {

/// One thing on both sides, or on one (the other is nullptr).
struct Pair {
    const Entry* before = nullptr;
    const Entry* after = nullptr;
};

class Comparing {
public:
    Comparing(const Side& before_side, const Side& after_side, const Engine& runs_on, Difference& into)
        : after(*after_side.production),
          before_form(*before_side.form),
          after_form(*after_side.form),
          moves(before_form, after, after_form, into.findings),
          followed_(moves.empty() ? Production() : with_moves_followed(*before_side.production, moves)),
          before(moves.empty() ? *before_side.production : followed_),
          before_hider(before_form.digest_key()),
          after_hider(after_form.digest_key()),
          engine(runs_on),
          result(into) {}

    Operation& add(std::string_view op_type, Action action, std::string_view kind, std::string path,
                   std::string_view subject) {
        Operation& operation = result.operations.emplace_back();
        operation.op_type = op_type;
        operation.action = action;
        operation.kind = kind;
        operation.path = std::move(path);
        operation.subject = subject;
        return operation;
    }

    /// There is no older production, not even an empty one: the newer one is new as a whole.
    bool before_is_nothing() const { return before_form.entries().empty(); }

    const Production& after;
    const CanonicalForm& before_form;
    const CanonicalForm& after_form;
    const Moves moves;

private:
    const Production followed_;

public:
    const Production& before;  ///< with references that follow the renames
    SettingHider before_hider;
    SettingHider after_hider;
    const Engine engine;
    std::optional<MessageUse> users_before;  ///< of the messages that differ, when there are any
    std::optional<MessageUse> users_after;
    Difference& result;
};

inline void judge(Operation& operation, Judgement judgement) {
    operation.risk = judgement.risk;
    operation.reason = std::move(judgement.reason);
}

/// The newer side's place where it is known, else the older one's.
inline void place(Operation& operation, Place after, Place before) {
    operation.place = after.known() ? after : before;
    operation.place_is_before = !after.known() && before.known();
}

/// A list of whole things of one kind that were matched already: what a part of the difference does with each pair.
void compare_production(Comparing& comparing);
void compare_items(Comparing& comparing, const std::vector<Pair>& pairs);
/// What settings say about items beside what an engine holds; items that come or go as a whole are left out.
void compare_declared(Comparing& comparing, const std::vector<Pair>& pairs);
void compare_processes(Comparing& comparing, const std::vector<Pair>& pairs);
void compare_messages(Comparing& comparing, const std::vector<Pair>& pairs);
/// Secrets, by what is known of their values.
void compare_secrets(Comparing& comparing, const std::vector<Pair>& pairs);
/// Schedules, stories, entities, declared names, default settings and protections.
void compare_others(Comparing& comparing, std::string_view kind, const std::vector<Pair>& pairs);

/// Gives all operations what they touch.
void find_impact(Comparing& comparing, const std::vector<Pair>& items);

/// The members of a thing, as compared by their JSON texts: one operation each.
using Members = std::vector<std::pair<std::string_view, std::string>>;
struct MemberChange {
    std::string_view op_type;
    std::string_view kind;  ///< of the operation and of its judgement
    std::string path;       ///< of the thing
    std::string_view subject;
    Place after;
    Place before;
};
void compare_members(Comparing& comparing, const MemberChange& change, const Members& before, const Members& after);
/// One JSON object of them, without the name, which the path has.
std::string thing_json(const Members& members);

/// A whole item as settings would have it, without what is default: one JSON object with secrets masked. `form` tells
/// whether what is declared about it belongs to it (see Holds).
std::string item_json(const Production& production, const Item& item, SettingHider& hider, Holds holds);

}  // namespace millwright::migrate
