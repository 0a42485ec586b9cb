#include "cli/applying.h"
#include "cli/command.h"
#include "cli/planning.h"

namespace millwright::cli {
namespace {

class Migrate final : public Invocation {
public:
    void declare(OptionTable& options) override {
        input_.declare_file(options);
        options.flag("--dry-run", dry_run_, "show what would change; write nothing");
        applying_.declare(options);
        options.value("--against", against_, "REF|FILE|DIR",
                      "with --dry-run: compare with a git commit or another input");
        selection_.declare(options);
        deployment_.declare(options);
        options.choice("--format", format_, {"text", "json", "markdown"}, "how the difference is written");
        declare_full(options, full_);
        verdict_.declare(options);
    }

    ExitStatus run(Console& console) override {
        if (!against_.empty() && !dry_run_) {
            return console.misused("--against only compares", "add --dry-run");
        }
        if (format_ == "markdown" && !dry_run_) {
            return console.misused("--format markdown only shows", "add --dry-run");
        }
        if (const auto how = applying_.read(); !how) return console.failed(how.error());
        Desired desired;
        const ExitStatus status =
            read_desired(console, input_, deployment_, format_ == "json", desired, !against_.empty());
        if (status != ExitStatus::fine) return status;
        if (!against_.empty())
            return show_against(console, input_, against_, desired, shown_with(desired), verdict_, selection_);
        return migrate(console, desired);
    }

private:
    ShownWith shown_with(const Desired& desired) const {
        return {{nullptr, &desired.reading.sources}, &desired.findings, format_, full_};
    }

    ExitStatus migrate(Console& console, Desired& desired) const {
        std::optional<std::uint32_t> settle_within_ms;
        if (!dry_run_) settle_within_ms = applying_.read()->lock_timeout_ms;
        Planning planning;
        const ExitStatus status =
            plan_for_deployment(console, desired, selection_, format_, settle_within_ms, planning);
        if (status != ExitStatus::fine) return status;
        const FoundSecrets& secrets = planning.secrets;
        const bool missing = !secrets.missing.empty();
        Diagnostics said = dry_run_ ? as_notes(secrets.missing) : as_errors(secrets.missing);
        const ExitStatus shown =
            show_plans(console, plans_of(planning.planned, std::move(said)), shown_with(desired), verdict_);
        if (dry_run_) return shown;
        if (missing) {
            console.remark("nothing was applied");
            return ExitStatus::environment;
        }
        return apply_shown(console, desired.deployment, *planning.deployment, planning.planned, applying_, shown,
                           shown_with(desired));
    }

    InputOptions input_;
    VerdictOptions verdict_;
    SelectionOptions selection_;
    ApplyingOptions applying_;
    bool dry_run_ = false;
    std::string against_;
    DeploymentOptions deployment_;
    std::string format_ = "text";
    bool full_ = false;
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
