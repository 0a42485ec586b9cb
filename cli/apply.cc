#include "cli/applying.h"
#include "cli/command.h"
#include "cli/plan_input.h"
#include "graph/utf8.h"

namespace millwright::cli {
namespace {

class Apply final : public Invocation {
public:
    void declare(OptionTable& options) override {
        plan_.declare(options);
        applying_.declare(options);
        options.choice("--format", format_, {"text", "json"}, "how the plan is written");
        declare_full(options, full_);
    }

    ExitStatus run(Console& console) override {
        if (const auto how = applying_.read(); !how) return console.failed(how.error());
        auto input = open_plan(console, plan_, format_ == "json");
        if (!input) return console.failed(input.error());
        const ExitStatus finished =
            finish_interrupted(console, input->opened, input->desired.productions, applying_.read()->lock_timeout_ms);
        if (finished != ExitStatus::fine) return finished;
        const FoundSecrets secrets = find_plan_secrets(console, *input);
        auto planned = ready(console, *input, secrets.values);
        if (!planned) return console.failed(planned.error(), input->desired.reading.sources);
        if (!secrets.missing.empty()) {
            console.findings(as_errors(secrets.missing), input->desired.reading.sources);
            console.remark("nothing was applied");
            return ExitStatus::environment;
        }
        if (const auto stale = stale_secrets(*input, *planned, secrets.values)) {
            return console.failed(*stale, input->desired.reading.sources);
        }
        return apply(console, *input, std::move(*planned));
    }

private:
    /// The plan as it can be written now, or why it cannot.
    static Result<migrate::Planned> ready(const Console& console, const PlanInput& input, const SecretValues& secrets) {
        const migrate::SavedPlan& saved = input.saved;
        if (saved.needs_settings) {
            auto anew = plan_anew(console, input, secrets);
            if (!anew) return anew;
            auto current = migrate::check_current(saved, input.opened, anew->deployed, input.place());
            if (!current) return tl::unexpected(std::move(current.error()));
            if (auto differs = migrate::differs_from_saved(saved, *anew)) return tl::unexpected(std::move(*differs));
            return anew;
        }
        auto now = input.opened.record().read(saved.plan.production, fresh_values(console.surroundings()));
        if (!now) return tl::unexpected(std::move(now.error()));
        auto current = migrate::check_current(saved, input.opened, *now, input.place());
        if (!current) return tl::unexpected(std::move(current.error()));
        return migrate::planned_from(saved, std::move(*now));
    }

    /// The secrets whose values are others than those that the plan was made with.
    static std::optional<Failure> stale_secrets(const PlanInput& input, const migrate::Planned& planned,
                                                const SecretValues& values) {
        Failure failure{FailureKind::refused, {}};
        for (const migrate::PlanSecret& secret : input.saved.secrets) {
            const auto value = values.find(secret.name);
            if (!secret.digest || value == values.end()) continue;
            if (value->second.digest(planned.rows.digest_key, secret.name) == *secret.digest) continue;
            failure.diagnostics
                .add(Code::secret_stale, {},
                     "nothing was done: the secret " + in_quotes(secret.name) +
                         " has another value than the one that the plan was made with")
                .advise("make the plan again, and review it: millwright plan --out plan.json");
        }
        return failure.diagnostics.empty() ? std::nullopt : std::optional(std::move(failure));
    }

    ExitStatus apply(Console& console, PlanInput& input, migrate::Planned planned) const {
        if (format_ != "json") {
            console.out(words_of_plan(plan_.plan, input.saved) + ".\n");
            console.out("Deployment " + described(input.desired.deployment) + "; " +
                        std::string(input.opened.before_words()) + ".\n\n");
        }
        // Shown is what was saved and reviewed, places and all.
        const ShownWith with{input.saved.sources(), nullptr, format_, full_};
        const ExitStatus shown = show_plans(console, {input.saved.plan}, with, {});
        std::vector<migrate::Planned> all;
        all.push_back(std::move(planned));
        return apply_shown(console, input.desired.deployment, input.opened, all, applying_, shown, with);
    }

    PlanOptions plan_;
    ApplyingOptions applying_;
    std::string format_ = "text";
    bool full_ = false;
};

}  // namespace

const Command apply_command{
    "apply",
    "apply a saved plan",
    "Applies what `plan --out` saved to the deployment that it was made for: all of it, in one transaction, read back. "
    "It is\n"
    "refused (3) when it was altered, is of another deployment or a newer version, was applied already, or when what "
    "is\n"
    "deployed or the value of a secret has changed since. It asks first: without a terminal it needs --yes.\n\n"
    "Examples\n"
    "  millwright apply plan.json\n"
    "  millwright apply plan.json --settings settings.toml --yes --lock-timeout 30s\n",
    [] { return std::unique_ptr<Invocation>(new Apply); },
};

}  // namespace millwright::cli
