#include "cli/progress_line.h"

#include <catch2/catch.hpp>
#include <string>

using namespace millwright::cli;

namespace {

/// A terminal, or none, with a clock that tests turn.
struct Terminal {
    explicit Terminal(bool is_terminal) {
        surroundings.err_is_terminal = is_terminal;
        surroundings.err = [this](std::string_view text) {
            written += text;
            return 0;
        };
        surroundings.milliseconds = [this] { return clock; };
    }

    Surroundings surroundings;
    std::string written;
    std::int64_t clock = 5000;
};

}  // namespace

TEST_CASE("progress is shown after a second, ten times a second, and goes away") {
    Terminal terminal(true);
    {
        ProgressLine line(terminal.surroundings, false);
        line.show("looking at files", 1, 2000);
        terminal.clock += 999;
        line.show("looking at files", 2, 2000);
        CHECK(terminal.written.empty());
        terminal.clock += 1;
        line.show("looking at files", 3, 2000);
        CHECK(terminal.written == "\r\x1b[Klooking at files: 3 of 2000");
        terminal.clock += 99;
        line.show("looking at files", 4, 2000);
        CHECK(terminal.written.find(": 4") == std::string::npos);
        terminal.clock += 1;
        line.show("reading classes", 5, 0);
        CHECK(terminal.written.ends_with("\r\x1b[Kreading classes: 5"));
    }
    CHECK(terminal.written.ends_with(": 5\r\x1b[K"));
}

TEST_CASE("no progress is shown where nobody looks") {
    const bool is_terminal = GENERATE(false, true);
    Terminal terminal(is_terminal);
    {
        ProgressLine line(terminal.surroundings, is_terminal);  // a terminal, but --quiet
        terminal.clock += 60'000;
        line.show("looking at files", 1, 2);
    }
    CHECK(terminal.written.empty());
}
