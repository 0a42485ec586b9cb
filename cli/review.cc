#include "cli/applying.h"
#include "cli/command.h"
#include "cli/plan_input.h"
#include "graph/utf8.h"

namespace millwright::cli {
namespace {

/// "deployment live (postgresql://db/states)", "sqlite:.millwright/state.db"
std::string words_of(const migrate::PlanTarget& target) {
    if (target.name.empty()) return printable(target.url);
    return "deployment " + printable(target.name) + " (" + printable(target.url) + ")";
}

class Review final : public Invocation {
public:
    void declare(OptionTable& options) override {
        options.argument("PLAN", plan_, true, "what `plan --out` wrote");
        options.choice("--format", format_, {"text", "json", "markdown"}, "how the plan is written");
        declare_full(options, full_);
        verdict_.declare(options);
    }

    ExitStatus run(Console& console) override {
        const auto saved = read_saved_plan(plan_);
        if (!saved) return console.failed(saved.error());
        if (format_ == "text") console.out(introduction(*saved));
        return show_plans(console, {saved->plan}, {saved->sources(), nullptr, format_, full_}, verdict_);
    }

private:
    std::string introduction(const migrate::SavedPlan& saved) const {
        std::string text = words_of_plan(plan_, saved) + ".\n";
        text += "For " + words_of(saved.plan.target) + "; saved by " + printable(saved.tool) +
                ", not altered since. Nothing is contacted.\n";
        if (!saved.plan.not_compared.empty()) {
            text += "It cannot be applied: values of secrets were not to be had when it was made.\n";
        } else if (saved.needs_settings) {
            text += "It can be applied only together with the settings that it was made of.\n";
        }
        return text + "\n";
    }

    std::string plan_;
    std::string format_ = "text";
    bool full_ = false;
    VerdictOptions verdict_;
};

}  // namespace

const Command review_command{
    "review",
    "show a saved plan",
    "Prints what `plan --out` saved, for whom it is and whether the file was altered. Nothing is contacted: whether it "
    "can\n"
    "still be applied, `apply` finds out.\n\n"
    "Examples\n"
    "  millwright review plan.json\n"
    "  millwright review plan.json --fail-on destructive\n",
    [] { return std::unique_ptr<Invocation>(new Review); },
};

}  // namespace millwright::cli
