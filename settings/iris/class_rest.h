// What a production class holds beside its production: methods, parameters and the like, for which settings have no words.
#pragma once

#include "graph/diagnostic.h"
#include "graph/production.h"
#include "graph/source.h"

namespace millwright::settings::iris {

/// Reports (MW215) what the class of the production holds that is not in it; nothing where it comes from no class.
Diagnostics left_out_of_settings(const Production& production, const Sources& sources);

}  // namespace millwright::settings::iris
