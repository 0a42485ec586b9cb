#include "settings/zones.h"

#include <catch2/catch.hpp>

using millwright::settings::MachineZones;

TEST_CASE("time zones of the machine") {
    const MachineZones zones;
    REQUIRE(zones.available());
    CHECK(zones.exists("UTC"));
    CHECK(zones.exists("Europe/London"));
    CHECK(zones.exists("America/Argentina/Ushuaia"));
    for (const char* none :
         {"", "Europe", "Europe/Lundon", "europe/london", "../etc/passwd", "tzdata.zi", "zone.tab"}) {
        CAPTURE(none);
        CHECK_FALSE(zones.exists(none));
    }
    CHECK(zones.names().size() > 300);
}
