#include <algorithm>
#include <array>

#include "graph/secret.h"
#include "settings/readers.h"

namespace millwright::settings {
namespace {

struct DeploymentKey {
    std::string_view key;
    DeploymentKind kind;
};

constexpr std::array<DeploymentKey, 4> deployment_keys{{
    {"store", DeploymentKind::store},
    {"iris", DeploymentKind::iris},
    {"orchestrator", DeploymentKind::orchestrator},
    {"file", DeploymentKind::file},
}};

/// What an address may begin with, and one to copy.
struct AddressForm {
    std::string_view key;
    std::array<std::string_view, 3> beginnings;
    std::string_view example;
};

constexpr std::array<AddressForm, 4> address_forms{{
    {"store", {"sqlite:", "postgresql:", "postgres:"}, "sqlite:.millwright/state.db"},
    {"record", {"sqlite:", "postgresql:", "postgres:"}, "sqlite:.millwright/state.db"},
    {"iris", {"https://", "http://"}, "https://iris.example:52773"},
    {"orchestrator", {"postgresql:", "postgres:"}, "postgresql://db.example/orchestrator"},
}};

constexpr std::array<std::string_view, 7> deployment_options{"namespace", "username",      "password", "verify_ssl",
                                                             "ca_file",   "remote_folder", "package"};

bool fits(const AddressForm& form, std::string_view address) {
    // What the environment says is known when the deployment is contacted.
    if (address.starts_with("${")) return true;
    const auto begins = [&](std::string_view beginning) {
        return !beginning.empty() && address.starts_with(beginning) && address.size() > beginning.size();
    };
    return std::any_of(form.beginnings.begin(), form.beginnings.end(), begins);
}

void check_addresses(ReaderState& state, const TableView& view) {
    for (const AddressForm& form : address_forms) {
        if (!view.has(form.key) || fits(form, view.text(form.key))) continue;
        state
            .report(Code::bad_value, view.place_of(form.key),
                    shown(without_password(view.text(form.key))) + " is no address for " + shown(form.key))
            .advise(std::string(form.key) + " = \"" + std::string(form.example) + "\"");
    }
}

void read_deployment(ReaderState& state, NodeId table) {
    const TableView view(state, table, table_named("deployment"));
    Deployment deployment;
    deployment.name = std::string(state[table].key);
    deployment.place = state[table].key_place;
    const std::string_view key = view.only_one("deployment " + shown(deployment.name), deployment.place);
    const auto which = std::find_if(deployment_keys.begin(), deployment_keys.end(),
                                    [&](const DeploymentKey& each) { return each.key == key; });
    if (which == deployment_keys.end()) return;
    check_addresses(state, view);
    deployment.kind = which->kind;
    deployment.url = std::string(view.text(key));
    deployment.is_default = view.boolean("default");
    deployment.record = std::string(view.text("record"));
    deployment.ignore = view.strings("ignore");
    deployment.description = std::string(view.text("description"));
    for (const std::string_view option : deployment_options) {
        if (view.has(option)) deployment.options.emplace(option, view.text(option));
    }
    auto& all = state.reading.deployments;
    const auto first = std::find_if(all.begin(), all.end(), [](const Deployment& each) { return each.is_default; });
    if (deployment.is_default && first != all.end()) {
        state.report(Code::conflicting_keys, view.place_of("default"), "two deployments are the default one")
            .note(first->place, "this is the other one");
    }
    all.push_back(std::move(deployment));
}

void read_secret(ReaderState& state, NodeId table) {
    const TableView view(state, table, table_named("secret"));
    const std::string_view key = view.only_one("secret " + shown(state[table].key), state[table].key_place);
    if (key.empty()) return;
    state.reading.secrets.push_back({std::string(state[table].key), std::string(view.text("env")),
                                     std::string(view.text("file")), std::string(view.text("description")),
                                     state[table].key_place, view.place_of(key)});
}

void read_default_settings(ReaderState& state, const TableView& root) {
    for (const NodeId table : root.tables("default_setting")) {
        const TableView view(state, table, table_named("default_setting"));
        Setting value;
        if (view.has("value")) take_value(state, view.node("value"), value);
        state.production.default_settings.push_back({view.text("production", "*"), view.text("item", "*"),
                                                     view.text("class", "*"), view.text("setting", "*"), value.value,
                                                     view.place_of("setting"), view.text("description")});
    }
}

void read_python(ReaderState& state, NodeId table) {
    const TableView view(state, table, table_named("python"));
    PythonSources& python = state.reading.python;
    python.place = view.place();
    python.description = std::string(view.text("description"));
    const auto entries = [&](std::string_view key) {
        std::vector<PythonSources::Entry> found;
        if (!view.has(key)) return found;
        for (const NameRef& each : names_in(state, view.node(key))) {
            found.push_back({std::string(each.name), each.place});
        }
        return found;
    };
    python.path = entries("path");
    python.schemas = entries("schemas");
    for (const NodeId member : view.members("classes")) {
        const TomlNode& node = state[member];
        python.classes.push_back({std::string(node.key), std::string(node.text), node.place});
    }
}

void protect(ReaderState& state, const TableView& view, std::string_view key, ProtectedKind kind) {
    if (!view.has(key)) return;
    for (const NameRef& name : names_in(state, view.node(key))) {
        state.production.protections.push_back({kind, name.name, name.place});
    }
}

}  // namespace

void read_migration_tables(ReaderState& state, const TableView& root) {
    for (const NodeId table : root.tables("moved")) {
        const TableView view(state, table, table_named("moved"));
        view.require_keys();
        if (!view.has("from") || !view.has("to")) continue;
        state.production.moved.push_back({view.word("kind", MovedKind::item), view.text("from"), view.text("to"),
                                          view.place_of("from"), view.text("description")});
    }
    if (const NodeId table = root.node("protect"); table != no_node) {
        const TableView view(state, table, table_named("protect"));
        protect(state, view, "items", ProtectedKind::item);
        protect(state, view, "processes", ProtectedKind::process);
        state.production.protect_description = view.text("description");
    }
    read_default_settings(state, root);
}

void read_surroundings(ReaderState& state, const TableView& root) {
    for (const NodeId table : root.members("deployment")) {
        if (state[table].kind == TomlKind::table) read_deployment(state, table);
    }
    for (const NodeId table : root.members("secrets")) {
        if (state[table].kind == TomlKind::table) read_secret(state, table);
    }
    read_check_levels(state, root);
    if (const NodeId table = root.node("python"); table != no_node) read_python(state, table);
}

}  // namespace millwright::settings
