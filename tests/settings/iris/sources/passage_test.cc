// Stretches of text and the places of their bytes, plain, in CDATA, escaped, and one inside of another.
#include "settings/iris/sources/passage.h"

#include <catch2/catch.hpp>
#include <string>

using namespace millwright;
using namespace millwright::settings::iris;

namespace {

constexpr std::size_t npos = std::string_view::npos;

/// What a place covers in the text.
std::string_view covered(std::string_view text, Place place) {
    return text.substr(place.begin, place.end - place.begin);
}

/// The content of the one element in a text.
Passage element(std::string_view text) {
    return Passage::of_element(3, text, text.find('>') + 1, text.rfind("</"));
}

}  // namespace

TEST_CASE("plain text: parts of parts know their places") {
    const std::string text = "0123456789";
    const Passage whole(3, text, 2, 8);
    CHECK(whole.text() == "234567");
    CHECK(whole.place() == Place{3, 2, 8});
    const Passage part = whole.part(1, 4);
    CHECK(part.text() == "345");
    CHECK(part.place(1, 2) == Place{3, 4, 5});
    CHECK(part.part(1, 2).text() == "4");
}

TEST_CASE("what lies outside of a passage is cut off") {
    const std::string text = "0123456789";
    const Passage whole(3, text, 2, 8);
    CHECK(whole.part(3, npos).text() == "567");
    CHECK(whole.part(npos, npos).empty());
    CHECK(whole.part(npos, npos).place() == Place{3, 8, 8});
    CHECK(whole.part(4, 2).empty());
    CHECK(whole.place(npos, 2) == Place{3, 8, 8});
    CHECK(whole.place(2, npos) == Place{3, 4, 8});
    CHECK(Passage(3, text, 20, 30).empty());
    CHECK(Passage(3, text, 5, 2).place() == Place{3, 5, 5});
    CHECK(Passage().empty());
    CHECK(Passage().text().empty());
    CHECK_FALSE(Passage().place().known());
    CHECK(Passage().part(1, 2).empty());
}

TEST_CASE("the content of an element knows where each byte stood") {
    const std::string text = "<Data>a&lt;b<![CDATA[c<d]]>&#10;e</Data>";
    const Passage content = element(text);
    CHECK(content.text() == "a<bc<d\ne");
    CHECK(covered(text, content.place(0, 1)) == "a");
    CHECK(covered(text, content.place(1, 2)) == "&lt;");
    CHECK(covered(text, content.place(3, 6)) == "c<d");
    CHECK(covered(text, content.place(6, 7)) == "&#10;");
    CHECK(covered(text, content.part(2, 8).place(5, 6)) == "e");
    CHECK(content.place().source == 3);
    CHECK(element("<Data></Data>").empty());
    CHECK(element("<Data></Data>").place() == Place{3, 6, 6});
}

TEST_CASE("a passage is still there when the one that it came from is gone") {
    const std::string text = "<Data>one &amp; two</Data>";
    Passage part;
    {
        const Passage whole = element(text);
        part = whole.part(4, 5);
    }
    CHECK(part.text() == "&");
    CHECK(covered(text, part.place()) == "&amp;");
}

TEST_CASE("the content of an element inside of an element") {
    const std::string text = "<Data>&lt;code&gt;x &amp;lt; y&lt;/code&gt;</Data>";
    const Passage outer = element(text);
    REQUIRE(outer.text() == "<code>x &lt; y</code>");
    const Passage inner = outer.content(6, outer.text().find("</code>"));
    CHECK(inner.text() == "x < y");
    CHECK(covered(text, inner.place(2, 3)) == "&amp;lt;");
    CHECK(covered(text, inner.place(4, 5)) == "y");

    const std::string plain = "<code>x &lt; y</code>";
    const Passage direct = Passage(3, plain, 0, plain.size()).content(6, plain.find("</code>"));
    CHECK(direct.text() == "x < y");
    CHECK(covered(plain, direct.place(2, 3)) == "&lt;");
}
