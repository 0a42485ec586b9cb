#include "graph/suggest.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

#include "graph/utf8.h"

namespace millwright {
namespace {

constexpr std::size_t longest_name = 120;
constexpr std::size_t edit = 4;  // costs are in quarters, so that a change of case can cost less than an edit

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::size_t cost_of_change(char a, char b) {
    if (a == b) return 0;
    if (lower(a) == lower(b)) return 1;
    const auto joins = [](char c) { return c == '_' || c == '-' || c == ' ' || c == '.'; };
    return joins(a) && joins(b) ? 1 : edit;
}

/// Optimal string alignment distance in quarter edits.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j * edit;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i * edit;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + edit, row[j - 1] + edit, last[j - 1] + cost_of_change(a[i - 1], b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before_last[j - 2] + edit);
            }
        }
        before_last.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

}  // namespace

std::optional<std::string_view> nearest(std::string_view name, std::span<const std::string_view> candidates) {
    if (name.empty() || name.size() > longest_name) return std::nullopt;
    const std::size_t allowed_edits = std::max<std::size_t>(1, name.size() / 3);
    std::size_t best = allowed_edits * edit + 1;
    std::optional<std::string_view> found;
    for (const std::string_view candidate : candidates) {
        const std::size_t longer = std::max(candidate.size(), name.size());
        const std::size_t shorter = std::min(candidate.size(), name.size());
        if (candidate.empty() || longer - shorter > allowed_edits) continue;
        const std::size_t here = distance(name, candidate);
        if (here < best || (found && here == best && candidate < *found)) {
            best = here;
            found = candidate;
        }
    }
    return found;
}

std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates) {
    const auto found = nearest(name, candidates);
    return found ? "did you mean \"" + printable(*found) + "\"?" : std::string{};
}

}  // namespace millwright
