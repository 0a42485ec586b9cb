// Names and paths as shells and tools read them: in commands that are shown to be typed, and in the heads of differences.
#pragma once

#include <string>

namespace millwright::templates {

/// The text as one word for a shell, quoted where it has to be; nothing in it can steer a terminal. `$'...'`, which bash,
/// ksh and zsh know, where it holds what `printable` escapes.
std::string shell_word(const std::string& text);
/// The same for a path: one that begins with "-" is no option.
std::string shell_path(const std::string& path);
/// A path as git and patch read it behind "---" and "+++": in quotes where it holds what could end it or steer a terminal.
std::string diff_path(const std::string& path);

}  // namespace millwright::templates
