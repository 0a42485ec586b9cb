#include "settings/edit.h"

#include <catch2/catch.hpp>
#include <functional>
#include <random>

#include "settings/toml_scan.h"
#include "settings/toml_text.h"
#include "settings/tree_change.h"
#include "tests/settings/random_toml.h"
#include "tests/support/memory_files.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

SettingsPath path(std::string_view text) {
    const auto found = settings_path(text);
    REQUIRE(found);
    return *found;
}

SettingsEdit edit_of(const std::string& text) {
    auto edit = SettingsEdit::of("settings.toml", text);
    REQUIRE(edit);
    return std::move(*edit);
}

using Step = std::function<Result<bool>(SettingsEdit&)>;

/// The text after one change; "refused: why" when it is refused.
std::string after(const std::string& text, const Step& step) {
    SettingsEdit edit = edit_of(text);
    const auto done = step(edit);
    if (done) return edit.text();
    CHECK(edit.text() == text);
    return "refused: " + done.error().diagnostics.begin()->message;
}

std::string set(const std::string& text, std::string_view where, const TomlValue& value) {
    return after(text, [&](SettingsEdit& edit) { return edit.set(path(where), value); });
}
std::string removed(const std::string& text, std::string_view where) {
    return after(text, [&](SettingsEdit& edit) { return edit.remove(path(where)); });
}
std::string appended(const std::string& text, std::string_view where, const TomlValue& value) {
    return after(text, [&](SettingsEdit& edit) { return edit.append(path(where), value); });
}
std::string with_table(const std::string& text, std::string_view where, const TomlValue::Table& members) {
    return after(text, [&](SettingsEdit& edit) { return edit.add_table(path(where), members); });
}
std::string with_element(const std::string& text, std::string_view where, const TomlValue::Table& members) {
    return after(text, [&](SettingsEdit& edit) { return edit.add_element(path(where), members); });
}
std::string renamed(const std::string& text, std::string_view where, std::string_view name) {
    return after(text, [&](SettingsEdit& edit) { return edit.rename(path(where), name); });
}

const std::string project = R"(# A project.
format = 1

[production]
name = "Demo"

# What brings orders.
[service.In]
class = "demo.In"  # the class
  pool_size=1
targets = { Output = "Decide" }
# pool_size may grow

[service.In.settings]
A = 1

# What decides.
[process.Decide]
class = "demo.Decide"

[[process.Decide.handler]]
on = "Order"
send = [
  { to = "Ok" }, # the usual way
  { to = "Bad", when = "x" }
]

[[process.Decide.handler]]
on = "*"

[overlay.live]
service.In.pool_size = 8
)";

/// The project with one piece of it replaced.
std::string project_with(const std::string& old, const std::string& by) {
    std::string text = project;
    const std::size_t at = text.find(old);
    REQUIRE(at != std::string::npos);
    return text.replace(at, old.size(), by);
}

}  // namespace

TEST_CASE("a value is replaced and nothing else") {
    CHECK(set(project, "service.In.pool_size", 4) == project_with("pool_size=1", "pool_size=4"));
    CHECK(set(project, "service.In.class", "x\ny") == project_with("\"demo.In\"", "\"\"\"\nx\ny\"\"\""));
    CHECK(set(project, "service.In.targets.Output", TomlValue::Array{"A", "B"}) ==
          project_with("\"Decide\" }", "[\"A\", \"B\"] }"));
    CHECK(set(project, "process.Decide.handler[0].send[1].when", false) == project_with("\"x\"", "false"));
    CHECK(set(project, "process.Decide.handler[1].on", 1.0) == project_with("\"*\"", "1.0"));
    CHECK(set(project, "overlay.live.service.In.pool_size", -9) == project_with("= 8", "= -9"));
    CHECK(set(project, "service.In.settings", 1).starts_with("refused: \"service.In.settings\" is a table"));
    CHECK(set(project, "process.Decide.handler[7].on", 1).starts_with("refused"));
    CHECK(set(project, "format.x", 1).starts_with("refused: \"format\" is no table"));
}

TEST_CASE("a key is added behind the last one of its table, in its style") {
    CHECK(set(project, "service.In.enabled", true) == project_with("\"Decide\" }\n", "\"Decide\" }\nenabled = true\n"));
    CHECK(set("[a]\n    x=1 # c\n", "a.y", 2) == "[a]\n    x=1 # c\n    y=2\n");
    CHECK(set("[a]\n\n[b]\n", "a.y", 2) == "[a]\ny = 2\n\n[b]\n");
    CHECK(set(project, "include", TomlValue::Array{"x"}) == project_with("= 1\n", "= 1\ninclude = [\"x\"]\n"));
    CHECK(set("# c\n\n# of a\n[a]\n", "x", 1) == "# c\nx = 1\n\n# of a\n[a]\n");
    CHECK(set("[a]\n", "x", 1) == "x = 1\n\n[a]\n");
    CHECK(set("", "x", 1) == "x = 1\n");
    CHECK(set("\xEF\xBB\xBF", "x", 1) == "\xEF\xBB\xBFx = 1\n");
    CHECK(set("a = 1", "\"b c\"", 1) == "a = 1\n\"b c\" = 1");
    CHECK(set(project, "process.Decide.handler[0].method", "m") ==
          project_with("\"x\" }\n]\n", "\"x\" }\n]\nmethod = \"m\"\n"));
}

TEST_CASE("a key is added to tables in braces and to those made by dotted keys") {
    CHECK(set(project, "service.In.targets.Errors", "E") ==
          project_with("\"Decide\" }", "\"Decide\", Errors = \"E\" }"));
    CHECK(set("t = {}\n", "t.x.y", 1) == "t = { x = { y = 1 } }\n");
    CHECK(set("t = {a=1}\n", "t.b", 1) == "t = {a=1, b=1}\n");
    CHECK(set("t = { a.b = 1 }\n", "t.a.c", 1) == "t = { a.b = 1, a.c = 1 }\n");
    CHECK(set("a.b = 1\nc = 2\n", "a.d", 1) == "a.b = 1\na.d = 1\nc = 2\n");
    CHECK(set(project, "overlay.live.service.In.enabled", false) ==
          project_with("pool_size = 8\n", "pool_size = 8\nservice.In.enabled = false\n"));
    CHECK(set(project, "overlay.live.operation.X.enabled", false) ==
          project_with("pool_size = 8\n", "pool_size = 8\noperation.X.enabled = false\n"));
}

TEST_CASE("missing tables are made above a key") {
    CHECK(set(project, "process.Decide.settings.B", 2) ==
          project_with("\"demo.Decide\"\n", "\"demo.Decide\"\nsettings = { B = 2 }\n"));
    CHECK(set(project, "variables.dir", "/x") == project + "\n[variables]\ndir = \"/x\"\n");
    CHECK(set("[a.b]\nx = 1\n", "a.y", 2) == "[a]\ny = 2\n[a.b]\nx = 1\n");
    CHECK(set("z = 1\n\n[a.b]\nx = 1\n", "a.y", 2) == "z = 1\n\n[a]\ny = 2\n\n[a.b]\nx = 1\n");
}

TEST_CASE("keys, elements and tables are removed") {
    CHECK(removed(project, "service.In.class") == project_with("class = \"demo.In\"  # the class\n", ""));
    CHECK(removed(project, "process.Decide.handler[0].send[0]") ==
          project_with("{ to = \"Ok\" }, # the usual way", "# the usual way"));
    CHECK(removed(project, "process.Decide.handler[0].send[1].to") == project_with("to = \"Bad\", ", ""));
    CHECK(removed(project, "process.Decide.handler[0].send[1].when") == project_with(", when = \"x\"", ""));
    CHECK(removed(project, "process.Decide.handler[1]") ==
          project_with("\n[[process.Decide.handler]]\non = \"*\"\n", ""));
    CHECK(removed(project, "service.In") ==
          project_with("\n# What brings orders.\n[service.In]\nclass = \"demo.In\"  # the class\n  pool_size=1\n"
                       "targets = { Output = \"Decide\" }\n# pool_size may grow\n\n[service.In.settings]\nA = 1\n",
                       ""));
    CHECK(removed(project, "overlay.live.service") == project_with("service.In.pool_size = 8\n", ""));
    CHECK(removed(project, "service.Out").starts_with("refused: there is nothing like"));
    CHECK(removed("a = [1, 2, 3]\n", "a[0]") == "a = [2, 3]\n");
    CHECK(removed("a = [1, 2, 3]\n", "a[1]") == "a = [1, 3]\n");
    CHECK(removed("a = [1, 2, 3]\n", "a[2]") == "a = [1, 2]\n");
    CHECK(removed("a = [ 1 ]\n", "a[0]") == "a = []\n");
    CHECK(removed("a = [\n  1,\n  2,\n]\n", "a[1]") == "a = [\n  1,\n]\n");
    CHECK(removed("a = [\n  1\n  # c\n  , 2\n]\n", "a[1]") == "a = [\n  1\n  # c\n]\n");
    CHECK(removed("[x]\n[y]\n", "x") == "[y]\n");
}

TEST_CASE("elements are appended to arrays of every form") {
    CHECK(appended("a = []\n", "a", 1) == "a = [1]\n");
    CHECK(appended("a = [ ] # c\n", "a", 1) == "a = [1] # c\n");
    CHECK(appended("a = [1]\n", "a", 2) == "a = [1, 2]\n");
    CHECK(appended("a = [1,]\n", "a", 2) == "a = [1, 2,]\n");
    CHECK(appended("a = [\n    1, # one\n    # last\n]\n", "a", 2) == "a = [\n    1, # one\n    2,\n    # last\n]\n");
    CHECK(appended("a = [\n  1 # one\n]\n", "a", 2) == "a = [\n  1, # one\n  2\n]\n");
    CHECK(appended("a = [1,\n     2]\n", "a", 3) == "a = [1,\n     2, 3]\n");
    CHECK(appended("a = [\n  # none\n]\n", "a", 3) == "a = [\n  # none\n3\n]\n");
    CHECK(appended("a = [\r\n  1\r\n]\r\n", "a", 2) == "a = [\r\n  1,\r\n  2\r\n]\r\n");
    CHECK(appended("[t]\n", "t.a", 3) == "[t]\na = [3]\n");
    CHECK(appended("a = 1\n", "a", 3).starts_with("refused"));
    CHECK(appended(project, "process.Decide.handler[0].send", TomlValue::Table{{"to", "C"}}) ==
          project_with("when = \"x\" }\n", "when = \"x\" },\n  { to = \"C\" }\n"));
    CHECK(appended(project, "process.Decide.handler", TomlValue::Table{{"on", "C"}}) ==
          project_with("on = \"*\"\n", "on = \"*\"\n\n[[process.Decide.handler]]\non = \"C\"\n"));
}

TEST_CASE("tables are added behind those of their kind") {
    const TomlValue::Table members{{"class", "demo.X"}, {"targets", TomlValue::Table{{"a b", "Y"}}}};
    const std::string added = "class = \"demo.X\"\ntargets = { \"a b\" = \"Y\" }\n";
    CHECK(with_table(project, "service.\"Second one\"", members) ==
          project_with("A = 1\n", "A = 1\n\n[service.\"Second one\"]\n" + added));
    CHECK(with_table(project, "operation.X", members) == project + "\n[operation.X]\n" + added);
    CHECK(with_table("[a.b]\nx = 1\n[a.c]\n# of a.c\n\n# of d\n[d]\n", "a.e", {}) ==
          "[a.b]\nx = 1\n[a.c]\n# of a.c\n[a.e]\n\n# of d\n[d]\n");
    CHECK(with_table("a = 1", "x", {{"y", 1}}) == "a = 1\n\n[x]\ny = 1");
    CHECK(with_table("[a]\r\n", "x", {{"y", TomlValue::Array{1, 2}}}) == "[a]\r\n\r\n[x]\r\ny = [1, 2]\r\n");
    CHECK(with_table("", "x", {}) == "[x]\n");
    CHECK(with_table(project, "service.In", {}).starts_with("refused: \"service.In\" is there already"));
    CHECK(with_table(project, "service", members) ==
          project_with("# What brings", "[service]\n" + added + "\n# What brings"));
    CHECK(with_table("t = { a = 1 }\n", "t.b", members) ==
          "t = { a = 1, b = { class = \"demo.X\", targets = { \"a b\" = \"Y\" } } }\n");
    CHECK(with_element(project, "process.Decide.step", {{"name", "s"}}) ==
          project_with("on = \"*\"\n", "on = \"*\"\n\n[[process.Decide.step]]\nname = \"s\"\n"));
    CHECK(with_element(project, "moved", {{"from", "a"}}) == project + "\n[[moved]]\nfrom = \"a\"\n");
    CHECK(with_element("[p.x]\nstep = [{ a = 1 }]\n", "p.x.step", {{"a", 2}}) ==
          "[p.x]\nstep = [{ a = 1 }, { a = 2 }]\n");
}

TEST_CASE("long arrays are written as fmt would") {
    const std::string word(60, 'w');
    CHECK(set("[a]\n", "a.b", TomlValue::Array{word, word}) ==
          "[a]\nb = [\n  \"" + word + "\",\n  \"" + word + "\",\n]\n");
}

TEST_CASE("a table is renamed wherever its name is written") {
    std::string wanted = project;
    for (const std::string_view old : {"[service.In]", "[service.In.settings]"}) {
        const std::size_t at = wanted.find(old);
        wanted.replace(at + 9, 2, "\"New one\"");
    }
    CHECK(renamed(project, "service.In", "New one") == wanted);
    CHECK(renamed(project, "overlay.live.service.In", "X") == project_with("service.In.pool", "service.X.pool"));
    CHECK(renamed(project, "service.In.targets.Output", "X") == project_with("{ Output", "{ X"));
    CHECK(renamed("[[x]]\n[x.y]\n[[x]]\n[x . y.z]\n", "x[1].y", "w") == "[[x]]\n[x.y]\n[[x]]\n[x . w.z]\n");
    CHECK(renamed("[[x]]\n[[x]]\na = 1\n", "x", "w") == "[[w]]\n[[w]]\na = 1\n");
    CHECK(renamed(project, "service.In.class", "pool_size").starts_with("refused: \"service.In.pool_size\" is there"));
    CHECK(renamed(project, "service.Out", "A").starts_with("refused"));
}

TEST_CASE("a text that is not sound is not edited") {
    const auto edit = SettingsEdit::of("s.toml", "a = 1\nb = \n");
    REQUIRE_FALSE(edit);
    CHECK(edit.error().diagnostics.begin()->file == "s.toml:2:5");
}

TEST_CASE("a project of several files is edited where things stand") {
    const test::MemoryFiles files(std::map<std::string, std::string>{
        {"p/settings.toml", "format = 1\ninclude = [\"more/*.toml\"]\n\n[production]\nname = \"P\"\n"},
        {"p/more/a.toml", "[service.A]\nclass = \"x\"\n"},
        {"p/more/b.toml", "[service.B]\nclass = \"x\"\n\n[operation.O]\nclass = \"x\"\n"},
    });
    const auto texts = edit_settings_files("p/settings.toml", files, {});
    REQUIRE(texts);
    REQUIRE(texts->size() == 3);
    CHECK((*texts)[text_for(*texts, path("service.A.class"))].name() == "p/more/a.toml");
    CHECK((*texts)[text_for(*texts, path("service.A.pool_size"))].name() == "p/more/a.toml");
    CHECK((*texts)[text_for(*texts, path("service.New"))].name() == "p/more/b.toml");
    CHECK((*texts)[text_for(*texts, path("message.M"))].name() == "p/settings.toml");
    CHECK_FALSE(edit_settings_files("p/none.toml", files, {}));
}

namespace {

struct Known {
    SettingsPath path;
    TomlNode node;
};

void collect(const TomlTree& tree, NodeId id, const SettingsPath& at, std::vector<Known>& found) {
    std::size_t index = 0;
    for (const NodeId child : tree.children(id)) {
        SettingsPath below = at;
        if (tree[id].kind == TomlKind::array) {
            below.push_back({{}, index++});
        } else {
            below.push_back({std::string(tree[child].key)});
        }
        found.push_back({below, tree[child]});
        collect(tree, child, below, found);
    }
}

std::vector<std::string> comments_of(std::string_view text) {
    Diagnostics findings;
    const auto scan = scan_toml(text, 1, findings);
    REQUIRE(scan);
    std::vector<std::string> comments;
    for (const auto& [begin, end] : scan->comments) comments.emplace_back(text.substr(begin, end - begin));
    return comments;
}

std::string without_blanks(std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
    return text;
}

std::size_t same_beginning(std::string_view a, std::string_view b) {
    std::size_t same = 0;
    while (same < std::min(a.size(), b.size()) && a[same] == b[same]) ++same;
    return same;
}
std::size_t same_end(std::string_view a, std::string_view b) {
    std::size_t same = 0;
    while (same < std::min(a.size(), b.size()) && a[a.size() - same - 1] == b[b.size() - same - 1]) ++same;
    return same;
}

/// What was there is still there, around one place; but for blanks inside of brackets that hold nothing else.
void check_only_added(const std::string& old_text, const std::string& new_text, std::size_t may_go) {
    INFO(new_text);
    const std::string before = without_blanks(old_text);
    const std::string after = without_blanks(new_text);
    if (may_go > 0) {
        CHECK(same_beginning(before, after) + same_end(before, after) + may_go >= before.size());
    } else {
        std::size_t found = 0;
        for (const char c : after) found += found < before.size() && before[found] == c ? 1 : 0;
        CHECK(found == before.size());
    }
    CHECK(comments_of(old_text) == comments_of(new_text));
}

}  // namespace

TEST_CASE("random documents: a change changes what it says and keeps all else") {
    std::size_t done = 0;
    std::size_t refused = 0;
    const auto count = [&](const Result<bool>& result) {
        ++(result ? done : refused);
        return result.has_value();
    };
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
        const std::string text = test::RandomToml(seed).document();
        INFO(text);
        TomlTree tree;
        Diagnostics findings;
        const TomlText read = read_toml(tree, text, 1, findings);
        REQUIRE(read.sound);
        std::vector<Known> known;
        collect(tree, read.root, {}, known);
        if (known.empty()) continue;
        std::mt19937 dice(seed);
        const Known& one = known[dice() % known.size()];
        INFO(to_text(one.path));
        const bool holder = one.node.kind == TomlKind::table || one.node.kind == TomlKind::array;
        if (!holder) {
            SettingsEdit edit = edit_of(text);
            CHECK(count(edit.set(one.path, "new")));
            check_only_added(text, edit.text(), one.node.place.end - one.node.place.begin);
        }
        if (one.node.kind == TomlKind::table) {
            SettingsEdit edit = edit_of(text);
            SettingsPath below = one.path;
            below.push_back({"new key"});
            CHECK(count(edit.set(below, TomlValue::Array{1, "x"})));
            check_only_added(text, edit.text(), 0);
            below.back().name = "new table";
            count(edit.add_table(below, {{"x", 1}}));
        }
        if (one.node.kind == TomlKind::array) {
            SettingsEdit edit = edit_of(text);
            CHECK(count(edit.append(one.path, TomlValue::Table{{"x", 1}})));
            check_only_added(text, edit.text(), 0);
        }
        SettingsEdit edit = edit_of(text);
        CHECK(count(edit.remove(one.path)));
        edit = edit_of(text);
        if (!one.path.back().index) CHECK(count(edit.rename(one.path, "new.name")));
        CHECK(comments_of(text) == comments_of(edit.text()));
        edit = edit_of(text);
        CHECK(count(edit.add_table(path("quite.new"), {{"x", 1}})));
        check_only_added(text, edit.text(), 0);
    }
    CHECK(refused * 50 < done);
}
