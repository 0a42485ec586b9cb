#include <csignal>
#include <string>
#include <vector>

#include "cli/run.h"

int main(int count, char** words) {
    std::signal(SIGPIPE, SIG_IGN);  // a closed pipe ends quietly: writing fails instead
    return millwright::cli::run(std::vector<std::string>(words + 1, words + count),
                                millwright::cli::process_surroundings());
}
