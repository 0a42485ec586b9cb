// Whole projects: that they are read without a finding and survive being written.
#include <catch2/catch.hpp>
#include <string>

#include "settings/formats.h"
#include "settings/settings_toml.h"
#include "tests/support/corpus.h"
#include "tests/support/memory_files.h"
#include "tests/support/production_dump.h"

using namespace millwright;
using namespace millwright::settings;
using millwright::test::dump;

namespace {

const std::string routing = R"(format = 1

[production]
name = "Demo.Orders"
testing_enabled = true

[variables]
orders_dir = "/data/orders"

[secrets]
mail_password = { env = "MAIL_PASSWORD" }

[message.OrderRequest]
class = "messages.OrderRequest"
fields = { order_id = "string", amount = "decimal?" }

[message.RejectedOrder]
class = "messages.RejectedOrder"
fields = { reason = "string" }

[service.OrderFile]
class = "services.OrderFileService"
adapter_settings = { FilePath = "${orders_dir}" }
targets = { Output = "OrderProcess" }
emits = ["OrderRequest"]

[process.OrderProcess]
class = "processes.OrderProcess"
targets = { Accepted = "AcceptedOperation", Rejected = "RejectedOperation" }

[[process.OrderProcess.handler]]
on = "OrderRequest"
method = "route_order"
send = [
  { to = "Rejected", message = "RejectedOrder", when = "order_id == ''", with = { reason = "'missing id'" } },
  { to = "Accepted" },
]

[operation.AcceptedOperation]
class = "operations.AcceptedOperation"
accepts = ["OrderRequest"]

[operation.RejectedOperation]
class = "operations.RejectedOperation"
accepts = ["RejectedOrder"]
adapter_settings = { SMTPServer = "mail.example", Password = "${secret:mail_password}" }

[deployment.local]
store = "sqlite:.millwright/state.db"
default = true

[deployment.live]
iris = "https://iris.example:52773"
username = "${env:IOP_USERNAME}"
password = "${env:IOP_PASSWORD}"

[overlay.live]
operation.AcceptedOperation.pool_size = 8
)";

const std::string fulfilment = R"(format = 1
[production]
name = "Demo.Fulfilment"
[message.OrderConfirmed]
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
[message.CloseOrder]
kind = "command"
fields = { order_id = "string", outcome = "completed|cancelled" }
[message.ShipmentFailed]
kind = "event"
stream = "shipment"
fields = { order_id = "string", reason = "string?" }

[service.Orders]
class = "shop.OrderEvents"
targets = { Events = "OrderFulfilment" }
emits = ["OrderConfirmed"]
[operation.Inventory]
class = "shop.Inventory"
accepts = ["ReserveInventory"]
raises = { ReserveInventory = ["InventoryReserved"] }
[operation.OrderBook]
class = "shop.OrderBook"
accepts = ["CloseOrder"]

[process.OrderFulfilment]
targets = { Inventory = "Inventory", Orders = "OrderBook" }
streams = ["order", "inventory", "shipment"]
state = { order_id = "string" }
route = "all"
[[process.OrderFulfilment.handler]]
on = "OrderConfirmed"
start = true
correlate = "order_id"
send = [{ to = "Inventory", message = "ReserveInventory", with = { order_id = "order_id", book_id = "'b1'", quantity = "1" } }]
[[process.OrderFulfilment.handler]]
on = "ShipmentFailed"
correlate = { order_id = "id" }
compensates = true
end = true
send = [
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

[schedule.nightly]
cron = "30 1 * * 1-5"
timezone = "Europe/London"
timeout = "1h"
process = "ExpenseApproval"

[story.ST-002]
title = "An expense is approved and booked"
persona = "manager"
status = "accepted"
then = ["the expense is booked"]
)";

Reading read(const std::string& text, const std::string& overlay = {}) {
    ReadOptions options;
    options.overlay = overlay;
    return read_text("settings.toml", text, Format::settings_toml, test::MemoryFiles{}, options);
}

void check_sound(const Reading& reading) {
    for (const Diagnostic& each : reading.findings) FAIL_CHECK(each.message);
    CHECK(reading.readable);
    REQUIRE(reading.productions.size() == 1);
}

/// Reading what was written gives the same production; writing that gives the same text.
void check_round_trip(const Production& production) {
    const std::string text = write_settings_toml(production);
    INFO(text);
    const Reading again = read(text);
    check_sound(again);
    CHECK(dump(again.productions[0]) == dump(production));
    CHECK(write_settings_toml(again.productions[0]) == text);
}

}  // namespace

TEST_CASE("the project that routes orders") {
    const Reading reading = read(routing);
    check_sound(reading);
    const Production& production = reading.productions[0];
    REQUIRE(production.items.size() == 4);
    const auto handlers = production.of(production.items[1].behaviour->handlers);
    REQUIRE(handlers.size() == 1);
    const auto sends = production.of(handlers[0].sends);
    REQUIRE(sends.size() == 2);
    CHECK(sends[0].when.text == "order_id == ''");
    CHECK(reading.sources.text_of(sends[0].when.place) == "\"order_id == ''\"");
    CHECK(sends[1].message.empty());
    check_round_trip(production);

    const Reading live = read(routing, "live");
    check_sound(live);
    CHECK(live.productions[0].items[2].pool_size == "8");
}

TEST_CASE("the project with a saga and a workflow") {
    const Reading reading = read(fulfilment);
    check_sound(reading);
    const Production& production = reading.productions[0];
    CHECK(production.steps.size() == 2);
    CHECK(production.stories.size() == 1);
    CHECK(production.schedules[0].timeout == Duration{3'600'000});
    check_round_trip(production);
}

TEST_CASE("every production class of the corpus survives being settings") {
    const auto corpus = millwright::test::corpus_folder();
    if (!corpus) return millwright::test::skipped("MILLWRIGHT_CORPUS is not set");
    std::size_t seen = 0;
    for (const auto& entry : std::filesystem::directory_iterator(*corpus / "iris")) {
        if (entry.path().extension() != ".cls") continue;
        INFO(entry.path().string());
        const auto reading = read_input(entry.path().string(), DiskFiles{}, {});
        REQUIRE(reading);
        REQUIRE(reading->readable);
        for (const Production& production : reading->productions) {
            check_round_trip(production);
            const auto written = write_production(production, Format::iris_class);
            REQUIRE(written);
            const Reading settings = read(write_settings_toml(production));
            const auto through = write_production(settings.productions.at(0), Format::iris_class);
            REQUIRE(through);
            const Reading back = read_text("P.cls", *through, Format::iris_class, test::MemoryFiles{}, {});
            REQUIRE(back.productions.size() == 1);
            ++seen;
        }
    }
    CHECK(seen > 0);
}
