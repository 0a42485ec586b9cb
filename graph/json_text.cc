#include "graph/json_text.h"

#include <array>
#include <cassert>

#include "graph/utf8.h"

namespace millwright {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

void append_escape(std::string& out, unsigned char c) {
    switch (c) {
        case '"': out += "\\\""; return;
        case '\\': out += "\\\\"; return;
        case '\n': out += "\\n"; return;
        case '\r': out += "\\r"; return;
        case '\t': out += "\\t"; return;
        default: break;
    }
    out += "\\u00";
    out += digits[c >> 4U];
    out += digits[c & 15U];
}

bool plain(unsigned char c) {
    return c >= 0x20 && c != '"' && c != '\\' && c < 0x7F;
}

void append_units(std::string& out, char32_t value) {
    out += "\\u";
    for (const unsigned shift : {12U, 8U, 4U, 0U}) out += digits[value >> shift & 15U];
}

void append_string(std::string& out, std::string_view text, bool shows_hidden) {
    out += '"';
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t end = at;
        while (end < text.size() && plain(static_cast<unsigned char>(text[end]))) ++end;
        out.append(text.substr(at, end - at));
        at = end;
        if (at == text.size()) break;
        const auto c = static_cast<unsigned char>(text[at]);
        if (c < 0x80) {
            append_escape(out, c);
            ++at;
        } else if (const std::size_t length = utf8_length(text.substr(at)); length != 0) {
            const char32_t hidden = shows_hidden ? hidden_character(text.substr(at, length)) : 0;
            if (hidden != 0)
                append_units(out, hidden);
            else
                out.append(text.substr(at, length));
            at += length;
        } else {
            out += "\xEF\xBF\xBD";
            ++at;
        }
    }
    out += '"';
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    append_string(out, text, false);
}

JsonText& JsonText::key(std::string_view name) {
    separate();
    append_string(out_, name, true);
    out_ += indent_ > 0 ? ": " : ":";
    after_key_ = true;
    return *this;
}

JsonText& JsonText::value(std::string_view text) {
    separate();
    append_string(out_, text, true);
    return *this;
}

JsonText& JsonText::value(bool truth) {
    return raw(truth ? "true" : "false");
}

JsonText& JsonText::value(std::uint64_t number) {
    return raw(std::to_string(number));
}

JsonText& JsonText::null() {
    return raw("null");
}

JsonText& JsonText::raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
}

JsonText& JsonText::open(char bracket) {
    separate();
    out_ += bracket;
    has_elements_.push_back(false);
    return *this;
}

JsonText& JsonText::close(char bracket) {
    assert(!has_elements_.empty() && !after_key_);
    const bool had_elements = has_elements_.back();
    has_elements_.pop_back();
    if (had_elements) new_line();
    out_ += bracket;
    return *this;
}

void JsonText::separate() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (has_elements_.empty()) return;
    if (has_elements_.back()) out_ += ',';
    has_elements_.back() = true;
    new_line();
}

void JsonText::new_line() {
    if (indent_ == 0) return;
    out_ += '\n';
    out_.append(has_elements_.size() * static_cast<std::size_t>(indent_), ' ');
}

}  // namespace millwright
