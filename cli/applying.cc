#include "cli/applying.h"

#include <algorithm>

#include "cli/revisions.h"
#include "graph/duration.h"
#include "graph/secret.h"
#include "graph/utf8.h"
#include "migrate/backup.h"

namespace millwright::cli {

void ApplyingOptions::declare(OptionTable& options) {
    options.flag("--yes", yes, "apply without asking");
    options.flag("--allow-destructive", allow_destructive, "apply destructive changes too");
    options.value("--lock-timeout", lock_timeout, "DURATION", "how long to wait for the lock, such as 30s");
    options.value("--backup-dir", backup_dir, "DIR",
                  "first write what is deployed, and the plan, into a folder in DIR");
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
    if (planned.empty()) console.out("There is no production: nothing is compared.\n");
    const bool nothing = std::any_of(planned.begin(), planned.end(),
                                     [](const migrate::Planned& each) { return each.deployed.form.entries().empty(); });
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
    bool failed_on = false;
    for (const migrate::Plan& plan : plans) {
        failed_on = failed_on || verdict(plan, verdict_options) == ExitStatus::no;
        status = worse(status, worse(verdict(plan, verdict_options), verdict(plan.findings.counts(), verdict_options)));
        Diagnostics more = plan.findings;
        findings.merge(std::move(more));
    }
    if (failed_on) console.remark("--fail-on " + verdict_options.fail_on + " is met");
    if (with.format == "json") {
        console.out_line(plans_json(plans, with.sources, findings_json(findings, sources)));
        return status;
    }
    for (const migrate::Plan& plan : plans) console.findings_of_plan(plan.findings, sources);
    if (with.format == "markdown") {
        console.out(plans_markdown(plans, with.sources, console.surroundings()));
        return status;
    }
    console.out(plans_text(plans, with.sources, console.surroundings(), with.full));
    return status;
}

ExitStatus show_against(Console& console, const InputOptions& input, const std::string& against, Desired& desired,
                        const ShownWith& with, const VerdictOptions& verdict_options,
                        const SelectionOptions& selection) {
    auto checks = start_checks(desired);
    auto before = read_against(console, against, desired.file, input, desired.deployment.name);
    const bool json = with.format == "json";
    take_findings(console, desired, checks, json);
    if (!before) return console.failed(before.error());
    if (!before->readable) return console.unreadable(before->findings, before->sources, json);
    if (before->productions.empty()) before->format = desired.reading.format;
    const auto known = check_names(selection, {&*before, &desired.reading});
    if (!known) return console.failed(known.error());
    const auto plans = compare(*before, desired.reading, input.production, against, &selection.chosen);
    if (with.format == "text") console.out("Compared with " + printable(against) + "; nothing is contacted.\n\n");
    ShownWith both = with;
    both.sources.before = &before->sources;
    return show_plans(console, plans, both, verdict_options);
}

namespace {

/// What can be done about a refused rollback; the hints of migrate::refusal are for plans of the settings.
void advise_going_back(Failure& failure) {
    for (Diagnostic& each : failure.diagnostics) {
        if (each.code == Code::protected_refused) {
            each.advise("remove the entry from [protect], apply that with `millwright migrate`, then go back");
        } else if (each.code == Code::unsupported_refused) {
            each.advise(
                "write them into the settings as they are to be, and use `millwright migrate`; the backup of a "
                "file has it as it was, in original/");
        }
    }
}

}  // namespace

ExitStatus permit(Console& console, const std::vector<migrate::Plan>& plans, const ApplyingOptions& options,
                  ExitStatus shown, const Sources& sources) {
    for (const migrate::Plan& plan : plans) {
        auto refused = migrate::refusal(plan, options.allow_destructive);
        if (refused && options.going_back) advise_going_back(*refused);
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

namespace {

/// A clock that runs behind orders nothing wrongly, because revisions are numbered; but somebody should know.
void warn_of_clock(Console& console, const migrate::Deployment& deployment, const migrate::Planned& planned,
                   const migrate::Who& who) {
    constexpr std::size_t up_to_seconds = 19;
    const auto status = deployment.status(planned.plan.production);
    if (!status || !status->last || who.now.substr(0, up_to_seconds) >= status->last->at.substr(0, up_to_seconds))
        return;
    Diagnostics findings;
    findings
        .add(Code::clock_behind, {},
             "this machine's clock says " + who.now + ", which is before " + described(*status->last))
        .advise("the new revision is recorded with the time of this machine; set the clock that is wrong");
    console.findings(findings, {});
}

/// Everything that is deployed of the production, and the plan, as files.
Result<std::string> back_up(const migrate::Deployment& deployment, const migrate::Planned& planned,
                            const std::string& folder, const migrate::Who& who, const migrate::Fresh& fresh) {
    migrate::Backup backup;
    backup.plan = &planned.plan;
    backup.digest_key = planned.deployed.form.digest_key();
    if (planned.deployed.revision == 0) return migrate::write_backup(folder, backup, who, fresh);
    const auto before = deployment.production(planned.plan.production);
    if (!before) return tl::unexpected(before.error());
    backup.before = &*before;
    return migrate::write_backup(folder, backup, who, fresh);
}

}  // namespace

namespace {

/// One production, after its backup.
ExitStatus write_plan(Console& console, migrate::Deployment& deployment, const migrate::Planned& planned,
                      const migrate::ApplyOptions& options, bool json, const std::string& backup_dir) {
    const migrate::Who applier = who(console.surroundings());
    const migrate::Fresh fresh = fresh_values(console.surroundings());
    warn_of_clock(console, deployment, planned, applier);
    if (!backup_dir.empty()) {
        const auto kept = back_up(deployment, planned, backup_dir, applier, fresh);
        if (!kept) {
            console.remark("not applied: the backup could not be written");
            return console.failed(kept.error());
        }
        console.remark("what was deployed is kept in " + printable(*kept));
    }
    migrate::ApplyOptions own = options;
    own.plan_digest = planned.plan.saved_digest;
    const auto applied = deployment.apply(planned, applier, fresh, own);
    if (!applied) return console.failed(applied.error());
    if (applied->upgraded_from != 0) {
        console.remark("the state was upgraded from format " + std::to_string(applied->upgraded_from) +
                       "; it is kept as it was in " + printable(applied->backup));
    }
    if (json) return ExitStatus::fine;
    console.out("\n" + printable(planned.plan.production) + ": recorded as revision " +
                std::to_string(applied->revision) + ", read back and verified; " +
                std::string(deployment.after_words()) + ".\n");
    return ExitStatus::fine;
}

/// Each production has a transaction of its own: what came before one that failed stays applied.
void tell_of_others(Console& console, const std::vector<std::string>& applied, const std::vector<std::string>& left) {
    const auto list = [](const std::vector<std::string>& names) {
        std::string text;
        for (const std::string& name : names) text += (text.empty() ? "" : ", ") + in_quotes(name);
        return text;
    };
    if (applied.empty()) return;
    console.remark("before that " + list(applied) + (applied.size() == 1 ? " was" : " were") +
                   " applied; not applied: " + list(left));
}

}  // namespace

ExitStatus write_plans(Console& console, migrate::Deployment& deployment, const std::vector<migrate::Planned>& planned,
                       const migrate::ApplyOptions& options, bool json, const std::string& backup_dir) {
    std::vector<std::string> applied;
    ExitStatus status = ExitStatus::fine;
    std::vector<std::string> left;
    for (const migrate::Planned& each : planned) {
        if (!each.plan.has_changes()) continue;
        if (status == ExitStatus::fine) status = write_plan(console, deployment, each, options, json, backup_dir);
        (status == ExitStatus::fine ? applied : left).push_back(each.plan.production);
    }
    if (status != ExitStatus::fine) tell_of_others(console, applied, left);
    return status;
}

namespace {

/// What --skip-unsupported left out is pending, and stays so.
ExitStatus completeness(Console& console, const std::vector<migrate::Plan>& plans) {
    std::size_t count = 0;
    for (const migrate::Plan& plan : plans) {
        if (plan.chosen.without_unsupported) count += plan.chosen.left_out.unsupported;
    }
    if (count == 0) return ExitStatus::fine;
    Failure failure;
    failure.diagnostics
        .add(Code::not_complete, {},
             "not complete: " + std::to_string(count) +
                 (count == 1 ? " change that cannot be made there was left out"
                             : " changes that cannot be made there were left out"))
        .advise("what is pending is shown by: millwright status");
    return console.failed(failure);
}

}  // namespace

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
    if (!changes) return completeness(console, plans);
    if (const ExitStatus status = ask(console, described(chosen), options); status != ExitStatus::fine) return status;
    const ExitStatus written =
        write_plans(console, deployment, planned, *how, with.format == "json", options.backup_dir);
    return written == ExitStatus::fine ? completeness(console, plans) : written;
}

}  // namespace millwright::cli
