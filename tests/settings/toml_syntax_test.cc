#include "settings/toml_syntax.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/settings/random_toml.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

/// The value as one line, with its comments and what was before each.
std::string shown(const TomlSyntax& syntax, PartId id) {
    const TomlSyntaxPart& part = syntax[id];
    std::string out = part.blank_before ? "_" : "";
    out += part.own_line ? "|" : "";
    if (!part.key.empty()) out += std::string(part.key.in(syntax.text())) + ":";
    if (part.kind == TomlPart::scalar || part.kind == TomlPart::comment) {
        return out + std::string(part.span.in(syntax.text())) + (part.comma.empty() ? "" : ",");
    }
    out += part.kind == TomlPart::array ? "[" : "{";
    for (PartId child = part.first; child != no_part; child = syntax[child].next) out += shown(syntax, child);
    return out + (part.kind == TomlPart::array ? "]" : "}") + (part.comma.empty() ? "" : ",");
}

std::string value_of(const std::string& value) {
    const std::string text = "a=" + value;
    TomlSyntax syntax(text);
    const TomlStatement statement = syntax.next();
    CHECK(statement.kind == TomlStatementKind::pair);
    CHECK(syntax.next().kind == TomlStatementKind::end);
    return shown(syntax, statement.value);
}

}  // namespace

TEST_CASE("statements with their lines, keys and comments") {
    const std::string text = "\xEF\xBB\xBF# one  \r\n\r\n  a . \"b\" = 1 # two\n[ x.'y z' ]\n\n[[z]]#three";
    TomlSyntax syntax(text);
    TomlStatement next = syntax.next();
    CHECK(next.kind == TomlStatementKind::comment);
    CHECK(next.span.in(text) == "# one");
    CHECK(next.line == 3);
    CHECK_FALSE(next.blank_before);
    next = syntax.next();
    CHECK(next.kind == TomlStatementKind::pair);
    CHECK(next.blank_before);
    CHECK(next.key.in(text) == "a . \"b\"");
    CHECK(next.span.in(text) == "a . \"b\" = 1");
    CHECK(next.comment.in(text) == "# two");
    CHECK(text.substr(next.line, 5) == "  a .");
    CHECK(text.substr(next.next, 4) == "[ x.");
    next = syntax.next();
    CHECK(next.kind == TomlStatementKind::header);
    CHECK(next.key.in(text) == "x.'y z'");
    CHECK_FALSE(next.blank_before);
    next = syntax.next();
    CHECK(next.kind == TomlStatementKind::array_header);
    CHECK(next.blank_before);
    CHECK(next.comment.in(text) == "#three");
    CHECK(next.next == text.size());
    CHECK(syntax.next().kind == TomlStatementKind::end);
}

TEST_CASE("values end where TOML says") {
    for (const char* scalar : {"1", "\"a\\\"b\\\\\"", "'a\\'", "\"\"", "''", "\"\"\"a\"b\\\"\"\"c\n\"\"\"\"\"",
                               "'''''x'''''", "1979-05-27 07:32:00", "\"]#,}\""}) {
        CHECK(value_of(scalar) == scalar);
        CHECK(value_of("[" + std::string(scalar) + "]# c") == "[" + std::string(scalar) + "]");
        CHECK(value_of("{k=" + std::string(scalar) + "}") == "{k:" + std::string(scalar) + "}");
    }
}

TEST_CASE("comments, commas and blank lines in arrays") {
    CHECK(value_of("[ # a\n\n 1, # b\n\n # c\n 2\n]") == "[# a_|1,# b_|# c|2]");
    CHECK(value_of("[[1,2],{a.b=1,c=[]}]") == "[[1,2],{a.b:1,c:[]}]");
}

TEST_CASE("a text that is no TOML is read to its end") {
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        const std::string text = test::RandomToml(seed).document();
        const std::size_t step = 1 + text.size() / 50;
        for (std::size_t begin = 0; begin < text.size(); begin += step) {
            TomlSyntax syntax(std::string_view(text).substr(begin));
            std::uint32_t before = 0;
            std::size_t statements = 0;
            for (TomlStatement next = syntax.next(); next.kind != TomlStatementKind::end; next = syntax.next()) {
                REQUIRE(next.next > before);
                before = next.next;
                ++statements;
            }
            REQUIRE(statements <= text.size());
        }
    }
}
