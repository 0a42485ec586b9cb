// A line on the terminal that says how far a long reading is, and goes away when it is done.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "cli/surroundings.h"

namespace millwright::cli {

class ProgressLine {
public:
    /// Shows nothing where standard error is no terminal, with `quiet`, and in the first second.
    ProgressLine(const Surroundings& surroundings, bool quiet);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// "looking at files: 1200 of 2000", at most ten times a second; `all` 0: how many there are is not known.
    void show(std::string_view what, std::size_t done, std::size_t all);

private:
    const Surroundings& surroundings_;
    bool wanted_;
    bool visible_ = false;
    std::int64_t next_;  // milliseconds; not before
};

}  // namespace millwright::cli
