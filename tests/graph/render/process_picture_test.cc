// Pictures of processes as text.
#include "graph/render/process_picture.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <set>

#include "tests/support/entangled_steps.h"
#include "tests/support/picture_dump.h"
#include "tests/support/production_generator.h"
#include "tests/support/settings_text.h"

using namespace millwright;

namespace {

std::string drawn(const std::string& settings, const char* process = "P", const Clock* clock = nullptr) {
    const auto reading = test::read_settings(settings);
    const auto picture = process_picture(reading.productions.front(), process, {clock, false});
    if (picture) return test::dump_of(*picture);
    const Diagnostic& problem = *picture.error().diagnostics.begin();
    return name_of(problem.code) + ": " + problem.message + " | " + problem.hint;
}

/// Without its title and caption.
std::string body(const std::string& dump) {
    return dump.substr(dump.find('\n', dump.find('\n') + 1) + 1);
}

class Utc final : public Zones {
public:
    bool available() const override { return true; }
    bool exists(std::string_view name) const override { return name == "UTC"; }
    std::vector<std::string> names() const override { return {"UTC"}; }
};

const std::string saga = R"(
[message.Ordered]
kind = "event"
stream = "order"
[message.Reserve]
kind = "command"
[message.Reserved]
kind = "event"
[message.Failed]
kind = "event"
[message.Release]
kind = "command"
[service.Shop]
class = "a.B"
targets = { Events = "P" }
emits = ["Ordered"]
[operation.Store]
class = "a.C"
accepts = ["Reserve", "Release"]
raises = { Reserve = ["Reserved", "Failed"] }
[process.P]
targets = { Stock = "Store", Lost = "Nowhere" }
streams = ["order"]
route = "all"
timeout = "2h"
[[process.P.handler]]
on = "Ordered"
start = true
correlate = { id = "order_id" }
send = [{ to = "Stock", message = "Reserve", when = "amount > 1", with = { id = "id", amount = "1", password = "'x'" } }]
[[process.P.handler]]
on = "Reserved"
when = "id != ''"
end = true
reply = "Ordered"
send = [{ to = "Lost", mode = "async" }, { to = "Unknown" }]
[[process.P.handler]]
on = "Failed"
method = "give_up"
correlate = "id"
end = true
compensates = true
send = [{ to = "Stock", message = "Release" }]
)";

}  // namespace

TEST_CASE("a process manager: events in, commands out, the events that answer them, where instances begin and end") {
    CHECK(drawn(saga) == R"(P, a process of T
3 handlers, every one that fits is run, streams order
start process: start
    an instance for each id = event.order_id
    timeout 2h
event message/Ordered: Ordered
    on stream order
    from Shop
handler handler/1/Ordered: on Ordered
    instance by id = event.order_id
command send/Stock/Reserve: Reserve
    to Store
    with id, amount = 1, password = (secret)
event message/Reserved: Reserved
handler handler/1/Reserved: on Reserved
    only when id != ''
    replies Ordered
event send/Lost/Reserved: Reserved
    to Nowhere, which does not exist
event send/Unknown/Reserved: Reserved
    to Unknown, which is no target setting
complete end/complete: complete
event message/Failed: Failed
handler handler/1/Failed: give_up
    instance by id
    undoes what was done
command send/Stock/Release: Release
    to Store
failed end/failed: failed
message/Ordered -message-> handler/1/Ordered
process -flow-> handler/1/Ordered
handler/1/Ordered -sync Stock [amount > 1]-> send/Stock/Reserve
message/Reserved -message-> handler/1/Reserved
handler/1/Reserved -missing Lost-> send/Lost/Reserved
handler/1/Reserved -missing-> send/Unknown/Reserved
handler/1/Reserved -flow-> end/complete
message/Failed -message-> handler/1/Failed
handler/1/Failed -sync Stock-> send/Stock/Release
handler/1/Failed -flow-> end/failed
send/Stock/Reserve -message raises-> message/Reserved
send/Stock/Reserve -message raises-> message/Failed
)");
}

TEST_CASE("steps: what each does, side by side, undone, skipped, failed") {
    const std::string settings = R"(
[operation.Bank]
class = "a.B"
[process.Bill]
class = "a.C"
[process.P]
title = "Return"
trigger = [{ event = "Returned" }, { entity = "Order", status = "returned", from = "sent" }, { cron = "30 1 * * *" }]
targets = { Bank = "Bank", Mail = "Post" }
inputs = { id = "string", lines = "list<string>?" }
outputs = { sum = "decimal" }
timeout = "30d"
overlap = "allow"
announces = { start = "Started", complete = "Done", failure = "Broken" }
[[process.P.step]]
name = "arrive"
kind = "wait"
wait = { signal = "arrived", timeout = "14d" }
on_failure = "fail"
[[process.P.step]]
name = "both"
kind = "parallel"
steps = ["pay", "each"]
on_any_failure = "rollback"
[[process.P.step]]
name = "pay"
to = "Bank"
message = "Pay"
compensate_with = "charge"
retry = { max_attempts = "unlimited", backoff = "fixed", interval = "5s" }
effects = [{ update = "Order", where = "id == id", set = { status = "'paid'" } }]
[[process.P.step]]
name = "each"
kind = "foreach"
over = "lines"
step = "stock"
[[process.P.step]]
name = "stock"
kind = "send"
to = "Mail"
message = "Stock"
required = false
[[process.P.step]]
name = "large"
kind = "condition"
when = "sum > 100"
on_true = "bill"
on_false = "nowhere"
[[process.P.step]]
name = "bill"
kind = "subprocess"
process = "Bill"
when = "bill > 1"
compensate_with = "unbill"
[[process.P.compensation]]
name = "charge"
to = "Bank"
message = "Charge"
timeout = "5m"
[[process.P.compensation]]
name = "spare"
call = "Bank.spare"
)";
    CHECK(body(drawn(settings)) == R"(message message/Returned: Returned
process process: Return
    takes id: string, lines: list<string>?
    timeout 30d
    runs may overlap
    announces Started
start trigger/entity/Order/returned: Order becomes returned
    from sent
schedule trigger/cron/30 1 * * *: by the clock
    at 01:30
wait step/arrive: arrive
    for signal arrived, at most 14d
fork step/both: both
    if one fails, all are undone
fork join/both: 
call step/pay: pay
    sends Pay to Bank
    updates Order where id == id: status = 'paid'
    again and again, every 5s
loop step/each: each
    for each of lines
send step/stock: stock
    sends Stock to Mail (Post), which does not exist
    may fail
decision step/large: large
    sum > 100?
subprocess step/bill: bill
    runs Bill
    only when bill > 1
failed end/failed: failed
    what was done is undone, the last first
    announces Broken
missing missing/step/nowhere: nowhere
    no such step
complete end/complete: complete
    gives sum: decimal
    announces Done
compensation compensation/charge: charge
    sends Charge to Bank
    timeout 5m
compensation compensation/spare: spare
    calls Bank.spare
    no step is undone by it
missing missing/compensation/unbill: unbill
    no such compensation
message/Returned -message-> process
trigger/entity/Order/returned -flow-> process
trigger/cron/30 1 * * * -flow-> process
process -flow-> step/arrive
step/arrive -failure timed out-> end/failed
step/arrive -flow-> step/both
step/both -flow-> step/pay
step/both -flow-> step/each
join/both -flow-> step/large
step/pay -flow-> join/both
step/each -flow-> step/stock
step/each -flow-> join/both
step/stock -flow-> step/each
step/large -branch true-> step/bill
step/large -missing false-> missing/step/nowhere
step/bill -flow-> end/complete
step/pay -undo-> compensation/charge
step/bill -missing-> missing/compensation/unbill
compensation/charge -undo-> end/failed
)");
}

TEST_CASE("details say all of a step and a handler, with places and without secrets") {
    const auto reading = test::read_settings(saga + R"([process.Q]
targets = { Stock = "Store" }
[[process.Q.step]]
name = "a"
to = "Stock"
message = "Reserve"
with = { password = "'x'", token = "token" }
run_as = "thread"
on_failure = "b"
[[process.Q.step]]
name = "b"
kind = "wait"
wait = "5m"
)");
    const auto told = [&](const char* process, const std::string& key) {
        const Picture picture = *process_picture(reading.productions.front(), process, {nullptr, true});
        std::string text;
        for (const PictureNode& node : picture.nodes) {
            if (node.key != key) continue;
            for (const Detail& each : node.details) {
                CHECK(each.place.known());
                text += each.section + ": " + each.name + " " + each.value;
                if (each.node != 0xFFFFFFFFU) text += " (" + picture.nodes[each.node].key + ")";
                text += "\n";
            }
        }
        return text;
    };
    CHECK(told("Q", "step/a") ==
          "Step: kind service\nStep: to Stock (Store)\nStep: message Reserve\nStep: with password = (secret)\n"
          "Step: with token = token\nStep: timeout 30s\nStep: run_as thread\nOrder: on_failure b (step/b)\n");
    CHECK(told("P", "handler/1/Ordered") ==
          "Handler: on Ordered\nHandler: dispatch typed\nHandler: correlates id = event.order_id\nHandler: start yes\n"
          "Sends: Reserve to Stock (Store)\nSends: when amount > 1\nSends: with id = id\nSends: with amount = 1\n"
          "Sends: with password = (secret)\n");
}

TEST_CASE("schedules: when, the next time, what they run; one with steps is drawn by its name") {
    const Utc zones;
    const Clock clock{1'795'000'000, &zones};  // Wed 2026-11-18T11:06:40Z
    const std::string settings = R"([process.P]
class = "a.B"
enabled = false
[schedule.nightly]
cron = "30 1 * * 1-5"
process = "P"
catch_up = true
[schedule.often]
title = "Often"
every = "5m"
overlap = "queue"
[[schedule.often.step]]
name = "run"
kind = "subprocess"
process = "P"
)";
    CHECK(drawn(settings, "P", &clock) == R"(P, a process of T
declares neither handlers nor steps, disabled
schedule schedule/nightly: nightly
    at 01:30, Monday to Friday
    next Thu 2026-11-19 01:30
    catches up on what was missed
process pale process: P
schedule schedule/often/run: often
    step run
schedule/nightly -flow-> process
schedule/often/run -flow-> process
)");
    CHECK(drawn(settings, "often", &clock) == R"(often, a schedule of T
1 step
schedule process: Often
    every 5m
    runs wait for one another
subprocess step/run: run
    runs P
complete end/complete: complete
process -flow-> step/run
step/run -flow-> end/complete
)");
}

TEST_CASE("a name that is no process is refused with what is near") {
    const std::string settings =
        saga + "[process.Q]\nclass = \"a.D\"\n[schedule.nightly]\nevery = \"5m\"\nprocess = \"P\"\n";
    CHECK(drawn(settings, "p") == "MW030: \"T\" has no process \"p\" | did you mean \"P\"?");
    CHECK(drawn(settings, "Store") ==
          "MW030: \"Store\" is an operation, not a process | draw what is around it with --focus");
    CHECK(drawn(settings, "nightly") ==
          "MW030: schedule \"nightly\" has no steps of its own | it starts \"P\", which can be drawn");
    CHECK(drawn("", "X") == "MW030: \"T\" has no process \"X\": it has no process | ");
}

namespace {

/// Keys are unique, edges and details have their ends, nothing depends on chance, and a picture is its own merger.
void check_picture(const Production& production, std::string_view name) {
    const auto picture = process_picture(production, name, {nullptr, true});
    if (!picture) return;
    std::set<std::string> keys;
    for (const PictureNode& node : picture->nodes) {
        RC_ASSERT(keys.insert(node.key).second);
        for (const Detail& each : node.details) {
            RC_ASSERT(each.node == 0xFFFFFFFFU || each.node < picture->nodes.size());
        }
    }
    for (const PictureEdge& edge : picture->edges) {
        RC_ASSERT(edge.source < picture->nodes.size() && edge.target < picture->nodes.size());
    }
    RC_ASSERT(test::dump_of(*picture) == test::dump_of(*process_picture(production, name, {nullptr, true})));
    const Picture whole = merged(*picture, *picture, {});
    RC_ASSERT(test::dump_of(whole) == test::dump_of(*picture));
    for (const PictureNode& node : whole.nodes) RC_ASSERT(node.change == Change::none && node.changes.empty());
    for (const PictureEdge& edge : whole.edges) RC_ASSERT(edge.change == Change::none);
}

}  // namespace

TEST_CASE("pictures hold together, whatever is written") {
    const bool holds = rc::check([](std::uint32_t seed) {
        const Production production = test::generated_production(seed);
        for (const Item& each : production.items) check_picture(production, each.name);
        for (const Schedule& each : production.schedules) check_picture(production, each.name);
    });
    CHECK(holds);
}

TEST_CASE("every step is in its picture, and leads somewhere") {
    const bool holds = rc::check([](std::uint32_t seed) {
        const Production production = test::entangled_steps(seed);
        check_picture(production, "P");
        const Picture picture = *process_picture(production, "P", {});
        std::vector<bool> leads(picture.nodes.size(), false);
        for (const PictureEdge& edge : picture.edges) leads[edge.source] = true;
        std::size_t steps = 0;
        for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
            if (!picture.nodes[i].key.starts_with("step/")) continue;
            ++steps;
            RC_ASSERT(leads[i]);
        }
        RC_ASSERT(steps == production.steps.size());
    });
    CHECK(holds);
}
