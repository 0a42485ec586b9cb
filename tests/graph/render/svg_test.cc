#include "graph/render/svg.h"

#include <catch2/catch.hpp>

#include "tests/support/pictures.h"

using namespace millwright;

namespace {

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// As Graphviz writes it.
const std::string drawn =
    "<?xml version=\"1.0\"?>\n<svg width=\"9pt\" height=\"9pt\" xmlns=\"http://www.w3.org/2000/svg\">\n"
    "<g id=\"graph0\" class=\"graph\">\n<title>%3</title>\n<polygon fill=\"#ffffff\" stroke=\"transparent\"/>\n"
    "<g id=\"e0\" class=\"edge sync\">\n<title>item 1&#45;&gt;item 2</title>\n<path stroke=\"#4a4a4a\"/>\n</g>\n"
    "<g id=\"n0\" class=\"node service\">\n<title>item 1</title>\n"
    "<g id=\"a_n0\"><a xlink:title=\"service\">\n<text fill=\"#111111\">x</text>\n</a>\n</g>\n</g>\n"
    "<g id=\"n77\" class=\"node\">\n<title>unknown</title>\n</g>\n"
    "</g>\n</svg>\n";

Picture picture() {
    Picture picture;
    picture.title = "Demo <Orders>";
    picture.caption = "2 items, 1 route";
    picture.nodes.resize(2);
    picture.nodes[0].title = "a\"b<c>";
    picture.nodes[1].title = "";
    picture.edges.resize(1);
    picture.edges[0].target = 1;
    picture.edges[0].label = "Out & in";
    return picture;
}

}  // namespace

TEST_CASE("svg: title and description of the picture, titles that are names") {
    const std::string svg = finished_svg(drawn, picture(), Theme::light);
    CHECK(holds(svg,
                "xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"picture-title picture-desc\">\n"
                "<title id=\"picture-title\">Production Demo &lt;Orders&gt;</title>\n"
                "<desc id=\"picture-desc\">Services, processes and operations of a production from left to right: "
                "2 items, 1 route.\n"));
    CHECK(holds(svg, "\nroute a&quot;b&lt;c&gt; to (no name) by Out &amp; in.</desc>\n"));
    CHECK(holds(svg, "class=\"node service\">\n<title>a&quot;b&lt;c&gt;</title>\n<g id=\"a_n0\">"));
    CHECK(holds(svg, "class=\"edge sync\">\n<title>a&quot;b&lt;c&gt; to (no name)</title>\n<path"));
    // The graph's title would stand twice; one that belongs to nothing goes.
    CHECK_FALSE(holds(svg, "%3"));
    CHECK_FALSE(holds(svg, "unknown"));
    CHECK_FALSE(holds(svg, "<style>"));
    CHECK(holds(svg, "xlink:title=\"service\""));
    CHECK(svg.ends_with("</g>\n</svg>\n"));
}

TEST_CASE("svg: colours that follow the reader, on paper they stay light") {
    const std::string svg = finished_svg(drawn, picture(), Theme::automatic);
    CHECK(holds(svg, "@media screen and (prefers-color-scheme: dark) {\nsvg:root{background:#15181C}\n"));
    CHECK(holds(svg, ":root:not([data-theme=\"light\"]) [fill=\"#111111\"]{fill:#F1F3F5}\n"));
    CHECK(holds(svg, ":root[data-theme=\"dark\"] [stroke=\"#4a4a4a\"]{stroke:#B3BAC1}\n"));
    // Only what occurs.
    CHECK_FALSE(holds(svg, "[stroke=\"#111111\"]"));
    CHECK_FALSE(holds(svg, "#0072b2"));
    CHECK_FALSE(holds(finished_svg(drawn, picture(), Theme::dark), "<style>"));
}

TEST_CASE("svg: a large picture is not told part by part") {
    Picture many = picture();
    many.nodes.resize(80);
    CHECK(holds(finished_svg(drawn, many, Theme::light), "2 items, 1 route.</desc>"));
    many.edges.resize(301);
    CHECK(holds(finished_svg(drawn, many, Theme::light), "are tooltips of the routes.</desc>"));
}

TEST_CASE("svg: what is no SVG comes back as it is") {
    for (const std::string text : {"", "PNG", "<svg", "<svg width=\"1\"", "digraph {}"})
        CHECK(finished_svg(text, picture(), Theme::automatic) == text);
    CHECK(holds(finished_svg("<svg>", picture(), Theme::light), "<svg role=\"img\""));
}

TEST_CASE("svg: broken ones do no harm") {
    for (std::size_t cut = 0; cut < drawn.size(); ++cut) {
        finished_svg(drawn.substr(0, cut), picture(), Theme::automatic);
        finished_svg(drawn.substr(0, cut), {}, Theme::automatic);
    }
}
