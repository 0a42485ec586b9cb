#include "cli/applying.h"
#include "cli/command.h"
#include "cli/output_file.h"
#include "cli/planning.h"
#include "cli/version.h"
#include "graph/utf8.h"
#include "migrate/saved_plan.h"

namespace millwright::cli {
namespace {

class PlanCommand final : public Invocation {
public:
    void declare(OptionTable& options) override {
        input_.declare_file(options);
        options.value("--out", out_, "FILE", "save the plan, to be reviewed and applied");
        options.value("--against", against_, "REF|FILE|DIR", "compare with a git commit or another input");
        selection_.declare(options);
        deployment_.declare(options);
        options.choice("--format", format_, {"text", "json", "markdown"}, "how the difference is written");
        declare_full(options, full_);
        verdict_.declare(options);
    }

    ExitStatus run(Console& console) override {
        if (!against_.empty() && !out_.empty()) {
            return console.misused("--against only compares, and --out saves what can be applied",
                                   "leave one of the two out");
        }
        Desired desired;
        const ExitStatus status =
            read_desired(console, input_, deployment_, format_ == "json", desired, !against_.empty());
        if (status != ExitStatus::fine) return status;
        if (!out_.empty()) {
            const auto one = chosen_production(desired.reading, input_.production);
            if (!one) return console.failed(one.error());
        }
        if (!against_.empty())
            return show_against(console, input_, against_, desired, shown_with(desired), verdict_, selection_);
        return plan(console, desired);
    }

private:
    ShownWith shown_with(const Desired& desired) const {
        return {{nullptr, &desired.reading.sources}, &desired.findings, format_, full_};
    }

    ExitStatus plan(Console& console, Desired& desired) const {
        Planning planning;
        const ExitStatus status = plan_for_deployment(console, desired, selection_, format_, std::nullopt, planning);
        if (status != ExitStatus::fine) return status;
        std::vector<migrate::Planned>& planned = planning.planned;
        if (!planned.empty()) planned.front().plan.findings.merge(as_notes(planning.secrets.missing));
        const ExitStatus shown = show_plans(console, plans_of(planned), shown_with(desired), verdict_);
        if (out_.empty()) return shown;
        if (desired.findings.has_errors() || planned.front().plan.findings.has_errors()) {
            console.remark("the plan was not saved: of settings with errors nothing can be applied");
            return shown;
        }
        return worse(shown, save(console, desired, *planning.deployment, planned.front(), planning.secrets.values));
    }

    ExitStatus save(Console& console, const Desired& desired, const migrate::Deployment& deployment,
                    const migrate::Planned& planned, const SecretValues& secrets) const {
        auto maker = migrate::plan_maker(planned, *desired.productions.front(), deployment, secrets);
        maker.tool = "millwright " + std::string(version);
        Diagnostics findings = desired.findings;
        Diagnostics more = planned.plan.findings;
        findings.merge(std::move(more));
        const Sources& sources = desired.reading.sources;
        const ExitStatus written =
            write_output(console, out_,
                         migrate::plan_file_text(planned.plan, planned.rows, maker, {nullptr, &sources},
                                                 findings_json(findings, sources)),
                         true);
        if (written != ExitStatus::fine) return written;
        const bool unknown = !planned.plan.not_compared.empty();
        if (unknown && maker.needs_settings) {
            console.remark("it can be applied only together with these settings, where its secrets have their values");
        } else if (unknown) {
            console.remark("it cannot be applied: give the secrets their values, and make the plan again");
        } else if (maker.needs_settings) {
            console.remark("it can be applied only together with these settings: values in them are in no plan");
        }
        return written;
    }

    InputOptions input_;
    VerdictOptions verdict_;
    SelectionOptions selection_;
    DeploymentOptions deployment_;
    std::string out_;
    std::string against_;
    std::string format_ = "text";
    bool full_ = false;
};

}  // namespace

const Command plan_command{
    "plan",
    "show what would change, and save it to be reviewed and applied",
    "Compares the settings with what is deployed, as `migrate --dry-run` does. With --out it saves the plan: what was\n"
    "reviewed is then what is applied, and nothing else. `apply` refuses it when what is deployed has moved on.\n\n"
    "Examples\n"
    "  millwright plan --out plan.json\n"
    "  millwright review plan.json\n"
    "  millwright apply plan.json --yes && millwright verify plan.json\n",
    [] { return std::unique_ptr<Invocation>(new PlanCommand); },
};

}  // namespace millwright::cli
