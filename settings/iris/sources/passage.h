// A stretch of a source's text that means something by itself: the body of a method, the content of an XData. It knows
// where each of its bytes stands, also where it came out of the CDATA or the escaped text of an XML export.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "settings/iris/xml_text.h"

namespace millwright::settings::iris {

/// A view: the source's text must outlive it.
class Passage {
public:
    Passage() = default;
    /// Bytes [begin, end) of a source whose whole text is `text`.
    Passage(std::uint32_t source, std::string_view text, std::size_t begin, std::size_t end);
    /// The content [begin, end) of an element of a source's text, without its markup (see XmlText).
    static Passage of_element(std::uint32_t source, std::string_view text, std::size_t begin, std::size_t end);

    std::string_view text() const { return text_.substr(begin_, end_ - begin_); }
    bool empty() const { return begin_ == end_; }
    /// Of its bytes [begin, end).
    Place place(std::size_t begin, std::size_t end) const;
    Place place() const { return place(0, end_ - begin_); }
    /// The passage of its bytes [begin, end).
    Passage part(std::size_t begin, std::size_t end) const;
    /// The content [begin, end) of an element of this text, or the value of an attribute, without its markup.
    Passage content(std::size_t begin, std::size_t end) const;

private:
    std::uint32_t source_ = 0;
    std::string_view text_;                   // the whole source, or the whole of `element_`
    std::shared_ptr<const XmlText> element_;  // none: plain text
    std::shared_ptr<const Passage> outer_;    // where the element stands; none: in the source
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace millwright::settings::iris
