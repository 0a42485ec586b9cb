#include <dtl/dtl.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "templates/changes.h"
#include "templates/quoting.h"

namespace millwright::templates {
namespace {

using Lines = std::vector<std::string>;

constexpr const char* no_line_end = "\\ No newline at end of file";

/// The last line carries the mark of a missing line end with it, so that it differs from the same line with one.
Lines lines_of(const std::string& text) {
    Lines lines;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = text.find('\n', begin);
        if (end == std::string::npos) {
            lines.push_back(text.substr(begin) + "\n" + no_line_end);
            break;
        }
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

std::string all_added(const Lines& lines) {
    std::string text = "@@ -0,0 +1," + std::to_string(lines.size()) + " @@\n";
    for (const std::string& line : lines) text += "+" + line + "\n";
    return text;
}

std::string hunks(const Lines& before, const Lines& after) {
    dtl::Diff<std::string> diff(before, after);
    diff.onHuge();
    diff.compose();
    diff.composeUnifiedHunks();
    std::ostringstream out;
    diff.printUnifiedFormat(out);
    return out.str();
}

/// Without a line there is no hunk to tell that the file is made: git's own words tell it.
std::string new_empty_file(const std::string& path) {
    return "diff --git " + diff_path("a/" + path) + " " + diff_path("b/" + path) +
           "\nnew file mode 100644\nindex 0000000..e69de29\n";
}

std::string in_one_file(const FileChange& change) {
    if (!change.before && change.after.empty()) return new_empty_file(change.path);
    const Lines after = lines_of(change.after);
    const std::string from = change.before ? diff_path("a/" + change.path) : "/dev/null";
    const std::string head = "--- " + from + "\n+++ " + diff_path("b/" + change.path) + "\n";
    if (!change.before) return head + all_added(after);
    return head + hunks(lines_of(*change.before), after);
}

}  // namespace

std::string unified_diff(const std::vector<FileChange>& changes) {
    std::string text;
    for (const FileChange& change : changes) {
        if (change.before != change.after) text += in_one_file(change);
    }
    return text;
}

}  // namespace millwright::templates
