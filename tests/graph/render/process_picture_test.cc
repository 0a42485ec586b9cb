// Pictures of processes as text.
#include "graph/render/process_picture.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iostream>
#include <sstream>

#include "tests/support/picture_dump.h"
#include "tests/support/settings_text.h"

using namespace millwright;
using test::dump_of;

TEST_CASE("dump", "[.dump]") {
    std::ifstream file(MILLWRIGHT_SOURCE_DIR "/share/examples/fulfilment/settings.toml");
    std::stringstream text;
    text << file.rdbuf();
    std::string whole = text.str();
    whole.erase(0, whole.find("[message.OrderConfirmed]"));
    const auto reading = test::read_settings(whole);
    for (const char* each : {"OrderFulfilment", "ExpenseApproval", "NightlyReport"}) {
        std::cout << dump_of(*process_picture(reading.productions.front(), each, {})) << "\n";
    }
}
