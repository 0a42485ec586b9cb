#include "graph/next_times.h"

#include <catch2/catch.hpp>

using namespace millwright;

namespace {

class OneHourAhead : public Zones {
public:
    bool available() const override { return true; }
    bool exists(std::string_view name) const override { return name == "Ahead" || name == "UTC"; }
    std::vector<std::string> names() const override { return {"Ahead", "UTC"}; }
    std::optional<std::int64_t> minutes_ahead(std::string_view name, std::int64_t) const override {
        return name == "Ahead" ? std::optional<std::int64_t>(60)
               : name == "UTC" ? std::optional<std::int64_t>(0)
                               : std::nullopt;
    }
};

}  // namespace

TEST_CASE("the next time, and the next three, are told in the zone's own time") {
    const OneHourAhead zones;
    const Clock clock{1'795'000'000, &zones};  // 2026-11-18T11:06:40Z
    CHECK(next_time("30 11 * * *", "", clock) == "Wed 2026-11-18 11:30");
    CHECK(next_time("30 11 * * *", "Ahead", clock) == "Thu 2026-11-19 11:30");
    CHECK(next_times("30 11 * * 1-5", "", clock) ==
          "Wed 2026-11-18 11:30, Thu 2026-11-19 11:30, Fri 2026-11-20 11:30 UTC");
}

TEST_CASE("no time without a clock's zones, for no cron, for a zone that is not known, for what never comes") {
    const OneHourAhead zones;
    CHECK(next_time("30 11 * * *", "", Clock{}).empty());
    CHECK(next_time("whenever", "", {0, &zones}).empty());
    CHECK(next_time("30 11 * * *", "Mars", {0, &zones}).empty());
    CHECK(next_time("0 0 30 2 *", "", {0, &zones}).empty());
    CHECK(next_times("0 0 30 2 *", "", {0, &zones}).empty());
}
