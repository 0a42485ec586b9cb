// What the classes of a production's items do, from a Python reader's report: handlers, messages, and the sends that no
// setting tells.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "settings/iop/report_node.h"
#include "settings/iop/report_productions.h"

namespace millwright::settings::iop {

/// The classes and the messages of a report, asked for once.
struct ReportedClasses {
    ReportedClasses(const ReportNode& report)
        : components(report.objects("components")), messages(report.objects("messages")) {}

    std::vector<ReportNode> components;
    std::vector<ReportNode> messages;
};

/// For each item of a production the number of the component that it is made of, where that is known.
using ComponentOfItem = std::vector<std::optional<std::size_t>>;

/// Adds to the production what the components of its items handle and send. Target settings are recognised already. What an
/// item declares itself stays as it is; found routes are added to those that it has.
void read_reported_behaviour(const ComponentOfItem& component_of, const ReportedClasses& classes,
                             ReportContext& context, Production& production);

/// Notes the sends of which nobody can tell where they go, each once.
void report_unknown_sends(const ReportedClasses& classes, ReportContext& context);

}  // namespace millwright::settings::iop
