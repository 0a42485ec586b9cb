// What a command line may hold: options and arguments declared once, parsed by CLI11 and printed as help from the same
// declaration.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "graph/result.h"

namespace millwright::cli {

/// The declaration of one command's options. The variables must outlive the parsing.
class OptionTable {
public:
    /// The options that follow are listed under this heading instead of "Options".
    void heading(std::string title);
    /// `names`: "--dry-run" or "-o,--output".
    void flag(std::string names, bool& into, std::string help);
    void value(std::string names, std::string& into, std::string placeholder, std::string help);
    void values(std::string names, std::vector<std::string>& into, std::string placeholder, std::string help);
    /// Takes all words that follow, up to the next option.
    void list(std::string names, std::vector<std::string>& into, std::string placeholder, std::string help);
    /// One of `allowed`; the help lists them.
    void choice(std::string names, std::string& into, std::vector<std::string> allowed, std::string help);
    /// The same, as often as one likes.
    void choices(std::string names, std::vector<std::string>& into, std::vector<std::string> allowed, std::string help);
    void argument(std::string name, std::string& into, bool required, std::string help);
    void arguments(std::string name, std::vector<std::string>& into, bool required, std::string help);

    /// Fills the variables. A failure (environment, MW025) says what is wrong with the command line.
    Result<bool> parse(std::string_view command, std::vector<std::string> words) const;
    /// "migrate [FILE] [options]" and one line for each argument and option, aligned.
    std::string usage(std::string_view command) const;

private:
    struct Entry {
        std::string names;
        std::string placeholder;
        std::string help;
        std::vector<std::string> allowed;
        bool positional = false;
        bool required = false;
        std::variant<bool*, std::string*, std::vector<std::string>*> into;
        bool takes_all = false;
        std::string heading = {};
    };
    static Result<bool> allowed(std::string_view command, const Entry& entry, const std::string& word);
    Result<bool> unexpected(std::string_view command, const std::string& word) const;
    static std::string line(const Entry& entry);
    Entry& add(Entry entry);

    std::vector<Entry> entries_;
    std::string heading_ = "Options";
};

}  // namespace millwright::cli
