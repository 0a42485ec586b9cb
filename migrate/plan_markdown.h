// Plans as a comment of a review in Markdown: counts first, what is grave in the open, the rest to be unfolded. Nothing that
// a name contains gets out of its code block, so that it neither links, nor mentions, nor formats.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "migrate/operation_lines.h"

namespace millwright::migrate {

struct MarkdownStyle {
    /// Bytes. Code hosts refuse comments of more than 65,536 characters.
    std::size_t most = 65'000;
    const Clock* clock = nullptr;
};

/// Begins with a comment in HTML by which a robot finds its own comment again. What does not fit is counted, the gravest is
/// left out last, and how to see all is said. Ends with a line end.
std::string plans_markdown(const std::vector<Plan>& plans, const PlanSources& sources, const MarkdownStyle& style = {});

}  // namespace millwright::migrate
