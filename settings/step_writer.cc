#include <charconv>

#include "settings/step_keys.h"
#include "settings/toml_key.h"
#include "settings/writers.h"

namespace millwright::settings {
namespace {

using Pairs = std::vector<TomlPair>;

/// The shortest text that reads back the same, as a decimal of TOML.
std::string decimal(double number) {
    char text[64];
    const auto [end, error] = std::to_chars(std::begin(text), std::end(text), number);
    std::string out(text, end);
    return out.find_first_of(".en") == std::string::npos ? out + ".0" : out;
}

void write_retry(TomlSection& section, const Retry& retry) {
    static const Retry plain;
    Pairs pairs;
    if (retry.max_attempts != plain.max_attempts) {
        pairs.push_back(
            {"max_attempts", retry.max_attempts == 0 ? "\"unlimited\"" : std::to_string(retry.max_attempts)});
    }
    if (retry.backoff != plain.backoff) {
        pairs.push_back({"backoff", word("retry", "backoff", static_cast<std::size_t>(retry.backoff))});
    }
    if (retry.interval != plain.interval) pairs.push_back({"interval", quoted_text(to_text(retry.interval))});
    if (retry.factor != plain.factor) pairs.push_back({"factor", decimal(retry.factor)});
    if (retry.max_interval != plain.max_interval) {
        pairs.push_back({"max_interval", quoted_text(to_text(retry.max_interval))});
    }
    if (!retry.description.empty()) pairs.push_back({"description", plain_text(retry.description)});
    if (!pairs.empty()) section.pair("retry", toml_table(pairs));
}

void write_satisfied(TomlSection& section, std::span<const Satisfies> satisfied) {
    std::vector<std::string> tables;
    for (const Satisfies& each : satisfied) tables.push_back(satisfies_table(each));
    section.tables("satisfies", tables);
}

void write_effects(TomlSection& section, const Production& production, std::span<const Effect> effects) {
    std::vector<std::string> tables;
    for (const Effect& effect : effects) {
        Pairs pairs{{effect.kind == EffectKind::create ? "create" : "update", plain_text(effect.entity)}};
        if (!effect.where.text.empty()) pairs.push_back({"where", plain_text(effect.where.text)});
        if (!effect.set.empty()) pairs.push_back({"set", assignments_table(production.of(effect.set))});
        if (!effect.description.empty()) pairs.push_back({"description", plain_text(effect.description)});
        tables.push_back(toml_table(pairs));
    }
    section.tables("effects", tables);
}

void write_outcomes(TomlSection& section, const Production& production, std::span<const Outcome> outcomes) {
    std::vector<std::string> tables;
    for (const Outcome& outcome : outcomes) {
        Pairs pairs{{"name", plain_text(outcome.name)}};
        const auto add = [&](std::string_view key, Text value) {
            if (!value.empty()) pairs.push_back({key, plain_text(value)});
        };
        add("label", outcome.label);
        add("goto", outcome.go_to);
        if (!outcome.set.empty()) pairs.push_back({"set", assignments_table(production.of(outcome.set))});
        add("confirm", outcome.confirm);
        add("style", outcome.style);
        add("description", outcome.description);
        tables.push_back(toml_table(pairs));
    }
    section.tables("outcomes", tables);
}

void write_time(TomlSection& section, const Step& step) {
    if (step.kind != StepKind::wait) {
        if (step.timeout != default_timeout(step.kind)) section.pair("timeout", quoted_text(to_text(step.timeout)));
    } else if (step.detail.empty()) {
        section.pair("wait", quoted_text(to_text(step.timeout)));
    } else {
        Pairs pairs{{"signal", plain_text(step.detail)}};
        if (step.timeout != Duration{}) pairs.push_back({"timeout", quoted_text(to_text(step.timeout))});
        if (!step.wait_description.empty()) pairs.push_back({"description", plain_text(step.wait_description)});
        section.pair("wait", toml_table(pairs));
    }
}

void write_keys_of_kind(TomlSection& section, const Production& production, const Step& step) {
    for (const StepKey& each : step_keys) {
        if (!each.belongs_to(step.kind) || each.where == nullptr) continue;
        if (!(step.*(each.where)).empty()) section.pair(each.key, plain_text(step.*(each.where)));
    }
    const Text entity = step.kind == StepKind::query        ? step.subject
                        : step.kind == StepKind::human_task ? step.detail
                                                            : Text{};
    if (!entity.empty()) section.pair("entity", plain_text(entity));
    if (!step.where.text.empty()) section.pair("where", plain_text(step.where.text));
    if (!step.with.empty()) section.pair("with", assignments_table(production.of(step.with)));
    write_names(section, "steps", production.of(step.steps));
    if (step.on_any_failure != ParallelFailure::fail_fast) {
        section.pair("on_any_failure", word("step", "on_any_failure", static_cast<std::size_t>(step.on_any_failure)));
    }
    write_outcomes(section, production, slice(production.outcomes, step.outcomes));
}

void write_flow(TomlSection& section, const Production& production, const Step& step) {
    if (!step.when.text.empty()) section.pair(condition_key(step.when), plain_text(step.when.text));
    if (step.after_given) section.pair("after", name_array(production.of(step.after)));
    section.flag_if("required", step.required, true);
    write_names(section, "needs", production.of(step.needs));
    write_names(section, "gives", production.of(step.gives));
    write_time(section, step);
    write_retry(section, step.retry);
    if (step.run_as != RunAs::async) {
        section.pair("run_as", word("step", "run_as", static_cast<std::size_t>(step.run_as)));
    }
    section.flag_if("fail_fast", step.fail_fast, false);
    const auto add = [&](std::string_view key, Text value) {
        if (!value.empty()) section.pair(key, plain_text(value));
    };
    add("compensate_with", step.compensate_with);
    add("on_success", step.on_success);
    add("on_failure", step.on_failure);
}

TomlSection step_section(const std::string& path, const Production& production, const Step& step) {
    TomlSection section(path, true);
    section.pair("name", plain_text(step.name));
    if (!step.description.empty()) section.pair("description", plain_text(step.description));
    if (step.kind != StepKind::service) section.pair("kind", word("step", "kind", static_cast<std::size_t>(step.kind)));
    write_keys_of_kind(section, production, step);
    write_flow(section, production, step);
    write_satisfied(section, slice(production.satisfied, step.satisfies));
    write_effects(section, production, slice(production.effects, step.effects));
    return section;
}

}  // namespace

void write_steps(TomlSection& section, const Production& production, Range<Step> steps) {
    for (const Step& step : slice(production.steps, steps)) {
        section.below(step_section(section.path() + ".step", production, step));
    }
}

}  // namespace millwright::settings
