// A production as text, so that tests of readers and writers can compare two of them and show what differs.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "graph/production.h"

namespace millwright::test {

inline std::string model_text(const Production& production, const Setting& setting) {
    std::string out =
        "    " + std::string(setting.scope) + "/" + std::string(setting.name) + "=[" + std::string(setting.value) + "]";
    if (setting.is_target()) out += " names";
    for (const NameRef& each : production.of(setting.names)) out += " " + std::string(each.name);
    return out + "\n";
}

inline std::string model_text(const Production& production, const Item& item, bool sorted) {
    std::string out = "  item [" + std::string(item.name) + "]";
    const auto flag = [&](const Flag& is, Text otherwise) {
        return sorted && is.text().empty() ? otherwise : is.text();
    };
    for (const Text text : {item.category, item.class_name, sorted && item.pool_size.empty() ? "1" : item.pool_size,
                            flag(item.enabled, "true"), flag(item.foreground, "false"), item.comment,
                            flag(item.log_trace_events, "false"), item.schedule, name_of(item.role)}) {
        out += " [" + std::string(text) + "]";
    }
    std::vector<std::string> lines;
    for (const Attribute& each : production.of(item.attributes)) {
        lines.push_back("    @" + std::string(each.name) + "=[" + std::string(each.value) + "]\n");
    }
    if (sorted) std::sort(lines.begin(), lines.end());
    out += "\n";
    for (const std::string& line : lines) out += line;
    lines.clear();
    for (const Setting& each : production.of(item.settings)) lines.push_back(model_text(production, each));
    if (sorted) std::sort(lines.begin(), lines.end());
    for (const std::string& line : lines) out += line;
    return out;
}

/// With `sorted`, the order of items and settings does not show, nor whether an empty description is null or an empty
/// attribute absent.
inline std::string model_text(const Production& production, bool sorted = false) {
    const auto flag = [&](const Flag& is) { return std::string(sorted && is.text().empty() ? "false" : is.text()); };
    std::string out = "production [" + std::string(production.name) + "] [" + flag(production.testing_enabled) + "] [" +
                      flag(production.log_general_trace_events) + "] [" + std::string(production.actor_pool_size) +
                      "] [" + std::string(production.description) + "]";
    if (!sorted) out += " " + std::to_string(static_cast<int>(production.description_presence));
    out += "\n";
    std::vector<std::string> lines;
    for (const Attribute& each : production.of(production.production_attributes)) {
        lines.push_back("  @" + std::string(each.name) + "=[" + std::string(each.value) + "]\n");
    }
    for (const Setting& each : production.of(production.production_settings)) {
        lines.push_back(model_text(production, each));
    }
    if (sorted) std::sort(lines.begin(), lines.end());
    for (const std::string& line : lines) out += line;
    lines.clear();
    for (const Item& item : production.items) lines.push_back(model_text(production, item, sorted));
    if (sorted) std::sort(lines.begin(), lines.end());
    for (const std::string& line : lines) out += line;
    return out;
}

}  // namespace millwright::test
