// Who raises which event, in answer to what, and who sends commands: what process managers are checked against.
#pragma once

#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/check/declared_messages.h"
#include "graph/routes.h"

namespace millwright::check {

/// Who raises an event: the item, and the command that it answers; none where it does so on its own account.
struct Raiser {
    ItemId item;
    Text command;
};

/// What all process managers of a production are checked against.
struct Events {
    DeclaredMessages declared;
    std::unordered_map<Text, std::vector<Raiser>> raisers;           // by event
    std::map<std::pair<ItemId, Text>, std::vector<Text>> answers;    // events by item and command
    std::map<std::pair<ItemId, Text>, std::vector<ItemId>> senders;  // two at most, by target and message
    std::map<ItemId, std::vector<ItemId>> silent_senders;            // that do not say what they send; two at most
    bool anybody_says = false;                                       // some item says what it raises or emits

    Events(const Production& production, const Routes& routes);

    /// Whether an item other than that one sends the command to the target, as far as is known.
    bool sent_by_others(ItemId target, Text command, ItemId than) const;
    /// The declaration of an event; nullptr for what is none, or not declared.
    const Message* event(Text name) const {
        const Message* message = declared.find(name);
        return message != nullptr && message->kind == MessageKind::event ? message : nullptr;
    }

private:
    void add(const Production& production, ItemId id);
};

}  // namespace millwright::check
