#include <unistd.h>

#include <csignal>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_status.h"
#include "cli/run.h"

namespace {

/// Being killed is safe at any moment, so that an interruption may end the process where it stands.
void interrupted(int /*signal*/) {
    constexpr std::string_view text =
        "\nmillwright: interrupted; nothing is half done, and `millwright status` tells what is deployed\n";
    [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
    _exit(static_cast<int>(millwright::cli::ExitStatus::interrupted));
}

void end_when_interrupted() {
    for (const int each : {SIGINT, SIGTERM, SIGHUP}) {
        if (std::signal(each, interrupted) == SIG_IGN) std::signal(each, SIG_IGN);  // nohup, or in the background
    }
}

}  // namespace

int main(int count, char** words) {
    end_when_interrupted();
    std::signal(SIGPIPE, SIG_IGN);  // a closed pipe ends quietly: writing fails instead
    return millwright::cli::run(std::vector<std::string>(words + 1, words + count),
                                millwright::cli::process_surroundings());
}
