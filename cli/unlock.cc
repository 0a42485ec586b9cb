#include "cli/command.h"
#include "cli/deployed_input.h"
#include "graph/utf8.h"

namespace millwright::cli {
namespace {

class Unlock final : public Invocation {
public:
    void declare(OptionTable& options) override {
        options.value("--file", input_.file, "FILE", "the settings (default: the nearest settings.toml)");
        input_.declare(options);
        deployed_.declare(options);
        deployed_.declare_store(options);
    }

    ExitStatus run(Console& console) override {
        const auto input = open_deployed(console, input_, deployed_, false, true);
        if (!input) return console.failed(input.error());
        const std::string name = input->productions.empty() ? std::string() : input->productions.front();
        const auto status = input->opened.status(name);
        if (!status) return console.failed(status.error());
        const std::string where = described(input->deployment);
        if (!status->lock_held) {
            console.out("Nobody holds the lock of " + where + "; there is nothing to unlock.\n");
            return ExitStatus::fine;
        }
        const std::string holder = status->lock_holder.empty() ? "somebody" : printable(status->lock_holder);
        auto failure =
            fail(FailureKind::refused, Code::lock_held, {},
                 "the lock of " + where + " is held by " + holder + ", who is at work: nothing was unlocked",
                 "this lock ends with its holder: wait, or end that process on that machine. " + how_to_end(*input));
        return console.failed(failure.value());
    }

private:
    /// Neither kind of store has a lock that outlives its holder, so there is none that can be left behind.
    static std::string how_to_end(const DeployedInput& input) {
        if (input.deployment.url.starts_with("postgres")) {
            return "If it cannot be reached, an administrator can end its connection: SELECT pg_terminate_backend(pid) "
                   "FROM pg_stat_activity WHERE application_name LIKE 'millwright PROCESS %'";
        }
        return "What it has begun is taken back by itself";
    }

    InputOptions input_;
    DeploymentOptions deployed_;
};

}  // namespace

const Command unlock_command{
    "unlock",
    "say who holds the lock, and how it ends",
    "A lock in a store ends with the process that holds it, also when that is killed: there is never one left behind, "
    "and\n"
    "none can be taken away from somebody who is at work. This command says who that is, and exits with 3 then.\n\n"
    "Examples\n"
    "  millwright unlock\n"
    "  millwright unlock --deployment shared\n",
    [] { return std::unique_ptr<Invocation>(new Unlock); },
};

}  // namespace millwright::cli
