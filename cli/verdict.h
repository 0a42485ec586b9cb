// What a shown plan means for the exit status: --detailed-exitcode, --fail-on, --warnings-as-errors.
#pragma once

#include <string>

#include "cli/exit_status.h"
#include "cli/options.h"
#include "graph/diagnostic.h"
#include "migrate/plan.h"

namespace millwright::cli {

struct VerdictOptions {
    bool detailed_exitcode = false;
    std::string fail_on;
    bool warnings_as_errors = false;

    void declare(OptionTable& options);
};

/// Of one plan that was only shown.
ExitStatus verdict(const migrate::Plan& plan, const VerdictOptions& options);
/// Of findings.
ExitStatus verdict(const SeverityCounts& counts, const VerdictOptions& options);

}  // namespace millwright::cli
