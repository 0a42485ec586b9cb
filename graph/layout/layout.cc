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

/// `nop2` only draws what is placed already; nothing else may be asked for by a text.
const char* engine_of(Agraph_t* graph) {
    std::string key = "layout";
    const char* asked = agget(graph, key.data());
    return asked != nullptr && std::string_view(asked) == "nop2" ? "nop2" : "dot";
}

/// In the child: nothing is given back to Graphviz, the process ends.
std::string draw(const std::string& dot_text, PictureFormat format) {
    Agraph_t* graph = read_graph(dot_text);
    if (graph == nullptr) throw std::runtime_error("not a graph");
    GVC_t* context = gvContext();
    if (gvLayout(context, graph, engine_of(graph)) != 0) throw std::runtime_error("no layout");
    char* bytes = nullptr;
    unsigned int length = 0;
    if (gvRenderData(context, graph, format_names[static_cast<std::size_t>(format)], &bytes, &length) != 0 ||
        bytes == nullptr || length == 0) {
        throw std::runtime_error("no picture");
    }
    return std::string(bytes, length);
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
