// Who can send what to whom: every edge of a production with where it comes from.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "graph/production.h"

namespace millwright {

/// "declared", "default", "setting", ...
Text name_of(Origin origin);

/// A message that travels on a route because a handler, a step, a compensation or the code says so. `name` is the message
/// sent: the entry's own, or the one that the handler received ("*" where a fallback handler passes on whatever came);
/// empty where the code sends something of a class that is not known.
struct RouteMessage {
    Text name;
    Expression when;
    Interaction mode = Interaction::sync;
    Place place;
};

struct Route {
    ItemId source;
    Text target_setting;
    Text target_name;
    ItemId target;  ///< invalid when no item has that name
    Origin origin = Origin::declared;
    Range<RouteMessage> messages;  ///< empty: not known
    Place place;
};

/// All routes of a production, by source item in the order of the file, then in the order of its settings and names. The
/// production must outlive it and not change.
class Routes {
public:
    explicit Routes(const Production& production);

    std::span<const Route> all() const { return routes_; }
    std::span<const Route> from(ItemId item) const;
    /// Indices into all() of the routes that lead to the item, in order.
    std::span<const std::uint32_t> to(ItemId item) const;
    std::span<const RouteMessage> of(Range<RouteMessage> range) const { return slice(messages_, range); }

private:
    class Running;

    void add_found(const Production& production, ItemId source, const Running& running, std::size_t first);
    void index_incoming(std::size_t items);

    std::vector<Route> routes_;
    std::vector<RouteMessage> messages_;
    std::vector<Range<Route>> from_;        // by item
    std::vector<std::uint32_t> incoming_;   // indices into routes_, grouped by target
    std::vector<Range<std::uint32_t>> to_;  // by item, into incoming_
};

}  // namespace millwright
