// What a process does: handlers, steps, compensations, triggers; schedules and stories beside it. Declared behaviour only,
// flat and by index like everything in a production; conditions are kept as text with their place (graph/condition.h
// reads them).
#pragma once

#include <optional>

#include "graph/duration.h"
#include "graph/ids.h"
#include "graph/source.h"
#include "graph/text.h"

namespace millwright {

/// A name written in settings, with its place: a message, an item, a step, a story.
struct NameRef {
    Text name;
    Place place;
};

/// `when`, `where`: an expression as written. Empty text: always.
struct Expression {
    Text text;
    Place place;  ///< of the value in the file, quotes included
    /// The text stands in its source byte for byte, one byte behind the beginning of `place`.
    bool verbatim = false;
    /// `when_text`: what another world says, which nobody here understands. It may be either.
    bool foreign = false;
};

/// An entry of `with` or `set`: a field and the expression that gives its value.
struct Assignment {
    Text field;
    Expression value;
};

/// `name = "type"` in fields, state, inputs, outputs. `type` is written without the `?`.
struct Field {
    Text name;
    Text type;
    bool optional = false;
    Place place;
};

enum class Interaction : std::uint8_t { async, sync };

/// One entry of `send`.
struct Send {
    Text to;       ///< a target setting of the same process
    Text message;  ///< empty: the one received
    Interaction mode = Interaction::sync;
    Expression when;
    Range<Assignment> with;
    std::optional<Duration> timeout;
    Place place;  ///< of `to`
    Text description = {};
    Place message_place{};
};

enum class Dispatch : std::uint8_t { typed, decorated, fallback };

/// `correlate`: a field, or an instance field equal to an event field.
struct Correlation {
    Text instance_field;
    Text event_field;
    Place place;
};

struct Handler {
    Text on;  ///< a message, or "*"
    Text method;
    Dispatch dispatch = Dispatch::typed;
    Expression when;
    Range<Send> sends;
    Text reply;  ///< a message, or "request"
    bool reject = false;
    Range<NameRef> reads;
    bool start = false;
    bool end = false;
    bool compensates = false;
    Range<Correlation> correlate;
    Text description;
    Place place;
};

enum class StepKind : std::uint8_t {
    service,
    send,
    wait,
    human_task,
    subprocess,
    parallel,
    condition,
    side_effect,
    query,
    foreach,
    llm_intent,
    callback,
    input,
};

enum class Backoff : std::uint8_t { exponential, fixed, linear };

struct Retry {
    std::uint32_t max_attempts = 1;  ///< 0: unlimited
    Backoff backoff = Backoff::exponential;
    Duration interval{1'000};
    double factor = 2.0;
    Duration max_interval{60'000};
    Text description = {};
};

enum class RunAs : std::uint8_t { async, thread, process };
enum class ParallelFailure : std::uint8_t { fail_fast, wait_all, rollback };
enum class EffectKind : std::uint8_t { create, update };

struct Effect {
    EffectKind kind = EffectKind::create;
    Text entity;
    Expression where;
    Range<Assignment> set;
    Place place;
    Text description = {};
};

/// A button of a human task.
struct Outcome {
    Text name;
    Text label;
    Text go_to;  ///< a step, "complete" or "fail"
    Range<Assignment> set;
    Text confirm;
    Text style;
    Place place;
    Text description = {};
    Place go_to_place{};
};

struct Satisfies {
    Text story;
    Text outcome;
    Place place;  ///< of `story`
    Text description = {};
    Place outcome_place{};
};

/// Where a step names other things; unknown for what it does not say.
struct StepPlaces {
    Place to;
    Place message;
    Place compensate_with;
    Place on_success;
    Place on_failure;
    Place on_true;
    Place on_false;
    Place subject;
    Place detail;
    Place assignee_role;
};

struct Step {
    Text name;
    StepKind kind = StepKind::service;
    Expression when;
    Range<NameRef> after;
    bool after_given = false;
    bool required = true;
    Range<NameRef> needs;
    Range<NameRef> gives;  ///< "key?" optional, as written
    Duration timeout{30'000};
    Retry retry;
    RunAs run_as = RunAs::async;
    bool fail_fast = false;
    Text compensate_with;
    Text on_success;
    Text on_failure;
    Range<Satisfies> satisfies;
    Range<Effect> effects;

    Text to;  ///< service, send, callback: a target setting
    Text message;
    Range<Assignment> with;
    Text call;     ///< service: "Payment.charge"
    Text subject;  ///< channel, surface, process, entity, intent, form, or the key that foreach goes over
    Text detail;   ///< human_task: entity; wait: signal; foreach: the step
    Text assignee_role;
    Range<Outcome> outcomes;
    Range<NameRef> steps;  ///< parallel
    ParallelFailure on_any_failure = ParallelFailure::fail_fast;
    Text on_true;
    Text on_false;
    Expression where;
    Text description;
    Place place;
    Text wait_description = {};  ///< of the table of `wait`
    StepPlaces places{};
};

struct Compensation {
    Text name;
    Text to;
    Text message;
    Range<Assignment> with;
    Text call;
    Duration timeout{30'000};
    Place place;
    Text description = {};
    Place to_place{};
    Place message_place{};
};

enum class TriggerKind : std::uint8_t {
    entity_status,
    entity_change,
    cron,
    every,
    event,
    message,
    signal,
    completed,
    manual,
};

struct Trigger {
    TriggerKind kind = TriggerKind::manual;
    Text subject;  ///< entity, cron text, event, message, signal, process
    Text to;       ///< the new status, or "created" "updated" "deleted"; cron: the time zone
    Text from;
    Duration every;
    Place place;  ///< of `subject`
    Text description = {};
    Place to_place{};
    Place from_place{};
};

enum class Overlap : std::uint8_t { skip, queue, cancel_previous, allow };
enum class WhenFailed : std::uint8_t { compensate, stop };
enum class RouteChoice : std::uint8_t { first, all };

/// An output of a process and the story outcome that it satisfies, if any.
struct Output {
    Field field;
    Satisfies satisfies;
    Text description = {};
};

/// The behaviour of a process item. A process that only routes has handlers; a workflow has steps; a process manager has
/// handlers with a start and correlations.
struct Behaviour {
    Text title;
    Range<NameRef> implements;
    Range<Trigger> triggers;
    Range<Field> inputs;
    Range<Output> outputs;
    Duration timeout{86'400'000};
    Overlap overlap = Overlap::skip;
    Text announces_start;
    Text announces_complete;
    Text announces_failure;
    Place announces_place{};
    WhenFailed when_failed = WhenFailed::compensate;
    RouteChoice route = RouteChoice::first;
    Range<NameRef> streams;
    Range<Field> state;
    Range<Handler> handlers;
    Range<Step> steps;
    Range<Compensation> compensations;
    Text workflow_target;
    Text workflow_product_type;
    bool workflow_task = false;
    Text announces_description;
    Text workflow_description;
};

struct Schedule {
    Text name;
    Text title;
    Range<NameRef> implements;
    Text cron;
    std::optional<Duration> every;
    Text timezone;  ///< empty: UTC
    bool catch_up = false;
    Overlap overlap = Overlap::skip;
    std::optional<Duration> timeout;
    Text process;
    Range<Step> steps;
    Place place;
    Text description = {};
    Place cron_place{};  ///< of `cron` or `every`
    Place timezone_place{};
    Place process_place{};
    Place timeout_place{};
};

enum class StoryStatus : std::uint8_t { draft, accepted, rejected };

struct Unless {
    Text when;
    Text then;
    Place place;
    Text description = {};
};

struct Story {
    Text name;
    Text title;
    Text persona;
    StoryStatus status = StoryStatus::draft;
    Range<NameRef> entities;
    Range<NameRef> given;
    Range<NameRef> when;
    Range<NameRef> then;
    Range<Unless> unless;
    Text executed_by;
    bool narrative_only = false;
    Place place;
    Text description = {};
    Place executed_by_place{};
};

/// A lifecycle edge of an entity.
struct Transition {
    Text from;
    Text to;
    Text description = {};
    Place from_place{};
    Place to_place{};
};

struct Entity {
    Text name;
    Range<NameRef> states;
    Range<Transition> transitions;
    Range<Field> fields;
    Place place;
    Text description = {};
};

/// A channel, surface, role or intent: only its name means anything.
enum class DeclaredKind : std::uint8_t { channel, surface, role, intent };

struct DeclaredName {
    DeclaredKind kind = DeclaredKind::channel;
    Text name;
    Place place;
    Text description = {};
};

}  // namespace millwright
