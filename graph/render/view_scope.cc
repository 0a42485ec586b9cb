// What was chosen of a view, in words.
#include <algorithm>
#include <array>

#include "graph/render/style.h"
#include "graph/render/view_parts.h"

namespace millwright::render {
namespace {

constexpr std::size_t most_named = 3;
constexpr std::size_t name_columns = 40;

/// "A", "A and B", "A, B and C", "A, B, C and 4 more"
std::string listed(const std::vector<std::string>& names, std::size_t most = most_named) {
    std::string text;
    const std::size_t shown = std::min(names.size(), most);
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
        text += names[i].empty() ? "\"\"" : shortened(names[i], name_columns);
    }
    if (names.size() > shown) text += " and " + std::to_string(names.size() - shown) + " more";
    return text;
}

std::string focus(const ViewOptions& options) {
    if (options.focus.empty()) return {};
    static constexpr std::array<std::string_view, 3> routes{" either way", " upstream", " downstream"};
    static constexpr std::array<std::string_view, 3> everything{"upstream and downstream", "upstream", "downstream"};
    const auto direction = static_cast<std::size_t>(options.direction);
    std::string text = "focus on " + listed(options.focus);
    if (options.depth == 0) return text + " alone";
    if (options.depth == any_depth) return text + ", everything " + std::string(everything[direction]);
    return text + ", " + counted(options.depth, "route") + std::string(routes[direction]);
}

std::string roles(const ViewOptions& options) {
    if (options.roles.empty()) return {};
    static constexpr std::array<std::string_view, 4> several{"services", "processes", "operations", "components"};
    std::vector<std::string> names;
    for (std::size_t role = 0; role < several.size(); ++role) {
        const auto wanted = static_cast<Role>(role);
        if (std::find(options.roles.begin(), options.roles.end(), wanted) != options.roles.end())
            names.emplace_back(several[role]);
    }
    return "only " + listed(names, names.size());
}

std::string categories(const ViewOptions& options) {
    std::vector<std::string> names = options.categories;
    std::erase(names, std::string());
    const bool without = names.size() != options.categories.size();
    std::string text;
    if (!names.empty()) text = std::string(names.size() == 1 ? "only category " : "only categories ") + listed(names);
    if (without) text += text.empty() ? "only items without a category" : ", and items without one";
    return text;
}

std::string messages(const ViewOptions& options) {
    if (options.messages.empty()) return {};
    return std::string(options.messages.size() == 1 ? "only message " : "only messages ") + listed(options.messages);
}

std::string origins(const ViewOptions& options) {
    if (options.origins.empty()) return {};
    std::vector<std::string> names;
    for (const Origin each : options.origins) names.emplace_back(name_of(each));
    return "only routes of origin " + listed(names);
}

std::string changed(const ViewOptions& options) {
    if (!options.changed_only) return {};
    if (options.context == 0) return "only what changes";
    if (options.context == any_depth) return "only what changes, and everything up and down of it";
    return "only what changes, and " + counted(options.context, "route") + " around it";
}

std::string not_known(std::size_t routes) {
    if (routes == 0) return {};
    return counted(routes, "route") + " whose messages are not known " + (routes == 1 ? "is" : "are") + " left out";
}

}  // namespace

std::vector<std::string> scope_of(const ViewOptions& options, std::size_t unknown_messages) {
    // The focus is drawn even where a filter would leave it out.
    const std::string_view beside =
        options.focus.empty() ? "" : (options.focus.size() == 1 ? " beside it" : " beside them");
    std::vector<std::string> scope;
    const auto add = [&](std::string text, std::string_view end = {}) {
        if (!text.empty()) scope.push_back(std::move(text.append(end)));
    };
    add(focus(options));
    add(changed(options));
    add(roles(options), beside);
    add(categories(options), beside);
    add(origins(options));
    add(messages(options));
    add(not_known(unknown_messages));
    return scope;
}

}  // namespace millwright::render
