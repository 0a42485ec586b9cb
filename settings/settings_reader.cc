#include <algorithm>
#include <array>

#include "graph/check/check.h"
#include "settings/layers.h"
#include "settings/overlays.h"
#include "settings/readers.h"
#include "settings/settings_toml.h"
#include "settings/substitution.h"
#include "settings/used_secrets.h"

namespace millwright::settings {

/// Settings with all that they include, before an overlay.
struct LayeredText {
    TomlTree tree;
    NodeId root = no_node;
    NodeId overlays = no_node;
    bool sound = false;
    ReadOptions options;
    Diagnostics findings;
};

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

/// Reads the tree, which is changed on the way, into the reading. The findings of the reading are those of the text.
void read_tree(TomlTree& tree, const LayeredText& text, const std::string& overlay, Reading& reading) {
    reading.readable = reading.readable && text.sound;
    lay_over(tree, text.root, text.overlays, overlay, reading.findings);
    Production production;
    ReaderState state{tree, reading, production};
    if (text.sound && !check_format(state, text.root)) {
        reading.readable = false;
        return;
    }
    Substitution(tree, text.root, text.options, reading).run();
    const bool found = read_tables(state, text.root);
    recognise_targets(production);
    list_secrets(production, reading.secrets);
    if (!text.sound) drop_doubtful(reading.findings);
    apply_levels(reading.check_levels, reading.findings);
    reading.readable = reading.readable && found;
    reading.productions.push_back(std::move(production));
}

}  // namespace

void read_settings_toml(std::uint32_t source, const std::string& path, const Files& files, const ReadOptions& options,
                        Reading& reading) {
    const auto text = std::make_shared<LayeredText>();
    Layers layers(text->tree, reading, files, options);
    text->root = layers.read(source, path);
    text->sound = layers.sound();
    text->options = options;
    if (text->root == no_node) {
        reading.readable = false;
        return;
    }
    text->overlays = take_overlays(text->tree, text->root, reading);
    if (reading.overlays.empty()) return read_tree(text->tree, *text, {}, reading);
    text->findings = reading.findings;
    reading.layers = text;
    TomlTree tree = text->tree.same_nodes();
    read_tree(tree, *text, options.overlay, reading);
}

Reading with_overlay(Reading&& reading, const std::string& overlay) {
    const auto text = reading.layers;
    if (!text || !std::binary_search(reading.overlays.begin(), reading.overlays.end(), overlay)) {
        return std::move(reading);
    }
    Reading overlaid;
    overlaid.format = reading.format;
    overlaid.file = std::move(reading.file);
    overlaid.sources = std::move(reading.sources);
    overlaid.overlays = std::move(reading.overlays);
    overlaid.layers = text;
    overlaid.findings = text->findings;
    TomlTree tree = text->tree.same_nodes();
    read_tree(tree, *text, overlay, overlaid);
    return overlaid;
}

}  // namespace millwright::settings
