// Stories: who implements them, which of their outcomes are satisfied, and references to stories that do not exist.
// Exact references count; likely matches by words are no business of a check.
#include <deque>
#include <unordered_set>

#include "graph/check/step_list.h"
#include "graph/utf8.h"

namespace millwright::check {
namespace {

struct StoryFacts {
    const Story* story;
    KnownNames outcomes;
    std::unordered_set<Text> satisfied;
    bool implemented = false;
};

class Stories {
public:
    Stories(Checked& checked, std::span<const StepList> lists)
        : checked_(checked), production_(checked.production), lists_(lists) {
        for (const Story& story : production_.stories) {
            names_.add(story.name, story.place);
            StoryFacts facts{&story, {}, {}, false};
            for (const NameRef& then : production_.of(story.then)) facts.outcomes.add(then.name, then.place);
            for (const Unless& each : slice(production_.exceptions, story.unless)) {
                if (!each.then.empty()) facts.outcomes.add(each.then, each.place);
            }
            stories_.emplace(story.name, std::move(facts));
        }
    }

    void check() {
        check_references();
        for (const Story& story : production_.stories) check_story(story);
    }

private:
    void check_references() {
        for (const Item& item : production_.items) {
            if (!item.behaviour) continue;
            const std::string owner = in_quotes(item.name);
            check_implements(item.behaviour->implements, owner);
            for (const Output& each : slice(production_.outputs, item.behaviour->outputs)) {
                check_satisfies(each.satisfies,
                                [&] { return "output " + in_quotes(each.field.name) + " of " + owner; });
            }
        }
        for (const Schedule& each : production_.schedules) {
            check_implements(each.implements, "schedule " + in_quotes(each.name));
        }
        for (const StepList& list : lists_) {
            for (const Step& step : list.steps) {
                for (const Satisfies& each : slice(production_.satisfied, step.satisfies)) {
                    check_satisfies(each, [&] { return list.called(step); });
                }
            }
        }
    }

    StoryFacts* find(Text story, Place place, const std::string& where) {
        const auto found = stories_.find(story);
        if (found != stories_.end()) return &found->second;
        auto& finding = report_unknown(checked_, Code::unknown_story, place, where, "story", story);
        names_.suggest(checked_, finding, story, names_.empty() ? "declare it: [story." + toml_key(story) + "]" : "");
        return nullptr;
    }

    void check_implements(Range<NameRef> implements, const std::string& owner) {
        for (const NameRef& each : production_.of(implements)) {
            StoryFacts* facts = find(each.name, each.place, "`implements` of " + owner);
            if (facts == nullptr) continue;
            facts->implemented = true;
            if (facts->story->status != StoryStatus::rejected) continue;
            checked_.found
                .add(Code::rejected_story_implemented, each.place,
                     owner + " implements story " + in_quotes(each.name) + ", which was rejected")
                .note(facts->story->place, in_quotes(each.name) + " is declared here")
                .advise("take it out of `implements`, or give the story another status");
        }
    }

    template <class Where>
    void check_satisfies(const Satisfies& each, const Where& where) {
        if (each.story.empty()) return;
        StoryFacts* facts = find(each.story, each.place, "`satisfies` of " + where());
        if (facts == nullptr) return;
        facts->satisfied.insert(each.outcome);
        if (facts->outcomes.has(each.outcome)) return;
        auto& finding = checked_.found.add(Code::unknown_story_outcome, nearer(each.outcome_place, each.place),
                                           where() + " satisfies " + in_quotes(each.outcome) +
                                               ", which is no outcome of story " + in_quotes(each.story));
        facts->outcomes.suggest(checked_, finding, each.outcome,
                                facts->outcomes.empty() ? "the story has no outcomes: add then = [\"...\"] to it" : "");
    }

    void check_story(const Story& story) {
        check_executed_by(story);
        if (story.status != StoryStatus::accepted || story.narrative_only) return;
        const StoryFacts& facts = stories_.at(story.name);
        if (facts.story != &story) return;
        if (!facts.implemented && facts.satisfied.empty()) {
            if (!story.executed_by.empty()) return;
            checked_.found
                .add(Code::story_not_implemented, story.place,
                     "story " + in_quotes(story.name) + " is accepted, and nothing implements it")
                .advise("name it in `implements` of a process, or write executed_by or narrative_only = true");
            return;
        }
        for (const NameRef& each : production_.of(story.then)) check_outcome(facts, each.name, each.place);
        for (const Unless& each : slice(production_.exceptions, story.unless)) {
            if (!each.then.empty()) check_outcome(facts, each.then, each.place);
        }
    }

    void check_outcome(const StoryFacts& facts, Text outcome, Place place) {
        if (facts.satisfied.count(outcome) != 0) return;
        checked_.found
            .add(Code::outcome_not_satisfied, place,
                 "no step and no output satisfies the outcome " + in_quotes(outcome) + " of story " +
                     in_quotes(facts.story->name))
            .advise("say which step does: satisfies = [{ story = " + in_quotes(facts.story->name) +
                    ", outcome = " + in_quotes(outcome) + " }]");
    }

    void check_executed_by(const Story& story) {
        if (story.executed_by.empty()) return;
        const Place place = nearer(story.executed_by_place, story.place);
        if (story.narrative_only) {
            checked_.found
                .add(Code::story_told_and_executed, place,
                     "story " + in_quotes(story.name) + " is narrative_only and says what executes it")
                .advise("keep one of them");
        }
        if (executors_.empty()) collect_executors();
        if (exists(story.executed_by)) return;
        auto& finding = checked_.found.add(Code::unknown_executed_by, place,
                                           "story " + in_quotes(story.name) + " is executed by " +
                                               in_quotes(story.executed_by) + ", and there is no such thing");
        executors_.suggest(checked_, finding, story.executed_by,
                           "write process.NAME, process.NAME.step.STEP, service.NAME, schedule.NAME or surface.NAME");
    }

    /// A route of a host program is nothing that settings declare; surfaces are checked where some are declared.
    bool exists(Text by) const {
        if (by.starts_with("host_route ") || executors_.has(by) || checked_.index.find(by)) return true;
        if (!by.starts_with("surface.")) return false;
        return !surfaces_declared_ || executors_.has(by.substr(0, by.rfind(".action.")));
    }

    void collect_executors() {
        const auto add = [&](std::string_view kind, Text name, Place place) {
            executor_texts_.push_back(std::string(kind) + "." + std::string(name));
            executors_.add(executor_texts_.back(), place);
        };
        for (const Item& item : production_.items) add(name_of(item.role), item.name, item.place);
        for (const Schedule& each : production_.schedules) add("schedule", each.name, each.place);
        for (const DeclaredName& each : production_.declared_names) {
            if (each.kind != DeclaredKind::surface) continue;
            surfaces_declared_ = true;
            add("surface", each.name, each.place);
        }
        for (const StepList& list : lists_) {
            if (list.item == nullptr) continue;
            const std::string process = "process." + std::string(list.item->name) + ".step";
            for (const Step& step : list.steps) add(process, step.name, step.place);
        }
    }

    Checked& checked_;
    const Production& production_;
    std::span<const StepList> lists_;
    KnownNames names_;
    std::deque<std::string> executor_texts_;  // "process.X.step.S"
    KnownNames executors_;                    // into executor_texts_
    bool surfaces_declared_ = false;
    std::unordered_map<Text, StoryFacts> stories_;
};

}  // namespace

void check_stories(Checked& checked, std::span<const StepList> lists) {
    Stories(checked, lists).check();
}

}  // namespace millwright::check
