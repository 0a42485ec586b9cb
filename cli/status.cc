#include <algorithm>
#include <array>

#include "cli/command.h"
#include "cli/comparison.h"
#include "cli/deployed_input.h"
#include "cli/secret_values.h"
#include "graph/json_text.h"
#include "graph/secret.h"
#include "graph/utf8.h"

namespace millwright::cli {
namespace {

/// What is known of one production: what the registry says, and what the settings would change.
struct State {
    migrate::DeployedStatus deployed;
    bool compared = false;                    ///< false: no settings say what is desired
    migrate::PlanCounts counts{};             ///< of the operations that are pending
    std::size_t pending = 0;                  ///< operations
    std::vector<std::string> not_compared{};  ///< secrets whose values are not to be had
    std::vector<Diagnostic> troubles{};       ///< an apply that did not come to an end; what something else changed
};

/// The risks of what is pending, in the order in which they are told.
struct RiskCount {
    std::string_view name;
    std::size_t migrate::PlanCounts::*count;
};
constexpr std::array<RiskCount, 5> risks{{{"destructive", &migrate::PlanCounts::destructive},
                                          {"protected", &migrate::PlanCounts::protect},
                                          {"unsupported", &migrate::PlanCounts::unsupported},
                                          {"attention", &migrate::PlanCounts::attention},
                                          {"safe", &migrate::PlanCounts::safe}}};

std::string_view kind_word(settings::DeploymentKind kind) {
    static constexpr std::array<std::string_view, 4> words{"store", "iris", "orchestrator", "file"};
    return words[static_cast<std::size_t>(kind)];
}

class Status final : public Invocation {
public:
    void declare(OptionTable& options) override {
        input_.declare_file(options);
        deployed_.declare(options);
        deployed_.declare_store(options);
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
        const auto others = not_in_settings(*input);
        if (!others) return console.failed(others.error());
        console.out(format_ == "json" ? json(*input, states, *others) : text(*input, states, *others));
        return ExitStatus::fine;
    }

private:
    using Names = std::vector<std::string>;

    /// Productions that are deployed there and of which the settings say nothing.
    Result<Names> not_in_settings(const DeployedInput& input) const {
        if (!input.has_settings || !input_.production.empty()) return Names{};
        auto names = input.opened.productions();
        if (!names) return names;
        const auto known = [&](const std::string& name) {
            return std::find(input.productions.begin(), input.productions.end(), name) != input.productions.end();
        };
        names->erase(std::remove_if(names->begin(), names->end(), known), names->end());
        return names;
    }

    static Result<State> state_of(Console& console, const DeployedInput& input, const std::string& name) {
        auto deployed = input.opened.status(name);
        if (!deployed) return tl::unexpected(std::move(deployed.error()));
        State state{std::move(*deployed)};
        for (const Production& production : input.reading.productions) {
            if (production.name != name) continue;
            const FoundSecrets secrets =
                find_secrets(console.surroundings(), input.opened, input.reading, {&production});
            auto planned = input.opened.plan(production, holds_of(input.reading.format),
                                             fresh_values(console.surroundings()), secrets.values);
            if (!planned) return tl::unexpected(std::move(planned.error()));
            state.compared = true;
            state.counts = planned->plan.counts();
            state.pending = planned->plan.operations.size();
            state.not_compared = std::move(planned->plan.not_compared);
            for (const Diagnostic& each : planned->plan.findings) {
                if (each.code == Code::apply_unfinished || each.code == Code::drifted) state.troubles.push_back(each);
            }
        }
        return state;
    }

    // As text

    static std::string text(const DeployedInput& input, const std::vector<State>& states, const Names& others) {
        std::string text = "deployment  " + described(input.deployment) + '\n';
        for (const State& state : states) text += text_of(state);
        if (others.empty()) return text;
        text += "\nalso there, and not in the settings (--production NAME shows one):\n";
        for (const std::string& name : others) text += "            " + printable(name) + '\n';
        return text;
    }

    static std::string text_of(const State& state) {
        const auto& deployed = state.deployed;
        std::string text = "\nproduction  " + printable(deployed.production) + '\n';
        if (deployed.revision == 0) {
            text += "revision    none: nothing was applied yet\n";
        } else {
            text += "revision    " + std::to_string(deployed.revision) + '\n';
            text += "fingerprint " + deployed.fingerprint.hex().substr(0, 16) + '\n';
        }
        if (deployed.last) {
            text += "applied     " + deployed.last->at + " by " + printable(deployed.last->who) + "@" +
                    printable(deployed.last->host) + '\n';
        }
        text += "pending     " + pending_text(state) + '\n';
        for (const Diagnostic& each : state.troubles) {
            text += each.code == Code::drifted ? "drifted     " : "unfinished  ";
            text += each.message + '\n' + (each.hint.empty() ? "" : "            " + each.hint + '\n');
        }
        if (deployed.lock_held) text += "lock        held by " + printable(deployed.lock_holder) + '\n';
        return text;
    }

    /// "3 operations: 1 destructive, 2 safe"
    static std::string pending_text(const State& state) {
        if (!state.compared) return "not known: no settings were read that declare this production";
        std::string text = "no changes";
        if (state.pending != 0) {
            text = std::to_string(state.pending) + (state.pending == 1 ? " operation" : " operations");
            const char* before = ": ";
            for (const RiskCount& risk : risks) {
                if (state.counts.*risk.count == 0) continue;
                text += before + std::to_string(state.counts.*risk.count) + " " + std::string(risk.name);
                before = ", ";
            }
        }
        std::string names;
        for (const std::string& name : state.not_compared) names += (names.empty() ? "" : ", ") + printable(name);
        return names.empty() ? text : text + "; without their values these secrets are not compared: " + names;
    }

    // As JSON

    static void write_pending(JsonText& json, const State& state) {
        json.key("pending");
        state.compared ? json.value(std::uint64_t{state.pending}) : json.null();
        json.key("pending_risks").begin_object();
        for (const RiskCount& risk : risks) json.member(risk.name, std::uint64_t{state.counts.*risk.count});
        json.end_object().key("not_compared").begin_array();
        for (const std::string& name : state.not_compared) json.value(std::string_view(name));
        json.end_array();
    }

    static void write_troubles(JsonText& json, const DeployedInput& input, const State& state) {
        const auto find = [&](Code code) {
            const auto is = [&](const Diagnostic& each) { return each.code == code; };
            return std::find_if(state.troubles.begin(), state.troubles.end(), is);
        };
        json.key("unfinished");
        const auto unfinished = find(Code::apply_unfinished);
        unfinished == state.troubles.end() ? json.null() : json.value(std::string_view(unfinished->message));
        // Only where what is deployed lives elsewhere than the record can the two differ.
        json.key("drifted");
        const bool known = state.compared && input.deployment.kind != settings::DeploymentKind::store;
        known ? json.value(find(Code::drifted) != state.troubles.end()) : json.null();
    }

    static void write(JsonText& json, const DeployedInput& input, const State& state, const Names& others) {
        const auto& deployed = state.deployed;
        json.begin_object().member("format_version", "1.0");
        json.member("deployment", std::string_view(input.deployment.name));
        json.member("kind", kind_word(input.deployment.kind));
        json.member("url", without_password(input.deployment.url));
        json.member("record_format", deployed.format);
        json.member("production", std::string_view(deployed.production)).member("revision", deployed.revision);
        json.key("fingerprint");
        deployed.revision == 0 ? json.null() : json.value(deployed.fingerprint.hex());
        json.key("applied_at");
        deployed.last ? json.value(deployed.last->at) : json.null();
        json.key("applied_by");
        deployed.last ? json.value(deployed.last->who + "@" + deployed.last->host) : json.null();
        json.key("lock").begin_object().member("held", deployed.lock_held).key("by");
        deployed.lock_held ? json.value(deployed.lock_holder) : json.null();
        json.end_object();
        write_pending(json, state);
        write_troubles(json, input, state);
        json.key("others").begin_array();
        for (const std::string& name : others) json.value(std::string_view(name));
        json.end_array().key("live").null().end_object();
    }

    static std::string json(const DeployedInput& input, const std::vector<State>& states, const Names& others) {
        JsonText json;
        if (states.size() == 1) {
            write(json, input, states.front(), others);
        } else {
            json.begin_object().member("format_version", "1.0").key("productions").begin_array();
            for (const State& state : states) write(json, input, state, others);
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
    "  millwright status settings.toml --format json\n"
    "  millwright status --store sqlite:.millwright/state.db\n",
    [] { return std::unique_ptr<Invocation>(new Status); },
};

}  // namespace millwright::cli
