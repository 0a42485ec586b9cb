#include "cli/deployment_choice.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "graph/suggest.h"
#include "graph/utf8.h"

namespace millwright::cli {
namespace {

constexpr std::string_view file_scheme = "file:";
/// Of addresses that are paths.
constexpr std::array<std::string_view, 2> path_schemes{"sqlite:", file_scheme};

/// Whether the input is what a person keeps as settings, and not what was exported from somewhere.
bool is_settings(settings::Format format) {
    return format == settings::Format::settings_toml || format == settings::Format::python;
}

/// A relative path of a file counts from the folder of the root settings file; where there is none (a class, an export),
/// from the working directory.
std::string located(const std::string& url, const settings::Reading& reading) {
    for (const std::string_view scheme : path_schemes) {
        if (!url.starts_with(scheme)) continue;
        const std::filesystem::path path = url.substr(scheme.size());
        if (path.is_absolute() || !is_settings(reading.format)) return url;
        return std::string(scheme) +
               (std::filesystem::path(reading.file).parent_path() / path).lexically_normal().string();
    }
    return url;
}

/// The key says already that it is a file.
std::string address_of(const settings::Deployment& deployment) {
    const bool bare = deployment.kind == settings::DeploymentKind::file && !deployment.url.starts_with(file_scheme);
    return bare ? std::string(file_scheme) + deployment.url : deployment.url;
}

ChosenDeployment chosen(const settings::Deployment& deployment, const settings::Reading& reading) {
    const std::string address = address_of(deployment);
    return {deployment.name,           deployment.kind,   address,
            located(address, reading), deployment.ignore, located(deployment.record, reading),
            deployment.place};
}

std::string names_of(const settings::Reading& reading) {
    std::string names;
    for (const auto& each : reading.deployments) names += (names.empty() ? "" : ", ") + in_quotes(each.name);
    return names;
}

Result<ChosenDeployment> named(const settings::Reading& reading, const std::string& name) {
    std::vector<std::string_view> names;
    for (const auto& each : reading.deployments) {
        if (each.name == name) return chosen(each, reading);
        names.push_back(each.name);
    }
    std::string hint = did_you_mean(name, names);
    if (hint.empty() && !names.empty()) hint = "declared are " + names_of(reading);
    if (names.empty()) hint = "none is declared: add [deployment." + name + "] to the settings";
    return fail_in_file(FailureKind::environment, Code::unknown_deployment, reading.file,
                        "no deployment named " + in_quotes(name), std::move(hint));
}

/// REMOTE_SETTINGS of a settings.py are for `iop`, and for those who come from it.
bool is_meant(const Console& console, const settings::Reading& reading, const DeploymentOptions& asked,
              const settings::Deployment& deployment) {
    const bool remote_settings =
        reading.format == settings::Format::python && deployment.kind == settings::DeploymentKind::iris;
    return !remote_settings || (console.iop_spelling() && !asked.force_local);
}

}  // namespace

std::string named_live_iris(const Console& console, const DeploymentOptions& asked) {
    if (asked.force_local) return {};
    if (!asked.remote_settings.empty()) return "--remote-settings";
    if (!console.iop_spelling() || !asked.name.empty()) return {};
    for (const char* name : {"IOP_URL", "IOP_SETTINGS"}) {
        if (!console.surroundings().environment(name).value_or("").empty()) return name;
    }
    return {};
}

tl::unexpected<Failure> live_iris_not_available(const std::string& what_names_it) {
    return fail(FailureKind::environment, Code::not_available_yet, {},
                what_names_it + " names a live IRIS, which is not available yet in this version",
                "add --force-local, or choose a deployment with --deployment NAME");
}

void DeploymentOptions::declare(OptionTable& options) {
    options.value("--deployment", name, "NAME", "which deployment (default: see the documentation)");
    options.value("-R,--remote-settings", remote_settings, "FILE", "IoP's settings of a live IRIS");
    options.value("-n,--namespace", name_space, "NAME",
                  "the namespace of the live IRIS (default: IRISNAMESPACE, USER)");
    options.flag("--force-local", force_local, "ignore -R, IOP_URL, IOP_SETTINGS and REMOTE_SETTINGS");
}

void DeploymentOptions::declare_store(OptionTable& options) {
    can_do_without_settings = true;
    options.value("--store", store, "URL", "the record itself, such as sqlite:PATH; no settings are read");
}

Result<ChosenDeployment> choose_deployment(Console& console, const settings::Reading& reading,
                                           const DeploymentOptions& asked) {
    if (const std::string iris = named_live_iris(console, asked); !iris.empty()) return live_iris_not_available(iris);
    if (!asked.name.empty()) return named(reading, asked.name);
    const auto environment = console.surroundings().environment("MILLWRIGHT_DEPLOYMENT");
    if (environment && !environment->empty()) return named(reading, *environment);
    std::vector<settings::Deployment> all;
    std::copy_if(reading.deployments.begin(), reading.deployments.end(), std::back_inserter(all),
                 [&](const auto& each) { return is_meant(console, reading, asked, each); });
    if (!all.empty() && reading.format == settings::Format::python) {
        if (!asked.only_looks) return live_iris_not_available("REMOTE_SETTINGS");
        console.remark(
            "REMOTE_SETTINGS names a live IRIS, which is not available yet in this version: compared with the "
            "local record, as with --force-local");
        return embedded_deployment(reading);
    }
    const auto preferred = std::find_if(all.begin(), all.end(), [](const auto& each) { return each.is_default; });
    if (preferred != all.end()) return chosen(*preferred, reading);
    if (all.size() == 1) return chosen(all.front(), reading);
    if (!all.empty()) {
        return fail_in_file(FailureKind::environment, Code::unknown_deployment, reading.file,
                            "several deployments are declared and none is the default: " + names_of(reading),
                            "choose one with --deployment NAME, or set default = true in one of them");
    }
    return embedded_deployment(reading);
}

ChosenDeployment embedded_deployment(const settings::Reading& reading) {
    const std::string url(embedded_url);
    return ChosenDeployment{{}, settings::DeploymentKind::store, url, located(url, reading), {}, {}};
}

}  // namespace millwright::cli
