// Going back: an earlier production as what is desired now. It is a plan like any other; what is said here is what becomes of
// secrets, whose old values nobody has.
#pragma once

#include <string>
#include <vector>

#include "graph/production.h"
#include "graph/secret.h"

namespace millwright::migrate {

struct Return {
    Production desired;
    /// Names of secrets that stay referred to and whose value was another one then: the value of now stays.
    std::vector<std::string> newer_values;
    /// Names of secrets that are referred to again. A value that is given counts; else the digest of the value of then is
    /// recorded, if there is one.
    std::vector<std::string> referred_again;
    /// "SETTING of ITEM" whose value looked like a secret and was given as text: only its digest was kept, and only that
    /// comes back. Those that are the same now are not among them.
    std::vector<std::string> only_digests;
};

/// `then` (a whole production as a registry or a backup gives it) as what is desired, `now` being what is deployed. Items that
/// are the same but for their names are moved. `values` are those that are to be had of secrets.
Return going_back(const Production& now, Production then, const SecretValues& values);

/// The secrets that `then` refers to and `now` does not, sorted: those whose values are asked for.
std::vector<std::string> secrets_referred_again(const Production& now, const Production& then);

}  // namespace millwright::migrate
