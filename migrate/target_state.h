// What a target and its record say of one production, brought together: what the target holds is what it has, the rest is
// what the record remembers.
#pragma once

#include <optional>
#include <string_view>

#include "graph/result.h"
#include "migrate/intents.h"
#include "migrate/registry.h"
#include "migrate/target.h"

namespace millwright::migrate {

/// How far an apply came that left its intent open.
enum class Unfinished : std::uint8_t {
    none,
    reached,    ///< the target is as it was to be: only the revision is missing
    untouched,  ///< the target is as it was before
    unclear,    ///< neither
};

struct TargetState {
    Live live;
    CanonicalForm held;  ///< of `live`, with bodies; entries' `index` points into it
    Deployed stored;     ///< the record's last revision
    Deployed recorded;   ///< the same, an apply that reached the target counted as made
    Deployed deployed;   ///< both together; bodies only of what is held
    Unfinished unfinished = Unfinished::none;
    std::optional<Intent> intent;
};

Result<TargetState> read_target(const Registry& record, const Target& target, std::string_view production,
                                const Fresh& fresh);

/// Reads the bodies of what the target does not hold and `desired` has otherwise (nullptr: all) into `state.deployed`.
Result<bool> fetch_rest(const Registry& record, TargetState& state, const CanonicalForm* desired);

/// The difference that makes what was applied last what is there, in what the target holds.
Result<Difference> drift_of(const Registry& record, const TargetState& state);

/// What is said of an apply that did not come to an end. For `unclear` an error that shows the three sides.
Result<Diagnostic> words_of_unfinished(const Registry& record, const Target& target, const TargetState& state);

}  // namespace millwright::migrate
