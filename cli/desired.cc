#include "cli/desired.h"

#include "cli/comparison.h"
#include "graph/check/check.h"
#include "graph/secret.h"
#include "settings/settings_toml.h"
#include "settings/zones.h"

namespace millwright::cli {
namespace {

ExitStatus choose(Console& console, const DeploymentOptions& options, Desired& desired) {
    auto chosen = choose_deployment(console, desired.reading, options);
    if (!chosen) {
        console.findings(desired.reading.findings, desired.reading.sources);
        return console.failed(chosen.error(), desired.reading.sources);
    }
    desired.deployment = std::move(*chosen);
    return ExitStatus::fine;
}

/// The productions that are meant. What cannot be understood ends here.
ExitStatus select(Console& console, const std::string& name, bool json, Desired& desired) {
    desired.findings = desired.reading.findings;
    if (!desired.reading.readable) return console.unreadable(desired.findings, desired.reading.sources, json);
    auto chosen = chosen_productions(desired.reading, name);
    if (!chosen) return console.failed(chosen.error(), desired.reading.sources);
    desired.productions = std::move(*chosen);
    return ExitStatus::fine;
}

}  // namespace

ExitStatus read_desired(Console& console, const InputOptions& input, const DeploymentOptions& options, bool json,
                        Desired& desired, bool without_deployment) {
    auto file = input_file(console, input);
    if (!file) return console.failed(file.error());
    desired.file = std::move(*file);
    auto reading = read_input(console, desired.file, input);
    if (!reading) return console.failed(reading.error());
    desired.reading = std::move(*reading);
    if (!without_deployment || !options.name.empty()) {
        if (const ExitStatus status = choose(console, options, desired); status != ExitStatus::fine) return status;
    }
    desired.reading = settings::with_overlay(std::move(desired.reading), desired.deployment.name);
    return select(console, input.production, json, desired);
}

std::future<Diagnostics> start_checks(const Desired& desired) {
    return std::async(std::launch::async, [&desired] {
        Diagnostics found = desired.findings;
        const settings::MachineZones zones;
        CheckOptions options;
        options.zones = &zones;
        options.code_read = code_was_read(desired.reading);
        options.levels = desired.reading.check_levels;
        options.iris = desired.deployment.kind == settings::DeploymentKind::iris;
        for (const Production* each : desired.productions) check_production(*each, options, found);
        return found;
    });
}

void take_findings(Console& console, Desired& desired, std::future<Diagnostics>& checks, bool json) {
    desired.findings = checks.get();
    if (!json) console.findings(desired.findings, desired.reading.sources);
}

FoundSecrets find_secrets(const Surroundings& surroundings, const Result<migrate::Deployment>& deployment,
                          const Desired& desired) {
    if (deployment && !deployment->remembers_secrets()) return {};
    return find_secrets(surroundings, desired.reading, desired.productions);
}

Result<std::vector<migrate::Planned>> plan_desired(const Surroundings& surroundings,
                                                   const Result<migrate::Deployment>& deployment,
                                                   const Desired& desired, const SecretValues& secrets) {
    if (!deployment) return tl::unexpected(deployment.error());
    std::vector<migrate::Planned> planned;
    const migrate::Fresh fresh = fresh_values(surroundings);
    for (const Production* each : desired.productions) {
        auto made = deployment->plan(*each, holds_of(desired.reading.format), fresh, secrets);
        if (!made) return tl::unexpected(std::move(made.error()));
        made->plan.target.name = desired.deployment.name;
        made->plan.target.url = without_password(desired.deployment.url);
        planned.push_back(std::move(*made));
    }
    return planned;
}

}  // namespace millwright::cli
