#include "cli/deployed_input.h"

#include <charconv>

#include "graph/utf8.h"
#include "settings/settings_toml.h"

namespace millwright::cli {

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

Result<DeployedInput> open_deployed(Console& console, const InputOptions& input, const DeploymentOptions& options,
                                    bool json) {
    auto file = input_file(console, input);
    if (!file) return tl::unexpected(std::move(file.error()));
    auto reading = read_input(console, *file, input);
    if (!reading) return tl::unexpected(std::move(reading.error()));
    const auto unreadable = [&] {
        console.unreadable(reading->findings, reading->sources, json);
        return tl::unexpected(Failure{});
    };
    if (!reading->readable) return unreadable();
    auto deployment = choose_deployment(console, *reading, options);
    if (!deployment) return tl::unexpected(std::move(deployment.error()));
    reading = settings::with_overlay(std::move(*reading), deployment->name);
    if (!reading->readable) return unreadable();
    auto opened = open_deployment(*deployment);
    if (!opened) return tl::unexpected(std::move(opened.error()));
    std::vector<std::string> names;
    for (const Production& each : reading->productions) {
        if (input.production.empty() || each.name == input.production) names.emplace_back(each.name);
    }
    // A production that the settings no longer have is still in the registry.
    if (names.empty() && !input.production.empty()) names.push_back(input.production);
    return DeployedInput{std::move(*reading), std::move(*deployment), std::move(*opened), std::move(names)};
}

}  // namespace millwright::cli
