// Time zones by name, as schedules need them. Where they come from is not this box's business.
#pragma once

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
};

}  // namespace millwright
