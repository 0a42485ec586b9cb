#include <algorithm>
#include <map>
#include <tuple>

#include "cli/command.h"
#include "cli/inputs.h"
#include "graph/check/check.h"
#include "graph/check/scenarios.h"
#include "graph/report/json.h"
#include "graph/report/text.h"
#include "settings/scenarios.h"
#include "settings/settings_toml.h"
#include "settings/toml_key.h"
#include "settings/zones.h"

namespace millwright::cli {
namespace {

/// The findings of all readings of one input, each once, with the overlays that it comes with.
class Merged {
public:
    void add(const Diagnostics& found, const std::string& overlay) {
        readings_.push_back(overlay);
        for (const Diagnostic& each : found) {
            const std::tuple key(each.code, each.place, each.message);
            const auto [known, is_new] = seen_.try_emplace(key, findings_.size());
            if (is_new) findings_.push_back({each, {}});
            auto& with = findings_[known->second].with;
            if (with.empty() || with.back() != readings_.size() - 1) with.push_back(readings_.size() - 1);
        }
    }

    /// Findings that have nothing to do with overlays.
    void add_besides(Diagnostics&& found) {
        for (Diagnostic& each : found) besides_.add(std::move(each));
    }

    Diagnostics all() const {
        Diagnostics all;
        for (const Finding& each : findings_) {
            Diagnostic diagnostic = each.diagnostic;
            if (each.with.size() < readings_.size()) {
                if (std::string words = words_for(each.with); !words.empty()) diagnostic.note({}, std::move(words));
            }
            all.add(std::move(diagnostic));
        }
        for (const Diagnostic& each : besides_) all.add(each);
        return all;
    }

private:
    struct Finding {
        Diagnostic diagnostic;
        std::vector<std::size_t> with;  ///< indices of readings
    };

    /// Nothing for what is found without an overlay and with some.
    std::string words_for(const std::vector<std::size_t>& with) const {
        if (with.front() == 0) return with.size() == 1 ? "only without an overlay" : "";
        std::string words;
        for (const std::size_t index : with) {
            words += (words.empty() ? "with [overlay." : ", [overlay.") + settings::quoted_key(readings_[index]) + "]";
        }
        return words;
    }

    std::vector<std::string> readings_;
    std::vector<Finding> findings_;
    Diagnostics besides_;
    std::map<std::tuple<Code, Place, std::string>, std::size_t> seen_;
};

/// Whether the reading is for an InterSystems IRIS: that of its overlay, or without one any that has no overlay.
bool for_iris(const settings::Reading& reading, const std::string& overlay) {
    return std::any_of(reading.deployments.begin(), reading.deployments.end(), [&](const settings::Deployment& each) {
        const bool own = std::binary_search(reading.overlays.begin(), reading.overlays.end(), each.name);
        return each.kind == settings::DeploymentKind::iris && (overlay.empty() ? !own : each.name == overlay);
    });
}

CheckOptions check_options(const settings::Reading& reading, const std::string& overlay, const Zones& zones) {
    CheckOptions options;
    options.levels = reading.check_levels;
    options.iris = for_iris(reading, overlay);
    options.code_read = code_was_read(reading);
    options.zones = &zones;
    return options;
}

/// Checks the production of that name, or all; the findings of reading and of checking together.
Diagnostics check(const settings::Reading& reading, const std::string& overlay, const std::string& name) {
    Diagnostics found = reading.findings;
    if (!reading.readable) return found;
    const settings::MachineZones zones;
    const CheckOptions options = check_options(reading, overlay, zones);
    for (const Production& production : reading.productions) {
        if (name.empty() || production.name == name) check_production(production, options, found);
    }
    return found;
}

/// What is found in scenarios, and how many there are.
struct CheckedScenarios {
    std::size_t count = 0;
    Diagnostics found;
};

/// Those beside the settings, against the settings as they are without an overlay.
CheckedScenarios check_scenarios_beside(settings::Reading& reading) {
    CheckedScenarios checked;
    std::swap(checked.found, reading.findings);
    const std::vector<Scenario> scenarios = settings::read_scenarios(settings::DiskFiles{}, reading);
    std::swap(checked.found, reading.findings);
    checked.count = scenarios.size();
    if (reading.readable && !reading.productions.empty()) {
        const settings::MachineZones zones;
        check_scenarios(reading.productions.front(), scenarios, check_options(reading, {}, zones), checked.found);
    }
    return checked;
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
        if (settings::is_scenario_file(*file)) return run_scenarios(console, *file);
        auto reading = read_input(console, *file, input_);
        if (!reading) return console.failed(reading.error());
        if (const auto chosen = chosen_productions(*reading, input_.production); !chosen) {
            return console.failed(chosen.error(), reading->sources);
        }
        Merged merged;
        merged.add(check(*reading, {}, input_.production), {});
        CheckedScenarios scenarios = check_scenarios_beside(*reading);
        merged.add_besides(std::move(scenarios.found));
        const std::vector<std::string> overlays = reading->overlays;
        for (const std::string& overlay : overlays) {
            reading = settings::with_overlay(std::move(*reading), overlay);
            merged.add(check(*reading, overlay, input_.production), overlay);
        }
        return report(console, merged.all(), *reading, scenarios.count);
    }

private:
    /// A file of scenarios alone: each is checked against the settings that it names.
    ExitStatus run_scenarios(Console& console, const std::string& file) {
        const auto options = read_options(console, input_);
        if (!options) return console.failed(options.error());
        const settings::DiskFiles files;
        settings::Reading reading;
        const auto read = settings::read_scenario_file(file, files, reading);
        if (!read) return console.failed(read.error());
        reading.file = file;
        std::map<std::string, std::vector<Scenario>> by_settings;
        for (const Scenario& each : *read) by_settings[each.settings_file].push_back(each);
        Diagnostics found;
        std::swap(found, reading.findings);
        for (const auto& [path, scenarios] : by_settings) {
            check_against(path, scenarios, *options, reading, found);
        }
        return report(console, found, reading, read->size());
    }

    static void check_against(const std::string& path, const std::vector<Scenario>& scenarios,
                              const settings::ReadOptions& options, settings::Reading& reading, Diagnostics& found) {
        const settings::DiskFiles files;
        // Settings that are not there have been reported.
        auto text = files.read(path);
        if (!text) return;
        reading.findings = {};
        reading.check_levels.clear();
        reading.readable = true;
        settings::read_settings_toml(reading.sources.add(path, std::move(*text)), path, files, options, reading);
        apply_levels(reading.check_levels, found);
        if (reading.readable) {
            const settings::MachineZones zones;
            check_scenarios(reading.productions.back(), scenarios, check_options(reading, {}, zones), found);
        } else {
            found.merge(std::move(reading.findings));
        }
    }

    ExitStatus report(Console& console, const Diagnostics& found, const settings::Reading& reading,
                      std::size_t scenarios) const {
        const SeverityCounts counts = found.counts();
        if (format_ == "json") {
            console.out_line(diagnostics_json(found, reading.sources));
        } else {
            console.out(diagnostics_text(found, reading.sources, {console.surroundings().colour_out()}));
            std::string with = ": ";
            if (scenarios > 0)
                with = ", " + std::to_string(scenarios) + (scenarios == 1 ? " scenario: " : " scenarios: ");
            console.out_line(reading.file + with + (found.empty() ? "no findings" : summary_line(counts)));
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
    "check settings, with every overlay, and their scenarios",
    "Findings go to standard output. Exits 1 when one of them is an error. The scenarios are the *.scenario.toml "
    "beside\n"
    "the settings file; a file of scenarios can be named itself.\n\n"
    "Examples\n"
    "  millwright validate\n"
    "  millwright validate src/Demo/Production.cls --format json\n",
    [] { return std::unique_ptr<Invocation>(new Validate); },
};

}  // namespace millwright::cli
