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

/// A picture, or why there is none.
struct Layout {
    Result<std::string> picture;  ///< its bytes, or a failure (environment, layout_failed) with what Graphviz said
    bool stopped = false;         ///< a limit was reached: fewer items, or no layout, may still be had
};

/// Lays out and draws; a graph whose attribute `layout` is nop2 is only drawn. The same bytes for the same text, with the same
/// Graphviz and fonts. A PNG that would have too many pixels is drawn with fewer dots per inch, as long as its text can be
/// read, and else refused; a PDF is made to fit the largest page that every reader shows. To be called before the process has
/// a second thread, because it forks.
Layout layout_of(const std::string& dot_text, PictureFormat format, const LayoutLimits& limits);

/// The same, without saying how it ended.
Result<std::string> lay_out(const std::string& dot_text, PictureFormat format, const LayoutLimits& limits);

}  // namespace millwright::layout
