#include "cli/progress_line.h"

#include <string>

namespace millwright::cli {
namespace {

constexpr std::int64_t first_after = 1000;
constexpr std::int64_t between = 100;
/// To the start of the line, and nothing behind the cursor.
constexpr std::string_view clear_line = "\r\x1b[K";

}  // namespace

ProgressLine::ProgressLine(const Surroundings& surroundings, bool quiet)
    : surroundings_(surroundings),
      wanted_(surroundings.err_is_terminal && !quiet),
      next_(surroundings.milliseconds() + first_after) {}

ProgressLine::~ProgressLine() {
    if (visible_) surroundings_.err(clear_line);
}

void ProgressLine::show(std::string_view what, std::size_t done, std::size_t all) {
    if (!wanted_) return;
    const std::int64_t now = surroundings_.milliseconds();
    if (now < next_) return;
    next_ = now + between;
    visible_ = true;
    std::string line(clear_line);
    line.append(what).append(": ").append(std::to_string(done));
    if (all != 0) line += " of " + std::to_string(all);
    surroundings_.err(line);
}

}  // namespace millwright::cli
