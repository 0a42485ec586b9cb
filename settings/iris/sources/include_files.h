// Include files (.inc): the texts that their macros stand for.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace millwright::settings::iris {

struct IncludeFile {
    std::string name;                                       ///< of `ROUTINE name [Type=INC]`; empty: its file names it
    std::map<std::string, std::string, std::less<>> texts;  ///< of macros without arguments; the last definition counts
    std::vector<std::string> includes;                      ///< further ones, as written
};

/// `#define NAME text`, `#def1arg` likewise, lines that end with `##continue` joined, `#include NAME`. What is inside of
/// `#if` counts, whatever the condition; macros with arguments are left out, comments at the end of a line too.
IncludeFile read_include(std::string_view text);

}  // namespace millwright::settings::iris
