#include "settings/iris/sources/encoding.h"

#include <catch2/catch.hpp>

#include "tests/settings/iris/read.h"

using namespace millwright;
using namespace millwright::settings;
using iris::decoded;

namespace {

std::string utf16(std::string_view ascii, bool big_endian) {
    std::string out;
    for (const char c : ascii) out += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
    return out;
}

}  // namespace

TEST_CASE("UTF-8 stays as it is, with its mark") {
    for (const std::string text : {"", "Class A\r\n{\t}",
                                   "Gr\xC3\xB6\xC3\x9F"
                                   "e",
                                   "\xEF\xBB\xBF"
                                   "Class A"}) {
        CHECK(decoded(text).text == text);
        CHECK(decoded(text).from.empty());
    }
    CHECK(decoded(std::string("a\0b\xFF", 4)).text == std::string("a\0b\xFF", 4));
}

TEST_CASE("UTF-16 is told by its mark or by its zero bytes") {
    for (const bool big : {false, true}) {
        const std::string mark = big ? "\xFE\xFF" : "\xFF\xFE";
        const std::string name = big ? "UTF-16BE" : "UTF-16LE";
        CHECK(decoded(mark + utf16("Class A", big)).text == "Class A");
        CHECK(decoded(mark + utf16("Class A", big)).from == name);
        CHECK(decoded(utf16("Class A", big)).text == "Class A");
        CHECK(decoded(mark).text.empty());
    }
    CHECK(decoded(std::string("\xFF\xFE\x3D\xD8"
                              "a\0b",
                              7))
              .text ==
          "\xEF\xBF\xBD"
          "a\xEF\xBF\xBD");
    CHECK(decoded(std::string("\xFF\xFE\x3D\xD8\x00\xDE", 6)).text == "\xF0\x9F\x98\x80");
}

TEST_CASE("a declaration tells the encoding and says UTF-8 afterwards") {
    const std::string latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xF6</a>";
    CHECK(decoded(latin).text == "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>\xC3\xB6</a>");
    CHECK(decoded(latin).from == "Windows-1252");
    const iris::DecodedText greek = decoded("<?xml version='1.0' encoding='iso-8859-7'?><a>\xE1</a>");
    CHECK(greek.text == "<?xml version='1.0' encoding='UTF-8'?><a>\xCE\xB1</a>");
    CHECK(greek.from == "iso-8859-7");
    const iris::DecodedText plain = decoded("<?xml version='1.0' encoding='windows-1251'?><a/>");
    CHECK(plain.text == "<?xml version='1.0' encoding='UTF-8'?><a/>");
    CHECK(plain.from.empty());
    CHECK(decoded("\xFF\xFE" + utf16("<?xml version='1.0' encoding='UTF-16'?><a/>", false)).text ==
          "<?xml version='1.0' encoding='UTF-8'?><a/>");
}

TEST_CASE("what a declaration says that is not known, or not so, is passed over") {
    CHECK(decoded("<?xml version='1.0' encoding='../../x'?><a>\xF6</a>").from == "Windows-1252");
    CHECK(decoded("<?xml version='1.0' encoding='gb18030//TRANSLIT'?><a>\xF6</a>").from == "Windows-1252");
    CHECK(decoded("<?xml version='1.0' encoding='UTF-16'?><a>\xC3\xB6</a>").text ==
          "<?xml version='1.0' encoding='UTF-8'?><a>\xC3\xB6</a>");
    CHECK(decoded("<?xml version='1.0' encoding='UTF-8'?><a>\xF6</a>").from == "Windows-1252");
    const iris::DecodedText cut = decoded("<?xml version='1.0' encoding='euc-jp'?>\xA4\xA2\xA4");
    CHECK(cut.text == "<?xml version='1.0' encoding='UTF-8'?>\xE3\x81\x82\xEF\xBF\xBD");
}

TEST_CASE("long text of another encoding is converted as a whole") {
    std::string bytes = "<?xml version='1.0' encoding='koi8-r'?>";
    std::string expected = "<?xml version='1.0' encoding='UTF-8'?>";
    for (int i = 0; i < 10'000; ++i) {
        bytes += '\xC1';
        expected += "\xD0\xB0";
    }
    CHECK(decoded(bytes).text == expected);
}

TEST_CASE("anything else is Windows-1252") {
    CHECK(decoded("a\x80\x81\x9F\xA0\xFF").text == "a\xE2\x82\xAC\xC2\x81\xC5\xB8\xC2\xA0\xC3\xBF");
}

TEST_CASE("a text that is decoded is told, where it begins to be another") {
    Reading reading;
    iris::add_decoded("a.cls",
                      "Class A\n// Gr\xF6\xDF"
                      "e",
                      reading);
    CHECK(test::findings_of(reading) == "warning MW807 2:6 the text is not UTF-8; it is read as Windows-1252\n");
    CHECK(reading.sources[1].text() ==
          "Class A\n// Gr\xC3\xB6\xC3\x9F"
          "e");
    iris::add_decoded("b.cls", "Class B", reading);
    CHECK(reading.findings.size() == 1);
}
