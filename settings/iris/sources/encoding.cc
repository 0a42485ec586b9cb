#include "settings/iris/sources/encoding.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <optional>

#include "graph/ascii.h"
#include "graph/utf8.h"
#include "settings/iris/xml_scan.h"

namespace millwright::settings::iris {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr char32_t replacement_character = 0xFFFD;

void append(std::string& out, char32_t c) {
    const auto byte = [&](char32_t value) { out += static_cast<char>(value); };
    if (c < 0x80) return byte(c);
    if (c < 0x800) {
        byte(0xC0 | c >> 6);
    } else if (c < 0x10000) {
        byte(0xE0 | c >> 12);
        byte(0x80 | (c >> 6 & 0x3F));
    } else {
        byte(0xF0 | c >> 18);
        byte(0x80 | (c >> 12 & 0x3F));
        byte(0x80 | (c >> 6 & 0x3F));
    }
    byte(0x80 | (c & 0x3F));
}

// Windows-1252 is Latin-1 but for these, from 0x80 on; the five bytes that it leaves open are control characters, as
// browsers have it (https://encoding.spec.whatwg.org/#windows-1252).
constexpr std::array<char16_t, 32> windows_1252{0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

std::string from_windows_1252(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 8);
    for (const char each : bytes) {
        const auto byte = static_cast<unsigned char>(each);
        append(out, byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80U] : char32_t{byte});
    }
    return out;
}

std::string from_utf16(std::string_view bytes, bool big_endian) {
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(big_endian ? first << 8 | second : second << 8 | first);
    };
    std::string out;
    out.reserve(bytes.size() / 2);
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        const char32_t here = unit(at);
        const bool high = here >= 0xD800 && here < 0xDC00;
        const bool pair = high && at + 3 < bytes.size() && unit(at + 2) >= 0xDC00 && unit(at + 2) < 0xE000;
        if (pair) {
            append(out, 0x10000 + ((here - 0xD800) << 10) + (unit(at + 2) - 0xDC00));
            at += 2;
        } else {
            append(out, here >= 0xD800 && here < 0xE000 ? replacement_character : here);
        }
    }
    if (bytes.size() % 2 != 0) out += replacement;
    return out;
}

enum class Utf16 : std::uint8_t { none, little_endian, big_endian };

/// A mark, or two letters of ASCII with zero bytes between them.
Utf16 utf16_of(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE")) return Utf16::little_endian;
    if (bytes.starts_with("\xFE\xFF")) return Utf16::big_endian;
    if (bytes.size() < 4) return Utf16::none;
    if (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0) return Utf16::little_endian;
    if (bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0) return Utf16::big_endian;
    return Utf16::none;
}

struct Stretch {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Where the declaration of an XML text names its encoding.
std::optional<Stretch> declared_encoding(std::string_view text) {
    const std::size_t begin = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    if (!text.substr(begin).starts_with("<?xml")) return std::nullopt;
    const std::string_view declaration = text.substr(0, text.find("?>", begin));
    if (declaration.size() == text.size()) return std::nullopt;
    for (const XmlAttribute& each : attributes_of_tag(declaration, begin + 1)) {
        if (each.name == "encoding") return Stretch{each.value_begin, each.value_end};
    }
    return std::nullopt;
}

// Encodings that the system's library is asked for, by how their names begin.
constexpr std::array<std::string_view, 11> known_beginnings{
    "iso-8859-", "windows-125", "cp125", "koi8-", "shift_jis", "euc-", "gb", "big5", "cp8", "ibm8", "macintosh"};
constexpr std::array<std::string_view, 6> same_as_windows_1252{"iso-8859-1", "latin1",   "latin-1",
                                                               "cp1252",     "us-ascii", "windows-1252"};
constexpr std::size_t longest_name = 20;

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), ascii::lower);
    return out;
}

template <class Names>
bool begins_like_one(const Names& names, std::string_view name) {
    return std::any_of(names.begin(), names.end(), [&](std::string_view each) { return name.starts_with(each); });
}

/// By the system's library; nothing where it does not know the encoding.
std::optional<std::string> converted(std::string bytes, const std::string& from) {
    const iconv_t descriptor = ::iconv_open("UTF-8", from.c_str());
    if (descriptor == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
    std::string out;
    std::array<char, 4096> part{};
    char* input = bytes.data();
    std::size_t left = bytes.size();
    while (left > 0) {
        char* output = part.data();
        std::size_t room = part.size();
        const std::size_t before = left;
        const bool failed = ::iconv(descriptor, &input, &left, &output, &room) == static_cast<std::size_t>(-1);
        out.append(part.data(), part.size() - room);
        if (!failed || room < 8 || left < before) continue;
        out += replacement;
        ++input;
        --left;
    }
    ::iconv_close(descriptor);
    return out;
}

void declare_utf8(std::string& text) {
    if (const auto declared = declared_encoding(text)) {
        text.replace(declared->begin, declared->end - declared->begin, "UTF-8");
    }
}

bool is_ascii(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

/// What an XML text says that it is, when it is known and something else than UTF-8; in lower case.
std::string told_by_declaration(std::string_view text) {
    const auto declared = declared_encoding(text);
    if (!declared || declared->end - declared->begin > longest_name) return {};
    std::string name = lower(text.substr(declared->begin, declared->end - declared->begin));
    const bool known =
        begins_like_one(known_beginnings, name) ||
        std::find(same_as_windows_1252.begin(), same_as_windows_1252.end(), name) != same_as_windows_1252.end();
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
        return ascii::is_letter(c) || ascii::is_digit(c) || c == '-' || c == '_';
    });
    return known && plain ? name : std::string();
}

DecodedText from_utf16(const std::string& bytes, Utf16 kind) {
    const bool big = kind == Utf16::big_endian;
    std::string text = from_utf16(bytes, big);
    if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
    declare_utf8(text);
    return {std::move(text), big ? "UTF-16BE" : "UTF-16LE"};
}

}  // namespace

DecodedText decoded(std::string bytes) {
    if (const Utf16 kind = utf16_of(bytes); kind != Utf16::none) return from_utf16(bytes, kind);
    if (bytes.find('\0') != std::string::npos) return {std::move(bytes), {}};
    const std::string told = told_by_declaration(bytes);
    const bool utf8 = first_invalid_utf8(bytes) == std::string_view::npos;
    if (utf8 && (told.empty() || is_ascii(bytes))) {
        declare_utf8(bytes);
        return {std::move(bytes), {}};
    }
    const bool western = told.empty() || std::find(same_as_windows_1252.begin(), same_as_windows_1252.end(), told) !=
                                             same_as_windows_1252.end();
    auto made = western ? std::nullopt : converted(bytes, told);
    DecodedText result{made ? std::move(*made) : from_windows_1252(bytes), made ? told : "Windows-1252"};
    declare_utf8(result.text);
    return result;
}

std::uint32_t add_decoded(std::string name, std::string bytes, Reading& reading) {
    DecodedText text = decoded(std::move(bytes));
    const auto source = reading.sources.add(std::move(name), std::move(text.text));
    if (text.from.empty()) return source;
    const std::string_view all = reading.sources[source].text();
    const auto other =
        std::find_if(all.begin(), all.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    const auto begin = static_cast<std::uint32_t>(other == all.end() ? 0 : other - all.begin());
    const auto length = static_cast<std::uint32_t>(utf8_length(all.substr(begin)));
    reading.findings
        .add(Code::text_recoded, {source, begin, begin + length}, "the text is not UTF-8; it is read as " + text.from)
        .advise("save it as UTF-8");
    return source;
}

}  // namespace millwright::settings::iris
