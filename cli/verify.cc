#include "cli/applying.h"
#include "cli/command.h"
#include "cli/plan_input.h"
#include "graph/utf8.h"

namespace millwright::cli {
namespace {

class Verify final : public Invocation {
public:
    void declare(OptionTable& options) override {
        plan_.declare(options);
        options.choice("--format", format_, {"text", "json"}, "how the difference is written");
        declare_full(options, full_);
    }

    ExitStatus run(Console& console) override {
        const auto input = open_plan(console, plan_, format_ == "json");
        if (!input) return console.failed(input.error());
        const auto now =
            input->opened.record().read(input->saved.plan.production, fresh_values(console.surroundings()));
        if (!now) return console.failed(now.error());
        const auto same = migrate::check_identity(input->saved, *now, input->place());
        if (!same) return console.failed(same.error());
        const auto history = input->opened.history(input->saved.plan.production);
        if (!history) return console.failed(history.error());
        const migrate::Revision* revision = migrate::revision_of(input->saved, *history);
        auto verified = verify(console, *input, revision);
        if (!verified) return console.failed(verified.error(), input->desired.reading.sources);
        return tell(console, *input, *verified, revision);
    }

private:
    static Result<migrate::Verified> verify(const Console& console, const PlanInput& input,
                                            const migrate::Revision* revision) {
        if (revision != nullptr || !input.saved.needs_settings) {
            return migrate::verify(input.saved, input.opened, revision, fresh_values(console.surroundings()));
        }
        const FoundSecrets secrets = find_plan_secrets(console, input);
        auto anew = plan_anew(console, input, secrets.values);
        if (!anew) return tl::unexpected(std::move(anew.error()));
        const bool rows = migrate::holds_rows(input.saved, anew->deployed.form);
        return migrate::Verified{rows && !anew->plan.has_changes(), std::move(anew->plan)};
    }

    ExitStatus tell(Console& console, const PlanInput& input, const migrate::Verified& verified,
                    const migrate::Revision* revision) const {
        const bool json = format_ == "json";
        const ShownWith with{{nullptr, &input.desired.reading.sources}, nullptr, format_, full_};
        if (!json) {
            console.out(words_of_plan(plan_.plan, input.saved) + ".\nDeployment " +
                        described(input.desired.deployment) + "; " + std::string(input.opened.before_words()) +
                        ".\n\n");
        }
        const std::string there =
            printable(input.saved.plan.production) + " at revision " + std::to_string(verified.plan.base_revision);
        if (verified.same) {
            if (json) return show_plans(console, {verified.plan}, with, {});
            console.out(there + " is what the plan leads to.\n");
            return ExitStatus::fine;
        }
        if (!json) console.out("To be what the plan leads to, this would have to change:\n\n");
        show_plans(console, {verified.plan}, with, {});
        return console.failed(revision == nullptr ? not_applied(input, verified.plan)
                                                  : difference(verified.plan, *revision));
    }

    static Failure differs(const std::string& why, std::string hint) {
        return fail(FailureKind::input, Code::verify_differs, {},
                    "what is deployed is not what the plan leads to: " + why, std::move(hint))
            .value();
    }

    /// Applying it is advised only where `apply` would not refuse it for where it is from.
    Failure not_applied(const PlanInput& input, const migrate::Plan& plan) const {
        const migrate::Plan& saved = input.saved.plan;
        if (saved.base_revision != plan.base_revision) {
            return differs("the plan was not applied, and cannot be any more: it was made " +
                               made_of(saved.base_revision) + ", and there is now revision " +
                               std::to_string(plan.base_revision),
                           "make a plan of what is deployed now: millwright plan --out plan.json");
        }
        return differs("the plan was not applied", "apply it with: millwright apply " + printable(plan_.plan));
    }

    static Failure difference(const migrate::Plan& plan, const migrate::Revision& revision) {
        std::string what = "it was applied as revision " + std::to_string(revision.number);
        if (plan.base_revision != revision.number) {
            what += ", and now there is revision " + std::to_string(plan.base_revision);
        } else {
            what += ", and something else has changed it since";
        }
        return differs(what, "see who changed it with: millwright history");
    }

    PlanOptions plan_;
    std::string format_ = "text";
    bool full_ = false;
};

}  // namespace

const Command verify_command{
    "verify",
    "compare what is deployed with what a saved plan leads to",
    "Exits 0 when what is deployed is what the plan leads to, and 1 when it is not: then what differs is shown.\n\n"
    "Examples\n"
    "  millwright verify plan.json\n",
    [] { return std::unique_ptr<Invocation>(new Verify); },
};

}  // namespace millwright::cli
