#include "cli/applying.h"

#include <algorithm>

#include "graph/duration.h"
#include "graph/secret.h"
#include "graph/utf8.h"

namespace millwright::cli {

void ApplyingOptions::declare(OptionTable& options) {
    options.flag("--yes", yes, "apply without asking");
    options.flag("--allow-destructive", allow_destructive, "apply destructive changes too");
    options.value("--lock-timeout", lock_timeout, "DURATION", "how long to wait for the lock, such as 30s");
}

Result<migrate::ApplyOptions> ApplyingOptions::read() const {
    const auto timeout = lock_timeout.empty() ? Duration{} : parse_duration(lock_timeout);
    if (!timeout) {
        return fail(FailureKind::environment, Code::usage, {},
                    "--lock-timeout " + in_quotes(lock_timeout) + " is no duration", "write 30s");
    }
    return migrate::ApplyOptions{allow_destructive, static_cast<std::uint32_t>(timeout->milliseconds)};
}

std::vector<migrate::Plan> plans_of(const std::vector<migrate::Planned>& planned, Diagnostics findings) {
    std::vector<migrate::Plan> plans;
    for (const migrate::Planned& each : planned) plans.push_back(each.plan);
    if (!plans.empty()) plans.front().findings.merge(std::move(findings));
    return plans;
}

void introduce(Console& console, const ChosenDeployment& chosen, const migrate::Deployment& deployment,
               const std::vector<migrate::Planned>& planned) {
    console.out("Deployment " + described(chosen) + "; " + std::string(deployment.before_words()) + ".\n");
    const bool nothing = std::any_of(planned.begin(), planned.end(),
                                     [](const migrate::Planned& each) { return each.deployed.revision == 0; });
    if (nothing) {
        console.out("Nothing is deployed yet in " + printable(without_password(chosen.url)) +
                    ": everything is new; to compare with a commit use --against REF.\n");
    }
    console.out("\n");
}

ExitStatus show_plans(Console& console, const std::vector<migrate::Plan>& plans, const ShownWith& with,
                      const VerdictOptions& verdict_options) {
    const Sources nothing;
    const Sources& sources = with.sources.after != nullptr ? *with.sources.after : nothing;
    Diagnostics findings = with.findings != nullptr ? *with.findings : Diagnostics();
    ExitStatus status = verdict(findings.counts(), verdict_options);
    for (const migrate::Plan& plan : plans) {
        status = worse(status, worse(verdict(plan, verdict_options), verdict(plan.findings.counts(), verdict_options)));
        Diagnostics more = plan.findings;
        findings.merge(std::move(more));
    }
    if (with.format == "json") {
        console.out_line(plans_json(plans, with.sources, findings_json(findings, sources)));
        return status;
    }
    for (const migrate::Plan& plan : plans) console.findings_of_plan(plan.findings, sources);
    console.out(plans_text(plans, with.sources, console.surroundings(), with.full));
    return status;
}

ExitStatus permit(Console& console, const std::vector<migrate::Plan>& plans, const ApplyingOptions& options,
                  ExitStatus shown, const Sources& sources) {
    for (const migrate::Plan& plan : plans) {
        const auto refused = migrate::refusal(plan, options.allow_destructive);
        if (refused) return console.failed(*refused, sources);
    }
    if (shown != ExitStatus::no) return ExitStatus::fine;
    console.remark("nothing was applied");
    return ExitStatus::no;
}

ExitStatus ask(Console& console, const std::string& where, const ApplyingOptions& options) {
    if (options.yes) return ExitStatus::fine;
    if (!console.surroundings().in_is_terminal) {
        auto failure = fail(FailureKind::refused, Code::needs_confirmation, {},
                            "nothing was applied: there is no terminal to ask on", "add --yes to apply without asking");
        return console.failed(failure.value());
    }
    if (console.confirm("Apply this to " + where + "?")) return ExitStatus::fine;
    console.remark("declined; nothing was applied");
    return ExitStatus::refused;
}

ExitStatus write_plans(Console& console, migrate::Deployment& deployment, const std::vector<migrate::Planned>& planned,
                       const migrate::ApplyOptions& options, bool json) {
    for (const migrate::Planned& each : planned) {
        if (!each.plan.has_changes()) continue;
        const auto applied =
            deployment.apply(each, who(console.surroundings()), fresh_values(console.surroundings()), options);
        if (!applied) return console.failed(applied.error());
        if (applied->upgraded_from != 0) {
            console.remark("the state was upgraded from format " + std::to_string(applied->upgraded_from) +
                           "; it is kept as it was in " + printable(applied->backup));
        }
        if (json) continue;
        console.out("\n" + printable(each.plan.production) + ": recorded as revision " +
                    std::to_string(applied->revision) + ", read back and verified; " +
                    std::string(deployment.after_words()) + ".\n");
    }
    return ExitStatus::fine;
}

ExitStatus apply_shown(Console& console, const ChosenDeployment& chosen, migrate::Deployment& deployment,
                       const std::vector<migrate::Planned>& planned, const ApplyingOptions& options, ExitStatus shown,
                       const ShownWith& with) {
    auto how = options.read();
    if (!how) return console.failed(how.error());
    const Sources nothing;
    const auto plans = plans_of(planned);
    const Sources& sources = with.sources.after != nullptr ? *with.sources.after : nothing;
    if (const ExitStatus status = permit(console, plans, options, shown, sources); status != ExitStatus::fine)
        return status;
    const bool changes = std::any_of(plans.begin(), plans.end(), [](const auto& each) { return each.has_changes(); });
    if (!changes) return ExitStatus::fine;
    if (const ExitStatus status = ask(console, described(chosen), options); status != ExitStatus::fine) return status;
    return write_plans(console, deployment, planned, *how, with.format == "json");
}

}  // namespace millwright::cli
