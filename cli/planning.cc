#include "cli/planning.h"

#include "cli/applying.h"

namespace millwright::cli {

ExitStatus plan_for_deployment(Console& console, Desired& desired, const SelectionOptions& selection,
                               const std::string& format, std::optional<std::uint32_t> settle_within_ms,
                               Planning& into) {
    auto checks = start_checks(desired);
    auto deployment = open_deployment(desired.deployment);
    if (settle_within_ms && deployment) {
        const ExitStatus status = finish_interrupted(console, *deployment, desired.productions, *settle_within_ms);
        if (status != ExitStatus::fine) return checks.wait(), status;
    }
    into.secrets = find_secrets(console.surroundings(), deployment, desired);
    auto planned = plan_desired(console.surroundings(), deployment, desired, into.secrets.values);
    take_findings(console, desired, checks, format == "json");
    if (!planned) return console.failed(planned.error(), desired.reading.sources);
    if (const auto chosen = choose_parts(selection, desired, *planned, into.secrets); !chosen)
        return console.failed(chosen.error());
    if (format == "text") introduce(console, desired.deployment, *deployment, *planned);
    into.deployment = std::move(*deployment);
    into.planned = std::move(*planned);
    return ExitStatus::fine;
}

}  // namespace millwright::cli
