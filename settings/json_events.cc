#include "settings/json_events.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "graph/utf8.h"
#include "settings/foreign_text.h"
#include "settings/limits.h"

namespace millwright::settings {
namespace {

constexpr std::size_t longest_message = 200;
constexpr int number_overflow = 406;  // nlohmann's id for it

/// Reads bytes and tells the handler how far it is: nlohmann's SAX events have no positions. Goes past the indentation
/// behind a line end at once, which spares the lexer a third of most files; a line end inside of a string is an error
/// whatever follows it.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, const char* end, const char** shown) : at_(at), end_(end), shown_(shown) {}

    reference operator*() const { return *at_; }
    CountingIterator& operator++() {
        if (*at_++ == '\n') {
            while (at_ != end_ && *at_ == ' ') ++at_;
        }
        *shown_ = at_;
        return *this;
    }
    CountingIterator operator++(int) {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
    bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

private:
    const char* at_;
    const char* end_;
    const char** shown_;
};

/// Turns the parser's events into calls of the taker: keeps the places, the depth and what is skipped.
class Events {
public:
    Events(std::uint32_t source, JsonTaker& taker, Reading& reading)
        : source_(source), text_(reading.sources[source].text()), taker_(taker), reading_(reading), at_(text_.data()) {}

    void parse() {
        const char* end = text_.data() + text_.size();
        const char* ignored = end;
        nlohmann::json::sax_parse(CountingIterator(at_, end, &at_), CountingIterator(end, end, &ignored), this);
    }

    // What nlohmann calls.
    using number_integer_t = nlohmann::json::number_integer_t;
    using number_unsigned_t = nlohmann::json::number_unsigned_t;
    using number_float_t = nlohmann::json::number_float_t;
    using string_t = nlohmann::json::string_t;
    using binary_t = nlohmann::json::binary_t;

    bool null() { return scalar({}, JsonKind::null, word(4)); }
    bool boolean(bool truth) {
        const std::string_view name = truth ? "true" : "false";
        return scalar(name, JsonKind::boolean, word(name.size()));
    }
    bool number_integer(number_integer_t value) { return number(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) { return number(std::to_string(value)); }
    bool number_float(number_float_t, const string_t& written) { return number(written); }
    bool string(string_t& value) { return scalar(value, JsonKind::text, quoted_place(value)); }
    bool binary(binary_t&) { return false; }
    bool key(string_t& name) {
        if (skipped_ == 0) taker_.key(name, quoted_place(name));
        return true;
    }
    bool start_object(std::size_t) { return open(JsonKind::object); }
    bool start_array(std::size_t) { return open(JsonKind::array); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) {
        taker_.break_off();
        report(error);
        return false;
    }

private:
    std::size_t offset() const { return static_cast<std::size_t>(at_ - text_.data()); }
    Place place(std::size_t begin, std::size_t end) const {
        return {source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }
    Place word(std::size_t length) const { return place(offset() - length, offset()); }

    /// The inside of the string that was just read. Only one with escapes is longer in the text than its value.
    Place quoted_place(const std::string& value) const {
        const std::size_t end = offset() - 1;
        if (end >= value.size() + 1) {
            const std::size_t begin = end - value.size();
            const bool escaped = begin >= 2 && text_[begin - 2] == '\\';
            if (text_[begin - 1] == '"' && !escaped) return place(begin, end);
        }
        std::size_t begin = end;
        for (bool found = false; begin > 0 && !found;) {
            --begin;
            if (text_[begin] != '"') continue;
            std::size_t marks = begin;
            while (marks > 0 && text_[marks - 1] == '\\') --marks;
            found = (begin - marks) % 2 == 0;
        }
        return place(begin + 1, end);
    }

    bool number(const std::string& written) {
        // The parser has read one byte behind the number (and the blanks behind a line end), unless the text ends there.
        std::size_t end = offset();
        while (end > 0 && (text_[end - 1] < '0' || text_[end - 1] > '9')) --end;
        return scalar(written, JsonKind::number, place(end - std::min(end, written.size()), end));
    }

    bool scalar(std::string_view text, JsonKind kind, Place where) {
        if (skipped_ == 0) taker_.scalar(text, kind, where);
        return true;
    }

    bool open(JsonKind kind) {
        if (++depth_ > limits::nesting) {
            taker_.break_off();
            unreadable(reading_, Code::too_deep, word(1),
                       "the JSON is nested more than " + std::to_string(limits::nesting) + " deep");
            return false;
        }
        if (skipped_ > 0 || !taker_.open(kind, word(1))) ++skipped_;
        return true;
    }

    bool close() {
        --depth_;
        if (skipped_ > 0) {
            --skipped_;
        } else {
            taker_.close();
        }
        return true;
    }

    void report(const nlohmann::detail::exception& error) {
        const std::string_view message = error.what();
        const bool ended = message.find("unexpected end of input") != std::string_view::npos ||
                           message.find("missing closing quote") != std::string_view::npos;
        const std::size_t at = ended ? text_.size() : offset() - std::min<std::size_t>(offset(), 1);
        const Place here = place(at, std::min(at + 1, text_.size()));
        if (error.id == number_overflow) {
            unreadable(reading_, Code::out_of_range, here,
                       "this number is too large: " + printable(between(message, "'", "'").substr(0, longest_message)));
            return;
        }
        if (ended) {
            unreadable(reading_, Code::truncated, here, "the text ends before the JSON does");
            return;
        }
        unreadable(reading_, Code::syntax, here,
                   "this is not well-formed JSON: " + printable(explanation(message).substr(0, longest_message)));
    }

    /// Of "[json.exception.parse_error.101] parse error at line 1, column 5: EXPLANATION; last read: '...'".
    static std::string_view explanation(std::string_view message) {
        const std::size_t column = message.find(", column ");
        if (column == std::string_view::npos) return message;
        message.remove_prefix(std::min(message.find(": ", column), message.size() - 2) + 2);
        const std::size_t last_read = message.find("; last read");
        if (last_read == std::string_view::npos) return message;
        return message.substr(0, last_read);
    }

    static std::string_view between(std::string_view text, std::string_view open, std::string_view close) {
        const std::size_t begin = std::min(text.find(open), text.size() - 1) + 1;
        return text.substr(begin, text.rfind(close) - begin);
    }

    std::uint32_t source_;
    std::string_view text_;
    JsonTaker& taker_;
    Reading& reading_;
    const char* at_;
    std::size_t depth_ = 0;
    std::size_t skipped_ = 0;  // how many brackets are open inside of what is left out
};

}  // namespace

void read_json(std::uint32_t source, JsonTaker& taker, Reading& reading) {
    Events(source, taker, reading).parse();
}

}  // namespace millwright::settings
