// The time zones of this machine (the tz database, usually /usr/share/zoneinfo). Read at the first question, not before.
#pragma once

#include <mutex>

#include "graph/zones.h"

namespace millwright::settings {

class MachineZones final : public Zones {
public:
    bool available() const override;
    /// "UTC" exists everywhere.
    bool exists(std::string_view name) const override;
    std::vector<std::string> names() const override;
    std::optional<std::int64_t> minutes_ahead(std::string_view name, std::int64_t at) const override;

private:
    const std::vector<std::string>& all() const;

    mutable std::once_flag read_;
    mutable std::vector<std::string> names_;  // sorted
};

}  // namespace millwright::settings
