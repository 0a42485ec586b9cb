#include "migrate/plan_markdown.h"

#include <algorithm>
#include <array>

#include "graph/utf8.h"
#include "migrate/plan_text.h"

namespace millwright::migrate {
namespace {

/// What the colouring of differences makes green, orange, red and orange.
constexpr std::array<char, 4> diff_marks{'+', '!', '-', '!'};
/// Kept free for the ends of blocks and the sentence about what is left out.
constexpr std::size_t reserve = 1'000;
constexpr std::size_t longest_name = 200;
constexpr std::size_t most_findings = 20;
constexpr std::string_view marker = "<!-- millwright plan -->\n";

std::size_t longest_run(std::string_view text) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

/// At most so many bytes of it, whole characters.
std::string cut(std::string_view text, std::size_t longest) {
    std::string shown = printable(text);
    if (shown.size() <= longest) return shown;
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(shown[end]) & 0xC0U) == 0x80U) --end;
    return shown.substr(0, end) + "…";
}

/// As code within a line.
std::string code(std::string_view text) {
    const std::string shown = cut(text, longest_name);
    const std::string ticks(longest_run(shown) + 1, '`');
    const bool pad = shown.empty() || shown.front() == '`' || shown.back() == '`';
    return ticks + (pad ? " " : "") + shown + (pad ? " " : "") + ticks;
}

/// As a block of code that the text cannot end.
std::string block(std::string_view language, std::string_view text) {
    const std::string fence(std::max<std::size_t>(3, longest_run(text) + 1), '`');
    return fence + std::string(language) + "\n" + std::string(text) + fence + "\n";
}

std::string changes(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " change" : " changes");
}

class Writer {
public:
    Writer(const Plan& plan, const PlanSources& sources, const MarkdownStyle& style, std::size_t room)
        : plan_(plan),
          room_(room),
          lines_(sources, {false, plan.operations.size() <= long_plan, plan.target.engine, style.clock}) {}

    std::string text() {
        out_ = "### Plan for " + code(plan_.production) + "\n\n";
        if (!plan_.has_changes()) {
            out_ += plan_text(plan_, {}) + "\n";
        } else {
            out_ += "**" + counts_text(plan_.counts()) + "**\n\n";
        }
        write_target();
        for (const PlanSection& section : sections_of(plan_, false)) write_section(section);
        write_findings();
        if (shortened_ || lines_.has_cut()) {
            out_ += "Not all is shown here: `--full` or `--format json` shows it.\n\n";
        }
        return std::move(out_);
    }

private:
    void write_target() {
        if (plan_.target.url.empty()) return;
        out_ += plan_.target.name.empty() ? "Compared with " : "Deployment " + code(plan_.target.name) + ", ";
        out_ += code(plan_.target.url);
        if (plan_.base_revision != 0) out_ += ", revision " + std::to_string(plan_.base_revision);
        out_ += "\n\n";
    }

    void write_section(const PlanSection& section) {
        const SectionWords& words = *section.words;
        std::string body;
        std::size_t left_out = section.left_out;
        for (const SubjectGroup& group : section.groups) left_out += write_group(group, words, body);
        const std::string title =
            std::string(words.title) + std::string(words.needs) + " (" + changes(section.count) + ")";
        shortened_ = shortened_ || left_out > 0;
        const std::string rest = left_out == 0 ? "" : "\n… and " + std::to_string(left_out) + " more\n";
        const std::string shown = body.empty() ? "" : block("diff", body);
        if (words.grave()) {
            out_ += "#### " + title + "\n\n" + shown + rest + "\n";
        } else {
            out_ += std::string(words.risk == Risk::attention ? "<details open>" : "<details>") + "<summary>" + title +
                    "</summary>\n\n" + shown + rest + "\n</details>\n\n";
        }
    }

    /// Gives how many operations there was no room for.
    std::size_t write_group(const SubjectGroup& group, const SectionWords& words, std::string& body) {
        std::string head = "@@ " + (group.subject.empty() ? "production" : cut(group.subject, longest_name)) + " @@\n";
        for (std::size_t i = 0; i < group.operations.size(); ++i) {
            const Operation& operation = *group.operations[i];
            const auto all = lines_.of(operation);
            const std::string why = remarks(words, group, i);
            std::string text = head + joined(all, all.size()) + why;
            if (!fits(body, text)) {
                shortened_ = true;
                text = head + joined(all, 1) + why;
            }
            if (!fits(body, text)) return group.operations.size() - i;
            body += text;
            head.clear();
        }
        return 0;
    }

    bool fits(const std::string& body, const std::string& text) const {
        return out_.size() + body.size() + text.size() + reserve < room_;
    }

    static std::string joined(const std::vector<PlanLine>& lines, std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) {
            const PlanLine& line = lines[i];
            text += line.marked ? diff_marks[static_cast<std::size_t>(line.action)] : ' ';
            text += std::string(1 + 4 * line.depth, ' ') + cut(line.text, 4 * longest_name);
            if (!line.where.empty()) text += "  (" + cut(line.where, longest_name) + ")";
            text += '\n';
        }
        return text;
    }

    std::string remarks(const SectionWords& words, const SubjectGroup& group, std::size_t index) {
        const Operation& operation = *group.operations[index];
        std::string text;
        if (words.risk != Risk::safe && !operation.reason.empty() && !reason_follows(group, index)) {
            text += "      " + cut(lines_.phrase(operation.reason), 4 * longest_name) + "\n";
        }
        const bool impact = words.grave() || operation.kind == "default_setting";
        if (impact && operation.kind != "secret" && !operation.impact.empty() && !impact_follows(group, index)) {
            text += "      " + cut(lines_.impact(operation), 4 * longest_name) + "\n";
        }
        return text;
    }

    void write_findings() {
        std::string body;
        std::size_t count = 0;
        for (const Diagnostic& finding : plan_.findings) {
            if (finding.severity == Severity::off) continue;
            std::string text =
                std::string(name_of(finding.code)) + ": " + cut(finding.message, 4 * longest_name) + "\n";
            if (!finding.hint.empty()) text += "    " + cut(finding.hint, 4 * longest_name) + "\n";
            if (++count > most_findings || !fits(body, text)) continue;
            body += text;
        }
        if (!body.empty()) out_ += block("text", body) + "\n";
    }

    const Plan& plan_;
    const std::size_t room_;
    OperationLines lines_;
    std::string out_;
    bool shortened_ = false;
};

}  // namespace

std::string plans_markdown(const std::vector<Plan>& plans, const PlanSources& sources, const MarkdownStyle& style) {
    // What one plan needs at the least, so that each of a few has room.
    constexpr std::size_t least = 3'000;
    std::string out(marker);
    for (std::size_t i = 0; i < plans.size(); ++i) {
        const std::size_t left = style.most - std::min(style.most, out.size());
        if (left < least) {
            out += "… and " + std::to_string(plans.size() - i) + " more productions\n";
            break;
        }
        out += Writer(plans[i], sources, style, std::max(least, left / (plans.size() - i))).text();
    }
    return out;
}

}  // namespace millwright::migrate
