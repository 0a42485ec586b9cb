#include "graph/layout/layout.h"

#include <graphviz/gvc.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

#include "graph/layout/child.h"
#include "graph/layout/stable_graph.h"
#include "graph/utf8.h"

namespace millwright::layout {
namespace {

constexpr std::array<const char*, 3> format_names{"svg", "png", "pdf"};

std::string attribute(Agraph_t* graph, const char* name) {
    std::string key = name;
    const char* value = agget(graph, key.data());
    return value == nullptr ? std::string{} : std::string(value);
}

void append_xml(std::string& out, std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        // Backslashes are doubled in dot text.
        if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '\\') ++i;
        switch (text[i]) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            default: out += text[i];
        }
    }
}

/// Readers for the blind look for these directly inside of the svg element.
std::string described(const std::string& svg, const std::string& title, const std::string& description) {
    const std::size_t element = svg.find("<svg");
    const std::size_t end = element == std::string::npos ? element : svg.find('>', element);
    if (end == std::string::npos) return svg;
    std::string out = svg.substr(0, end) + " role=\"img\">";
    if (!title.empty()) {
        out += "\n<title>";
        append_xml(out, title);
        out += "</title>";
    }
    if (!description.empty()) {
        out += "\n<desc>";
        append_xml(out, description);
        out += "</desc>";
    }
    return out + svg.substr(end + 1);
}

/// In the child: nothing is given back to Graphviz, the process ends.
std::string draw(const std::string& dot_text, PictureFormat format) {
    Agraph_t* graph = read_graph(dot_text);
    if (graph == nullptr) throw std::runtime_error("not a graph");
    GVC_t* context = gvContext();
    if (gvLayout(context, graph, "dot") != 0) throw std::runtime_error("no layout");
    const std::string title = attribute(graph, "title");
    const std::string description = attribute(graph, "desc");
    char* bytes = nullptr;
    unsigned int length = 0;
    if (gvRenderData(context, graph, format_names[static_cast<std::size_t>(format)], &bytes, &length) != 0 ||
        bytes == nullptr || length == 0) {
        throw std::runtime_error("no picture");
    }
    std::string picture(bytes, length);
    return format == PictureFormat::svg ? described(picture, title, description) : picture;
}

std::string seconds_text(double seconds) {
    std::string text = std::to_string(seconds);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text + (text == "1" ? " second" : " seconds");
}

std::string complaint_about(const ChildResult& result, const LayoutLimits& limits) {
    switch (result.ending) {
        case Ending::timed_out: return "Graphviz did not finish the layout in " + seconds_text(limits.seconds);
        case Ending::crashed: return std::string("Graphviz crashed: ") + ::strsignal(result.detail);
        case Ending::not_started: return std::string("Graphviz could not be started: ") + std::strerror(result.detail);
        default: return "Graphviz could not draw the graph";
    }
}

/// Each line that Graphviz wrote as a note, the first few.
void add_messages(Diagnostic& finding, std::string_view messages) {
    constexpr std::size_t most_lines = 5;
    for (std::size_t lines = 0; !messages.empty() && lines < most_lines; ++lines) {
        const std::string_view line = messages.substr(0, messages.find('\n'));
        if (!line.empty()) finding.note({}, "Graphviz: " + printable(line));
        messages.remove_prefix(std::min(messages.size(), line.size() + 1));
    }
}

}  // namespace

Result<std::string> lay_out(const std::string& dot_text, PictureFormat format, const LayoutLimits& limits) {
    ChildResult result = run_in_child([&] { return draw(dot_text, format); }, limits.seconds, limits.memory);
    if (result.ending == Ending::fine) return std::move(result.out);
    auto failure = fail(FailureKind::environment, Code::layout_failed, {}, complaint_about(result, limits),
                        "draw fewer items, or write dot text, which needs no layout");
    add_messages(*failure.value().diagnostics.begin(), result.messages);
    return failure;
}

}  // namespace millwright::layout
