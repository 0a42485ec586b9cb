// A part of a plan: the items that --only names, or all but those that --except does, with what they depend on. What is
// deployed is then compared with a form that is partly the desired one, so that fingerprints are those of what is written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "migrate/registry.h"

namespace millwright::migrate {

struct Selection {
    std::vector<std::string> only;
    std::vector<std::string> except;
    bool skip_unsupported = false;

    bool empty() const { return only.empty() && except.empty() && !skip_unsupported; }
};

/// The names of items that can be chosen: of both sides, and those of [[moved]]; sorted, each once.
std::vector<std::string_view> choosable(const CanonicalForm& before, const CanonicalForm& after,
                                        const Production& desired);

/// Leaves of the plan what is chosen. What --only names depend on comes along: new items that they send to, messages and
/// other things that they refer to and that are not deployed yet, secrets that they use; of an item that is removed those
/// that still send to it; the other name of what was renamed; a production that is new. What depends on what --except names
/// is left out too. `plan.chosen` says all of it in words. Names that are no items choose nothing.
void choose_part(Planned& planned, const Production& desired, const Selection& selection);

/// The same where no deployment is concerned: `after_form` becomes the partial one.
void choose_part(Plan& plan, const Side& before, CanonicalForm& after_form, const Production& after,
                 const Selection& selection);

}  // namespace millwright::migrate
