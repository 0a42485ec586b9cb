#include "settings/iris/sources/include_files.h"

#include <catch2/catch.hpp>

using namespace millwright::settings::iris;

namespace {

std::string text_of(std::string_view include, std::string_view macro) {
    const IncludeFile file = read_include(include);
    const auto found = file.texts.find(macro);
    return found == file.texts.end() ? "(none)" : found->second;
}

}  // namespace

TEST_CASE("a macro stands for the text behind its name") {
    CHECK(text_of("#define Router \"Demo Router\"\n", "Router") == "\"Demo Router\"");
    CHECK(text_of("  #Define\tRouter   \"A\"  \r\n", "Router") == "\"A\"");
    CHECK(text_of("#def1arg Log(%x) do %x\n#def1arg Plain x y", "Plain") == "x y");
    CHECK(text_of("#define Log(%x) do %x", "Log") == "(none)");
    CHECK(text_of("#define Empty\n", "Empty").empty());
    CHECK(text_of("#define", "").starts_with("(none"));
    CHECK(text_of("; #define A 1\n//#define A 2", "A") == "(none)");
    CHECK(text_of("#define A 1\n#define A 2", "A") == "2");
    CHECK(text_of("#define a 1", "A") == "(none)");
}

TEST_CASE("comments behind a macro are not in its text") {
    CHECK(text_of("#define A \"x\" // which\n", "A") == "\"x\"");
    CHECK(text_of("#define A \"x//y\" ##; which\n", "A") == "\"x//y\"");
    CHECK(text_of("#define A \"x\" /* which */\n", "A") == "\"x\"");
}

TEST_CASE("lines are continued") {
    CHECK(text_of("#define A one ##continue\r\n  two ##CONTINUE\r\n three\r\n#define B 2", "A") == "one two three");
    CHECK(text_of("#define A one ##continue\n two\n#define B 2", "B") == "2");
    CHECK(text_of("#define A one ##continue", "A") == "one");
}

TEST_CASE("an include file has a name and includes others") {
    const IncludeFile file =
        read_include("ROUTINE Demo.Macros [Type=INC]\n#include Other.Names\n#Include %occErrors\n");
    CHECK(file.name == "Demo.Macros");
    CHECK(file.includes == std::vector<std::string>{"Other.Names", "%occErrors"});
    CHECK(file.texts.empty());
}
