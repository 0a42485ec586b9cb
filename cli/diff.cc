#include <future>

#include "cli/command.h"
#include "cli/comparison.h"
#include "cli/inputs.h"
#include "cli/verdict.h"
#include "migrate/iop_plan.h"

namespace millwright::cli {
namespace {

class Diff final : public Invocation {
public:
    void declare(OptionTable& options) override {
        options.argument("OLD", old_, true, "what to compare with (with --against: what to compare)");
        options.argument("NEW", new_, false, "what to compare");
        options.value("--against", against_, "REF|FILE|DIR", "compare OLD as of a git commit, or with another input");
        options.choice("--format", format_, {"text", "json", "markdown", "iop-plan"}, "how the difference is written");
        declare_full(options, full_);
        input_.declare(options);
        verdict_.declare(options);
    }

    ExitStatus run(Console& console) override {
        if (new_.empty() == against_.empty()) {
            return console.misused("diff needs two inputs", "give OLD and NEW, or FILE and --against REF");
        }
        const std::string& newer = new_.empty() ? old_ : new_;
        const std::string& older = new_.empty() ? against_ : old_;
        // The two sides share nothing, and reading is most of the work.
        auto reading_after = std::async(std::launch::async, [&] { return read_input(console, newer, input_); });
        auto before =
            new_.empty() ? read_against(console, against_, newer, input_, {}) : read_input(console, old_, input_);
        auto after = reading_after.get();
        if (!before) return console.failed(before.error());
        if (!after) return console.failed(after.error());
        for (const settings::Reading* each : {&*before, &*after}) {
            if (!each->readable) return console.unreadable(each->findings, each->sources, format_ != "text");
        }
        console.findings(before->findings, before->sources);
        console.findings(after->findings, after->sources);
        if (!input_.production.empty()) {
            if (const auto named = chosen_productions(*after, input_.production); !named)
                return console.failed(named.error());
        }
        return format_ == "iop-plan" ? show_iop_plan(console, *before, *after) : show(console, *before, *after, older);
    }

private:
    ExitStatus show(Console& console, const settings::Reading& before, const settings::Reading& after,
                    const std::string& label) const {
        const auto plans = compare(before, after, input_.production, label);
        const migrate::PlanSources sources{&before.sources, &after.sources};
        Diagnostics findings = after.findings;
        ExitStatus status = ExitStatus::fine;
        for (const migrate::Plan& plan : plans) {
            if (format_ != "json") console.findings_of_plan(plan.findings, after.sources);
            Diagnostics more = plan.findings;
            findings.merge(std::move(more));
            status = worse(status, verdict(plan, verdict_));
        }
        if (format_ == "json") {
            console.out_line(plans_json(plans, sources, findings_json(findings, after.sources)));
        } else if (format_ == "markdown") {
            console.out(plans_markdown(plans, sources, console.surroundings()));
        } else {
            console.out(plans_text(plans, sources, console.surroundings(), full_));
        }
        // What is wrong in the older input is said, and does not make the newer one wrong.
        return worse(status, verdict(findings.counts(), verdict_));
    }

    ExitStatus show_iop_plan(Console& console, const settings::Reading& before, const settings::Reading& after) const {
        const auto current = chosen_production(before, input_.production);
        if (!current) return console.failed(current.error());
        const auto desired = chosen_production(after, input_.production);
        if (!desired) return console.failed(desired.error());
        console.out_line(migrate::iop_plan_json(**current, **desired));
        return ExitStatus::fine;
    }

    std::string old_;
    std::string new_;
    std::string against_;
    std::string format_ = "text";
    bool full_ = false;
    InputOptions input_;
    VerdictOptions verdict_;
};

}  // namespace

const Command diff_command{
    "diff",
    "show what changes between two inputs of any format",
    "Exits 0 with and without changes, unless asked otherwise.\n\n"
    "Examples\n"
    "  millwright diff old.cls settings.toml\n"
    "  millwright diff settings.toml --against origin/main --detailed-exitcode\n"
    "  millwright diff current.json desired.json --format iop-plan\n",
    [] { return std::unique_ptr<Invocation>(new Diff); },
};

}  // namespace millwright::cli
