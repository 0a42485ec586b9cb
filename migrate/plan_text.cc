#include "migrate/plan_text.h"

#include <algorithm>
#include <array>

#include "graph/utf8.h"

namespace millwright::migrate {
namespace {

constexpr std::array<char, 4> marks{'+', '~', '-', '>'};
constexpr std::array<std::string_view, 4> mark_colours{"\x1b[32m", "\x1b[33m", "\x1b[31m", "\x1b[36m"};
constexpr std::string_view grave_colour = "\x1b[1;31m";
constexpr std::string_view attention_colour = "\x1b[1;33m";
constexpr std::string_view safe_colour = "\x1b[1m";
constexpr std::string_view plain = "\x1b[0m";

std::string_view colour_of(const SectionWords& words) {
    if (words.grave()) return grave_colour;
    return words.risk == Risk::attention ? attention_colour : safe_colour;
}

class Writer {
public:
    Writer(const Plan& plan, const PlanSources& sources, const PlanStyle& style)
        : plan_(plan),
          style_(style),
          short_(!style.full && plan.operations.size() > long_plan),
          lines_(sources, {style.full, !short_, plan.target.engine, style.clock}) {}

    std::string text() {
        if (!plan_.has_changes()) return no_changes();
        out_ = (style_.applied ? "Changed: " : "Plan: ") + counts_text(plan_.counts(), style_.applied) + "\n";
        if (short_) write_kinds();
        bool left_out = false;
        for (const PlanSection& section : sections_of(plan_, style_.full)) {
            write_section(section);
            left_out = left_out || section.left_out > 0;
        }
        if (short_)
            out_ += "\nThis is the short form; --full shows all " + std::to_string(plan_.operations.size()) +
                    " changes with what belongs to them.\n";
        else if (lines_.has_cut())
            out_ += "\n… is where something long is cut; --full shows it.\n";
        return std::move(out_);
    }

private:
    std::string coloured(std::string_view colour, std::string_view text) const {
        if (!style_.colour) return std::string(text);
        return std::string(colour) + std::string(text) + std::string(plain);
    }

    std::string no_changes() const {
        const std::size_t count = plan_.not_compared.size();
        if (count == 0) return "No changes.\n";
        return "No changes that can be seen: " + std::to_string(count) +
               (count == 1 ? " secret is not compared.\n" : " secrets are not compared.\n");
    }

    void write_kinds() {
        const auto kinds = counts_by_kind(plan_, style_.applied);
        std::size_t widest = 0;
        for (const KindCounts& each : kinds) widest = std::max(widest, each.kind.size());
        for (const KindCounts& each : kinds) {
            out_ += "  " + each.kind + std::string(widest + 2 - each.kind.size(), ' ') + each.counts + "\n";
        }
    }

    void write_section(const PlanSection& section) {
        const SectionWords& words = *section.words;
        const std::string title = std::string(words.title) + std::string(style_.applied ? "" : words.needs);
        out_ += "\n" + coloured(colour_of(words), title) + "\n";
        if (short_)
            write_flat(section);
        else
            for (const SubjectGroup& group : section.groups) write_group(words, group);
        if (section.left_out > 0) {
            out_ += "  … and " + std::to_string(section.left_out) + " more; --full shows all\n";
        }
    }

    void write_group(const SectionWords& words, const SubjectGroup& group) {
        out_ += "  " + lines_.phrase(group.subject.empty() ? "production" : group.subject) + "\n";
        for (std::size_t i = 0; i < group.operations.size(); ++i) {
            write_operation(words, *group.operations[i], {});
            write_remarks(words, group, i);
        }
    }

    /// One line for each operation, and what many have in common said once.
    void write_flat(const PlanSection& section) {
        SubjectGroup all;
        for (const SubjectGroup& group : section.groups) {
            all.operations.insert(all.operations.end(), group.operations.begin(), group.operations.end());
        }
        for (std::size_t i = 0; i < all.operations.size(); ++i) {
            const Operation& operation = *all.operations[i];
            write_operation(*section.words, operation,
                            operation.subject.empty() ? "" : lines_.phrase(operation.subject) + ": ");
            write_remarks(*section.words, all, i);
        }
    }

    void write_operation(const SectionWords& words, const Operation& operation, const std::string& subject) {
        for (const PlanLine& line : lines_.of(operation)) {
            const bool first = line.depth == 0;
            out_ += first && words.grave() ? "  " + coloured(grave_colour, "!") + " "
                                           : std::string(4 + 4 * line.depth, ' ');
            const auto index = static_cast<std::size_t>(line.action);
            const std::string text = (first ? subject : std::string()) + line.text;
            if (line.marked)
                out_ += coloured(mark_colours[index], std::string(1, marks[index]) + " " + text);
            else
                out_ += line.text;
            if (!line.where.empty()) out_ += "  (" + line.where + ")";
            out_ += '\n';
        }
    }

    void write_remarks(const SectionWords& words, const SubjectGroup& group, std::size_t index) {
        const Operation& operation = *group.operations[index];
        if (words.risk != Risk::safe && !operation.reason.empty() && !reason_follows(group, index)) {
            out_ += "        " + lines_.phrase(operation.reason) + "\n";
        }
        const bool impact = words.grave() || style_.full || operation.kind == "default_setting";
        if (impact && operation.kind != "secret" && !operation.impact.empty() && !impact_follows(group, index)) {
            out_ += "        " + lines_.impact(operation) + "\n";
        }
    }

    const Plan& plan_;
    const PlanStyle& style_;
    const bool short_;
    OperationLines lines_;
    std::string out_;
};

}  // namespace

bool reason_follows(const SubjectGroup& group, std::size_t index) {
    if (index + 1 >= group.operations.size()) return false;
    return group.operations[index]->reason == group.operations[index + 1]->reason;
}

bool impact_follows(const SubjectGroup& group, std::size_t index) {
    if (index + 1 >= group.operations.size()) return false;
    return group.operations[index]->impact == group.operations[index + 1]->impact;
}

std::string plan_text(const Plan& plan, const PlanSources& sources, const PlanStyle& style) {
    return Writer(plan, sources, style).text();
}

}  // namespace millwright::migrate
