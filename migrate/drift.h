// Drift: what was applied last, what is deployed now and what is desired, path by path, and which side moved.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/deployment.h"
#include "migrate/diff.h"
#include "migrate/plan.h"

namespace millwright::migrate {

enum class MovedBy : std::uint8_t { deployed, settings, both };
/// "deployed", "settings", "both"
std::string_view name_of(MovedBy side);

/// One path that is not the same on all three sides. Values have every secret masked.
struct DriftChange {
    std::string path;  ///< a TOML dotted key, as in plans
    PlanValue last_applied;
    PlanValue deployed;
    PlanValue desired;
    MovedBy moved_by = MovedBy::settings;
    bool agreed = false;  ///< both moved to the same: nothing is left to decide
};

struct Drift {
    std::vector<DriftChange> changes;         ///< sorted by path
    std::size_t ignored = 0;                  ///< changes of the deployed side that `ignore` left out
    std::vector<std::string> unused_ignores;  ///< patterns that no change of the deployed side has

    /// Whether the deployed side moved to where the settings are not.
    bool drifted() const;
    /// Paths that only the settings moved: what a migration would bring.
    std::size_t pending() const;
};

/// A path as `ignore` gives it: a dotted key, whose parts may be `*` for any one part. It means what it names and all below.
class PathPattern {
public:
    /// Nothing for what is no dotted key.
    static std::optional<PathPattern> read(std::string_view text);
    /// `path` is a dotted key as operations have it.
    bool covers(std::string_view path) const;

private:
    std::vector<std::optional<std::string>> parts_;  ///< without a text: any
};

/// Linear in what differs. Forms must hold the same, be made with one digest key, and have `index` set throughout. An
/// `ignore` that cannot be read counts as one that nothing has.
Drift drift_between(const Side& last_applied, const Side& deployed, const Side& desired,
                    std::span<const std::string> ignore);

/// Of a target: in what it holds, and with the settings as it would read them back.
Drift drift_of_target(const DeployedSides& sides, const Production& desired, std::span<const std::string> ignore);

/// Of a registry, where what is deployed and what was applied last are the same rows: what only the settings moved.
Drift drift_of_registry(const Plan& plan, std::span<const std::string> ignore);

}  // namespace millwright::migrate
