#include "cli/command.h"
#include "cli/comparison.h"
#include "cli/deployed_input.h"
#include "cli/secret_values.h"
#include "graph/json_text.h"
#include "graph/secret.h"
#include "graph/utf8.h"

namespace millwright::cli {
namespace {

/// What is known of one production: what the registry says, and how many changes the settings would make.
struct State {
    migrate::DeployedStatus deployed;
    std::size_t pending = 0;
    std::vector<std::string> not_compared;  ///< secrets whose values are not to be had
};

class Status final : public Invocation {
public:
    void declare(OptionTable& options) override {
        input_.declare_file(options);
        deployed_.declare(options);
        options.choice("--format", format_, {"text", "json"}, "how it is written");
    }

    ExitStatus run(Console& console) override {
        auto input = open_deployed(console, input_, deployed_, format_ == "json");
        if (!input) return console.failed(input.error());
        std::vector<State> states;
        for (const std::string& name : input->productions) {
            auto state = state_of(console, *input, name);
            if (!state) return console.failed(state.error(), input->reading.sources);
            states.push_back(std::move(*state));
        }
        console.out(format_ == "json" ? json(*input, states) : text(*input, states));
        return ExitStatus::fine;
    }

private:
    static Result<State> state_of(Console& console, const DeployedInput& input, const std::string& name) {
        auto deployed = input.opened.status(name);
        if (!deployed) return tl::unexpected(std::move(deployed.error()));
        State state{std::move(*deployed), 0, {}};
        for (const Production& production : input.reading.productions) {
            if (production.name != name) continue;
            const FoundSecrets secrets = find_secrets(console.surroundings(), input.reading, {&production});
            auto planned = input.opened.plan(production, holds_of(input.reading.format),
                                             fresh_values(console.surroundings()), secrets.values);
            if (!planned) return tl::unexpected(std::move(planned.error()));
            state.pending = planned->plan.operations.size();
            state.not_compared = std::move(planned->plan.not_compared);
        }
        return state;
    }

    static std::string text(const DeployedInput& input, const std::vector<State>& states) {
        std::string text = "deployment  " + described(input.deployment) + '\n';
        for (const State& state : states) {
            const auto& deployed = state.deployed;
            text += "\nproduction  " + printable(deployed.production) + '\n';
            if (deployed.revision == 0) {
                text += "revision    none: nothing is deployed yet\n";
            } else {
                text += "revision    " + std::to_string(deployed.revision) + '\n';
                text += "fingerprint " + deployed.fingerprint.hex().substr(0, 16) + '\n';
            }
            if (deployed.last) {
                text += "applied     " + deployed.last->at + " by " + printable(deployed.last->who) + "@" +
                        printable(deployed.last->host) + '\n';
            }
            text += "pending     " +
                    (state.pending == 0
                         ? "no changes"
                         : std::to_string(state.pending) + (state.pending == 1 ? " operation" : " operations")) +
                    not_compared(state) + '\n';
            if (deployed.lock_held) text += "lock        held by " + printable(deployed.lock_holder) + '\n';
        }
        return text;
    }

    static std::string not_compared(const State& state) {
        std::string names;
        for (const std::string& name : state.not_compared) names += (names.empty() ? "" : ", ") + printable(name);
        return names.empty() ? names : "; without their values these secrets are not compared: " + names;
    }

    static void write(JsonText& json, const DeployedInput& input, const State& state) {
        const auto& deployed = state.deployed;
        json.begin_object().member("format_version", "1.0");
        json.member("deployment", std::string_view(input.deployment.name)).member("kind", "store");
        json.member("url", without_password(input.deployment.url));
        json.member("production", std::string_view(deployed.production)).member("revision", deployed.revision);
        json.key("fingerprint");
        deployed.revision == 0 ? json.null() : json.value(deployed.fingerprint.hex());
        json.key("applied_at");
        deployed.last ? json.value(deployed.last->at) : json.null();
        json.key("applied_by");
        deployed.last ? json.value(deployed.last->who + "@" + deployed.last->host) : json.null();
        json.key("lock").begin_object().member("held", deployed.lock_held).key("by");
        deployed.lock_held ? json.value(deployed.lock_holder) : json.null();
        json.end_object().member("pending", static_cast<std::uint64_t>(state.pending));
        json.key("not_compared").begin_array();
        for (const std::string& name : state.not_compared) json.value(std::string_view(name));
        json.end_array().key("live").null().end_object();
    }

    static std::string json(const DeployedInput& input, const std::vector<State>& states) {
        JsonText json;
        if (states.size() == 1) {
            write(json, input, states.front());
        } else {
            json.begin_object().member("format_version", "1.0").key("productions").begin_array();
            for (const State& state : states) write(json, input, state);
            json.end_array().end_object();
        }
        return json.take() + '\n';
    }

    InputOptions input_;
    DeploymentOptions deployed_;
    std::string format_ = "text";
};

}  // namespace

const Command status_command{
    "status",
    "say what is deployed, and how much is pending",
    "Examples\n"
    "  millwright status\n"
    "  millwright status settings.toml --format json\n",
    [] { return std::unique_ptr<Invocation>(new Status); },
};

}  // namespace millwright::cli
