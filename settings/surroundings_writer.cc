// What stands beside the production in settings.toml: deployments, where secrets come from, where Python is, and what comes
// from the environment.
#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "graph/utf8.h"
#include "settings/settings_toml.h"
#include "settings/toml_key.h"
#include "settings/writers.h"

namespace millwright::settings {
namespace {

namespace fs = std::filesystem;

/// The keys of an address, in the order of DeploymentKind.
constexpr std::array<std::string_view, 4> address_keys{"store", "iris", "orchestrator", "file"};

/// Whether a reference can name it.
bool is_variable(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), is_bare_key_character);
}

bool is_truth(std::string_view text) {
    return text == "true" || text == "false";
}

/// Where a settings.py with REMOTE_SETTINGS is compared without the words of iop: as settings it is no other place.
Deployment own_record() {
    Deployment local;
    local.name = "local";
    local.url = "sqlite:.millwright/state.db";
    local.is_default = true;
    return local;
}

std::string written_deployment(const Deployment& deployment) {
    TomlSection section("deployment." + quoted_key(deployment.name));
    if (!deployment.description.empty()) section.pair("description", plain_text(deployment.description));
    section.pair(address_keys[static_cast<std::size_t>(deployment.kind)], toml_text(deployment.url));
    section.flag_if("default", deployment.is_default, false);
    if (!deployment.record.empty()) section.pair("record", toml_text(deployment.record));
    for (const auto& [key, value] : deployment.options) {
        section.pair(key, key == "verify_ssl" && is_truth(value) ? value : toml_text(value));
    }
    std::vector<std::string> ignored;
    for (const std::string& path : deployment.ignore) ignored.push_back(plain_text(path));
    if (!ignored.empty()) section.pair("ignore", toml_array(ignored));
    return section.str();
}

/// A path that counts from `from`, as it counts from `to`.
std::string moved_path(const fs::path& from, const std::string& path, const std::string& to) {
    const fs::path whole = (from / path).lexically_normal();
    const fs::path relative = whole.lexically_relative(to.empty() ? fs::path(".") : fs::path(to).lexically_normal());
    std::string text = (relative.empty() || fs::path(path).is_absolute() ? whole : relative).generic_string();
    while (text.size() > 1 && text.ends_with('/')) text.pop_back();
    return text;
}

/// Registrations that [python.classes] has words for: each a class, the first of its name.
std::vector<PythonSources::Class> kept_classes(const PythonSources& python) {
    std::vector<PythonSources::Class> kept = python.classes;
    std::set<std::string> names;
    for (const auto& each : kept) names.insert(each.engine_name);
    for (const auto& each : python.registrations) {
        if (each.production.empty() || !names.insert(each.engine_name).second) continue;
        kept.push_back({each.engine_name, each.target, each.place});
    }
    return kept;
}

std::string written_python(const Reading& beside, const std::string& folder) {
    const PythonSources& python = beside.python;
    const fs::path own = fs::path(beside.file).parent_path();
    std::vector<std::string> path;
    if (const std::string here = moved_path(own, ".", folder); here != ".") path.push_back(plain_text(here));
    for (const auto& entry : python.path) path.push_back(plain_text(moved_path(own, entry.text, folder)));
    std::vector<std::string> schemas;
    for (const auto& entry : python.schemas) schemas.push_back(plain_text(entry.text));
    std::vector<TomlPair> classes;
    const std::vector<PythonSources::Class> kept = kept_classes(python);
    for (const auto& each : kept) classes.push_back({each.engine_name, plain_text(each.python_name)});
    if (python.path.empty() && schemas.empty() && classes.empty()) return {};
    TomlSection section("python");
    if (!python.description.empty()) section.pair("description", plain_text(python.description));
    if (!path.empty()) section.pair("path", toml_array(path));
    if (!schemas.empty()) section.pair("schemas", toml_array(schemas));
    section.map("classes", classes);
    return section.str();
}

/// Routes of an item that only its code knows: those through a target setting are in the settings.
std::vector<const FoundRoute*> lost_routes(const Production& production, const Item& item) {
    std::set<Text> targets;
    for (const Setting& setting : production.of(item.settings)) {
        if (setting.is_target()) targets.insert(setting.name);
    }
    std::vector<const FoundRoute*> lost;
    for (const FoundRoute& route : production.of(item.found)) {
        if (route.dynamic.empty() && !targets.contains(route.target_setting)) lost.push_back(&route);
    }
    return lost;
}

std::string described(const FoundRoute& route) {
    std::string words =
        route.target.empty() ? "through " + in_quotes(route.target_setting) : "to " + in_quotes(route.target);
    return route.message.empty() ? words : words + ", of " + in_quotes(route.message);
}

void add_lost_routes(Diagnostics& found, const Production& production) {
    for (const Item& item : production.items) {
        const auto lost = lost_routes(production, item);
        if (lost.empty()) continue;
        const bool one = lost.size() == 1;
        Diagnostic& finding =
            found.add(Code::not_kept, lost.front()->place,
                      (one ? "a route" : std::to_string(lost.size()) + " routes") + " of " + in_quotes(item.name) +
                          (one ? " is" : " are") + " known from its code only: " + described(*lost.front()));
        for (std::size_t i = 1; i < lost.size(); ++i) finding.note(lost[i]->place, described(*lost[i]));
        finding.advise("give the class a target setting, and the item this target");
    }
}

void add_lost_registrations(Diagnostics& found, const PythonSources& python) {
    std::set<std::string> kept;
    for (const auto& each : python.classes) kept.insert(each.engine_name);
    for (const auto& each : python.registrations) {
        if (!each.production.empty() || kept.contains(each.engine_name)) continue;
        found
            .add(Code::not_kept, each.place,
                 "CLASSES registers " + in_quotes(each.engine_name) + " from " + printable(each.target) +
                     ", which settings cannot say")
            .advise("name its classes one by one: [python.classes] \"Python.Name\" = \"module.Class\"");
    }
}

}  // namespace

EnvironmentReferences::EnvironmentReferences(const PythonSources& python) {
    for (const auto& value : python.environment) {
        if (auto written = reference(value)) references_.emplace(std::pair(value.place, value.text), *written);
    }
}

std::string EnvironmentReferences::of(const Setting& setting) const {
    if (references_.empty() || setting.refers_to_secret) return {};
    const auto found = references_.find(std::pair(setting.place, std::string(setting.value)));
    return found == references_.end() ? std::string() : found->second;
}

std::optional<std::string> EnvironmentReferences::reference(const PythonSources::EnvironmentValue& value) {
    const std::string otherwise = value.fallback.value_or("");
    if (!is_variable(value.variable) || otherwise.find_first_of("${}") != std::string::npos) return std::nullopt;
    return toml_text("${env:" + value.variable + (value.fallback ? ":-" + otherwise : "") + "}");
}

void report_lost_lookups(Diagnostics& found, const Reading& beside,
                         bool (*can_be_said)(const PythonSources::EnvironmentValue&)) {
    std::set<std::pair<Place, std::string_view>> settings;
    for (const Production& production : beside.productions) {
        for (const Setting& setting : production.settings) settings.insert({setting.place, setting.value});
    }
    for (const auto& value : beside.python.environment) {
        const bool kept = settings.contains({value.place, value.text});
        if (kept && can_be_said(value)) continue;
        found.add(
            Code::not_kept, value.place,
            "the value of " + in_quotes(value.variable) + " of the environment is written as the text that it has now");
    }
}

std::string written_surroundings(const Reading& beside, const std::string& folder) {
    std::string out = written_python(beside, folder);
    if (beside.format == Format::python && !beside.deployments.empty()) out += written_deployment(own_record());
    for (const Deployment& each : beside.deployments) out += written_deployment(each);
    return out;
}

const SecretDeclaration* declared_secret(const Reading& beside, std::string_view name) {
    const auto found = std::find_if(beside.secrets.begin(), beside.secrets.end(),
                                    [&](const SecretDeclaration& each) { return each.name == name; });
    return found == beside.secrets.end() ? nullptr : &*found;
}

std::string written_secret(const SecretDeclaration& secret) {
    std::vector<TomlPair> pairs;
    const bool file = secret.env.empty();
    pairs.push_back({file ? "file" : "env", toml_text(file ? secret.file : secret.env)});
    if (!secret.description.empty()) pairs.push_back({"description", plain_text(secret.description)});
    return toml_table(pairs);
}

Diagnostics left_out_of_settings_toml(const Production& production, const Reading& beside) {
    Diagnostics found;
    add_lost_routes(found, production);
    add_lost_registrations(found, beside.python);
    report_lost_lookups(found, beside, [](const PythonSources::EnvironmentValue& value) {
        return EnvironmentReferences::reference(value).has_value();
    });
    return found;
}

}  // namespace millwright::settings
