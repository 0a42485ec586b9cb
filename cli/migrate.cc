#include "cli/command.h"
#include "cli/iop_sections.h"
#include "cli/planning.h"

namespace millwright::cli {
namespace {

class Migrate final : public Invocation {
public:
    void declare(OptionTable& options) override {
        options_.input.declare_file(options);
        options.flag("--dry-run", dry_run_, "show what would change; write nothing");
        applying_.declare(options);
        options_.declare(options, "with --dry-run: compare with a git commit or another input");
    }

    ExitStatus run(Console& console) override {
        if (!options_.against.empty() && !dry_run_) {
            return console.misused("--against only compares", "add --dry-run");
        }
        if (options_.format == "markdown" && !dry_run_) {
            return console.misused("--format markdown only shows", "add --dry-run");
        }
        if (const auto how = applying_.read(); !how) return console.failed(how.error());
        Desired desired;
        options_.deployment.only_looks = dry_run_;
        const ExitStatus status = read_desired(console, options_, desired);
        if (status != ExitStatus::fine) return status;
        if (options_.format == "text") show_iop_sections(console, desired);
        if (!options_.against.empty())
            return show_against(console, options_.input, options_.against, desired, options_.shown_with(desired),
                                options_.verdict, options_.selection);
        return migrate(console, desired);
    }

private:
    /// What those who come from `iop` expect of a settings.py.
    void show_iop_sections(Console& console, const Desired& desired) const {
        if (desired.reading.format != settings::Format::python) return;
        IopMode mode;
        mode.remote = desired.deployment.kind == settings::DeploymentKind::iris;
        const std::string& asked = options_.deployment.name_space;
        mode.name_space =
            asked.empty() ? console.surroundings().environment("IRISNAMESPACE").value_or(mode.name_space) : asked;
        console.out(iop_sections(desired.reading, desired.productions, mode));
    }

    ExitStatus migrate(Console& console, Desired& desired) const {
        std::optional<std::uint32_t> settle_within_ms;
        if (!dry_run_) settle_within_ms = applying_.read()->lock_timeout_ms;
        Planning planning;
        const ExitStatus status = plan_for_deployment(console, options_, settle_within_ms, desired, planning);
        if (status != ExitStatus::fine) return status;
        const FoundSecrets& secrets = planning.secrets;
        const bool missing = !secrets.missing.empty();
        Diagnostics said = dry_run_ ? as_notes(secrets.missing) : as_errors(secrets.missing);
        const ExitStatus shown = show_plans(console, plans_of(planning.planned, std::move(said)),
                                            options_.shown_with(desired), options_.verdict);
        if (dry_run_) return shown;
        if (missing) {
            console.remark("nothing was applied");
            return ExitStatus::environment;
        }
        return apply_shown(console, desired.deployment, *planning.deployment, planning.planned, applying_, shown,
                           options_.shown_with(desired));
    }

    PlanningOptions options_;
    ApplyingOptions applying_;
    bool dry_run_ = false;
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
