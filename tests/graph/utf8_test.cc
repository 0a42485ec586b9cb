#include "graph/utf8.h"

#include <catch2/catch.hpp>

using namespace millwright;

TEST_CASE("well-formed characters") {
    CHECK(utf8_length("a") == 1);
    CHECK(utf8_length("\xC2\x80") == 2);
    CHECK(utf8_length("\xE0\xA0\x80") == 3);
    CHECK(utf8_length("\xEF\xBF\xBF") == 3);
    CHECK(utf8_length("\xF0\x90\x80\x80") == 4);
    CHECK(utf8_length("\xF4\x8F\xBF\xBF") == 4);
    CHECK(utf8_length(std::string_view("\0", 1)) == 1);
}

TEST_CASE("what is not well-formed") {
    for (const char* wrong :
         {"", "\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2z", "\xE0\x9F\xBF", "\xE2\x82", "\xED\xA0\x80",
          "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xF0\x9F\x98"}) {
        CAPTURE(wrong);
        CHECK(utf8_length(wrong) == 0);
    }
}

TEST_CASE("the first byte that is wrong") {
    CHECK(first_invalid_utf8("all good, Grün 名前") == std::string_view::npos);
    CHECK(first_invalid_utf8("") == std::string_view::npos);
    for (std::size_t before = 0; before < 20; ++before) {
        const std::string text = std::string(before, 'x') + "\xFF" + std::string(20, 'x');
        CHECK(first_invalid_utf8(text) == before);
    }
    CHECK(first_invalid_utf8("0123456\xC3") == 7);
}

TEST_CASE("text is shown without harm") {
    CHECK(printable("plain Grün 名前") == "plain Grün 名前");
    CHECK(printable("a\nb\tc\r") == "a\\nb\\tc\\r");
    CHECK(printable("\x1b[31m\x7f") == "\\x1b[31m\\x7f");
    CHECK(printable(std::string_view("\0", 1)) == "\\x00");
    CHECK(printable("\xFFz") == "\\xffz");
    CHECK(printable("a\xE2\x80\xAE"
                    "b") == "a\\u{202e}b");
    CHECK(printable("\xEF\xBB\xBF") == "\\u{feff}");
    CHECK(printable("\xC2\x85") == "\\u{0085}");
}
