// Who sends a message and who accepts it: in what items declare, in handlers, steps, compensations and triggers of
// processes, and in schedules.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/production.h"

namespace millwright::migrate {

/// Items and schedules, each once; in the order of the production.
struct MessageUsers {
    std::vector<std::string_view> senders;
    std::vector<std::string_view> receivers;

    bool none() const { return senders.empty() && receivers.empty(); }
    /// "sent by "A", "B" and 3 more, accepted by "C""; "" for none
    std::string words() const;
};

class MessageUse {
public:
    /// Only of the messages that are asked for: these, which may also be named by their classes. Linear in the production,
    /// which must outlive it.
    MessageUse(const Production& production, const std::vector<const Message*>& messages);

    const MessageUsers& of(std::string_view message) const;

private:
    void look_at(const Item& item);
    void look_at(const Behaviour& behaviour, std::string_view owner);
    void look_at(Range<Step> steps, std::string_view owner);
    void sends(std::string_view message, std::string_view owner);
    void receives(std::string_view message, std::string_view owner);
    MessageUsers* users(std::string_view message);

    const Production& production_;
    std::unordered_map<std::string_view, std::string_view> names_;  ///< of messages, by name and by class
    std::unordered_map<std::string_view, MessageUsers> users_;
};

}  // namespace millwright::migrate
