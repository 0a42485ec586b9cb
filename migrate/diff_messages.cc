// The difference of messages: whether those who send them and those who accept them still understand each other.
#include <algorithm>

#include "migrate/body_writer.h"
#include "migrate/comparing.h"
#include "migrate/toml_path.h"

namespace millwright::migrate {
namespace {

/// Judges changes of one message's fields by who sends and who accepts it on the newer side.
class FieldJudge {
public:
    explicit FieldJudge(const MessageUsers& users) : users_(users) {}

    Judgement added(const Field& field) const {
        if (field.optional || users_.none()) return {};
        return broken("who does not know the new field leaves it out");
    }
    Judgement removed() const {
        if (users_.none()) return {};
        return broken(users_.receivers.empty() ? "the field is still sent" : "who reads the field finds it missing");
    }
    Judgement changed(const Field& before, const Field& after) const {
        if (users_.none()) return {};
        if (before.type != after.type) return broken("messages on their way have the field with its old type");
        if (before.optional) return broken("the field must be there now, and may be missing in what is sent");
        if (users_.receivers.empty()) return {};
        return {Risk::attention, "the field may be missing now: " + users_.words()};
    }

private:
    Judgement broken(std::string_view why) const {
        return {Risk::destructive, std::string(why) + ": " + users_.words()};
    }

    const MessageUsers& users_;
};

class FieldPairs {
public:
    FieldPairs(Comparing& comparing, const Message& before, const Message& after, const MessageUsers& users)
        : comparing_(comparing), after_(after), judge_of_(users) {
        before_ = sorted(comparing.before.of(before.fields));
        fields_ = sorted(comparing.after.of(after.fields));
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
    static std::vector<Field> sorted(std::span<const Field> fields) {
        std::vector<Field> all(fields.begin(), fields.end());
        std::stable_sort(all.begin(), all.end(), [](const Field& a, const Field& b) { return a.name < b.name; });
        return all;
    }
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
        judge(operation, judge_of_.added(field));
    }
    void removed(const Field& field) {
        Operation& operation = add("remove_field", Action::remove, field);
        operation.before.json = type(field);
        place(operation, {}, field.place);
        judge(operation, judge_of_.removed());
    }
    void changed(const Field& before, const Field& after) {
        if (before.type == after.type && before.optional == after.optional) return;
        Operation& operation = add("change_field", Action::change, after);
        operation.before.json = type(before);
        operation.after.json = type(after);
        place(operation, after.place, before.place);
        judge(operation, judge_of_.changed(before, after));
    }

    Comparing& comparing_;
    const Message& after_;
    const FieldJudge judge_of_;
    std::vector<Field> before_;
    std::vector<Field> fields_;
};

void add_or_remove(Comparing& comparing, const Message& message, Action action) {
    const bool added = action == Action::add;
    Operation& operation = comparing.add(added ? "add_message" : "remove_message", action, "message",
                                         dotted({"messages", message.name}), message.name);
    const Production& production = added ? comparing.after : comparing.before;
    (added ? operation.after : operation.before).json = thing_json(MemberTexts::of(production, message));
    place(operation, added ? message.place : Place{}, added ? Place{} : message.place);
    if (added) return;
    const MessageUsers& still = comparing.users_after->of(message.name);
    const MessageUsers& once = comparing.users_before->of(message.name);
    if (!still.none())
        judge(operation, {Risk::destructive, "it is not declared any more, and still " + still.words()});
    else if (!once.none())
        judge(operation, {Risk::attention, "some may still be on their way: it was " + once.words()});
}

void compare_pair(Comparing& comparing, Message before, Message after) {
    const MessageUsers& users = comparing.users_after->of(after.name);
    if (before.name != after.name) {
        const Move* move = comparing.moves.of_message(before.name);
        Operation& operation =
            comparing.add("move", Action::move, "message", dotted({"messages", after.name}), after.name);
        operation.before.json = json_of(before.name);
        operation.after.json = json_of(after.name);
        judge(operation,
              {Risk::attention, "what names it in the settings follows; messages on their way have the old name"});
        place(operation, move != nullptr ? move->place : after.place, before.place);
    }
    FieldPairs(comparing, before, after, users).compare();
    before.fields = after.fields = {};
    compare_members(
        comparing,
        {"change_message", "message", dotted({"messages", after.name}), after.name, after.place, before.place},
        MemberTexts::of(comparing.before, before), MemberTexts::of(comparing.after, after));
}

}  // namespace

void compare_messages(Comparing& comparing, const std::vector<Pair>& pairs) {
    if (pairs.empty()) return;
    std::vector<const Message*> messages;
    for (const Pair& pair : pairs) {
        messages.push_back(pair.after != nullptr ? &comparing.after.messages[pair.after->index]
                                                 : &comparing.before.messages[pair.before->index]);
    }
    comparing.users_before.emplace(comparing.before, messages);
    comparing.users_after.emplace(comparing.after, messages);
    for (const Pair& pair : pairs) {
        if (pair.before == nullptr)
            add_or_remove(comparing, comparing.after.messages[pair.after->index], Action::add);
        else if (pair.after == nullptr)
            add_or_remove(comparing, comparing.before.messages[pair.before->index], Action::remove);
        else
            compare_pair(comparing, comparing.before.messages[pair.before->index],
                         comparing.after.messages[pair.after->index]);
    }
}

}  // namespace millwright::migrate
