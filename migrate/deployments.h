// The table from a deployment's URL to what can be done with it.
#pragma once

#include <string>
#include <string_view>

#include "graph/result.h"
#include "migrate/deployment.h"

namespace millwright::migrate {

/// The deployment that `url` names; nothing is opened or contacted yet. A relative path of "sqlite:PATH" or "file:PATH" counts
/// from `folder` (the root settings file's; "" is the working directory). `record` is the URL of the registry that remembers
/// what was done to a deployment that is none itself; "" is the one beside the file. Fails with environment:
/// not_available_yet for schemes of later versions, bad_value for others.
Result<Deployment> open_deployment(std::string_view url, const std::string& folder, std::string_view record = {});

}  // namespace millwright::migrate
