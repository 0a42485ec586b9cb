#include "migrate/drift.h"

#include <algorithm>
#include <array>
#include <map>

#include "migrate/held_edit.h"
#include "settings/toml_key.h"

namespace millwright::migrate {
namespace {

/// The parts of a dotted key as they are written, dots in quotes left alone.
std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    char quote = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (quote != 0) {
            if (c == '\\' && quote == '"') ++at;
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '.') {
            parts.push_back(text.substr(begin, at - begin));
            begin = at + 1;
        }
    }
    parts.push_back(text.substr(begin));
    return parts;
}

/// The operations of one difference by their paths; of several with one path the values of the first before and the last
/// after.
using ByPath = std::map<std::string, std::pair<PlanValue, PlanValue>, std::less<>>;

ByPath by_path(const std::vector<Operation>& operations) {
    ByPath found;
    for (const Operation& operation : operations) {
        const auto [at, added] = found.try_emplace(operation.path, operation.before, operation.after);
        if (!added) at->second.second = operation.after;
    }
    return found;
}

bool is_below(std::string_view path, std::string_view above) {
    return path.size() > above.size() && path.starts_with(above) && path[above.size()] == '.';
}

/// The entries of what a path is below, the longest last.
std::vector<const ByPath::value_type*> above(const ByPath& moved, std::string_view path) {
    std::vector<const ByPath::value_type*> found;
    for (const std::string_view part : split(path)) {
        const auto length = static_cast<std::size_t>(part.data() - path.data());
        if (length == 0) continue;
        const auto at = moved.find(path.substr(0, length - 1));
        if (at != moved.end()) found.push_back(&*at);
    }
    return found;
}

/// Whether a side moved this path, something above it, or something below it.
bool touched(const ByPath& moved, std::string_view path) {
    if (moved.find(path) != moved.end() || !above(moved, path).empty()) return true;
    const auto next = moved.lower_bound(std::string(path) + '.');
    return next != moved.end() && is_below(next->first, path);
}

/// The three sides of one comparison.
struct Differences {
    ByPath deployed;  ///< from last applied to deployed
    ByPath desired;   ///< from last applied to desired
    ByPath left;      ///< from deployed to desired
};

/// What a side made of a path: nothing where it removed what the path is below.
PlanValue value_on(const ByPath& own, std::string_view path, const PlanValue& unchanged) {
    if (const auto at = own.find(path); at != own.end()) return at->second.second;
    for (const auto* each : above(own, path)) {
        if (each->second.second.is_null()) return {};
    }
    return unchanged;
}

DriftChange change_of(const Differences& all, const std::string& path) {
    DriftChange change;
    change.path = path;
    const auto deployed = all.deployed.find(path);
    const auto desired = all.desired.find(path);
    change.last_applied = deployed != all.deployed.end() ? deployed->second.first : desired->second.first;
    change.deployed = value_on(all.deployed, path, change.last_applied);
    change.desired = value_on(all.desired, path, change.last_applied);
    const bool by_deployed = touched(all.deployed, path);
    const bool by_settings = touched(all.desired, path);
    change.moved_by = by_deployed && by_settings ? MovedBy::both : by_deployed ? MovedBy::deployed : MovedBy::settings;
    change.agreed = by_deployed && by_settings && !touched(all.left, path);
    return change;
}

class Ignored {
public:
    explicit Ignored(std::span<const std::string> texts) : texts_(texts), used_(texts.size(), false) {
        for (const std::string& text : texts) patterns_.push_back(PathPattern::read(text));
    }

    bool covers(std::string_view path) {
        bool any = false;
        for (std::size_t i = 0; i < patterns_.size(); ++i) {
            if (!patterns_[i] || !patterns_[i]->covers(path)) continue;
            used_[i] = any = true;
        }
        return any;
    }

    std::vector<std::string> unused() const {
        std::vector<std::string> found;
        for (std::size_t i = 0; i < used_.size(); ++i) {
            if (!used_[i]) found.push_back(texts_[i]);
        }
        return found;
    }

private:
    std::span<const std::string> texts_;
    std::vector<std::optional<PathPattern>> patterns_;
    std::vector<bool> used_;
};

}  // namespace

std::string_view name_of(MovedBy side) {
    static constexpr std::array<std::string_view, 3> names{"deployed", "settings", "both"};
    return names[static_cast<std::size_t>(side)];
}

bool Drift::drifted() const {
    return std::any_of(changes.begin(), changes.end(),
                       [](const DriftChange& each) { return each.moved_by != MovedBy::settings && !each.agreed; });
}

std::size_t Drift::pending() const {
    return static_cast<std::size_t>(std::count_if(
        changes.begin(), changes.end(), [](const DriftChange& each) { return each.moved_by == MovedBy::settings; }));
}

std::optional<PathPattern> PathPattern::read(std::string_view text) {
    PathPattern pattern;
    for (const std::string_view part : split(text)) {
        if (part == "*") {
            pattern.parts_.emplace_back();
            continue;
        }
        auto key = settings::key_path(part);
        if (!key || key->size() != 1) return std::nullopt;
        pattern.parts_.emplace_back(std::move(key->front()));
    }
    return pattern;
}

bool PathPattern::covers(std::string_view path) const {
    const auto parts = settings::key_path(path);
    if (!parts || parts->size() < parts_.size()) return false;
    return std::equal(parts_.begin(), parts_.end(), parts->begin(),
                      [](const auto& pattern, const std::string& part) { return !pattern || *pattern == part; });
}

Drift drift_between(const Side& last_applied, const Side& deployed, const Side& desired,
                    std::span<const std::string> ignore) {
    const Differences all{by_path(difference(last_applied, deployed).operations),
                          by_path(difference(last_applied, desired).operations),
                          by_path(difference(deployed, desired).operations)};
    Drift drift;
    Ignored ignored(ignore);
    ByPath paths = all.deployed;
    paths.insert(all.desired.begin(), all.desired.end());
    for (const auto& [path, values] : paths) {
        DriftChange change = change_of(all, path);
        if (change.moved_by != MovedBy::settings && ignored.covers(path)) {
            ++drift.ignored;
            continue;
        }
        drift.changes.push_back(std::move(change));
    }
    drift.unused_ignores = ignored.unused();
    return drift;
}

Drift drift_of_target(const DeployedSides& sides, const Production& desired, std::span<const std::string> ignore) {
    const auto form = [&](const Production& production) {
        return canonical_form(production, Holds::engine, sides.digest_key);
    };
    const CanonicalForm last = form(sides.last_applied);
    const CanonicalForm deployed = form(sides.deployed);
    const CanonicalForm wanted = as_engine_reads(desired, form(desired));
    return drift_between({&last, &sides.last_applied}, {&deployed, &sides.deployed}, {&wanted, &desired}, ignore);
}

Drift drift_of_registry(const Plan& plan, std::span<const std::string> ignore) {
    Drift drift;
    for (const auto& [path, values] : by_path(plan.operations)) {
        drift.changes.push_back({path, values.first, values.first, values.second, MovedBy::settings, false});
    }
    drift.unused_ignores.assign(ignore.begin(), ignore.end());
    return drift;
}

}  // namespace millwright::migrate
