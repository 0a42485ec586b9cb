// What the Host setting of an item is: the production says it, else a system default setting, else the item's class.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "settings/iris/sources/lineage.h"

namespace millwright::settings::iris {

/// An item with its class; `lineage` is nullptr where the class is not among the sources.
struct Host {
    const Item& item;
    const Lineage* lineage = nullptr;
};

struct HostSetting {
    /// Where the value comes from, the most binding first.
    enum class From : std::uint8_t { production, default_setting, class_default, nowhere };
    From from = From::nowhere;
    const Setting* own = nullptr;  ///< of the production
    std::string value;             ///< may be empty: it was emptied then, and no default counts
    std::string expression;        ///< the class's default, when only running would tell its value
    Place place;
};

class HostSettings {
public:
    /// The settings of the production must not change while this is used.
    HostSettings(SourceTree& tree, const Production& production);

    HostSetting find(const Host& host, std::string_view name) const;
    /// The default setting of that name that counts for the item; nullptr when there is none. The one whose production is
    /// named comes before one for any, then the one whose item is named, then the one whose class is.
    const DefaultSetting* default_of(const Host& host, std::string_view name) const;
    /// The names that default settings have, sorted, each once.
    std::span<const Text> default_names() const { return default_names_; }

private:
    std::optional<unsigned> rank(const DefaultSetting& setting, const Host& host) const;

    SourceTree& tree_;
    const Production& production_;
    std::map<Text, std::vector<const DefaultSetting*>, std::less<>> defaults_;  // by the setting's name
    std::vector<Text> default_names_;
};

}  // namespace millwright::settings::iris
