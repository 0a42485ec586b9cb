#include <catch2/catch.hpp>
#include <string>

#include "settings/formats.h"
#include "settings/settings_toml.h"
#include "settings/toml_format.h"
#include "settings/toml_key.h"
#include "settings/toml_writer.h"
#include "tests/support/memory_files.h"
#include "tests/support/production_dump.h"
#include "tests/support/production_generator.h"

using namespace millwright;
using namespace millwright::settings;
using millwright::test::dump;

TEST_CASE("reading what was written gives the same production, and writing that the same text") {
    for (std::uint32_t seed = 1; seed <= 400; ++seed) {
        const Production production = test::generated_production(seed);
        const std::string text = write_settings_toml(production);
        const Reading reading = read_text("s.toml", text, Format::settings_toml, test::MemoryFiles{}, {});
        INFO("seed " << seed << "\n" << text);
        for (const Diagnostic& each : reading.findings) {
            INFO(each.message);
            // Words where numbers or truth values belong are in the model, and are reported.
            CHECK(
                (each.code == Code::wrong_type || each.code == Code::not_a_boolean || each.code == Code::not_a_number));
            CHECK(each.message.find(" has to be ") != std::string::npos);
        }
        REQUIRE(reading.readable);
        REQUIRE(reading.productions.size() == 1);
        REQUIRE(dump(reading.productions[0]) == dump(production));
        REQUIRE(write_settings_toml(reading.productions[0]) == text);
        REQUIRE(formatted_toml(text) == text);
    }
}

TEST_CASE("items of one name and role get keys of their own") {
    Production production;
    production.name = "P";
    for (const Text key : {Text{}, Text{"A"}, Text{}, Text{"A#2"}}) {
        Item item;
        item.name = key == "A" ? "B" : "A";
        item.key = key;
        item.role = Role::operation;
        item.class_name = "x";
        production.items.push_back(item);
    }
    const std::string text = write_settings_toml(production);
    CHECK(text == R"(format = 1

[production]
name = "P"

[operation."A#3"]
name = "A"
class = "x"

[operation.A]
name = "B"
class = "x"

[operation."A#4"]
name = "A"
class = "x"

[operation."A#2"]
name = "A"
class = "x"
)");
}

TEST_CASE("texts, keys and tables as TOML") {
    CHECK(quoted_key("bare-key_1") == "bare-key_1");
    CHECK(quoted_key("") == "\"\"");
    CHECK(quoted_key("a.b \"c\"") == "\"a.b \\\"c\\\"\"");
    CHECK(toml_text("x\ty\x7F") == "\"x\\ty\\u007F\"");
    CHECK(toml_text("one\n\"two\"\n\"\"\"") == "\"\"\"\none\n\"two\"\n\\\"\\\"\\\"\"\"\"");
    CHECK(toml_number_or_text("1_0.5") == "1_0.5");
    CHECK(toml_number_or_text("01") == "\"01\"");
    CHECK(toml_table({}) == "{}");
    CHECK(toml_table({{"a b", "1"}, {"c", "\"d\""}}) == "{ \"a b\" = 1, c = \"d\" }");
    CHECK(key_path("a.\"b.c\" . 'd'") == std::vector<std::string>{"a", "b.c", "d"});
    CHECK_FALSE(key_path("a..b"));
    CHECK_FALSE(key_path(""));
    CHECK_FALSE(key_path("a b"));
}

TEST_CASE("a secret that is referred to is declared, so that the file can be read") {
    Production production;
    production.name = "P";
    Item item;
    item.name = "A";
    item.class_name = "x";
    Setting setting{"Adapter", "Password", "${secret:mail-pw}", {}, {}};
    setting.refers_to_secret = true;
    item.settings = append(production.settings, std::vector<Setting>{setting});
    production.items.push_back(item);
    const std::string text = write_settings_toml(production);
    CHECK(text.find("[secrets]\nmail-pw = { env = \"MAIL_PW\" }\n") != std::string::npos);
}
