#include "tests/support/entangled_steps.h"

#include <array>
#include <random>

namespace millwright::test {
namespace {

constexpr std::array<Text, 9> names{"a", "b", "c", "d", "e", "fail", "complete", "nobody", ""};

class Entangled {
public:
    explicit Entangled(std::uint32_t seed) : random_(seed) {}

    Production run() {
        Behaviour behaviour;
        std::vector<Step> steps;
        for (std::size_t i = 0, n = 1 + below(8); i < n; ++i) steps.push_back(step(i));
        behaviour.steps = append(made_.steps, std::move(steps));
        Compensation undo;
        undo.name = "a";
        behaviour.compensations = append(made_.compensations, std::vector<Compensation>{undo});
        Item item;
        item.name = "P";
        item.role = Role::process;
        item.behaviour = behaviour;
        made_.items.push_back(item);
        return std::move(made_);
    }

private:
    std::size_t below(std::size_t count) { return random_() % count; }
    bool one_in(std::size_t count) { return below(count) == 0; }
    Text name() { return names[below(names.size())]; }
    Text name_once_in(std::size_t count) { return one_in(count) ? name() : Text(); }
    Range<NameRef> several() {
        std::vector<NameRef> all(below(4));
        for (NameRef& each : all) each.name = name();
        return append(made_.names, std::move(all));
    }

    Step step(std::size_t i) {
        Step step;
        step.name = names[one_in(4) ? 0 : i % 5];
        step.kind = static_cast<StepKind>(below(13));
        if (one_in(3)) step.when.text = "x";
        step.after_given = one_in(3);
        if (step.after_given) step.after = several();
        step.on_success = name_once_in(3);
        step.on_failure = name_once_in(4);
        step.compensate_with = name_once_in(3);
        if (step.kind == StepKind::condition) {
            step.on_true = name_once_in(2);
            step.on_false = name_once_in(2);
        }
        if (step.kind == StepKind::foreach) step.detail = name();
        if (step.kind == StepKind::parallel) step.steps = several();
        if (step.kind == StepKind::human_task) {
            std::vector<Outcome> outcomes(below(3));
            for (Outcome& each : outcomes) each.go_to = name();
            step.outcomes = append(made_.outcomes, std::move(outcomes));
        }
        return step;
    }

    std::mt19937 random_;
    Production made_;
};

}  // namespace

Production entangled_steps(std::uint32_t seed) {
    return Entangled(seed).run();
}

}  // namespace millwright::test
