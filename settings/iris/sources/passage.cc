#include "settings/iris/sources/passage.h"

#include <algorithm>

namespace millwright::settings::iris {

Passage::Passage(std::uint32_t source, std::string_view text, std::size_t begin, std::size_t end)
    : source_(source), text_(text), begin_(std::min(begin, text.size())), end_(std::clamp(end, begin_, text.size())) {}

Passage Passage::of_element(std::uint32_t source, std::string_view text, std::size_t begin, std::size_t end) {
    Passage made;
    made.source_ = source;
    made.element_ = std::make_shared<const XmlText>(source, text, begin, end);
    made.text_ = made.element_->text();
    made.end_ = made.text_.size();
    return made;
}

Place Passage::place(std::size_t begin, std::size_t end) const {
    const std::size_t from = std::min(begin_ + begin, end_);
    const std::size_t to = std::clamp(begin_ + end, from, end_);
    if (element_) return element_->place(from, to);
    return {source_, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)};
}

Passage Passage::part(std::size_t begin, std::size_t end) const {
    Passage made = *this;
    made.begin_ = std::min(begin_ + begin, end_);
    made.end_ = std::clamp(begin_ + end, made.begin_, end_);
    return made;
}

}  // namespace millwright::settings::iris
