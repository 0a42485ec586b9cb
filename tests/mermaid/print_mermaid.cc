// Prints pictures as mermaid text with what is in them, for tests/mermaid/mermaid_test.py: an array of {name, text,
// titles[], edges}. Each argument is an input whose productions are drawn beside the pictures of tests/support/pictures.h.
#include <iostream>
#include <nlohmann/json.hpp>

#include "graph/render/mermaid.h"
#include "graph/render/picture_text.h"
#include "graph/render/process_picture.h"
#include "graph/utf8.h"
#include "settings/formats.h"
#include "tests/support/pictures.h"

using namespace millwright;

namespace {

void add(nlohmann::json& all, const std::string& name, const Picture& picture) {
    const auto text = mermaid_text(picture);
    nlohmann::json one{{"name", name}, {"titles", nlohmann::json::array()}, {"edges", picture.edges.size()}};
    one["text"] = text ? nlohmann::json(*text) : nlohmann::json();
    for (const PictureNode& node : picture.nodes) {
        one["titles"].push_back(render::is_bar(node) ? "" : render::title_of(node.title, 80));
    }
    all.push_back(one);
}

/// A schedule without steps has no picture.
void add_process(nlohmann::json& all, const Production& production, std::string_view name) {
    if (const auto picture = process_picture(production, name, {})) add(all, std::string(name), *picture);
}

void add_input(nlohmann::json& all, const std::string& path) {
    const auto reading = settings::read_input(path, settings::DiskFiles{}, {});
    if (!reading) throw std::runtime_error("cannot read " + path);
    for (const Production& production : reading->productions) {
        add(all, std::string(production.name), picture_of(view_of(production, Routes(production))));
        for (const Item& item : production.items) {
            if (item.role == Role::process) add_process(all, production, item.name);
        }
        for (const Schedule& schedule : production.schedules) add_process(all, production, schedule.name);
    }
}

}  // namespace

int main(int count, char** arguments) {
    nlohmann::json all = nlohmann::json::array();
    for (const auto& [name, picture] : test::sample_pictures()) add(all, printable(name), picture);
    for (int i = 1; i < count; ++i) add_input(all, arguments[i]);
    std::cout << all.dump() << "\n";
}
