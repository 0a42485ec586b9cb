// --only, --except and --skip-unsupported: a part of what would change.
#pragma once

#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/desired.h"
#include "migrate/selection.h"

namespace millwright::cli {

struct SelectionOptions {
    migrate::Selection chosen;

    void declare(OptionTable& options);
};

/// Leaves of each plan what was chosen, and of the secrets without a value those that matter to it. Fails (environment,
/// no_such_item) for a name that is an item of none.
Result<bool> choose_parts(const SelectionOptions& options, const Desired& desired,
                          std::vector<migrate::Planned>& planned, FoundSecrets& secrets);

/// The same check of names for inputs that are compared with each other.
Result<bool> check_names(const SelectionOptions& options, const std::vector<const settings::Reading*>& readings);

/// "Chosen: --only "Mail"; left out: 2 to add, 1 to change." and a line for each thing that comes along; "" for all.
std::string chosen_text(const migrate::ChosenPart& chosen);

}  // namespace millwright::cli
