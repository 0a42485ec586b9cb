// What must change in one production so that it becomes another: the operations of a plan, each with its risk and the
// reason for it, what it touches, and where the desired side says so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/diagnostic.h"
#include "graph/production.h"
#include "migrate/canonical.h"

namespace millwright::migrate {

enum class Action : std::uint8_t { add, change, remove, move };

enum class Risk : std::uint8_t {
    safe,
    attention,    ///< allowed, shown in a section of its own
    destructive,  ///< needs leave
    protect,      ///< refused: [protect] names it ("protected")
    unsupported,  ///< cannot be applied there
};

/// "add", "change", "remove", "move"
std::string_view name_of(Action action);
/// "safe", "attention", "destructive", "protected", "unsupported"
std::string_view name_of(Risk risk);

/// When something fires by cron; an empty cron: not by one on that side. An empty zone is UTC.
struct Timing {
    std::string cron_before;
    std::string zone_before;
    std::string cron_after;
    std::string zone_after;
};

/// One side's value: JSON text of one line, with every secret already masked.
struct PlanValue {
    std::string json = "null";
    bool is_null() const { return json == "null"; }
};

struct Operation {
    std::string_view op_type;  ///< "add_item", ... (static text)
    Action action = Action::change;
    std::string_view kind;  ///< what it is about: "item", "setting", "route", ... (static text)
    std::string path;       ///< a TOML dotted key: items."to EMR - FILE".settings.Adapter.Port
    PlanValue before;
    PlanValue after;
    Risk risk = Risk::safe;
    std::string reason;  ///< in words; may be empty for a safe one
    /// Services whose messages can reach it; of a secret and a default setting the items that use it, of a schedule what it
    /// starts. Sorted, at most most_impact of them.
    std::vector<std::string> impact;
    std::string subject;  ///< the item or thing it belongs to, for grouping; "" for the production
    Place place;
    bool place_is_before = false;  ///< the place is one of the older side
    std::optional<Timing> timing;  ///< of a change of when a schedule or a trigger fires
    bool declared_only = false;    ///< the engine does not hold it: only settings and the record do
};

/// What runs the deployed production, where that matters to what a change means there. Without a name: nothing that is
/// known of; a registry holds everything itself.
struct Engine {
    std::string_view name;             ///< "IRIS"
    bool copies_renamed = false;       ///< a rename is a copy and a delete there
    bool resumes_by_position = false;  ///< a live instance goes on with the step of that number, whatever it is called
};

inline constexpr std::size_t most_impact = 20;

/// A production and its canonical form. Entries that differ from the other side's must have `index` set: forms made from
/// the production have it, and so has what Registry::fetch returns.
struct Side {
    const CanonicalForm* form = nullptr;
    const Production* production = nullptr;
};

struct Difference {
    std::vector<Operation> operations;
    Diagnostics findings;  ///< [[moved]] that is done or contradicts; removed and added items that look like a rename
};

/// Operations in a fixed order: the production, items by name, then messages, processes, schedules, stories and the rest, secrets last.
/// Linear in both sides; `[[moved]]` is read from `after`.
/// Where there is an engine, what it does not hold is marked so.
Difference difference(const Side& before, const Side& after, const Engine& engine = {});

/// The keys that differ, in what both hold: those whose bodies `difference` needs.
struct KeyChanges {
    std::vector<const Entry*> before;  ///< removed or changed
    std::vector<const Entry*> after;   ///< added or changed
};
KeyChanges key_changes(const CanonicalForm& before, const CanonicalForm& after);

}  // namespace millwright::migrate
