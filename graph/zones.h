// Time zones by name, as schedules need them. Where they come from is not this box's business.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace millwright {

class Zones {
public:
    virtual ~Zones() = default;

    /// False on a machine that has no time zones at all.
    virtual bool available() const = 0;
    /// "Europe/London", "UTC"; the case counts.
    virtual bool exists(std::string_view name) const = 0;
    /// All of them, for "did you mean".
    virtual std::vector<std::string> names() const = 0;
    /// Minutes that the zone's clocks are ahead of UTC at that time (seconds since 1970, UTC); nothing where that is not
    /// known.
    virtual std::optional<std::int64_t> minutes_ahead(std::string_view name, std::int64_t at) const {
        return name == "UTC" && at >= 0 ? std::optional<std::int64_t>(0) : std::nullopt;
    }
};

}  // namespace millwright
