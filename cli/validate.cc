#include <set>
#include <tuple>

#include "cli/command.h"
#include "cli/inputs.h"
#include "graph/check/check.h"
#include "graph/report/json.h"
#include "graph/report/text.h"

namespace millwright::cli {
namespace {

/// Findings without those that were made before: every overlay is read with the same files.
class Merged {
public:
    void add(const Diagnostics& found, const Sources& sources, const std::string& overlay) {
        for (const Diagnostic& each : found) {
            const LineColumn at = sources.locate(each.place);
            std::tuple key(each.code, std::string(sources.name_of(each.place)), at.line, at.column, each.message);
            if (!seen_.insert(std::move(key)).second) continue;
            Diagnostic& added = all_.add(each.code, each.place, each.message);
            added = each;
            if (!overlay.empty()) added.note({}, "with [overlay." + overlay + "]");
        }
    }

    const Diagnostics& all() const { return all_; }

private:
    std::set<std::tuple<Code, std::string, std::uint32_t, std::uint32_t, std::string>> seen_;
    Diagnostics all_;
};

/// Checks the production of that name, or all; the findings of reading and of checking together.
Diagnostics check(const settings::Reading& reading, const std::string& overlay, const std::string& name) {
    Diagnostics found = reading.findings;
    if (!reading.readable) return found;
    CheckOptions options;
    options.levels = reading.check_levels;
    for (const settings::Deployment& each : reading.deployments) {
        if (each.kind == settings::DeploymentKind::iris && each.name == overlay) options.iris = true;
    }
    for (const Production& production : reading.productions) {
        if (name.empty() || production.name == name) check_production(production, options, found);
    }
    return found;
}

class Validate final : public Invocation {
public:
    void declare(OptionTable& options) override {
        input_.declare_file(options);
        options.choice("--format", format_, {"text", "json"}, "how findings are written");
        options.flag("--warnings-as-errors", warnings_as_errors_, "exit 1 for warnings too");
    }

    ExitStatus run(Console& console) override {
        const auto file = input_file(console, input_);
        if (!file) return console.failed(file.error());
        auto reading = read_input(console, *file, input_);
        if (!reading) return console.failed(reading.error());
        if (const auto chosen = chosen_productions(*reading, input_.production); !chosen) {
            return console.failed(chosen.error(), reading->sources);
        }
        Merged merged;
        merged.add(check(*reading, {}, input_.production), reading->sources, {});
        // Places number the sources in the order of reading, which is the same with every overlay.
        for (const std::string& overlay : reading->overlays) {
            const auto overlaid = read_input(console, *file, input_, settings::DiskFiles{}, overlay);
            if (!overlaid) return console.failed(overlaid.error());
            merged.add(check(*overlaid, overlay, input_.production), overlaid->sources, overlay);
        }
        return report(console, merged.all(), *reading);
    }

private:
    ExitStatus report(Console& console, const Diagnostics& found, const settings::Reading& reading) const {
        const SeverityCounts counts = found.counts();
        if (format_ == "json") {
            console.out_line(diagnostics_json(found, reading.sources));
        } else {
            console.out(diagnostics_text(found, reading.sources, {console.surroundings().colour_out()}));
            console.out_line(reading.file + ": " + (found.empty() ? "no findings" : summary_line(counts)));
        }
        const bool bad = counts.error != 0 || (warnings_as_errors_ && counts.warning != 0);
        return bad ? ExitStatus::no : ExitStatus::fine;
    }

    InputOptions input_;
    std::string format_ = "text";
    bool warnings_as_errors_ = false;
};

}  // namespace

const Command validate_command{
    "validate",
    "check settings, with every overlay",
    "Findings go to standard output. Exits 1 when one of them is an error.\n\n"
    "Examples\n"
    "  millwright validate\n"
    "  millwright validate src/Demo/Production.cls --format json\n",
    [] { return std::unique_ptr<Invocation>(new Validate); },
};

}  // namespace millwright::cli
