#include "settings/iris/xml_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "settings/iris/xml_scan.h"

namespace millwright::settings::iris {
namespace {

constexpr std::string_view cdata_open = "<![CDATA[";
constexpr std::string_view cdata_close = "]]>";

bool allowed_in_xml(std::uint32_t c) {
    if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
    return c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

std::string utf8_of(std::uint32_t c) {
    const auto tail = [&](unsigned shift) { return static_cast<char>(0x80U | ((c >> shift) & 0x3FU)); };
    if (c < 0x80) return {static_cast<char>(c)};
    if (c < 0x800) return {static_cast<char>(0xC0U | c >> 6U), tail(0)};
    if (c < 0x10000) return {static_cast<char>(0xE0U | c >> 12U), tail(6), tail(0)};
    return {static_cast<char>(0xF0U | c >> 18U), tail(12), tail(6), tail(0)};
}

bool is_forbidden_byte(char c) {
    return (static_cast<unsigned>(static_cast<unsigned char>(c) < 0x20) & static_cast<unsigned>(c != '\t') &
            static_cast<unsigned>(c != '\n') & static_cast<unsigned>(c != '\r')) != 0;
}

/// A block at a time, without a branch inside, so that compilers make it a few wide instructions.
std::size_t first_forbidden_byte(std::string_view text) {
    constexpr std::size_t block = 64;
    std::size_t at = 0;
    for (; at + block <= text.size(); at += block) {
        unsigned char found = 0;
        for (std::size_t i = 0; i < block; ++i) found |= static_cast<unsigned char>(is_forbidden_byte(text[at + i]));
        if (found != 0) break;
    }
    const auto bad = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_forbidden_byte);
    return bad == text.end() ? std::string_view::npos : static_cast<std::size_t>(bad - text.begin());
}

}  // namespace

XmlText::XmlText(std::uint32_t source, std::string_view text)
    : source_(source), plain_(text), pieces_{{0, text.size(), 0, text.size(), Wrapping::none}} {}

XmlText::XmlText(std::uint32_t source, std::string_view text, std::size_t begin, std::size_t end) : source_(source) {
    XmlScanner scanner(text.substr(0, end), begin);
    for (XmlToken token = scanner.next(); token.begin < end; token = scanner.next()) {
        if (token.part == XmlPart::text) add_escaped(text, token.begin, token.end);
        if (token.part == XmlPart::cdata) {
            const std::size_t from = token.begin + cdata_open.size();
            const std::size_t to = token.end - cdata_close.size();
            add(text.substr(from, to - from), from, to, Wrapping::cdata);
        }
        if (token.part == XmlPart::cut_off || token.part == XmlPart::broken) break;
    }
    if (pieces_.empty()) pieces_.push_back({0, 0, begin, begin, Wrapping::escaped});
}

void XmlText::add(std::string_view content, std::size_t source_begin, std::size_t source_end, Wrapping wrapping) {
    if (content.empty()) return;
    const std::size_t begin = joined_.size();
    joined_ += content;
    pieces_.push_back({begin, joined_.size(), source_begin, source_end, wrapping});
}

void XmlText::add_escaped(std::string_view text, std::size_t begin, std::size_t end) {
    while (begin < end) {
        const std::size_t mark = std::min(text.find('&', begin), end);
        add(text.substr(begin, mark - begin), begin, mark, Wrapping::escaped);
        if (mark == end) return;
        const std::size_t after = std::min(end_of_reference(text, mark), end);
        std::string character = character_of_reference(text.substr(mark, after - mark));
        begin = character.empty() ? mark + 1 : after;
        add(character.empty() ? "&" : character, mark, begin, Wrapping::escaped);
    }
}

const XmlText::Piece& XmlText::piece_at(std::size_t at) const {
    const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), at,
                                        [](std::size_t offset, const Piece& piece) { return offset < piece.begin; });
    return after == pieces_.begin() ? pieces_.front() : *(after - 1);
}

XmlText::Stretch XmlText::in_source(std::size_t begin, std::size_t end) const {
    const auto source_end = [&](std::size_t at) {
        const Piece& piece = piece_at(at == 0 ? 0 : at - 1);
        if (at == 0) return piece.source_begin;
        const bool verbatim = piece.end - piece.begin == piece.source_end - piece.source_begin;
        return verbatim ? piece.source_begin + (at - piece.begin) : piece.source_end;
    };
    if (begin == end) {
        const std::size_t at = source_end(end);
        return {at, at, piece_at(end == 0 ? 0 : end - 1).wrapping, false};
    }
    const Piece& piece = piece_at(begin);
    const bool verbatim = piece.end - piece.begin == piece.source_end - piece.source_begin;
    return {piece.source_begin + (verbatim ? begin - piece.begin : 0), source_end(end), piece.wrapping,
            piece_at(end - 1).wrapping != piece.wrapping};
}

Place XmlText::place(std::size_t begin, std::size_t end) const {
    const Stretch stretch = in_source(begin, end);
    return {source_, static_cast<std::uint32_t>(stretch.begin), static_cast<std::uint32_t>(stretch.end)};
}

std::size_t end_of_reference(std::string_view text, std::size_t at) {
    const auto belongs = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '#' || c == '_';
    };
    std::size_t end = at + 1;
    while (end < text.size() && belongs(text[end])) ++end;
    return end > at + 1 && end < text.size() && text[end] == ';' ? end + 1 : std::string_view::npos;
}

std::string character_of_reference(std::string_view reference) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> named{
        {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}}};
    for (const auto& [name, character] : named) {
        if (name == reference) return std::string(character);
    }
    if (!reference.starts_with("&#") || !reference.ends_with(';')) return {};
    std::string_view digits = reference.substr(2, reference.size() - 3);
    const bool hexadecimal = digits.starts_with('x');
    if (hexadecimal) digits.remove_prefix(1);
    std::uint32_t value = 0;
    const auto [stop, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10);
    const bool read = error == std::errc{} && stop == digits.data() + digits.size() && !digits.empty();
    return read && allowed_in_xml(value) ? utf8_of(value) : std::string{};
}

std::size_t first_forbidden_in_xml(std::string_view text) {
    if (const std::size_t found = first_forbidden_byte(text); found != std::string_view::npos) return found;
    for (std::size_t at = text.find("\xEF\xBF"); at != std::string_view::npos; at = text.find("\xEF\xBF", at + 1)) {
        const std::string_view last = text.substr(at + 2, 1);
        if (last == "\xBE" || last == "\xBF") return at;
    }
    return std::string_view::npos;
}

}  // namespace millwright::settings::iris
