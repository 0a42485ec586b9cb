#include "graph/condition.h"

namespace millwright {

std::optional<Value> parse_date(std::string_view text) {
    if (const auto date = read_date(text)) return Value(*date);
    if (const auto moment = read_moment(text)) return Value(*moment);
    return std::nullopt;
}

}  // namespace millwright
