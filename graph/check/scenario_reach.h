// Which items can have to do with what a scenario sends: by routes, by the events that are raised, by processes that start
// one another.
#pragma once

#include <map>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/check/declared_messages.h"
#include "graph/check/families.h"
#include "graph/query.h"

namespace millwright::check {

class ScenarioReach {
public:
    explicit ScenarioReach(const Checked& checked);

    /// The items that messages can come to when these get some, these included. Processes that schedules or the clock start
    /// are always among them.
    const ItemSet& from(const std::vector<ItemId>& starts);

private:
    using ByName = std::unordered_map<Text, std::vector<ItemId>>;
    struct Walk {
        std::vector<ItemId> open;
        std::set<std::pair<const ByName*, Text>> followed;
    };

    void note_start(ItemId id, const Trigger& trigger);
    void follow(ItemId id, Walk& walk) const;
    void follow_event(Text event, Walk& walk) const;
    static void follow_name(const ByName& by_name, Text name, Walk& walk);

    const Checked& checked_;
    const Production& production_;
    DeclaredMessages declared_;
    std::vector<ItemId> by_clock_;
    ByName by_message_;    ///< handlers and triggers, by the message's own name
    ByName by_entity_;     ///< triggers
    ByName by_completed_;  ///< triggers
    std::map<std::vector<ItemId>, ItemSet> known_;
};

}  // namespace millwright::check
