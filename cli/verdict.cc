#include "cli/verdict.h"

namespace millwright::cli {

void VerdictOptions::declare(OptionTable& options) {
    options.flag("--detailed-exitcode", detailed_exitcode, "exit 2 when changes are pending");
    options.choice("--fail-on", fail_on, {"attention", "destructive"},
                   "exit 1 when a change carries this risk or more");
    options.flag("--warnings-as-errors", warnings_as_errors, "exit 1 for warnings too");
}

ExitStatus verdict(const migrate::Plan& plan, const VerdictOptions& options) {
    using migrate::Risk;
    const bool destructive = plan.any(Risk::destructive) || plan.any(Risk::protect) || plan.any(Risk::unsupported);
    const bool attention = destructive || plan.any(Risk::attention);
    if ((options.fail_on == "destructive" && destructive) || (options.fail_on == "attention" && attention)) {
        return ExitStatus::no;
    }
    return options.detailed_exitcode && plan.has_changes() ? ExitStatus::changes : ExitStatus::fine;
}

ExitStatus verdict(const SeverityCounts& counts, const VerdictOptions& options) {
    return counts.error != 0 || (options.warnings_as_errors && counts.warning != 0) ? ExitStatus::no : ExitStatus::fine;
}

}  // namespace millwright::cli
