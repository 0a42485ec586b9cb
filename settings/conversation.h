// A conversation with another program, line by line over pipes, within limits of time and memory: how text that nobody
// trusts is read by an interpreter without harm to this process.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"

namespace millwright::settings {

struct ConversationLimits {
    std::chrono::milliseconds wall{120'000};
    unsigned processor_seconds = 60;
    std::size_t memory = 2048UL * 1024 * 1024;  ///< of address space, in bytes; 0: no limit
    std::size_t line = 512UL * 1024 * 1024;     ///< bytes of one line that the program says
    bool may_write_files = false;
};

/// The program and what it is given. It leaves nothing running behind: it has a process group of its own, which ends with
/// the conversation, and with this process.
struct ConversationPartner {
    std::vector<std::string> arguments;    ///< the first is looked for on PATH
    std::vector<std::string> environment;  ///< NAME=VALUE, all that it gets
};

enum class ConversationEnd : std::uint8_t {
    agreed,  ///< `answer` had heard enough
    exited,  ///< the program ended before, with `status`
    killed,  ///< by the signal `status`; a limit of processor time or memory among others
    out_of_time,
    line_too_long,
};

struct Conversation {
    ConversationEnd end = ConversationEnd::exited;
    int status = 0;
    std::string err;  ///< the last kibibytes of what it said on standard error
};

/// What to say to a line that the program said (without its line end); nothing ends the conversation.
using Answer = std::function<std::optional<std::string>(std::string_view line)>;

/// Starts the program, says `first` to it, and answers each of its lines. Lines end with a line feed, which is added to
/// what is said. A failure (environment) means that it could not be started.
Result<Conversation> converse(const ConversationPartner& partner, std::string first, const Answer& answer,
                              const ConversationLimits& limits = {});

}  // namespace millwright::settings
