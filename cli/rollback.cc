#include <algorithm>
#include <filesystem>

#include "cli/applying.h"
#include "cli/command.h"
#include "cli/deployed_input.h"
#include "cli/desired.h"
#include "cli/revisions.h"
#include "graph/secret.h"
#include "graph/utf8.h"
#include "migrate/backup.h"
#include "migrate/rollback.h"

namespace millwright::cli {
namespace {

using Revisions = std::vector<migrate::Revision>;

constexpr std::size_t most_listed = 10;

/// Where one goes back to: a revision, or what a backup holds.
struct Goal {
    std::string production;
    std::string words;  ///< "revision 2, 2026-01-02T03:04:05Z by ann@desk"
    Production then;
    migrate::Holds holds = migrate::Holds::everything;
    std::uint64_t revision = 0;          ///< that it is, or was made of
    bool of_this_history = true;         ///< the revisions after it are those that are taken back
    std::vector<std::string> remarks{};  ///< what is to be known of it
};

class Rollback final : public Invocation {
public:
    void declare(OptionTable& options) override {
        options.argument("REVISION", goal_, false,
                         "a revision, or the folder of a backup (default: the revision before the last one)");
        options.flag("--dry-run", dry_run_, "show what would change; write nothing");
        applying_.declare(options);
        applying_.going_back = true;
        options.value("--file", input_.file, "FILE", "the settings (default: the nearest settings.toml)");
        input_.declare(options);
        deployed_.declare(options);
        deployed_.declare_store(options);
        options.choice("--format", format_, {"text", "json", "markdown"}, "how the difference is written");
        declare_full(options, full_);
        verdict_.declare(options);
    }

    ExitStatus run(Console& console) override {
        if (format_ == "markdown" && !dry_run_) {
            return console.misused("--format markdown only shows", "add --dry-run");
        }
        if (const auto how = applying_.read(); !how) return console.failed(how.error());
        auto input = open_deployed(console, input_, deployed_, format_ == "json");
        if (!input) return console.failed(input.error());
        std::error_code error;
        const bool backup = std::filesystem::is_directory(goal_, error);
        auto goal = backup ? from_backup(console, *input) : from_history(*input);
        if (!goal) return console.failed(goal.error());
        if (!dry_run_) {
            const ExitStatus status = settle(console, *input, *goal);
            if (status != ExitStatus::fine) return status;
        }
        auto now = production_now(input->opened, goal->production);
        if (!now) return console.failed(now.error());
        return go(console, *input, *goal, *now);
    }

private:
    // Where to

    /// The one production that is meant.
    static Result<std::string> only_production(const DeployedInput& input) {
        if (input.productions.size() == 1) return input.productions.front();
        std::string names;
        for (const auto& name : input.productions) names += (names.empty() ? "" : ", ") + in_quotes(name);
        return fail(
            FailureKind::environment, Code::usage, {},
            names.empty() ? "there is no production in the settings" : "there are several productions: " + names,
            "choose one with --production NAME");
    }

    Result<Goal> from_history(const DeployedInput& input) const {
        const auto name = only_production(input);
        if (!name) return tl::unexpected(name.error());
        const auto history = input.opened.history(*name);
        if (!history) return tl::unexpected(history.error());
        if (history->empty()) {
            return nothing_deployed(in_quotes(*name) + " is not deployed in " +
                                        printable(without_password(input.deployment.url)) +
                                        ": there is nothing to go back from",
                                    "see what there is with: millwright status");
        }
        const auto number = wanted(*history, input.opened.target());
        if (!number) return tl::unexpected(number.error());
        Goal goal;
        goal.production = *name;
        goal.revision = *number;
        if (*number == 0) {
            goal.words = "revision 0, which is empty";
            goal.then.name = goal.then.texts.keep(*name);
            return goal;
        }
        goal.words = described((*history)[*number - 1]);
        auto then = input.opened.production(*name, *number);
        if (!then) return tl::unexpected(std::move(then.error()));
        goal.then = std::move(*then);
        return goal;
    }

    Result<std::uint64_t> wanted(const Revisions& history, const migrate::Target* target) const {
        const std::uint64_t last = history.back().number;
        if (goal_ == "0") return 0;
        if (goal_.empty() && last == 1) {
            return fail(
                FailureKind::environment, Code::usage, {}, "there is no revision before revision 1, the only one",
                target == nullptr ? "to remove all that it deployed: millwright rollback 0 --allow-destructive"
                                  : "to what was there before it, where there was anything: millwright rollback " +
                                        printable(target->backup_folder()) + "/NAME; revision 0 removes everything");
        }
        if (goal_.empty()) return last - 1;
        const auto number = revision_number(goal_);
        if (!number) {
            return fail(FailureKind::environment, Code::usage, {},
                        in_quotes(goal_) + " is neither the number of a revision nor the folder of a backup",
                        "`millwright history` lists the revisions");
        }
        if (*number <= last) return number;
        return fail(FailureKind::environment, Code::usage, {},
                    "there is no revision " + std::to_string(*number) + "; the last one is " + std::to_string(last),
                    "`millwright history` lists them");
    }

    Result<Goal> from_backup(Console& console, const DeployedInput& input) const {
        Goal goal;
        goal.words = "the backup " + printable(goal_);
        if (!migrate::is_backup(goal_)) return from_foreign_backup(console, std::move(goal));
        auto kept = migrate::read_backup(goal_);
        if (!kept) return tl::unexpected(std::move(kept.error()));
        goal.production = kept->production.name;
        goal.words += ", made " + kept->at + " of revision " + std::to_string(kept->revision);
        goal.revision = kept->revision;
        goal.holds = kept->holds;
        goal.then = std::move(kept->production);
        return belongs(input, *kept, std::move(goal));
    }

    /// What a backup of another deployment cannot bring: values that only that one's key tells.
    static Result<Goal> belongs(const DeployedInput& input, const migrate::KeptProduction& kept, Goal goal) {
        const auto history = input.opened.history(goal.production);
        if (!history) return tl::unexpected(history.error());
        const auto made_for = [&](const migrate::Revision& each) { return each.apply_id == kept.apply_id; };
        goal.of_this_history = std::any_of(history->begin(), history->end(), made_for);
        const auto deployed = input.opened.record().read(goal.production, {});
        if (!deployed) return tl::unexpected(deployed.error());
        if (deployed->identity == kept.identity) return goal;
        goal.of_this_history = false;
        if (kept.only_digests.empty()) {
            goal.remarks.emplace_back("the backup was made of another deployment than this one");
            return goal;
        }
        return fail(FailureKind::environment, Code::secret_missing, {},
                    "nothing was applied: the backup was made of another deployment and has no value of " +
                        kept.only_digests.front() + ", only a digest that nobody else can use",
                    "take its production.toml into the settings, give the values there, and use `millwright migrate`");
    }

    /// A backup that IoP wrote, or a folder with one file of a production.
    Result<Goal> from_foreign_backup(Console& console, Goal goal) const {
        for (const char* name : {"production.json", "production.xml"}) {
            const std::string path = goal_ + "/" + name;
            std::error_code error;
            if (!std::filesystem::is_regular_file(path, error)) continue;
            auto reading = read_input(console, path, input_);
            if (!reading) return tl::unexpected(std::move(reading.error()));
            console.findings(reading->findings, reading->sources);
            if (!reading->readable) return tl::unexpected(Failure{});
            auto chosen = chosen_production(*reading, input_.production);
            if (!chosen) return tl::unexpected(std::move(chosen.error()));
            goal.production = (*chosen)->name;
            goal.words = printable(path);
            goal.holds = migrate::Holds::engine;
            goal.of_this_history = false;
            goal.then =
                std::move(reading->productions[static_cast<std::size_t>(*chosen - reading->productions.data())]);
            return goal;
        }
        return fail_in_file(FailureKind::environment, Code::cannot_read, goal_,
                            "the folder is no backup: it has neither metadata.json nor production.json",
                            "name the folder of one backup, as `ls` of the folder of backups shows them");
    }

    static Result<Production> production_now(const migrate::Deployment& deployment, const std::string& name) {
        const auto status = deployment.status(name);
        if (!status) return tl::unexpected(status.error());
        if (status->revision != 0) return deployment.production(name);
        Production nothing;
        nothing.name = nothing.texts.keep(name);
        return nothing;
    }

    // The way there

    /// What an interrupted apply left is settled before anything is planned that is to be applied.
    ExitStatus settle(Console& console, DeployedInput& input, const Goal& goal) const {
        Production named;
        named.name = goal.production;
        return finish_interrupted(console, input.opened, {&named}, applying_.read()->lock_timeout_ms);
    }

    ExitStatus go(Console& console, DeployedInput& input, Goal& goal, const Production& now) const {
        SecretValues values = returning_values(console, input, goal, now);
        migrate::Return back = migrate::going_back(now, std::move(goal.then), values);
        const migrate::Fresh fresh = fresh_values(console.surroundings());
        auto planned = input.opened.plan(back.desired, goal.holds, fresh, values);
        if (!planned) return console.failed(planned.error());
        planned->plan.target.name = input.deployment.name;
        planned->plan.target.url = without_password(input.deployment.url);
        std::vector<migrate::Planned> all;
        all.push_back(std::move(*planned));

        Desired desired;
        desired.deployment = input.deployment;
        desired.productions = {&back.desired};
        desired.reading.check_levels = input.reading.check_levels;
        auto checks = start_checks(desired);
        take_findings(console, desired, checks, format_ == "json");
        const ShownWith with{{}, &desired.findings, format_, full_};
        if (format_ == "text") {
            introduce(console, input.deployment, input.opened, all);
            if (const ExitStatus status = announce(console, input, goal, all.front()); status != ExitStatus::fine)
                return status;
        }
        const ExitStatus shown = show_plans(console, plans_of(all), with, verdict_);
        tell(console, goal, back, all.front());
        if (dry_run_) return shown;
        const ExitStatus status = apply_shown(console, input.deployment, input.opened, all, applying_, shown, with);
        if (status == ExitStatus::fine && all.front().plan.has_changes()) remind_of_settings(console, input, goal);
        return status;
    }

    /// The next migration brings back what the settings still say.
    static void remind_of_settings(Console& console, const DeployedInput& input, const Goal& goal) {
        for (const Production& production : input.reading.productions) {
            if (production.name != goal.production) continue;
            const FoundSecrets secrets =
                find_secrets(console.surroundings(), input.opened, input.reading, {&production});
            const auto pending = input.opened.plan(production, holds_of(input.reading.format),
                                                   fresh_values(console.surroundings()), secrets.values);
            if (!pending || !pending->plan.has_changes()) continue;
            const std::size_t count = pending->plan.operations.size();
            console.remark("the settings say otherwise: change them too, or the next `millwright migrate` applies " +
                           std::to_string(count) + (count == 1 ? " operation" : " operations"));
        }
    }

    /// Values are asked for only where a reference comes back; the others stay as they are recorded.
    static SecretValues returning_values(Console& console, const DeployedInput& input, const Goal& goal,
                                         const Production& now) {
        Production wanted;
        for (const std::string& name : migrate::secrets_referred_again(now, goal.then)) {
            wanted.secrets.push_back({wanted.texts.keep(name), {}, {}});
        }
        return find_secrets(console.surroundings(), input.opened, input.reading, {&wanted}).values;
    }

    /// Where to, and whose work is taken back.
    static ExitStatus announce(Console& console, const DeployedInput& input, const Goal& goal,
                               const migrate::Planned& planned) {
        console.out(printable(goal.production) + ": from revision " + std::to_string(planned.deployed.revision) +
                    " back to " + goal.words + "\n");
        if (goal.of_this_history && planned.plan.has_changes()) {
            const auto history = input.opened.history(goal.production);
            if (!history) return console.failed(history.error());
            std::size_t listed = 0;
            for (auto each = history->rbegin(); each != history->rend() && each->number > goal.revision; ++each) {
                if (++listed <= most_listed)
                    console.out("  takes back " + described(*each) + ": " + counted(*each) + "\n");
            }
            if (listed > most_listed)
                console.out("  and " + std::to_string(listed - most_listed) + " earlier revisions\n");
        }
        console.out("\n");
        return ExitStatus::fine;
    }

    /// What becomes of secrets, and other things that the plan alone does not tell.
    void tell(Console& console, const Goal& goal, const migrate::Return& back, const migrate::Planned& planned) const {
        std::vector<std::string> lines = goal.remarks;
        if (!planned.plan.has_changes()) lines.push_back("this is what is deployed now: there is nothing to do");
        const auto list = [](const std::vector<std::string>& names) {
            std::string text;
            for (const std::string& name : names) text += (text.empty() ? "" : ", ") + printable(name);
            return text;
        };
        if (!back.newer_values.empty()) {
            lines.push_back(
                "a rollback brings back no value of a secret: the values of now stay, which are newer, of: " +
                list(back.newer_values));
        }
        if (!back.referred_again.empty()) {
            lines.push_back("the references to these secrets come back, not their old values: " +
                            list(back.referred_again));
        }
        if (!back.only_digests.empty()) {
            lines.push_back(
                "given as text and looking like secrets, these were recorded as digests only, and come back "
                "as that: " +
                list(back.only_digests));
        }
        for (const std::string& line : lines) {
            if (format_ == "text")
                console.out("\nnote: " + line + "\n");
            else
                console.remark(line);
        }
    }

    std::string goal_;
    InputOptions input_;
    DeploymentOptions deployed_;
    ApplyingOptions applying_;
    VerdictOptions verdict_;
    bool dry_run_ = false;
    std::string format_ = "text";
    bool full_ = false;
};

}  // namespace

const Command rollback_command{
    "rollback",
    "go back to what was deployed as an earlier revision",
    "Makes a plan that leads from what is deployed to what was deployed as an earlier revision, shows it, asks, "
    "applies it\n"
    "and records it as a new revision: history is never rewritten. Secrets keep the values that they have now.\n\n"
    "REVISION 0 is empty: it removes everything. The folder of a backup (--backup-dir) can be gone back to as well.\n"
    "The settings stay as they are. Where they are gone or cannot be read, --store names the record.\n\n"
    "Examples\n"
    "  millwright rollback --dry-run\n"
    "  millwright rollback 3 --yes --allow-destructive\n"
    "  millwright rollback .millwright/backups/20260102T030405.678Z-0123456789abcdef\n"
    "  millwright rollback 3 --store sqlite:.millwright/state.db\n",
    [] { return std::unique_ptr<Invocation>(new Rollback); },
};

}  // namespace millwright::cli
