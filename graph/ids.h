// Dense typed ids and ranges: an id is an index into one flat vector of the production and cannot be mixed up
// with an index into another.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace millwright {

template <class Thing>
class Id {
public:
    constexpr Id() = default;
    constexpr explicit Id(std::size_t index) : value_(static_cast<std::uint32_t>(index)) {}

    constexpr std::size_t index() const { return value_; }
    constexpr bool valid() const { return value_ != none; }
    constexpr explicit operator bool() const { return valid(); }
    constexpr auto operator<=>(const Id&) const = default;

private:
    static constexpr std::uint32_t none = 0xFFFFFFFFU;
    std::uint32_t value_ = none;
};

/// Consecutive elements of one flat vector of Things.
template <class Thing>
struct Range {
    std::uint32_t first = 0;
    std::uint32_t count = 0;

    constexpr bool empty() const { return count == 0; }
};

/// The elements that a range names. The range must have been made from this vector.
template <class Thing>
std::span<const Thing> slice(const std::vector<Thing>& all, Range<Thing> range) {
    return {all.data() + range.first, range.count};
}

template <class Thing>
std::span<Thing> slice(std::vector<Thing>& all, Range<Thing> range) {
    return {all.data() + range.first, range.count};
}

/// Moves `things` to the end of `all` and returns where they are.
template <class Thing>
Range<Thing> append(std::vector<Thing>& all, std::vector<Thing>&& things) {
    const Range<Thing> range{static_cast<std::uint32_t>(all.size()), static_cast<std::uint32_t>(things.size())};
    all.insert(all.end(), things.begin(), things.end());
    return range;
}

}  // namespace millwright
