#include "cli/run.h"

#include <algorithm>
#include <exception>

#include "cli/command.h"
#include "cli/iop_spelling.h"
#include "cli/version.h"
#include "graph/suggest.h"
#include "graph/utf8.h"

namespace millwright::cli {
namespace {

constexpr std::size_t name_column = 12;

const Command* command_named(std::string_view name) {
    const auto commands = all_commands();
    const auto found =
        std::find_if(commands.begin(), commands.end(), [&](const Command& each) { return each.name == name; });
    return found == commands.end() ? nullptr : &*found;
}

std::string overview() {
    std::string text =
        "millwright: productions as graphs: validate, compare, migrate, draw\n\n"
        "millwright COMMAND [options]\n\nCommands\n";
    for (const Command& command : all_commands()) {
        text += "  " + std::string(command.name) + std::string(name_column - command.name.size(), ' ');
        text += std::string(command.summary) + '\n';
    }
    return text +
           "\n`millwright COMMAND --help` shows a command's options. Everywhere: --help, --version, --verbose, "
           "--quiet.\n"
           "The spellings of `iop` work too: `millwright --migrate settings.toml --dry-run`.\n";
}

ExitStatus unknown_command(Console& console, const std::string& word) {
    for (const LaterCommand& later : later_commands()) {
        if (later.name != word) continue;
        auto failure = fail(FailureKind::environment, Code::not_available_yet, {},
                            "`" + word + "` (" + std::string(later.purpose) + ") is not available yet in this version");
        return console.failed(failure.value());
    }
    std::vector<std::string_view> names;
    for (const Command& command : all_commands()) names.push_back(command.name);
    const std::string what = word.starts_with('-') ? "unknown option \"" : "unknown command \"";
    std::string hint = did_you_mean(word, names);
    return console.misused(what + printable(word) + "\"", hint.empty() ? "see `millwright --help`" : hint);
}

struct GlobalOptions {
    bool help = false;
    bool version = false;
    bool verbose = false;
    bool quiet = false;
};

/// Takes the options that every command has out of the words, up to a "--".
GlobalOptions take_global_options(std::vector<std::string>& words) {
    GlobalOptions taken;
    const auto end = std::find(words.begin(), words.end(), "--");
    const auto is_global = [&](const std::string& word) {
        if (word == "--help") return taken.help = true;
        if (word == "--version") return taken.version = true;
        if (word == "--verbose") return taken.verbose = true;
        if (word == "--quiet") return taken.quiet = true;
        return false;
    };
    words.erase(std::remove_if(words.begin(), end, is_global), end);
    return taken;
}

ExitStatus run_command(Console& console, const Command& command, std::vector<std::string> words, bool help) {
    const auto invocation = command.begin();
    OptionTable options;
    invocation->declare(options);
    if (help) {
        console.out(std::string(command.summary) + "\n\n" + options.usage(command.name) + '\n' +
                    std::string(command.description));
        return ExitStatus::fine;
    }
    if (const auto parsed = options.parse(command.name, std::move(words)); !parsed)
        return console.failed(parsed.error());
    return invocation->run(console);
}

ExitStatus dispatch(std::vector<std::string> words, const Surroundings& surroundings) {
    const bool iop_spelling = !words.empty() && words.front().starts_with('-');
    words = from_iop_spelling(std::move(words));
    const GlobalOptions global = take_global_options(words);
    Console console(surroundings, global.quiet, global.verbose, iop_spelling);
    if (global.version) {
        console.out("millwright " + std::string(version) + "\n");
        return ExitStatus::fine;
    }
    if (words.empty()) {
        if (!global.help) return console.misused("no command given", "see `millwright --help`");
        console.out(overview());
        return ExitStatus::fine;
    }
    const std::string name = words.front();
    const Command* command = command_named(name);
    if (command == nullptr) return unknown_command(console, name);
    words.erase(words.begin());
    return console.delivered(run_command(console, *command, std::move(words), global.help));
}

}  // namespace

int run(std::vector<std::string> words, const Surroundings& surroundings) {
    try {
        return static_cast<int>(dispatch(std::move(words), surroundings));
    } catch (const std::exception& error) {
        // Out of memory, or a defect of ours: say so, change nothing.
        surroundings.err("millwright: stopped: " + printable(error.what()) + "\n");
        return static_cast<int>(ExitStatus::environment);
    }
}

}  // namespace millwright::cli
