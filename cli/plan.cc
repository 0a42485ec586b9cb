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
        options_.input.declare_file(options);
        options.value("--out", out_, "FILE", "save the plan, to be reviewed and applied");
        options_.declare(options, "compare with a git commit or another input");
    }

    ExitStatus run(Console& console) override {
        if (!options_.against.empty() && !out_.empty()) {
            return console.misused("--against only compares, and --out saves what can be applied",
                                   "leave one of the two out");
        }
        Desired desired;
        const ExitStatus status = read_desired(console, options_, desired);
        if (status != ExitStatus::fine) return status;
        if (!out_.empty()) {
            const auto one = chosen_production(desired.reading, options_.input.production);
            if (!one) return console.failed(one.error());
        }
        if (!options_.against.empty())
            return show_against(console, options_.input, options_.against, desired, options_.shown_with(desired),
                                options_.verdict, options_.selection);
        return plan(console, desired);
    }

private:
    ExitStatus plan(Console& console, Desired& desired) const {
        Planning planning;
        const ExitStatus status = plan_for_deployment(console, options_, std::nullopt, desired, planning);
        if (status != ExitStatus::fine) return status;
        std::vector<migrate::Planned>& planned = planning.planned;
        if (!planned.empty()) planned.front().plan.findings.merge(as_notes(planning.secrets.missing));
        const ExitStatus shown = show_plans(console, plans_of(planned), options_.shown_with(desired), options_.verdict);
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

    PlanningOptions options_;
    std::string out_;
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
