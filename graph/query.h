// Questions to the graph: what is reached from where, by which path, who is upstream and downstream. All answers take time
// linear in items and routes and do not depend on anything but their order in the file.
#pragma once

#include <vector>

#include "graph/production.h"
#include "graph/routes.h"

namespace millwright {

/// A yes or no for each item of a production.
using ItemSet = std::vector<bool>;

enum class Through : std::uint8_t {
    all,      ///< routes count whether or not the items are enabled
    enabled,  ///< messages pass only through enabled items; a disabled item is never reached
};

/// The items that messages can come to from any of `starts`, these included.
ItemSet reachable(const Production& production, const Routes& routes, const std::vector<ItemId>& starts,
                  Through through);

/// Shortest chain of items from one to the other, both included; of equally short ones the first in the order of routes.
/// Empty when there is none.
std::vector<ItemId> path(const Production& production, const Routes& routes, ItemId from, ItemId to);

/// Every item that the item can send to, directly or through others; the item itself only when it is in a cycle. In the
/// order of the file.
std::vector<ItemId> downstream(const Production& production, const Routes& routes, ItemId item);
/// Every item that can send to it, directly or through others; in the order of the file.
std::vector<ItemId> upstream(const Production& production, const Routes& routes, ItemId item);

}  // namespace millwright
