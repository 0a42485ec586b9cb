// Values of secrets, from where [secrets] says: the environment, or a file. Only commands that compare with or apply to a
// deployment ask for them, and only for those that a production refers to.
#pragma once

#include <vector>

#include "cli/surroundings.h"
#include "graph/diagnostic.h"
#include "graph/secret.h"
#include "settings/reading.h"

namespace millwright::cli {

struct FoundSecrets {
    SecretValues values;
    Diagnostics missing;  ///< one error (secret_missing) for each that is not to be had, at its declaration
};

/// Those that the productions, which were read in `reading`, refer to. A file's last line end is no part of the value.
FoundSecrets find_secrets(const Surroundings& surroundings, const settings::Reading& reading,
                          const std::vector<const Production*>& productions);

/// The same findings for a dry run, which goes on without: notes of what cannot be compared.
Diagnostics as_notes(const Diagnostics& missing);

}  // namespace millwright::cli
