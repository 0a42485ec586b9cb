#include "cli/plan_input.h"

#include <algorithm>

#include "cli/comparison.h"
#include "graph/secret.h"
#include "graph/utf8.h"
#include "migrate/selection.h"
#include "settings/settings_toml.h"
#include "settings/system.h"

namespace millwright::cli {
namespace {

Result<ChosenDeployment> deployment_of(Console& console, const PlanOptions& options, const settings::Reading& reading,
                                       const migrate::SavedPlan& saved) {
    DeploymentOptions asked = options.deployment;
    if (asked.name.empty()) asked.name = saved.plan.target.name;
    if (asked.name.empty()) return embedded_deployment(reading);
    return choose_deployment(console, reading, asked);
}

/// The settings with the deployment's overlay, in which a deployment or a secret may be another one.
Result<Desired> read_for_plan(Console& console, const PlanOptions& options, const migrate::SavedPlan& saved,
                              bool json) {
    auto file = input_file(console, options.input);
    if (!file) return tl::unexpected(std::move(file.error()));
    Desired desired;
    desired.file = std::move(*file);
    auto reading = read_input(console, desired.file, options.input);
    if (!reading) return tl::unexpected(std::move(reading.error()));
    const auto unreadable = [&] {
        console.unreadable(reading->findings, reading->sources, json);
        return tl::unexpected(Failure{});
    };
    if (!reading->readable) return unreadable();
    auto chosen = deployment_of(console, options, *reading, saved);
    if (!chosen) return tl::unexpected(std::move(chosen.error()));
    desired.deployment = std::move(*chosen);
    reading = settings::with_overlay(std::move(*reading), desired.deployment.name);
    if (!reading->readable) return unreadable();
    desired.reading = std::move(*reading);
    if (!saved.needs_settings) return desired;
    auto productions = chosen_productions(desired.reading, saved.plan.production);
    if (!productions) return tl::unexpected(std::move(productions.error()));
    desired.productions = std::move(*productions);
    desired.findings = desired.reading.findings;
    return desired;
}

}  // namespace

void PlanOptions::declare(OptionTable& options) {
    options.argument("PLAN", plan, true, "what `plan --out` wrote");
    options.value("--settings", input.file, "FILE",
                  "where the deployment and the secrets are declared (default: the nearest settings.toml)");
    options.values("--var", input.variables, "NAME=VALUE", "set a variable of the settings");
    options.flag("--allow-outside", input.allow_outside, "let includes leave the project's folder");
    options.value("--deployment", deployment.name, "NAME", "which deployment (default: the one that the plan names)");
}

Result<migrate::SavedPlan> read_saved_plan(const std::string& path) {
    auto text = settings::read_file(path);
    if (!text) return tl::unexpected(std::move(text.error()));
    return migrate::read_plan_file(std::move(*text), path);
}

migrate::PlanPlace PlanInput::place() const {
    return {described(desired.deployment), without_password(desired.deployment.url), file};
}

Result<PlanInput> open_plan(Console& console, const PlanOptions& options, bool json) {
    auto saved = read_saved_plan(options.plan);
    if (!saved) return tl::unexpected(std::move(saved.error()));
    auto desired = read_for_plan(console, options, *saved, json);
    if (!desired) return tl::unexpected(std::move(desired.error()));
    auto opened = open_deployment(desired->deployment);
    if (!opened) return tl::unexpected(std::move(opened.error()));
    return PlanInput{options.plan, std::move(*saved), std::move(*desired), std::move(*opened)};
}

Result<migrate::Planned> plan_anew(const Console& console, const PlanInput& input, const SecretValues& secrets) {
    auto planned = input.opened.plan(*input.desired.productions.front(), holds_of(input.desired.reading.format),
                                     fresh_values(console.surroundings()), secrets);
    if (!planned) return planned;
    planned->plan.target.name = input.desired.deployment.name;
    planned->plan.target.url = without_password(input.desired.deployment.url);
    const migrate::ChosenPart& chosen = input.saved.plan.chosen;
    migrate::choose_part(*planned, *input.desired.productions.front(),
                         {chosen.only, chosen.except, chosen.without_unsupported});
    planned->plan.saved_digest = input.saved.plan.saved_digest;
    return planned;
}

FoundSecrets find_plan_secrets(const Console& console, const PlanInput& input) {
    Production asked;
    for (const migrate::PlanSecret& secret : input.saved.secrets) {
        UsedSecret used;
        used.name = asked.texts.keep(secret.name);
        for (const auto& declared : input.desired.reading.secrets) {
            if (declared.name == secret.name) used.place = declared.place;
        }
        asked.secrets.push_back(used);
    }
    return find_secrets(console.surroundings(), input.desired.reading, {&asked});
}

std::string made_of(std::uint64_t revision) {
    return revision == 0 ? "when nothing was deployed" : "of revision " + std::to_string(revision);
}

std::string words_of_plan(const std::string& path, const migrate::SavedPlan& saved) {
    const migrate::Plan& plan = saved.plan;
    return "Plan " + printable(path) + " of production " + printable(plan.production) + ", made " +
           made_of(plan.base_revision);
}

}  // namespace millwright::cli
