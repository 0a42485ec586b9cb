#include "graph/report/mask_line.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "graph/secret.h"

namespace millwright {
namespace {

constexpr std::string_view blanks = " \t\r\n";
/// How far a name and the value that belongs to it may be apart.
constexpr std::size_t reach = 400;
/// How much of the rest of a line is looked at to see whether a closing quote really closes.
constexpr std::size_t look_ahead = 4096;

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.' || c == '%' ||
           c == '@' || c == '#';
}

bool is_quote(char c) {
    return c == '"' || c == '\'';
}

bool is_escaped(std::string_view text, std::size_t at) {
    std::size_t slashes = 0;
    while (slashes < at && text[at - slashes - 1] == '\\') ++slashes;
    return slashes % 2 != 0;
}

/// Reads the number of an escape such as \u0064 or &#100; and moves `at` behind it; 0 where there is none.
char escaped_character(std::string_view text, std::size_t& at) {
    struct Spelling {
        std::string_view mark;
        std::size_t digits;
        int base;
    };
    static constexpr Spelling spellings[] = {{"\\u", 4, 16}, {"\\U", 8, 16}, {"\\x", 2, 16},
                                             {"&#x", 8, 16}, {"&#X", 8, 16}, {"&#", 8, 10}};
    for (const Spelling& each : spellings) {
        if (!text.substr(at).starts_with(each.mark)) continue;
        const std::string_view digits = text.substr(at + each.mark.size(), each.digits);
        unsigned number = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number, each.base);
        if (read.ec != std::errc() || number == 0 || number >= 0x80) continue;
        at += each.mark.size() + static_cast<std::size_t>(read.ptr - digits.data());
        return static_cast<char>(number);
    }
    return 0;
}

/// Also where letters of the name are written as escapes.
bool names_secret(std::string_view name) {
    if (name.find_first_of("\\&") == std::string_view::npos) return looks_like_clear_secret(name, "x");
    std::string plain;
    for (std::size_t at = 0; at < name.size();) {
        const char c = escaped_character(name, at);
        plain += c != 0 ? c : name[at++];
    }
    return looks_like_clear_secret(plain, "x");
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

std::size_t end_of_line(std::string_view text, std::size_t at) {
    return std::min(text.find_first_of("\r\n", at), text.size());
}

/// Where the table or list that opens at `at` closes; strings in it end with their line.
std::size_t closing_bracket(std::string_view text, std::size_t at) {
    const char open = text[at];
    const char close = open == '{' ? '}' : ']';
    std::size_t depth = 0;
    char quote = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\n' || (quote != 0 && c == quote)) {
            quote = 0;
        } else if (quote != 0) {
            if (c == '\\' && quote == '"') ++at;
        } else if (is_quote(c)) {
            quote = c;
        } else if (c == open) {
            ++depth;
        } else if (c == close && --depth == 0) {
            return at;
        }
    }
    return text.size();
}

/// Whether the closing quote before `after` closes its text by all that can be seen: something of the format follows, and
/// no quote is left over on the line.
bool closes(std::string_view text, std::size_t after, char quote) {
    std::string_view rest = text.substr(std::min(after, text.size()), look_ahead);
    const bool whole = rest.size() < look_ahead || rest.find('\n') != std::string_view::npos;
    rest = rest.substr(0, rest.find_first_of("\r\n"));
    if (whole && std::count(rest.begin(), rest.end(), quote) % 2 != 0) return false;
    std::size_t next = rest.find_first_not_of(" \t");
    if (next == std::string_view::npos) return true;
    constexpr std::string_view signs = ",}])#;/>?&<\\";
    if (signs.find(rest[next]) != std::string_view::npos) return true;
    const std::size_t word = next;
    while (next < rest.size() && is_word(rest[next])) ++next;
    const std::size_t sign = rest.find_first_not_of(" \t", next);
    return word > 0 && next > word && sign != std::string_view::npos && (rest[sign] == '=' || rest[sign] == ':');
}

/// A value in quotes, those written as \" in another text among them. Nothing when there is no quote at `at`.
Extent quoted_at(std::string_view text, std::size_t at) {
    const std::size_t mark = std::min(text.find_first_not_of('\\', at), text.size());
    if (mark == text.size() || !is_quote(text[mark])) return {at, at};
    const char quote = text[mark];
    std::string delimiter(text.substr(at, mark + 1 - at));
    const std::string triple(3, quote);
    if (mark == at && text.substr(at, 3) == triple) delimiter = triple;
    const std::size_t begin = at + delimiter.size();
    std::size_t end = begin;
    if (delimiter.size() == 1) {
        end = closing_quote(text, begin, quote);
    } else {
        end = text.find(delimiter, begin);
        while (delimiter == triple && quote == '"' && end != std::string_view::npos && is_escaped(text, end)) {
            end = text.find(delimiter, end + 1);
        }
        end = std::min(end, text.size());
    }
    if (!closes(text, end + delimiter.size(), quote)) end = end_of_line(text, end);
    return {begin, end};
}

Extent unquoted_at(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while ((end = std::min(text.find_first_of("\r\n<\"", end), text.size())) < text.size() && text[end] == '<' &&
           text.substr(end, 2) != "</") {
        ++end;
    }
    if (end < text.size() && text[end] == '"' && !closes(text, end + 1, '"')) end = end_of_line(text, end);
    return {at, end};
}

/// The value that begins at `at`, without its quotes.
Extent value_at(std::string_view text, std::size_t at) {
    const Extent quoted = quoted_at(text, at);
    return quoted.begin != at ? quoted : unquoted_at(text, at);
}

/// The name that is written as a value at `at`.
Extent name_at(std::string_view text, std::size_t at) {
    at = skip_blanks(text, at);
    const std::string_view near = text.substr(at, reach);
    const std::size_t quote = near.find_first_not_of('\\');
    if (quote == std::string_view::npos || !is_quote(near[quote])) {
        return {at, at + std::min(near.find_first_of(" \t\r\n,}<>\"'"), near.size())};
    }
    return {at + quote + 1, at + closing_quote(near, quote + 1, near[quote])};
}

/// The key that ends before `at`, where a sign = or : stands.
std::string_view key_before(std::string_view text, std::size_t at) {
    while (at > 0 && blanks.find(text[at - 1]) != std::string_view::npos) --at;
    std::size_t end = at;
    if (end > 0 && is_quote(text[end - 1])) {
        const std::size_t nearest = end - std::min(end, reach);
        const std::string_view near = text.substr(nearest, end - 1 - nearest);
        const std::size_t quote = near.rfind(text[end - 1]);
        if (quote != std::string_view::npos) return near.substr(quote + 1);
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

/// Whether no quote is left open between two places, so that a bracket there is one of the format.
bool outside_of_quotes(std::string_view between) {
    std::size_t twice = 0;
    std::size_t once = 0;
    for (std::size_t i = 0; i < between.size(); ++i) {
        if (between[i] == '\\')
            ++i;
        else if (between[i] == '"')
            ++twice;
        else if (between[i] == '\'')
            ++once;
    }
    return twice % 2 == 0 && once % 2 == 0;
}

std::vector<Extent> merged(std::vector<Extent> found) {
    std::sort(found.begin(), found.end(), [](Extent a, Extent b) { return a.begin < b.begin; });
    std::vector<Extent> merged;
    for (const Extent each : found) {
        if (!merged.empty() && each.begin <= merged.back().end)
            merged.back().end = std::max(merged.back().end, each.end);
        else
            merged.push_back(each);
    }
    return merged;
}

class Finder {
public:
    explicit Finder(std::string_view text) : text_(text) {}

    std::vector<Extent> all() {
        std::size_t at = 0;
        while ((at = text_.find_first_of("=:<", at)) != std::string_view::npos) {
            if (covered(at) && widest_.end == text_.size()) break;
            at = text_[at] == '<' ? after_bracket(at) : after_sign(at);
        }
        return merged(std::move(found_));
    }

private:
    /// Looks at `<name`, where the name may be a secret's.
    std::size_t after_bracket(std::size_t at) {
        std::size_t end = at + 1;
        while (end < text_.size() && end - at < reach && (is_word(text_[end]) || text_[end] == ':')) ++end;
        if (end > at + 1 && names_secret(text_.substr(at + 1, end - at - 1))) add_element(end);
        return at + 1;
    }

    std::size_t after_sign(std::size_t at) {
        if (text_.substr(at, 3) == "://") return after_scheme(at);
        const std::string_view key = key_before(text_, at);
        const auto begin = static_cast<std::size_t>(key.data() - text_.data());
        if (begin >= 2) {
            const std::size_t length = reference_length(text_, begin - 2);
            if (length > 0 && begin - 2 + length > at) return begin - 2 + length;
        }
        if (names_secret(key)) return std::max(at + 1, add_value(at + 1));
        if (is_one_of(key, {"name", "setting"})) add_named(at + 1);
        return at + 1;
    }

    /// `https://user:password@host`
    std::size_t after_scheme(std::size_t at) {
        std::string_view url = text_.substr(at, reach);
        url = url.substr(0, url.find_first_of(" \t\r\n\"<>"));
        const std::string_view password = password_in_url(url);
        if (password.empty()) return at + 3;
        const auto begin = static_cast<std::size_t>(password.data() - text_.data());
        add({begin, begin + password.size()});
        return begin;
    }

    bool covered(std::size_t at) const { return at >= widest_.begin && at < widest_.end; }

    void keep(Extent value) {
        if (value.begin >= value.end) return;
        found_.push_back(value);
        if (value.end > widest_.end) widest_ = value;
    }

    /// References in a value are shown.
    void add(Extent value) {
        const std::string_view text = text_.substr(value.begin, value.end - value.begin);
        if (text.find_first_not_of(blanks) == std::string_view::npos) return;
        std::size_t begin = value.begin;
        for (std::size_t at = begin; (at = text.find("${", at - value.begin)) != std::string_view::npos;) {
            at += value.begin;
            const std::size_t length = reference_length(text_, at);
            if (length == 0 || at + length > value.end) {
                at += 2;
                continue;
            }
            keep({begin, at});
            begin = at += length;
        }
        keep({begin, value.end});
    }

    /// Hides the value that begins at `at`; returns where to go on.
    std::size_t add_value(std::size_t at) {
        at = skip_blanks(text_, at);
        if (at >= text_.size() || covered(at)) return at;
        if (text_[at] == '{') return add_table(at);
        const Extent value = text_[at] == '[' ? Extent{at + 1, closing_bracket(text_, at)} : value_at(text_, at);
        add(value);
        return value.end;
    }

    /// A table with the name of a secret: on one line all of it is its value, unless it tells where the secret is. One over
    /// several lines is more likely an item.
    std::size_t add_table(std::size_t at) {
        const std::size_t end = std::min(closing_bracket(text_, at), text_.size());
        if (text_.substr(at, end - at).find('\n') != std::string_view::npos) return at + 1;
        for (std::size_t sign = at; (sign = text_.find_first_of("=:", sign)) < end;) {
            const std::string_view key = key_before(text_, sign);
            ++sign;
            const std::size_t first = skip_blanks(text_, sign);
            if (is_one_of(key, {"env", "file"})) {
                const Extent origin = name_at(text_, first);
                sign = std::max(sign, origin.end);
            } else if (first < end && text_[first] != '{') {
                sign = std::max(sign, add_value(first));
            }
        }
        return end;
    }

    /// The text of the element whose start tag goes on at `at`.
    void add_element(std::size_t at) {
        if (at <= bracket_ && at >= bracket_seen_from_) return;
        const std::size_t bracket = text_.find_first_of("<>", at);
        bracket_seen_from_ = at;
        bracket_ = std::min(bracket, text_.size());
        if (bracket == std::string_view::npos || text_[bracket] == '<' || text_[bracket - 1] == '/') return;
        constexpr std::string_view cdata = "<![CDATA[";
        const std::size_t first = skip_blanks(text_, bracket + 1);
        if (covered(first)) return;
        if (text_.substr(first, cdata.size()) == cdata) return add(cdata_text(first + cdata.size()));
        const std::size_t nearest = at - std::min(at, reach);
        const std::size_t open = text_.substr(nearest, at - nearest).rfind('<');
        std::string close = "</";
        if (open != std::string_view::npos) {
            std::size_t end = nearest + open + 1;
            while (end < at && is_word(text_[end])) close += text_[end++];
        }
        // An element of other elements, such as an item called TokenService.
        if (first < text_.size() && text_[first] == '<' && close != "</Setting") return;
        add({bracket + 1, std::min(text_.find(close, bracket + 1), text_.size())});
    }

    Extent cdata_text(std::size_t begin) const {
        std::size_t end = std::min(text_.find("]]>", begin), text_.size());
        // More text after it belongs to the value too.
        if (end < text_.size() && !text_.substr(skip_blanks(text_, end + 3)).starts_with("</")) {
            end = std::min(text_.find("</", end), text_.size());
        }
        return {begin, end};
    }

    /// `Name="Password">value<`, `"@Name": "Password", "#text": "value"` and `name = "Password", value = "..."`.
    void add_named(std::size_t at) {
        const Extent name = name_at(text_, at);
        if (name.end < name.begin || name.end - name.begin > reach) return;
        if (!names_secret(text_.substr(name.begin, name.end - name.begin))) return;
        add_element(name.end);
        const std::size_t last = table_end(name.end);
        for (std::size_t sign = table_begin(name.begin); sign < last; ++sign) {
            if (text_[sign] != '=' && text_[sign] != ':') continue;
            if (is_one_of(key_before(text_, sign), {"text", "value"})) add_value(sign + 1);
        }
    }

    /// Where the table that a name stands in begins, as far as it is near.
    std::size_t table_begin(std::size_t name) const {
        const std::size_t nearest = name - std::min(name, reach);
        const std::size_t end = name > nearest && is_quote(text_[name - 1]) ? name - 1 : name;
        std::size_t brace = end;
        while (brace > nearest) {
            --brace;
            if (text_[brace] == '{' && outside_of_quotes(text_.substr(brace, end - brace))) return brace;
        }
        return nearest;
    }

    std::size_t table_end(std::size_t name_end) const {
        const std::size_t after = std::min(name_end + 1, text_.size());
        const std::size_t furthest = std::min(after + reach, text_.size());
        for (std::size_t brace = after; brace < furthest; ++brace) {
            if (text_[brace] == '}' && outside_of_quotes(text_.substr(after, brace - after))) return brace;
        }
        return furthest;
    }

    std::string_view text_;
    std::vector<Extent> found_;
    Extent widest_;
    std::size_t bracket_seen_from_ = 1;
    std::size_t bracket_ = 0;
};

}  // namespace

std::vector<Extent> secret_values_in(std::string_view text) {
    return Finder(text).all();
}

std::vector<Extent> secret_values_in_line(const std::vector<Extent>& of_text, std::string_view text, Extent line) {
    std::vector<Extent> found = secret_values_in(text.substr(line.begin, line.end - line.begin));
    for (Extent& each : found) each = {each.begin + line.begin, each.end + line.begin};
    const auto ends_before = [](Extent each, std::size_t at) { return each.end <= at; };
    auto each = std::lower_bound(of_text.begin(), of_text.end(), line.begin, ends_before);
    for (; each != of_text.end() && each->begin < line.end; ++each) {
        found.push_back({std::max(each->begin, line.begin), std::min(each->end, line.end)});
    }
    return merged(std::move(found));
}

std::string mask_line(std::string_view before, std::string_view line) {
    const std::string text = std::string(before) + std::string(line);
    std::string masked;
    std::size_t at = before.size();
    for (const Extent value : secret_values_in_line(secret_values_in(text), text, {before.size(), text.size()})) {
        masked += text.substr(at, value.begin - at);
        masked += masked_secret;
        at = value.end;
    }
    return masked + text.substr(at);
}

}  // namespace millwright
