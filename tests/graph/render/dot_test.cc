#include "graph/render/dot.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "graph/render/style.h"
#include "tests/support/production_text.h"

using namespace millwright;
using test::production_of;

namespace {

std::string dot_of(const Production& production) {
    return dot_text(picture_of(view_of(production, Routes(production))));
}

std::string dot_of(std::string_view text) {
    return dot_of(production_of(text).production);
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

/// The statement that begins with this text, up to its closing bracket.
std::string statement(const std::string& text, std::string_view begin) {
    const std::size_t at = text.find(begin);
    return at == std::string::npos ? "" : text.substr(at, text.find("];", at) - at);
}

}  // namespace

TEST_CASE("dot: a digraph from left to right with every item and route") {
    const std::string dot =
        dot_of("production Demo.Orders\nservice A one.A -> Out: P\nprocess P -> Ok: O; No: O\noperation O\n");
    CHECK(dot.starts_with("digraph \"Demo.Orders\" {"));
    CHECK(dot.ends_with("}\n"));
    CHECK(holds(dot, "rankdir=LR"));
    CHECK(count(dot, " -> ") == 3);
    CHECK(holds(statement(dot, "\tA\t["), "shape=cds"));
    CHECK(holds(statement(dot, "\tA\t["), "one.A"));
    CHECK(holds(statement(dot, "\tP\t["), "rounded"));
    CHECK(holds(statement(dot, "\tO\t["), "peripheries=2"));
    CHECK(holds(statement(dot, "\tA:e -> P"), ">Out<"));
    CHECK(holds(dot, "3 items, 3 routes"));
}

TEST_CASE("dot: the same text whatever the order of the file, and every time") {
    const std::string one = dot_of("service A -> Out: C, B\noperation B\noperation C\n");
    CHECK(one == dot_of("operation C\noperation B\nservice A -> Out: B, C\n"));
    for (int i = 0; i < 20; ++i) {
        // Other things in memory move what is allocated next.
        const std::vector<std::string> clutter(static_cast<std::size_t>(i) * 7, std::string(40, 'x'));
        CHECK(one == dot_of("service A -> Out: C, B\noperation B\noperation C\n"));
    }
}

TEST_CASE("dot: how edges look says what is known of them") {
    const std::string dot = dot_of(
        "service A -> Out: P\nprocess P -> Later: O; Now: O; Gone: Nowhere\n on M -> async Later, Now\n"
        "operation O\nservice B\n host Somewhere = P\nservice C -> Out: P\n disabled\n");
    CHECK(holds(dot, "style=dashed"));
    CHECK(holds(statement(dot, "\tB:e -> P"), "style=dotted"));
    CHECK(holds(statement(dot, "\tC:e -> P"), render::paint(render::Hue::calm).line.light));
    CHECK_FALSE(holds(statement(dot, "\tA:e -> P"), "style="));
    CHECK(holds(statement(dot, "\tP -> Nowhere"), "style=dashed"));
    CHECK(holds(statement(dot, "\tNowhere\t["), "does not exist"));
    CHECK(holds(statement(dot, "\tC\t["), "disabled"));
    CHECK(holds(dot, "asynchronous"));
}

TEST_CASE("dot: what no route joins stands in rows, held together by lines that are not drawn") {
    std::string text = "service In -> Out: P\nprocess P\n";
    CHECK(count(dot_of(text), "invis") == 0);
    for (int i = 0; i < 7; ++i) text += "operation O" + std::to_string(i) + "\n";
    const std::string dot = dot_of(text);
    // 3, 3 and 1
    CHECK(count(dot, "style=invis") == 4);
    CHECK(holds(dot, "\tO0 -> O1\t[style=invis]"));
    CHECK_FALSE(holds(dot, "\tO2 -> O3"));
    // Graphviz draws the last part first.
    CHECK(dot.find("\tIn\t[") > dot.find("\tO0\t["));
    CHECK(dot.find("\tO0\t[") > dot.find("\tO6\t["));
}

TEST_CASE("dot: messages and conditions of a route") {
    auto read = production_of("process P -> Out: O\n on One -> Out\n on Two -> Out\n on Three -> Out\noperation O\n");
    for (Send& send : read.production.sends) send.when.text = "amount > 100";
    const std::string edge = statement(dot_of(read.production), "\tP -> O");
    CHECK(holds(edge, ">One<"));
    CHECK(holds(edge, "and 1 more"));
    CHECK(holds(edge, "by Out: One, Two, Three, when amount > 100"));
}

TEST_CASE("dot: above 300 routes labels are tooltips") {
    std::string text = "operation O\n";
    for (int i = 0; i < 300; ++i) text += "service S" + std::to_string(i) + " -> Out: O\n";
    CHECK(count(dot_of(text), ">Out<") == 300);
    text += "service Last -> Out: O\n";
    const std::string dot = dot_of(text);
    CHECK(count(dot, ">Out<") == 0);
    CHECK(count(dot, " -> ") == 301);
    CHECK(holds(statement(dot, "\tLast:e -> O"), "tooltip=\"route Last to O by Out\""));
}

TEST_CASE("dot: hostile names stay text") {
    auto read = production_of("service A -> Out: B\noperation B\n");
    read.production.items[0].name = "a\"b<c>|{d}\\n%";
    read.production.items[0].class_name = "<TABLE>&\x1b[0m\n";
    const std::string dot = dot_of(read.production);
    CHECK(holds(dot, "<B>a&quot;b&lt;c&gt;|{d}&#92;&#92;n%</B>"));
    CHECK(holds(dot, "&lt;TABLE&gt;&amp;&#92;&#92;x1b[0m&#92;&#92;n"));
    CHECK(holds(dot, "\"item 1\""));
    CHECK(holds(dot, "service a\\\"b<c>|{d}\\\\\\\\n%"));
    CHECK_FALSE(holds(dot, "\x1b"));
}

TEST_CASE("dot: what Graphviz would replace in a text stays as it is") {
    for (const std::string escape : {"\\N", "\\G", "\\L", "\\E", "\\T", "\\H"}) {
        CAPTURE(escape);
        auto read = production_of("service A -> Out: B\noperation B\n on One -> Out\n");
        const std::string name = escape + " x";
        const std::string class_name = escape + " c";
        const std::string title = escape + " p";
        read.production.name = title;
        read.production.items[0].name = name;
        read.production.items[0].class_name = class_name;
        const std::string dot = dot_of(read.production);
        const std::string html = "&#92;&#92;" + escape.substr(1);
        CHECK(holds(dot, "<B>" + html + " x</B>"));
        CHECK(holds(dot, html + " c</FONT>"));
        CHECK(holds(dot, html + " p</FONT>"));
        CHECK(holds(dot, "service \\\\\\" + escape + " x, class \\\\\\" + escape + " c"));
        for (std::size_t at = 0; (at = dot.find(escape, at)) != std::string::npos; at += 2) {
            CHECK(at > 0);
            CHECK(dot[at - 1] == '\\');
        }
    }
}

TEST_CASE("dot: names that Graphviz cannot write get another id, and ids are unique") {
    auto read = production_of("service A\nservice B\nservice C\nservice D\n");
    read.production.items[0].name = "\\";
    read.production.items[1].name = "item 1";
    read.production.items[2].name = "same";
    read.production.items[3].name = "same";
    const std::string dot = dot_of(read.production);
    CHECK(count(dot, "shape=cds") == 4);
}

TEST_CASE("dot: secrets of settings are not in a picture") {
    CHECK_FALSE(holds(dot_of("service A -> Out: O\noperation O\n adapter Password = hunter2\n"), "hunter2"));
}

TEST_CASE("shortened text") {
    using render::shortened;
    CHECK(shortened("abc", 3) == "abc");
    CHECK(shortened("abcd", 3) == "ab…");
    CHECK(shortened("名前名", 4) == "名…");
    CHECK(shortened("a\nb", 10) == "a\\nb");
    CHECK(shortened(std::string(1'000'000, 'x'), 5) == "xxxx…");
    CHECK(shortened("", 5).empty());
}
