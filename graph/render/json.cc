#include "graph/render/json.h"

#include "graph/json_text.h"

namespace millwright {
namespace {

void write_text(JsonText& json, std::string_view key, std::string_view text) {
    json.key(key);
    if (text.empty())
        json.null();
    else
        json.value(text);
}

void write_place(JsonText& json, const Sources& sources, Place place) {
    write_text(json, "file", sources.name_of(place));
    json.key("line");
    if (place.known())
        json.value(std::uint64_t{sources.locate(place).line});
    else
        json.null();
}

void write_node(JsonText& json, const Sources& sources, const ViewNode& node) {
    json.begin_object();
    json.member("name", node.name);
    json.member("role", name_of(node.role));
    json.member("class", node.class_name);
    json.member("category", node.category);
    json.member("enabled", node.enabled);
    write_place(json, sources, node.place);
    json.end_object();
}

void write_edge(JsonText& json, const Sources& sources, const View& view, const ViewEdge& edge) {
    json.begin_object();
    json.member("source", view.nodes[edge.source].name);
    json.member("target_setting", edge.target_setting);
    json.member("target", view.nodes[edge.target].name);
    json.member("origin", name_of(edge.origin));
    write_text(json, "interaction", name_of(edge.interaction));
    json.key("messages").begin_array();
    for (const Text message : edge.messages) json.value(message);
    json.end_array();
    write_text(json, "condition", edge.condition);
    write_place(json, sources, edge.place);
    json.end_object();
}

}  // namespace

std::string render_json(const View& view, const Production& production, const Sources& sources) {
    JsonText json;
    json.begin_object();
    json.member("format_version", "1.0");
    json.member("production", production.name);
    json.key("nodes").begin_array();
    for (const ViewNode& node : view.nodes) {
        if (!node.missing) write_node(json, sources, node);
    }
    json.end_array();
    json.key("edges").begin_array();
    for (const ViewEdge& edge : view.edges) write_edge(json, sources, view, edge);
    json.end_array();
    json.key("left_out").begin_object();
    json.member("items", std::uint64_t{view.left_out_items});
    json.member("routes", std::uint64_t{view.left_out_routes});
    json.end_object().end_object();
    return json.take() + "\n";
}

}  // namespace millwright
