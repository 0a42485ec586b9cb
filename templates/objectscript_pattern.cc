// Regular expressions: RE2's as ICU's. What both have in common is kept, what means something else is written otherwise,
// and what only one of them knows is not translated.
#include <algorithm>
#include <cctype>
#include <optional>

#include "templates/objectscript_expression.h"

namespace millwright::templates {
namespace {

class Pattern {
public:
    explicit Pattern(std::string_view text) : text_(text) {}

    std::optional<std::string> translated() {
        while (at_ < text_.size()) {
            if (!next()) return std::nullopt;
        }
        return out_;
    }

private:
    bool starts(std::string_view what) const { return text_.substr(at_).starts_with(what); }

    bool next() {
        const char each = text_[at_];
        switch (each) {
            case '^': return put("\\A");
            case '$': return put("\\z");
            case '.': return put("[^\\n]");
            case '[': return set();
            case '\\': return escape(false);
            case '(': return starts("(?") && !starts("(?:") ? false : put("(");
            case '{': return put(is_count() ? "{" : "\\{");
            case '}': return put(counting_ ? "}" : "\\}");
            default: return put(std::string_view(&text_[at_], 1));
        }
    }

    bool put(std::string_view what) {
        if (what == "{") counting_ = true;
        if (what == "}") counting_ = false;
        out_ += what;
        ++at_;
        return true;
    }

    /// RE2 takes a brace that begins no {2} or {2,3} for itself.
    bool is_count() const {
        const std::size_t end = text_.find('}', at_);
        if (end == std::string_view::npos || end == at_ + 1) return false;
        const std::string_view inside = text_.substr(at_ + 1, end - at_ - 1);
        return inside.find_first_not_of("0123456789,") == std::string_view::npos && inside.front() != ',' &&
               std::count(inside.begin(), inside.end(), ',') < 2;
    }

    bool escape(bool in_set) {
        if (at_ + 1 >= text_.size()) return false;
        const char each = text_[at_ + 1];
        at_ += 2;
        const std::string_view ascii = each == 'd'   ? "0-9"
                                       : each == 'w' ? "0-9A-Za-z_"
                                       : each == 's' ? "\\t\\n\\f\\r "
                                                     : "";
        if (!ascii.empty()) {
            out_ += in_set ? std::string(ascii) : "[" + std::string(ascii) + "]";
            return true;
        }
        const std::string_view outside = each == 'D'   ? "[^0-9]"
                                         : each == 'W' ? "[^0-9A-Za-z_]"
                                         : each == 'S' ? "[^\\t\\n\\f\\r ]"
                                                       : "";
        if (!outside.empty()) {
            out_ += outside;
            return !in_set;
        }
        // The rest of the letters and digits have meanings of their own in one of the two or in both.
        const bool letter = std::isalnum(static_cast<unsigned char>(each)) != 0;
        if (letter && std::string_view("ntrf").find(each) == std::string_view::npos) return false;
        out_ += {'\\', each};
        return true;
    }

    /// ICU knows sets in sets, && and --.
    bool set() {
        out_ += text_[at_++];
        if (at_ < text_.size() && text_[at_] == '^') out_ += text_[at_++];
        for (bool first = true; at_ < text_.size(); first = false) {
            const char each = text_[at_];
            if (each == '[' || starts("&&") || starts("--")) return false;
            if (each == '\\') {
                if (!escape(true)) return false;
                continue;
            }
            if (each == ']' && !first) return put("]");
            if (each == ']') out_ += '\\';
            out_ += each;
            ++at_;
        }
        return false;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool counting_ = false;
    std::string out_;
};

}  // namespace

std::optional<std::string> icu_pattern(std::string_view pattern) {
    return Pattern(pattern).translated();
}

}  // namespace millwright::templates
