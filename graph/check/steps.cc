// What steps and compensations name: other steps, compensations, processes, entities, channels, surfaces, roles, intents;
// and steps that lack what their kind needs.
#include <algorithm>
#include <array>

#include "graph/check/step_list.h"
#include "graph/utf8.h"

namespace millwright::check {
namespace {

/// Words of other worlds for the two ends.
struct EndWord {
    std::string_view word;
    std::string_view end;
};
constexpr std::array<EndWord, 8> end_words{{{"end", "complete"},
                                            {"done", "complete"},
                                            {"finish", "complete"},
                                            {"stop", "complete"},
                                            {"error", "fail"},
                                            {"failed", "fail"},
                                            {"abort", "fail"},
                                            {"completed", "complete"}}};

/// Kinds of names that a step refers to and that are checked only where one of the kind is declared.
struct DeclaredUse {
    StepKind kind;
    DeclaredKind declared;
    std::string_view key;
    std::string_view word;
    Text Step::*name;
    Place StepPlaces::*place;
};
constexpr std::array<DeclaredUse, 4> declared_uses{{
    {StepKind::send, DeclaredKind::channel, "channel", "channel", &Step::subject, &StepPlaces::subject},
    {StepKind::human_task, DeclaredKind::surface, "surface", "surface", &Step::subject, &StepPlaces::subject},
    {StepKind::human_task, DeclaredKind::role, "assignee_role", "role", &Step::assignee_role,
     &StepPlaces::assignee_role},
    {StepKind::llm_intent, DeclaredKind::intent, "intent", "intent", &Step::subject, &StepPlaces::subject},
}};

/// What a step of some kind cannot do without.
struct Lack {
    StepKind kind;
    bool (*lacks)(const Step&);
    std::string_view what;
    std::string_view hint;
};
constexpr std::array<Lack, 10> lacks{{
    {StepKind::condition, [](const Step& s) { return s.on_true.empty() && s.on_false.empty(); },
     "is a condition without a branch", "write on_true = \"STEP\", on_false = \"STEP\", or both"},
    {StepKind::parallel, [](const Step& s) { return s.steps.empty(); }, "is parallel and names no steps",
     "write steps = [\"a\", \"b\"]"},
    {StepKind::foreach, [](const Step& s) { return s.subject.empty(); }, "is a foreach over nothing",
     "write over = \"KEY\", a list that an earlier step gives"},
    {StepKind::foreach, [](const Step& s) { return s.detail.empty(); }, "is a foreach without a step",
     "write step = \"STEP\", which is run for each element"},
    {StepKind::subprocess, [](const Step& s) { return s.subject.empty(); }, "is a subprocess and names no process",
     "write process = \"PROCESS\""},
    {StepKind::query, [](const Step& s) { return s.subject.empty(); }, "is a query of no entity",
     "write entity = \"ENTITY\""},
    {StepKind::side_effect, [](const Step& s) { return s.effects.empty(); }, "is a side effect without effects",
     "write effects = [{ create = \"ENTITY\" }]"},
    {StepKind::llm_intent, [](const Step& s) { return s.subject.empty(); }, "names no intent",
     "write intent = \"INTENT\""},
    {StepKind::send, [](const Step& s) { return s.to.empty() && s.subject.empty() && s.call.empty(); },
     "sends to nobody", "write to = \"TARGET SETTING\" or channel = \"CHANNEL\""},
    {StepKind::wait, [](const Step& s) { return s.detail.empty() && s.timeout == Duration{}; }, "waits for nothing",
     "write wait = \"5m\" or wait = { signal = \"NAME\", timeout = \"1h\" }"},
}};

class Steps {
public:
    Steps(Checked& checked, const KnownNames& processes)
        : checked_(checked),
          production_(checked.production),
          refused_(checked.reported(Code::out_of_range) || checked.reported(Code::bad_duration)),
          processes_(processes) {
        for (const DeclaredName& each : production_.declared_names) {
            declared_[static_cast<std::size_t>(each.kind)].add(each.name, each.place);
        }
    }

    void check(const StepList& list) {
        names_ = {};
        compensations_ = {};
        collect_steps(list);
        collect_compensations(list);
        for (const Step& step : list.steps) {
            check_jumps(list, step);
            check_lists_of_steps(list, step);
            check_compensation(list, step);
            check_declared(list, step);
            check_process(list, step);
            check_lacks(list, step);
        }
    }

private:
    void collect_steps(const StepList& list) {
        for (const Step& step : list.steps) {
            if (names_.has(step.name)) {
                checked_.found
                    .add(Code::duplicate_step, step.place,
                         "two steps of " + list.owner() + " are called " + in_quotes(step.name))
                    .note(names_.place_of(step.name), "the first " + in_quotes(step.name) + " is here")
                    .advise("rename one of them: what names the step could mean either");
            }
            names_.add(step.name, step.place);
        }
    }

    void collect_compensations(const StepList& list) {
        for (const Compensation& each : list.compensations) {
            if (compensations_.has(each.name)) {
                checked_.found
                    .add(Code::duplicate_compensation, each.place,
                         "two compensations of " + list.owner() + " are called " + in_quotes(each.name))
                    .note(compensations_.place_of(each.name), "the first " + in_quotes(each.name) + " is here")
                    .advise("rename one of them");
            }
            compensations_.add(each.name, each.place);
        }
    }

    void check_step_name(const StepList& list, const Step& step, std::string_view key, Text name, Place place) {
        if (name.empty() || names_.has(name)) return;
        auto& finding = report_unknown(checked_, Code::unknown_step, nearer(place, step.place),
                                       "`" + std::string(key) + "` of " + list.called(step), "step", name);
        if (compensations_.has(name)) {
            finding.note(compensations_.place_of(name), in_quotes(name) + " is a compensation")
                .advise("a compensation is named by compensate_with");
            return;
        }
        names_.suggest(checked_, finding, name);
    }

    void check_jump(const StepList& list, const Step& step, std::string_view key, Text name, Place place) {
        if (name.empty() || is_end(name) || names_.has(name)) return;
        check_step_name(list, step, key, name, place);
        Diagnostic& finding = checked_.found.last();
        const auto word =
            std::find_if(end_words.begin(), end_words.end(), [&](const EndWord& each) { return each.word == name; });
        if (word != end_words.end()) finding.advise("the end is called " + in_quotes(word->end));
    }

    void check_jumps(const StepList& list, const Step& step) {
        for (const Jump& jump : jumps()) {
            check_jump(list, step, jump.key, step.*(jump.name), step.places.*(jump.place));
        }
        for (const Outcome& outcome : slice(production_.outcomes, step.outcomes)) {
            check_jump(list, step, "goto", outcome.go_to, outcome.go_to_place);
        }
    }

    void check_lists_of_steps(const StepList& list, const Step& step) {
        for (const NameRef& each : production_.of(step.after)) {
            check_step_name(list, step, "after", each.name, each.place);
        }
        for (const NameRef& each : production_.of(step.steps)) {
            check_step_name(list, step, "steps", each.name, each.place);
        }
        if (step.kind == StepKind::foreach) check_step_name(list, step, "step", step.detail, step.places.detail);
    }

    void check_compensation(const StepList& list, const Step& step) {
        if (step.compensate_with.empty() || compensations_.has(step.compensate_with)) return;
        auto& finding =
            report_unknown(checked_, Code::unknown_compensation, nearer(step.places.compensate_with, step.place),
                           "`compensate_with` of " + list.called(step), "compensation", step.compensate_with);
        compensations_.suggest(checked_, finding, step.compensate_with,
                               list.schedule != nullptr ? "a schedule has no compensations; let it start a process"
                               : compensations_.empty() ? "declare it: [[process.X.compensation]] of the same process"
                                                        : "");
    }

    void check_declared(const StepList& list, const Step& step) {
        for (const DeclaredUse& use : declared_uses) {
            const Text name = step.*(use.name);
            const KnownNames& known = declared_[static_cast<std::size_t>(use.declared)];
            if (use.kind != step.kind || name.empty() || known.empty() || known.has(name)) continue;
            auto& finding =
                report_unknown(checked_, Code::unknown_declared_name, nearer(step.places.*(use.place), step.place),
                               "`" + std::string(use.key) + "` of " + list.called(step), use.word, name);
            known.suggest(checked_, finding, name,
                          "declare it: [" + std::string(use.word) + "." + toml_key(name) + "]");
        }
    }

    void check_process(const StepList& list, const Step& step) {
        if (step.kind != StepKind::subprocess || step.subject.empty()) return;
        check_process_name(checked_, processes_, "`process` of " + list.called(step), step.subject,
                           nearer(step.places.subject, step.place));
    }

    void check_lacks(const StepList& list, const Step& step) {
        for (const Lack& each : lacks) {
            if (each.kind != step.kind || !each.lacks(step)) continue;
            if (step.kind == StepKind::wait && refused_) continue;
            checked_.found.add(Code::incomplete_step, step.place, list.called(step) + " " + std::string(each.what))
                .advise(std::string(each.hint));
        }
    }

    Checked& checked_;
    const Production& production_;
    bool refused_;                        // reading has refused values, times among them
    std::array<KnownNames, 4> declared_;  // by DeclaredKind
    const KnownNames& processes_;
    KnownNames names_;          // of the list being checked
    KnownNames compensations_;  // of the list being checked
};

}  // namespace

void check_process_name(Checked& checked, const KnownNames& processes, const std::string& where, Text name,
                        Place place) {
    if (name.empty() || processes.has(name)) return;
    if (const ItemId other = checked.index.find(name)) {
        const Item& item = checked.production[other];
        checked.found
            .add(Code::unknown_process, place,
                 where + " names " + in_quotes(name) + ", which is no process but " +
                     (item.role == Role::component ? "a component"
                      : item.role == Role::service ? "a service"
                                                   : "an operation"))
            .note(item.place, in_quotes(name) + " is declared here")
            .advise("name a process");
        return;
    }
    auto& finding = report_unknown(checked, Code::unknown_process, place, where, "process", name);
    processes.suggest(checked, finding, name, "declare it: [process." + toml_key(name) + "]");
}

KnownNames processes_of(const Production& production) {
    KnownNames processes;
    for (const Item& item : production.items) {
        if (item.role == Role::process) processes.add(item.name, item.place);
    }
    return processes;
}

void check_triggers(Checked& checked, const KnownNames& processes) {
    for (const Item& item : checked.production.items) {
        if (!item.behaviour) continue;
        for (const Trigger& each : slice(checked.production.triggers, item.behaviour->triggers)) {
            if (each.kind != TriggerKind::completed) continue;
            check_process_name(checked, processes, "the trigger of " + in_quotes(item.name), each.subject, each.place);
        }
    }
}

void check_steps(Checked& checked, std::span<const StepList> lists, const KnownNames& processes) {
    Steps steps(checked, processes);
    for (const StepList& list : lists) steps.check(list);
}

}  // namespace millwright::check
