// XML as a flat tree: values, places, texts between elements, and walks.
#include "settings/iris/sources/xml_tree.h"

#include <catch2/catch.hpp>

#include "tests/settings/iris/sources/xdata.h"

using namespace millwright;
using namespace millwright::test;
using settings::iris::XmlTree;

namespace {

/// The elements with the ends of what is inside of them: "a(b c(d))".
std::string shape_of(const XmlTree& xml) {
    std::string out;
    walk(
        xml,
        [&](std::uint32_t element) {
            if (out.ends_with(')')) out += ' ';
            out += xml[element].name;
            const bool inside = xml[element].name != "closed";
            out += inside ? "(" : "()";
            return inside;
        },
        [&](std::uint32_t) { out += ')'; });
    return out;
}

XmlTree tree_of(XDataWorld& world, const std::string& text) {
    return {world.class_with("Demo.A", "X", text).xdata[0].content, world.tree()};
}

std::string shape(const std::string& text) {
    XDataWorld world;
    return shape_of(tree_of(world, text));
}

}  // namespace

TEST_CASE("elements know what is inside of them") {
    CHECK(shape("<a><b/><c><d></d></c></a>") == "a(b() c(d()))");
    CHECK(shape("<?xml version='1.0'?><!-- <x> --><a>text<!-- </a> --><![CDATA[<y>]]></a><b/>") == "a() b()");
    CHECK(shape("<p:a xmlns:p='u'><p:b/></p:a>") == "a(b())");
    CHECK(shape("").empty());
    CHECK(shape("<a><closed><b/></closed><c/></a>") == "a(closed() c())");
    CHECK(shape("<a><b><c>") == "a(b(c()))");
    XDataWorld world;
    const XmlTree xml = tree_of(world, "<a><b/><c><d/></c><e/></a>");
    std::string children;
    each_child(xml, 0, [&](std::uint32_t child) { children += xml[child].name; });
    CHECK(children == "bce");
}

TEST_CASE("values are what XML says they are") {
    const auto value = [](const std::string& tag) {
        XDataWorld world;
        return tree_of(world, tag).attribute(0, "v");
    };
    CHECK(value("<a v=\"x\"/>") == "x");
    CHECK(value("<a v = 'x \"y\"'>") == "x \"y\"");
    CHECK(value("<a v='&lt;&gt;&amp;&quot;&apos;&#65;&#x42;'/>") == "<>&\"'AB");
    CHECK(value("<a v='&nbsp; & &#0; &#xD800; &lt'/>") == "&nbsp; & &#0; &#xD800; &lt");
    CHECK(value("<a v='a\r\n\tb'/>") == "a   b");
    CHECK(value("<a v='1' v='2'/>") == "1");
    CHECK(value("<a w='v'/>").empty());
    CHECK(value("<a b>").empty());
    CHECK(value("<a v='a > b'/>") == "a > b");
}

TEST_CASE("texts are those of the element itself") {
    const auto texts = [](const std::string& xml) {
        XDataWorld world;
        std::string out;
        for (const auto& each : tree_of(world, xml).texts(0)) {
            out += "[" + std::string(each.text()) + "|" + world.text_at(each.place()) + "]";
        }
        return out;
    };
    CHECK(texts("<code> a </code>") == "[ a | a ]");
    CHECK(texts("<code><![CDATA[a < b]]></code>") == "[a < b|a < b]");
    CHECK(texts("<code>a &lt; b</code>") == "[a < b|a &lt; b]");
    CHECK(texts("<code>\n<annotation><![CDATA[no code]]></annotation>\n<![CDATA[code]]></code>") ==
          "[\ncode|\n<![CDATA[code]");
    CHECK(texts("<code>a<annotation/>b<x>c</x> </code>") == "[a|a][b|b]");
    CHECK(texts("<code/>").empty());
    CHECK(texts("<code> cut") == "[ cut| cut]");
}

TEST_CASE("places in an export are those of the export") {
    XDataWorld world;
    const auto exported = world.exported("Demo.A", "X", "<![CDATA[<a><code>set x = 1 &gt; 0</code>]]><![CDATA[</a>]]>");
    const XmlTree xml(exported.xdata[0].content, world.tree());
    const auto texts = xml.texts(1);
    REQUIRE(texts.size() == 1);
    CHECK(texts[0].text() == "set x = 1 > 0");
    CHECK(world.text_at(texts[0].place(4, 5)) == "x");
    CHECK(world.text_at(texts[0].place(10, 11)) == "&gt;");
    CHECK(world.text_at(texts[0].part(4, 9).place()) == "x = 1");
    CHECK(world.text_at(xml.place(1)) == "<code");
}

TEST_CASE("an attribute of the root is found without reading on") {
    const auto root = [](const std::string& text, const std::string& element) {
        XDataWorld world;
        return root_attribute(world.class_with("Demo.A", "X", text).xdata[0].content, element, "v");
    };
    CHECK(root("\n<!-- c --><?xml version='1.0'?><a v='1'><b", "a") == "1");
    CHECK(root("<b v='1'/><a v='2'/>", "a").empty());
    CHECK(root("", "a").empty());
    CHECK(root("<a v='1", "a").empty());
    CHECK(root("</a><a v='1'/>", "a").empty());
}
