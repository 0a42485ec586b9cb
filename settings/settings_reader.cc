#include <algorithm>
#include <array>

#include "settings/layers.h"
#include "settings/readers.h"
#include "settings/settings_toml.h"
#include "settings/substitution.h"

namespace millwright::settings {
namespace {

/// Findings that say nothing when a part of the text could not be read: what is missing may be in it.
constexpr std::array<Code, 4> silent_when_unsound{Code::missing_key, Code::no_production, Code::unknown_variable,
                                                  Code::bad_field_type};

void drop_doubtful(Diagnostics& findings) {
    for (Diagnostic& each : findings) {
        const bool doubtful =
            std::find(silent_when_unsound.begin(), silent_when_unsound.end(), each.code) != silent_when_unsound.end();
        if (doubtful) each.as(Severity::off);
    }
}

/// False when this is a version that is not understood.
bool check_format(ReaderState& state, NodeId root) {
    const NodeId format = state.tree.find(root, "format");
    if (format == no_node) {
        state.report(Code::bad_format_version, state[root].place, "the file does not say \"format = 1\"")
            .advise("write \"format = 1\" on the first line");
        return true;
    }
    const TomlNode& node = state[format];
    if (node.kind == TomlKind::integer && node.text == "1") return true;
    state
        .report(Code::bad_format_version, node.place,
                "format " + shown(node.text) + " is not known; this version reads format 1")
        .advise(node.kind == TomlKind::integer ? "update millwright, or write format = 1" : "write format = 1");
    return false;
}

bool read_tables(ReaderState& state, NodeId root) {
    const TableView view(state, root, table_named(""));
    state.production.file_description = view.text("description");
    const NodeId production = view.node("production");
    if (production == no_node) {
        if (state.tree.find(root, "production") == no_node) {
            state.report(Code::no_production, state[root].place, "the file declares no production")
                .advise("[production] with name = \"Package.Name\"");
        }
    } else {
        read_production_table(state, TableView(state, production, table_named("production")));
    }
    read_messages(state, view);
    read_items(state, view);
    read_schedules(state, view);
    read_stories(state, view);
    read_declarations(state, view);
    read_migration_tables(state, view);
    read_surroundings(state, view);
    check_field_types(state);
    return production != no_node;
}

}  // namespace

void read_settings_toml(std::uint32_t source, const std::string& path, const Files& files, const ReadOptions& options,
                        Reading& reading) {
    TomlTree tree;
    Layers layers(tree, reading, files, options);
    const NodeId root = layers.read(source, path);
    reading.readable = reading.readable && layers.sound();
    if (root == no_node) return;
    Production production;
    ReaderState state{tree, reading, production};
    if (layers.sound() && !check_format(state, root)) {
        reading.readable = false;
        return;
    }
    Substitution(tree, root, options, reading).run();
    const bool found = read_tables(state, root);
    recognise_targets(production);
    if (!layers.sound()) drop_doubtful(reading.findings);
    reading.readable = reading.readable && found;
    reading.productions.push_back(std::move(production));
}

}  // namespace millwright::settings
