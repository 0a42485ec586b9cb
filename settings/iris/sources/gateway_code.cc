#include "settings/iris/sources/gateway_code.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "graph/ascii.h"
#include "graph/utf8.h"

namespace millwright::settings::iris {
namespace {

constexpr std::size_t most_shown = 200;  ///< bytes of an expression

enum class WordKind : std::uint8_t { name, text, mark };

struct Word {
    WordKind kind = WordKind::mark;
    std::string_view text;  ///< of a text what is between the quotes
    std::size_t begin = 0;
    std::size_t end = 0;
};

bool begins_name(char c) {
    return ascii::is_letter(c) || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

/// The words of Java and C#, which are alike in all that matters here.
class Words {
public:
    explicit Words(std::string_view text) : text_(text) {}

    std::vector<Word> read() {
        while (at_ < text_.size()) next();
        return std::move(words_);
    }

private:
    bool has(std::string_view what) const { return text_.substr(at_).starts_with(what); }
    std::size_t past(std::string_view what, std::size_t from) const {
        const std::size_t found = text_.find(what, from);
        return found == std::string_view::npos ? text_.size() : found + what.size();
    }

    void next() {
        const char c = text_[at_];
        if (has("//")) {
            at_ = past("\n", at_);
        } else if (has("/*")) {
            at_ = past("*/", at_ + 2);
        } else if (has("\"\"\"")) {
            add_text(at_ + 3, std::max(past("\"\"\"", at_ + 3), at_ + 6) - 3, 3);
        } else if (has("@\"")) {
            add_verbatim();
        } else if (c == '"' || c == '\'') {
            add_quoted(c);
        } else if (begins_name(c) || ascii::is_digit(c)) {
            add_name();
        } else {
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') add(WordKind::mark, at_, at_ + 1, at_, at_ + 1);
            ++at_;
        }
    }

    void add(WordKind kind, std::size_t from, std::size_t to, std::size_t begin, std::size_t end) {
        words_.push_back({kind, text_.substr(from, to - from), begin, end});
    }

    void add_text(std::size_t from, std::size_t to, std::size_t quotes) {
        to = std::clamp(to, from, text_.size());
        const std::size_t end = std::min(to + quotes, text_.size());
        add(WordKind::text, std::min(from, text_.size()), to, at_, end);
        at_ = end;
    }

    /// @"..." of C#, in which "" is a quote.
    void add_verbatim() {
        std::size_t end = at_ + 2;
        while (end < text_.size() && (text_[end] != '"' || text_.substr(end).starts_with("\"\""))) {
            end += text_[end] == '"' ? 2 : 1;
        }
        add_text(at_ + 2, end, 1);
    }

    void add_quoted(char quote) {
        std::size_t end = at_ + 1;
        while (end < text_.size() && text_[end] != quote && text_[end] != '\n') end += text_[end] == '\\' ? 2 : 1;
        add_text(at_ + 1, end, 1);
    }

    void add_name() {
        std::size_t end = at_;
        while (end < text_.size() && (begins_name(text_[end]) || ascii::is_digit(text_[end]))) ++end;
        add(WordKind::name, at_, end, at_, end);
        at_ = end;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<Word> words_;
};

class ClassReader {
public:
    ClassReader(std::uint32_t source, std::string_view text, std::string_view class_name)
        : source_(source), text_(text), words_(Words(text).read()), found_(enter(class_name)) {}

    GatewayClass read() {
        for (std::size_t i = first_; i < last_; ++i) read_origin(i);
        GatewayClass made;
        made.found = found_;
        for (std::size_t i = first_; i < last_; ++i) {
            if (is_send(i)) made.sends.push_back(send_at(i));
        }
        return made;
    }

private:
    bool is(std::size_t i, std::string_view mark) const {
        return i < words_.size() && words_[i].kind == WordKind::mark && words_[i].text == mark;
    }
    bool is_name(std::size_t i) const { return i < words_.size() && words_[i].kind == WordKind::name; }
    bool is_named(std::size_t i, std::string_view name) const { return is_name(i) && words_[i].text == name; }

    /// Where the brackets that open at `i` are closed, or the end.
    std::size_t closing(std::size_t i, std::string_view open, std::string_view close) const {
        std::size_t depth = 0;
        for (; i < words_.size(); ++i) {
            if (is(i, open)) ++depth;
            if (is(i, close) && --depth == 0) return i;
        }
        return words_.size();
    }

    bool enter(std::string_view class_name) {
        for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
            if (!is_named(i, "class") || !is_named(i + 1, class_name)) continue;
            first_ = i + 2;
            while (first_ < words_.size() && !is(first_, "{")) ++first_;
            last_ = closing(first_, "{", "}");
            return true;
        }
        return false;
    }

    /// Notes what a variable is made of: `name = ...;`, `for (T name : ...)`, `foreach (T name in ...)`.
    void read_origin(std::size_t i) {
        if (is(i, "=") && !is(i + 1, "=") && i > first_) {
            std::size_t before = i - 1;
            // An attribute of C#: Target { get; set; } = "A";
            while (is(i - 1, "}") && before > first_ && !is(before, "{")) --before;
            if (is(before, "{") && before > first_) --before;
            if (is_name(before)) note(words_[before].text, i + 1, ";");
        }
        const bool loops = is_name(i) && is_name(i - 1) && i > first_ + 2 && (is(i + 1, ":") || is_named(i + 1, "in"));
        if (loops) note(words_[i].text, i + 2, ")");
    }

    void note(std::string_view name, std::size_t begin, std::string_view end) {
        std::size_t to = begin;
        std::size_t depth = 0;
        for (; to < last_ && (depth > 0 || !is(to, end)); ++to) {
            if (is(to, "(") || is(to, "{")) ++depth;
            if ((is(to, ")") || is(to, "}")) && depth > 0) --depth;
        }
        if (to == begin + 1 && words_[begin].kind == WordKind::text) literals_[name].insert(words_[begin].text);
        for (std::size_t i = begin; i < to; ++i) {
            if (is_name(i)) origins_[name].insert({words_[i].text, is_just_a_name(begin, to)});
        }
    }

    /// `name` or `this.name`: it is that name's own value.
    bool is_just_a_name(std::size_t begin, std::size_t end) const {
        return end == begin + 1 || (end == begin + 3 && is_named(begin, "this") && is(begin + 1, "."));
    }

    /// A call, and not the declaration of a method: before it stands no name but those that begin expressions.
    bool is_send(std::size_t i) const {
        static constexpr std::array<std::string_view, 4> beginnings{"return", "await", "else", "do"};
        if (!(is_named(i, "SendRequestSync") || is_named(i, "SendRequestAsync")) || !is(i + 1, "(")) return false;
        if (i == 0 || is(i - 1, ">")) return is(i - 1, ">") && is(i - 2, "-");
        return !is_name(i - 1) ||
               std::find(beginnings.begin(), beginnings.end(), words_[i - 1].text) != beginnings.end();
    }

    GatewaySend send_at(std::size_t call) const {
        GatewaySend send;
        send.mode = is_named(call, "SendRequestAsync") ? Interaction::async : Interaction::sync;
        const std::size_t begin = call + 2;
        std::size_t end = begin;
        std::size_t depth = 0;
        for (; end < words_.size() && (depth > 0 || !(is(end, ",") || is(end, ")"))); ++end) {
            if (is(end, "(")) ++depth;
            if (is(end, ")")) --depth;
        }
        if (begin >= words_.size() || end == begin) return send;
        const std::size_t from = words_[begin].begin;
        const std::size_t to = words_[end - 1].end;
        send.place = {source_, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)};
        send.expression = printable(text_.substr(from, std::min(to - from, most_shown)));
        if (end == begin + 1 && words_[begin].kind == WordKind::text) send.literals.emplace_back(words_[begin].text);
        follow(begin, end, send);
        return send;
    }

    /// All names that the expression is made of, and those that they are made of.
    void follow(std::size_t begin, std::size_t end, GatewaySend& send) const {
        std::vector<Part> waiting;
        std::set<Part> seen;
        for (std::size_t i = begin; i < end; ++i) {
            if (is_name(i)) waiting.push_back({words_[i].text, is_just_a_name(begin, end)});
        }
        for (std::size_t next = 0; next < waiting.size(); ++next) {
            const auto [name, whole] = waiting[next];
            if (!seen.insert(waiting[next]).second) continue;
            send.fields.emplace_back(name);
            const auto known = literals_.find(name);
            if (whole && known != literals_.end()) {
                send.literals.insert(send.literals.end(), known->second.begin(), known->second.end());
            }
            const auto made_of = origins_.find(name);
            if (made_of == origins_.end()) continue;
            for (const auto& [part, alone] : made_of->second) waiting.push_back({part, whole && alone});
        }
    }

    /// A name that a value is made of, and whether it is that value.
    using Part = std::pair<std::string_view, bool>;

    std::uint32_t source_;
    std::string_view text_;
    std::vector<Word> words_;
    std::size_t first_ = 0;  ///< the words of the class
    std::size_t last_ = 0;
    bool found_;
    std::map<std::string_view, std::set<std::string_view>> literals_;
    std::map<std::string_view, std::set<Part>> origins_;
};

}  // namespace

GatewayClass read_gateway_class(std::uint32_t source, std::string_view text, std::string_view class_name) {
    return ClassReader(source, text, class_name).read();
}

}  // namespace millwright::settings::iris
