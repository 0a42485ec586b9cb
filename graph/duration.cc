#include "graph/duration.h"

#include <array>
#include <charconv>

namespace millwright {
namespace {

struct Unit {
    std::string_view name;
    std::int64_t milliseconds;
};

constexpr std::array<Unit, 5> units{{{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};
constexpr std::int64_t longest = 36'525LL * 86'400'000LL;

std::optional<std::int64_t> in_units(std::int64_t milliseconds, std::int64_t unit) {
    if (milliseconds % unit != 0) return std::nullopt;
    return milliseconds / unit;
}

/// Takes a number from the front of `text`.
std::optional<std::int64_t> take_number(std::string_view& text) {
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number > longest) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

/// Takes a unit's letters from the front of `text`; returns its index.
std::optional<std::size_t> take_unit(std::string_view& text) {
    const std::string_view letters = text.substr(0, text.find_first_of("0123456789"));
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (units[i].name != letters) continue;
        text.remove_prefix(letters.size());
        return i;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> Duration::whole_seconds() const {
    return in_units(milliseconds, 1'000);
}

std::optional<std::int64_t> Duration::whole_minutes() const {
    return in_units(milliseconds, 60'000);
}

std::optional<Duration> parse_duration(std::string_view text) {
    Duration total;
    std::size_t next_unit = 0;
    do {
        const auto number = take_number(text);
        const auto unit = take_unit(text);
        if (!number || !unit || *unit < next_unit) return std::nullopt;
        if (*number > longest / units[*unit].milliseconds) return std::nullopt;
        total.milliseconds += *number * units[*unit].milliseconds;
        next_unit = *unit + 1;
    } while (!text.empty());
    if (total.milliseconds > longest) return std::nullopt;
    return total;
}

std::string to_text(Duration duration) {
    if (duration.milliseconds == 0) return "0s";
    std::string text;
    std::int64_t left = duration.milliseconds;
    for (const Unit& unit : units) {
        const std::int64_t count = left / unit.milliseconds;
        left %= unit.milliseconds;
        if (count != 0) text += std::to_string(count) + std::string(unit.name);
    }
    return text;
}

}  // namespace millwright
