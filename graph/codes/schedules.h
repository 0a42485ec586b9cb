// MW5xx, schedules: when they fire, what they start, how long that may take.
#pragma once

#include <array>

#include "graph/codes.h"

namespace millwright::codes {

inline constexpr std::array schedules{
    CodeInfo{
        Code::bad_cron, Severity::error, "cron text not understood",
        R"(A cron text has five fields: minute (0 to 59), hour (0 to 23), day of the month (1 to 31), month (1 to 12 or JAN to
DEC), day of the week (0 to 7 or SUN to SAT; 0 and 7 are Sunday). A field is *, a number, a range 1-5, a list 1,3, a
step */5. @yearly @monthly @weekly @daily @hourly stand for one. Seconds, L, W and # are not understood.

Wrong:
    cron = "0 25 * * *"
Right:
    cron = "25 0 * * *"
)"},
    CodeInfo{
        Code::date_that_never_comes, Severity::error, "date that never comes",
        R"(None of the months of a cron text has one of its days, so it never fires. The 29th of February comes, if seldom.

Wrong:
    cron = "30 2 30 2 *"
Right:
    cron = "30 2 28 2 *"
)"},
    CodeInfo{Code::unknown_zone, Severity::error, "time zone does not exist",
             R"(The time zone is not in this machine's tz database. Names are written as there, with the same case.

Wrong:
    timezone = "Europe/Lundon"
Right:
    timezone = "Europe/London"
)"},
    CodeInfo{Code::schedule_timing, Severity::error, "neither one cron nor one interval",
             R"(A schedule fires either by cron or every so often, and an interval is longer than nothing.

Wrong:
    [schedule.nightly]
    process = "NightlyReport"
Right:
    [schedule.nightly]
    cron = "30 1 * * *"
    process = "NightlyReport"
)"},
    CodeInfo{Code::schedule_without_work, Severity::error, "neither a process nor steps",
             R"(A schedule either starts a process or has steps of its own.

Wrong:
    [schedule.nightly]
    cron = "30 1 * * *"
Right:
    [schedule.nightly]
    cron = "30 1 * * *"
    process = "NightlyReport"
)"},
    CodeInfo{Code::timeout_longer_than_interval, Severity::warning, "runs of a schedule may pile up",
             R"(A schedule allows that its runs overlap, and one run may take longer than the time to the next one.

Wrong:
    every = "5m"
    overlap = "allow"
    timeout = "1h"
Right:
    every = "5m"
    overlap = "skip"
    timeout = "1h"
)"},
    CodeInfo{Code::schedule_without_timeout, Severity::note, "schedule without a time-out",
             R"(Nothing says how long a run of the schedule may take; it may then take an hour.

Wrong:
    [schedule.nightly]
    cron = "30 1 * * *"
Right:
    [schedule.nightly]
    cron = "30 1 * * *"
    timeout = "20m"
)"},
    CodeInfo{Code::zones_not_available, Severity::note, "no time zones on this machine",
             R"(This machine has no tz database, so names of time zones were not checked.

Wrong:
    timezone = "Europe/London"      (where the package tzdata is not installed)
Right:
    timezone = "Europe/London"      (where it is, or "UTC")
)"},
};

}  // namespace millwright::codes
