// Checks of scenarios: what a good one is spared, and what depends on more than one thing. Every code with its exact text
// is in the end-to-end cases.
#include "graph/check/scenarios.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "settings/formats.h"
#include "settings/scenarios.h"
#include "tests/support/memory_files.h"

using namespace millwright;

namespace {

std::string example(const std::string& name) {
    std::ifstream stream(std::string(MILLWRIGHT_SOURCE_DIR) + "/share/examples/" + name + "/settings.toml");
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Findings of the scenarios as "MW610 error LINE: message", one line each, in the order of making.
std::string findings(const std::string& settings_text, const std::string& scenarios) {
    const test::MemoryFiles files(
        std::map<std::string, std::string>{{"settings.toml", settings_text}, {"a.scenario.toml", scenarios}});
    auto reading = settings::read_input("settings.toml", files, {});
    REQUIRE(reading);
    reading->findings = {};
    const auto read = settings::read_scenarios(files, *reading);
    CheckOptions options;
    options.levels = reading->check_levels;
    check_scenarios(reading->productions.front(), read, options, reading->findings);
    std::string text;
    for (const Diagnostic& each : reading->findings) {
        text += name_of(each.code) + " " + std::string(name_of(each.severity)) + " " +
                std::to_string(reading->sources.locate(each.place).line) + ": " + each.message + "\n";
    }
    return text;
}

/// Of one scenario "a" with these lines; the first is line 3.
std::string of_fulfilment(const std::string& lines) {
    return findings(example("fulfilment"), "[[scenario]]\nname = \"a\"\n" + lines);
}

const std::string confirmed =
    "send = { to = \"OrderFulfilment\", message = \"OrderConfirmed\", body = { order_id = \"7\" } }\n";
const std::string expense = "send = { to = \"ExpenseApproval\", body = { order_id = \"7\", amount = 250 } }\n";
const std::string done = "expect = { status = \"completed\" }\n";

std::string body(const std::string& type, const std::string& value, const std::string& more = {}) {
    return findings(
        "format = 1\n[production]\nname = \"P\"\n[message.M]\nfields = { f = \"" + type +
            "\" }\n[operation.O]\nclass = \"x.O\"\naccepts = [\"M\"]\n" + more,
        "[[scenario]]\nname = \"a\"\nsend = { to = \"O\", message = \"M\", body = " + value + " }\n" + done);
}

}  // namespace

TEST_CASE("scenarios that use everything are spared") {
    CHECK(of_fulfilment(confirmed + R"(given = [
  { item = "Inventory", on = "ReserveInventory", raises = "InventoryReserved", with = { order_id = "7" } },
  { item = "Shipping", on = "CreateShipment", raises = "ShipmentFailed", with = { order_id = "7", reason = "no address" } },
  { item = "OrderBook", after = "1h" },
]
expect = { edges = [["OrderFulfilment", "Inventory"], ["OrderFulfilment", "Shipping"]], messages = ["ReserveInventory"], skipped = ["ShipmentCreated"], state = { order_id = "7" }, nothing_else = true }
)") == "");
    CHECK(
        of_fulfilment(
            expense +
            R"(given = [{ step = "review", outcome = "approve", after = "2h" }, { item = "OrderBook", fail_times = 2 }]
expect = { status = "completed", attempts = { book = 3 }, state = { amount = 250 }, elapsed_at_most = "2h5m", path = ["OrderBook"] }
)") == "");
    CHECK(of_fulfilment("send = { to = \"OrderReturn\", body = { order_id = \"7\", amount = 1.5 } }\n"
                        "expect = { compensations = [\"withdraw\"] }\n") == "");
    CHECK(of_fulfilment("send = { to = \"Orders\", message = \"OrderConfirmed\", body = { order_id = \"7\" } }\n"
                        "given = { item = \"Shipping\", fails = true }\n"
                        "expect = { path = [\"Orders\", \"OrderFulfilment\", \"Shipping\"] }\n") == "");
}

TEST_CASE("an item that is not there is reported once where a path names it twice") {
    CHECK(of_fulfilment(confirmed + "expect = { path = [\"Shiping\", \"OrderBook\"] }\n") ==
          "MW610 error 4: `expect` of scenario \"a\" names the item \"Shiping\", which does not exist\n");
}

TEST_CASE("what an item takes from outside") {
    const auto send = [](const std::string& to, const std::string& message) {
        return of_fulfilment("send = { to = \"" + to + "\", message = \"" + message +
                             "\", body = { order_id = \"7\" } }\n" + done);
    };
    CHECK(send("Orders", "OrderConfirmed") == "");
    CHECK(send("Orders", "ShipmentCreated") ==
          "MW209 error 3: `send` of scenario \"a\" sends \"ShipmentCreated\" to \"Orders\", which does not bring it "
          "in\n");
    CHECK(send("OrderFulfilment", "CustomerNote") ==
          "MW209 error 3: `send` of scenario \"a\" sends \"CustomerNote\" to \"OrderFulfilment\", which does not "
          "accept it\n");
    // A workflow that is started by hand takes no message; one that does not say how it is started may take any.
    CHECK(send("ExpenseApproval", "CustomerNote") ==
          "MW209 error 3: `send` of scenario \"a\" sends \"CustomerNote\" to \"ExpenseApproval\", which does not "
          "accept it\n");
    CHECK(send("NightlyReport", "CustomerNote") == "");
    CHECK(of_fulfilment("send = { to = \"OrderFulfilment\" }\n" + done) ==
          "MW008 error 3: `send` of scenario \"a\" does not name a message, and \"OrderFulfilment\" has no steps to be "
          "started\n");
}

TEST_CASE("inputs of a process that is started by hand are its body") {
    CHECK(of_fulfilment("send = { to = \"ExpenseApproval\", body = { order = \"7\", amount = \"x\" } }\n" + done) ==
          "MW347 error 3: `body` of scenario \"a\" gives \"order\", which process \"ExpenseApproval\" does not have\n"
          "MW348 error 3: \"amount\" in `body` of scenario \"a\" has to be a decimal, not \"x\"\n"
          "MW349 error 3: `body` of scenario \"a\" does not give \"order_id\", which process \"ExpenseApproval\" "
          "requires\n");
    CHECK(of_fulfilment("send = { to = \"ExpenseApproval\" }\n" + done) ==
          "MW349 error 3: `send` of scenario \"a\" does not give \"amount\", \"order_id\", which process "
          "\"ExpenseApproval\" "
          "requires\n");
}

TEST_CASE("values of each type") {
    const auto wrong = [](const std::string& type, const std::string& value, const std::string& words) {
        CHECK(body(type, "{ f = " + value + " }") ==
              "MW348 error 3: \"f\" in `body` of scenario \"a\" has to be " + words + "\n");
    };
    for (const auto& [type, value] :
         std::vector<std::pair<std::string, std::string>>{{"string", "\"x\""},
                                                          {"int", "-7"},
                                                          {"int", "7.0"},
                                                          {"decimal", "7"},
                                                          {"decimal", "1e3"},
                                                          {"bool", "true"},
                                                          {"date", "2026-01-31"},
                                                          {"date", "\"2026-01-31\""},
                                                          {"datetime", "2026-01-31T10:00:00Z"},
                                                          {"datetime", "\"2026-01-31T10:00:00+02:00\""},
                                                          {"duration", "\"1h30m\""},
                                                          {"uuid", "\"123e4567-e89b-12d3-a456-426614174000\""},
                                                          {"bytes", "\"eA==\""},
                                                          {"any", "[1, { a = 2 }]"},
                                                          {"a|b", "\"b\""},
                                                          {"list<int>", "[1, 2]"},
                                                          {"list<int>", "[]"},
                                                          {"map<bool>", "{ x = true }"},
                                                          {"N", "{ any = 1 }"}}) {
        INFO(type << " " << value);
        CHECK(body(type, "{ f = " + value + " }", "[message.N]\n") == "");
    }
    wrong("string", "7", "a string, not 7");
    wrong("int", "7.5", "an int, not 7.5");
    wrong("int", "\"7\"", "an int, not \"7\"");
    wrong("decimal", "nan", "a decimal, not nan");
    wrong("decimal", "1234567890123456789", "a decimal, not 1234567890123456789");
    wrong("bool", "1", "a bool, not 1");
    wrong("date", "\"31.1.2026\"", "a date, not \"31.1.2026\"");
    wrong("date", "2026-01-31T10:00:00Z", "a date, not 2026-01-31T10:00:00Z");
    wrong("duration", "30", "a duration, not 30");
    wrong("uuid", "\"x\"", "a uuid, not \"x\"");
    wrong("a|b", "\"c\"", "one of a, b, not \"c\"");
    wrong("list<int>", "1", "a list<int>, not 1");
    wrong("map<bool>", "[]", "a map<bool>, not an array");
    CHECK(body("list<int>", "{ f = [1, \"x\"] }") ==
          "MW348 error 3: \"f[1]\" in `body` of scenario \"a\" has to be an int, not \"x\"\n");
    CHECK(body("map<bool>", "{ f = { x = 1 } }") ==
          "MW348 error 3: \"f.x\" in `body` of scenario \"a\" has to be a bool, not 1\n");
    CHECK(body("list<N>", "{ f = [{ a = 1 }, { b = 2 }] }", "[message.N]\nfields = { a = \"string\" }\n") ==
          "MW348 error 3: \"a\" in \"f[0]\" in `body` of scenario \"a\" has to be a string, not 1\n"
          "MW347 error 3: \"f[1]\" in `body` of scenario \"a\" gives \"b\", which message \"N\" does not have\n"
          "MW349 error 3: \"f[1]\" in `body` of scenario \"a\" does not give \"a\", which message \"N\" requires\n");
}

TEST_CASE("what is given has to be able to happen") {
    const auto given = [](const std::string& entry) {
        return of_fulfilment(confirmed + "given = { " + entry + " }\n" + done);
    };
    const std::string with = ", with = { order_id = \"7\" }";
    CHECK(given("item = \"Shipping\", on = \"CreateShipment\", raises = \"InventoryReserved\"" + with) ==
          "MW614 error 4: `given` of scenario \"a\" has \"Shipping\" raise \"InventoryReserved\" on "
          "\"CreateShipment\", which "
          "its `raises` does not say\n");
    CHECK(given("item = \"Shipping\", on = \"CloseOrder\", fails = true") ==
          "MW614 error 4: `given` of scenario \"a\" waits for \"CloseOrder\" at \"Shipping\", which does not accept "
          "it\n");
    CHECK(given("item = \"Mail\", fails = true") ==
          "MW614 error 4: nothing that scenario \"a\" sends reaches \"Mail\"\n");
    CHECK(given("step = \"review\", outcome = \"approve\"") ==
          "MW614 error 4: nothing that scenario \"a\" sends comes to step \"review\"\n");
    // By events, subprocesses and schedules more is reached than by routes alone.
    CHECK(given("item = \"Reporting\", fails = true") == "");
    CHECK(of_fulfilment(
              "send = { to = \"OrderReturn\", body = { order_id = \"7\", amount = 600 } }\n"
              "given = [{ step = \"review\", outcome = \"reject\" }, { step = \"inspect\", outcome = \"damaged\" }]\n" +
              done) == "");
    CHECK(of_fulfilment(
              "send = { to = \"Inventory\", message = \"ReserveInventory\", body = { order_id = \"7\", book_id = "
              "\"b\", quantity = 1 } }\ngiven = { item = \"OrderBook\", fails = true }\n" +
              done) == "");
}

TEST_CASE("what an event leaves out comes from the command") {
    const auto given = [](const std::string& entry) {
        return of_fulfilment(confirmed + "given = { item = \"Inventory\", raises = \"InventoryReserved\"" + entry +
                             " }\n" + done);
    };
    CHECK(given(", on = \"ReserveInventory\"") == "");
    CHECK(given(", with = {}") == "");
    CHECK(
        given(", on = \"ReserveInventory\", with = { order = \"7\" }") ==
        "MW347 error 4: `with` of scenario \"a\" gives \"order\", which message \"InventoryReserved\" does not have\n");
}

TEST_CASE("replies are those that the item says, where it says any") {
    const std::string text =
        "format = 1\n[production]\nname = \"P\"\n[message.M]\nfields = { a = \"string\" }\n[message.R]\nfields = { b = "
        "\"string\" }\n[operation.O]\nclass = \"x.O\"\naccepts = [\"M\"]\n";
    const std::string scenario =
        "[[scenario]]\nname = \"a\"\nsend = { to = \"O\", message = \"M\", body = { a = \"1\" } }\n"
        "given = { item = \"O\", on = \"M\", reply = \"R\" }\nexpect = { replies = [\"R\"] }\n";
    CHECK(findings(text, scenario) ==
          "MW349 error 4: `given` of scenario \"a\" does not give \"b\", which message \"R\" requires\n");
    CHECK(findings(text + "replies = { M = \"M\" }\n", scenario)
              .find("MW614 error 4: `given` of scenario \"a\" has \"O\" reply "
                    "\"R\", which its `replies` does not say") != std::string::npos);
}

TEST_CASE("outcomes, steps, compensations and state that are not there") {
    CHECK(
        of_fulfilment(
            expense +
            R"(given = [{ step = "review", outcome = "aprove" }, { step = "book", outcome = "ok" }, { step = "bok", fails = true }]
expect = { attempts = { boook = 2 }, compensations = ["unbook"], state = { amount = "much", sum = 1 } }
)") == R"(MW611 error 4: `given` of scenario "a" gives the outcome "aprove", which step "review" does not have
MW611 error 4: `given` of scenario "a" gives an outcome of step "book", which has none
MW300 error 4: `given` of scenario "a" names the step "bok", which does not exist
MW300 error 5: `expect` of scenario "a" names the step "boook", which does not exist
MW302 error 5: `expect` of scenario "a" names the compensation "unbook", which does not exist
MW348 error 5: "amount" in `state` of scenario "a" has to be a decimal, not "much"
MW310 error 5: `state` of scenario "a" names "sum", which no process that it reaches keeps
)");
}

TEST_CASE("an expectation that says nothing, and one that was reported already") {
    CHECK(of_fulfilment(confirmed) ==
          "MW612 error 2: scenario \"a\" has no `expect`: it would pass whatever happens\n");
    CHECK(of_fulfilment(confirmed + "expect = { messages = [] }\n") ==
          "MW612 error 4: scenario \"a\" expects nothing: it would pass whatever happens\n");
    CHECK(of_fulfilment(confirmed + "expect = { nothing_else = true }\n") == "");
    CHECK(of_fulfilment(confirmed + "expect = { status = \"done\" }\n").find("MW612") == std::string::npos);
    CHECK(of_fulfilment(confirmed + "expect = 1\n").find("MW612") == std::string::npos);
}

TEST_CASE("a file of a body that could not be read is not missed a second time") {
    CHECK(of_fulfilment(
              "send = { to = \"OrderFulfilment\", message = \"OrderConfirmed\", body = { file = \"no.json\" } }\n" +
              done) == "MW001 error 3: there is no file \"no.json\"\n");
}

TEST_CASE("the levels of checks hold for scenarios, and without messages none is checked") {
    const std::string text = "format = 1\n[production]\nname = \"P\"\n[operation.O]\nclass = \"x.O\"\n";
    const std::string scenario = "[[scenario]]\nname = \"a\"\nsend = { to = \"O\", message = \"M\" }\nexpect = {}\n";
    CHECK(findings(text, scenario) ==
          "MW612 error 4: scenario \"a\" expects nothing: it would pass whatever happens\n");
    CHECK(findings(text + "[checks]\nMW612 = \"note\"\n", scenario).starts_with("MW612 note 4"));
}

TEST_CASE("names of scenarios tell them apart") {
    const std::string one = "[[scenario]]\nname = \"a\"\n" + confirmed + done;
    CHECK(findings(example("fulfilment"), one + one) ==
          "MW615 error 6: there is a second scenario \"a\" of the same settings\n");
}
