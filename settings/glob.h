// Patterns of file paths: `*` and `?` within a part, `**` for any number of parts. As in a shell, a wildcard does not stand
// for the dot that a hidden file begins with.
#pragma once

#include <string>
#include <string_view>

namespace millwright::settings {

bool has_wildcard(std::string_view pattern);
/// Both are paths with '/' between parts.
bool glob_matches(std::string_view pattern, std::string_view path);
/// How many levels of folders below its fixed folder a pattern can reach; all of them with `**`.
unsigned levels_of(std::string_view pattern);
/// The folder above the first part with a wildcard; "" for the working directory.
std::string fixed_folder(std::string_view pattern);

/// The folder of a file: what stands before the last '/', or "".
std::string folder_of(std::string_view path);
/// `path` as seen from `folder`, without "." and "x/.."; absolute paths stay.
std::string path_from(std::string_view folder, std::string_view path);
/// Whether a normalised path lies below a normalised folder.
bool is_below(std::string_view path, std::string_view folder);

}  // namespace millwright::settings
