// Messages by their names, and by their classes where no message has that name.
#pragma once

#include <unordered_map>

#include "graph/production.h"

namespace millwright::check {

class DeclaredMessages {
public:
    explicit DeclaredMessages(const Production& production) {
        for (const Message& each : production.messages) by_name_.emplace(each.name, &each);
        for (const Message& each : production.messages) {
            if (!each.class_name.empty()) by_name_.emplace(each.class_name, &each);
        }
    }

    /// nullptr: not declared.
    const Message* find(Text name) const {
        const auto found = by_name_.find(name);
        return found == by_name_.end() ? nullptr : found->second;
    }
    /// The message's own name, also where its class is written; the text itself when it is not declared.
    Text canonical(Text name) const {
        const Message* message = find(name);
        return message == nullptr ? name : message->name;
    }

private:
    std::unordered_map<Text, const Message*> by_name_;
};

}  // namespace millwright::check
