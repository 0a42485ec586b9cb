// The command line of `iop`, understood as ours: `--migrate FILE --dry-run` is `migrate FILE --dry-run`.
#pragma once

#include <string>
#include <vector>

namespace millwright::cli {

/// The words as our own command line has them. Words that begin with a command are left alone.
std::vector<std::string> from_iop_spelling(std::vector<std::string> words);

}  // namespace millwright::cli
