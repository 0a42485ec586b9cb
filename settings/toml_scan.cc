#include "settings/toml_scan.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "graph/utf8.h"
#include "settings/limits.h"
#include "settings/toml_names.h"
#include "settings/toml_number.h"
#include "settings/toml_slices.h"

namespace millwright::settings {
namespace {

constexpr std::size_t most_faults = 100;

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

class Scanner {
public:
    Scanner(std::string_view text, std::uint32_t source, Diagnostics& findings, TomlReading way)
        : text_(text), source_(source), findings_(findings), way_(way), cuts_(!way.cut), cost_(text) {}

    TomlScan run() {
        if (text_.starts_with(byte_order_mark)) at_ = static_cast<std::uint32_t>(byte_order_mark.size());
        begin_slice(0);
        while (faults_ < most_faults && skip_blank_lines()) {
            if (!statement()) recover();
        }
        if (faults_ >= most_faults) {
            findings_.add(Code::too_many, place(at_, at_ + 1), "too many errors in this file; the rest is not read");
            for (TomlSlice& slice : scan_.slices) slice.sound = false;
        }
        end_slice(size());
        scan_.one_piece = cuts_.one_piece_needed();
        return std::move(scan_);
    }

private:
    std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
    char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool ahead(std::string_view wanted) const { return text_.substr(at_).starts_with(wanted); }
    bool at_line_end() const { return at_ >= text_.size() || here() == '\n' || ahead("\r\n"); }
    Place place(std::uint32_t begin, std::uint32_t end) const { return {source_, begin, std::min(end, size())}; }

    Diagnostic& report(Code code, std::uint32_t begin, std::uint32_t end, std::string message) {
        ++faults_;
        scan_.slices.back().sound = false;
        return findings_.add(code, place(begin, std::max(end, begin + 1)), std::move(message));
    }
    bool fault(std::uint32_t begin, std::uint32_t end, std::string message, std::string hint = {}) {
        report(Code::syntax, begin, end, std::move(message)).advise(std::move(hint));
        return false;
    }

    void skip_blanks() {
        while (here() == ' ' || here() == '\t') ++at_;
    }
    void skip_comment() {
        if (here() != '#') return;
        const std::uint32_t begin = at_;
        const std::size_t end = text_.find('\n', at_);
        at_ = end == std::string_view::npos ? size() : static_cast<std::uint32_t>(end);
        if (text_[at_ - 1] == '\r' && at_ < size()) --at_;
        scan_.comments.emplace_back(begin, at_);
    }
    /// False at the end of the text.
    bool skip_blank_lines() {
        while (true) {
            skip_blanks();
            skip_comment();
            if (ahead("\r\n")) ++at_;
            if (here() != '\n') return at_ < text_.size();
            ++at_;
        }
    }

    /// After a fault: goes to the next line that looks like a header or a key with a value.
    void recover() {
        // What follows is read again when an opening bracket was never closed.
        while (!scan_.comments.empty() && scan_.comments.back().first >= at_) scan_.comments.pop_back();
        while (at_ < text_.size()) {
            const std::size_t end = text_.find('\n', at_);
            at_ = end == std::string_view::npos ? size() : static_cast<std::uint32_t>(end + 1);
            if (looks_like_statement()) return;
        }
    }
    bool looks_like_statement() const {
        std::string_view line = text_.substr(at_);
        line = line.substr(0, line.find('\n'));
        line.remove_prefix(std::min(line.size(), line.find_first_not_of(" \t")));
        const bool header = line.starts_with('[');
        line.remove_prefix(header ? std::min(line.size(), line.find_first_not_of('[')) : 0);
        if (line.empty() || !(is_bare_key_character(line.front()) || line.front() == '"' || line.front() == '\'')) {
            return false;
        }
        if (header) {
            const std::size_t last = line.find_last_not_of(" \t\r");
            return line[last] == ']' || line.find("] #") != std::string_view::npos;
        }
        std::uint32_t after = 0;
        TextStore store;
        std::vector<KeyPart> parts;
        if (read_key(line, after, store, parts)) return false;
        const std::size_t sign = line.find_first_not_of(" \t", after);
        return sign != std::string_view::npos && line[sign] == '=';
    }

    bool statement() {
        const bool good = here() == '[' ? header() : key_and_value(current_table_, header_depth_, section_);
        if (!good) return false;
        skip_blanks();
        skip_comment();
        if (at_line_end()) return true;
        if (here() == '\r') return fault(at_, at_ + 1, "a carriage return without a line feed");
        return fault(at_, at_ + 1, "the line should end here, after the value", "one key and its value in a line");
    }

    bool key() {
        const auto wrong = read_key(text_, at_, scan_texts_, parts_);
        if (wrong) return fault(wrong->at, wrong->at + 1, wrong->message);
        if (parts_.size() > limits::nesting) return too_deep(parts_.front().begin);
        return true;
    }
    bool too_deep(std::uint32_t begin) {
        report(Code::too_deep, begin, begin + 1, "nested deeper than " + std::to_string(limits::nesting) + " levels");
        return false;
    }

    void begin_slice(std::uint32_t begin) { scan_.slices.push_back({begin, begin, true, way_.plain}); }
    void end_slice(std::uint32_t end) {
        TomlSlice& slice = scan_.slices.back();
        slice.end = end;
        const auto too_dear = cost_.end_slice(slice.plain);
        if (!too_dear || !slice.sound) return;
        const auto at = static_cast<std::uint32_t>(*too_dear);
        const std::size_t line = std::min(text_.find('\n', at), text_.size()) - (text_.rfind('\n', at) + 1);
        report(Code::too_large, at, at + 1,
               "too many values in a line of " + std::to_string(line) +
                   " bytes: with dotted keys or text in three quotes its length times its values may be " +
                   std::to_string(cost_.limit()) + " in a file of this size")
            .advise("put each value on a line of its own, or write a [header] instead of dotted keys");
    }
    /// The library reads this slice.
    void not_plain() { scan_.slices.back().plain = false; }

    bool header() {
        const std::uint32_t begin = at_;
        const bool array = ahead("[[");
        at_ += array ? 2 : 1;
        // The slice is cut first, so that a fault in a header is the fault of its own slice.
        std::uint32_t key_begin = at_;
        if (!read_key(text_, key_begin, scan_texts_, parts_)) cut_before(begin);
        // What follows a wrong header is in a table of its own, wherever the text was cut.
        current_table_ = keys_.new_table();
        header_depth_ = 1;
        if (!key()) return false;
        skip_blanks();
        const std::string_view close = array ? "]]" : "]";
        if (!ahead(close)) {
            return fault(at_, at_ + 1, "the header is not closed: " + std::string(close) + " is expected");
        }
        at_ += static_cast<std::uint32_t>(close.size());
        header_depth_ = static_cast<std::uint32_t>(parts_.size());
        section_ = ++sections_;
        ++scan_.values;
        const DefinedKey* in_the_way = keys_.open_header(parts_, array, current_table_);
        if (in_the_way == nullptr) {
            if (keys_.opened_implied()) not_plain();
            return true;
        }
        return twice(*in_the_way);
    }

    void cut_before(std::uint32_t begin) {
        if (!cuts_.may_cut_before(parts_)) return;
        end_slice(begin);
        begin_slice(begin);
        keys_.clear();
        current_table_ = 0;
    }

    /// Reports a key that would go into a value that is complete, such as a table in braces.
    bool into_value(const DefinedKey& first) {
        const KeyPart& last = parts_.back();
        Diagnostic& finding =
            report(Code::duplicate_key, last.begin, last.end,
                   "\"" + printable(std::string_view(last.text).substr(0, 100)) + "\" cannot be added to \"" +
                       printable(std::string_view(first.key).substr(0, 100)) + "\", which has its value already");
        finding.note(place(first.begin, first.end), "the value is here");
        const std::size_t equals = text_.find('=', first.end);
        const std::size_t value =
            text_.find_first_not_of(" \t", equals == std::string_view::npos ? equals : equals + 1);
        if (value < text_.size() && text_[value] == '{')
            finding.advise("write it into the braces, or all of them without braces");
        return true;
    }

    /// Reports a key that is defined a second time; the text goes on behind it.
    bool twice(const DefinedKey& first) {
        const KeyPart& second = parts_.back();
        // Parts of one key have one text each, and so has what stands in their way.
        if (first.defined == Defined::value && first.key != second.text) return into_value(first);
        Diagnostic& finding =
            report(Code::duplicate_key, second.begin, second.end,
                   "\"" + printable(std::string_view(second.text).substr(0, 100)) + "\" is defined a second time");
        finding.note(place(first.begin, first.end),
                     first.defined == Defined::value ? "the first value is here" : "the first definition is here");
        if (first.defined == Defined::implied_by_array) finding.advise("a table stands before the [[arrays]] in it");
        return true;
    }

    bool key_and_value(std::uint32_t table, std::uint32_t depth, std::uint32_t section) {
        const std::uint32_t begin = at_;
        if (!key()) return false;
        if (depth == 0) cuts_.note_root_key(parts_);
        skip_blanks();
        if (here() != '=') {
            const std::string_view name = text_.substr(begin, std::min(at_ - begin, 100U));
            return fault(at_, at_ + 1, "\"=\" and a value are expected after the key \"" + printable(name) + "\"",
                         "a key with other signs than A-Z a-z 0-9 _ - needs quotes");
        }
        ++at_;
        depth += static_cast<std::uint32_t>(parts_.size());
        if (parts_.size() > 1) not_plain();
        if (const DefinedKey* first = keys_.define(parts_, table, section)) twice(*first);
        skip_blanks();
        if (at_line_end() || here() == '#') return fault(at_, at_ + 1, "a value is expected after \"=\"");
        return value(depth);
    }

    bool value(std::uint32_t depth) {
        if (depth > limits::nesting) return too_deep(at_);
        ++scan_.values;
        cost_.add(at_);
        switch (here()) {
            case '"': return ahead("\"\"\"") ? long_string('"') : basic_string();
            case '\'': return ahead("'''") ? long_string('\'') : literal_string();
            case '[': return array(depth);
            case '{': return inline_table(depth);
            default: return scalar();
        }
    }

    bool literal_string() {
        const std::uint32_t begin = at_++;
        while (at_ < text_.size() && here() != '\'' && !is_control(here())) ++at_;
        return close_string(begin, '\'');
    }
    bool close_string(std::uint32_t begin, char quote) {
        if (here() == quote) {
            ++at_;
            return true;
        }
        if (at_line_end()) return fault(begin, at_, "this text is not closed on its line", "close the quote");
        return fault(at_, at_ + 1, "a control character in text has to be written as an escape",
                     "\\u001B, for example");
    }
    bool basic_string() {
        const std::uint32_t begin = at_++;
        bool escapes = false;
        while (at_ < text_.size() && here() != '"' && !is_control(here())) {
            if (here() == '\\') {
                escapes = true;
                if (++at_ >= text_.size() || is_control(here())) break;
            }
            ++at_;
        }
        const std::uint32_t end = at_;
        if (!close_string(begin, '"')) return false;
        return !escapes || escapes_are_right(begin + 1, text_.substr(begin + 1, end - begin - 1));
    }
    bool escapes_are_right(std::uint32_t begin, std::string_view inside) {
        std::string decoded;
        const auto wrong = decode_basic_string(inside, decoded);
        return !wrong || fault(begin + wrong->at, begin + wrong->at + 2, wrong->message);
    }

    bool long_string(char quote) {
        not_plain();
        const std::uint32_t begin = at_;
        const std::string close(3, quote);
        at_ += 3;
        while (!ahead(close)) {
            if (at_ >= text_.size()) {
                at_ = begin;
                return fault(begin, begin + 3, "this text is not closed: " + close + " is missing");
            }
            if (quote == '"' && here() == '\\') {
                if (!long_escape()) return false;
            } else if (is_control(here()) && here() != '\n' && !ahead("\r\n")) {
                return fault(at_, at_ + 1, "a control character in text has to be written as an escape");
            } else {
                ++at_;
            }
        }
        at_ += 3;
        // Up to two quotes may stand before the closing three.
        for (int i = 0; i < 2 && here() == quote; ++i) ++at_;
        return true;
    }
    /// An escape in a text of several lines, where a backslash may also end a line.
    bool long_escape() {
        const std::uint32_t begin = at_;
        std::uint32_t next = at_ + 1;
        while (next < text_.size() && (text_[next] == ' ' || text_[next] == '\t')) ++next;
        if (next < text_.size() && (text_[next] == '\n' || text_.substr(next).starts_with("\r\n"))) {
            at_ = next;
            return true;
        }
        const char letter = begin + 1 < text_.size() ? text_[begin + 1] : '\0';
        const std::uint32_t length = letter == 'u' ? 6 : letter == 'U' ? 10 : 2;
        if (!escapes_are_right(begin, text_.substr(begin, length))) return false;
        at_ += length;
        return true;
    }

    bool array(std::uint32_t depth) {
        const std::uint32_t begin = at_++;
        while (skip_blank_lines()) {
            if (here() == ']') {
                ++at_;
                return true;
            }
            if (!value(depth + 1)) return false;
            if (!skip_blank_lines()) break;
            if (here() == ']') continue;
            if (here() != ',') return unclosed(begin, "array", "]");
            ++at_;
        }
        at_ = begin;
        return fault(begin, begin + 1, "this array is not closed: ] is missing");
    }
    /// Neither a comma nor the end after an element: what is missing is told by what comes next.
    bool unclosed(std::uint32_t begin, const char* what, const char* close) {
        if (looks_like_statement_at_line()) {
            at_ = begin;
            return fault(begin, begin + 1, std::string("this ") + what + " is not closed: " + close + " is missing");
        }
        return fault(at_, at_ + 1, std::string("a comma or ") + close + " is expected here in the " + what);
    }
    bool looks_like_statement_at_line() const {
        const std::size_t line = at_ == 0 ? std::string_view::npos : text_.rfind('\n', at_ - 1);
        const std::size_t first = line == std::string_view::npos ? 0 : line + 1;
        return text_.find_first_not_of(" \t", first) == at_ && looks_like_statement();
    }

    bool inline_table(std::uint32_t depth) {
        const std::uint32_t begin = at_++;
        const std::uint32_t table = keys_.new_table();
        const std::uint32_t section = ++sections_;
        skip_blanks();
        if (here() == '}') {
            ++at_;
            return true;
        }
        while (true) {
            skip_blanks();
            if (at_line_end() || here() == '#') {
                return fault(begin, begin + 1, "this table is not closed on its line: } is missing",
                             "a table in braces stands on one line; a longer one gets a [header]");
            }
            if (!key_and_value(table, depth, section)) return false;
            skip_blanks();
            if (here() == '}') break;
            if (at_line_end() || here() == '#') continue;
            if (here() != ',') return fault(at_, at_ + 1, "a comma or } is expected here in the table");
            ++at_;
            skip_blanks();
            if (here() == '}') return fault(at_ - 1, at_, "no comma is allowed before }");
        }
        ++at_;
        return true;
    }

    bool scalar() {
        const std::uint32_t begin = at_;
        const std::string_view word = leading_word(text_.substr(at_));
        at_ += static_cast<std::uint32_t>(word.size());
        const ScalarJudgement judgement = judge_scalar(word);
        if (judgement == ScalarJudgement::fine) return true;
        const std::string shown = "\"" + printable(word.substr(0, 60)) + "\"";
        switch (judgement) {
            case ScalarJudgement::fine: break;
            case ScalarJudgement::out_of_range:
                report(Code::out_of_range, begin, at_, shown + " is out of the range of numbers")
                    .advise("numbers have 64 bits; quote what is meant as text");
                return true;
            case ScalarJudgement::no_date:
                report(Code::syntax, begin, at_, shown + " is a date or time that does not exist");
                return true;
            case ScalarJudgement::no_value: break;
        }
        if (word.empty()) return fault(at_, at_ + 1, "a value is expected here");
        return fault(begin, at_, shown + " is not a value",
                     "text needs quotes: \"" + printable(word.substr(0, 60)) + "\"");
    }

    std::string_view text_;
    std::uint32_t source_;
    Diagnostics& findings_;
    TomlReading way_;
    SliceCuts cuts_;
    LineCost cost_;
    DefinedKeys keys_;
    TextStore scan_texts_;
    TomlScan scan_;
    std::vector<KeyPart> parts_;
    std::uint32_t at_ = 0;
    std::uint32_t current_table_ = 0;
    std::uint32_t header_depth_ = 0;
    std::uint32_t section_ = 0;
    std::uint32_t sections_ = 0;
    std::size_t faults_ = 0;
};

}  // namespace

std::optional<TomlScan> scan_toml(std::string_view text, std::uint32_t source, Diagnostics& findings, TomlReading way) {
    const auto at = [&](std::size_t offset) {
        const auto begin = static_cast<std::uint32_t>(offset);
        return Place{source, begin, begin + 1};
    };
    if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
        findings.add(Code::nul_byte, at(nul), "a NUL byte: this is not a text file");
        return std::nullopt;
    }
    if (const std::size_t bad = first_invalid_utf8(text); bad != std::string_view::npos) {
        findings.add(Code::not_utf8, at(bad), "this is not UTF-8").advise("save the file as UTF-8");
        return std::nullopt;
    }
    Diagnostics found;
    TomlScan scan = Scanner(text, source, found, way).run();
    if (scan.one_piece) {
        found = {};
        way.cut = false;
        scan = Scanner(text, source, found, way).run();
    }
    findings.merge(std::move(found));
    return scan;
}

}  // namespace millwright::settings
