// Tracks side by side, on which lines run that must not lie on each other. Lines of one key share a track: those that lead
// to the same place.
#pragma once

#include "graph/render/placing.h"

namespace millwright::placing {

inline constexpr Length track_gap = 6;

class Tracks {
public:
    void add(std::uint64_t key, Length one_end, Length other_end);
    /// Gives every key a track: as few as are needed, up to a limit; then lines do lie on each other.
    void assign();
    /// After `assign`: 0, 1, ...
    Length track_of(std::uint64_t key) const;
    Length count() const { return count_; }
    /// What they need across.
    Length width() const { return count_ * track_gap; }

private:
    struct Stretch {
        std::uint64_t key = 0;
        Length low = 0;
        Length high = 0;
        Length track = 0;
    };
    std::vector<Stretch> stretches_;
    Length count_ = 0;
};

}  // namespace millwright::placing
