#include "tests/support/toml_ways.h"

#include <algorithm>
#include <array>
#include <random>
#include <string_view>
#include <vector>

#include "settings/toml_text.h"

namespace millwright::test {
namespace {

using namespace settings;

std::string at(Place place) {
    return std::to_string(place.begin) + "-" + std::to_string(place.end);
}

void dump(const TomlTree& tree, NodeId id, std::string& out) {
    const TomlNode& node = tree[id];
    out += std::to_string(static_cast<int>(node.kind)) + " " + at(node.place) + " " + at(node.key_place) + " '" +
           std::string(node.key) + "' '" + std::string(node.text) + "' {\n";
    for (const NodeId child : tree.children(id)) dump(tree, child, out);
    out += "}\n";
}

std::string dump(const Diagnostics& findings) {
    std::string out;
    for (const Diagnostic* each : findings.sorted()) {
        out += std::to_string(static_cast<int>(each->code)) + " " + at(each->place) + " " + each->message + " | " +
               each->hint;
        for (const Note& note : each->notes) out += " | " + at(note.place) + " " + note.message;
        out += "\n";
    }
    return out;
}

struct Read {
    std::string tree;
    std::string findings;
    bool sound = false;
};

Read read(const std::string& text, TomlReading way) {
    TomlTree tree;
    Diagnostics findings;
    const TomlText read = read_toml(tree, text, 1, findings, way);
    std::string shown;
    if (read.root != no_node) dump(tree, read.root, shown);
    return {shown, dump(findings), read.sound};
}

std::string name_of(TomlReading way) {
    return std::string(way.cut ? "in slices" : "whole") + (way.plain ? ", without the library" : ", by the library") +
           (way.threads == 2 ? ", on two threads" : "");
}

std::string differing(std::string_view what, TomlReading one, const std::string& first, TomlReading other,
                      const std::string& second) {
    std::size_t same = 0;
    while (same < std::min(first.size(), second.size()) && first[same] == second[same]) ++same;
    const std::size_t line = first.rfind('\n', same == 0 ? 0 : same - 1);
    const std::size_t begin = line == std::string::npos ? 0 : line + 1;
    return std::string(what) + "\n--- " + name_of(one) + "\n" + first.substr(begin, 300) + "\n--- " + name_of(other) +
           "\n" + second.substr(begin, 300);
}

}  // namespace

std::string disagreement(const std::string& text) {
    const TomlReading whole{false, false, 1};
    const TomlReading slices{true, false, 1};
    const Read first = read(text, whole);
    const Read sliced = read(text, slices);
    Diagnostics scanned;
    scan_toml(text, 1, scanned, whole);
    if (dump(scanned) != first.findings) return "found by the library alone:\n" + first.findings;
    for (const TomlReading way : {slices, TomlReading{true, false, 2}, TomlReading{true, true, 1},
                                  TomlReading{true, true, 2}, TomlReading{false, true, 1}}) {
        const Read other = read(text, way);
        if (other.findings != first.findings) return differing("findings", whole, first.findings, way, other.findings);
        if (other.sound != first.sound) return "sound or not: " + name_of(way);
        // What can be read of a text with errors depends on where it was cut.
        const bool comparable = first.sound || !way.cut;
        const Read& same = comparable ? first : sliced;
        if (other.tree != same.tree) return differing("tree", comparable ? whole : slices, same.tree, way, other.tree);
    }
    return {};
}

namespace {

constexpr std::array<std::string_view, 14> names{"service",      "operation", "A",           "B",       "C",    "a-b_1",
                                                 "\"A\"",        "'q.r'",     "\"\\u0041\"", "\"x y\"", "\"\"", "1",
                                                 "\"\xC3\xA9\"", "\"#[\""};
constexpr std::array<std::string_view, 46> values{
    "1", "-7", "+0", "0", "1_000", "0xFF", "0o17", "0b11", "1.5", "-0.0", "1e5", "1_0.5_0e-1_0", "inf", "-nan", "true",
    "false", "2024-02-29", "2024-02-29T01:02:03", "2024-02-29 01:02:03.25Z", "1979-05-27t00:32:00.999-07:00",
    "07:32:00", "00:00:60.5", "\"\"", "''", "\"plain\"", "\"tab\there\"", "\"esc \\n \\\" \\\\ \\u00e9 \\U0001F600\"",
    "'lit\\eral'", "\"# [no.header]\"", "\"\xE2\x82\xAC\"", "\"\"\"one\n[service.A]\n\"x\" = 1\n\"\"\"",
    "\"\"\"\n  a \\\n   b\\t\"\"\"\"", "'''\n[[A]]\r\nb = 'x'\n'''", "''''q'''''",
    // What is no value, or only nearly one:
    "2023-02-29", "24:00:00", "2024-02-29T1:02:03", "2024-02-29 01:02:03+25:00", "2024-02-29Z", "07:32", "01", "1__0",
    "1.", "99999999999999999999", "1e999", "\"\\q\""};
constexpr std::size_t right_values = 34;
constexpr std::array<std::string_view, 24> fragments{"\n",          "\r\n",      "\r",
                                                     "\"",          "'",         "\"\"\"",
                                                     "'''",         "[",         "]",
                                                     "{",           "}",         ",",
                                                     "=",           ".",         "#",
                                                     "\\",          " ",         "\t",
                                                     "\x01",        "[[A]]\n",   "[service.A]\n",
                                                     "[service]\n", "A.x = 1\n", "service = {}\n"};

class Generator {
public:
    explicit Generator(std::uint32_t seed) : random_(seed) {}

    std::string document(bool damaged) {
        strange_ = damaged && chance(4) == 0;
        if (chance(16) == 0) out_ += "\xEF\xBB\xBF";
        for (std::size_t i = chance(3); i > 0; --i) pair();
        for (std::size_t i = chance(9); i > 0; --i) section();
        if (damaged) {
            for (std::size_t i = 1 + chance(3); i > 0; --i) damage();
        }
        if (chance(8) == 0) with_carriage_returns();
        return out_;
    }

private:
    std::size_t chance(std::size_t of) { return std::uniform_int_distribution<std::size_t>(0, of - 1)(random_); }
    template <std::size_t N>
    std::string_view one_of(const std::array<std::string_view, N>& all) {
        return all[chance(N)];
    }

    std::string blank() { return chance(6) == 0 ? " \t" : chance(2) == 0 ? " " : ""; }
    std::string line_end() { return (chance(8) == 0 ? " # [service.A] \"" : "") + std::string("\n"); }
    /// Mostly a name that has not been there, so that most documents are right.
    std::string name() { return chance(4) == 0 ? std::string(one_of(names)) : "k" + std::to_string(++fresh_); }
    std::string dotted() { return chance(8) == 0 ? name() + blank() + "." + blank() + name() : name(); }

    std::string array(std::size_t depth) {
        const std::string gap = chance(3) == 0 ? (chance(2) == 0 ? "\n" : " # c, ]\n\t") : "";
        std::string text = "[" + gap;
        for (std::size_t i = chance(4); i > 0; --i) {
            text += value(depth + 1) + blank() + gap + (i > 1 || chance(4) == 0 ? "," : "") + gap;
        }
        return text + blank() + "]";
    }
    std::string inline_table(std::size_t depth) {
        std::string text = "{" + blank();
        for (std::size_t i = chance(4); i > 0; --i) {
            text += dotted() + blank() + "=" + blank() + value(depth + 1) + blank() + (i > 1 ? "," : "");
        }
        return text + blank() + "}";
    }
    std::string value(std::size_t depth) {
        const std::size_t kind = depth > 3 ? 2 : chance(8);
        if (kind == 0) return array(depth);
        if (kind == 1) return inline_table(depth);
        // Half of the documents are simple: what most settings files hold.
        if (kind < 6) return "\"" + std::to_string(chance(100)) + "\"";
        return std::string(values[chance(strange_ ? values.size() : right_values)]);
    }
    void pair() { out_ += blank() + dotted() + blank() + "=" + blank() + value(0) + blank() + line_end(); }

    void section() {
        const bool array = chance(4) == 0;
        std::string header;
        if (!last_.empty() && chance(3) == 0) {
            header = last_ + "." + name();  // below the one before
        } else if (!seen_.empty() && chance(12) == 0) {
            header = seen_[chance(seen_.size())] + (chance(2) == 0 ? "." + name() : "");  // comes back
        } else {
            header = std::string(names[chance(3)]) + (chance(5) == 0 ? "" : "." + name());
        }
        out_ +=
            blank() + (array ? "[[" : "[") + blank() + header + blank() + (array ? "]]" : "]") + blank() + line_end();
        last_ = header;
        seen_.push_back(header);
        for (std::size_t i = chance(4); i > 0; --i) pair();
        // The same array once more.
        if (array && chance(2) == 0) out_ += "[[" + header + "]]\n";
    }

    std::size_t line_begin() {
        const std::size_t found = out_.rfind('\n', chance(out_.size()));
        return found == std::string::npos ? 0 : found + 1;
    }
    std::size_t line_length(std::size_t begin) {
        const std::size_t end = out_.find('\n', begin);
        return (end == std::string::npos ? out_.size() : end + 1) - begin;
    }
    void damage() {
        if (out_.empty()) return;
        const std::size_t where = chance(out_.size());
        const std::size_t line = line_begin();
        const std::string taken = out_.substr(line, line_length(line));
        switch (chance(7)) {
            case 0: out_.erase(where, 1 + chance(3)); break;
            case 1: out_.insert(where, one_of(fragments)); break;
            case 2: out_.insert(where, out_.substr(where, 1 + chance(9))); break;
            case 3: out_.erase(line, taken.size()); break;
            case 4: out_.insert(line_begin(), taken); break;
            case 5:
                out_.erase(line, taken.size());
                if (!out_.empty()) out_.insert(line_begin(), taken);
                break;
            default: out_.insert(line, std::string(one_of(names)) + " = " + value(0) + "\n");
        }
    }
    void with_carriage_returns() {
        std::string text;
        for (const char c : out_) text += c == '\n' ? "\r\n" : std::string(1, c);
        out_ = text;
    }

    std::mt19937 random_;
    std::string out_;
    std::string last_;
    std::vector<std::string> seen_;
    std::size_t fresh_ = 0;
    bool strange_ = false;
};

}  // namespace

std::string generated_toml(std::uint32_t seed) {
    return Generator(seed).document(seed % 2 == 1);
}

}  // namespace millwright::test
