#include "settings/toml_value.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace millwright::settings;

TEST_CASE("values as TOML") {
    CHECK(written("a\"b") == "\"a\\\"b\"");
    CHECK(written("a\nb") == "\"\"\"\na\nb\"\"\"");
    CHECK(written(-7) == "-7");
    CHECK(written(true) == "true");
    CHECK(written(1.0) == "1.0");
    CHECK(written(0.1) == "0.1");
    CHECK(written(1e300) == "1e+300");
    CHECK(written(-std::numeric_limits<double>::infinity()) == "-inf");
    CHECK(written(std::numeric_limits<double>::quiet_NaN()) == "nan");
    CHECK(written(TomlValue::Array{}) == "[]");
    CHECK(written(TomlValue::Table{}) == "{}");
    CHECK(written(TomlValue::Table{{"a b", TomlValue::Array{1, "x"}}, {"c", TomlValue::Table{{"d", false}}}}) ==
          "{ \"a b\" = [1, \"x\"], c = { d = false } }");
    CHECK(written(TomlValue::Array{TomlValue::Table{{"a", "x\ny"}}}) == "[{ a = \"x\\ny\" }]");
}
