// MW34x and MW35x, conditions and expressions: what they say, what they are compared with, and what they leave out.
#pragma once

#include <array>

#include "graph/codes.h"

namespace millwright::codes {

inline constexpr std::array conditions{
    CodeInfo{
        Code::condition_syntax, Severity::error, "condition that cannot be read",
        R"(`when`, `where` and the values of `with` and `set` are expressions: texts in quotes, numbers, durations, date('...'),
names of fields, == != < <= > >=, and or not, in [...], + - * /, missing(x), present(x), matches(x, 're'),
starts_with, contains, len. A text inside a value of settings takes the quotes that the value does not use.

Wrong:
    when = "amount > 100 and"
    with = { reason = "missing id'" }
Right:
    when = "present(order_id) and amount > 100"
    with = { reason = "'missing id'" }
)"},
    CodeInfo{
        Code::condition_type, Severity::error, "condition whose types do not go together",
        R"(A number is compared with a number, a text with a text, a date with a date, and a condition as a whole is true or
false. The types are those of the message's fields, of the state and of the inputs.

Wrong:
    fields = { amount = "decimal" }
    when = "amount > '100'"
Right:
    fields = { amount = "decimal" }
    when = "amount > 100"
)"},
    CodeInfo{
        Code::condition_name, Severity::error, "name in a condition that nothing has",
        R"(A handler's expressions know the fields of the message that it receives, and the state of the process. Those of steps
know inputs, state, what steps give, the fields of the message or entity that starts the process, and STEP.outcome for
the choice that people made in a human task. Where the message is not declared, or declared without fields, every name
is taken.

Wrong:
    fields = { amount = "decimal" }
    when = "amuont > 100"
Right:
    fields = { amount = "decimal" }
    when = "amount > 100"
)"},
    CodeInfo{
        Code::never_true, Severity::warning, "condition that is never true",
        R"(No values make the condition true: what depends on it never happens. A comparison with a field that is absent is
false, and a field without ? is never absent.

Wrong:
    when = "amount > 100 and amount < 50"
Right:
    when = "amount > 100 or amount < 50"
)"},
    CodeInfo{
        Code::always_true, Severity::warning, "condition that is always true",
        R"(Every value makes the condition true: it decides nothing. Leave it out, or write "true", where that is meant.

Wrong:
    when = "amount > 100 or amount <= 100"      with amount = "decimal"
Right:
    when = "amount > 100"
)"},
    CodeInfo{
        Code::covered_send, Severity::warning, "send that earlier ones cover",
        R"(With route = "first", the first send whose condition holds is the only one. Whenever the condition of this one holds,
one before it holds too, so it never happens. A send without a condition covers all that follow.

Wrong:
    send = [{ to = "Large", when = "amount > 100" }, { to = "Huge", when = "amount > 1000" }]
Right:
    send = [{ to = "Huge", when = "amount > 1000" }, { to = "Large", when = "amount > 100" }]
)"},
    CodeInfo{
        Code::not_exhaustive, Severity::warning, "message for which no condition holds",
        R"(There are messages for which none of the conditions holds, so that nothing happens to them; the finding gives an
example. Nothing is said of handlers that reply or reject, and of those of a process manager, which keeps what an
event says. Of fields whose type is not known it is assumed that they are there.

Wrong:
    send = [{ to = "Small", when = "amount < 100" }, { to = "Large", when = "amount > 100" }]
Right:
    send = [{ to = "Small", when = "amount < 100" }, { to = "Large", when = "amount >= 100" }]
)"},
    CodeInfo{
        Code::unknown_field, Severity::error, "field that is not there to be given",
        R"(`with` gives fields of the message that is sent, `set` of an effect those of its entity, and `set` of an outcome those
of the state; a body in a scenario gives fields of its message. This one does not exist there.

Wrong:
    [message.RejectedOrder]
    fields = { reason = "string" }
    send = [{ to = "Rejected", message = "RejectedOrder", with = { reson = "'no id'" } }]
Right:
    send = [{ to = "Rejected", message = "RejectedOrder", with = { reason = "'no id'" } }]
)"},
    CodeInfo{
        Code::wrong_value_type, Severity::error, "value of another type than its field",
        R"(The value that `with` or `set`, or a body in a scenario, gives to a field is of a type that the field does not take. An integer goes into a
decimal, a text that is one of its words into a choice. A value that may be absent does not go into a field that must
be there.

Wrong:
    fields = { quantity = "int" }
    with = { quantity = "'1'" }
Right:
    fields = { quantity = "int" }
    with = { quantity = "1" }
)"},
    CodeInfo{
        Code::field_left_out, Severity::warning, "required field that is not given",
        R"(A message is made whose field is required (its type has no ?), and `with` does not give it. Where the message received
is itself sent on, its fields go with it; fields of equal name in another message are not copied. It is a warning
where the process has a class, whose code may fill the field, and nothing is said there of a send without `with`. It
is an error where the settings are all that there is, and in the body of a scenario.

Wrong:
    fields = { order_id = "string", quantity = "int" }
    with = { order_id = "order_id" }
Right:
    fields = { order_id = "string", quantity = "int" }
    with = { order_id = "order_id", quantity = "1" }
)"},
};

}  // namespace millwright::codes
