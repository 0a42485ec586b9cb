#include "migrate/plan_sections.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace millwright::migrate {
namespace {

constexpr std::array<std::array<std::string_view, 2>, 4> action_counts{
    {{" to add", " added"}, {" to change", " changed"}, {" to remove", " removed"}, {" to move", " moved"}}};

using ActionCounts = std::array<std::size_t, 4>;

std::string counted(std::size_t count, std::size_t action, bool applied) {
    return std::to_string(count) + std::string(action_counts[action][applied ? 1 : 0]);
}

/// Those that are not nothing.
std::string some_counts(const ActionCounts& counts, bool applied) {
    std::string text;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0) text += (text.empty() ? "" : ", ") + counted(counts[i], i, applied);
    }
    return text;
}

/// "default_setting" becomes "default settings".
std::string plural(std::string_view kind) {
    std::string text(kind);
    std::replace(text.begin(), text.end(), '_', ' ');
    if (text == "production" || text.ends_with("ss")) return text == "process" ? "processes" : text;
    if (text.ends_with('y')) return text.substr(0, text.size() - 1) + "ies";
    return text + "s";
}

PlanSection section_of(const Plan& plan, const SectionWords& words, std::size_t most) {
    PlanSection section;
    section.words = &words;
    std::unordered_map<std::string_view, std::size_t> of_subject;
    for (const Operation& operation : plan.operations) {
        if (operation.risk != words.risk) continue;
        if (++section.count > most) continue;
        const auto [at, is_new] = of_subject.emplace(operation.subject, section.groups.size());
        if (is_new) section.groups.push_back({operation.subject, {}});
        section.groups[at->second].operations.push_back(&operation);
    }
    section.left_out = section.count - std::min(section.count, most);
    return section;
}

}  // namespace

std::vector<PlanSection> sections_of(const Plan& plan, bool full) {
    const bool all = full || plan.operations.size() <= long_plan;
    std::vector<PlanSection> sections;
    for (const SectionWords& words : section_words) {
        PlanSection section = section_of(plan, words, all ? plan.operations.size() : words.most);
        if (section.count > 0) sections.push_back(std::move(section));
    }
    return sections;
}

std::vector<KindCounts> counts_by_kind(const Plan& plan, bool applied) {
    std::vector<std::string_view> order;
    std::map<std::string_view, ActionCounts> counts;
    for (const Operation& operation : plan.operations) {
        const auto [at, is_new] = counts.emplace(operation.kind, ActionCounts{});
        if (is_new) order.push_back(operation.kind);
        ++at->second[static_cast<std::size_t>(operation.action)];
    }
    std::vector<KindCounts> all;
    for (const std::string_view kind : order) all.push_back({plural(kind), some_counts(counts[kind], applied)});
    return all;
}

std::string counts_text(const PlanCounts& counts, bool applied) {
    std::string text = counted(counts.add, 0, applied) + ", " + counted(counts.change, 1, applied) + ", " +
                       counted(counts.remove, 2, applied);
    if (counts.move > 0) text += ", " + counted(counts.move, 3, applied);
    std::string notes;
    const auto note = [&](std::size_t count, std::string_view word) {
        if (count == 0) return;
        if (!notes.empty()) notes += ", ";
        notes += std::to_string(count) + " " + std::string(word);
    };
    note(counts.destructive, "destructive");
    note(counts.protect, "protected");
    note(counts.unsupported, "unsupported");
    note(counts.not_compared, counts.not_compared == 1 ? "secret not compared" : "secrets not compared");
    note(counts.attention, applied ? "for attention" : counts.attention == 1 ? "needs attention" : "need attention");
    return notes.empty() ? text : text + " (" + notes + ")";
}

}  // namespace millwright::migrate
