// Productions with many routes, made up from a seed: names that come twice, targets that do not exist, categories, messages.
#pragma once

#include <array>
#include <random>
#include <string>

#include "tests/support/production_text.h"

namespace millwright::test {

/// Productions of neighbouring seeds have names in common, so that one can be the older side of the other.
inline std::string random_graph_text(std::uint32_t seed, std::size_t items = 12) {
    std::mt19937 random(seed);
    const auto one_of = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
    const auto message = [&] { return "M" + std::to_string(one_of(5)); };
    const auto name = [&] { return "N" + std::to_string(one_of(items + 3)); };
    constexpr std::array<const char*, 4> roles{"service", "process", "operation", "component"};
    constexpr std::array<const char*, 5> categories{"X", "Y", "X, Z", "Z", ","};
    std::string text;
    for (std::size_t i = 0; i < items; ++i) {
        const std::size_t role = one_of(4);
        text += std::string(roles[role]) + " " + (one_of(8) == 0 ? name() : "N" + std::to_string(i)) + " C" +
                std::to_string(one_of(2));
        const std::size_t settings = one_of(3);
        for (std::size_t each = 0; each < settings; ++each) {
            text += (each == 0 ? " -> T" : "; T") + std::to_string(each) + ": " + name();
            for (std::size_t more = one_of(3); more > 0; --more) text += ", " + name();
        }
        text += "\n";
        if (one_of(2) == 0) text += std::string(" category \"") + categories[one_of(categories.size())] + "\"\n";
        if (one_of(6) == 0) text += " disabled\n";
        if (one_of(3) == 0) text += " emits " + message() + "\n";
        if (one_of(3) == 0) text += " accepts " + message() + "\n";
        if (role == 1 && settings > 0 && one_of(2) == 0) text += " on " + message() + " -> T0: " + message() + "\n";
        if (role == 1 && settings > 1 && one_of(2) == 0) text += " on * -> async T1, T0\n";
    }
    return text;
}

inline ProductionText random_graph(std::uint32_t seed, std::size_t items = 12) {
    return production_of(random_graph_text(seed, items));
}

}  // namespace millwright::test
