// Any bytes as choices of what stands in a production, in an older one that differs from it in a byte, and of what is drawn:
// every picture of it holds together, is its own merger, and is written as UTF-8 without control characters.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "graph/render/dot.h"
#include "graph/render/html.h"
#include "graph/render/json.h"
#include "graph/render/mermaid.h"
#include "graph/render/process_picture.h"
#include "graph/utf8.h"
#include "tests/support/picture_dump.h"
#include "tests/support/production_generator.h"

using namespace millwright;

namespace {

/// The choices of a run, one byte each; 0 when there are no more.
class Bytes {
public:
    explicit Bytes(std::vector<std::uint8_t> bytes) : bytes_(std::move(bytes)) {}

    std::size_t one_of(std::size_t count) { return at_ < bytes_.size() ? bytes_[at_++] % count : 0; }
    bool coin() { return one_of(2) == 1; }

private:
    std::vector<std::uint8_t> bytes_;
    std::size_t at_ = 0;
};

void require(bool holds) {
    if (!holds) std::abort();
}

Production production_of(std::vector<std::uint8_t> bytes) {
    Bytes choices(std::move(bytes));
    return test::generated_production([&choices](std::size_t count) { return choices.one_of(count); });
}

/// A name that an item or something in it has, or nobody.
std::string some_name(const Production& production, Bytes& choices) {
    const std::size_t kind = choices.one_of(3);
    if (kind == 0 && !production.items.empty()) {
        return std::string(production.items[choices.one_of(production.items.size())].name);
    }
    if (kind == 1 && !production.names.empty()) {
        return std::string(production.names[choices.one_of(production.names.size())].name);
    }
    return "A";
}

ViewOptions options_of(const Production& production, Bytes& choices) {
    ViewOptions made;
    if (choices.coin()) made.roles = {static_cast<Role>(choices.one_of(4)), static_cast<Role>(choices.one_of(4))};
    if (choices.coin()) made.origins = {static_cast<Origin>(choices.one_of(4))};
    if (choices.coin()) made.messages = {some_name(production, choices)};
    if (choices.coin() && !production.items.empty()) {
        made.categories = {std::string(production.items[choices.one_of(production.items.size())].category)};
    }
    for (std::size_t left = choices.one_of(3); left > 0; --left) made.focus.push_back(some_name(production, choices));
    made.depth = choices.coin() ? any_depth : static_cast<std::uint32_t>(choices.one_of(4));
    made.direction = static_cast<Direction>(choices.one_of(3));
    made.changed_only = choices.coin();
    made.context = static_cast<std::uint32_t>(choices.one_of(3));
    made.collapse = static_cast<Collapse>(choices.one_of(4));
    made.most_items = choices.one_of(8);
    made.most_routes = choices.one_of(8);
    return made;
}

Overlay overlay_of(const Production& before, const Production& after, Bytes& choices) {
    Overlay made;
    made.before = some_name(before, choices);
    made.after = some_name(after, choices);
    for (std::size_t left = choices.one_of(3); left > 0; --left) {
        made.moved[some_name(before, choices)] = some_name(after, choices);
    }
    for (std::size_t left = choices.one_of(3); left > 0; --left) {
        made.notes[some_name(after, choices)] = {some_name(before, choices), "x\ny"};
    }
    return made;
}

void check_text(const std::string& text) {
    require(first_invalid_utf8(text) == std::string::npos);
    for (const char c : text) require(static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t');
}

void check_placement(const Picture& picture) {
    const Placement placement = placed(picture);
    require(placement.nodes.size() == picture.nodes.size() && placement.edges.size() == picture.edges.size());
    for (const Point& each : placement.nodes) {
        require(each.x >= 0 && each.y >= 0 && each.x <= placement.width && each.y <= placement.height);
    }
    for (const auto& path : placement.edges) {
        require(path.size() >= 4 && path.size() % 3 == 1);
        for (const Point& each : path) require(std::isfinite(each.x) && std::isfinite(each.y));
    }
    check_text(dot_text(picture, {Theme::dark, &placement}));
}

void check_picture(const Picture& picture, bool keys_come_once) {
    std::set<std::string> keys;
    for (const PictureNode& node : picture.nodes) {
        require(keys.insert(node.key).second || !keys_come_once);
        for (const Detail& each : node.details) require(each.node == 0xFFFFFFFFU || each.node < picture.nodes.size());
    }
    for (const PictureEdge& edge : picture.edges) {
        require(edge.source < picture.nodes.size() && edge.target < picture.nodes.size());
    }
    check_text(dot_text(picture));
    check_placement(picture);
    check_text(picture_json(picture, {}));
    if (const auto mermaid = mermaid_text(picture)) check_text(*mermaid);
    constexpr Viewer viewer{"{{title}}{{caption}}{{picture}}{{details}}", "", ""};
    const std::string page = html_page(picture, "", {}, viewer);
    check_text(page);
    require(page.find('<') == std::string::npos);
    const std::string svg = "<svg width=\"1\">\n<g id=\"n0\" class=\"node\">\n<title>n0</title>\n</g>\n</svg>\n";
    check_text(finished_svg(svg, picture, Theme::automatic));
}

void check_view(const View& whole, const ViewOptions& options, const DetailsOf& details) {
    const auto view = chosen(whole, options);
    if (!view) return;
    check_text(view->caption());
    check_text(render_json(*view, {}));
    check_picture(picture_of(*view, &details), false);
}

void check_processes(const Production& before, const Production& after, const Overlay& overlay) {
    const ProcessPictureOptions options{nullptr, true};
    const auto look_at = [&](std::string_view name) {
        const auto picture = process_picture(after, name, options);
        if (!picture) return;
        check_picture(*picture, true);
        require(test::dump_of(merged(*picture, *picture, {})) == test::dump_of(*picture));
        const auto older = process_picture(before, name, options);
        if (older) check_picture(merged(*older, *picture, overlay), true);
    };
    for (const Item& each : after.items) look_at(each.name);
    for (const Schedule& each : after.schedules) look_at(each.name);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t own = 32;  // choices of what is drawn; the others make the production
    if (size < own) return 0;
    Bytes choices({data, data + own});
    std::vector<std::uint8_t> bytes(data + own, data + size);
    const Production after = production_of(bytes);
    if (!bytes.empty())
        bytes[choices.one_of(256) * bytes.size() / 256] ^= static_cast<std::uint8_t>(choices.one_of(256));
    const Production before = production_of(bytes);
    const Overlay overlay = overlay_of(before, after, choices);

    const View newer = view_of(after, Routes(after));
    const View older = view_of(before, Routes(before));
    ViewOptions options = options_of(after, choices);
    check_view(merged(older, newer, overlay), options, {&after, &before});
    options.changed_only = false;
    check_view(newer, options, {&after, nullptr});
    check_processes(before, after, overlay);
    return 0;
}
