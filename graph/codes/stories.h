// MW6xx, stories and scenarios: who implements stories, which of their outcomes are satisfied, and what scenarios name.
#pragma once

#include <array>

#include "graph/codes.h"

namespace millwright::codes {

inline constexpr std::array stories{
    CodeInfo{
        Code::unknown_story, Severity::error, "story does not exist",
        R"(implements of a process or schedule, or satisfies of a step or output, names a story that no [story.X] declares.

Wrong:
    [story.ST-002]
    [process.Approval]
    implements = ["ST-020"]
Right:
    implements = ["ST-002"]
)"},
    CodeInfo{
        Code::unknown_story_outcome, Severity::error, "outcome the story does not have",
        R"(satisfies names an outcome that stands neither in `then` of the story nor in `then` of one of its exceptions. The text
has to be the same.

Wrong:
    [story.ST-002]
    then = ["the expense is booked"]
    [[process.Approval.step]]
    name = "book"
    satisfies = [{ story = "ST-002", outcome = "the expense was booked" }]
Right:
    satisfies = [{ story = "ST-002", outcome = "the expense is booked" }]
)"},
    CodeInfo{Code::unknown_executed_by, Severity::error, "executed_by names nothing",
             R"(executed_by of a story names a process, a step, a service, a schedule or a surface that does not exist.

Wrong:
    executed_by = "process.Aproval"
Right:
    executed_by = "process.Approval"
    executed_by = "process.Approval.step.book"
)"},
    CodeInfo{
        Code::story_not_implemented, Severity::warning, "accepted story that nothing implements",
        R"(A story is accepted, and no process or schedule implements it. Drafts and stories that are narrative_only are left
alone.

Wrong:
    [story.ST-002]
    status = "accepted"             (and no `implements` names it)
Right:
    [process.Approval]
    implements = ["ST-002"]
)"},
    CodeInfo{
        Code::outcome_not_satisfied, Severity::warning, "outcome that no step satisfies",
        R"(A story is implemented, and no step and no output says that it satisfies this outcome. Coverage counts only what is
said.

Wrong:
    [[process.Approval.step]]
    name = "book"
Right:
    [[process.Approval.step]]
    name = "book"
    satisfies = [{ story = "ST-002", outcome = "the expense is booked" }]
)"},
    CodeInfo{Code::story_told_and_executed, Severity::warning, "narrative story with an executor",
             R"(A story is narrative_only, which means that nothing has to implement it, and yet says what executes it.

Wrong:
    narrative_only = true
    executed_by = "process.Approval"
Right:
    executed_by = "process.Approval"
)"},
    CodeInfo{Code::rejected_story_implemented, Severity::warning, "rejected story that is implemented",
             R"(A process or schedule implements a story whose status is rejected.

Wrong:
    [story.ST-003]
    status = "rejected"
    [process.Approval]
    implements = ["ST-003"]
Right:
    [story.ST-003]
    status = "accepted"
)"},
    CodeInfo{Code::unknown_scenario_item, Severity::error, "scenario names no item",
             R"(send, given or expect of a scenario names an item that the production of its settings does not have.

Wrong:
    send = { to = "OrderProces", message = "OrderRequest" }
Right:
    send = { to = "OrderProcess", message = "OrderRequest" }
)"},
    CodeInfo{
        Code::unknown_scenario_outcome, Severity::error, "scenario gives an outcome that does not exist",
        R"(given of a scenario decides a human task with an outcome that the step does not have, or a step that has no outcomes.

Wrong:
    given = [{ step = "review", outcome = "aprove" }]
Right:
    given = [{ step = "review", outcome = "approve" }]
)"},
    CodeInfo{Code::scenario_expects_nothing, Severity::error, "scenario that cannot fail",
             R"(expect of a scenario is missing or says nothing, so that the scenario would pass whatever happens.

Wrong:
    [[scenario]]
    name = "an order is accepted"
    send = { to = "OrderProcess", message = "OrderRequest" }
Right:
    expect = { edges = [["OrderProcess", "AcceptedOperation"]] }
)"},
    CodeInfo{
        Code::scenario_without_route, Severity::error, "scenario expects a route that does not exist",
        R"(expect of a scenario names two items one after the other, and no target setting of the first one leads to the second:
no message can ever go that way.

Wrong:
    expect = { edges = [["OrderFile", "AcceptedOperation"]] }
Right:
    expect = { edges = [["OrderProcess", "AcceptedOperation"]] }
)"},
    CodeInfo{
        Code::given_never_happens, Severity::error, "given that never happens",
        R"(given of a scenario says what happens on a message that its item does not accept, or has an event raised that the
item does not raise: it would never be used.

Wrong:
    given = [{ item = "Inventory", on = "CreateShipment", raises = "InventoryReserved" }]
Right:
    given = [{ item = "Inventory", on = "ReserveInventory", raises = "InventoryReserved" }]
)"},
    CodeInfo{Code::duplicate_scenario, Severity::error, "scenario given twice",
             R"(Two scenarios of the same settings have one name. Names tell them apart in reports.

Wrong:
    [[scenario]]
    name = "an order is accepted"
    [[scenario]]
    name = "an order is accepted"
Right:
    [[scenario]]
    name = "an order without an amount is accepted"
)"},
    CodeInfo{
        Code::scenario_settings_missing, Severity::error, "scenario of settings that are not there",
        R"(settings of a scenario names a file that does not exist. It is relative to the file of the scenario; left out, it is the
settings.toml beside it.

Wrong:
    settings = "order.toml"
Right:
    settings = "orders.toml"
)"},
};

}  // namespace millwright::codes
