#include "cli/options.h"

#include <CLI/CLI.hpp>

#include "graph/suggest.h"
#include "graph/utf8.h"

namespace millwright::cli {
namespace {

constexpr std::size_t help_column = 34;

tl::unexpected<Failure> wrong_usage(std::string_view command, std::string message, std::string hint = {}) {
    if (hint.empty()) hint = "see `millwright " + std::string(command) + " --help`";
    return fail(FailureKind::environment, Code::usage, {}, std::move(message), std::move(hint));
}

/// A word from a variable that is not set: taken for "not given", it would choose the default instead.
bool is_empty(const std::string& word) {
    return word.empty() || (word.starts_with("--") && word.find('=') == word.size() - 1);
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

}  // namespace

OptionTable::Entry& OptionTable::add(Entry entry) {
    entry.heading = entry.positional ? "Arguments" : heading_;
    return entries_.emplace_back(std::move(entry));
}

void OptionTable::heading(std::string title) {
    heading_ = std::move(title);
}

void OptionTable::flag(std::string names, bool& into, std::string help) {
    add({std::move(names), {}, std::move(help), {}, false, false, &into});
}

void OptionTable::value(std::string names, std::string& into, std::string placeholder, std::string help) {
    add({std::move(names), std::move(placeholder), std::move(help), {}, false, false, &into});
}

void OptionTable::values(std::string names, std::vector<std::string>& into, std::string placeholder, std::string help) {
    add({std::move(names), std::move(placeholder), std::move(help), {}, false, false, &into});
}

void OptionTable::list(std::string names, std::vector<std::string>& into, std::string placeholder, std::string help) {
    values(std::move(names), into, std::move(placeholder), std::move(help));
    entries_.back().takes_all = true;
}

void OptionTable::choice(std::string names, std::string& into, std::vector<std::string> allowed, std::string help) {
    add({std::move(names), "WORD", std::move(help), std::move(allowed), false, false, &into});
}

void OptionTable::choices(std::string names, std::vector<std::string>& into, std::vector<std::string> allowed,
                          std::string help) {
    add({std::move(names), "WORD", std::move(help), std::move(allowed), false, false, &into});
}

void OptionTable::argument(std::string name, std::string& into, bool required, std::string help) {
    add({std::move(name), {}, std::move(help), {}, true, required, &into});
}

void OptionTable::arguments(std::string name, std::vector<std::string>& into, bool required, std::string help) {
    add({std::move(name), {}, std::move(help), {}, true, required, &into});
}

Result<bool> OptionTable::unexpected(std::string_view command, const std::string& word) const {
    std::vector<std::string_view> known;
    for (const Entry& entry : entries_) {
        if (!entry.positional) known.push_back(std::string_view(entry.names).substr(entry.names.rfind("--")));
    }
    if (!word.starts_with('-')) return wrong_usage(command, "unexpected argument " + in_quotes(word));
    const std::string name = word.substr(0, word.find('='));
    return wrong_usage(command, "unknown option " + in_quotes(name), did_you_mean(name, known));
}

Result<bool> OptionTable::allowed(std::string_view command, const Entry& entry, const std::string& word) {
    const auto& words = entry.allowed;
    if (word.empty() || std::find(words.begin(), words.end(), word) != words.end()) return true;
    const std::vector<std::string_view> known(words.begin(), words.end());
    return wrong_usage(command, entry.names + " does not know \"" + printable(word) + "\": " + joined(words),
                       did_you_mean(word, known));
}

Result<bool> OptionTable::parse(std::string_view command, std::vector<std::string> words) const {
    for (const std::string& word : words) {
        if (!is_empty(word)) continue;
        return wrong_usage(command, word.empty() ? "an argument is empty" : in_quotes(word) + " gives no value",
                           "give it, or leave it out; is it a variable of the shell that is not set?");
    }
    CLI::App app;
    app.set_help_flag();
    app.allow_extras();
    for (const Entry& entry : entries_) {
        if (auto* const* truth = std::get_if<bool*>(&entry.into)) {
            app.add_flag(entry.names, **truth);
        } else if (auto* const* text = std::get_if<std::string*>(&entry.into)) {
            app.add_option(entry.names, **text)->required(entry.required);
        } else {
            auto* option = app.add_option(entry.names, *std::get<std::vector<std::string>*>(entry.into));
            option->required(entry.required);
            if (!entry.positional) option->allow_extra_args(entry.takes_all);
        }
    }
    try {
        std::vector<std::string> reversed(words.rbegin(), words.rend());
        app.parse(reversed);
    } catch (const CLI::ParseError& error) {
        return wrong_usage(command, printable(error.what()));
    }
    for (const std::string& extra : app.remaining()) {
        if (extra != "--") return unexpected(command, extra);  // CLI11 leaves the mark among what remains
    }
    for (const Entry& entry : entries_) {
        if (entry.allowed.empty()) continue;
        std::vector<std::string> given;
        if (auto* const* several = std::get_if<std::vector<std::string>*>(&entry.into)) given = **several;
        if (auto* const* one = std::get_if<std::string*>(&entry.into)) given.push_back(**one);
        for (const std::string& word : given) {
            if (auto right = allowed(command, entry, word); !right) return right;
        }
    }
    return true;
}

std::string OptionTable::line(const Entry& entry) {
    std::string left = "  " + entry.names;
    if (!entry.placeholder.empty()) left += " " + entry.placeholder;
    left += left.size() + 2 > help_column ? "\n" + std::string(help_column, ' ')
                                          : std::string(help_column - left.size(), ' ');
    left += entry.help;
    if (!entry.allowed.empty()) left += ": " + joined(entry.allowed);
    return left + '\n';
}

std::string OptionTable::usage(std::string_view command) const {
    std::string text = "millwright " + std::string(command);
    std::string arguments;
    std::string options;
    std::string_view last;
    for (const Entry& entry : entries_) {
        if (entry.positional) {
            const bool several = std::holds_alternative<std::vector<std::string>*>(entry.into);
            const std::string name = entry.names + (several ? "..." : "");
            text += entry.required ? " " + name : " [" + name + "]";
            arguments += line(entry);
            continue;
        }
        if (entry.heading != last) options += "\n" + entry.heading + "\n";
        last = entry.heading;
        options += line(entry);
    }
    text += options.empty() ? "\n" : " [options]\n";
    if (!arguments.empty()) text += "\nArguments\n" + arguments;
    return text + options;
}

}  // namespace millwright::cli
