#include "graph/layout/layout.h"

#include <graphviz/gvc.h>

#include <array>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include "graph/layout/child.h"
#include "graph/layout/stable_graph.h"
#include "graph/utf8.h"

namespace millwright::layout {
namespace {

constexpr std::array<const char*, 3> format_names{"svg", "png", "pdf"};

/// What an image may have: 256 MiB while it is drawn.
constexpr double most_pixels = 64e6;
constexpr double points_in_an_inch = 72;
constexpr double usual_dpi = 96;
/// Names of 11 points are then six pixels high: with less they cannot be read.
constexpr double least_dpi = 40;
/// In inches: the largest page of a PDF that every reader shows.
constexpr const char* largest_page = "198,198";

/// For failures of which Graphviz has said why.
constexpr const char* said_already = "";
/// Begins the line of the child that says that an image would be too large.
constexpr std::string_view too_large = "picture of ";

void set(Agraph_t* graph, std::string name, std::string value) {
    agattr(graph, AGRAPH, name.data(), value.data());
}

/// After the layout. Graphviz by itself asks for an image of any size, and fails when there is no memory for it.
void fit_image(Agraph_t* graph) {
    const boxf& box = GD_bb(graph);
    const double width = box.UR.x - box.LL.x;
    const double height = box.UR.y - box.LL.y;
    const double inches = width / points_in_an_inch * height / points_in_an_inch;
    const double dpi = std::sqrt(most_pixels / std::max(inches, 1.0));
    if (dpi >= usual_dpi) return;
    if (dpi < least_dpi) {
        throw std::runtime_error(std::string(too_large) + std::to_string(std::lround(width)) + " x " +
                                 std::to_string(std::lround(height)) + " points");
    }
    GD_drawing(graph)->dpi = std::floor(dpi);
}

/// In the child: nothing is given back to Graphviz, the process ends.
std::string draw(const std::string& dot_text, PictureFormat format) {
    Agraph_t* graph = read_graph(dot_text);
    if (graph == nullptr) throw std::runtime_error(said_already);
    if (format == PictureFormat::pdf) set(graph, "size", largest_page);
    GVC_t* context = gvContext();
    // A graph's own `layout` goes before.
    if (gvLayout(context, graph, "dot") != 0) throw std::runtime_error(said_already);
    if (format == PictureFormat::png) fit_image(graph);
    char* bytes = nullptr;
    unsigned int length = 0;
    if (gvRenderData(context, graph, format_names[static_cast<std::size_t>(format)], &bytes, &length) != 0 ||
        bytes == nullptr || length == 0) {
        throw std::runtime_error(said_already);
    }
    return {bytes, length};
}

std::string without_zeros(double number, std::string_view unit) {
    std::string text = std::to_string(number);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text + " " + std::string(unit) + (text == "1" || unit == "MiB" ? "" : "s");
}

struct Complaint {
    std::string message;
    std::string hint;
    bool stopped = false;  ///< by a limit
};

Complaint complaint_about(const ChildResult& result, const LayoutLimits& limits) {
    const auto said = [&](std::string_view text) { return result.messages.find(text) != std::string::npos; };
    if (said("not recognized")) {
        return {"Graphviz is installed without what it draws with",
                "install libgvc6 again, or run `dot -c` as root, which lists Graphviz' plugins anew"};
    }
    if (const std::size_t at = result.messages.find(too_large); at != std::string::npos) {
        const std::string size = result.messages.substr(at, result.messages.find('\n', at) - at);
        return {"the " + size + " is too large for PNG: its text could not be read",
                "write .svg, .pdf or .html, or draw fewer items"};
    }
    const std::string hint = "draw fewer items, or write dot text, which needs no layout";
    if (result.ending == Ending::timed_out)
        return {"Graphviz did not finish the layout in " + without_zeros(limits.seconds, "second"), hint, true};
    // Libraries that Graphviz draws with say one or the other, and end the process.
    if (result.ending == Ending::out_of_memory || said("out of memory") || said("allocation failure")) {
        const auto most = static_cast<double>(limits.memory >> 20U);
        return {"Graphviz needed more than " + without_zeros(most, "MiB") + " of memory", hint, true};
    }
    if (result.ending == Ending::crashed) return {std::string("Graphviz crashed: ") + ::strsignal(result.detail), hint};
    if (result.ending == Ending::not_started)
        return {std::string("Graphviz could not be started: ") + std::strerror(result.detail), hint};
    return {"Graphviz could not draw the graph", hint};
}

/// Each line that Graphviz wrote as a note, the first few.
void add_messages(Diagnostic& finding, std::string_view messages) {
    constexpr std::size_t most_lines = 5;
    for (std::size_t lines = 0; !messages.empty() && lines < most_lines; ++lines) {
        const std::string_view line = messages.substr(0, messages.find('\n'));
        const bool ours = line.substr(0, too_large.size()) == too_large;
        if (!line.empty() && !ours) finding.note({}, "Graphviz: " + printable(line));
        messages.remove_prefix(std::min(messages.size(), line.size() + 1));
    }
}

}  // namespace

Layout layout_of(const std::string& dot_text, PictureFormat format, const LayoutLimits& limits) {
    ChildResult result = run_in_child([&] { return draw(dot_text, format); }, limits.seconds, limits.memory);
    if (result.ending == Ending::fine) return {std::move(result.out)};
    Complaint complaint = complaint_about(result, limits);
    auto failure = fail(FailureKind::environment, Code::layout_failed, {}, std::move(complaint.message),
                        std::move(complaint.hint));
    add_messages(*failure.value().diagnostics.begin(), result.messages);
    return {std::move(failure), complaint.stopped};
}

Result<std::string> lay_out(const std::string& dot_text, PictureFormat format, const LayoutLimits& limits) {
    return layout_of(dot_text, format, limits).picture;
}

}  // namespace millwright::layout
