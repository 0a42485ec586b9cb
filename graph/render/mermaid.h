// A view as mermaid text, which GitHub and GitLab draw in Markdown.
#pragma once

#include <string>

#include "graph/render/view.h"
#include "graph/result.h"

namespace millwright {

/// A `flowchart LR` with one subgraph for each role. Fails (input) when the view is larger than what viewers of mermaid
/// accept, 500 edges and 50,000 characters, and says what fits.
Result<std::string> mermaid_text(const View& view);

}  // namespace millwright
