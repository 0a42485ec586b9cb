// Which keys of a step belong to which kinds of steps, and where the model keeps them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "graph/process.h"
#include "graph/step_words.h"

namespace millwright::settings {

struct StepKey {
    std::string_view key;
    std::uint32_t kinds;          ///< one bit for each StepKind
    Text Step::*where = nullptr;  ///< nullptr: read and written apart
    Place StepPlaces::*place = nullptr;

    constexpr bool belongs_to(StepKind kind) const { return (kinds >> static_cast<unsigned>(kind) & 1U) != 0; }
};

template <class... Kind>
constexpr std::uint32_t in_kinds(Kind... kinds) {
    return (0U | ... | (1U << static_cast<unsigned>(kinds)));
}

inline constexpr std::uint32_t senders = in_kinds(StepKind::service, StepKind::send, StepKind::callback);

inline constexpr std::array<StepKey, 20> step_keys{{
    {"to", senders, &Step::to, &StepPlaces::to},
    {"message", senders, &Step::message, &StepPlaces::message},
    {"with", senders | in_kinds(StepKind::subprocess, StepKind::llm_intent)},
    {"call", in_kinds(StepKind::service, StepKind::send), &Step::call},
    {"channel", in_kinds(StepKind::send), &Step::subject, &StepPlaces::subject},
    {"wait", in_kinds(StepKind::wait)},
    {"surface", in_kinds(StepKind::human_task), &Step::subject, &StepPlaces::subject},
    {"entity", in_kinds(StepKind::human_task, StepKind::query)},
    {"assignee_role", in_kinds(StepKind::human_task), &Step::assignee_role, &StepPlaces::assignee_role},
    {"outcomes", in_kinds(StepKind::human_task)},
    {"process", in_kinds(StepKind::subprocess), &Step::subject, &StepPlaces::subject},
    {"steps", in_kinds(StepKind::parallel)},
    {"on_any_failure", in_kinds(StepKind::parallel)},
    {"on_true", in_kinds(StepKind::condition), &Step::on_true, &StepPlaces::on_true},
    {"on_false", in_kinds(StepKind::condition), &Step::on_false, &StepPlaces::on_false},
    {"where", in_kinds(StepKind::query)},
    {"over", in_kinds(StepKind::foreach), &Step::subject, &StepPlaces::subject},
    {"step", in_kinds(StepKind::foreach), &Step::detail, &StepPlaces::detail},
    {"intent", in_kinds(StepKind::llm_intent), &Step::subject, &StepPlaces::subject},
    {"form", in_kinds(StepKind::input), &Step::subject, &StepPlaces::subject},
}};

using millwright::default_timeout;

}  // namespace millwright::settings
