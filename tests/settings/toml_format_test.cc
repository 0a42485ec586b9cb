#include "settings/toml_format.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <vector>

#include "settings/system.h"
#include "settings/toml_equal.h"
#include "settings/toml_scan.h"
#include "tests/settings/random_toml.h"
#include "tests/support/corpus.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

std::string formatted(const std::string& text) {
    Diagnostics findings;
    const auto result = format_toml(text, 1, findings);
    for (const Diagnostic& each : findings) FAIL_CHECK(each.message);
    REQUIRE(result);
    return *result;
}

std::vector<std::string> comments_of(std::string_view text) {
    Diagnostics findings;
    const auto scan = scan_toml(text, 1, findings);
    REQUIRE(scan);
    std::vector<std::string> comments;
    for (const auto& [begin, end] : scan->comments) {
        std::string comment(text.substr(begin, end - begin));
        comment.erase(comment.find_last_not_of(" \t\r") + 1);
        comments.push_back(comment);
    }
    return comments;
}

/// The text is sound, and formatting keeps what it must keep.
void check_kept(const std::string& text) {
    INFO(text);
    const std::string once = formatted(text);
    INFO(once);
    CHECK(formatted(once) == once);
    CHECK(comments_of(once) == comments_of(text));
    TomlTree before;
    TomlTree after;
    Diagnostics findings;
    const TomlText was = read_toml(before, text, 1, findings);
    const TomlText is = read_toml(after, once, 1, findings);
    CHECK(findings.empty());
    CHECK(same_tree(before, was.root, after, is.root));
}

/// Every TOML file below a folder that is sound.
std::size_t check_files_below(const std::filesystem::path& folder, bool is_formatted) {
    std::size_t seen = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".toml") continue;
        INFO(entry.path().string());
        const auto text = read_file(entry.path().string());
        REQUIRE(text);
        Diagnostics findings;
        TomlTree tree;
        if (!read_toml(tree, *text, 1, findings).sound) continue;
        check_kept(*text);
        if (is_formatted) CHECK(formatted(*text) == *text);
        ++seen;
    }
    return seen;
}

}  // namespace

TEST_CASE("blanks around keys, signs and values") {
    CHECK(formatted("a=1\n  b   =\t2  \n[ x . y ]   #c  \n c . d={a=1,b=[ 1,2 , ]}\n") ==
          "a = 1\nb = 2\n\n[x.y] #c\nc.d = { a = 1, b = [1, 2] }\n");
    CHECK(formatted("a = [ ]\nb = { }\n") == "a = []\nb = {}\n");
    CHECK(formatted("").empty());
    CHECK(formatted("\n \n\n").empty());
    CHECK(formatted("\xEF\xBB\xBF\r\n\r\na = 1") == "a = 1\n");
}

TEST_CASE("blank lines: one before a table, none at the ends, at most one elsewhere") {
    CHECK(formatted("\n\na = 1\n\n\n\nb = 2\n[x]\n\n\nc = 1\n[y]\n[[z]]\n[[z]]\n\n\n") ==
          "a = 1\n\nb = 2\n\n[x]\n\nc = 1\n\n[y]\n\n[[z]]\n\n[[z]]\n");
}

TEST_CASE("comment lines right above a header belong to it") {
    CHECK(formatted("a = 1\n# of x\n# too\n[x]\n# of a\n\n# alone\n\n[y]\n") ==
          "a = 1\n\n# of x\n# too\n[x]\n# of a\n\n# alone\n\n[y]\n");
    CHECK(formatted("# top\n[x]\n") == "# top\n[x]\n");
    CHECK(formatted("[x]\na = 1 # end\n  # last\n\n\n") == "[x]\na = 1 # end\n# last\n");
}

TEST_CASE("arrays are on one line where they fit and hold no comment") {
    CHECK(formatted("a = [\n  1,\n\n  2,\n]\n") == "a = [1, 2]\n");
    CHECK(formatted("a = [ # of all\n\n 1 # one\n , # two\n\n\n  # three\n 2\n ]\n") ==
          "a = [ # of all\n  1, # one\n  # two\n\n  # three\n  2,\n]\n");
    const std::string fits = "a = [\"" + std::string(92, 'x') + "\"]\n";
    CHECK(fits.size() == 101);
    CHECK(formatted(fits) == fits);
    const std::string longer(93, 'x');
    CHECK(formatted("a = [\"" + longer + "\"]\n") == "a = [\n  \"" + longer + "\",\n]\n");
    const std::string wide = "a = [\"" + std::string(90, 'x') + "é漢\"]\n";
    CHECK(formatted(wide) == "a = [\n  \"" + std::string(90, 'x') + "é漢\",\n]\n");
    const std::string narrow = "a = [\"" + std::string(89, 'x') + "é漢\"]\n";
    CHECK(formatted(narrow) == narrow);
}

TEST_CASE("a table in braces stays on its line, its arrays break where they must") {
    const std::string word(45, 'w');
    CHECK(formatted("t = { a = [\"" + word + "\", \"" + word + "\"], b = [\n1\n] }\n") ==
          "t = { a = [\n  \"" + word + "\",\n  \"" + word + "\",\n], b = [1] }\n");
    const std::string pairs = "a = \"" + word + "\", b = \"" + word + "\", c = 1";
    CHECK(formatted("t = {" + pairs + "}\n") == "t = { " + pairs + " }\n");
    CHECK(formatted("t = [[{" + pairs + "}, 2], [3, 4]]\n") ==
          "t = [\n  [\n    { " + pairs + " },\n    2,\n  ],\n  [3, 4],\n]\n");
}

TEST_CASE("empty arrays and tables are not broken") {
    const std::string text(100, 'x');
    const std::string line = "a = { text = \"" + text + text + "\", b = [], c = {} }\n";
    Diagnostics findings;
    CHECK(format_toml(line, 1, findings) == line);
}

TEST_CASE("keys and strings: quotes only where they do something") {
    CHECK(formatted("\"a\" = 'x'\n'b c' = 'C:\\x'\n\"d\\u0041\" = '''x'''\n'' = \"'\"\n'\"' = 1\n\"e.f\".'g' = 2\n") ==
          "a = \"x\"\n\"b c\" = 'C:\\x'\ndA = '''x'''\n\"\" = \"'\"\n'\"' = 1\n\"e.f\".g = 2\n");
}

TEST_CASE("texts of several lines keep every byte, line ends too") {
    CHECK(formatted("a = \"\"\"\r\n x  \r\n\"\"\"  \r\nb = ['''\n ''']\r\n") ==
          "a = \"\"\"\r\n x  \r\n\"\"\"\nb = [\n  '''\n ''',\n]\n");
}

TEST_CASE("dates, numbers and booleans stay as they are written") {
    const std::string text = "a = 1979-05-27 07:32:00\nb = 0xFF\nc = +1_000\nd = 1e3\ne = true\nf = [07:32:00, -inf]\n";
    CHECK(formatted(text) == text);
}

TEST_CASE("a text with a syntax error is reported and not formatted") {
    Diagnostics findings;
    CHECK_FALSE(format_toml("a = 1\nb = \nc = [1\n", 1, findings));
    CHECK(findings.size() == 2);
}

TEST_CASE("random documents: formatting is stable, and meaning and comments are kept") {
    for (std::uint32_t seed = 0; seed < 400; ++seed) check_kept(test::RandomToml(seed).document());
}

TEST_CASE("the examples are formatted, and all files of the tests keep what they say") {
    const std::filesystem::path root(MILLWRIGHT_SOURCE_DIR);
    CHECK(check_files_below(root / "share", true) > 0);
    CHECK(check_files_below(root / "tests", false) > 20);
}

TEST_CASE("all files of the corpus keep what they say") {
    const auto corpus = test::corpus_folder();
    if (!corpus) return test::skipped("MILLWRIGHT_CORPUS is not set");
    check_files_below(*corpus, false);
}
