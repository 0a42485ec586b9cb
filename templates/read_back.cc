#include "templates/read_back.h"

#include <map>
#include <utility>

#include "graph/check/scenarios.h"
#include "settings/scenarios.h"

namespace millwright::templates {
namespace {

/// Findings of settings and scenarios, with what they are about.
struct Checked {
    settings::Reading reading;
    Diagnostics findings;
};

Result<Checked> checked(const Project& project, const settings::Files& files) {
    auto reading = settings::read_input(project.settings, files, project.options);
    if (!reading) return tl::unexpected<Failure>(std::move(reading.error()));
    Checked result{std::move(*reading), {}};
    const std::vector<Scenario> scenarios = settings::read_scenarios(files, result.reading);
    result.findings = check_settings(result.reading);
    if (!result.reading.readable) return result;
    CheckOptions options;
    options.levels = result.reading.check_levels;
    for (const Production& each : result.reading.productions) {
        check_scenarios(each, scenarios, options, result.findings);
    }
    return result;
}

using Known = std::map<std::pair<Code, std::string>, std::size_t>;

Known known(const Diagnostics& findings) {
    Known all;
    for (const Diagnostic& each : findings) ++all[{each.code, each.message}];
    return all;
}

}  // namespace

Result<NewFindings> read_back(const Project& project, const settings::Files& before, const settings::Files& after) {
    const auto old = checked(project, before);
    auto now = checked(project, after);
    if (!now) return tl::unexpected<Failure>(std::move(now.error()));
    Known seen = old ? known(old->findings) : Known{};
    NewFindings result;
    bool wrong = false;
    for (const Diagnostic* each : now->findings.sorted()) {
        std::size_t& left = seen[{each->code, each->message}];
        if (left > 0) {
            --left;
        } else if (each->severity != Severity::off) {
            wrong = wrong || each->severity == Severity::error;
            result.findings.add(*each);
        }
    }
    result.sources = std::move(now->reading.sources);
    if (!wrong) return result;
    Failure failure{FailureKind::input, {}};
    for (Diagnostic each : result.findings) {
        name_place(each, result.sources);
        each.note({}, "this is about the files as they would be written; nothing was written");
        failure.diagnostics.add(std::move(each));
    }
    return tl::unexpected<Failure>(std::move(failure));
}

}  // namespace millwright::templates
