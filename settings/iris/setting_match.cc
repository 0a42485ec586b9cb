#include "settings/iris/setting_match.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace millwright::settings::iris {
namespace {

std::vector<std::size_t> by_key(std::span<const Setting> settings) {
    std::vector<std::size_t> order(settings.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::tie(settings[a].scope, settings[a].name) < std::tie(settings[b].scope, settings[b].name);
    });
    return order;
}

}  // namespace

bool same_key(const Setting& a, const Setting& b) {
    return a.scope == b.scope && a.name == b.name;
}

bool same_value(const Setting& a, const Setting& b) {
    if (a.value == b.value) return true;
    return (a.is_target() || b.is_target()) && split_names(a.value) == split_names(b.value);
}

SettingMatch::SettingMatch(std::span<const Setting> old, std::span<const Setting> wanted)
    : match_(wanted.size()), kept_(old.size(), false) {
    const auto old_order = by_key(old);
    const auto wanted_order = by_key(wanted);
    std::size_t at = 0;
    for (const std::size_t index : wanted_order) {
        const auto key = [](const Setting& each) { return std::tie(each.scope, each.name); };
        while (at < old_order.size() && key(old[old_order[at]]) < key(wanted[index])) ++at;
        if (at == old_order.size() || !same_key(old[old_order[at]], wanted[index])) continue;
        match_[index] = old_order[at];
        kept_[old_order[at]] = true;
        ++at;
    }
}

}  // namespace millwright::settings::iris
