// Representative messages of a handler: for each send one that leads to it, found by what can be said of the conditions and
// tried with them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "templates/part.h"

namespace millwright::templates {

struct CasesFound {
    std::vector<PartCase> cases;
    std::vector<std::string> remarks;  ///< of what no representative message was found, one sentence each
};

/// `scope` are the names of the handler's expressions.
CasesFound find_cases(const PartHandler& handler, const PartMessage& received, RouteChoice route,
                      const ConditionScope& scope);

/// A simple value of that type for a field of that name; nothing for a record, which no value of a body can be.
std::optional<Value> sample_value(const PartField& field);

/// The value of a field of a body, for `evaluate`.
Value value_in(const PartBody& body, std::string_view name);

/// Which of the handler's sends a message makes, in order.
std::vector<std::size_t> sends_made(const PartHandler& handler, RouteChoice route, const PartBody& body);

/// What is sent: the message received, or one made of `with`.
PartCase::Sent sent_by(const PartHandler& handler, const PartSend& send, const PartBody& body);

/// "order_id is empty"
std::string in_words(const Term& condition);

}  // namespace millwright::templates
