// What is drawn of a production: nodes and edges as plain values, sorted, so that the same graph gives the same picture
// whatever the order of the file. Writers (dot, mermaid, json) draw a view and never look for anything else; focus, filters
// and collapsing happen here and are counted in left_out.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/production.h"
#include "graph/routes.h"

namespace millwright {

struct ViewNode {
    Text name;
    Role role = Role::component;
    Text class_name;
    Text category;
    bool enabled = true;
    bool missing = false;  ///< no item: a target that does not exist
    Place place;
};

/// How the messages of an edge travel, as far as handlers say so.
enum class EdgeInteraction : std::uint8_t { unknown, sync, async, both };

struct ViewEdge {
    std::uint32_t source = 0;  ///< index into the nodes of the view
    std::uint32_t target = 0;
    Text target_setting;
    Origin origin = Origin::declared;
    EdgeInteraction interaction = EdgeInteraction::unknown;
    std::vector<Text> messages;  ///< each once, in the order of the handlers
    std::string condition;       ///< of the only message, or of all; empty: none, or several
    Place place;

    bool inferred() const { return origin != Origin::declared && origin != Origin::default_value; }
};

struct ViewOptions {
    /// Items of other roles are left out, with their edges. Empty: all.
    std::vector<Role> roles;
};

struct View {
    Text production;
    std::vector<ViewNode> nodes;  ///< by role, name, class; the missing ones last
    std::vector<ViewEdge> edges;  ///< by source, target setting, target
    std::size_t left_out_items = 0;
    std::size_t left_out_routes = 0;

    std::size_t items() const;    ///< nodes that are items
    std::size_t missing() const;  ///< nodes that are not
    /// "5 items, 4 routes", and what is missing or left out.
    std::string caption() const;
};

/// The production must outlive the view.
View view_of(const Production& production, const Routes& routes, const ViewOptions& options);

/// "sync", "async", "both", "" for unknown
Text name_of(EdgeInteraction interaction);

}  // namespace millwright
