// Sound TOML documents as no person would write them: odd spacing, every kind of string and key, comments everywhere a
// comment may stand, tables of every form, either line end.
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace millwright::test {

/// The same seed gives the same document.
class RandomToml {
public:
    explicit RandomToml(std::uint32_t seed) : dice_(seed), line_end_(chance(4) ? "\r\n" : "\n") {}

    std::string document() {
        text_ = chance(10) ? "\xEF\xBB\xBF" : "";
        body(0);
        for (unsigned left = number(5); left > 0; --left) section("", 0);
        if (chance(3)) filler();
        if (chance(4) && text_.ends_with(line_end_)) text_.resize(text_.size() - line_end_.size());
        return text_;
    }

    /// A value that stands on one line.
    std::string simple_value() {
        switch (number(9)) {
            case 0: return std::to_string(number(1000));
            case 1: return chance(2) ? "0x1F" : "-1_000";
            case 2: return "6.02e23";
            case 3: return chance(2) ? "true" : "false";
            case 4: return chance(2) ? "1979-05-27 07:32:00Z" : "07:32:00";
            case 5: return "'C:\\dir # \"x\"'";
            case 6: return "'plain, literal]'";
            case 7: return R"("esc \" \\ \u00e9 # no comment")";
            default: return "\"" + std::string(number(40), 'w') + "é漢\"";
        }
    }

    unsigned number(unsigned below) { return static_cast<unsigned>(dice_() % below); }
    bool chance(unsigned one_in) { return number(one_in) == 0; }

private:
    std::string blanks() { return chance(3) ? std::string(number(4), chance(3) ? '\t' : ' ') : std::string(); }
    std::string comment() {
        return "#" + std::string(chance(2) ? " " : "") + "c" + std::to_string(++names_) + blanks();
    }
    void line(const std::string& content) {
        text_ += blanks() + content + blanks() + (chance(4) ? comment() : "") + line_end_;
    }
    void filler() {
        for (unsigned left = number(4); left > 0; --left) {
            text_ += blanks() + (chance(2) ? comment() : "") + line_end_;
        }
    }

    /// A new key: bare, or in quotes with or without need.
    std::string key() {
        const std::string name = "k" + std::to_string(++names_);
        switch (number(5)) {
            case 0: return "\"" + name + "\"";
            case 1: return "'" + name + " b'";
            case 2: return "\"" + name + ".\\u0041\\\"\"";
            case 3: return "'" + name + "\\'";
            default: return name;
        }
    }
    std::string dotted(const std::string& above, const std::string& below) {
        return above + blanks() + "." + blanks() + below;
    }

    void body(unsigned depth) {
        for (unsigned left = number(5); left > 0; --left) {
            filler();
            std::string name = key();
            if (chance(4)) name = dotted(name, key());
            line(name + blanks() + "=" + blanks() + value(depth));
        }
    }
    void section(const std::string& above, unsigned depth) {
        const std::string name = above.empty() ? key() : dotted(above, key());
        const bool array = chance(3);
        for (unsigned left = array ? 1 + number(3) : 1; left > 0; --left) {
            filler();
            line((array ? "[[" : "[") + blanks() + name + blanks() + (array ? "]]" : "]"));
            body(0);
            for (unsigned more = depth < 2 ? number(3) : 0; more > 0; --more) section(name, depth + 1);
        }
    }

    std::string value(unsigned depth, bool one_line = false) {
        const unsigned kind = number(10);
        if (kind < 2 && depth < 4) return array(depth);
        if (kind == 2 && depth < 4) return table(depth);
        if (kind == 3 && !one_line) return long_text();
        return simple_value();
    }
    std::string long_text() {
        const std::string quote = chance(2) ? "'''" : "\"\"\"";
        std::string inside = chance(2) ? line_end_ : "";
        inside += "a # no comment  " + line_end_ + "[x]" + line_end_ + "''\"\"k = 1";
        if (quote == "\"\"\"" && chance(2)) inside += " \\  " + line_end_ + "   \\\" \\u00e9";
        if (quote == "'''" && chance(2)) inside += "\\";
        if (quote == "\"\"\"" && chance(3)) inside += "x\"";
        return quote + inside + quote;
    }
    std::string space() {
        if (!chance(4)) return blanks();
        std::string out = blanks();
        for (unsigned left = 1 + number(3); left > 0; --left)
            out += (chance(3) ? comment() : "") + line_end_ + blanks();
        return out;
    }
    std::string array(unsigned depth) {
        std::string out = "[" + space();
        const unsigned count = chance(5) ? 20 : number(4);
        for (unsigned i = 0; i < count; ++i) {
            out += (i > 0 ? "," : "") + space() + value(depth + 1) + space();
        }
        return out + (count > 0 && chance(2) ? "," : "") + space() + "]";
    }
    std::string table(unsigned depth) {
        std::string out = "{" + blanks();
        const unsigned count = number(4);
        for (unsigned i = 0; i < count; ++i) {
            std::string name = key();
            if (chance(5)) name = dotted(name, key());
            out += (i > 0 ? "," : "") + blanks() + name + blanks() + "=" + blanks() + value(depth + 1, true) + blanks();
        }
        return out + "}";
    }

    std::mt19937 dice_;
    std::string line_end_;
    std::string text_;
    unsigned names_ = 0;
};

}  // namespace millwright::test
