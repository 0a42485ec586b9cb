// Millwright from outside: words of a command line in, exit status out. May be called any number of times in one process.
#pragma once

#include <string>
#include <vector>

#include "cli/surroundings.h"

namespace millwright::cli {

/// `words` without the program's name.
int run(std::vector<std::string> words, const Surroundings& surroundings);

}  // namespace millwright::cli
