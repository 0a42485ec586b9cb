#include "cli/deployed_input.h"

#include <algorithm>
#include <charconv>

#include "graph/suggest.h"
#include "graph/utf8.h"
#include "settings/settings_toml.h"

namespace millwright::cli {

tl::unexpected<Failure> nothing_deployed(std::string message, std::string hint) {
    auto failure = fail(FailureKind::environment, Code::nothing_deployed, {}, std::move(message), std::move(hint));
    failure.value().diagnostics.last().as(Severity::error);
    return failure;
}

Result<std::uint64_t> revision_number(const std::string& text) {
    if (text.empty()) return 0;
    std::uint64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error == std::errc{} && rest == end && number != 0) return number;
    return fail(FailureKind::environment, Code::usage, {}, in_quotes(text) + " is no number of a revision",
                "`millwright history` lists them");
}

Result<settings::Reading> read_for_deployment(Console& console, const std::string& file, const InputOptions& input,
                                              const DeploymentOptions& options) {
    auto reading = read_input(console, file, input);
    if (!reading || options.name.empty()) return reading;
    const auto deployment = choose_deployment(console, *reading, options);
    if (!deployment) return tl::unexpected(deployment.error());
    return settings::with_overlay(std::move(*reading), deployment->name);
}

namespace {

/// Fails (environment) for a production that neither the settings nor the deployment have.
Result<bool> is_deployed(const migrate::Deployment& deployment, const std::string& name) {
    const auto there = deployment.productions();
    if (!there) return tl::unexpected(there.error());
    if (std::find(there->begin(), there->end(), name) != there->end()) return true;
    const std::vector<std::string_view> names(there->begin(), there->end());
    std::string hint = did_you_mean(name, names);
    return fail(FailureKind::environment, Code::usage, {},
                "no production named " + in_quotes(name) + " in the settings, and none is deployed there",
                hint.empty() ? "`millwright status` shows which there are" : hint);
}

/// A store that the command line names: what is in it tells the productions.
Result<DeployedInput> open_store(const InputOptions& input, const DeploymentOptions& options, bool nothing_needed) {
    if (!input.file.empty() || !options.name.empty()) {
        return fail(FailureKind::environment, Code::usage, {},
                    "--store names the record itself: no settings are read, and no deployment of theirs is meant",
                    "leave --store out, or the settings and --deployment");
    }
    auto opened = migrate::open_deployment(options.store, {});
    if (!opened) return tl::unexpected(std::move(opened.error()));
    auto names = opened->productions();
    if (!names) return tl::unexpected(std::move(names.error()));
    if (!input.production.empty()) {
        if (auto there = is_deployed(*opened, input.production); !there)
            return tl::unexpected(std::move(there.error()));
        names = std::vector<std::string>{input.production};
    }
    if (names->empty() && !nothing_needed) {
        return nothing_deployed("nothing is deployed in " + printable(options.store),
                                "see that the URL is the right one");
    }
    ChosenDeployment chosen;
    chosen.url = chosen.location = options.store;
    return DeployedInput{{}, std::move(chosen), std::move(*opened), std::move(*names), false};
}

}  // namespace

Result<DeployedInput> open_deployed(Console& console, const InputOptions& input, const DeploymentOptions& options,
                                    bool json, bool nothing_needed) {
    if (!options.store.empty()) return open_store(input, options, nothing_needed);
    auto file = input_file(console, input);
    if (!file) return tl::unexpected(std::move(file.error()));
    auto reading = read_input(console, *file, input);
    if (!reading) return tl::unexpected(std::move(reading.error()));
    const auto unreadable = [&] {
        console.unreadable(reading->findings, reading->sources, json);
        if (options.can_do_without_settings) {
            console.remark("to go on without settings name the record itself, such as --store " +
                           std::string(embedded_url));
        }
        return tl::unexpected(Failure{});
    };
    if (!reading->readable) return unreadable();
    // Places in a failure are places in what was read here, and mean nothing to whoever gets it.
    const auto shown = [&](const Failure& failure) {
        console.failed(failure, reading->sources);
        return tl::unexpected(Failure{failure.kind, {}});
    };
    auto deployment = choose_deployment(console, *reading, options);
    if (!deployment) return shown(deployment.error());
    reading = settings::with_overlay(std::move(*reading), deployment->name);
    if (!reading->readable) return unreadable();
    auto opened = open_deployment(*deployment);
    if (!opened) return shown(opened.error());
    std::vector<std::string> names;
    for (const Production& each : reading->productions) {
        if (input.production.empty() || each.name == input.production) names.emplace_back(each.name);
    }
    // A production that the settings no longer have is still in the registry.
    if (names.empty() && !input.production.empty()) {
        if (auto there = is_deployed(*opened, input.production); !there)
            return tl::unexpected(std::move(there.error()));
        names.push_back(input.production);
    }
    return DeployedInput{std::move(*reading), std::move(*deployment), std::move(*opened), std::move(names), true};
}

}  // namespace millwright::cli
