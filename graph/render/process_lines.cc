#include "graph/render/process_lines.h"

#include <algorithm>
#include <array>

#include "graph/secret.h"
#include "graph/step_words.h"

namespace millwright::render {
namespace {

constexpr std::size_t most_listed = 4;

/// The first few texts that `text_of` makes of `all`, and how many more there are.
template <class Things, class TextOf>
std::string few(const Things& all, TextOf text_of) {
    std::string text;
    for (std::size_t i = 0; i < std::min(all.size(), most_listed); ++i) {
        text += (i == 0 ? "" : ", ") + std::string(text_of(all[i]));
    }
    if (all.size() > most_listed) text += " and " + std::to_string(all.size() - most_listed) + " more";
    return text;
}

/// Only names: what is called like a secret is then no secret, but where one comes from.
bool is_reference(Text text) {
    const auto part_of_name = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    };
    return !text.empty() && !(text.front() >= '0' && text.front() <= '9') &&
           std::all_of(text.begin(), text.end(), part_of_name);
}

std::string wait_words(const Step& step) {
    const std::string time = step.timeout == Duration{} ? std::string() : to_text(step.timeout);
    if (step.detail.empty()) return said({"for ", time});
    return said({"for signal ", step.detail}) + said({", at most ", time});
}

std::string task_words(const Step& step) {
    const std::string who = said({"by ", step.assignee_role});
    const std::string where = said({"on ", step.subject});
    return who + (who.empty() || where.empty() ? "" : ", ") + where;
}

std::string query_words(const Step& step) {
    return said({"reads ", step.subject}) + said({" where ", shown({}, step.where)});
}

std::string parallel_words(const Step& step) {
    constexpr std::array<std::string_view, 3> words{"if one fails, the others stop", "if one fails, the others go on",
                                                    "if one fails, all are undone"};
    return std::string(words[static_cast<std::size_t>(step.on_any_failure)]);
}

/// What a step does, before anything else that is said of it.
void add_action(const Step& step, std::string_view target, std::vector<std::string>& lines) {
    const auto add = [&](std::string text) {
        if (!text.empty()) lines.push_back(std::move(text));
    };
    switch (step.kind) {
        case StepKind::service:
        case StepKind::callback:
        case StepKind::send:
            add(sending_words("sends ", step.message, step.call, target));
            add(said({"on channel ", step.kind == StepKind::send ? step.subject : Text()}));
            break;
        case StepKind::wait: return add(wait_words(step));
        case StepKind::human_task: add(task_words(step)); return add(said({"about ", step.detail}));
        case StepKind::subprocess: return add(said({"runs ", step.subject}));
        case StepKind::parallel: return add(parallel_words(step));
        case StepKind::condition: return add(said({shown({}, step.when), "?"}));
        case StepKind::side_effect: return;
        case StepKind::query: return add(query_words(step));
        case StepKind::foreach: return add(said({"for each of ", step.subject}));
        case StepKind::llm_intent: return add(said({"intent ", step.subject}));
        case StepKind::input: return add(said({"form ", step.subject}));
    }
}

/// "within 2d" of what waits for somebody; "timeout 5m" of others that have another than the usual.
std::string timeout_words(const Step& step) {
    if (step.kind == StepKind::wait || step.timeout == Duration{}) return {};
    const bool waits = step.kind == StepKind::callback || step.kind == StepKind::human_task;
    if (step.kind == StepKind::callback) return "answer within " + to_text(step.timeout);
    if (step.timeout == default_timeout(step.kind)) return {};
    return (waits ? "within " : "timeout ") + to_text(step.timeout);
}

}  // namespace

std::string said(std::initializer_list<std::string_view> texts) {
    std::string whole;
    for (const std::string_view each : texts) {
        if (each.empty()) return {};
        whole += each;
    }
    return whole;
}

std::string listed(std::span<const NameRef> names) {
    return few(names, [](const NameRef& each) { return each.name; });
}

std::string listed(std::span<const Text> names) {
    return few(names, [](Text each) { return each; });
}

std::string shown(Text field, const Expression& expression) {
    if (expression.text.empty()) return {};
    const bool secret = holds_secret(expression.text) || (!field.empty() && !is_reference(expression.text) &&
                                                          looks_like_clear_secret(field, expression.text));
    return std::string(secret ? masked_secret : expression.text);
}

std::string assignment_words(std::span<const Assignment> all) {
    return few(all, [](const Assignment& each) {
        if (each.field == each.value.text) return std::string(each.field);
        return std::string(each.field) + " = " + shown(each.field, each.value);
    });
}

std::string effect_words(const Production& production, const Effect& effect) {
    const std::string_view verb = effect.kind == EffectKind::create ? "creates " : "updates ";
    return std::string(verb) + std::string(effect.entity) + said({" where ", shown({}, effect.where)}) +
           said({": ", assignment_words(slice(production.assignments, effect.set))});
}

std::string retry_words(const Retry& retry) {
    if (retry.max_attempts == 1) return {};
    const std::string times =
        retry.max_attempts == 0 ? "again and again, " : "up to " + std::to_string(retry.max_attempts) + " times, ";
    if (retry.backoff == Backoff::fixed) return times + "every " + to_text(retry.interval);
    return times + std::string(name_of(retry.backoff)) + " from " + to_text(retry.interval);
}

std::string correlation_words(std::span<const Correlation> all) {
    return few(all, [](const Correlation& each) {
        if (each.instance_field == each.event_field) return std::string(each.instance_field);
        return std::string(each.instance_field) + " = event." + std::string(each.event_field);
    });
}

std::string field_words(std::span<const Field> fields) {
    return few(fields, [](const Field& each) {
        return std::string(each.name) + ": " + std::string(each.type) + (each.optional ? "?" : "");
    });
}

std::string sending_words(std::string_view verb, Text message, Text call, std::string_view target) {
    if (message.empty() && target.empty()) return said({"calls ", call});
    if (message.empty()) return (call.empty() ? "calls " : "calls " + std::string(call) + " of ") + std::string(target);
    return std::string(verb) + std::string(message) + said({" to ", target});
}

std::string_view overlap_words(Overlap overlap) {
    constexpr std::array<std::string_view, 4> words{"", "runs wait for one another", "a new run ends the one before",
                                                    "runs may overlap"};
    return words[static_cast<std::size_t>(overlap)];
}

std::vector<std::string> step_lines(const Production& production, const Step& step, std::string_view target) {
    std::vector<std::string> lines;
    const auto add = [&](std::string text) {
        if (!text.empty()) lines.push_back(std::move(text));
    };
    add_action(step, target, lines);
    const auto effects = slice(production.effects, step.effects);
    for (const Effect& each : effects.first(std::min(effects.size(), most_listed))) add(effect_words(production, each));
    if (effects.size() > most_listed) add("and " + std::to_string(effects.size() - most_listed) + " more effects");
    if (step.kind != StepKind::condition) add(said({"only when ", shown({}, step.when)}));
    if (step.after_given && step.after.count > 1) add(said({"after all of ", listed(production.of(step.after))}));
    add(timeout_words(step));
    add(retry_words(step.retry));
    if (!step.required) add("may fail");
    add(said({"needs ", listed(production.of(step.needs))}));
    add(said({"gives ", listed(production.of(step.gives))}));
    const auto satisfies = slice(production.satisfied, step.satisfies);
    for (const Satisfies& each : satisfies.first(std::min(satisfies.size(), most_listed))) {
        add("satisfies " + std::string(each.story) + said({": ", each.outcome}));
    }
    if (satisfies.size() > most_listed) add("and " + std::to_string(satisfies.size() - most_listed) + " more outcomes");
    return lines;
}

}  // namespace millwright::render
