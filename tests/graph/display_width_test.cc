#include "graph/display_width.h"

#include <catch2/catch.hpp>

using namespace millwright;

TEST_CASE("display width") {
    CHECK(display_width("") == 0);
    CHECK(display_width("abc def") == 7);
    CHECK(display_width("Grün") == 4);
    CHECK(display_width("gru\xCC\x88n") == 4);
    CHECK(display_width("名前") == 4);
    CHECK(display_width("\xF0\x9F\x98\x80") == 2);                              // a smiling face
    CHECK(display_width("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7") == 2);  // mother and daughter, joined
    CHECK(display_width("\xE2\x9D\xA4\xEF\xB8\x8F") == 2);                      // a heart shown as emoji
    CHECK(display_width("a\xFF"
                        "b") == 3);
    CHECK(display_width("\xE2\x82") == 2);
}

TEST_CASE("marks piled up on a letter end somewhere") {
    std::string text = "a";
    for (int i = 0; i < 10'000; ++i) text += "\xCC\x81";
    const Cluster cluster = first_cluster(text);
    CHECK(cluster.bytes <= 64);
    CHECK(cluster.width == 1);
    CHECK(display_width(text) < 400);
}
