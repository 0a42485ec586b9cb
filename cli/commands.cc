#include <array>

#include "cli/command.h"

namespace millwright::cli {

std::span<const Command> all_commands() {
    static const std::array<Command, 18> commands{
        validate_command, migrate_command, plan_command,    review_command,   apply_command, verify_command,
        diff_command,     status_command,  history_command, rollback_command, drift_command, unlock_command,
        render_command,   new_command,     import_command,  export_command,   fmt_command,   explain_command};
    return commands;
}

std::span<const LaterCommand> later_commands() {
    static constexpr std::array<LaterCommand, 29> later{{
        {"show", "questions to the graph"},
        {"path", "questions to the graph"},
        {"impact", "questions to the graph"},
        {"unused", "questions to the graph"},
        {"test", "scenarios"},
        {"simulate", "simulation"},
        {"explore", "simulation"},
        {"coverage", "stories"},
        {"propose", "stories"},
        {"inspect", "stories"},
        {"schedule", "schedules"},
        {"lsp", "editors"},
        {"doctor", "checking the installation"},
        {"completions", "shell completions"},
        {"man", "manual pages"},
        {"list", "a live IRIS"},
        {"start", "a live IRIS"},
        {"stop", "a live IRIS"},
        {"kill", "a live IRIS"},
        {"restart", "a live IRIS"},
        {"update", "a live IRIS"},
        {"log", "a live IRIS"},
        {"queue", "a live IRIS"},
        {"send", "a live IRIS"},
        {"trace", "a live IRIS"},
        {"default", "a live IRIS"},
        {"bindings", "a live IRIS"},
        {"unbind", "a live IRIS"},
        {"init", "a live IRIS"},
    }};
    return later;
}

}  // namespace millwright::cli
