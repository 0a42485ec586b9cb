// How many columns text takes on a terminal: wide characters two, combining marks none, an emoji sequence as one.
#pragma once

#include <cstddef>
#include <string_view>

namespace millwright {

/// What a reader sees as one character.
struct Cluster {
    std::size_t bytes = 0;
    std::size_t width = 0;
};

/// The first cluster of a text that is not empty. A byte that is not UTF-8 is a cluster of its own, one column wide. A
/// cluster ends after 64 bytes, whatever is piled up on it.
Cluster first_cluster(std::string_view text);

/// Columns that the text takes. Control characters count as none: show text through printable() first.
std::size_t display_width(std::string_view text);

}  // namespace millwright
