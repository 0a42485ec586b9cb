// What steps and handlers say, in the few words that fit into a node of a picture.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "graph/production.h"

namespace millwright::render {

/// "a, b, c"; of many the first four "and 3 more".
std::string listed(std::span<const NameRef> names);
std::string listed(std::span<const Text> names);
/// One after the other, and nothing at all where one of them is empty: said({"form ", form}).
std::string said(std::initializer_list<std::string_view> texts);

/// An expression as it is shown: masked where it holds a secret by its looks or by the field's name.
std::string shown(Text field, const Expression& expression);
/// "order_id, outcome = 'completed'": a field that is given what is called the same is named once.
std::string assignment_words(std::span<const Assignment> all);
/// "creates Order: status = 'new'"
std::string effect_words(const Production& production, const Effect& effect);
/// "up to 3 times, exponential from 1s"; "" for no retry.
std::string retry_words(const Retry& retry);
/// "by order_id", "order_id = event.id"
std::string correlation_words(std::span<const Correlation> all);
/// "order_id: string, amount: decimal"
std::string field_words(std::span<const Field> fields);

/// "sends CloseOrder to Ledger", "calls Payment.charge"; `target` is the target setting in words.
std::string sending_words(std::string_view verb, Text message, Text call, std::string_view target);
/// The lines of a step, what it does first.
std::vector<std::string> step_lines(const Production& production, const Step& step, std::string_view target);
/// "runs wait for one another", ...; "" for the usual.
std::string_view overlap_words(Overlap overlap);

}  // namespace millwright::render
