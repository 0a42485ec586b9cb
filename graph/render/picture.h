// A picture before it has a format: nodes with a look and texts, edges with a line, a caption. Views of items and pictures of
// processes both become one, and each writer (dot, mermaid, html) draws it without knowing which it was. Texts are as they
// are: writers shorten and escape them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "graph/production.h"
#include "graph/render/overlay.h"
#include "graph/render/view.h"

namespace millwright {

/// What a route is called that goes through no target setting: "(code)", "(rule)" or "(BPL)", where its source names the
/// item itself; else "".
std::string_view named_by(Origin origin);

/// What a node is; render/style.h says what each looks like.
enum class Look : std::uint8_t {
    service,
    process,
    operation,
    component,
    missing,  ///< a target that does not exist
    group,    ///< several items
    // Of processes:
    start,     ///< a trigger, or what starts an instance
    complete,  ///< an end that is fine
    failed,    ///< an end that is not
    schedule,
    handler,
    message,  ///< what comes in; so do events
    event,
    command,  ///< what goes out
    send,     ///< steps: send, and service with a call
    call,
    wait,
    human_task,
    subprocess,
    decision,  ///< condition
    fork,      ///< where parallel branches begin and join
    side_effect,
    query,
    loop,  ///< foreach
    llm_intent,
    input,
    compensation,
};
inline constexpr std::size_t look_count = static_cast<std::size_t>(Look::compensation) + 1;

/// "service", "human_task", ...
std::string_view name_of(Look look);

/// What an edge is.
enum class Line : std::uint8_t {
    sync,      ///< a route; also one whose interaction is not known
    async,     ///< a route
    inferred,  ///< a route found in a setting or in code
    missing,   ///< a route to nowhere
    flow,      ///< what comes next
    branch,    ///< what comes next when a condition or a choice says so
    failure,   ///< what comes next when something failed
    undo,      ///< what undoes a step
    message,   ///< a message that goes in or out
};

/// "sync", "branch", ...
std::string_view name_of(Line line);

/// A line of what is known about a node, for pages that show it beside the picture.
struct Detail {
    std::string section;  ///< "Item", "Settings", "Routes in", ...; consecutive ones of a section stand together
    std::string name;     ///< may be empty
    std::string value;    ///< secrets masked
    Place place;
    bool is_before = false;
    /// The node that it leads to (its index), where it is about one; else none.
    std::uint32_t node = 0xFFFFFFFFU;
};

struct PictureNode {
    std::string key;  ///< the same in every picture of the same thing: "OrderProcess", "step/charge"
    Look look = Look::component;
    bool pale = false;  ///< disabled
    std::string title;
    std::vector<std::string> lines;  ///< below the title
    std::string category;            ///< for filters
    std::vector<Detail> details;
    Place place;
    Change change = Change::none;
    bool is_before = false;
    std::string was;                   ///< the title before
    std::vector<std::string> changes;  ///< what changes in it, one line each
    std::vector<std::uint32_t> told;   ///< which of `lines` stand in `changes`, too: who shows both leaves them out
};

struct PictureEdge {
    std::uint32_t source = 0;
    std::uint32_t target = 0;
    Line line = Line::sync;
    std::string label;                  ///< target setting; of a flow what leads there: "approve", "amount > 100"
    std::vector<std::string> messages;  ///< below the label
    std::string condition;
    Place place;
    Change change = Change::none;
    bool is_before = false;
    std::vector<std::string> changes{};  ///< what changes in it, one line each
    std::uint32_t routes = 1;
    bool pale = false;  ///< one of its ends is disabled
    /// Which of `messages` stand in `changes`, too, and whether `condition` does.
    std::vector<std::uint32_t> told{};
    bool condition_told = false;
};

enum class PictureOf : std::uint8_t { items, process };

struct Picture {
    PictureOf of = PictureOf::items;
    std::string title;    ///< the production, or "OrderFulfilment, a process of Demo.Fulfilment"
    std::string caption;  ///< counts, and what is left out
    std::vector<PictureNode> nodes;
    std::vector<PictureEdge> edges;
    bool has_changes = false;
    std::string before_label;
    std::string after_label;
    std::size_t left_out_items = 0;
    std::size_t left_out_routes = 0;
};

/// The productions that details are about, and their sides of a change; `before` may be null.
struct DetailsOf {
    const Production* after = nullptr;
    const Production* before = nullptr;
};

/// The texts that places are in; `before` may be null where nothing is of the older side.
struct PictureSources {
    const Sources* after = nullptr;
    const Sources* before = nullptr;
};

/// A view as a picture. With `details`, nodes have them (graph/render/picture_details.h); without, they have none.
Picture picture_of(const View& view, const DetailsOf* details = nullptr);

/// Both in one: nodes are the same by key (`overlay.moved` gives keys), edges by their ends, line and label. A node or an edge
/// whose texts differ is changed; what it was is said in `changes`.
Picture merged(const Picture& before, const Picture& after, const Overlay& overlay);

}  // namespace millwright
