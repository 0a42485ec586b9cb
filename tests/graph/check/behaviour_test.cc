// The checks of behaviour on settings text: what a project without mistakes is spared, and where a finding depends on more
// than one thing. Every code with its exact text is in the end-to-end cases.
#include <algorithm>
#include <catch2/catch.hpp>

#include "graph/check/check.h"
#include "tests/support/settings_text.h"

using namespace millwright;
using test::findings_in_settings;

namespace {

const std::string fulfilment = R"([message.OrderConfirmed]
kind = "event"
stream = "order"
fields = { order_id = "string" }
[message.ReserveInventory]
kind = "command"
fields = { order_id = "string", book_id = "string", quantity = "int" }
[message.InventoryReserved]
kind = "event"
stream = "inventory"
fields = { order_id = "string" }
[message.CreateShipment]
kind = "command"
fields = { order_id = "string" }
[message.ShipmentCreated]
kind = "event"
stream = "shipment"
fields = { order_id = "string" }
[message.ShipmentFailed]
kind = "event"
stream = "shipment"
fields = { order_id = "string", reason = "string?" }
[message.ReleaseInventory]
kind = "command"
fields = { order_id = "string" }
[message.CloseOrder]
kind = "command"
fields = { order_id = "string", outcome = "completed|cancelled" }

[service.Orders]
class = "shop.OrderEvents"
targets = { Events = "OrderFulfilment" }
emits = ["OrderConfirmed"]
[operation.Inventory]
class = "shop.Inventory"
accepts = ["ReserveInventory", "ReleaseInventory"]
raises = { ReserveInventory = ["InventoryReserved"] }
[operation.Shipping]
class = "shop.Shipping"
accepts = ["CreateShipment"]
raises = { CreateShipment = ["ShipmentCreated", "ShipmentFailed"] }
[operation.OrderBook]
class = "shop.OrderBook"
accepts = ["CloseOrder"]

[process.OrderFulfilment]
targets = { Inventory = "Inventory", Shipping = "Shipping", Orders = "OrderBook" }
streams = ["order", "inventory", "shipment"]
state = { order_id = "string" }
route = "all"
[[process.OrderFulfilment.handler]]
on = "OrderConfirmed"
start = true
correlate = "order_id"
send = [{ to = "Inventory", message = "ReserveInventory", with = { order_id = "order_id", book_id = "'b1'", quantity = "1" } }]
[[process.OrderFulfilment.handler]]
on = "InventoryReserved"
correlate = "order_id"
send = [{ to = "Shipping", message = "CreateShipment", with = { order_id = "order_id" } }]
[[process.OrderFulfilment.handler]]
on = "ShipmentCreated"
correlate = "order_id"
end = true
send = [{ to = "Orders", message = "CloseOrder", with = { order_id = "order_id", outcome = "'completed'" } }]
[[process.OrderFulfilment.handler]]
on = "ShipmentFailed"
correlate = "order_id"
compensates = true
end = true
send = [
  { to = "Inventory", message = "ReleaseInventory", with = { order_id = "order_id" } },
  { to = "Orders", message = "CloseOrder", with = { order_id = "order_id", outcome = "'cancelled'" } },
]

[process.ExpenseApproval]
title = "Expense approval"
implements = ["ST-002"]
trigger = { manual = true }
targets = { Ledger = "OrderBook" }
inputs = { order_id = "string", amount = "decimal" }
[[process.ExpenseApproval.step]]
name = "review"
kind = "human_task"
when = "amount > 100"
surface = "expense_review"
assignee_role = "manager"
timeout = "2d"
outcomes = [{ name = "approve", label = "Approve", goto = "book" }, { name = "reject", label = "Reject", goto = "fail" }]
[[process.ExpenseApproval.step]]
name = "book"
to = "Ledger"
message = "CloseOrder"
with = { order_id = "order_id", outcome = "'completed'" }
retry = { max_attempts = 3 }
satisfies = [{ story = "ST-002", outcome = "the expense is booked" }]

[message.MakeReport]
kind = "command"
fields = { day = "date?" }
[operation.Reporting]
class = "shop.Reporting"
accepts = ["MakeReport"]
[process.NightlyReport]
targets = { Reporting = "Reporting" }
[[process.NightlyReport.step]]
name = "report"
to = "Reporting"
message = "MakeReport"
timeout = "5m"
[schedule.nightly]
cron = "30 1 * * 1-5"
timezone = "Europe/London"
timeout = "1h"
process = "NightlyReport"

[story.ST-002]
title = "An expense is approved and booked"
persona = "manager"
status = "accepted"
then = ["the expense is booked"]
)";

std::string with(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// The codes found, in order, each followed by a blank.
std::string codes_in(std::string_view text) {
    const std::string lines = findings_in_settings(text);
    std::string codes;
    for (std::size_t at = 0; at < lines.size(); at = lines.find('\n', at) + 1) codes += lines.substr(at, 5) + " ";
    return codes;
}

}  // namespace

TEST_CASE("the project with a saga, a workflow and a schedule has no findings") {
    CHECK(findings_in_settings(fulfilment).empty());
}

TEST_CASE("a saga with one thing changed") {
    const auto changed = [&](std::string_view from, std::string_view to) {
        return codes_in(with(fulfilment, from, to));
    };
    CHECK(changed("start = true\n", "") == "MW400 ");
    CHECK(changed("correlate = \"order_id\"\n", "") == "MW402 ");
    CHECK(changed("state = { order_id = \"string\" }", "state = { id = \"string\" }") == "MW403 MW403 MW403 MW403 ");
    CHECK(changed("streams = [\"order\", \"inventory\", \"shipment\"]", "streams = [\"inventory\", \"shipment\"]")
              .empty());
    CHECK(changed("streams = [\"order\", \"inventory\", \"shipment\"]", "streams = [\"order\", \"shipment\"]") ==
          "MW406 ");
    CHECK(changed("\"ShipmentCreated\", \"ShipmentFailed\"] }", "\"ShipmentCreated\"] }") == "MW409 ");
    CHECK(changed("  { to = \"Inventory\", message = \"ReleaseInventory\", with = { order_id = \"order_id\" } },\n",
                  "") == "MW410 ");
    CHECK(changed("message = \"CreateShipment\", with = { order_id = \"order_id\" }",
                  "message = \"CreateShipment\", with = { order_id = \"'x'\" }") == "MW411 ");
}

TEST_CASE("a command whose answers nobody hears") {
    std::string text = with(fulfilment, "streams = [\"order\", \"inventory\", \"shipment\"]", "streams = [\"order\"]");
    text = with(text, "[[process.OrderFulfilment.handler]]\non = \"InventoryReserved\"\ncorrelate = \"order_id\"\n",
                "[[process.OrderFulfilment.handler]]\non = \"Other\"\ncorrelate = \"order_id\"\n");
    text +=
        "[message.Other]\nkind = \"event\"\nfields = { order_id = \"string\" }\n[service.Others]\nclass = "
        "\"shop.Others\"\n"
        "targets = { Events = \"OrderFulfilment\" }\nemits = [\"Other\"]\n";
    CHECK(codes_in(text) == "MW407 MW406 MW406 ");
}

TEST_CASE("ends that cannot be reached from a start") {
    const std::string text =
        "[message.A]\nkind = \"event\"\n[message.B]\nkind = \"event\"\n[message.C]\nkind = \"command\"\n"
        "[service.S]\nclass = \"s.S\"\nemits = [\"A\"]\ntargets = { Out = \"P\" }\n"
        "[operation.O]\nclass = \"o.O\"\naccepts = [\"C\"]\nraises = { C = [\"B\"] }\n"
        "[process.P]\ntargets = { O = \"O\" }\n"
        "[[process.P.handler]]\non = \"A\"\nstart = true\ncorrelate = \"id\"\nsend = [{ to = \"O\", message = \"C\" "
        "}]\n"
        "[[process.P.handler]]\non = \"B\"\nend = true\ncorrelate = \"id\"\n";
    CHECK(codes_in(text).empty());
    CHECK(codes_in(with(text, "send = [{ to = \"O\", message = \"C\" }]\n", "")) == "MW408 ");
    // Somebody else may send the command.
    CHECK(codes_in(with(text, "send = [{ to = \"O\", message = \"C\" }]\n", "") +
                   "[service.T]\nclass = \"s.T\"\ntargets = { Out = \"O\" }\n")
              .empty());
    CHECK(codes_in(with(text, "end = true\n", "")) == "MW408 ");
}

TEST_CASE("branches, outcomes and parts are no steps of the order, and nothing is said of them") {
    CHECK(findings_in_settings("[process.P]\n"
                               "[[process.P.step]]\nname = \"large?\"\nkind = \"condition\"\nwhen = \"amount > 1\"\n"
                               "on_true = \"big\"\non_false = \"small\"\n"
                               "[[process.P.step]]\nname = \"big\"\n[[process.P.step]]\nname = \"small\"\n"
                               "[[process.P.step]]\nname = \"both\"\nkind = \"parallel\"\nsteps = [\"x\", \"y\"]\n"
                               "[[process.P.step]]\nname = \"x\"\n[[process.P.step]]\nname = \"y\"\n"
                               "[[process.P.step]]\nname = \"rest\"\n")
              .empty());
}

TEST_CASE("a circle with a wait, a person or a callback in it is none") {
    const std::string text =
        "[process.P]\n[[process.P.step]]\nname = \"look\"\non_failure = \"rest\"\non_success = \"complete\"\n"
        "[[process.P.step]]\nname = \"rest\"\nkind = \"wait\"\nwait = \"5m\"\non_success = \"look\"\n";
    CHECK(codes_in(text).empty());
    CHECK(codes_in(with(text, "kind = \"wait\"\nwait = \"5m\"\n", "")) == "MW317 ");
}

TEST_CASE("what may be skipped takes no time, and people are not counted") {
    const std::string text =
        "[process.P]\ntimeout = \"10m\"\n[[process.P.step]]\nname = \"review\"\nkind = \"human_task\"\n"
        "assignee_role = \"boss\"\n[[process.P.step]]\nname = \"rest\"\nkind = \"wait\"\nwait = \"1h\"\n";
    CHECK(codes_in(text) == "MW327 ");
    CHECK(codes_in(with(text, "wait = \"1h\"\n", "wait = \"1h\"\nwhen = \"late\"\n")).empty());
    CHECK(codes_in(with(text, "timeout = \"10m\"", "timeout = \"1h\"")).empty());
}

TEST_CASE("needs may be met by what starts the process") {
    const std::string text =
        "[message.M]\nfields = { id = \"string\" }\n[process.P]\ntrigger = { message = \"M\" }\n"
        "[[process.P.step]]\nname = \"a\"\nneeds = [\"id\"]\n";
    CHECK(codes_in(text).empty());
    CHECK(codes_in(with(text, "needs = [\"id\"]", "needs = [\"no\"]")) == "MW310 ");
    CHECK(codes_in(with(text, "{ id = \"string\" }", "{}")).empty());
    CHECK(codes_in(with(with(text, "needs = [\"id\"]", "needs = [\"no\"]"), "message = \"M\"",
                        "entity = \"E\", change = \"created\""))
              .empty());
}

TEST_CASE("zones are checked only where there are some") {
    struct NoZones final : Zones {
        bool available() const override { return false; }
        bool exists(std::string_view) const override { return false; }
        std::vector<std::string> names() const override { return {}; }
    };
    const std::string_view text =
        "[schedule.s]\nevery = \"1h\"\ntimezone = \"Mars/Base\"\ntimeout = \"1m\"\n"
        "[[schedule.s.step]]\nname = \"a\"\n";
    const NoZones none;
    CheckOptions options;
    options.zones = &none;
    CHECK(findings_in_settings(text).empty());
    CHECK(findings_in_settings(text, options) == "MW507 note 5: this machine has no time zones, so none is checked\n");
}

TEST_CASE("ten thousand steps, every one wrong, take little time") {
    std::string text = "[process.P]\n";
    for (int i = 0; i < 10'000; ++i) {
        const std::string n = std::to_string(i);
        text += "[[process.P.step]]\nname = \"step " + n + "\"\non_failure = \"stap " + n + "x\"\nafter = [\"none " +
                n + "\"]\n";
    }
    const std::string found = findings_in_settings(text);
    CHECK(std::count(found.begin(), found.end(), '\n') >= 20'000);
}
