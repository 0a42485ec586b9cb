#include "graph/json_text.h"

#include <catch2/catch.hpp>

using namespace millwright;

namespace {

std::string quoted(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

}  // namespace

TEST_CASE("strings are escaped as JSON wants it") {
    CHECK(quoted("plain") == "\"plain\"");
    CHECK(quoted("a\"b\\c\n\r\t") == R"("a\"b\\c\n\r\t")");
    CHECK(quoted(std::string("\0\x1f\x7f", 3)) == "\"\\u0000\\u001f\\u007f\"");
    CHECK(quoted("Grün 名 \xF0\x9F\x98\x80") == "\"Grün 名 \xF0\x9F\x98\x80\"");
    CHECK(quoted("a\xFF\xC3z") == "\"a\xEF\xBF\xBD\xEF\xBF\xBDz\"");
}

TEST_CASE("what is not seen or steers a terminal is escaped where people look, and kept where bytes are digested") {
    const std::string_view hidden = "a\u202Eb\u0085c\u2028\u200F\u2066\uFEFFd";
    JsonText json(0);
    json.begin_object().member(hidden, hidden).end_object();
    const std::string shown = R"("a\u202eb\u0085c\u2028\u200f\u2066\ufeffd")";
    CHECK(json.text() == "{" + shown + ":" + shown + "}");
    CHECK(quoted(hidden) == "\"" + std::string(hidden) + "\"");
    JsonText plain(0);
    plain.value("Grün 名 \xF0\x9F\x98\x80");
    CHECK(plain.text() == "\"Grün 名 \xF0\x9F\x98\x80\"");
}

TEST_CASE("pretty and compact") {
    const auto write = [](int indent) {
        JsonText json(indent);
        json.begin_object();
        json.member("text", "x").member("yes", true).member("number", std::uint64_t{7});
        json.key("none").null();
        json.key("list").begin_array().value("a").raw("1.5").begin_object().end_object().end_array();
        json.key("empty").begin_array().end_array();
        json.end_object();
        return json.take();
    };
    CHECK(write(0) == R"({"text":"x","yes":true,"number":7,"none":null,"list":["a",1.5,{}],"empty":[]})");
    CHECK(
        write(2) ==
        "{\n  \"text\": \"x\",\n  \"yes\": true,\n  \"number\": 7,\n  \"none\": null,\n  \"list\": [\n    \"a\",\n    "
        "1.5,\n    {}\n  ],\n  \"empty\": []\n}");
}

TEST_CASE("a single value is a document") {
    JsonText json;
    json.value(std::string_view("x"));
    CHECK(json.text() == "\"x\"");
}
