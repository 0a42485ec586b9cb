// A picture as mermaid text, which GitHub and GitLab draw in Markdown.
#pragma once

#include <string>

#include "graph/render/picture.h"
#include "graph/result.h"

namespace millwright {

/// A `flowchart`, of items with one subgraph for each role. Fails (input) when the picture is larger than what viewers of
/// mermaid accept, 500 edges and 50,000 characters, and says what fits.
Result<std::string> mermaid_text(const Picture& picture);

}  // namespace millwright
