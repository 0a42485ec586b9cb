#include "cli/planning.h"

namespace millwright::cli {

void PlanningOptions::declare(OptionTable& options, std::string help_of_against) {
    options.value("--against", against, "REF|FILE|DIR", std::move(help_of_against));
    selection.declare(options);
    deployment.declare(options);
    options.choice("--format", format, {"text", "json", "markdown"}, "how the difference is written");
    declare_full(options, full);
    verdict.declare(options);
}

ShownWith PlanningOptions::shown_with(const Desired& desired) const {
    return {{nullptr, &desired.reading.sources}, &desired.findings, format, full};
}

ExitStatus read_desired(Console& console, const PlanningOptions& options, Desired& into) {
    return read_desired(console, options.input, options.deployment, options.format == "json", into,
                        !options.against.empty());
}

ExitStatus plan_for_deployment(Console& console, const PlanningOptions& options,
                               std::optional<std::uint32_t> settle_within_ms, Desired& desired, Planning& into) {
    auto checks = start_checks(desired);
    auto deployment = open_deployment(desired.deployment);
    if (settle_within_ms && deployment) {
        const ExitStatus status = finish_interrupted(console, *deployment, desired.productions, *settle_within_ms);
        if (status != ExitStatus::fine) return checks.wait(), status;
    }
    into.secrets = find_secrets(console.surroundings(), deployment, desired);
    auto planned = plan_desired(console.surroundings(), deployment, desired, into.secrets.values);
    take_findings(console, desired, checks, options.format == "json");
    if (!planned) return console.failed(planned.error(), desired.reading.sources);
    if (const auto chosen = choose_parts(options.selection, desired, *planned, into.secrets); !chosen)
        return console.failed(chosen.error());
    if (options.format == "text") introduce(console, desired.deployment, *deployment, *planned);
    into.deployment = std::move(*deployment);
    into.planned = std::move(*planned);
    return ExitStatus::fine;
}

}  // namespace millwright::cli
