// What the families of checks share: the production with its indices, and how findings about it are worded.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "graph/check/check.h"
#include "graph/routes.h"

namespace millwright::check {

/// Offers the nearest name, as long as that does not make a run slow: each question costs time for every candidate.
class Suggestions {
public:
    explicit Suggestions(std::vector<std::string_view> candidates) : candidates_(std::move(candidates)) {}
    /// The nearest candidate, or "".
    std::string_view nearest_to(std::string_view name);

private:
    std::vector<std::string_view> candidates_;
    std::size_t asked_ = 0;
};

struct Checked {
    const Production& production;
    const CheckOptions& options;
    const Diagnostics& before;  ///< findings of reading
    ItemIndex index;
    Routes routes;
    Diagnostics found;

    Checked(const Production& p, const CheckOptions& o, const Diagnostics& b)
        : production(p), options(o), before(b), index(p), routes(p) {}

    /// Reading has reported this code: its readers look at every item, and know better places.
    bool reported(Code code) const;
    /// Whether a search for a near name among so many may be made: all of a run together have a limit.
    bool may_compare(std::size_t names);

private:
    std::size_t compared_ = 0;
};

/// The name as a key of settings.toml: bare where that is allowed.
std::string toml_key(std::string_view name);

/// Has handlers that start, correlate, end or undo instances.
bool is_process_manager(const Production& production, const Behaviour& behaviour);

/// The place of a word, or of what it belongs to where that is not known.
inline Place nearer(Place place, Place otherwise) {
    return place.known() ? place : otherwise;
}

/// The settings by which the engine's own classes name items, as it spells them.
bool is_target_like(std::string_view setting);
/// Those of them of which it is certain that they take items that messages are sent to.
bool is_certain_target(std::string_view setting);
/// Names that the engine itself serves.
bool is_internal_name(std::string_view item);

void check_names(Checked& checked);
void check_targets(Checked& checked);
void check_reach(Checked& checked);
void check_settings(Checked& checked);
void check_messages(Checked& checked);
void check_conditions(Checked& checked);
void check_moved(Checked& checked);
/// Steps, process managers, schedules, stories.
void check_behaviour(Checked& checked);

}  // namespace millwright::check
