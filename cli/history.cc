#include <algorithm>
#include <charconv>

#include "cli/command.h"
#include "cli/comparison.h"
#include "cli/deployed_input.h"
#include "graph/json_text.h"
#include "graph/utf8.h"

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
        options.choice("--format", format_, {"text", "json"}, "how it is written");
    }

    ExitStatus run(Console& console) override {
        std::uint64_t number = 0;
        if (!revision_.empty()) {
            const char* end = revision_.data() + revision_.size();
            const auto [rest, error] = std::from_chars(revision_.data(), end, number);
            if (error != std::errc{} || rest != end || number == 0) {
                return console.misused(in_quotes(revision_) + " is no number of a revision",
                                       "name the settings with --file");
            }
        }
        auto input = open_deployed(console, input_, deployed_);
        if (!input) return console.failed(input.error());
        ExitStatus status = ExitStatus::fine;
        for (const std::string& name : input->productions) {
            const auto revisions = input->registry.history(name);
            if (!revisions) return console.failed(revisions.error());
            status = worse(status, number == 0 ? list(console, name, *revisions)
                                               : show(console, *input, name, *revisions, number));
        }
        return status;
    }

private:
    ExitStatus list(Console& console, const std::string& name, const Revisions& revisions) const {
        if (format_ == "json") {
            console.out_line(json(name, revisions));
            return ExitStatus::fine;
        }
        std::string text = printable(name) + (revisions.empty() ? ": nothing was applied yet\n" : "\n");
        for (auto each = revisions.rbegin(); each != revisions.rend(); ++each) {
            text += "  " + std::to_string(each->number) + "  " + each->at + "  " + printable(each->who) + "@" +
                    printable(each->host) + "  " + std::to_string(each->added) + " added, " +
                    std::to_string(each->changed) + " changed, " + std::to_string(each->removed) + " removed  " +
                    each->fingerprint.hex().substr(0, 16) + '\n';
        }
        console.out(text);
        return ExitStatus::fine;
    }

    static std::string json(const std::string& name, const Revisions& revisions) {
        JsonText json;
        json.begin_object().member("format_version", "1.0").member("production", std::string_view(name));
        json.key("revisions").begin_array();
        for (const migrate::Revision& each : revisions) {
            json.begin_object().member("revision", each.number).member("at", std::string_view(each.at));
            json.member("by", std::string_view(each.who)).member("host", std::string_view(each.host));
            json.key("counts").begin_object();
            json.member("add", static_cast<std::uint64_t>(each.added));
            json.member("change", static_cast<std::uint64_t>(each.changed));
            json.member("remove", static_cast<std::uint64_t>(each.removed)).end_object();
            json.member("plan_digest", each.plan_digest.hex())
                .member("fingerprint", each.fingerprint.hex())
                .end_object();
        }
        json.end_array().end_object();
        return json.take();
    }

    /// What one revision changed: the difference of the two productions that it stands between.
    ExitStatus show(Console& console, const DeployedInput& input, const std::string& name, const Revisions& revisions,
                    std::uint64_t number) const {
        const auto is_it = [&](const migrate::Revision& each) { return each.number == number; };
        if (std::none_of(revisions.begin(), revisions.end(), is_it)) {
            return console.misused(printable(name) + " has no revision " + std::to_string(number),
                                   "`millwright history` lists them");
        }
        Production nothing;
        nothing.name = name;
        auto before =
            number == 1 ? Result<Production>(std::move(nothing)) : input.registry.production(name, number - 1);
        if (!before) return console.failed(before.error());
        const auto after = input.registry.production(name, number);
        if (!after) return console.failed(after.error());
        auto plan = migrate::plan_between(*before, migrate::Holds::everything, *after, migrate::Holds::everything);
        plan.target.url = "revision " + std::to_string(number - 1);
        console.out(format_ == "json" ? plans_json({std::move(plan)}, {}, {}) + '\n'
                                      : plans_text({std::move(plan)}, {}, console.surroundings().colour_out()));
        return ExitStatus::fine;
    }

    std::string revision_;
    InputOptions input_;
    DeployedOptions deployed_;
    std::string format_ = "text";
};

}  // namespace

const Command history_command{
    "history",
    "list what was applied, by whom and when",
    "Examples\n"
    "  millwright history\n"
    "  millwright history 3\n",
    [] { return std::unique_ptr<Invocation>(new History); },
};

}  // namespace millwright::cli
