// Everything that a run of Millwright takes from outside: streams, terminal, environment, clock, random. main fills it from
// the process; tests fill it with values of their own.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace millwright::cli {

struct Surroundings {
    /// Standard output and standard error. They return 0, or the errno of what went wrong: EPIPE when nobody reads any more.
    std::function<int(std::string_view)> out;
    std::function<int(std::string_view)> err;
    /// One line of standard input without its end; nothing at the end of input.
    std::function<std::optional<std::string>()> read_line;
    bool out_is_terminal = false;
    bool err_is_terminal = false;
    bool in_is_terminal = false;

    std::function<std::optional<std::string>(const std::string&)> environment;
    /// RFC 3339, UTC, with milliseconds.
    std::function<std::string()> now;
    /// Monotonic, for measurements.
    std::function<std::int64_t()> milliseconds;
    std::function<std::array<std::uint8_t, 32>()> random;
    /// From now on a crash leaves no image of this process's memory behind. May be empty.
    std::function<void()> keep_no_core;
    std::string user;
    std::string host;
    std::int64_t process = 0;

    bool colour_out() const { return out_is_terminal && wants_colour(); }
    bool colour_err() const { return err_is_terminal && wants_colour(); }

private:
    bool wants_colour() const {
        const auto no_colour = environment("NO_COLOR");
        return (!no_colour || no_colour->empty()) && environment("TERM") != "dumb";
    }
};

/// The surroundings of this process.
Surroundings process_surroundings();

}  // namespace millwright::cli
