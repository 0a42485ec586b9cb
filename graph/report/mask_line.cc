#include "graph/report/mask_line.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "graph/secret.h"

namespace millwright {
namespace {

constexpr std::string_view blanks = " \t\r\n";
/// How far a name and the value that belongs to it may be apart.
constexpr std::size_t reach = 400;

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.' || c == '%' ||
           c == '@' || c == '#';
}

bool is_quote(char c) {
    return c == '"' || c == '\'';
}

bool names_secret(std::string_view name) {
    return looks_like_clear_secret(name, "x");
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    return std::min(text.find_first_not_of(blanks, at), text.size());
}

/// The end of a quoted text whose first character is at `at`: where its closing quote stands.
std::size_t closing_quote(std::string_view text, std::size_t at, char quote) {
    for (; at < text.size(); ++at) {
        if (text[at] == '\\' && quote == '"')
            ++at;
        else if (text[at] == quote)
            return at;
    }
    return text.size();
}

/// The value that begins at `at` (blanks before it are skipped): without its quotes, empty for tables and lists.
Extent value_at(std::string_view text, std::size_t at) {
    at = skip_blanks(text, at);
    if (at >= text.size() || text[at] == '{' || text[at] == '[') return {at, at};
    if (!is_quote(text[at])) {
        const std::size_t end = std::min(text.find_first_of("\r\n<\"", at), text.size());
        return {at, end};
    }
    const std::string triple(3, text[at]);
    if (text.substr(at, 3) == triple) return {at + 3, std::min(text.find(triple, at + 3), text.size())};
    return {at + 1, closing_quote(text, at + 1, text[at])};
}

/// "${secret:x}" and nothing else.
bool is_reference(std::string_view value) {
    return value.starts_with("${") && value.find('}') == value.size() - 1;
}

/// The key that ends before `at`, where a sign = or : stands.
std::string_view key_before(std::string_view text, std::size_t at) {
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) --at;
    std::size_t end = at;
    if (end > 0 && is_quote(text[end - 1])) {
        const std::size_t begin = end >= 2 ? text.rfind(text[end - 1], end - 2) : std::string_view::npos;
        if (begin != std::string_view::npos && end - begin < reach) return text.substr(begin + 1, end - begin - 2);
        --end;
    }
    std::size_t begin = end;
    while (begin > 0 && is_word(text[begin - 1]) && end - begin < reach) --begin;
    return text.substr(begin, end - begin);
}

bool is_one_of(std::string_view key, std::initializer_list<std::string_view> words) {
    std::string letters;
    for (const char c : key) {
        if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
            letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    return std::find(words.begin(), words.end(), letters) != words.end();
}

/// The text of the element whose start tag goes on at `at`.
Extent element_text(std::string_view text, std::size_t at) {
    const std::size_t bracket = text.find_first_of("<>", at);
    if (bracket == std::string_view::npos || text[bracket] == '<' || text[bracket - 1] == '/') return {at, at};
    constexpr std::string_view cdata = "<![CDATA[";
    const std::size_t first = skip_blanks(text, bracket + 1);
    if (text.substr(first, cdata.size()) == cdata) {
        return {first + cdata.size(), std::min(text.find("]]>", first), text.size())};
    }
    return {bracket + 1, std::min(text.find('<', bracket + 1), text.size())};
}

class Finder {
public:
    explicit Finder(std::string_view text) : text_(text) {}

    std::vector<Extent> all() {
        std::size_t at = 0;
        while ((at = text_.find_first_of("=:", at)) != std::string_view::npos) {
            const std::string_view key = key_before(text_, at);
            ++at;
            if (names_secret(key)) {
                const Extent value = value_at(text_, at);
                add(value);
                at = std::max(at, value.end);
            } else if (is_one_of(key, {"name", "setting"})) {
                add_named(at);
            }
        }
        return merged();
    }

private:
    void add(Extent value) {
        const std::string_view text = text_.substr(value.begin, value.end - value.begin);
        if (text.find_first_not_of(blanks) != std::string_view::npos && !is_reference(text)) found_.push_back(value);
    }

    /// `Name="Password">value<`, `"@Name": "Password", "#text": "value"` and `name = "Password", value = "..."`.
    void add_named(std::size_t at) {
        const Extent name = value_at(text_, at);
        const std::size_t length = name.end - name.begin;
        if (length > reach || !names_secret(text_.substr(name.begin, length))) return;
        add(element_text(text_, name.end));
        const std::size_t nearest = name.begin - std::min(name.begin, reach);
        const std::size_t brace = text_.substr(nearest, name.begin - nearest).rfind('{');
        const std::size_t first = brace == std::string_view::npos ? name.end : nearest + brace;
        const std::string_view after = text_.substr(name.end, reach);
        const std::size_t last = name.end + std::min(after.find('}'), after.size());
        for (std::size_t sign = first; (sign = text_.find_first_of("=:", sign)) < last; ++sign) {
            if (is_one_of(key_before(text_, sign), {"text", "value"})) add(value_at(text_, sign + 1));
        }
    }

    std::vector<Extent> merged() {
        std::sort(found_.begin(), found_.end(), [](Extent a, Extent b) { return a.begin < b.begin; });
        std::vector<Extent> merged;
        for (const Extent each : found_) {
            if (!merged.empty() && each.begin < merged.back().end) {
                merged.back().end = std::max(merged.back().end, each.end);
            } else {
                merged.push_back(each);
            }
        }
        return merged;
    }

    std::string_view text_;
    std::vector<Extent> found_;
};

}  // namespace

std::vector<Extent> secret_values_in(std::string_view text) {
    return Finder(text).all();
}

std::string mask_line(std::string_view before, std::string_view line) {
    const std::string text = std::string(before) + std::string(line);
    std::string masked;
    std::size_t at = before.size();
    for (const Extent value : secret_values_in(text)) {
        if (value.end <= at) continue;
        masked += text.substr(at, std::max(at, value.begin) - at);
        masked += masked_secret;
        at = value.end;
    }
    return masked + text.substr(at);
}

}  // namespace millwright
