#include "graph/render/json.h"

#include <vector>

#include "graph/json_text.h"

namespace millwright {
namespace {

constexpr std::string_view format_version = "1.0";

/// Writes what nodes and edges of both kinds of documents have in common.
class Writer {
public:
    Writer(const PictureSources& sources, bool has_changes) : sources_(sources), has_changes_(has_changes) {
        json_.begin_object();
        json_.member("format_version", format_version);
    }

    JsonText& json() { return json_; }

    void text(std::string_view key, std::string_view text) {
        json_.key(key);
        if (text.empty())
            json_.null();
        else
            json_.value(text);
    }

    template <class Texts>
    void texts(std::string_view key, const Texts& texts) {
        json_.key(key).begin_array();
        for (const std::string_view each : texts) json_.value(each);
        json_.end_array();
    }

    void place(Place place, bool is_before) {
        const Sources* sources = is_before ? sources_.before : sources_.after;
        if (sources == nullptr) place = {};
        text("file", place.known() ? sources->name_of(place) : std::string_view{});
        json_.key("line");
        if (place.known())
            json_.value(std::uint64_t{sources->locate(place).line});
        else
            json_.null();
    }

    void sides(std::string_view before, std::string_view after) {
        if (!has_changes_) return;
        text("before", before);
        text("after", after);
    }

    void change(Change change) {
        if (has_changes_) text("change", name_of(change));
    }
    void changes(const std::vector<std::string>& lines) {
        if (has_changes_) texts("changes", lines);
    }
    void was(std::string_view name) {
        if (has_changes_) text("was", name);
    }

    template <class Things, class Write>
    void each(std::string_view key, const Things& things, const Write& write) {
        json_.key(key).begin_array();
        for (const auto& thing : things) write(thing);
        json_.end_array();
    }

    void open_left_out(std::size_t items, std::size_t routes) {
        json_.key("left_out").begin_object();
        json_.member("items", std::uint64_t{items});
        json_.member("routes", std::uint64_t{routes});
    }
    std::string close() {
        json_.end_object().end_object();
        return json_.take() + "\n";
    }

private:
    const PictureSources& sources_;
    bool has_changes_;
    JsonText json_;
};

/// Sends that are no edges, because only running would tell where they go.
void write_dynamic(Writer& out, const ViewNode& node) {
    std::vector<const FoundRoute*> dynamic;
    for (const FoundRoute& each : node.found) {
        if (!each.dynamic.empty()) dynamic.push_back(&each);
    }
    if (dynamic.empty()) return;
    out.each("dynamic", dynamic, [&](const FoundRoute* each) {
        JsonText& json = out.json();
        json.begin_object();
        json.member("target", each->dynamic);
        json.member("origin", name_of(each->origin));
        json.member("interaction", each->mode == Interaction::sync ? "sync" : "async");
        out.text("message", each->message);
        out.text("condition", each->when.text);
        out.place(each->place, node.is_before);
        json.end_object();
    });
}

void write_node(Writer& out, const ViewNode& node) {
    // A group of targets that do not exist is no node either.
    if (node.missing) return;
    JsonText& json = out.json();
    json.begin_object();
    json.member("name", node.name);
    json.member("role", node.group == 0 ? name_of(node.role) : "group");
    json.member("class", node.class_name);
    json.member("category", node.category);
    json.member("enabled", node.enabled);
    out.place(node.place, node.is_before);
    out.change(node.change);
    out.was(node.was);
    out.changes(node.changes);
    if (node.group != 0) {
        json.member("items", std::uint64_t{node.group});
        json.member("contains", node.contains);
    }
    write_dynamic(out, node);
    json.end_object();
}

void write_edge(Writer& out, const View& view, const ViewEdge& edge) {
    const ViewNode& source = view.nodes[edge.source];
    const ViewNode& target = view.nodes[edge.target];
    JsonText& json = out.json();
    json.begin_object();
    json.member("source", source.name);
    json.member("target_setting", edge.target_setting);
    json.member("target", target.name);
    json.member("origin", name_of(edge.origin));
    out.text("interaction", name_of(edge.interaction));
    out.texts("messages", edge.messages);
    out.text("condition", edge.condition);
    out.place(edge.place, edge.is_before);
    out.change(edge.change);
    out.changes(edge.changes);
    if (source.group != 0 || target.group != 0) json.member("routes", std::uint64_t{edge.routes});
    json.end_object();
}

void write_node(Writer& out, const PictureNode& node) {
    JsonText& json = out.json();
    json.begin_object();
    json.member("id", node.key);
    json.member("kind", name_of(node.look));
    json.member("title", node.title);
    out.was(node.was);
    out.texts("lines", node.lines);
    out.place(node.place, node.is_before);
    out.change(node.change);
    out.changes(node.changes);
    json.end_object();
}

void write_edge(Writer& out, const Picture& picture, const PictureEdge& edge) {
    JsonText& json = out.json();
    json.begin_object();
    json.member("source", picture.nodes[edge.source].key);
    json.member("target", picture.nodes[edge.target].key);
    json.member("kind", name_of(edge.line));
    json.member("label", edge.label);
    out.texts("messages", edge.messages);
    out.text("condition", edge.condition);
    out.place(edge.place, edge.is_before);
    out.change(edge.change);
    out.changes(edge.changes);
    json.end_object();
}

}  // namespace

std::string render_json(const View& view, const PictureSources& sources) {
    Writer out(sources, view.has_changes);
    out.json().member("production", view.production);
    out.sides(view.before_label, view.after_label);
    out.each("nodes", view.nodes, [&](const ViewNode& node) { write_node(out, node); });
    out.each("edges", view.edges, [&](const ViewEdge& edge) { write_edge(out, view, edge); });
    out.open_left_out(view.left_out_items, view.left_out_routes);
    out.json().member("inside", std::uint64_t{view.inside_routes});
    return out.close();
}

std::string picture_json(const Picture& picture, const PictureSources& sources) {
    Writer out(sources, picture.has_changes);
    out.json().member("title", picture.title);
    out.json().member("caption", picture.caption);
    out.sides(picture.before_label, picture.after_label);
    out.each("nodes", picture.nodes, [&](const PictureNode& node) { write_node(out, node); });
    out.each("edges", picture.edges, [&](const PictureEdge& edge) { write_edge(out, picture, edge); });
    out.open_left_out(picture.left_out_items, picture.left_out_routes);
    return out.close();
}

}  // namespace millwright
