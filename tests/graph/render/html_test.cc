#include "graph/render/html.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "graph/digest.h"
#include "graph/render/page_svg.h"

using namespace millwright;

namespace {

bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

constexpr Viewer viewer{
    "<meta {{policy}}><h1>{{title}}</h1><p>{{caption}}</p><style>{{style}}</style>{{svg}}\n"
    "<script>{{picture}}</script><script>{{details}}</script><script>{{script}}</script>{{other}}",
    "body{}", "start();"};
constexpr std::string_view svg =
    "<?xml version=\"1.0\"?>\n<svg width=\"10pt\" viewBox=\"0 0 10 10\"><g id=\"n0\"/></svg>";

Picture picture_named(std::string name) {
    Picture picture;
    picture.title = name;
    picture.caption = name;
    PictureNode& node = picture.nodes.emplace_back();
    node.key = node.title = node.category = name;
    node.lines = {name};
    node.details.push_back({"Settings", name, name, {}});
    PictureEdge& edge = picture.edges.emplace_back();
    edge.label = edge.condition = name;
    edge.messages = {name};
    return picture;
}

std::string page_of(const Picture& picture, std::string_view drawn = svg, const PictureSources& sources = {}) {
    return html_page(picture, drawn, sources, viewer);
}

}  // namespace

TEST_CASE("page: the frame with its parts") {
    const std::string page = page_of(picture_named("A"));
    CHECK(holds(page, "<h1>A</h1><p>A</p>"));
    CHECK(holds(page, "<svg width=\"10pt\" viewBox=\"0 0 10 10\"><g id=\"n0\"></g></svg>"));
    CHECK(holds(page, "<script>start();</script>"));
    CHECK(holds(page, "{{other}}"));
    INFO(page);
    CHECK(holds(page, R"("nodes":[{"key":"A","look":"component","title":"A","lines":["A"],"category":"A"}])"));
    CHECK(
        holds(page, R"("edges":[{"source":0,"target":0,"line":"sync","label":"A","messages":["A"],"condition":"A"}])"));
    CHECK(holds(page, R"(<script>[[["Settings","A","A"]]]</script>)"));
}

TEST_CASE("page: only its own script and style may be used, known by their digests") {
    // From `printf %s 'start();' | openssl dgst -sha256 -binary | base64`.
    CHECK(holds(page_of(picture_named("A")), "script-src 'sha256-E6jQvrT2ZivWG9GJ4AAEZf4MhI7l3QkLroW4hgvUT4c=';"));
    CHECK(holds(page_of(picture_named("A")), "default-src 'none'"));
    CHECK_FALSE(holds(page_of(picture_named("A")), "unsafe"));
}

TEST_CASE("page: no name ends a block, is taken for a part of the frame, or steers what is shown") {
    const auto hostile = GENERATE(as<std::string>{}, "</script><script>alert(1)</script>", "\"><svg onload=alert(1)>",
                                  "<!--<script>", "]]>", "</style/>", "&lt;/script&gt;");
    const std::string page = page_of(picture_named(hostile));
    CHECK_FALSE(holds(page, hostile));
    const std::string harmless = page_of(picture_named("A"));
    const auto count = [](std::string_view text, char c) { return std::count(text.begin(), text.end(), c); };
    CHECK(count(page, '<') == count(harmless, '<'));

    CHECK(page_of(picture_named("{{script}}")).find("<h1>{{script}}</h1>") != std::string::npos);
    CHECK_FALSE(holds(page_of(picture_named("a\xE2\x80\xA8"
                                            "b")),
                      "\xE2\x80\xA8"));
    CHECK_FALSE(holds(page_of(picture_named("a\xE2\x80\xAE"
                                            "b"))
                          .substr(0, 400),
                      "\xE2\x80\xAE"));
}

TEST_CASE("page: places are told with the source that they are in") {
    Sources after;
    Sources before;
    Picture picture = picture_named("A");
    picture.nodes[0].place = {after.add("new.toml", "\n\nname"), 2, 6};
    picture.edges[0].place = {before.add("old.toml", "\nname"), 1, 5};
    picture.edges[0].is_before = true;
    picture.edges[0].change = Change::removed;
    const std::string page = page_of(picture, svg, {&after, &before});
    CHECK(holds(page, R"("place":"new.toml:3")"));
    CHECK(holds(page, R"("place":"old.toml:2","change":"removed","gone":true)"));
    CHECK_FALSE(holds(page_of(picture), "toml"));
}

TEST_CASE("page: details lead to nodes") {
    Picture picture = picture_named("A");
    picture.nodes[0].details = {{"Routes out", "x", "A", {}, false, 0}, {"Item", "y", "one\ntwo\t", {}, true}};
    CHECK(holds(page_of(picture), R"([[["Routes out","x","A","",0],["Item","y","one\ntwo\\t","",-1,true]]])"));
}

TEST_CASE("page: an SVG keeps what is drawn and nothing that acts, styles or says twice") {
    const auto slim = [](std::string_view text) { return render::page_svg(text); };
    CHECK(
        slim("<!-- x --><svg><title>t</title><desc>d</desc><style>a{}</style>\n<g id=\"n1\" class=\"node\">\n"
             "<title>A</title>\n<g id=\"a_n1\"><a xlink:title=\"A &gt; B\">\n<polygon fill=\"#fff\" points=\"0,0\"/>\n"
             "<text font-family=\"X\" x=\"1\">A &amp; <tspan>B</tspan></text>\n</a>\n</g>\n</g>\n</svg>\n") ==
        "<svg><g id=\"n1\" class=\"node\"><polygon fill=\"#fff\" points=\"0,0\"></polygon>"
        "<text x=\"1\">A &amp; <tspan>B</tspan></text></g></svg>");
    CHECK(
        slim("<svg onload=\"x\"><script>alert(1)</script><image href=\"x\"/><g onclick='x' style=\"y\" id='z'>"
             "<foreignObject><text>t</text></foreignObject></g><a href=\"javascript:x\"><path d=\"M0\"/></a></svg>") ==
        "<svg><g id=\"z\"></g><path d=\"M0\"></path></svg>");
    CHECK(slim("<svg><text>a<!-- b -->c<![CDATA[<script>]]></text>") == "<svg><text>ac</text></svg>");
    CHECK(slim("<svg><g id='x\" onload=\"alert(1)' class='y'/></svg>") == "<svg><g class=\"y\"></g></svg>");
    CHECK(slim("no picture") == "");
    CHECK(slim("<svg><g id=\"x") == "<svg><g></g></svg>");
    CHECK(slim("<svg><!-- never ends") == "<svg></svg>");
    CHECK(slim("<svg></g></g></svg></svg>") == "<svg></svg>");
    CHECK(render::styles_of("<svg><style>a{}</style><style>b{}</style></svg>") == "a{}b{}");
}
