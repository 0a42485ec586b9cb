// An operation as lines for people: what is done, in words where there are some, and what belongs to it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "graph/next_times.h"
#include "migrate/plan.h"

namespace millwright::migrate {

/// The texts that the operations' places are in; either may be missing.
struct PlanSources {
    const Sources* before = nullptr;
    const Sources* after = nullptr;
};

struct LineStyle {
    bool full = false;    ///< nothing is cut
    bool details = true;  ///< what a thing consists of that comes or goes as a whole; else how much it is
    std::string engine;   ///< what does not hold what is only declared
    const Clock* clock = nullptr;
};

struct PlanLine {
    bool marked = true;  ///< begins with the mark of its action; else it is a remark
    Action action = Action::change;
    std::size_t depth = 0;  ///< 0: the operation itself; 1: what belongs to it; ...
    std::string text;
    std::string where;  ///< "settings.toml:12", or ""
};

class OperationLines {
public:
    OperationLines(const PlanSources& sources, const LineStyle& style) : sources_(sources), style_(style) {}

    /// The first one is the operation's own, with its place; its reason is not among them.
    std::vector<PlanLine> of(const Operation& operation);
    /// What it touches, in words: "reached from: In, Orders"; "" for nothing.
    std::string impact(const Operation& operation);
    /// Whether anything was cut so far.
    bool has_cut() const { return has_cut_; }
    /// At most as many characters of harmless text as a phrase may have.
    std::string phrase(std::string_view text);

private:
    class Writer;

    std::string cut(std::string_view text, std::size_t longest);

    const PlanSources& sources_;
    const LineStyle style_;
    bool has_cut_ = false;
};

}  // namespace millwright::migrate
