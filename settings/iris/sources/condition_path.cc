#include "settings/iris/sources/condition_path.h"

#include "settings/iris/xml_scan.h"
#include "settings/limits.h"

namespace millwright::settings::iris {
namespace {

constexpr std::string_view between = ": ";
constexpr std::string_view more = "...";

/// No longer than that, and no character of it is halved.
std::string_view shortened(std::string_view text, std::size_t most) {
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
    return text.substr(0, most);
}

}  // namespace

void ConditionPath::enter(std::string_view condition, Place place) {
    levels_.push_back({text_.size(), condition.empty() ? this->place() : place});
    if (condition.empty()) return;
    if (!text_.empty()) text_ += between;
    text_ += condition;
}

void ConditionPath::leave() {
    text_.resize(levels_.back().length_before);
    levels_.pop_back();
}

std::string ConditionPath::text() const {
    if (text_.size() <= limits::condition_bytes) return text_;
    return std::string(shortened(text_, limits::condition_bytes - more.size())) += more;
}

Place ConditionPath::place() const {
    return levels_.empty() ? Place{} : levels_.back().place;
}

std::string in_one_line(std::string_view text) {
    std::string line;
    bool in_string = false;
    bool blank = false;
    for (const char c : text) {
        const bool space = is_xml_space(c);
        if (space && !in_string) {
            blank = !line.empty();
            continue;
        }
        if (blank) line += ' ';
        blank = false;
        in_string ^= c == '"';
        line += space ? ' ' : c;
    }
    return line;
}

bool always_holds(std::string_view condition) {
    return condition.empty() || condition == "1";
}

}  // namespace millwright::settings::iris
