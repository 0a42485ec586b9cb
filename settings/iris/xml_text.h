// XML that stands in a source: as it is, or inside the CDATA sections or the escaped text of another XML document. Knows
// where every byte of it is in the source.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/source.h"

namespace millwright::settings::iris {

enum class Wrapping : std::uint8_t { none, cdata, escaped };

class XmlText {
public:
    XmlText() = default;
    /// The whole text of a source, as it is.
    XmlText(std::uint32_t source, std::string_view text);
    /// What `<Data>` holds: the content [begin, end) of an element of a source's text, without its markup. References to
    /// characters are resolved outside of CDATA.
    XmlText(std::uint32_t source, std::string_view text, std::size_t begin, std::size_t end);

    std::string_view text() const { return joined_.empty() ? plain_ : std::string_view(joined_); }
    std::uint32_t source() const { return source_; }
    Place place(std::size_t begin, std::size_t end) const;

    /// A stretch of the source; `wrapping` says how text that replaces it has to be written.
    struct Stretch {
        std::size_t begin = 0;
        std::size_t end = 0;
        Wrapping wrapping = Wrapping::none;
        bool mixed = false;  ///< it begins in CDATA and ends in escaped text, or the other way round
    };
    /// Where the bytes [begin, end) stand. An empty stretch is right after the byte before it.
    Stretch in_source(std::size_t begin, std::size_t end) const;

private:
    struct Piece {
        std::size_t begin, end;                // in the joined text
        std::size_t source_begin, source_end;  // as long, unless it is one resolved reference
        Wrapping wrapping;
    };

    const Piece& piece_at(std::size_t at) const;
    void add_escaped(std::string_view text, std::size_t begin, std::size_t end);
    void add(std::string_view content, std::size_t source_begin, std::size_t source_end, Wrapping wrapping);

    std::uint32_t source_ = 0;
    std::string_view plain_;
    std::string joined_;
    std::vector<Piece> pieces_;
};

/// The character that a reference such as "&amp;" or "&#10;" (without anything around it) stands for, as UTF-8; empty for
/// an unknown one and for characters that XML may not hold.
std::string character_of_reference(std::string_view reference);

/// The end of the reference that begins at `at` (past its ';'), or npos when no reference begins there.
std::size_t end_of_reference(std::string_view text, std::size_t at);

/// The offset of the first byte of a character that XML may not hold, or npos. The text must be UTF-8.
std::size_t first_forbidden_in_xml(std::string_view text);

}  // namespace millwright::settings::iris
