// Routes that were found behind the items of a reading's productions, in code, rules and processes: how items get them, and
// what is said of those that lead nowhere.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "settings/reading.h"

namespace millwright::settings {

/// Routes of one item, each once: where several say the same, the first counts.
class FoundRoutes {
public:
    void add(FoundRoute route);
    /// Whether one leads to that item through that setting.
    bool leads_to(Text setting, Text target) const;
    /// Gives them to the item, behind those that it has already.
    void move_to(Production& production, Item& item);

private:
    std::vector<FoundRoute> routes_;
    std::set<std::tuple<Text, Text, Text, Text, Text, Origin, Interaction>> seen_;
};

/// Reports routes that lead to no item of any production of the reading (from `first_production` on). What was reported
/// already is not said again.
void report_sends_to_no_item(Reading& reading, std::size_t first_production);

/// The names of all items of the productions from `first` on, sorted, each once.
std::vector<std::string_view> names_of_items(const Reading& reading, std::size_t first);

}  // namespace millwright::settings
