#include "settings/iop/production_json_edit.h"

#include <catch2/catch.hpp>
#include <string>

#include "settings/files.h"
#include "settings/formats.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

Reading read(const std::string& text) {
    return read_text("p.json", text, Format::production_json, DiskFiles(), {});
}

const std::string four_blanks =
    "{\n"
    "    \"Demo.One\": {\n"
    "        \"x-owner\": \"me\",\n"
    "        \"Item\": {\n"
    "            \"@ClassName\": \"demo.Mail\",\n"
    "            \"x-note\": [1, 2],\n"
    "            \"@Name\": \"Mail\"\n"
    "        },\n"
    "        \"@Name\": \"Demo.One\"\n"
    "    }\n"
    "}\r\n";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

/// Lists on lines of their own, as writers have them.
std::string laid_out(const std::string& text) {
    return replaced(text, "[1, 2]", "[\n                1,\n                2\n            ]");
}

}  // namespace

TEST_CASE("Unknown keys, their order, the layout and the line end stay when JSON is edited") {
    const std::string base = laid_out(four_blanks);
    const Reading before = read(base);
    Reading after = read(base);
    after.productions.front().items.front().class_name = "demo.Other";
    const auto edited = edit_production_json(before.productions.front(), after.productions.front(), base);
    REQUIRE(edited);
    CHECK(*edited == replaced(base, "demo.Mail", "demo.Other"));
    const auto same = edit_production_json(before.productions.front(), before.productions.front(), base);
    REQUIRE(same);
    CHECK(*same == base);
}

TEST_CASE("What is added comes last, what is removed goes, and defaults that were left out stay out") {
    const std::string base = laid_out(four_blanks);
    const Reading before = read(base);
    Reading after = read(base);
    Production& wanted = after.productions.front();
    Item added = wanted.items.front();
    added.name = "Second";
    wanted.items.push_back(added);
    const auto two = edit_production_json(before.productions.front(), wanted, base);
    REQUIRE(two);
    const Reading both = read(*two);
    REQUIRE(both.productions.front().items.size() == 2);
    CHECK(both.productions.front().items[1].name == "Second");
    CHECK(two->find("TestingEnabled") == std::string::npos);
    Reading one = read(*two);
    one.productions.front().items.erase(one.productions.front().items.begin());
    const auto left = edit_production_json(both.productions.front(), one.productions.front(), *two);
    REQUIRE(left);
    CHECK(read(*left).productions.front().items.size() == 1);
    CHECK(left->find("demo.Mail") != std::string::npos);
}

TEST_CASE("A layout that no writer makes is refused") {
    const Reading before = read(four_blanks);
    Reading after = read(four_blanks);
    after.productions.front().items.front().class_name = "demo.Other";
    const auto edited = edit_production_json(before.productions.front(), after.productions.front(), four_blanks);
    REQUIRE(!edited);
    CHECK(edited.error().diagnostics.begin()->code == Code::not_understood);
}
