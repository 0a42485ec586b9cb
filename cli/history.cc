#include "cli/command.h"
#include "cli/comparison.h"
#include "cli/deployed_input.h"
#include "cli/revisions.h"
#include "graph/json_text.h"
#include "graph/utf8.h"
#include "migrate/plan_text.h"
#include "migrate/renames.h"

namespace millwright::cli {
namespace {

using Revisions = std::vector<migrate::Revision>;

class History final : public Invocation {
public:
    void declare(OptionTable& options) override {
        options.argument("N", revision_, false, "a revision: what it changed");
        options.value("--file", input_.file, "FILE", "the settings (default: the nearest settings.toml)");
        input_.declare(options);
        deployed_.declare(options);
        deployed_.declare_store(options);
        options.value("--limit", limit_, "N", "only the last N revisions");
        options.choice("--format", format_, {"text", "json"}, "how it is written");
        declare_full(options, full_);
    }

    ExitStatus run(Console& console) override {
        const auto number = revision_number(revision_);
        if (!number) return console.failed(number.error());
        const auto limit = most_revisions();
        if (!limit) return console.failed(limit.error());
        auto input = open_deployed(console, input_, deployed_, format_ == "json");
        if (!input) return console.failed(input.error());
        return *number == 0 ? list(console, *input, *limit) : show(console, *input, *number);
    }

private:
    /// 0: all.
    Result<std::uint64_t> most_revisions() const {
        auto limit = revision_number(limit_);
        if (limit) return limit;
        return fail(FailureKind::environment, Code::usage, {}, "--limit " + in_quotes(limit_) + " is no count",
                    "write --limit 10");
    }

    ExitStatus list(Console& console, const DeployedInput& input, std::uint64_t limit) const {
        std::vector<std::string> parts;
        for (const std::string& name : input.productions) {
            const auto revisions = input.opened.history(name);
            if (!revisions) return console.failed(revisions.error());
            const std::size_t earlier = limit == 0 || revisions->size() <= limit ? 0 : revisions->size() - limit;
            parts.push_back(format_ == "json" ? json(name, *revisions, earlier) : text(name, *revisions, earlier));
        }
        if (format_ == "json" && parts.size() != 1) {
            JsonText all;
            all.begin_object().member("format_version", "1.0").key("productions").begin_array();
            for (const std::string& part : parts) all.raw(part);
            all.end_array().end_object();
            parts = {all.take()};
        }
        for (const std::string& part : parts) console.out_line(part);
        return ExitStatus::fine;
    }

    /// The newest first; the `earlier` ones are only counted.
    static std::string text(const std::string& name, const Revisions& revisions, std::size_t earlier) {
        std::string text = printable(name) + (revisions.empty() ? ": nothing was applied yet\n" : "\n");
        for (auto each = revisions.rbegin(); each != revisions.rend() - static_cast<std::ptrdiff_t>(earlier); ++each) {
            text += "  " + std::to_string(each->number) + "  " + each->at + "  " + printable(each->who) + "@" +
                    printable(each->host) + "  " + counted(*each) + "  " + each->fingerprint.hex().substr(0, 16) + '\n';
        }
        if (earlier != 0) text += "  and " + std::to_string(earlier) + " earlier; without --limit all are listed\n";
        return text;
    }

    static std::string json(const std::string& name, const Revisions& revisions, std::size_t earlier) {
        JsonText json;
        json.begin_object().member("format_version", "1.0").member("production", std::string_view(name));
        json.member("earlier", std::uint64_t{earlier});
        json.key("revisions").begin_array();
        for (std::size_t i = earlier; i < revisions.size(); ++i) {
            const migrate::Revision& each = revisions[i];
            json.begin_object().member("revision", each.number).member("at", std::string_view(each.at));
            json.member("by", std::string_view(each.who)).member("host", std::string_view(each.host));
            json.key("counts").begin_object();
            json.member("add", static_cast<std::uint64_t>(each.added));
            json.member("change", static_cast<std::uint64_t>(each.changed));
            json.member("remove", static_cast<std::uint64_t>(each.removed)).end_object();
            json.member("apply_id", std::string_view(each.apply_id)).member("tool", std::string_view(each.tool));
            json.member("plan_digest", each.plan_digest.hex())
                .member("fingerprint", each.fingerprint.hex())
                .end_object();
        }
        json.end_array().end_object();
        return json.take();
    }

    ExitStatus show(Console& console, const DeployedInput& input, std::uint64_t number) const {
        std::vector<migrate::Plan> plans;
        std::string text;
        for (const std::string& name : input.productions) {
            const auto revisions = input.opened.history(name);
            if (!revisions) return console.failed(revisions.error());
            if (number > revisions->size()) continue;
            auto plan = change_of(input.opened, name, number);
            if (!plan) return console.failed(plan.error());
            if (!text.empty()) text += '\n';
            if (input.productions.size() > 1) text += printable(name) + '\n';
            text += change_text(*plan, (*revisions)[number - 1], console.surroundings().colour_out(), full_);
            plans.push_back(std::move(*plan));
        }
        if (plans.empty()) {
            return console.misused("there is no revision " + std::to_string(number), "`millwright history` lists them");
        }
        console.out(format_ == "json" ? plans_json(plans, {}, {}) + '\n' : text);
        return ExitStatus::fine;
    }

    /// Who did it and when, what was changed, and how sure it is that an item was renamed.
    static std::string change_text(const migrate::Plan& plan, const migrate::Revision& revision, bool colour,
                                   bool full) {
        migrate::PlanStyle style;
        style.colour = colour;
        style.applied = true;
        style.full = full;
        std::string text = "Revision " + std::to_string(revision.number) + ", " + revision.at + " by " +
                           printable(revision.who) + "@" + printable(revision.host) + '\n';
        text += migrate::plan_text(plan, {}, style);
        std::string notes;
        if (plan.counts().move > 0) {
            notes +=
                "note: a revision does not record [[moved]]; what is the same but for its name is shown as moved\n";
        }
        for (const Diagnostic& finding : plan.findings) {
            if (finding.code == Code::probably_renamed) notes += "note: " + finding.message + '\n';
        }
        return notes.empty() ? text : text + '\n' + notes;
    }

    /// What one revision changed: the difference of the two productions that it stands between.
    static Result<migrate::Plan> change_of(const migrate::Deployment& deployment, const std::string& name,
                                           std::uint64_t number) {
        auto after = deployment.production(name, number);
        if (!after) return tl::unexpected(std::move(after.error()));
        migrate::Plan plan;
        if (number == 1) {
            plan = migrate::plan_of_new(*after, migrate::Holds::everything);
        } else {
            const auto before = deployment.production(name, number - 1);
            if (!before) return tl::unexpected(before.error());
            migrate::infer_moves(*before, *after);
            plan = migrate::plan_between(*before, migrate::Holds::everything, *after, migrate::Holds::everything);
        }
        plan.target.url = "revision " + std::to_string(number - 1);
        return plan;
    }

    std::string revision_;
    std::string limit_;
    InputOptions input_;
    DeploymentOptions deployed_;
    std::string format_ = "text";
    bool full_ = false;
};

}  // namespace

const Command history_command{
    "history",
    "list what was applied, by whom and when",
    "Examples\n"
    "  millwright history\n"
    "  millwright history 3\n"
    "  millwright history --limit 10 --store sqlite:.millwright/state.db\n",
    [] { return std::unique_ptr<Invocation>(new History); },
};

}  // namespace millwright::cli
