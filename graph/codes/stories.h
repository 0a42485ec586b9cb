// MW6xx, stories: who implements them, and which of their outcomes are satisfied.
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
};

}  // namespace millwright::codes
