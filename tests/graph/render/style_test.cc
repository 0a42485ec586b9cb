#include "graph/render/style.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "graph/render/picture_text.h"
#include "tests/support/pictures.h"

using namespace millwright;
using namespace millwright::render;

namespace {

/// Of sRGB "#RRGGBB", as WCAG 2 defines it.
double luminance(std::string_view colour) {
    double sum = 0;
    constexpr double weights[] = {0.2126, 0.7152, 0.0722};
    for (std::size_t i = 0; i < 3; ++i) {
        const double part = std::stoi(std::string(colour.substr(1 + 2 * i, 2)), nullptr, 16) / 255.0;
        sum += weights[i] * (part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double contrast(std::string_view one, std::string_view other) {
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

/// The smaller one of both themes.
double contrast(Colour one, Colour other) {
    return std::min(contrast(one.light, other.light), contrast(one.dark, other.dark));
}

constexpr double of_text = 4.5;
constexpr double of_lines = 3;

}  // namespace

TEST_CASE("contrast: known values") {
    CHECK(contrast("#000000", "#FFFFFF") == Approx(21));
    CHECK(contrast("#777777", "#FFFFFF") == Approx(4.48).epsilon(0.01));
    CHECK(contrast("#FF0000", "#0000FF") == Approx(2.15).epsilon(0.01));
}

TEST_CASE("looks: texts and lines can be read on light and on dark ground") {
    for (std::size_t i = 0; i < paints.size(); ++i) {
        CAPTURE(i);
        const Paint& each = paints[i];
        CHECK(contrast(each.text, each.fill) >= of_text);
        CHECK(contrast(each.line, ground) >= of_lines);
        if (each.text.light == ink.light) CHECK(contrast(faint_text, each.fill) >= of_text);
    }
    CHECK(contrast(ink, ground) >= of_text);
    CHECK(contrast(faint_text, ground) >= of_text);
}

TEST_CASE("looks: labels of edges can be read, whatever changes") {
    PictureEdge edge;
    for (const bool has_changes : {false, true}) {
        Picture picture;
        picture.has_changes = has_changes;
        for (std::size_t line = 0; line <= static_cast<std::size_t>(Line::message); ++line) {
            edge.line = static_cast<Line>(line);
            for (const Change change : {Change::none, Change::added, Change::removed, Change::changed, Change::moved}) {
                edge.change = change;
                for (const bool pale : {false, true}) {
                    edge.pale = pale;
                    CAPTURE(line, name_of(change), pale);
                    CHECK(contrast(paint_of(picture, edge).text, ground) >= of_text);
                    CHECK(contrast(paint_of(picture, edge).line, ground) >= of_lines);
                }
            }
        }
    }
}

TEST_CASE("looks: a light colour has one dark colour, and every one is known") {
    std::set<std::string_view> seen;
    for (const Colour& colour : colours()) CHECK(seen.insert(colour.light).second);
    const auto known = [&](Colour colour) {
        for (const Colour& each : colours()) {
            if (each.light == colour.light) return each.dark == colour.dark;
        }
        return false;
    };
    for (const Paint& each : paints) CHECK((known(each.line) && known(each.fill) && known(each.text)));
    for (const auto& [name, picture] : test::sample_pictures()) {
        for (const PictureEdge& edge : picture.edges)
            CHECK((known(paint_of(picture, edge).line) && known(paint_of(picture, edge).text)));
    }
}

TEST_CASE("looks: what a colour says, a shape, a line or a sign says too") {
    std::set<std::string> looks;
    for (std::size_t i = 0; i < look_count; ++i) {
        const NodeStyle& style = style_of(static_cast<Look>(i));
        CAPTURE(style.title);
        CHECK_FALSE(style.title.empty());
        std::string seen = std::string(style.shape) + " " + std::string(style.style);
        if (style.sign_in_title) seen += " " + std::string(style.sign);
        if (static_cast<Look>(i) == Look::operation) seen += " with two rims";
        CHECK(looks.insert(seen).second);
    }
    std::set<std::string_view> signs;
    for (const Change change : {Change::added, Change::removed, Change::changed, Change::moved})
        CHECK(signs.insert(style_of(change).sign).second);
}

TEST_CASE("classes: look, disabled, change") {
    Picture picture = test::picture_of_a_change();
    CHECK(classes_of(picture, picture.nodes[0]) == "service unchanged");
    CHECK(classes_of(picture, picture.nodes[3]) == "operation pale changed");
    CHECK(classes_of(picture, picture.edges[1]) == "async added");
    picture.has_changes = false;
    CHECK(classes_of(picture, picture.nodes[0]) == "service");
}

TEST_CASE("legend: only what the picture shows") {
    const auto meanings = [](const Picture& picture) {
        std::string all;
        for (const LegendEntry& entry : legend_of(picture)) all += std::string(entry.meaning) + ", ";
        return all;
    };
    CHECK(meanings({}).empty());
    CHECK(meanings(test::picture_of_groups()) == "service, group of items, asynchronous, ");
    CHECK(meanings(test::picture_of_a_change()) ==
          "added, removed, changed, moved, service, process, operation, component, missing, disabled, asynchronous, ");
}

TEST_CASE("legend: of a change no line that is drawn as something else") {
    Picture picture;
    picture.of = PictureOf::process;
    picture.has_changes = true;
    picture.nodes.resize(2);
    for (const auto& [line, change] :
         {std::pair(Line::failure, Change::none), std::pair(Line::undo, Change::removed)}) {
        PictureEdge& edge = picture.edges.emplace_back();
        edge.target = 1;
        edge.line = line;
        edge.change = change;
    }
    const auto says = [&](std::string_view meaning) {
        const auto legend = legend_of(picture);
        return std::any_of(legend.begin(), legend.end(), [&](const auto& each) { return each.meaning == meaning; });
    };
    CHECK_FALSE(says("when it fails"));  // grey, because it does not change
    CHECK_FALSE(says("undone by"));      // dashed, because it is removed
    picture.edges[1].change = Change::none;
    CHECK(says("undone by"));
    picture.has_changes = false;
    CHECK(says("when it fails"));
}

TEST_CASE("words: a join without a name, and lines of a process have labels in larger pictures than routes") {
    Picture picture;
    picture.of = PictureOf::process;
    picture.nodes.resize(2);
    picture.nodes[0].look = Look::fork;
    picture.nodes[1].look = Look::send;
    picture.nodes[1].title = "tell";
    picture.edges.resize(most_labelled_edges + 1);
    picture.edges[0].target = 1;
    picture.edges[0].line = Line::flow;
    CHECK(tooltip_of(picture.nodes[0]) == "join");
    CHECK(tooltip_of(picture, picture.edges[0]) == "join to tell");
    CHECK(is_labelled(picture));
    picture.of = PictureOf::items;
    CHECK_FALSE(is_labelled(picture));
    picture.of = PictureOf::process;
    picture.edges.resize(most_labelled_lines + 1);
    CHECK_FALSE(is_labelled(picture));
}

TEST_CASE("words: caption, tooltips, first lines") {
    const Picture picture = test::picture_of_a_change();
    CHECK(caption_of(picture) == "7 items, 6 routes, 1 missing target; from origin/main to settings.toml");
    CHECK(tooltip_of(picture.nodes[3]) ==
          "operation Accepted, class shop.Accepted, disabled, changed: enabled: yes → no");
    CHECK(tooltip_of(picture.nodes[5]) == "operation Archive, class shop.Archive, moved, was Store");
    CHECK(tooltip_of(picture, picture.edges[2]) == "route OrderProcess to Accepted by Accepted: Order, changed");
    CHECK(first_lines({"a", "b", "c"}, 3) == std::vector<std::string>{"a", "b", "c"});
    CHECK(first_lines({"a", "b", "c", "d"}, 2) == std::vector<std::string>{"a", "b", "and 2 more"});
    CHECK(change_lines({"class: Old → New", "x"}, 2, 16) == std::vector<std::string>{"class: Old → New", "x"});
    CHECK(change_lines({"class: Old → New", "x", "y"}, 2, 15) ==
          std::vector<std::string>{"class: Old", "→ New", "x", "and 1 more"});
}
