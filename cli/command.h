// A command of Millwright: its options, its help and its run, and the one table that lists them all.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "cli/console.h"
#include "cli/exit_status.h"
#include "cli/options.h"

namespace millwright::cli {

/// One run of a command: holds the values of its options.
class Invocation {
public:
    virtual ~Invocation() = default;
    virtual void declare(OptionTable& options) = 0;
    virtual ExitStatus run(Console& console) = 0;
};

struct Command {
    std::string_view name;
    std::string_view summary;      ///< one line for the list of commands
    std::string_view description;  ///< paragraphs with examples, shown by --help above the options
    std::unique_ptr<Invocation> (*begin)();
};

/// In the order in which `millwright --help` lists them.
std::span<const Command> all_commands();

extern const Command validate_command;
extern const Command migrate_command;
extern const Command plan_command;
extern const Command review_command;
extern const Command apply_command;
extern const Command verify_command;
extern const Command diff_command;
extern const Command status_command;
extern const Command history_command;
extern const Command rollback_command;
extern const Command drift_command;
extern const Command unlock_command;
extern const Command render_command;
extern const Command new_command;
extern const Command import_command;
extern const Command export_command;
extern const Command fmt_command;
extern const Command explain_command;

/// A word of the command line that a later version will understand.
struct LaterCommand {
    std::string_view name;
    std::string_view purpose;
};

std::span<const LaterCommand> later_commands();

}  // namespace millwright::cli
