// Runs Graphviz on dot text, in a child process: Graphviz keeps global state, loses memory and can take for ever, and none
// of this may reach the tool.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "graph/result.h"

namespace millwright::layout {

enum class PictureFormat : std::uint8_t { svg, png, pdf };

struct LayoutLimits {
    double seconds = 20;                         ///< of the whole child, by the clock
    std::size_t memory = std::size_t{2} << 30U;  ///< bytes of address space
};

/// The picture's bytes. Fails (environment, layout_failed) when a limit is reached or Graphviz fails, with what Graphviz
/// said. The graph's attributes `title` and `desc` become `<title>` and `<desc>` of an SVG. To be called before the
/// process has a second thread, because it forks.
Result<std::string> lay_out(const std::string& dot_text, PictureFormat format, const LayoutLimits& limits);

}  // namespace millwright::layout
