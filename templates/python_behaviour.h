// What processes do as Python: the bodies of handlers, process managers and steps, as fields of their templates.
#pragma once

#include <string>
#include <vector>

#include "graph/result.h"
#include "templates/part.h"
#include "templates/python_messages.h"
#include "templates/template_text.h"

namespace millwright::templates {

/// Of python/process.py and python/process_manager.py. Fails for what Python cannot say in short.
Result<TemplateFields> fields_of_routes(const Component& component, const PythonMessages& messages);
/// Of python/process_steps.py.
Result<TemplateFields> fields_of_steps(const Component& component, const PythonMessages& messages);

/// Steps that the code runs one after the other: from the start, or from behind a step that the engine's workflow does.
struct PythonRun {
    std::string after;                         ///< the step that the workflow does before; empty: the first run
    std::vector<const PartStep*> steps;        ///< those that send
    std::vector<const PartStep*> done_before;  ///< those of earlier runs that are undone when one of these fails
};
std::vector<PythonRun> runs_of(const Component& component);
const PartCompensation* compensation_of(const Component& component, const PartStep& step);
/// The method that the message which starts the steps, or somebody, calls.
std::string starting_method(const Component& component);

/// Sending through a target setting, as lines at that indentation: `returned` is "return " or "". A setting that names
/// several items is sent to each of them, and then nothing is returned.
std::string send_lines(const Component& component, const std::string& setting, bool async, const std::string& message,
                       bool returned, std::size_t indent);
bool names_several(const Component& component, const std::string& setting);

/// "Sends A to B when x is 1, and else to C."
std::string described_routes(const Component& component);
/// "order_id" or "order_id and amount"; words joined with commas and `and`.
std::string in_a_row(const std::vector<std::string>& words);

/// Target settings: {setting}.
TemplateFields& add_targets(TemplateFields& fields, const Component& component);

}  // namespace millwright::templates
