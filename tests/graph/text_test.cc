#include "graph/text.h"

#include <catch2/catch.hpp>
#include <string>

using namespace millwright;

TEST_CASE("equal text is stored once") {
    TextStore store;
    const Text a = store.keep(std::string("hello"));
    const Text b = store.keep(std::string("hello"));
    CHECK(a == "hello");
    CHECK(a.data() == b.data());
    CHECK(store.keep("").empty());
    CHECK(store.bytes() == 5);
}

TEST_CASE("views stay valid while the store grows and is moved") {
    TextStore store;
    std::vector<Text> kept;
    for (int i = 0; i < 50'000; ++i) kept.push_back(store.keep("text number " + std::to_string(i)));
    const TextStore moved = std::move(store);
    for (int i = 0; i < 50'000; ++i) REQUIRE(kept[static_cast<std::size_t>(i)] == "text number " + std::to_string(i));
    CHECK(moved.bytes() > 600'000);
}

TEST_CASE("text longer than a block, and with zero bytes") {
    TextStore store;
    const std::string big(1'000'000, 'x');
    const std::string zeros("a\0b", 3);
    CHECK(store.keep(big) == big);
    CHECK(store.keep(zeros) == zeros);
    CHECK(store.add("again").data() != store.add("again").data());
    CHECK(store.add("").empty());
}
