#include "graph/render/placing_tracks.h"

#include <algorithm>
#include <queue>
#include <tuple>

namespace millwright::placing {

void Tracks::add(std::uint64_t key, Length one_end, Length other_end) {
    stretches_.push_back({key, std::min(one_end, other_end), std::max(one_end, other_end), 0});
}

void Tracks::assign() {
    constexpr Length most = 200;
    constexpr Length between_ends = 12;
    const auto by_key = [](const Stretch& a, const Stretch& b) { return a.key < b.key; };
    std::sort(stretches_.begin(), stretches_.end(), by_key);
    std::vector<Stretch> merged;
    for (const Stretch& each : stretches_) {
        if (merged.empty() || merged.back().key != each.key) merged.push_back(each);
        merged.back().low = std::min(merged.back().low, each.low);
        merged.back().high = std::max(merged.back().high, each.high);
    }
    std::sort(merged.begin(), merged.end(), [](const Stretch& a, const Stretch& b) {
        return std::tie(a.low, a.high, a.key) < std::tie(b.low, b.high, b.key);
    });
    using End = std::pair<Length, Length>;  // where a track is free again, and which
    std::priority_queue<End, std::vector<End>, std::greater<>> free;
    for (Stretch& each : merged) {
        const bool reuse = !free.empty() && (free.top().first + between_ends <= each.low || count_ == most);
        each.track = reuse ? free.top().second : count_++;
        if (reuse) free.pop();
        free.emplace(each.high, each.track);
    }
    std::sort(merged.begin(), merged.end(), by_key);
    stretches_ = std::move(merged);
}

Length Tracks::track_of(std::uint64_t key) const {
    const auto found = std::lower_bound(stretches_.begin(), stretches_.end(), key,
                                        [](const Stretch& each, std::uint64_t wanted) { return each.key < wanted; });
    return found == stretches_.end() ? 0 : found->track;
}

}  // namespace millwright::placing
