// Names on the command line: which nodes they mean, and which mean none.
#include <algorithm>

#include "graph/render/view_parts.h"
#include "graph/suggest.h"
#include "graph/utf8.h"

namespace millwright::render {
namespace {

/// Looking for what is near is linear in the names that there are.
constexpr std::size_t most_suggestions = 200;
constexpr std::size_t most_listed = 8;

using Names = std::vector<std::string_view>;

Names distinct(Names names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

Names names_of_nodes(const View& view) {
    Names names;
    for (const ViewNode& node : view.nodes) {
        names.push_back(node.name);
        if (node.change == Change::moved) names.push_back(node.was);
    }
    return distinct(std::move(names));
}

Names names_of_categories(const View& view) {
    Names names;
    for (const ViewNode& node : view.nodes) {
        if (node.missing) continue;
        const auto parts = split_names(node.category);
        if (parts.empty()) names.emplace_back();
        if (parts.size() > 1) names.push_back(node.category);
        names.insert(names.end(), parts.begin(), parts.end());
    }
    return distinct(std::move(names));
}

Names names_of_messages(const View& view) {
    Names names;
    for (const ViewNode& node : view.nodes) {
        for (const NameRef& each : node.emits) names.push_back(each.name);
        for (const NameRef& each : node.accepts) names.push_back(each.name);
    }
    for (const ViewEdge& edge : view.edges) names.insert(names.end(), edge.messages.begin(), edge.messages.end());
    std::erase(names, "*");
    return distinct(std::move(names));
}

/// "there are A, B and C", if they are few.
std::string list_of(const Names& names) {
    if (names.empty() || names.size() > most_listed) return {};
    std::string text = "there ";
    text += names.size() == 1 ? "is " : "are ";
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
        text += in_quotes(names[i]);
    }
    return text;
}

class Report {
public:
    explicit Report(Diagnostics& found) : found_(found) {}

    /// `none` is said of the empty name where that is one of those wanted.
    void unknown(const std::vector<std::string>& wanted, Names (*names_in)(const View&), const View& view,
                 std::string_view nothing, std::string_view none) {
        if (wanted.empty()) return;
        Names names = names_in(view);
        const bool has_none = !names.empty() && names.front().empty();
        for (const std::string& each : wanted) {
            if (std::binary_search(names.begin(), names.end(), std::string_view(each))) continue;
            const bool is_none = each.empty() && !none.empty();
            found_.add(Code::unknown_name, {},
                       is_none ? std::string(none) : std::string(nothing) + " " + in_quotes(each));
            if (is_none) continue;
            const std::span<const std::string_view> named = std::span(names).subspan(has_none ? 1 : 0);
            found_.last().advise(hint(each, {named.begin(), named.end()}));
        }
    }

private:
    std::string hint(const std::string& name, const Names& names) {
        if (++suggested_ > most_suggestions) return {};
        std::string near = did_you_mean(name, names);
        return near.empty() ? list_of(names) : near;
    }

    Diagnostics& found_;
    std::size_t suggested_ = 0;
};

}  // namespace

void report_unknown_names(const View& view, const ViewOptions& options, Diagnostics& found) {
    Report report(found);
    report.unknown(options.focus, names_of_nodes, view, "no item is called", {});
    report.unknown(options.categories, names_of_categories, view, "no item is in category",
                   "no item is without a category");
    report.unknown(options.messages, names_of_messages, view, "no item sends or takes message", {});
}

bool is_in_category(const ViewNode& node, std::string_view category) {
    const auto parts = split_names(node.category);
    if (category.empty()) return parts.empty();
    return node.category == category || std::find(parts.begin(), parts.end(), category) != parts.end();
}

Text first_category(Text categories) {
    if (categories.empty()) return {};
    const auto parts = split_names(categories);
    return parts.empty() ? Text{} : parts.front();
}

Marks nodes_named(const View& view, const std::vector<std::string>& names) {
    Marks marks(view.nodes.size(), false);
    if (names.empty()) return marks;
    const Names wanted = distinct({names.begin(), names.end()});
    const auto is_wanted = [&](Text name) { return std::binary_search(wanted.begin(), wanted.end(), name); };
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const ViewNode& node = view.nodes[i];
        marks[i] = is_wanted(node.name) || (node.change == Change::moved && is_wanted(node.was));
    }
    return marks;
}

}  // namespace millwright::render
