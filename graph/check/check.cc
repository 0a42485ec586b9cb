#include "graph/check/check.h"

#include <algorithm>
#include <cctype>

#include "graph/check/families.h"
#include "graph/suggest.h"
#include "graph/utf8.h"

namespace millwright {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

}  // namespace

void apply_levels(const std::map<std::string, Severity>& levels, Diagnostics& findings) {
    if (levels.empty()) return;
    std::map<std::string, Severity> wanted;
    for (const auto& [name, severity] : levels) wanted[lower(name)] = severity;
    for (Diagnostic& each : findings) {
        if (each.severity == Severity::off || (each.severity == Severity::error && !has_level(each.code))) continue;
        const std::string code = lower(name_of(each.code));
        for (const std::string& name : {code, code.substr(0, 3) + "xx", std::string(family_of(each.code))}) {
            const auto level = wanted.find(name);
            if (level == wanted.end()) continue;
            each.severity = level->second;
            break;
        }
    }
}

void check_production(const Production& production, const CheckOptions& options, Diagnostics& found) {
    check::Checked checked(production, options, found);
    check::check_names(checked);
    check::check_targets(checked);
    check::check_reach(checked);
    check::check_settings(checked);
    check::check_messages(checked);
    check::check_conditions(checked);
    check::check_behaviour(checked);
    check::check_moved(checked);
    apply_levels(options.levels, checked.found);
    found.merge(std::move(checked.found));
}

namespace check {
namespace {

/// Comparisons that all suggestions of a run may cost together, about a third of a second.
constexpr std::size_t most_comparisons = 300'000;
constexpr std::size_t least_suggestions = 3;

}  // namespace

std::string_view Suggestions::nearest_to(std::string_view name) {
    const std::size_t most = most_comparisons / std::max<std::size_t>(1, candidates_.size());
    if (asked_ >= std::max(most, least_suggestions)) return {};
    ++asked_;
    return nearest(name, candidates_).value_or(std::string_view{});
}

bool Checked::may_compare(std::size_t names) {
    if (compared_ > most_comparisons) return false;
    compared_ += names + 1;
    return true;
}

bool Checked::reported(Code code) const {
    return std::any_of(before.begin(), before.end(), [&](const Diagnostic& each) { return each.code == code; });
}

}  // namespace check
}  // namespace millwright
