#include "settings/iris/class_text.h"

#include <algorithm>
#include <array>

#include "graph/utf8.h"
#include "settings/iris/xml_scan.h"

namespace millwright::settings::iris {
namespace {

constexpr std::size_t npos = std::string_view::npos;

// A body that is not understood costs a look at all that follows; so after some of them only closing lines are looked for.
constexpr std::size_t most_misread = 8;

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '%' || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool same_word(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

bool holds_word(std::string_view text, std::string_view word) {
    for (std::size_t at = 0; at + word.size() <= text.size(); ++at) {
        if (same_word(text.substr(at, word.size()), word)) return true;
    }
    return false;
}

bool begins_member(std::string_view word) {
    static constexpr std::array<std::string_view, 13> kinds{
        "ClassMethod", "ClientMethod", "ForeignKey",   "Index",   "Method",  "Parameter", "Projection",
        "Property",    "Query",        "Relationship", "Storage", "Trigger", "XData"};
    return std::any_of(kinds.begin(), kinds.end(), [&](std::string_view kind) { return same_word(kind, word); });
}

class Walker {
public:
    explicit Walker(std::string_view text) : text_(text) {}

    ClassText find() {
        if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
        if (!find_class()) return stop();
        if (!skip_head("{")) return lost();
        const std::size_t first_member = ++at_;
        while (!result_.has_definition) {
            skip_comments();
            if (at_ >= text_.size()) return search_lines(first_member);
            if (text_[at_] == '}') return stop();
            if (!member()) return search_lines(first_member);
        }
        return stop();
    }

private:
    ClassText stop() {
        result_.stopped = std::min(at_, text_.size());
        return result_;
    }
    ClassText lost() {
        result_.cut_off = true;
        return stop();
    }

    std::string_view rest() const { return text_.substr(std::min(at_, text_.size())); }
    void to_line_end() { at_ = std::min(text_.find('\n', at_), text_.size()); }

    void skip_comments() {
        while (at_ < text_.size()) {
            if (is_xml_space(text_[at_])) {
                ++at_;
            } else if (rest().starts_with("//")) {
                to_line_end();
            } else if (rest().starts_with("/*")) {
                const std::size_t end = text_.find("*/", at_ + 2);
                at_ = end == npos ? text_.size() : end + 2;
            } else {
                return;
            }
        }
    }

    std::string_view word() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_word(text_[at_])) ++at_;
        return text_.substr(begin, at_ - begin);
    }

    /// Include and Import lines come before the class.
    bool find_class() {
        for (skip_comments(); at_ < text_.size(); skip_comments()) {
            if (!same_word(word(), "Class") || !is_xml_space(rest().empty() ? ' ' : rest().front())) {
                to_line_end();
                continue;
            }
            skip_comments();
            result_.name_begin = at_;
            while (at_ < text_.size() && (is_word(text_[at_]) || text_[at_] == '.')) ++at_;
            result_.name = text_.substr(result_.name_begin, at_ - result_.name_begin);
            if (!result_.name.empty()) return true;
        }
        at_ = 0;
        return false;
    }

    /// To the first of `ends` that stands outside of strings, comments, parentheses and brackets.
    bool skip_head(std::string_view ends) {
        std::size_t depth = 0;
        while (at_ < text_.size()) {
            skip_comments();
            if (at_ >= text_.size()) return false;
            const char c = text_[at_];
            if (depth == 0 && ends.find(c) != npos) return true;
            if (c == '(' || c == '[') ++depth;
            if ((c == ')' || c == ']') && depth > 0) --depth;
            if (c == '"') skip_string('"');
            ++at_;
        }
        return false;
    }

    /// To the closing quote; a string ends with its line at the latest.
    void skip_string(char quote) {
        const std::size_t end = text_.find_first_of(quote == '"' ? "\"\n" : "'\n", at_ + 1);
        at_ = std::min(end, text_.size());
    }

    bool member() {
        const std::string_view kind = word();
        if (!begins_member(kind)) {
            if (kind.empty()) ++at_;  // a stray sign
            if (!kind.empty()) to_line_end();
            return true;
        }
        skip_comments();
        const std::string_view name = word();
        const std::size_t head = at_;
        if (!skip_head(";{")) return false;
        if (text_[at_++] == ';') return true;
        const bool data = same_word(kind, "XData");
        if (data && name == "ProductionDefinition") {
            result_.has_definition = true;
            result_.content = at_;
            return true;
        }
        const std::string_view keywords = text_.substr(head, at_ - head);
        const std::size_t body = at_;
        if (misread_ < most_misread) {
            const bool found = data || same_word(kind, "Storage") ? skip_markup()
                               : holds_word(keywords, "python")   ? skip_python()
                                                                  : skip_code();
            if (found) return true;
            ++misread_;
        }
        return skip_to_closing_line(body);
    }

    /// XML up to a brace outside of every element.
    bool skip_markup() {
        XmlScanner scanner(text_, at_);
        for (XmlToken token = scanner.next(); token.part != XmlPart::end_of_text; token = scanner.next()) {
            if (token.part == XmlPart::cut_off || token.part == XmlPart::broken) return false;
            if (token.part == XmlPart::start_tag) token = scanner.skip_element();
            if (token.part == XmlPart::cut_off || token.part == XmlPart::broken) return false;
            if (token.part != XmlPart::text) continue;
            const std::string_view between = text_.substr(token.begin, token.end - token.begin);
            const std::size_t first = between.find_first_not_of(" \t\r\n");
            if (first == npos) continue;
            if (between[first] != '}') return false;  // not XML: JSON or prose
            at_ = token.begin + first + 1;
            return true;
        }
        return false;
    }

    /// ObjectScript: strings, comments of all four kinds.
    bool skip_code() {
        for (std::size_t depth = 1; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '"') {
                skip_string('"');
            } else if (c == ';' || rest().starts_with("//")) {
                to_line_end();
            } else if (rest().starts_with("/*")) {
                const std::size_t end = text_.find("*/", at_ + 2);
                if (end == npos) return false;
                at_ = end + 1;
            } else if (c == '{') {
                ++depth;
            } else if (c == '}' && --depth == 0) {
                ++at_;
                return true;
            }
        }
        return false;
    }

    bool skip_python() {
        for (std::size_t depth = 1; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            const std::string_view three = text_.substr(at_, 3);
            if (three == "\"\"\"" || three == "'''") {
                const std::size_t end = text_.find(three, at_ + 3);
                if (end == npos) return false;
                at_ = end + 2;
            } else if (c == '"' || c == '\'') {
                skip_python_string(c);
            } else if (c == '#') {
                to_line_end();
            } else if (c == '{') {
                ++depth;
            } else if (c == '}' && --depth == 0) {
                ++at_;
                return true;
            }
        }
        return false;
    }

    void skip_python_string(char quote) {
        for (++at_; at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n'; ++at_) {
            if (text_[at_] == '\\') ++at_;
        }
    }

    /// Exports close every member with a '}' that stands alone at the start of a line.
    bool skip_to_closing_line(std::size_t from) {
        for (std::size_t at = text_.find("\n}", from); at != npos; at = text_.find("\n}", at + 1)) {
            const std::string_view line = text_.substr(at + 2, text_.find('\n', at + 2) - (at + 2));
            if (!is_blank(line)) continue;
            at_ = at + 2;
            return true;
        }
        return false;
    }

    /// The last resort, when some member was not understood: a line that begins as the definition does.
    ClassText search_lines(std::size_t from) {
        at_ = from;
        while ((at_ = text_.find("\nXData", at_)) != npos) {
            at_ += 6;
            if (at_ >= text_.size() || !is_xml_space(text_[at_])) continue;
            skip_comments();
            if (word() != "ProductionDefinition" || !skip_head(";{") || text_[at_] != '{') continue;
            result_.has_definition = true;
            result_.content = ++at_;
            return stop();
        }
        return lost();
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t misread_ = 0;
    ClassText result_;
};

}  // namespace

ClassText find_definition(std::string_view text) {
    return Walker(text).find();
}

ClassEnd check_end(std::string_view text, std::size_t& at) {
    XmlScanner scanner(text, at);
    XmlToken token;
    std::size_t brace = npos;
    do {
        token = scanner.next();
        if (token.part != XmlPart::text) continue;
        brace = text.substr(0, token.end).find_first_not_of(" \t\r\n", token.begin);
    } while (brace == npos && (token.part == XmlPart::text || token.part == XmlPart::comment));
    at = std::min(brace == npos ? token.begin : brace, text.size());
    if (at == text.size() || token.part == XmlPart::cut_off) return ClassEnd::cut_off;
    if (text[at] != '}') return ClassEnd::unexpected;
    const std::size_t last = text.rfind('}');
    const std::size_t after = text.find_first_not_of(" \t\r\n", last + 1);
    if (last > at && (after == npos || text[after] == '/')) return ClassEnd::complete;
    at = text.size();
    return ClassEnd::cut_off;
}

}  // namespace millwright::settings::iris
