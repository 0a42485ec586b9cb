#include "cli/store_access.h"

#include <algorithm>

#include "cli/version.h"
#include "graph/secret.h"
#include "graph/utf8.h"

namespace millwright::cli {
namespace {

template <std::size_t Size>
std::array<std::uint8_t, Size> take(const Surroundings& surroundings) {
    const auto random = surroundings.random();
    std::array<std::uint8_t, Size> bytes{};
    std::copy_n(random.begin(), Size, bytes.begin());
    return bytes;
}

}  // namespace

Result<migrate::Deployment> open_deployment(const ChosenDeployment& chosen) {
    using settings::DeploymentKind;
    if (chosen.kind != DeploymentKind::store && chosen.kind != DeploymentKind::file) {
        return fail(FailureKind::environment, Code::not_available_yet, chosen.place,
                    "deployment " + in_quotes(chosen.name) + " (" + printable(without_password(chosen.url)) +
                        ") is of a kind that is not available yet in this version",
                    "choose a store with --deployment NAME, or compare with --against");
    }
    return migrate::open_deployment(chosen.location, {}, chosen.record);
}

ExitStatus finish_interrupted(Console& console, migrate::Deployment& deployment,
                              const std::vector<const Production*>& productions, std::uint32_t lock_timeout_ms) {
    const Surroundings& surroundings = console.surroundings();
    for (const Production* each : productions) {
        const auto done =
            deployment.finish_interrupted(each->name, who(surroundings), fresh_values(surroundings), lock_timeout_ms);
        if (!done) return console.failed(done.error());
        if (*done) console.remark(printable(each->name) + ": " + **done);
    }
    return ExitStatus::fine;
}

migrate::Who who(const Surroundings& surroundings) {
    return {surroundings.user, surroundings.host, static_cast<std::uint64_t>(surroundings.process), surroundings.now(),
            "millwright " + std::string(version)};
}

migrate::Fresh fresh_values(const Surroundings& surroundings) {
    return {take<16>(surroundings), {take<32>(surroundings)}, take<16>(surroundings)};
}

std::string described(const ChosenDeployment& deployment) {
    const std::string url = printable(without_password(deployment.url));
    return deployment.name.empty() ? url : printable(deployment.name) + " (" + url + ")";
}

}  // namespace millwright::cli
