// The sizes that placement expects of nodes against those that Graphviz draws: none may be larger.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>

#include "graph/layout/layout.h"
#include "graph/render/dot.h"
#include "graph/render/placement.h"

using namespace millwright;

namespace {

struct Box {
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
    void add(double x, double y) {
        left = std::min(left, x);
        right = std::max(right, x);
        top = std::min(top, y);
        bottom = std::max(bottom, y);
    }
};

/// Pairs of numbers in "1,2 3,4" or "M1,2C3,4 5,6".
void add_points(Box& box, const std::string& text) {
    std::vector<double> numbers;
    const char* at = text.c_str();
    while (*at != '\0') {
        char* end = nullptr;
        const double value = std::strtod(at, &end);
        if (end == at) {
            ++at;
            continue;
        }
        numbers.push_back(value);
        at = end;
    }
    for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) box.add(numbers[i], numbers[i + 1]);
}

std::string attribute(const std::string& element, const std::string& name) {
    const std::size_t at = element.find(" " + name + "=\"");
    if (at == std::string::npos) return {};
    const std::size_t from = at + name.size() + 3;
    return element.substr(from, element.find('"', from) - from);
}

/// What is drawn of a node, without its texts.
Box drawn_box(const std::string& svg, std::size_t node) {
    const std::size_t from = svg.find("<g id=\"n" + std::to_string(node) + "\"");
    REQUIRE(from != std::string::npos);
    const std::string group = svg.substr(from, svg.find("\n</g>\n", from) - from);
    Box box;
    for (std::size_t at = group.find('<'); at != std::string::npos; at = group.find('<', at + 1)) {
        const std::string element = group.substr(at, group.find('>', at) - at);
        if (element.rfind("<polygon", 0) == 0 || element.rfind("<polyline", 0) == 0)
            add_points(box, attribute(element, "points"));
        if (element.rfind("<path", 0) == 0) add_points(box, attribute(element, "d"));
        if (element.rfind("<ellipse", 0) == 0) {
            const auto value = [&](const char* name) { return std::atof(attribute(element, name).c_str()); };
            box.add(value("cx") - value("rx"), value("cy") - value("ry"));
            box.add(value("cx") + value("rx"), value("cy") + value("ry"));
        }
    }
    return box;
}

/// A node of every look, of every change, with texts of several kinds.
Picture every_kind_of_node() {
    Picture picture;
    const std::vector<std::string> names{"A",
                                         "WWWWWWWWWWWWWWWWWWWWWW",
                                         "OrderProcess.WithALongName iiiiiiiiii",
                                         "Ünïcödé 名前名前名前",
                                         std::string(100, 'm'),
                                         "ШШШШШШШШШШ"};
    for (std::size_t look = 0; look < look_count; ++look) {
        for (const Change change : {Change::none, Change::added, Change::removed, Change::changed, Change::moved}) {
            PictureNode node;
            node.look = static_cast<Look>(look);
            node.change = change;
            node.title = names[(look + picture.nodes.size()) % names.size()];
            node.pale = picture.nodes.size() % 3 == 0;
            if (picture.nodes.size() % 2 == 0) node.lines = {"Some.Package." + node.title, "and more"};
            if (change == Change::moved) node.was = node.title + node.title;
            if (change == Change::changed)
                node.changes = {
                    "class: \"a.very.long.package.of.a.hospital.OldName\" → "
                    "\"a.very.long.package.of.a.hospital.NewName\"",
                    "x", node.title + " y", "z", "w"};
            picture.nodes.push_back(node);
        }
    }
    picture.has_changes = true;
    return picture;
}

}  // namespace

TEST_CASE("no node is drawn larger than its place") {
    const Picture picture = every_kind_of_node();
    const Placement placement = placed(picture);
    const auto svg = layout::lay_out(dot_text(picture, {Theme::light, &placement}), layout::PictureFormat::svg, {});
    REQUIRE(svg.has_value());
    for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
        const Box box = drawn_box(*svg, i);
        CAPTURE(i, static_cast<int>(picture.nodes[i].look), picture.nodes[i].title);
        // Slanted shapes stick out a little, into the room for lines that is beside every node.
        CHECK(box.right - box.left <= placement.sizes[i].width * 1.05 + 1);
        // The tab of a folder stands above its place, in the gap.
        const double tab = picture.nodes[i].look == Look::group ? 4 : 0;
        CHECK(box.bottom - box.top <= placement.sizes[i].height + tab + 1);
    }
}
