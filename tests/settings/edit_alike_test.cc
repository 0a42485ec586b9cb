#include "settings/edit_alike.h"

#include <catch2/catch.hpp>

#include "settings/edit.h"
#include "settings/toml_format.h"
#include "tests/settings/random_toml.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

std::string put(const std::string& text, std::string_view where, const TomlValue::Table& members) {
    auto edit = SettingsEdit::of("s.toml", text);
    REQUIRE(edit);
    const auto done = edit->put(*settings_path(where), members);
    if (!done) return "refused: " + done.error().diagnostics.begin()->message;
    return edit->text();
}

using Table = TomlValue::Table;
using Array = TomlValue::Array;

const Table operation{{"class", "demo.X"}, {"accepts", Array{"M"}}};
const Table process{
    {"class", "demo.R"},
    {"targets", Table{{"Ok", "A"}, {"Bad", "B"}}},
    {"handler",
     Array{Table{{"on", "M"}, {"send", Array{Table{{"to", "Bad"}, {"when", "id == ''"}}, Table{{"to", "Ok"}}}}}}},
};
const Table message{{"class", "demo.M"}, {"fields", Table{{"id", "string"}, {"note", "string?"}}}};

std::string diff_added(const std::string& before, const std::string& after) {
    std::size_t begin = 0;
    while (begin < before.size() && before[begin] == after[begin]) ++begin;
    while (begin > 0 && before[begin - 1] != '\n') --begin;
    const std::string rest = before.substr(begin);
    if (after.size() < before.size() || !after.ends_with(rest)) return "not only added:\n" + after;
    return after.substr(begin, after.size() - before.size());
}

/// Where the lines were added: the line above them, and the lines.
std::string added(const std::string& before, std::string_view where, const Table& members) {
    return diff_added(before, put(before, where, members));
}

}  // namespace

TEST_CASE("tables with headers") {
    const std::string text = R"(format = 1

[process.A]
class = "demo.A"
targets = { Ok = "X" }

[[process.A.handler]]
on = "M"
send = [{ to = "Ok" }]

[operation.X]
class = "demo.X"
)";
    CHECK(put(text, "process.R", process) == R"(format = 1

[process.A]
class = "demo.A"
targets = { Ok = "X" }

[[process.A.handler]]
on = "M"
send = [{ to = "Ok" }]

[process.R]
class = "demo.R"
targets = { Ok = "A", Bad = "B" }

[[process.R.handler]]
on = "M"
send = [{ to = "Bad", when = "id == ''" }, { to = "Ok" }]

[operation.X]
class = "demo.X"
)");
}

TEST_CASE("sub-tables, dense and indented, with single quotes") {
    const std::string text = R"([process.A]
  class='demo.A'
  [process.A.targets]
    Ok='X'
  [[process.A.handler]]
    on='M'
    [[process.A.handler.send]]
      to='Ok'
[operation.X]
  class='demo.X'
)";
    CHECK(added(text, "process.R", process) == R"([process.R]
  class='demo.R'
  [process.R.targets]
    Ok='A'
    Bad='B'
  [[process.R.handler]]
    on='M'
    [[process.R.handler.send]]
      to='Bad'
      when="id == ''"
    [[process.R.handler.send]]
      to='Ok'
)");
}

TEST_CASE("dotted keys below the header") {
    const std::string text = R"([process.A]
class = "demo.A"
targets.Ok = "X"
handler = [{on="M", send=[{to="Ok"}]}]

[operation.X]
class = "demo.X"
)";
    CHECK(added(text, "process.R", process) == R"([process.R]
class = "demo.R"
targets.Ok = "A"
targets.Bad = "B"
handler = [{on="M", send=[{to="Bad", when="id == ''"}, {to="Ok"}]}]

)");
}

TEST_CASE("one table for a kind, its members in braces or dotted") {
    const std::string braces = "[operation]\nA = { class = \"demo.A\" }\nB = { class = \"demo.B\" } # b\n\n[x]\n";
    CHECK(added(braces, "operation.X", operation) == "X = { class = \"demo.X\", accepts = [\"M\"] }\n");
    CHECK(added(braces, "message.M", message) ==
          "[message]\nM = { class = \"demo.M\", fields = { id = \"string\", note = \"string?\" } }\n\n");
    const std::string dotted = "[message]\nA.class = \"demo.A\"\nA.fields.id = \"string\"\n";
    CHECK(added(dotted, "message.M", message) ==
          "M.class = \"demo.M\"\nM.fields.id = \"string\"\nM.fields.note = \"string?\"\n");
}

TEST_CASE("no headers at all") {
    const std::string dotted =
        "operation.A.class = \"a\"\nmessage.A.class = \"b\"\nmessage.A.fields = { a = \"int\" }\n";
    CHECK(put(dotted, "operation.X", operation) ==
          "operation.A.class = \"a\"\noperation.X.class = \"demo.X\"\noperation.X.accepts = [\"M\"]\n"
          "message.A.class = \"b\"\nmessage.A.fields = { a = \"int\" }\n");
    CHECK(added(dotted, "message.M", message) ==
          "message.M.class = \"demo.M\"\nmessage.M.fields = { id = \"string\", note = \"string?\" }\n");
    CHECK(added(dotted, "process.P", {{"class", "p"}}) == "process.P.class = \"p\"\n");
    CHECK(put("operation = { A = { class = 'a' } }\n", "operation.X", {{"class", "x"}}) ==
          "operation = { A = { class = 'a' }, X = { class = 'x' } }\n");
}

TEST_CASE("the first of a kind stands where the format has it") {
    const std::string text = R"(format = 1

[production]
name = "D"

# ---- in ----

[service.In]
class = "a"

[operation.Out]
class = "b"

[overlay.live]
operation.Out.pool_size = 2
)";
    CHECK(put(text, "process.P", {{"class", "p"}})
              .find("class = \"a\"\n\n[process.P]\nclass = \"p\"\n\n[operation.Out]") != std::string::npos);
    CHECK(put(text, "message.M", {{"class", "m"}}).find("\"D\"\n\n[message.M]\nclass = \"m\"\n\n# ---- in") !=
          std::string::npos);
    CHECK(put(text, "schedule.S", {{"every", "1h"}}).find("\"b\"\n\n[schedule.S]\nevery = \"1h\"\n\n[overlay") !=
          std::string::npos);
    CHECK(put(text, "secrets.s", {{"env", "S"}}).find("\"D\"\n\n[secrets]\ns = { env = \"S\" }\n\n# ---- in") !=
          std::string::npos);
    CHECK(put("", "process.P", {{"class", "p"}}) == "[process.P]\nclass = \"p\"\n");
    CHECK(put("format = 1", "process.P", {{"class", "p"}}) == "format = 1\n\n[process.P]\nclass = \"p\"");
    CHECK(put("# Items.\n\n[operation.A]\nclass = \"a\"\n", "message.M", {{"class", "m"}}) ==
          "# Items.\n\n[message.M]\nclass = \"m\"\n\n[operation.A]\nclass = \"a\"\n");
    CHECK(put("# A.\n[operation.A]\nclass = \"a\"\n", "message.M", {{"class", "m"}}) ==
          "[message.M]\nclass = \"m\"\n\n# A.\n[operation.A]\nclass = \"a\"\n");
    CHECK(put("[secrets]\n\n[operation.A]\n", "secrets.s", {{"env", "S"}}) ==
          "[secrets]\ns = { env = \"S\" }\n\n[operation.A]\n");
    CHECK(put("[message]\n\n[operation.A]\n", "message.M", {{"class", "m"}}) ==
          "[message]\n\n[message.M]\nclass = \"m\"\n\n[operation.A]\n");
}

TEST_CASE("comments stay with what they are about") {
    const std::string text = R"([operation.A]
class = "a"
# pool_size may grow

# ---- the second ----

# About B.
[operation.B] # b
class = "b" # b
# of B

# ---- end ----
)";
    CHECK(put(text, "operation.X", {{"class", "x"}})
              .find("# of B\n\n[operation.X]\nclass = \"x\"\n\n# ---- end ----\n") != std::string::npos);
}

TEST_CASE("line ends, byte order marks and aligned signs are kept") {
    CHECK(added("[message.A]\r\nfields = { id = \"string\" }\r\n", "message.M", message) ==
          "\r\n[message.M]\r\nclass = \"demo.M\"\r\nfields = { id = \"string\", note = \"string?\" }\r\n");
    CHECK(put("\xEF\xBB\xBF", "operation.X", {{"class", "x"}}) == "\xEF\xBB\xBF[operation.X]\nclass = \"x\"\n");
    CHECK(added("[operation.A]\nclass     = \"a\"\npool_size = 2\n", "operation.X", operation) ==
          "\n[operation.X]\nclass   = \"demo.X\"\naccepts = [\"M\"]\n");
}

TEST_CASE("long arrays are broken as fmt breaks them") {
    Table long_one = process;
    auto& handlers = std::get<Array>(long_one.back().value.is);
    auto& handler = std::get<Table>(handlers.front().is);
    auto& sends = std::get<Array>(handler.back().value.is);
    for (int i = 0; i < 4; ++i) sends.push_back(Table{{"to", "Target" + std::to_string(i)}, {"message", "Other"}});
    const std::string text = "format = 1\n\n[process.A]\nclass = \"a\"\n";
    const std::string after = put(text, "process.R", long_one);
    CHECK(after.find("send = [\n  { to = \"Bad\", when = \"id == ''\" },\n  { to = \"Ok\" },\n") != std::string::npos);
    CHECK(after == formatted_toml(after));
}

TEST_CASE("names are quoted where they have to be") {
    CHECK(added("[operation.A]\nclass = \"a\"\n", "operation.\"to B\"", {{"class", "x"}}) ==
          "\n[operation.\"to B\"]\nclass = \"x\"\n");
    CHECK(added("[operation.A]\nclass = 'a'\n", "operation.\"to B\"", {{"class", "it's"}}) ==
          "\n[operation.'to B']\nclass = \"it's\"\n");
}

TEST_CASE("a table that is there is replaced where it stands") {
    const std::string text = R"([process.A]
class = "a"

# About R.
[process.R] # r
class = "old"

[process.R.targets]
Ok = "Z"

# The handler.
[[process.R.handler]]
on = "*"

[process.Z]
class = "z"
)";
    CHECK(put(text, "process.R", {{"class", "new"}, {"targets", Table{{"Ok", "A"}}}}) == R"([process.A]
class = "a"

# About R.
[process.R]
class = "new"

[process.R.targets]
Ok = "A"

[process.Z]
class = "z"
)");
    CHECK(put("[operation]\nA = { class = \"a\" } # a\nB = 1\n", "operation.A", {{"class", "b"}}) ==
          "[operation]\nA = { class = \"b\" } # a\nB = 1\n");
    CHECK(put("operation.A.class = \"a\"\noperation.A.pool_size = 1\nx = 1\n", "operation.A", {{"class", "b"}}) ==
          "operation.A.class = \"b\"\nx = 1\n");
    CHECK(put("[operation]\nA.class = \"a\"\nB.class = \"b\"\n", "operation.A", {{"class", "c"}}) ==
          "[operation]\nA.class = \"c\"\nB.class = \"b\"\n");
}

TEST_CASE("only a kind and a name can be put") {
    CHECK(put("", "process", {}).starts_with("refused"));
    CHECK(put("", "a.b.c", {}).starts_with("refused"));
    CHECK(put("process = 1\n", "process.A", {{"class", "x"}}).starts_with("refused"));
}

TEST_CASE("random documents: a table comes in one piece, and comments and all else stay") {
    std::size_t done = 0;
    std::size_t refused = 0;
    for (std::uint32_t seed = 0; seed < 400; ++seed) {
        const std::string text = test::RandomToml(seed).document();
        INFO(text);
        std::vector<std::string> kinds{"process", "secrets", "message"};
        const TomlOutline outline(text);
        for (const OutlineSection& section : outline.sections()) {
            if (!section.path.empty()) kinds.push_back(section.path.front().name);
        }
        for (const std::string& kind : kinds) {
            auto edit = SettingsEdit::of("s.toml", text);
            REQUIRE(edit);
            const SettingsPath path{{kind}, {"a new one"}};
            if (edit->has(path)) continue;
            const auto put = edit->put(path, process);
            ++(put ? done : refused);
            if (!put) {
                CHECK(edit->text() == text);
                // Only what is no table has no place for one.
                const auto spot = outline.spot({{kind}});
                const bool table = spot && outline.syntax()[spot->part].kind == TomlPart::table;
                CHECK((outline.elements({{kind}}) > 0 || (spot && !table)));
                continue;
            }
            const std::string& after = edit->text();
            INFO(after);
            std::size_t begin = 0;
            while (begin < text.size() && text[begin] == after[begin]) ++begin;
            std::size_t end = 0;
            while (end < text.size() - begin && text[text.size() - end - 1] == after[after.size() - end - 1]) ++end;
            CHECK(begin + end == text.size());
            CHECK(edit->says(path, process));
            CHECK(edit->put(path, message));
            CHECK(edit->says(path, message));
        }
    }
    CHECK(done > 500);
    CHECK(refused > 0);
}
