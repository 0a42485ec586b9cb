#include "settings/iris/sources/host_settings.h"

#include <algorithm>

#include "settings/iris/sources/code_sends.h"

namespace millwright::settings::iris {
namespace {

const Setting* own_setting(const Production& production, const Item& item, std::string_view name) {
    const auto settings = production.of(item.settings);
    const auto found = std::find_if(settings.begin(), settings.end(),
                                    [&](const Setting& each) { return each.scope == "Host" && each.name == name; });
    return found == settings.end() ? nullptr : &*found;
}

}  // namespace

HostSettings::HostSettings(SourceTree& tree, const Production& production) : tree_(tree), production_(production) {
    for (const DefaultSetting& each : production.default_settings) defaults_[each.setting].push_back(&each);
    for (const auto& [name, settings] : defaults_) default_names_.push_back(name);
}

HostSetting HostSettings::find(const Host& host, std::string_view name) const {
    HostSetting found;
    if (const Setting* own = own_setting(production_, host.item, name)) {
        found.from = HostSetting::From::production;
        found.own = own;
        found.value = own->value;
        found.place = own->place;
        return found;
    }
    if (const DefaultSetting* setting = default_of(host, name)) {
        found.from = HostSetting::From::default_setting;
        found.value = setting->value;
        found.place = setting->place;
        return found;
    }
    if (host.lineage == nullptr) return found;
    const Inherited<PropertySource> property = host.lineage->property(name);
    if (!property || property.member->initial.empty()) return found;
    found.from = HostSetting::From::class_default;
    found.place = property.member->initial.place();
    if (auto constant = constant_of(property.member->initial, *host.lineage, tree_)) {
        found.value = std::move(*constant);
    } else {
        found.expression = property.member->initial.text();
    }
    return found;
}

/// Higher is nearer to the item; nothing when it is for others.
std::optional<unsigned> HostSettings::rank(const DefaultSetting& setting, const Host& host) const {
    unsigned rank = 0;
    const auto fits = [&](Text wanted, bool same) {
        rank = rank * 2 + (wanted == "*" ? 0 : 1);
        return wanted == "*" || same;
    };
    const bool of_class = setting.class_name == host.item.class_name ||
                          (host.lineage != nullptr && setting.class_name == host.lineage->own().name);
    const bool production = fits(setting.production, setting.production == production_.name);
    const bool item = fits(setting.item, setting.item == host.item.name);
    const bool class_name = fits(setting.class_name, of_class);
    if (!production || !item || !class_name) return std::nullopt;
    return rank;
}

const DefaultSetting* HostSettings::default_of(const Host& host, std::string_view name) const {
    const auto all = defaults_.find(name);
    if (all == defaults_.end()) return nullptr;
    const DefaultSetting* best = nullptr;
    unsigned best_rank = 0;
    for (const DefaultSetting* each : all->second) {
        const auto its = rank(*each, host);
        if (!its || (best != nullptr && *its <= best_rank)) continue;
        best = each;
        best_rank = *its;
    }
    return best;
}

}  // namespace millwright::settings::iris
