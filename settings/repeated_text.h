// Finds the texts of a production that come again and again (names of settings, classes, "Host", "1") without a look-up
// in the whole store.
#pragma once

#include <array>
#include <string_view>

#include "graph/text.h"

namespace millwright::settings {

/// One for each production that is read; its texts belong to that production's store.
class RepeatedText {
public:
    Text keep(std::string_view text, TextStore& store) {
        if (text.empty()) return {};
        const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
        const std::size_t mixed = text.size() * 31 + byte(0) * 7U + byte(text.size() / 2) * 3U + byte(text.size() - 1);
        Text& recent = recent_[mixed % recent_.size()];
        if (recent != text) recent = store.keep(text);
        return recent;
    }

private:
    std::array<Text, 512> recent_{};
};

}  // namespace millwright::settings
