// Where the parts of an XML text begin and end, without decoding anything: what pugixml does not tell, and what edits
// that keep every other byte need. Names and nesting are checked by pugixml, not here.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace millwright::settings::iris {

enum class XmlPart : std::uint8_t {
    text,
    start_tag,
    empty_tag,
    end_tag,
    comment,
    cdata,
    instruction,
    doctype,
    end_of_text,  ///< nothing is left
    cut_off,      ///< the text ends inside a part; `begin` is where that part begins
    broken,       ///< a '<' that begins nothing
};

struct XmlToken {
    XmlPart part = XmlPart::end_of_text;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view name;  ///< of tags
};

class XmlScanner {
public:
    explicit XmlScanner(std::string_view text, std::size_t at = 0) : text_(text), at_(at) {}

    XmlToken next();
    /// Goes past the end tag of the element whose start tag was just read, and returns that end tag, or a token of
    /// part cut_off or broken.
    XmlToken skip_element();
    /// How many start and empty tags were read so far.
    std::size_t start_tags() const { return start_tags_; }

private:
    XmlToken until(XmlPart part, std::string_view closing, std::size_t from);
    XmlToken tag();
    XmlToken end_tag();
    XmlToken doctype();
    std::size_t end_of_tag(std::size_t from) const;

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t start_tags_ = 0;
};

/// `name = "value"` in a start tag; offsets count from the start of the text.
struct XmlAttribute {
    std::string_view name;
    std::size_t begin = 0;        ///< of the name
    std::size_t value_begin = 0;  ///< after the quote
    std::size_t value_end = 0;    ///< at the closing quote
};

/// The attributes of the start or empty tag that begins at `begin`. Stops at what is no attribute.
std::vector<XmlAttribute> attributes_of_tag(std::string_view text, std::size_t begin);

bool is_xml_space(char c);
bool is_blank(std::string_view text);

}  // namespace millwright::settings::iris
