// Which of several files is nearest to another one: the one with which it shares most folders.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace millwright::settings::iris {

/// A path as its parts, "." and ".." resolved where that is possible.
std::vector<std::string> parts_of_path(std::string_view path);

/// How near a file is: more shared folders first, then fewer folders on the way down from the last shared one.
struct Nearness {
    std::size_t shared = 0;
    std::size_t further = 0;
    bool operator<(const Nearness& other) const {
        return shared != other.shared ? shared > other.shared : further < other.further;
    }
};

Nearness nearness(const std::vector<std::string>& file, const std::vector<std::string>& asker);

}  // namespace millwright::settings::iris
