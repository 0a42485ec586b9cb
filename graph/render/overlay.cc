#include "graph/render/overlay.h"

#include <array>

namespace millwright {

std::string_view name_of(Change change) {
    static constexpr std::array<std::string_view, 5> names{"", "added", "removed", "changed", "moved"};
    return names[static_cast<std::size_t>(change)];
}

}  // namespace millwright
