#include "cli/render_drawing.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "cli/embedded.h"
#include "graph/render/dot.h"
#include "graph/render/html.h"
#include "graph/render/json.h"
#include "graph/render/mermaid.h"
#include "graph/render/placement.h"
#include "graph/utf8.h"

namespace millwright::cli {
namespace {

using layout::PictureFormat;

/// Large pictures are placed here: Graphviz then only draws them.
Result<std::string> laid_out(const Picture& picture, Theme theme, PictureFormat format,
                             const layout::LayoutLimits& limits) {
    const auto lay_out = [&](bool here) {
        DotStyle style{theme, nullptr};
        std::optional<Placement> placement;
        if (here) style.placement = &placement.emplace(placed(picture));
        return layout::layout_of(dot_text(picture, style), format, limits);
    };
    const bool here = is_placed_here(picture);
    layout::Layout layout = lay_out(here);
    // A large process without labels is better than none.
    const bool may_be_placed = !here && picture.edges.size() > most_edges_for_graphviz;
    if (layout.stopped && !layout.picture && may_be_placed) layout = lay_out(true);
    if (layout.stopped && !layout.picture) {
        layout.picture.error().diagnostics.last().advise(
            picture.of == PictureOf::items
                ? "draw less of it with --focus, --category or --collapse category; --layout-timeout SECONDS gives it "
                  "more time"
                : "--layout-timeout SECONDS gives it more time; --format dot or json needs no layout");
    }
    return std::move(layout.picture);
}

Result<std::string> svg_of(const Picture& picture, const DrawingStyle& style) {
    auto svg = laid_out(picture, style.theme, PictureFormat::svg, style.limits);
    if (!svg) return svg;
    return finished_svg(std::move(*svg), picture, style.theme);
}

Result<std::string> page_of(const Subject& subject, const DrawingStyle& style) {
    const Picture picture = subject.picture(true);
    const auto svg = svg_of(picture, style);
    if (!svg) return svg;
    return html_page(picture, *svg, subject.sources, embedded_viewer());
}

template <PictureFormat format>
Result<std::string> printed(const Subject& subject, const DrawingStyle& style) {
    return laid_out(subject.picture(false), style.theme, format, style.limits);
}

Result<std::string> json_of(const Subject& subject, const DrawingStyle&) {
    return subject.view ? render_json(*subject.view, subject.sources)
                        : picture_json(subject.picture(false), subject.sources);
}

constexpr std::array<DrawingFormat, 7> formats{{
    {"svg", ".svg", "", false, true, true, false,
     [](const Subject& subject, const DrawingStyle& style) { return svg_of(subject.picture(false), style); }},
    {"png", ".png", "", true, true, true, false, printed<PictureFormat::png>},
    {"pdf", ".pdf", "", true, true, true, false, printed<PictureFormat::pdf>},
    {"dot", ".dot", ".gv", false, true, false, false,
     [](const Subject& subject, const DrawingStyle& style) { return Result<std::string>(dot_of(subject, style)); }},
    {"mermaid", ".mmd", "", false, false, false, false,
     [](const Subject& subject, const DrawingStyle&) { return mermaid_text(subject.picture(false)); }},
    {"json", ".json", "", false, false, false, false, json_of},
    {"html", ".html", ".htm", false, false, true, true, page_of},
}};
constexpr std::size_t dot_format = 3;

}  // namespace

Picture Subject::picture(bool with_details) const {
    if (process) return *process;
    return picture_of(*view, with_details ? &details : nullptr);
}

Result<const DrawingFormat*> drawing_format(const std::string& name, const std::string& output) {
    std::string ending = std::filesystem::path(output).extension().string();
    for (char& c : ending) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    const auto matches = [&](const DrawingFormat& each) {
        if (!name.empty()) return each.name == name;
        return !ending.empty() && (each.ending == ending || each.other_ending == ending);
    };
    const auto* found = std::find_if(formats.begin(), formats.end(), matches);
    if (found != formats.end()) return found;
    if (output.empty()) return &formats[dot_format];
    return fail(FailureKind::environment, Code::unknown_format, {},
                "the ending of " + in_quotes(output) + " tells no picture",
                "use .svg .png .pdf .dot .mmd .json or .html, or add --format");
}

std::string dot_of(const Subject& subject, const DrawingStyle& style) {
    return dot_text(subject.picture(false), {style.theme, nullptr});
}

}  // namespace millwright::cli
