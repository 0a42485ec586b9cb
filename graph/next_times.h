// When a schedule fires next, in words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "graph/zones.h"

namespace millwright {

/// The present, for the next times of schedules.
struct Clock {
    std::int64_t now = 0;  ///< seconds since 1970, UTC
    const Zones* zones = nullptr;
};

/// The next three times in the zone's own time: "Mon 2026-11-23 01:30, Tue 2026-11-24 01:30, Wed 2026-11-25 01:30
/// Europe/London". An empty zone is UTC. "" for what is no cron, never comes, or is in a zone that is not known.
std::string next_times(std::string_view cron, std::string_view zone, const Clock& clock);

/// The next one alone, without the zone: "Mon 2026-11-23 01:30".
std::string next_time(std::string_view cron, std::string_view zone, const Clock& clock);

}  // namespace millwright
