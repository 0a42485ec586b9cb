#include "graph/source.h"

#include <algorithm>

namespace millwright {

const std::vector<std::uint32_t>& Source::line_starts() const {
    if (line_starts_.empty()) {
        line_starts_.push_back(0);
        for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
            line_starts_.push_back(static_cast<std::uint32_t>(at + 1));
        }
    }
    return line_starts_;
}

LineColumn Source::locate(std::uint32_t offset) const {
    const auto& starts = line_starts();
    const auto after = std::upper_bound(starts.begin(), starts.end(), offset);
    const auto line = static_cast<std::uint32_t>(after - starts.begin());
    return {line, offset - starts[line - 1] + 1};
}

std::string_view Source::line_at(std::uint32_t offset) const {
    const auto& starts = line_starts();
    const std::uint32_t number = locate(offset).line;
    const std::uint32_t begin = starts[number - 1];
    const std::size_t end = number < starts.size() ? starts[number] - 1 : text_.size();
    std::string_view line = std::string_view(text_).substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

std::uint32_t Sources::add(std::string name, std::string text) {
    sources_.emplace_back(std::move(name), std::move(text));
    return size();
}

std::string_view Sources::name_of(Place place) const {
    return place.known() ? std::string_view((*this)[place.source].name()) : std::string_view{};
}

LineColumn Sources::locate(Place place) const {
    return place.known() ? (*this)[place.source].locate(place.begin) : LineColumn{};
}

std::string_view Sources::text_of(Place place) const {
    if (!place.known()) return {};
    return (*this)[place.source].text().substr(place.begin, place.end - place.begin);
}

}  // namespace millwright
