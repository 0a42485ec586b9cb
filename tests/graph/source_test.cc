#include "graph/source.h"

#include <catch2/catch.hpp>

using namespace millwright;

namespace {

std::pair<std::uint32_t, std::uint32_t> at(const Source& source, std::uint32_t offset) {
    const LineColumn found = source.locate(offset);
    return {found.line, found.column};
}

}  // namespace

TEST_CASE("lines and columns count from one, columns in bytes") {
    const Source source("a", "one\ntwö x\n\nlast");
    CHECK(at(source, 0) == std::pair{1U, 1U});
    CHECK(at(source, 3) == std::pair{1U, 4U});
    CHECK(at(source, 4) == std::pair{2U, 1U});
    CHECK(at(source, 9) == std::pair{2U, 6U});
    CHECK(at(source, 11) == std::pair{3U, 1U});
    CHECK(at(source, 12) == std::pair{4U, 1U});
    CHECK(at(source, 16) == std::pair{4U, 5U});
}

TEST_CASE("the line that holds a place") {
    const Source source("a", "one\r\ntwo\n\nlast");
    CHECK(source.line_at(0) == "one");
    CHECK(source.line_at(4) == "one");
    CHECK(source.line_at(6) == "two");
    CHECK(source.line_at(9).empty());
    CHECK(source.line_at(14) == "last");
    CHECK(Source("b", "").line_at(0).empty());
    CHECK(Source("c", "x\n").line_at(2).empty());
}

TEST_CASE("sources are numbered from one, and references stay valid") {
    Sources sources;
    CHECK(sources.add("first", "abc") == 1);
    const Source& first = sources[1];
    for (int i = 0; i < 1000; ++i) sources.add("more", "text");
    CHECK(&first == &sources[1]);
    CHECK(sources.size() == 1001);
    CHECK(sources.name_of({1, 0, 0}) == "first");
    CHECK(sources.text_of({1, 1, 3}) == "bc");
    CHECK(sources.locate({1, 2, 3}).column == 3);
}

TEST_CASE("no place has no name, text or line") {
    const Sources none;
    CHECK(none.name_of({}).empty());
    CHECK(none.text_of({}).empty());
    CHECK(none.locate({}).line == 1);
    CHECK_FALSE(Place{}.known());
}
