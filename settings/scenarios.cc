#include "settings/scenarios.h"

#include <algorithm>
#include <map>
#include <optional>

#include "graph/check/check.h"
#include "graph/suggest.h"
#include "graph/utf8.h"
#include "settings/glob.h"
#include "settings/scenario_reader.h"

namespace millwright::settings {
namespace {

constexpr std::string_view ending = ".scenario.toml";

/// The settings in the folder of a file that is not there, the nearest by name.
std::string nearest_settings(const Files& files, const std::string& wanted) {
    constexpr std::string_view toml = ".toml";
    const Listing listing = files.list(folder_of(wanted), 1);
    const auto stem_of = [&](std::string_view path) {
        path = path.substr(path.rfind('/') + 1);
        return path.ends_with(toml) ? path.substr(0, path.size() - toml.size()) : path;
    };
    std::vector<std::string_view> stems;
    for (const std::string& each : listing.files) {
        if (each.ends_with(toml) && !is_scenario_file(each)) stems.push_back(stem_of(each));
    }
    const auto near = nearest(stem_of(wanted), stems);
    if (near) return "did you mean " + in_quotes(std::string(*near) + std::string(toml)) + "?";
    return stems.empty() ? std::string() : "there is " + in_quotes(std::string(stems.front()) + std::string(toml));
}

/// The files of scenarios of one folder, with what all of them share.
class ScenarioFiles {
public:
    ScenarioFiles(const Files& files, const std::string& folder, Reading& reading)
        : files_(files), folder_(folder), reading_(reading), bodies_(files, folder) {}

    std::vector<Scenario> read(const std::string& path, std::string text) {
        if (!bodies_.within_bytes(reading_, text.size(), {}, files_.display_name(path))) return {};
        const auto source = reading_.sources.add(files_.display_name(path), std::move(text));
        std::vector<Scenario> scenarios = read_scenario_text(source, path, bodies_, reading_);
        for (const Scenario& each : scenarios) check_settings(each);
        return scenarios;
    }

    std::vector<Scenario> read_all() {
        std::vector<Scenario> scenarios;
        for (const std::string& path : scenario_files(files_, folder_)) {
            if (!is_inside(path)) continue;
            auto text = files_.read(path);
            if (!text) {
                reading_.findings.merge(std::move(text.error().diagnostics));
                continue;
            }
            for (Scenario& each : read(path, std::move(*text))) scenarios.push_back(std::move(each));
        }
        return scenarios;
    }

private:
    bool is_inside(const std::string& path) {
        const auto real = files_.real_path(path);
        const std::string real_folder = files_.real_path(folder_).value_or(folder_);
        if (!real || is_below(*real, real_folder)) return true;
        reading_.findings
            .add(Code::outside_project, {},
                 in_quotes(files_.display_name(path)) + " is a symbolic link out of the folder of the settings file")
            .in_file(files_.display_name(path))
            .advise("move the file beside the settings");
        return false;
    }

    void check_settings(const Scenario& scenario) {
        const std::string& wanted = scenario.settings_file;
        const auto [known, is_new] = hints_.try_emplace(wanted);
        if (is_new && (files_.kind(wanted) != FileKind::file || is_scenario_file(wanted))) {
            known->second = nearest_settings(files_, wanted);
        }
        if (!known->second) return;
        const std::string name = shown(files_.display_name(wanted));
        if (scenario.settings.given()) {
            reading_.findings
                .add(Code::scenario_settings_missing, scenario.settings.place, "there is no settings file " + name)
                .advise(*known->second);
        } else {
            reading_.findings
                .add(Code::scenario_settings_missing, scenario.place,
                     "scenario " + shown(scenario.name) + " does not name its settings, and there is no " + name)
                .advise("say which settings it is about: settings = \"orders.toml\"");
        }
    }

    const Files& files_;
    std::string folder_;
    Reading& reading_;
    ScenarioBodies bodies_;
    std::map<std::string, std::optional<std::string>> hints_;  ///< of settings that are not there; nothing for others
};

/// What is found in scenarios gets the levels that the settings ask for.
template <class Read>
std::vector<Scenario> with_levels(Reading& reading, Read read) {
    Diagnostics before;
    std::swap(before, reading.findings);
    std::vector<Scenario> scenarios = read();
    apply_levels(reading.check_levels, reading.findings);
    std::swap(before, reading.findings);
    reading.findings.merge(std::move(before));
    return scenarios;
}

bool same_file(const Files& files, const std::string& a, const std::string& b) {
    if (path_from("", a) == path_from("", b)) return true;
    const auto real = files.real_path(a);
    return real && real == files.real_path(b);
}

}  // namespace

bool is_scenario_file(std::string_view path) {
    return path.ends_with(ending);
}

std::vector<std::string> scenario_files(const Files& files, const std::string& folder) {
    std::vector<std::string> found = files.list(folder, 1).files;
    std::erase_if(found, [](const std::string& path) { return !is_scenario_file(path); });
    return found;
}

std::vector<Scenario> read_scenarios(const Files& files, Reading& reading) {
    if (reading.format != Format::settings_toml || files.kind(reading.file) != FileKind::file) return {};
    ScenarioFiles all(files, folder_of(path_from("", reading.file)), reading);
    std::vector<Scenario> scenarios = with_levels(reading, [&] { return all.read_all(); });
    std::erase_if(scenarios, [&](const Scenario& each) { return !same_file(files, each.settings_file, reading.file); });
    return scenarios;
}

Result<std::vector<Scenario>> read_scenario_file(const std::string& path, const Files& files, Reading& reading) {
    auto text = files.read(path);
    if (!text) return tl::unexpected<Failure>(std::move(text.error()));
    const std::string normal = path_from("", path);
    ScenarioFiles all(files, folder_of(normal), reading);
    return with_levels(reading, [&] { return all.read(normal, std::move(*text)); });
}

}  // namespace millwright::settings
