// Values of secrets, from where [secrets] says: the environment, or a file. Only commands that compare with or apply to a
// deployment ask for them, and only for those that a production refers to.
#pragma once

#include <string>
#include <vector>

#include "cli/surroundings.h"
#include "graph/diagnostic.h"
#include "graph/secret.h"
#include "migrate/deployment.h"
#include "settings/reading.h"

namespace millwright::cli {

/// A secret without a value: where it is declared, why there is none, and what to do about it.
struct MissingSecret {
    std::string name;
    Place place;
    std::string reason;
    std::string hint;
};

struct FoundSecrets {
    SecretValues values;
    std::vector<MissingSecret> missing;
};

/// Those that the productions, which were read in `reading`, refer to. A file's last line end is no part of the value.
FoundSecrets find_secrets(const Surroundings& surroundings, const settings::Reading& reading,
                          const std::vector<const Production*>& productions);

/// The same; none where the deployment does not remember them.
FoundSecrets find_secrets(const Surroundings& surroundings, const migrate::Deployment& deployment,
                          const settings::Reading& reading, const std::vector<const Production*>& productions);

/// One error (secret_missing) for each: nothing can be applied without it.
Diagnostics as_errors(const std::vector<MissingSecret>& missing);
/// For a dry run, which goes on without: notes (secret_missing) of what cannot be compared.
Diagnostics as_notes(const std::vector<MissingSecret>& missing);

}  // namespace millwright::cli
