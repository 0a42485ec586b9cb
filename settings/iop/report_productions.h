// The productions of a Python reader's report, with their items and settings.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>

#include "settings/iop/report_node.h"
#include "settings/reading.h"

namespace millwright::settings::iop {

/// What all parts of a report are read with.
struct ReportContext {
    std::uint32_t source;  ///< the settings themselves
    const ReadOptions& options;
    Reading& reading;
    /// Variables of the environment that hold secrets, wherever their value is used.
    std::set<std::string, std::less<>> secret_variables{};

    /// Never unknown: what has no place stands in the settings.
    Place known(Place place) const { return place.known() ? place : Place{source, 0, 0}; }
};

/// The secret that a variable of the environment holds, declared in the reading when it is not yet: "mail_password" of
/// MAIL_PASSWORD.
std::string secret_of_variable(ReportContext& context, std::string_view variable, Place place);

/// `${env:NAME}` or `${env:NAME:-default}` for a value that is one of the environment; else the text, so escaped that
/// nothing in it is a reference.
std::string reference_or_text(const ReportValue& value);

/// Adds the variables whose values some setting of the production that `node` describes takes as a secret.
void note_secret_variables(const ReportNode& node, ReportContext& context);

/// The production that `node` describes: its fields, items and settings, with target settings recognised; without what
/// the classes of the items do.
Production read_reported_production(const ReportNode& node, ReportContext& context);

}  // namespace millwright::settings::iop
