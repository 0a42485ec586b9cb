// Which setting of one list is which of another: by scope and name, the first of a name with the first of that name.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "graph/production.h"

namespace millwright::settings::iris {

bool same_key(const Setting& a, const Setting& b);
/// Of target settings the names count, not how they are written.
bool same_value(const Setting& a, const Setting& b);

class SettingMatch {
public:
    SettingMatch(std::span<const Setting> old, std::span<const Setting> wanted);

    /// The old setting that the wanted one at this index is.
    std::optional<std::size_t> of(std::size_t wanted) const { return match_[wanted]; }
    /// Whether the old setting at this index is still wanted.
    bool kept(std::size_t old) const { return kept_[old]; }

private:
    std::vector<std::optional<std::size_t>> match_;
    std::vector<bool> kept_;
};

}  // namespace millwright::settings::iris
