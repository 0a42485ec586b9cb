#include "settings/zones.h"

#include <date/tz.h>

#include <algorithm>
#include <exception>

namespace millwright::settings {

const std::vector<std::string>& MachineZones::all() const {
    std::call_once(read_, [this] {
        try {
            for (const auto& zone : date::get_tzdb().zones) names_.push_back(zone.name());
            std::sort(names_.begin(), names_.end());
        } catch (const std::exception&) {
            names_.clear();
        }
    });
    return names_;
}

bool MachineZones::available() const {
    return !all().empty();
}

bool MachineZones::exists(std::string_view name) const {
    return name == "UTC" || std::binary_search(all().begin(), all().end(), name);
}

std::vector<std::string> MachineZones::names() const {
    return all();
}

std::optional<std::int64_t> MachineZones::minutes_ahead(std::string_view name, std::int64_t at) const {
    if (name == "UTC") return 0;
    try {
        const date::sys_seconds moment{std::chrono::seconds(at)};
        const auto ahead = date::locate_zone(std::string(name))->get_info(moment).offset;
        return std::chrono::duration_cast<std::chrono::minutes>(ahead).count();
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

}  // namespace millwright::settings
