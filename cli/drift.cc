#include "migrate/drift.h"

#include "cli/command.h"
#include "cli/comparison.h"
#include "cli/deployed_input.h"
#include "cli/revisions.h"
#include "cli/secret_values.h"
#include "graph/json_text.h"
#include "graph/secret.h"
#include "graph/utf8.h"

namespace millwright::cli {
namespace {

/// What was found of one production.
struct Found {
    std::string production;
    std::optional<migrate::Revision> last;
    migrate::Drift drift;
};

class Drift final : public Invocation {
public:
    void declare(OptionTable& options) override {
        input_.declare_file(options);
        deployed_.declare(options);
        options.choice("--format", format_, {"text", "json"}, "how it is written");
    }

    ExitStatus run(Console& console) override {
        auto input = open_deployed(console, input_, deployed_, format_ == "json");
        if (!input) return console.failed(input.error());
        std::vector<Found> all;
        bool drifted = false;
        for (const Production& production : input->reading.productions) {
            if (!input_.production.empty() && production.name != input_.production) continue;
            auto found = look(console, *input, production);
            if (!found) return console.failed(found.error(), input->reading.sources);
            drifted = drifted || found->drift.drifted();
            all.push_back(std::move(*found));
        }
        if (all.empty()) return not_declared(console);
        tell_of_ignores(console, all);
        console.out(format_ == "json" ? json(*input, all) : text(*input, all));
        return drifted ? ExitStatus::no : ExitStatus::fine;
    }

private:
    ExitStatus not_declared(Console& console) const {
        if (input_.production.empty()) return console.misused("there is no production in the settings");
        return console.misused(
            "the settings declare no production " + in_quotes(input_.production) + ": there is nothing to compare with",
            "what is deployed of it, show: millwright export --deployed --production NAME");
    }

    static Result<Found> look(Console& console, const DeployedInput& input, const Production& production) {
        const auto status = input.opened.status(production.name);
        if (!status) return tl::unexpected(status.error());
        Found found{std::string(production.name), status->last, {}};
        if (input.opened.target() != nullptr) {
            const auto sides = input.opened.sides(production.name);
            if (!sides) return tl::unexpected(sides.error());
            if (sides->revision != 0)
                found.drift = migrate::drift_of_target(*sides, production, input.deployment.ignore);
            return found;
        }
        const FoundSecrets secrets = find_secrets(console.surroundings(), input.opened, input.reading, {&production});
        const auto planned = input.opened.plan(production, holds_of(input.reading.format),
                                               fresh_values(console.surroundings()), secrets.values);
        if (!planned) return tl::unexpected(planned.error());
        found.drift = migrate::drift_of_registry(planned->plan, input.deployment.ignore);
        return found;
    }

    static void tell_of_ignores(Console& console, const std::vector<Found>& all) {
        for (const Found& each : all) {
            if (each.drift.ignored != 0) {
                console.detail(each.production + ": " + std::to_string(each.drift.ignored) +
                               " changes of what is deployed are ignored");
            }
            for (const std::string& pattern : each.drift.unused_ignores) {
                console.detail(each.production + ": ignore = " + in_quotes(pattern) +
                               " means nothing that was changed");
            }
        }
    }

    static std::string text(const DeployedInput& input, const std::vector<Found>& all) {
        std::string text =
            "Deployment " + described(input.deployment) + "; " + std::string(input.opened.before_words()) + ".\n";
        for (const Found& each : all) text += "\n" + text_of(each);
        return text;
    }

    static std::string text_of(const Found& found) {
        std::string text = printable(found.production);
        if (!found.last) return text + ": nothing was applied yet, so nothing can have drifted\n";
        text += ", applied last as " + described(*found.last) + '\n';
        std::string drifted;
        std::string pending;
        for (const migrate::DriftChange& each : found.drift.changes) {
            (each.moved_by == migrate::MovedBy::settings ? pending : drifted) += text_of(each);
        }
        text += drifted.empty() ? "  nothing drifted: what is deployed is what was applied last\n"
                                : "  changed since by something else:\n" + drifted;
        if (pending.empty()) return text;
        return text + "  changed in the settings only, and pending (`millwright migrate --dry-run` shows how):\n" +
               pending;
    }

    static std::string text_of(const migrate::DriftChange& change) {
        using migrate::MovedBy;
        const auto line = [](const char* side, const migrate::PlanValue& value) {
            return std::string("      ") + side + (value.is_null() ? "absent" : printable(value.json)) + '\n';
        };
        std::string text = "    " + printable(change.path);
        if (change.agreed) text += "  (the settings say the same)";
        if (change.moved_by == MovedBy::both && !change.agreed) text += "  (and by the settings, otherwise)";
        text += '\n' + line("last applied  ", change.last_applied);
        if (change.moved_by != MovedBy::settings) text += line("deployed      ", change.deployed);
        if (change.moved_by != MovedBy::deployed) text += line("desired       ", change.desired);
        return text;
    }

    static void write(JsonText& json, const DeployedInput& input, const Found& found) {
        json.begin_object().member("format_version", "1.0");
        json.member("deployment", std::string_view(input.deployment.name));
        json.member("url", without_password(input.deployment.url));
        json.member("production", std::string_view(found.production));
        json.member("revision", found.last ? found.last->number : std::uint64_t{0});
        json.member("drifted", found.drift.drifted());
        json.member("pending", std::uint64_t{found.drift.pending()});
        json.member("ignored", std::uint64_t{found.drift.ignored});
        json.key("changes").begin_array();
        for (const migrate::DriftChange& each : found.drift.changes) {
            json.begin_object().member("path", std::string_view(each.path));
            json.key("last_applied").raw(each.last_applied.json);
            json.key("deployed").raw(each.deployed.json);
            json.key("desired").raw(each.desired.json);
            json.member("moved_by", migrate::name_of(each.moved_by)).end_object();
        }
        json.end_array().end_object();
    }

    static std::string json(const DeployedInput& input, const std::vector<Found>& all) {
        JsonText json;
        if (all.size() == 1) {
            write(json, input, all.front());
        } else {
            json.begin_object().member("format_version", "1.0").key("productions").begin_array();
            for (const Found& each : all) write(json, input, each);
            json.end_array().end_object();
        }
        return json.take() + '\n';
    }

    InputOptions input_;
    DeploymentOptions deployed_;
    std::string format_ = "text";
};

}  // namespace

const Command drift_command{
    "drift",
    "say what something else changed in what is deployed",
    "Compares what was applied last, what is deployed now and what the settings say, and tells for every difference "
    "which\n"
    "side moved. Exits with 1 when what is deployed was changed by anything but Millwright; what only the settings "
    "changed\n"
    "is pending, and no drift. `ignore` of the deployment names paths that do not count, such as "
    "\"items.*.pool_size\".\n\n"
    "A store (sqlite:, postgresql:) is its own record: nothing else writes to it, and nothing drifts there.\n\n"
    "Examples\n"
    "  millwright drift\n"
    "  millwright drift --deployment classes --format json\n",
    [] { return std::unique_ptr<Invocation>(new Drift); },
};

}  // namespace millwright::cli
