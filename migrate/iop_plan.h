// The plan that IoP's own planner makes of two productions, operation by operation and in its order.
// Facts: public project grongierisc/interoperability-embedded-python 4.1.1, and recorded plans.
#pragma once

#include <string>

#include "graph/production.h"

namespace millwright::migrate {

/// {"format_version", "production", "operations": [{op_type, action, kind, path, before, after, risk}]}; ends without a
/// line end. Values are shown as IoP shows them, but for those that look like secrets.
std::string iop_plan_json(const Production& current, const Production& desired);

}  // namespace millwright::migrate
