#include "templates/quoting.h"

#include <catch2/catch.hpp>
#include <cstdio>

using namespace millwright::templates;

namespace {

/// What the shell bash makes of a word.
std::string as_bash_reads(const std::string& word) {
    std::FILE* output = ::popen(("exec bash -c \"$(cat <<'END'\nprintf %s " + word + "\nEND\n)\"").c_str(), "r");
    REQUIRE(output != nullptr);
    std::string text;
    for (int c = std::fgetc(output); c != EOF; c = std::fgetc(output)) text += static_cast<char>(c);
    CHECK(::pclose(output) == 0);
    return text;
}

}  // namespace

TEST_CASE("paths in the heads of differences") {
    CHECK(diff_path("a/it's an order.py") == "a/it's an order.py");
    CHECK(diff_path("a/\xC3\xA4.py") == "a/\xC3\xA4.py");
    CHECK(diff_path("a/x\n+++ \"b\\\x1B") == "\"a/x\\012+++ \\\"b\\\\\\033\"");
}

TEST_CASE("words for a shell") {
    CHECK(shell_word("orders/settings.toml") == "orders/settings.toml");
    CHECK(shell_word("") == "''");
    CHECK(shell_word("a b") == "'a b'");
    CHECK(shell_word("it's") == "'it'\\''s'");
    CHECK(shell_word("$(touch x)") == "'$(touch x)'");
    CHECK(shell_word("\x1B[31m") == "$'\\033[31m'");
    CHECK(shell_word("\xE2\x80\xAE'\\") == "$'\\342\\200\\256\\'\\\\'");
    CHECK(shell_path("-x/settings.toml") == "./-x/settings.toml");
    CHECK(shell_path("a b") == "'a b'");
    for (const std::string text : {"", "it's", "`x` $y \"z\" \\", "a\nb\tc\x1B\x7F", "\xE2\x80\xAE\xFF!", "-n"}) {
        CHECK(as_bash_reads(shell_word(text)) == text);
    }
}
