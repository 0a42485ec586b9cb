// How things look, the same in every format: colours that are told apart without colour vision (after Okabe and Ito), and
// are dark enough on their ground to be read.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "graph/render/view.h"

namespace millwright::render {

struct NodeStyle {
    std::string_view title;  ///< in the legend
    std::string_view sign;   ///< its shape as a character, for the legend
    std::string_view shape;  ///< of Graphviz
    std::string_view style;  ///< of Graphviz
    std::string_view line;
    std::string_view fill;
    std::string_view text;
};

enum class Look : std::size_t { service, process, operation, component, disabled, missing };

inline constexpr std::array<NodeStyle, 6> looks{{
    {"service", "▷", "cds", "filled", "#0072B2", "#DCEEF9", "#111111"},
    {"process", "▢", "box", "rounded,filled", "#B07400", "#FFF1D2", "#111111"},
    {"operation", "▣", "box", "filled", "#00795A", "#DDF3EB", "#111111"},
    {"other", "□", "box", "filled", "#555555", "#EFEFEF", "#111111"},
    {"disabled", "⬚", "", "filled,dashed", "#9A9A9A", "#FAFAFA", "#6A6A6A"},
    {"missing", "⬚", "octagon", "dashed,bold", "#C7330A", "#FFFFFF", "#A52A08"},
}};

inline constexpr std::string_view edge_colour = "#4A4A4A";
inline constexpr std::string_view pale_edge_colour = "#ABABAB";
inline constexpr std::string_view faint_text = "#5A5A5A";

/// The look of its role, however the node is otherwise.
inline const NodeStyle& role_look(const ViewNode& node) {
    return looks[static_cast<std::size_t>(node.role)];
}

/// The look that a node is drawn with: pale when it is disabled, in the shape of its role.
inline NodeStyle look_of(const ViewNode& node) {
    if (node.missing) return looks[static_cast<std::size_t>(Look::missing)];
    NodeStyle look = role_look(node);
    if (node.enabled) return look;
    const NodeStyle& disabled = looks[static_cast<std::size_t>(Look::disabled)];
    look.style = node.role == Role::process ? "rounded,filled,dashed" : disabled.style;
    look.line = disabled.line;
    look.fill = disabled.fill;
    look.text = disabled.text;
    return look;
}

/// At most `columns` wide, with … where something was cut. Printable.
std::string shortened(std::string_view text, std::size_t columns);

/// For XML: & < > " ' as entities. What XML cannot hold is escaped by printable() before.
std::string xml_escaped(std::string_view text);

}  // namespace millwright::render
