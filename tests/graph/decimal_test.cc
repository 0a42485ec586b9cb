#include "graph/decimal.h"

#include <catch2/catch.hpp>
#include <random>

using namespace millwright;

namespace {

Decimal number(std::string_view text) {
    const auto read = Decimal::parse(text);
    REQUIRE(read.has_value());
    return *read;
}

std::string text_of(std::optional<Decimal> result) {
    return result ? to_text(*result) : "(none)";
}

std::string read_back(std::string_view text) {
    return text_of(Decimal::parse(text));
}

std::string sum(std::string_view a, std::string_view b) {
    return text_of(add(number(a), number(b)));
}
std::string difference(std::string_view a, std::string_view b) {
    return text_of(subtract(number(a), number(b)));
}
std::string product(std::string_view a, std::string_view b) {
    return text_of(multiply(number(a), number(b)));
}
std::string quotient(std::string_view a, std::string_view b) {
    return text_of(divide(number(a), number(b)));
}

/// Numbers of every size, sign and scale.
Decimal any_number(std::mt19937_64& random) {
    std::int64_t coefficient = static_cast<std::int64_t>(random() >> 4);
    for (std::uint64_t cuts = random() % 19; cuts > 0; --cuts) coefficient /= 10;
    return *Decimal::of((random() % 2 ? coefficient : -coefficient) % 1'000'000'000'000'000'000,
                        static_cast<unsigned>(random() % 19));
}

}  // namespace

TEST_CASE("decimals are read and written without loss") {
    for (const char* text : {"0", "1", "-1", "12", "0.5", "-0.5", "100", "0.000000000000000001", "999999999999999999",
                             "-999999999999999999", "0.999999999999999999", "123456789.123456789"}) {
        CHECK(read_back(text) == text);
    }
    CHECK(read_back("1e3") == "1000");
    CHECK(read_back("1.50E+1") == "15");
    CHECK(read_back("25e-1") == "2.5");
    CHECK(read_back("1e17") == "100000000000000000");
    CHECK(read_back("1e-18") == "0.000000000000000001");
    CHECK(read_back("007.1000") == "7.1");
    CHECK(read_back("-0") == "0");
    CHECK(read_back("0e999999999999999") == "0");
    CHECK(read_back("0.1000000000000000000000000000") == "0.1");
    CHECK(read_back("1" + std::string(17, '0') + "." + std::string(40, '0')) == "100000000000000000");
}

TEST_CASE("what is no decimal") {
    for (const char* wrong : {"",
                              "-",
                              "+1",
                              "1.",
                              ".5",
                              "1e",
                              "1e+",
                              "1e+-3",
                              "--1",
                              " 1",
                              "1 ",
                              "1_000",
                              "0x10",
                              "1.2.3",
                              "inf",
                              "nan",
                              "1e18",
                              "1e-19",
                              "1000000000000000000",
                              "1.0000000000000000001",
                              "1e99999999999999999999",
                              "1e-99999999999999999999"}) {
        CAPTURE(wrong);
        CHECK_FALSE(Decimal::parse(wrong).has_value());
    }
}

TEST_CASE("equal decimals are equal members, and order is that of numbers") {
    CHECK(number("1.0") == number("1"));
    CHECK(Decimal(100) == number("1e2"));
    CHECK(number("100.00").is_whole());
    CHECK_FALSE(number("0.1").is_whole());
    CHECK(*Decimal::of(1500, 3) == number("1.5"));
    CHECK(number("-2") < number("-1.99999999999999999"));
    CHECK(number("999999999999999999") > number("0.000000000000000001"));
    CHECK((number("0.1") <=> number("0.10")) == std::strong_ordering::equal);
}

TEST_CASE("arithmetic is exact, or says that the result does not fit") {
    CHECK(sum("0.1", "0.2") == "0.3");
    CHECK(sum("0.5", "0.5") == "1");
    CHECK(sum("999999999999999999", "1") == "(none)");
    CHECK(sum("999999999999999999", "0.1") == "(none)");
    CHECK(sum("999999999999999999", "-1") == "999999999999999998");
    CHECK(difference("-999999999999999999", "1") == "(none)");
    CHECK(difference("1", "1.000000000000000000") == "0");
    CHECK(product("0.1", "0.1") == "0.01");
    CHECK(product("-3", "0.5") == "-1.5");
    CHECK(product("999999999999999999", "999999999999999999") == "(none)");
    CHECK(product("0.0000000001", "0.0000000001") == "(none)");
    CHECK(product("0.5", "0.000000000000000002") == "0.000000000000000001");
}

TEST_CASE("division is rounded half to even, to eighteen digits") {
    CHECK(quotient("1", "4") == "0.25");
    CHECK(quotient("1", "3") == "0.333333333333333333");
    CHECK(quotient("-2", "3") == "-0.666666666666666667");
    CHECK(quotient("100", "3") == "33.3333333333333333");
    CHECK(quotient("999999999999999999", "2") == "500000000000000000");
    CHECK(quotient("999999999999999997", "2") == "499999999999999998");
    CHECK(quotient("999999999999999999", "0.1") == "(none)");
    CHECK(quotient("0.000000000000000001", "2") == "0");
    CHECK(quotient("0.000000000000000003", "2") == "0.000000000000000002");
    CHECK(quotient("0.000000000000000001", "999999999999999999") == "0");
    CHECK(quotient("5", "0") == "(none)");
    CHECK(quotient("0", "5") == "0");
    CHECK(quotient("6.25", "-2.5") == "-2.5");
}

TEST_CASE("laws of arithmetic hold for random decimals") {
    std::mt19937_64 random(20260131);
    for (int i = 0; i < 20'000; ++i) {
        const Decimal a = any_number(random);
        const Decimal b = any_number(random);
        CAPTURE(to_text(a), to_text(b));
        REQUIRE(Decimal::parse(to_text(a)) == a);
        REQUIRE(add(a, b) == add(b, a));
        REQUIRE(multiply(a, b) == multiply(b, a));
        REQUIRE((a < b) == (b > a));
        if (const auto total = add(a, b)) REQUIRE(subtract(*total, b) == a);
        const auto difference = subtract(a, b);
        if (difference) REQUIRE((*difference < Decimal{}) == (a < b));
        const auto together = multiply(a, b);
        if (together && b != Decimal{} && together->scale() == a.scale() + b.scale())
            REQUIRE(divide(*together, b) == a);
    }
}
