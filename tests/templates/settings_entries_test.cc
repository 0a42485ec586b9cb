#include "templates/settings_entries.h"

#include <catch2/catch.hpp>

#include "tests/support/part_entries.h"

using namespace millwright;
using namespace millwright::templates;
using namespace millwright::test;

TEST_CASE("behaviour is declared as the format has it") {
    Part part;
    PartMessage placed;
    placed.name = "Placed";
    placed.kind = MessageKind::event;
    placed.in_settings = true;
    part.messages = {placed};
    Component process;
    process.name = "Fulfil";
    process.description = "Costs ${x}";
    process.targets = {{"Stock", {"Stock"}}};
    process.route = RouteChoice::all;
    process.streams = {"order"};
    process.inputs = {part_field("id", "string")};
    process.state = {part_field("id", "string"), part_field("n", "int?")};
    process.trigger = "Placed";
    PartHandler start;
    start.on = "Placed";
    start.dispatch = Dispatch::decorated;
    start.start = start.end = start.compensates = true;
    start.correlate = {"id"};
    start.reply = "request";
    PartHandler rest;
    rest.on = "*";
    rest.dispatch = Dispatch::fallback;
    process.handlers = {start, rest};
    PartStep reserve;
    reserve.name = "reserve";
    reserve.setting = "Stock";
    reserve.message = "Reserve";
    reserve.with = {{"id", part_expression("id")}};
    reserve.compensate_with = "release";
    PartStep pause;
    pause.name = "pause";
    pause.kind = StepKind::wait;
    pause.wait = Duration{90'000};
    PartStep review;
    review.name = "review";
    review.kind = StepKind::human_task;
    review.subject = "manager";
    review.when = part_expression("n > 1");
    process.steps = {reserve, pause, review};
    process.compensations = {{"release", "Stock", "Release", {{"id", part_expression("id")}}}};
    part.components = {process};
    PartSchedule nightly;
    nightly.name = "nightly";
    nightly.cron = "0 1 * * *";
    nightly.process = "Fulfil";
    part.schedule = nightly;
    PartStory story;
    story.name = "ST-1";
    story.title = "It arrives";
    story.then = {"it is there"};
    part.story = story;
    const std::string before = "format = 1\n\n[production]\nname = \"D\"\n\n[operation.Stock]\nclass = \"s\"\n";
    CHECK(with_entries(before, part) == R"(format = 1

[production]
name = "D"

[process.Fulfil]
description = "Costs $${x}"
targets = { Stock = "Stock" }
trigger = { event = "Placed" }
route = "all"
streams = ["order"]
inputs = { id = "string" }
state = { id = "string", n = "int?" }

[[process.Fulfil.handler]]
on = "Placed"
dispatch = "decorated"
start = true
correlate = "id"
compensates = true
end = true
reply = "request"

[[process.Fulfil.handler]]
on = "*"

[[process.Fulfil.step]]
name = "reserve"
to = "Stock"
message = "Reserve"
with = { id = "id" }
compensate_with = "release"

[[process.Fulfil.step]]
name = "pause"
kind = "wait"
wait = "1m30s"

[[process.Fulfil.step]]
name = "review"
kind = "human_task"
assignee_role = "manager"
when = "n > 1"

[[process.Fulfil.compensation]]
name = "release"
to = "Stock"
message = "Release"
with = { id = "id" }

[operation.Stock]
class = "s"

[schedule.nightly]
cron = "0 1 * * *"
process = "Fulfil"

[story.ST-1]
title = "It arrives"
then = ["it is there"]
)");
}

TEST_CASE("an operation says what it accepts, replies and raises") {
    Part part;
    Component operation;
    operation.role = Role::operation;
    operation.name = "Stock";
    operation.class_name = "s";
    operation.settings = {{"Big", "99999999999999999999"}, {"On", "true"}, {"Code", "007"}, {"N", "-5"}};
    operation.raises = {"Done"};
    PartHandler reserve;
    reserve.on = "Reserve";
    reserve.reply = "Answer";
    operation.handlers = {reserve};
    part.components = {operation};
    const auto entry = [&] { return settings::written(component_entry(part.components.front(), part).members); };
    CHECK(entry() ==
          "{ class = \"s\", settings = { Big = \"99999999999999999999\", On = true, Code = \"007\", N = -5 }, "
          "accepts = [\"Reserve\"], replies = \"Answer\", raises = { Reserve = [\"Done\"] } }");
    PartHandler release;
    release.on = "Release";
    part.components.front().handlers.push_back(release);
    part.components.front().settings.clear();
    CHECK(entry() ==
          "{ class = \"s\", accepts = [\"Reserve\", \"Release\"], replies = { Reserve = \"Answer\" }, "
          "raises = { Reserve = [\"Done\"], Release = [\"Done\"] } }");
    part.components.front().handlers[1].raises.emplace();
    CHECK(entry() ==
          "{ class = \"s\", accepts = [\"Reserve\", \"Release\"], replies = { Reserve = \"Answer\" }, "
          "raises = { Reserve = [\"Done\"] } }");
}
