// What is drawn of a production's items and routes: nodes and edges as plain values, sorted, so that the same graph gives
// the same picture whatever the order of the file. First everything, then what a change brings, then what was chosen (focus,
// filters, what changed), last what is collapsed; what is left out on the way is counted. Writers draw a view and never look
// for anything else.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "graph/production.h"
#include "graph/render/overlay.h"
#include "graph/result.h"
#include "graph/routes.h"

namespace millwright {

/// A group can stand for very many items; pages list as many as one reads.
inline constexpr std::size_t most_members = 200;

struct ViewNode {
    Text name;
    Role role = Role::component;
    Text class_name;
    Text category;
    bool enabled = true;
    bool missing = false;  ///< no item: a target that does not exist
    Place place;
    ItemId item{};  ///< in its production; invalid for what is missing and for a group
    std::span<const NameRef> emits{};
    std::span<const NameRef> accepts{};
    std::span<const FoundRoute> found{};  ///< in its code; the dynamic ones are no edges

    Change change = Change::none;
    bool is_before = false;              ///< removed: `item`, `place` and the texts are the older side's
    Text was{};                          ///< moved: the name before
    std::vector<std::string> changes{};  ///< what changes in it, one line each; of a group: "2 items added, 1 changed"
    std::uint32_t group = 0;             ///< of a group: how many items it stands for; else 0
    std::string contains{};              ///< of a group: "3 services, 1 process", "2 targets that do not exist"
    std::vector<Text> members{};         ///< of a group: the names of the first `most_members`
};

/// How the messages of an edge travel, as far as handlers say so.
enum class EdgeInteraction : std::uint8_t { unknown, sync, async, both };

struct ViewEdge {
    std::uint32_t source = 0;  ///< index into the nodes of the view
    std::uint32_t target = 0;
    Text target_setting;  ///< empty between groups
    Origin origin = Origin::declared;
    EdgeInteraction interaction = EdgeInteraction::unknown;
    std::vector<Text> messages;  ///< each once, in the order of the handlers
    std::string condition;       ///< of the only message, or of all; empty: none, or several
    Place place;

    Change change = Change::none;
    bool is_before = false;
    std::vector<std::string> changes{};  ///< what changes in it, one line each
    std::uint32_t routes = 1;            ///< how many it stands for, between groups

    bool inferred() const { return origin != Origin::declared && origin != Origin::default_value; }
};

enum class Direction : std::uint8_t { both, up, down };
/// Automatic: by category, else by role, when more would be drawn than `most_items` and `most_routes` say; else not at all.
/// An item of several categories is in the group of the first. Items in focus stay themselves, where they are few.
enum class Collapse : std::uint8_t { automatic, none, category, role };

inline constexpr std::uint32_t any_depth = std::numeric_limits<std::uint32_t>::max();

/// What of the whole is drawn. Filters of one kind are alternatives, those of several kinds must all hold.
///
/// Routes that `messages` and `origins` leave out are not followed, by the focus neither; the items at the ends of the others
/// are what is drawn. `roles` and `categories` leave out items, but the focus is followed through them: services three routes
/// up of an operation are found behind the processes. Up and down are never mixed: what else the senders of the focus send to
/// is not near it. The focus itself is drawn whatever the filters say. Between items that are drawn, every route that no filter
/// leaves out is drawn, too; a target that does not exist is drawn with the routes to it.
struct ViewOptions {
    std::vector<Role> roles{};              ///< items of other roles are left out, with their edges; empty: all
    std::vector<std::string> categories{};  ///< the same for categories; "" is an item without one, "A, B" is in two
    /// Routes that carry one of these, or may, and the items at their ends. What a route carries is what handlers and steps
    /// send by it ("*" may be anything); where none does, what its source emits; where it says nothing, what its target
    /// accepts. Routes of which nothing of that is known are left out, and counted in the view's scope.
    std::vector<std::string> messages{};
    std::vector<Origin> origins{};     ///< routes of these origins
    std::vector<std::string> focus{};  ///< items and missing targets by name (a moved one by either name)
    std::uint32_t depth = 1;           ///< routes away from the focus; any_depth: as far as they lead
    Direction direction = Direction::both;
    bool changed_only = false;  ///< what the overlay changes, and `context` routes around it
    std::uint32_t context = 1;
    Collapse collapse = Collapse::automatic;
    std::size_t most_items = 10'000;  ///< above this (missing targets included), automatic collapses
    std::size_t most_routes = 50'000;
};

struct ChangeCounts {
    std::size_t added = 0;
    std::size_t removed = 0;
    std::size_t changed = 0;
    std::size_t moved = 0;

    std::size_t total() const { return added + removed + changed + moved; }
};

struct View {
    Text production;
    std::vector<ViewNode> nodes;  ///< by role, name, class; the missing ones last, groups by name
    std::vector<ViewEdge> edges;  ///< by source, target setting, target
    std::size_t left_out_items = 0;
    std::size_t left_out_routes = 0;
    std::size_t inside_routes = 0;     ///< both ends in one group; not left out
    std::vector<std::string> scope{};  ///< what was chosen, in words: "focus on P, 1 route either way"
    bool collapsed_by_itself = false;  ///< automatic has collapsed it
    bool has_changes = false;          ///< an overlay lies over it
    ChangeCounts item_changes{};       ///< of what is drawn, in groups too; missing targets are no items
    ChangeCounts route_changes{};
    std::size_t left_out_changes = 0;  ///< of items and routes
    std::string before_label{};        ///< what its sides are called
    std::string after_label{};
    TextStore texts{};  ///< owns the names that no production has

    std::size_t items() const;          ///< items that are drawn, each by itself or in a group
    std::size_t missing() const;        ///< targets that do not exist
    std::size_t dynamic_sends() const;  ///< of the items that are drawn by themselves: only running tells where they go
    std::size_t drawn_routes() const;   ///< those of lines between groups too
    /// "5 items, 4 routes", what is missing, what was chosen, and what is left out.
    std::string caption() const;
};

/// Everything. The production must outlive the view, and every view made of it.
View view_of(const Production& production, const Routes& routes);

/// Both in one, with what the change is of every node and edge. Items are the same by name, a moved one by its new name, the
/// nth of a name being the nth; routes by their ends and target setting. An item with notes is changed, and so is one that
/// looks different; so is a route whose messages, condition or interaction differ. A target that does not exist is no item:
/// where an item goes and a route to it stays, item and route are removed, and a missing target and a route to it are added.
/// Both views must be of everything.
View merged(const View& before, const View& after, const Overlay& overlay);

/// What the options choose of a view of everything. Fails (environment, unknown_name) when they name what is not there, with
/// what is near, all of it at once.
Result<View> chosen(const View& whole, const ViewOptions& options);

/// "sync", "async", "both", "" for unknown
Text name_of(EdgeInteraction interaction);

/// "1 item", "2 items"
std::string counted(std::size_t count, std::string_view noun);
/// "1 added, 2 changed", the noun after the first number: "1 route added, 2 changed"; "" for none.
std::string counted(const ChangeCounts& counts, std::string_view noun);
/// Counts one more of that change; `none` is not counted.
void count(ChangeCounts& counts, Change change);

}  // namespace millwright
