// The time from which the next times of schedules are counted.
#pragma once

#include <cstdint>

#include "cli/surroundings.h"
#include "graph/next_times.h"
#include "settings/zones.h"

namespace millwright::cli {

class Present {
public:
    /// Seconds since 1970, UTC.
    explicit Present(std::int64_t now);
    /// Now, where it is known.
    explicit Present(const Surroundings& surroundings);

    /// nullptr where the time is not known.
    const Clock* clock() const { return known_ ? &clock_ : nullptr; }

private:
    settings::MachineZones zones_;
    Clock clock_;
    bool known_ = false;
};

}  // namespace millwright::cli
