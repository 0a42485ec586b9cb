// The one table of diagnostic codes. A code's number is printed as MWnnn and never changes its meaning.
// MW0xx files and format, 1xx names and types, 2xx routes, 3xx processes and steps, 4xx process managers, 5xx schedules,
// 6xx stories, 7xx migration, 8xx component sources, 9xx limits.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace millwright {

enum class Severity : std::uint8_t { off, note, warning, error };

enum class Code : std::uint16_t {
    cannot_read = 1,
    not_utf8 = 2,
    nul_byte = 3,
    syntax = 4,
    unknown_key = 5,
    wrong_type = 6,
    duplicate_key = 7,
    missing_key = 8,
    out_of_range = 9,
    bad_format_version = 10,
    include_cycle = 11,
    include_not_found = 12,
    no_production = 13,
    truncated = 14,
    unknown_variable = 15,
    bad_substitution = 16,
    not_understood = 17,
    unknown_format = 18,
    root_only = 19,
    bad_duration = 20,
    conflicting_keys = 22,
    unknown_deployment = 23,
    cannot_write = 24,
    usage = 25,
    bad_value = 26,
    not_available_yet = 27,
    include_matches_nothing = 28,
    variable_not_used = 29,
    unknown_name = 30,
    unusable_name = 31,
    name_taken = 32,
    bad_template = 33,
    module_not_understood = 34,
    python_not_available = 35,
    python_syntax = 36,
    python_dynamic = 37,
    python_refused = 38,
    python_module_missing = 39,

    duplicate_item = 101,
    illegal_item_name = 102,
    missing_class = 103,
    unknown_message = 104,
    bad_field_type = 106,
    not_a_boolean = 107,
    not_a_number = 108,
    unknown_production_key = 109,

    missing_target = 201,
    setting_names_no_item = 202,
    route_to_service = 203,
    unreached_item = 204,
    unused_operation = 205,
    adapter_settings_on_process = 206,
    disabled_on_every_path = 207,
    clear_text_secret = 208,
    message_not_accepted = 209,
    message_never_sent = 210,
    unknown_target_setting = 211,
    setting_alias = 212,
    secret_left_as_reference = 213,
    unknown_setting = 214,
    not_kept = 215,

    unknown_step = 300,
    duplicate_step = 301,
    unknown_compensation = 302,
    duplicate_compensation = 303,
    unknown_entity = 304,
    unknown_state = 305,
    unknown_transition = 306,
    unknown_declared_name = 307,
    unknown_process = 308,
    incomplete_step = 309,
    unknown_state_key = 310,
    foreach_over_nothing = 311,
    reserved_state_key = 313,
    duplicate_outcome = 314,
    unreachable_step = 315,
    no_path_to_end = 316,
    goto_cycle = 317,
    dependency_cycle = 318,
    after_against_goto = 319,
    subprocess_cycle = 320,
    unused_compensation = 321,
    effect_without_compensation = 322,
    input_with_effects = 323,
    required_after_optional = 324,
    retry_longer_than_process = 325,
    retry_without_wait = 326,
    steps_longer_than_process = 327,
    human_task_without_role = 328,
    wait_without_timeout = 329,
    handler_never_chosen = 330,

    condition_syntax = 340,
    condition_type = 341,
    condition_name = 342,
    never_true = 343,
    always_true = 344,
    covered_send = 345,
    not_exhaustive = 346,
    unknown_field = 347,
    wrong_value_type = 348,
    field_left_out = 349,

    manager_without_start = 400,
    manager_with_several_starts = 401,
    missing_correlation = 402,
    unknown_correlation_field = 403,
    optional_correlation_field = 404,
    event_handled_differently = 405,
    stream_not_subscribed = 406,
    answer_stream_not_subscribed = 407,
    manager_without_end = 408,
    event_never_raised = 409,
    effect_not_undone = 410,
    with_cannot_correlate = 411,

    bad_cron = 500,
    date_that_never_comes = 501,
    unknown_zone = 502,
    schedule_timing = 503,
    schedule_without_work = 504,
    timeout_longer_than_interval = 505,
    schedule_without_timeout = 506,
    zones_not_available = 507,

    unknown_story = 600,
    unknown_story_outcome = 601,
    unknown_executed_by = 602,
    story_not_implemented = 603,
    outcome_not_satisfied = 604,
    story_told_and_executed = 605,
    rejected_story_implemented = 606,

    unknown_scenario_item = 610,
    unknown_scenario_outcome = 611,
    scenario_expects_nothing = 612,
    scenario_without_route = 613,
    given_never_happens = 614,
    duplicate_scenario = 615,
    scenario_settings_missing = 616,

    nothing_deployed = 701,
    deployed_moved = 702,
    destructive_refused = 703,
    moved_from_gone = 704,
    moved_both_present = 705,
    lock_held = 706,
    state_newer = 707,
    state_damaged = 708,
    read_back_differs = 709,
    state_unwritable = 710,
    needs_confirmation = 711,
    outcome_unknown = 712,
    no_such_item = 713,
    unsupported_file_system = 714,
    git_failed = 715,
    protected_refused = 716,
    probably_renamed = 717,
    secret_missing = 718,
    plan_altered = 719,
    layout_failed = 720,
    plan_foreign = 721,
    plan_newer = 722,
    plan_applied = 723,
    plan_unreadable = 724,
    unsupported_refused = 725,
    drifted = 726,
    verify_differs = 727,
    apply_unfinished = 728,
    not_complete = 729,
    no_connection = 730,
    server_error = 731,
    protect_unknown = 732,
    moved_unknown = 733,
    secret_stale = 734,
    clock_behind = 735,
    plan_stale_settings = 736,

    class_not_found = 801,
    registered_twice = 802,
    dynamic_send = 803,
    sent_to_no_item = 804,
    switched_off = 805,
    class_in_several_files = 806,
    text_recoded = 807,

    too_deep = 901,
    too_large = 902,
    too_many = 903,
    outside_project = 904,
};

/// What is known of a code beside its number.
struct CodeInfo {
    Code code;
    Severity severity;             ///< the default
    std::string_view title;        ///< a few words, as in the list of codes
    std::string_view explanation;  ///< a paragraph with a wrong and a right example, for `explain`
};

/// Every code has an entry; sorted by number.
std::span<const CodeInfo> all_codes();
const CodeInfo& info_of(Code code);
/// The family's name in settings: "files", "names", "routes", ...
std::string_view family_of(Code code);
std::span<const std::string_view> all_families();
/// Whether `[checks]` may change the level of its findings: not that of what was not read as it is written or lies beyond a
/// limit (errors of MW0xx and MW9xx), nor of what a migration refuses (MW7xx).
bool has_level(Code code);
/// Reads "MW201" (any case).
std::optional<Code> code_named(std::string_view name);
/// "MW201"
std::string name_of(Code code);
/// "error", "warning", "note", "off"
std::string_view name_of(Severity severity);

}  // namespace millwright
