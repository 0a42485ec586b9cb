// A child process that runs one function and gives back the bytes that it makes, within limits of time and memory.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace millwright::layout {

enum class Ending { fine, failed, out_of_memory, timed_out, crashed, not_started };

struct ChildResult {
    Ending ending = Ending::fine;
    int detail = 0;        ///< exit status, signal, or errno of what could not be started
    std::string out;       ///< what the function gave back
    std::string messages;  ///< what was written to standard error, as far as it is of use
};

/// Runs `work` in a forked child. It returns the bytes to hand back, or throws or ends the process to fail;
/// what an exception says is added to the messages. The child is
/// stopped after `seconds`; it can never hold more than `memory` bytes of address space beyond what it starts with. It does
/// not outlive the process that started it.
ChildResult run_in_child(const std::function<std::string()>& work, double seconds, std::size_t memory);

}  // namespace millwright::layout
