#include "graph/suggest.h"

#include <catch2/catch.hpp>
#include <vector>

using namespace millwright;

namespace {

std::string nearest_of(std::string_view name, std::vector<std::string_view> candidates) {
    return std::string(nearest(name, candidates).value_or("(none)"));
}

}  // namespace

TEST_CASE("typing errors are recognised") {
    CHECK(nearest_of("AcceptedOperatoin", {"RejectedOperation", "AcceptedOperation"}) == "AcceptedOperation");
    CHECK(nearest_of("poolsize", {"pool_size", "enabled"}) == "pool_size");
    CHECK(nearest_of("ROUTER", {"Router", "Rooter"}) == "Router");
    CHECK(nearest_of("to-EMR", {"to EMR", "to ERM"}) == "to EMR");
    CHECK(nearest_of("ab", {"ba"}) == "ba");
}

TEST_CASE("nothing is offered that is not near") {
    CHECK(nearest_of("Mail", {"Router", "Orders"}) == "(none)");
    CHECK(nearest_of("", {"A"}) == "(none)");
    CHECK(nearest_of("A", {}) == "(none)");
    CHECK(nearest_of("A", {""}) == "(none)");
    CHECK(nearest_of(std::string(10'000, 'a'), {"a"}) == "(none)");
}

TEST_CASE("of equally near names the first in the alphabet, whatever the order") {
    CHECK(nearest_of("Nodd", {"Node", "Nodb", "Nodc"}) == "Nodb");
    CHECK(nearest_of("Nodd", {"Nodc", "Nodb", "Node"}) == "Nodb");
}

TEST_CASE("as a question") {
    const std::vector<std::string_view> names{"Rou\nter"};
    CHECK(did_you_mean("Rou\nte", names) == "did you mean \"Rou\\nter\"?");
    CHECK(did_you_mean("something else", names).empty());
}
