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
    const Passage here = part(begin, end);
    if (outer_) {
        const XmlText::Stretch stretch = element_->in_source(here.begin_, here.end_);
        return outer_->place(stretch.begin, stretch.end);
    }
    if (element_) return element_->place(here.begin_, here.end_);
    return {source_, static_cast<std::uint32_t>(here.begin_), static_cast<std::uint32_t>(here.end_)};
}

Passage Passage::part(std::size_t begin, std::size_t end) const {
    const std::size_t size = end_ - begin_;
    const std::size_t from = std::min(begin, size);
    Passage made = *this;
    made.begin_ = begin_ + from;
    made.end_ = begin_ + std::clamp(end, from, size);
    return made;
}

Passage Passage::content(std::size_t begin, std::size_t end) const {
    Passage made = of_element(source_, text().substr(0, end), begin, end);
    made.outer_ = std::make_shared<const Passage>(*this);
    return made;
}

}  // namespace millwright::settings::iris
