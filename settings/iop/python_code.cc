#include "settings/iop/python_code.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "graph/utf8.h"

namespace millwright::settings::iop {
namespace {

constexpr std::size_t width = 88;
constexpr std::size_t step = 4;
/// Pieces of a divided text are about as long as a line of prose.
constexpr std::size_t piece_width = 72;

struct Escape {
    char plain;
    std::string_view written;
};
constexpr std::array<Escape, 4> escapes{{{'\\', "\\\\"}, {'\n', "\\n"}, {'\r', "\\r"}, {'\t', "\\t"}}};

std::string numbered(const char* format, unsigned value) {
    std::array<char, 16> written{};
    std::snprintf(written.data(), written.size(), format, value);
    return written.data();
}

/// The first character of `text`, of `length` bytes, as a literal in `quote` has it.
std::string escaped(std::string_view text, std::size_t length, char quote) {
    const char c = text.front();
    if (c == quote) return std::string("\\") + quote;
    for (const Escape& each : escapes) {
        if (each.plain == c) return std::string(each.written);
    }
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) return numbered("\\x%02x", byte);
    if (const char32_t hidden = hidden_character(text); hidden != 0) {
        return numbered("\\u%04x", static_cast<unsigned>(hidden));
    }
    return std::string(text.substr(0, length));
}

/// Where a piece of a divided text ends: behind the first line end, or behind the last blank that keeps it short.
std::size_t piece_length(std::string_view text) {
    const std::size_t line = text.find('\n');
    std::size_t end = line == std::string_view::npos ? text.size() : line + 1;
    if (end <= piece_width) return end;
    const std::size_t blank = text.rfind(' ', piece_width);
    if (blank != std::string_view::npos) return blank + 1;
    return std::min(end, text.find(' ', piece_width) == std::string_view::npos ? end : text.find(' ', piece_width) + 1);
}

void append_line(std::string& out, std::size_t indent, std::string_view text, std::string_view behind) {
    out.append(indent, ' ').append(text).append(behind) += '\n';
}

std::size_t length_of(const PythonCode& code) {
    std::size_t length = code.prefix.size() + code.text.size() + code.open.size() + code.close.size();
    for (const PythonCode& part : code.parts) length += length_of(part) + (&part == &code.parts.front() ? 0 : 2);
    return length + (code.tuple && code.parts.size() == 1 ? 1 : 0);
}

void append_in_line(std::string& out, const PythonCode& code) {
    out += code.prefix + code.text + code.open;
    for (std::size_t i = 0; i < code.parts.size(); ++i) {
        if (i > 0) out += ", ";
        append_in_line(out, code.parts[i]);
    }
    if (code.tuple && code.parts.size() == 1) out += ',';
    out += code.close;
}

/// Has a text of several lines, or a long one.
bool wants_lines(const PythonCode& code) {
    return !code.pieces.empty() || std::any_of(code.parts.begin(), code.parts.end(), wants_lines);
}

}  // namespace

std::string python_literal(std::string_view text) {
    const bool single = text.find('"') != std::string_view::npos && text.find('\'') == std::string_view::npos;
    const char quote = single ? '\'' : '"';
    std::string out(1, quote);
    while (!text.empty()) {
        const std::size_t length = std::max<std::size_t>(utf8_length(text), 1);
        out += escaped(text, length, quote);
        text.remove_prefix(length);
    }
    return out += quote;
}

bool is_python_count(std::string_view text) {
    const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
    if (digits.empty() || digits.size() > 9 || digits.find_first_not_of("0123456789") != std::string_view::npos)
        return false;
    return text == "0" || !digits.starts_with('0');
}

PythonCode python_text(std::string_view text) {
    PythonCode code = PythonCode::leaf(python_literal(text));
    const std::size_t line = text.find('\n');
    const bool lines = line != std::string_view::npos && line + 1 < text.size();
    if (!lines && code.text.size() <= piece_width) return code;
    while (!text.empty()) {
        const std::size_t length = piece_length(text);
        code.pieces.push_back(python_literal(text.substr(0, length)));
        text.remove_prefix(length);
    }
    if (code.pieces.size() == 1) code.pieces.clear();
    return code;
}

void append_python(std::string& out, const PythonCode& code, std::size_t indent, std::string_view behind) {
    const bool divisible = !code.parts.empty() || !code.pieces.empty();
    if (!divisible || (indent + length_of(code) + behind.size() <= width && !wants_lines(code))) {
        out.append(indent, ' ');
        append_in_line(out, code);
        out.append(behind) += '\n';
        return;
    }
    const bool text = code.parts.empty();
    append_line(out, indent, code.prefix + (text ? "(" : code.open), {});
    for (const std::string& piece : code.pieces) append_line(out, indent + step, piece, {});
    for (const PythonCode& part : code.parts) append_python(out, part, indent + step, ",");
    append_line(out, indent, text ? ")" : code.close, behind);
}

void append_python_comment(std::string& out, std::string_view text, std::size_t indent) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string line = printable(text.substr(0, end));
        append_line(out, indent, line.empty() ? "#" : "# " + line, {});
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

}  // namespace millwright::settings::iop
