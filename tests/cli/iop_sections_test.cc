#include "cli/iop_sections.h"

#include <catch2/catch.hpp>

using millwright::Production;
using millwright::cli::iop_sections;
using millwright::settings::Reading;

namespace {

Reading two_productions() {
    Reading reading;
    reading.file = "settings.py";
    for (const char* name : {"Shop.Production", "Shop.Night"}) {
        Production production;
        production.name = production.texts.keep(name);
        reading.productions.push_back(std::move(production));
    }
    reading.python.registrations = {
        {"Python.Old", "bo.Old", "component", "", {}},
        {"Python.bp.Router", "bp.Router", "component", "Shop.Production", {}},
        {"Shop.Order", "msg.Order", "PersistentMessage", "Shop.Night", {}},
    };
    reading.python.schemas = {{"msg.Order", {}}};
    reading.python.issues = {
        {"Shop.Production", "setting", "items.A.settings.Host.Pahts", "Unknown setting name.", "", {}},
        {"Shop.Night", "setting", "items.B.settings.Host.x", "Known alias.", "Use 'X'.", {}},
    };
    return reading;
}

std::vector<const Production*> all_of(const Reading& reading) {
    std::vector<const Production*> all;
    for (const Production& each : reading.productions) all.push_back(&each);
    return all;
}

}  // namespace

TEST_CASE("the sections come as iop prints them") {
    const Reading reading = two_productions();
    CHECK(iop_sections(reading, all_of(reading), {}) ==
          "Migration plan: settings.py\n"
          "Mode: LOCAL\n"
          "Namespace: USER\n"
          "\n"
          "CLASSES:\n"
          "  Python.Old -> bo.Old (component)\n"
          "  Python.bp.Router -> bp.Router (component)\n"
          "  Shop.Order -> msg.Order (PersistentMessage)\n"
          "\n"
          "SCHEMAS:\n"
          "  msg.Order\n"
          "\n"
          "PRODUCTIONS:\n"
          "  Shop.Production\n"
          "  Shop.Night\n"
          "\n"
          "VALIDATION:\n"
          "  Shop.Production: setting items.A.settings.Host.Pahts: Unknown setting name.\n"
          "  Shop.Night: setting items.B.settings.Host.x: Known alias. Use 'X'.\n"
          "\n");
}

TEST_CASE("one production of several comes with what belongs to it and with CLASSES") {
    const Reading reading = two_productions();
    const std::vector<const Production*> one{&reading.productions.front()};
    const std::string text = iop_sections(reading, one, {true, "IRISAPP"});
    CHECK(text.find("Mode: REMOTE\nNamespace: IRISAPP\n") != std::string::npos);
    CHECK(text.find("Python.Old") != std::string::npos);
    CHECK(text.find("Python.bp.Router") != std::string::npos);
    CHECK(text.find("Shop.Order") == std::string::npos);
    CHECK(text.find("Night") == std::string::npos);
}

TEST_CASE("what is not there is none") {
    Reading reading;
    reading.file = "a\nb.py";
    CHECK(iop_sections(reading, {}, {}) ==
          "Migration plan: a\\nb.py\nMode: LOCAL\nNamespace: USER\n\nCLASSES:\n  none\n\nSCHEMAS:\n  none\n\n"
          "PRODUCTIONS:\n  none\n\nVALIDATION:\n  none\n\n");
}
