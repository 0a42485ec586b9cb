// The secrets that a production's settings refer to.
#pragma once

#include <vector>

#include "settings/reading.h"

namespace millwright::settings {

/// Lists them in the production, sorted, each with the place of its declaration.
void list_secrets(Production& production, const std::vector<SecretDeclaration>& declared);

}  // namespace millwright::settings
