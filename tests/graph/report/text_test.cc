#include "graph/report/text.h"

#include <catch2/catch.hpp>
#include <chrono>

using namespace millwright;

namespace {

struct Reported {
    Sources sources;
    Diagnostics diagnostics;

    explicit Reported(std::string text) { sources.add("a.toml", std::move(text)); }
    Place place_of(std::string_view part) const {
        const auto at = static_cast<std::uint32_t>(sources[1].text().find(part));
        return {1, at, at + static_cast<std::uint32_t>(part.size())};
    }
    Diagnostic& add(std::string_view part, std::string message = "it is wrong", Code code = Code::missing_target) {
        return diagnostics.add(code, place_of(part), std::move(message));
    }
    std::string text(bool colour = false) const { return diagnostics_text(diagnostics, sources, {colour}); }
};

/// The line with the source, and the one with the caret.
std::pair<std::string, std::string> marked(const Reported& reported) {
    const std::string text = reported.text();
    const auto first = text.find('\n') + 1;
    const auto second = text.find('\n', first) + 1;
    return {text.substr(first, second - first - 1), text.substr(second, text.find('\n', second) - second)};
}

}  // namespace

TEST_CASE("a diagnostic is place, severity, code, message, line, caret, notes and hint") {
    Reported reported("format = 1\ntargets = { Ok = \"Acepted\" }\n[operation.Accepted]\n");
    reported.add("\"Acepted\"", "\"P\" sends to \"Acepted\", which does not exist")
        .note(reported.place_of("Accepted"), "\"Accepted\" is declared here")
        .note({}, "a sentence")
        .advise("did you mean \"Accepted\"?");
    CHECK(reported.text() ==
          "a.toml:2:18: error MW201: \"P\" sends to \"Acepted\", which does not exist\n"
          "    2 | targets = { Ok = \"Acepted\" }\n"
          "      |                  ^~~~~~~~~\n"
          "  a.toml:3:12: note: \"Accepted\" is declared here\n"
          "  note: a sentence\n"
          "  hint: did you mean \"Accepted\"?\n");
}

TEST_CASE("findings without a place name their file, or nothing") {
    Diagnostics diagnostics;
    diagnostics.add(Code::cannot_read, {}, "it is a folder").in_file("a\nb");
    diagnostics.add(Code::usage, {}, "no such option");
    CHECK(diagnostics_text(diagnostics, Sources{}, {}) ==
          "a\\nb: error MW001: it is a folder\nerror MW025: no such option\n");
}

TEST_CASE("findings come in the order of the file, those that are off not at all") {
    Reported reported("one two three\n");
    reported.add("three", "third");
    reported.add("one", "first").as(Severity::note);
    reported.add("two", "second").as(Severity::off);
    const std::string text = reported.text();
    CHECK(text.find("first") < text.find("third"));
    CHECK(text.find("second") == std::string::npos);
    CHECK(text.find("a.toml:1:1: note MW201: first") == 0);
}

TEST_CASE("the caret stands under wide and combining characters and tabs") {
    SECTION("wide") {
        Reported reported("名前 = X\n");
        reported.add("X");
        CHECK(marked(reported).second == "      |        ^");
    }
    SECTION("combining") {
        Reported reported("e\xCC\x81 = X\n");
        reported.add("X");
        CHECK(marked(reported).second == "      |     ^");
    }
    SECTION("emoji sequence") {
        Reported reported("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 X\n");
        reported.add("X");
        const auto [line, caret] = marked(reported);
        CHECK(caret.find('^') ==
              std::string_view("      | ").size() + 2 + 8 + 2 + 1);  // its joiner is shown as \u{200D}
        CHECK(line.find("\\u{200d}") != std::string::npos);
    }
    SECTION("tabs become blanks") {
        Reported reported("\tab\tX\n");
        reported.add("X");
        CHECK(marked(reported).first == "    1 |     ab  X");
        CHECK(marked(reported).second == "      |         ^");
    }
    SECTION("wide characters are underlined whole") {
        Reported reported("a 名前 b\n");
        reported.add("名前");
        CHECK(marked(reported).second == "      |   ^~~~");
    }
}

TEST_CASE("control characters of the source do not reach the terminal") {
    Reported reported("a \x1b[31m X \xFF\n");
    reported.add("X");
    const auto [line, caret] = marked(reported);
    CHECK(line == "    1 | a \\x1b[31m X \\xff");
    CHECK(caret == "      |            ^");
}

TEST_CASE("a long line is cut around the caret") {
    Reported reported(std::string(300'000, 'a') + "X" + std::string(300'000, 'b') + "\n");
    reported.add("X");
    const auto [line, caret] = marked(reported);
    CHECK(line.size() < 140);
    CHECK(line.find("…aaa") != std::string::npos);
    CHECK(line.ends_with("bbb…"));
    // The mark of the cut takes three bytes and one column.
    CHECK(line[caret.find('^') + 2] == 'X');
}

TEST_CASE("places at the end of the text, in empty lines and over several lines are shown") {
    SECTION("end") {
        Reported reported("abc");
        reported.diagnostics.add(Code::truncated, {1, 3, 3}, "it ends");
        CHECK(marked(reported).second == "      |    ^");
    }
    SECTION("empty text") {
        Reported reported("");
        reported.diagnostics.add(Code::no_production, {1, 0, 0}, "nothing");
        CHECK(marked(reported).first == "    1 | ");
        CHECK(marked(reported).second == "      | ^");
    }
    SECTION("several lines") {
        Reported reported("a = [\n 1,\n]\n");
        reported.add("[\n 1,\n]");
        CHECK(marked(reported).second == "      |     ^");
    }
    SECTION("carriage return") {
        Reported reported("a = X\r\nb\r\n");
        reported.add("X");
        CHECK(marked(reported).first == "    1 | a = X");
    }
    SECTION("behind the text") {
        Reported reported("abc");
        reported.diagnostics.add(Code::truncated, {1, 100, 200}, "it ends");
        CHECK(reported.text().find("it ends\n") != std::string::npos);
    }
}

TEST_CASE("a secret is never shown") {
    SECTION("the finding is about it and points at the value") {
        Reported reported("Something = \"hunter2\"\n");
        reported.add("\"hunter2\"", "a secret", Code::clear_text_secret);
        CHECK(marked(reported).first == "    1 | Something = (secret)");
    }
    SECTION("the finding is about it and points at the name") {
        Reported reported("Password = \"hunter2\"\n");
        reported.add("Password", "a secret", Code::clear_text_secret);
        CHECK(marked(reported).first == "    1 | Password = \"(secret)\"");
        CHECK(marked(reported).second == "      | ^~~~~~~~");
    }
    SECTION("the finding is about something else on the line") {
        Reported reported("{ Password = \"hunter2\", Port = X }\n");
        reported.add("X");
        const auto [line, caret] = marked(reported);
        CHECK(line == "    1 | { Password = \"(secret)\", Port = X }");
        CHECK(line[caret.find('^')] == 'X');
    }
    SECTION("the name stands on the line before") {
        Reported reported("Password = \"\"\"\nhunter2 X\"\"\"\n");
        reported.add("X");
        CHECK(reported.text().find("hunter2") == std::string::npos);
    }
    SECTION("the line before has a text that does not end") {
        Reported reported("settings = { Password = \"canary-a }\nadapter_settings = { Password = \"canary-b\", }\n");
        reported.add("}\n");
        reported.add(", }");
        CHECK(reported.text().find("canary") == std::string::npos);
    }
    SECTION("it began many lines before") {
        Reported reported("Password = \"\"\"\n" + std::string(9000, '\n') + "hunter2 X\n\"\"\"\n");
        reported.add("X");
        CHECK(reported.text().find("hunter2") == std::string::npos);
    }
    SECTION("it stands on a long line") {
        Reported reported("a = \"" + std::string(3000, 'a') + "\", Password = \"" + std::string(700, 'b') +
                          "hunter2 X\"\n");
        reported.add("X");
        CHECK(reported.text().find("hunter2") == std::string::npos);
    }
}

TEST_CASE("colour is only colour") {
    Reported reported("X\n");
    reported.add("X").advise("do this");
    const std::string with = reported.text(true);
    CHECK(with.find("\033[1;31merror MW201:\033[0m") != std::string::npos);
    std::string without;
    for (std::size_t at = 0; at < with.size(); ++at) {
        if (with[at] == '\033')
            at = with.find('m', at);
        else
            without += with[at];
    }
    CHECK(without == reported.text(false));
}

TEST_CASE("counts in words") {
    CHECK(summary_line({2, 1, 0}) == "2 errors, 1 warning");
    CHECK(summary_line({1, 0, 3}) == "1 error, 3 notes");
    CHECK(summary_line({}) == "no findings");
}

TEST_CASE("10,000 findings on one long line are reported in reasonable time") {
    Reported reported(std::string(1'000'000, 'x'));
    for (std::uint32_t i = 0; i < 10'000; ++i) {
        reported.diagnostics.add(Code::missing_target, {1, i * 100, i * 100 + 3}, "m");
    }
    const auto start = std::chrono::steady_clock::now();
    const std::string text = reported.text();
    const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    CHECK(std::count(text.begin(), text.end(), '\n') == 30'000);
    CHECK(seconds < 30.0);
}
