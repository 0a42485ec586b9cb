#include <algorithm>
#include <future>

#include "cli/command.h"
#include "cli/comparison.h"
#include "cli/deployed_input.h"
#include "cli/inputs.h"
#include "cli/secret_values.h"
#include "cli/store_access.h"
#include "cli/verdict.h"
#include "graph/check/check.h"
#include "graph/secret.h"
#include "graph/utf8.h"
#include "settings/settings_toml.h"
#include "settings/zones.h"

namespace millwright::cli {
namespace {

/// The settings as they were read for one deployment, with all that was found wrong.
struct Desired {
    settings::Reading reading;
    ChosenDeployment deployment;
    Diagnostics findings;
    std::vector<const Production*> productions;
};

class Migrate final : public Invocation {
public:
    void declare(OptionTable& options) override {
        input_.declare_file(options);
        options.flag("--dry-run", dry_run_, "show what would change; write nothing");
        options.flag("--yes", yes_, "apply without asking");
        options.flag("--allow-destructive", allow_destructive_, "apply destructive changes too");
        options.value("--against", against_, "REF|FILE|DIR",
                      "with --dry-run: compare with a git commit or another input");
        deployment_.declare(options);
        options.value("--lock-timeout", lock_timeout_, "DURATION", "how long to wait for the lock, such as 30s");
        options.choice("--format", format_, {"text", "json"}, "how the difference is written");
        verdict_.declare(options);
    }

    ExitStatus run(Console& console) override {
        if (!against_.empty() && !dry_run_) {
            return console.misused("--against only compares", "add --dry-run");
        }
        const auto timeout = lock_timeout_.empty() ? Duration{} : parse_duration(lock_timeout_);
        if (!timeout)
            return console.misused("--lock-timeout " + in_quotes(lock_timeout_) + " is no duration", "write 30s");
        const auto file = input_file(console, input_);
        if (!file) return console.failed(file.error());
        Desired desired;
        if (const ExitStatus status = read(console, *file, desired); status != ExitStatus::fine) return status;
        if (!against_.empty()) return compare_against(console, *file, desired);
        return dry_run_ ? show(console, desired) : apply(console, desired, *timeout);
    }

private:
    /// Reads, chooses the deployment, and lays its overlay over what was read.
    ExitStatus read(Console& console, const std::string& file, Desired& desired) {
        auto reading = read_input(console, file, input_);
        if (!reading) return console.failed(reading.error());
        desired.reading = std::move(*reading);
        if (against_.empty() || !deployment_.name.empty()) {
            if (const ExitStatus status = choose(console, desired); status != ExitStatus::fine) return status;
        }
        desired.reading = settings::with_overlay(std::move(desired.reading), desired.deployment.name);
        return select(console, desired);
    }

    ExitStatus choose(Console& console, Desired& desired) const {
        auto chosen = choose_deployment(console, desired.reading, deployment_);
        if (!chosen) {
            console.findings(desired.reading.findings, desired.reading.sources);
            return console.failed(chosen.error(), desired.reading.sources);
        }
        desired.deployment = std::move(*chosen);
        return ExitStatus::fine;
    }

    /// The productions that are meant. What cannot be understood ends here.
    ExitStatus select(Console& console, Desired& desired) const {
        desired.findings = desired.reading.findings;
        if (!desired.reading.readable) {
            return console.unreadable(desired.findings, desired.reading.sources, format_ == "json");
        }
        auto chosen = chosen_productions(desired.reading, input_.production);
        if (!chosen) return console.failed(chosen.error(), desired.reading.sources);
        desired.productions = std::move(*chosen);
        return ExitStatus::fine;
    }

    /// Checks the productions while the caller compares them: neither changes anything.
    static std::future<Diagnostics> start_checks(const Desired& desired) {
        return std::async(std::launch::async, [&desired] {
            Diagnostics found = desired.findings;
            const settings::MachineZones zones;
            CheckOptions options;
            options.zones = &zones;
            options.levels = desired.reading.check_levels;
            options.iris = desired.deployment.kind == settings::DeploymentKind::iris;
            for (const Production* each : desired.productions) check_production(*each, options, found);
            return found;
        });
    }

    void take_findings(Console& console, Desired& desired, std::future<Diagnostics>& checks) const {
        desired.findings = checks.get();
        if (format_ != "json") console.findings(desired.findings, desired.reading.sources);
    }

    ExitStatus compare_against(Console& console, const std::string& file, Desired& desired) const {
        auto checks = start_checks(desired);
        auto before = read_against(console, against_, file, input_, desired.deployment.name);
        take_findings(console, desired, checks);
        if (!before) return console.failed(before.error());
        if (!before->readable) {
            return console.unreadable(before->findings, before->sources, format_ == "json");
        }
        if (before->productions.empty()) before->format = desired.reading.format;
        const auto plans = compare(*before, desired.reading, input_.production, against_);
        if (format_ == "text") console.out("Compared with " + printable(against_) + "; nothing is contacted.\n\n");
        return report(console, plans, {&before->sources, &desired.reading.sources}, desired);
    }

    /// The plans of a dry run, and what they mean.
    ExitStatus report(Console& console, const std::vector<migrate::Plan>& plans, const migrate::PlanSources& sources,
                      const Desired& desired) const {
        ExitStatus status = verdict(desired.findings.counts(), verdict_);
        Diagnostics findings = desired.findings;
        for (const migrate::Plan& plan : plans) {
            status = worse(status, worse(verdict(plan, verdict_), verdict(plan.findings.counts(), verdict_)));
            Diagnostics more = plan.findings;
            findings.merge(std::move(more));
        }
        if (format_ == "json") {
            console.out_line(plans_json(plans, sources, findings_json(findings, desired.reading.sources)));
            return status;
        }
        for (const migrate::Plan& plan : plans) console.findings_of_plan(plan.findings, desired.reading.sources);
        console.out(plans_text(plans, sources, console.surroundings().colour_out()));
        return status;
    }

    static Result<std::vector<migrate::Planned>> plan(const Result<migrate::Deployment>& deployment,
                                                      const Surroundings& surroundings, const Desired& desired,
                                                      const SecretValues& secrets) {
        if (!deployment) return tl::unexpected(deployment.error());
        std::vector<migrate::Planned> planned;
        const migrate::Fresh fresh = fresh_values(surroundings);
        for (const Production* each : desired.productions) {
            auto made = deployment->plan(*each, holds_of(desired.reading.format), fresh, secrets);
            if (!made) return tl::unexpected(std::move(made.error()));
            made->plan.target.name = desired.deployment.name;
            made->plan.target.url = without_password(desired.deployment.url);
            planned.push_back(std::move(*made));
        }
        return planned;
    }

    /// The first lines: which deployment, and that no engine is contacted.
    void introduce(Console& console, const Desired& desired, const std::vector<migrate::Planned>& planned) const {
        if (format_ == "json") return;
        console.out("Deployment " + described(desired.deployment) + "; no engine is contacted.\n");
        for (const migrate::Planned& each : planned) {
            if (each.deployed.revision != 0) continue;
            console.out("Nothing is deployed yet in " + printable(without_password(desired.deployment.url)) +
                        ": everything is new; to compare with a commit use --against REF.\n");
            break;
        }
        console.out("\n");
    }

    ExitStatus show(Console& console, Desired& desired) const {
        auto checks = start_checks(desired);
        const FoundSecrets secrets = find_secrets(console.surroundings(), desired.reading, desired.productions);
        auto planned = plan(open_deployment(desired.deployment), console.surroundings(), desired, secrets.values);
        take_findings(console, desired, checks);
        if (!planned) return console.failed(planned.error(), desired.reading.sources);
        introduce(console, desired, *planned);
        return report(console, plans_of(*planned, as_notes(secrets.missing)), {nullptr, &desired.reading.sources},
                      desired);
    }

    /// The plans, and with the first one what is known of all.
    static std::vector<migrate::Plan> plans_of(std::vector<migrate::Planned>& planned, Diagnostics findings) {
        std::vector<migrate::Plan> plans;
        for (migrate::Planned& each : planned) plans.push_back(each.plan);
        if (!plans.empty()) plans.front().findings.merge(std::move(findings));
        return plans;
    }

    ExitStatus apply(Console& console, Desired& desired, Duration lock_timeout) const {
        auto checks = start_checks(desired);
        auto deployment = open_deployment(desired.deployment);
        const FoundSecrets secrets = find_secrets(console.surroundings(), desired.reading, desired.productions);
        auto planned = plan(deployment, console.surroundings(), desired, secrets.values);
        take_findings(console, desired, checks);
        if (!planned) return console.failed(planned.error(), desired.reading.sources);
        introduce(console, desired, *planned);
        const auto plans = plans_of(*planned, Diagnostics(secrets.missing));
        const ExitStatus findings = report(console, plans, {nullptr, &desired.reading.sources}, desired);
        if (!secrets.missing.empty()) {
            console.remark("nothing was applied");
            return ExitStatus::environment;
        }
        if (const ExitStatus status = permit(console, plans, desired, findings); status != ExitStatus::fine)
            return status;
        const bool changes =
            std::any_of(plans.begin(), plans.end(), [](const auto& each) { return each.has_changes(); });
        if (!changes) return ExitStatus::fine;
        if (const ExitStatus status = ask(console, described(desired.deployment)); status != ExitStatus::fine)
            return status;
        return write(console, *deployment, *planned, lock_timeout);
    }

    /// Whether the findings and the risks let the plans be applied at all.
    ExitStatus permit(Console& console, const std::vector<migrate::Plan>& plans, const Desired& desired,
                      ExitStatus findings) const {
        for (const migrate::Plan& plan : plans) {
            const auto refused = migrate::refusal(plan, allow_destructive_);
            if (refused) return console.failed(*refused, desired.reading.sources);
        }
        if (findings != ExitStatus::no) return ExitStatus::fine;
        console.remark("nothing was applied");
        return ExitStatus::no;
    }

    ExitStatus ask(Console& console, const std::string& where) const {
        if (yes_) return ExitStatus::fine;
        if (!console.surroundings().in_is_terminal) {
            auto failure =
                fail(FailureKind::refused, Code::needs_confirmation, {},
                     "nothing was applied: there is no terminal to ask on", "add --yes to apply without asking");
            return console.failed(failure.value());
        }
        if (console.confirm("Apply this to " + where + "?")) return ExitStatus::fine;
        console.remark("declined; nothing was applied");
        return ExitStatus::refused;
    }

    ExitStatus write(Console& console, migrate::Deployment& deployment, const std::vector<migrate::Planned>& planned,
                     Duration lock_timeout) const {
        const migrate::ApplyOptions options{allow_destructive_, static_cast<std::uint32_t>(lock_timeout.milliseconds)};
        for (const migrate::Planned& each : planned) {
            if (!each.plan.has_changes()) continue;
            const auto applied =
                deployment.apply(each, who(console.surroundings()), fresh_values(console.surroundings()), options);
            if (!applied) return console.failed(applied.error());
            if (applied->upgraded_from != 0) {
                console.remark("the state was upgraded from format " + std::to_string(applied->upgraded_from) +
                               "; it is kept as it was in " + printable(applied->backup));
            }
            if (format_ == "json") continue;
            console.out("\n" + printable(each.plan.production) + ": recorded as revision " +
                        std::to_string(applied->revision) +
                        ", read back and verified; no running production was changed.\n");
        }
        return ExitStatus::fine;
    }

    InputOptions input_;
    VerdictOptions verdict_;
    bool dry_run_ = false;
    bool yes_ = false;
    bool allow_destructive_ = false;
    std::string against_;
    DeploymentOptions deployment_;
    std::string lock_timeout_;
    std::string format_ = "text";
};

}  // namespace

const Command migrate_command{
    "migrate",
    "show what would change, and apply it",
    "Compares the settings with what is deployed, shows the difference, asks, applies it in one transaction and reads "
    "it\n"
    "back. Unlike `iop --migrate` it asks first: without a terminal it needs --yes.\n\n"
    "The deployment is the one of --deployment or MILLWRIGHT_DEPLOYMENT, else the one with `default = true`, else the "
    "only\n"
    "one declared, else the embedded store .millwright/state.db beside the settings.\n\n"
    "Examples\n"
    "  millwright migrate --dry-run\n"
    "  millwright --migrate settings.toml --dry-run --against origin/main --detailed-exitcode\n"
    "  millwright migrate settings.toml --yes\n",
    [] { return std::unique_ptr<Invocation>(new Migrate); },
};

}  // namespace millwright::cli
