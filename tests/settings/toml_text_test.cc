#include "settings/toml_text.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <string>

#include "settings/toml_scan.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

struct Parsed {
    Sources sources;
    TomlTree tree;
    TomlText text;
    Diagnostics findings;
};

Parsed parse(const std::string& text) {
    Parsed parsed;
    const auto source = parsed.sources.add("s.toml", text);
    parsed.text = read_toml(parsed.tree, parsed.sources[source].text(), source, parsed.findings);
    return parsed;
}

/// The tree as one line, with keys' texts.
std::string shown(const TomlTree& tree, NodeId id) {
    const TomlNode& node = tree[id];
    if (node.kind == TomlKind::text) return "'" + std::string(node.text) + "'";
    if (node.kind != TomlKind::table && node.kind != TomlKind::array) return std::string(node.text);
    const bool table = node.kind == TomlKind::table;
    std::string out = table ? "{" : "[";
    for (const NodeId child : tree.children(id)) {
        if (out.size() > 1) out += ", ";
        if (table) out += std::string(tree[child].key) + "=";
        out += shown(tree, child);
    }
    return out + (table ? "}" : "]");
}

std::string shown(const Parsed& parsed) {
    return shown(parsed.tree, parsed.text.root);
}

/// "line:column message" of every finding.
std::vector<std::string> said(const Parsed& parsed) {
    std::vector<std::string> lines;
    for (const Diagnostic* each : parsed.findings.sorted()) {
        const LineColumn at = parsed.sources.locate(each->place);
        lines.push_back(std::to_string(at.line) + ":" + std::to_string(at.column) + " " + each->message);
    }
    return lines;
}

std::string only(const std::string& text) {
    const Parsed parsed = parse(text);
    const auto lines = said(parsed);
    CHECK_FALSE(parsed.text.sound);
    REQUIRE(lines.size() == 1);
    return lines.front();
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

/// The texts of all key places and value places of a table's members.
std::string places(const Parsed& parsed, NodeId table) {
    std::string out;
    for (const NodeId child : parsed.tree.children(table)) {
        out += std::string(parsed.sources.text_of(parsed.tree[child].key_place)) + "|" +
               std::string(parsed.sources.text_of(parsed.tree[child].place)) + ";";
    }
    return out;
}

}  // namespace

TEST_CASE("a TOML text becomes a tree in the order of the file") {
    const auto parsed = parse(R"(format = 1 # comment
z = "zed"
[service.B]
pool_size = 0x10
rate = 1_0.50
"a key" = 'lit\eral'
on = [1, 2, [true]]
[service.A]
x = { b = 1, a = 1979-05-27 07:32:00Z }
y.z = "q\u00e9"
[[moved]]
from = """
one \
   two"""
[[moved]]
)");
    CHECK(parsed.text.sound);
    CHECK(said(parsed).empty());
    CHECK(shown(parsed) ==
          "{format=1, z='zed', service={B={pool_size=0x10, rate=1_0.50, a key='lit\\eral', on=[1, 2, [true]]}, "
          "A={x={b=1, a=1979-05-27 07:32:00Z}, y={z='q\u00e9'}}}, moved=[{from='one two'}, {}]}");
}

TEST_CASE("keys and values have places") {
    const auto parsed =
        parse("a  =  1\n'b c' = \"x\"\n\"d\\\"e\"=[1]\nf.g.h = {i=2}\n[ k . \"l m\" ]\nn=1\n[[o]]\np=2\n");
    REQUIRE(parsed.text.sound);
    const auto& tree = parsed.tree;
    CHECK(places(parsed, parsed.text.root) == "a|1;'b c'|\"x\";\"d\\\"e\"|[1];f.g.h|f.g.h;k|[ k . \"l m\" ];o|[[o]];");
    const NodeId k = tree.find(parsed.text.root, "k");
    CHECK(places(parsed, k) == "\"l m\"|[ k . \"l m\" ];");
    CHECK(places(parsed, tree.find(k, "l m")) == "n|1;");
    const NodeId g = tree.find(tree.find(parsed.text.root, "f"), "g");
    CHECK(places(parsed, g) == "h|{i=2};");
    CHECK(places(parsed, tree.find(g, "h")) == "i|2;");
}

TEST_CASE("several syntax errors are reported in one run, each at its place") {
    const auto parsed = parse(R"([service.A]
class = five
[service.B]
class = "unclosed
comment = "fine"
[service.C]
targets = { X = "Y"
[service.D]
list = [ "a", "b"
[service.E]
pool size = 3
[service.F]
pool_size = 1
pool_size = 2
[service.G
x = 1
[service.H]
fine = true
)");
    CHECK_FALSE(parsed.text.sound);
    CHECK(said(parsed) == std::vector<std::string>{
                              "2:9 \"five\" is not a value",
                              "4:9 this text is not closed on its line",
                              "7:11 this table is not closed on its line: } is missing",
                              "9:8 this array is not closed: ] is missing",
                              "11:6 \"=\" and a value are expected after the key \"pool \"",
                              "14:1 \"pool_size\" is defined a second time",
                              "15:11 the header is not closed: ] is expected",
                          });
    CHECK(shown(parsed) == "{service={H={fine=true}}}");
}

TEST_CASE("single syntax errors") {
    CHECK(only("a = \n") == "1:5 a value is expected after \"=\"");
    CHECK(only("a = 1 2\n") == "1:7 the line should end here, after the value");
    CHECK(only("a = [1 2]\n") == "1:8 a comma or ] is expected here in the array");
    CHECK(only("a = {x=1,}\n") == "1:9 no comma is allowed before }");
    CHECK(only("a = \"\\q\"\n") == "1:6 unknown escape; a backslash in text in double quotes is written \\\\");
    CHECK(only("a = \"\\uD800\"\n") == "1:6 this escape names no character");
    CHECK(only("a = \"\"\"x\ny\n") == "1:5 this text is not closed: \"\"\" is missing");
    CHECK(only("a = 0123\n") == "1:5 \"0123\" is not a value");
    CHECK(only("= 1\n") == "1:1 a key is expected here; one with other signs than A-Z a-z 0-9 _ - needs quotes");
    CHECK(only("a = 1\r b = 2\n") == "1:6 a carriage return without a line feed");
    CHECK(only("a = \"x\x01\"\n") == "1:7 a control character in text has to be written as an escape");
    // What the library finds itself has a place, too.
    CHECK(only("a = 1\nb = 2024-13-45\n").substr(0, 2) == "2:");
}

TEST_CASE("duplicates name both places") {
    const auto parsed = parse("[a.b]\nx = 1\n[c]\n[a.b]\n");
    REQUIRE(said(parsed) == std::vector<std::string>{"4:4 \"b\" is defined a second time"});
    const Diagnostic& finding = *parsed.findings.begin();
    CHECK(finding.code == Code::duplicate_key);
    REQUIRE(finding.notes.size() == 1);
    CHECK(parsed.sources.locate(finding.notes[0].place).line == 1);

    CHECK(only("a = 1\na.b = 2\n") == "2:3 \"b\" cannot be added to \"a\", which has its value already");
    CHECK(only("a = []\na.b = 2\n") == "2:3 \"b\" cannot be added to \"a\", which has its value already");
    CHECK(only("a = []\n[a.b]\n") == "2:4 \"b\" cannot be added to \"a\", which has its value already");
    CHECK(only("a = [{}]\n[[a]]\n") == "2:3 \"a\" is defined a second time");
    CHECK(only("x = {a = [], a.b = 1}\n") == "1:16 \"b\" cannot be added to \"a\", which has its value already");
    CHECK(only("[a]\n[[a]]\n") == "2:3 \"a\" is defined a second time");
    CHECK(only("[a]\nb.c = 1\n[a.b]\n") == "3:4 \"b\" is defined a second time");
    CHECK(only("service = {}\n[service.A]\n") ==
          "2:10 \"A\" cannot be added to \"service\", which has its value already");
    CHECK(only("[service]\nA.x = 1\n[b]\n[service.A]\n") == "4:10 \"A\" is defined a second time");
    CHECK(only("[\"a\\u0062\"]\n[b]\n[ab]\n") == "3:2 \"ab\" is defined a second time");
}

TEST_CASE("a table written in several parts is read in one piece") {
    const auto parsed = parse(R"([service.A]
x = 1
[process.P]
[[process.P.step]]
name = "one"
[service.A.settings]
y = 2
[[process.P.step]]
name = "two"
[service]
B.z = 3
)");
    CHECK(said(parsed).empty());
    CHECK(shown(parsed) ==
          "{process={P={step=[{name='one'}, {name='two'}]}}, service={A={x=1, settings={y=2}}, B={z=3}}}");
}

TEST_CASE("a long text is read in two halves, and that cannot be seen") {
    std::string text = "format = 1\n";
    std::string expected = "{format=1, operation={";
    for (int i = 0; i < 4000; ++i) {
        const std::string name = "A" + std::to_string(i);
        text +=
            "[operation." + name + "]\nclass = \"escaped \\u00e9\"\nsettings = { Port = " + std::to_string(i) + " }\n";
        expected += (i > 0 ? ", " : "") + name + "={class='escaped \u00e9', settings={Port=" + std::to_string(i) + "}}";
    }
    const auto parsed = parse(text + "[last]\n");
    CHECK(parsed.text.sound);
    CHECK(shown(parsed) == expected + "}, last={}}");
    CHECK(said(parse(text + "[last]\na = 2024-99-99\n")).size() == 1);
    CHECK(said(parse("z = 2024-99-99\n" + text)).size() == 1);
}

TEST_CASE("numbers out of range are errors, not other numbers") {
    CHECK(only("a = 99999999999999999999\n") == "1:5 \"99999999999999999999\" is out of the range of numbers");
    CHECK(only("a = [1e999]\n") == "1:6 \"1e999\" is out of the range of numbers");
    CHECK(only("a = 0xFFFFFFFFFFFFFFFF\n") == "1:5 \"0xFFFFFFFFFFFFFFFF\" is out of the range of numbers");
    CHECK(shown(parse("a = -9223372036854775808\nb = 1e-999\nc = +inf\n")) ==
          "{a=-9223372036854775808, b=1e-999, c=+inf}");
}

TEST_CASE("what is not text is refused with its place") {
    const auto nul = parse(std::string("a = 1\nb\0c", 9));
    CHECK(nul.text.root == no_node);
    CHECK(said(nul) == std::vector<std::string>{"2:2 a NUL byte: this is not a text file"});
    const auto bad = parse("a = '\xC3('\n");
    CHECK(bad.text.root == no_node);
    CHECK(said(bad) == std::vector<std::string>{"1:6 this is not UTF-8"});
    CHECK(shown(parse("\xEF\xBB\xBF"
                      "a = 1")) == "{a=1}");
    CHECK(shown(parse("")) == "{}");
    CHECK(shown(parse("# only a comment")) == "{}");
    CHECK(shown(parse("a = 1\r\n[b]\r\nc = '''x\r\ny'''\r\n")) == "{a=1, b={c='x\r\ny'}}");
}

TEST_CASE("depth, and lines that the library would need hours for, are limited") {
    CHECK(only("a = " + repeated("[", 6000) + repeated("]", 6000)) == "1:69 nested deeper than 64 levels");
    CHECK(only("a" + repeated(".a", 200'000) + " = 1") == "1:1 nested deeper than 64 levels");
    CHECK(only("a = " + repeated("{a=", 4000) + "1" + repeated("}", 4000)).find("nested deeper") != std::string::npos);
    CHECK(parse("a = " + repeated("[", 60) + repeated("]", 60)).text.sound);
    const auto began = std::chrono::steady_clock::now();
    CHECK(parse("a = [" + repeated("1,", 100'000) + "]").text.sound);
    CHECK(parse("a = [" + repeated("\"\\\"\", '#',", 20'000) + "]").text.sound);
    std::string keys = "x = 1";
    for (int i = 0; i < 10'000; ++i) keys += ", k" + std::to_string(i) + " = 1";
    CHECK(parse("a = {" + keys + "}").text.sound);
    // Those that only the library reads.
    const std::string refusal = "too many values in a line of ";
    CHECK(only("a = {b.c = 1, " + keys + "}").find(refusal) != std::string::npos);
    CHECK(only("a.b = [" + repeated("1,", 100'000) + "]").find(refusal) != std::string::npos);
    CHECK(only(repeated("# comment\n", 50'000) + "a.b = [\n" + repeated("'x', ", 60'000) + "]").find(refusal) !=
          std::string::npos);
    CHECK(parse("a = [\n" + repeated("1,\n", 30'000) + "]").text.sound);
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(60));
}

TEST_CASE("errors are counted, not repeated for ever") {
    CHECK(said(parse(repeated("x y\n", 5000))).size() == 1);
    for (const std::string text : {"x = y\n", "a = [\nb = [\n", "[a]\n[a]\n"}) {
        const auto lines = said(parse(repeated(text, 3000)));
        CHECK(lines.size() > 100);
        CHECK(lines.size() < 104);
        CHECK(lines.back().find("too many errors") != std::string::npos);
    }
}

TEST_CASE("slices end where the first two names change") {
    Diagnostics findings;
    const auto scan = scan_toml("a = 1\n[s.A]\n[s.A.x]\n[s.B]\n[p]\n[p.q]\n[s.C]\n", 1, findings);
    REQUIRE(scan);
    CHECK(findings.empty());
    CHECK_FALSE(scan->one_piece);
    std::vector<std::uint32_t> begins;
    for (const TomlSlice& slice : scan->slices) begins.push_back(slice.begin);
    CHECK(begins == std::vector<std::uint32_t>{0, 6, 20, 26, 36});
}
