// Any bytes as the names of a production: every picture as text is UTF-8 without control characters, and has as many edges
// as there are routes.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "graph/render/dot.h"
#include "graph/render/html.h"
#include "graph/render/mermaid.h"
#include "graph/utf8.h"

using namespace millwright;

namespace {

/// A service with one target setting, and an operation that it may name.
Production production_named(const std::vector<std::string>& names) {
    Production production;
    production.name = production.texts.keep(names[0]);
    Item service;
    service.role = Role::service;
    service.name = production.texts.keep(names[1]);
    service.class_name = production.texts.keep(names[2]);
    Setting setting;
    setting.scope = "Host";
    setting.name = production.texts.keep(names[3]);
    setting.target = TargetOrigin::declared;
    setting.names = append(production.names, {{production.texts.keep(names[4]), {}}, {service.name, {}}});
    service.settings = append(production.settings, {setting});
    Item operation;
    operation.role = Role::operation;
    operation.name = production.texts.keep(names[5]);
    production.items = {service, operation};
    return production;
}

void check(const std::string& text) {
    if (first_invalid_utf8(text) != std::string::npos) std::abort();
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<std::string> names(1);
    for (std::size_t i = 0; i < size; ++i) {
        if (data[i] == 0x7F)
            names.emplace_back();
        else
            names.back() += static_cast<char>(data[i]);
    }
    names.resize(6);
    const Production production = production_named(names);
    const Routes routes(production);
    const View view = view_of(production, routes);
    if (view.edges.size() != 2) std::abort();
    const Picture picture = picture_of(view);
    check(dot_text(picture));
    if (const auto mermaid = mermaid_text(picture)) check(*mermaid);
    constexpr Viewer viewer{"{{title}}{{caption}}{{picture}}{{details}}", "", ""};
    const std::string page = html_page(picture, "", {}, viewer);
    check(page);
    if (page.find('<') != std::string::npos) std::abort();
    // An SVG of any bytes has no elements but those that draw (attributes may hold such text).
    const std::string drawn = html_page(picture, "<svg>" + names[2], {}, {"{{svg}}", "", ""});
    for (const char* part : {"<script", "<style", "<a", "<!", "<?"}) {
        if (drawn.find('"') == std::string::npos && drawn.find(part) != std::string::npos) std::abort();
    }
    return 0;
}
