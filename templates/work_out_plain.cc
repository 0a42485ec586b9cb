// Parts without code of their own: messages, stories, schedules.
#include <algorithm>
#include <array>

#include "graph/cron.h"
#include "graph/suggest.h"
#include "graph/utf8.h"
#include "settings/zones.h"
#include "templates/names.h"
#include "templates/work_out.h"

namespace millwright::templates {
namespace {

struct KindWord {
    std::string_view word;
    MessageKind kind;
};
constexpr std::array<KindWord, 3> message_kinds{
    {{"request", MessageKind::request}, {"event", MessageKind::event}, {"command", MessageKind::command}}};

MessageKind kind_asked(Draft& draft) {
    const std::string& asked = draft.request.message_kind;
    if (asked.empty()) return draft.request.stream.empty() ? MessageKind::request : MessageKind::event;
    for (const KindWord& each : message_kinds) {
        if (each.word == asked) return each.kind;
    }
    draft.refuse(Code::usage, "--kind " + printable(asked) + " is no kind of message",
                 "kinds are request, event and command");
    return MessageKind::request;
}

constexpr std::array<std::string_view, 3> statuses{"draft", "accepted", "rejected"};

/// Everything that can execute a story, as settings write it.
std::vector<std::string> executors(const Draft& draft) {
    std::vector<std::string> all;
    for (const Item& each : draft.production.items) {
        all.emplace_back(each.name);
        all.push_back(std::string(name_of(each.role)) + "." + std::string(each.name));
        if (!each.behaviour) continue;
        for (const Step& step : slice(draft.production.steps, each.behaviour->steps))
            all.push_back("process." + std::string(each.name) + ".step." + std::string(step.name));
    }
    for (const Schedule& each : draft.production.schedules) all.push_back("schedule." + std::string(each.name));
    for (const DeclaredName& each : draft.production.declared_names) {
        if (each.kind == DeclaredKind::surface) all.push_back("surface." + std::string(each.name));
    }
    return all;
}

void check_executed_by(Draft& draft) {
    const std::string& by = draft.request.executed_by;
    if (by.empty() || !draft.knows_items() || by.starts_with("host_route ")) return;
    const std::vector<std::string> all = executors(draft);
    if (std::find(all.begin(), all.end(), by) != all.end()) return;
    const bool surfaces =
        std::any_of(all.begin(), all.end(), [](const std::string& each) { return each.starts_with("surface."); });
    if (by.starts_with("surface.") && !surfaces) return;
    draft.refuse(Code::unknown_name, "--executed-by " + printable(by) + ": there is no such thing",
                 did_you_mean(by, std::vector<std::string_view>(all.begin(), all.end())));
}

void check_process(Draft& draft, const std::string& name) {
    if (name.empty() || !draft.knows_items()) return;
    const Item* item = draft.find_item(name);
    if (item != nullptr && item->role == Role::process) return;
    std::vector<std::string_view> names;
    for (const Item& each : draft.production.items) {
        if (each.role == Role::process) names.push_back(each.name);
    }
    draft.refuse(
        Code::unknown_name,
        "--process " + printable(name) + ": " +
            (item == nullptr ? "there is no process of that name"
                             : "that is no process but " + std::string(item->role == Role::operation ? "an " : "a ") +
                                   std::string(name_of(item->role))),
        did_you_mean(name, names));
}

void check_cron(Draft& draft, const std::string& text) {
    const auto cron = parse_cron(text);
    if (!cron) {
        const CronProblem& problem = cron.error();
        const std::string where =
            problem.begin < problem.end && problem.end <= text.size()
                ? " (at " + in_quotes(text.substr(problem.begin, problem.end - problem.begin)) + ")"
                : std::string{};
        draft.refuse(Code::bad_cron, "--cron " + in_quotes(text) + ": " + problem.message + where, problem.hint);
    } else if (!ever_comes(*cron)) {
        draft.refuse(Code::date_that_never_comes, "--cron " + in_quotes(text) + " waits for a date that never comes",
                     "choose another day or month; the last days of months differ");
    }
}

/// Nothing, with a problem, for what is no time or none at all.
std::optional<Duration> duration_asked(Draft& draft, std::string_view option, const std::string& text) {
    const auto duration = parse_duration(text);
    if (duration && *duration > Duration{}) return duration;
    draft.refuse(Code::bad_duration, std::string(option) + " " + in_quotes(text) + " is no time",
                 "write 500ms, 30s, 5m, 2h, 7d or 1h30m");
    return std::nullopt;
}

void check_timing(Draft& draft, const PartRequest& request) {
    if (request.cron.empty() == request.every.empty()) {
        draft.refuse(Code::schedule_timing,
                     "schedule " + in_quotes(request.name) +
                         (request.cron.empty() ? " has neither --cron nor --every" : " has both --cron and --every"),
                     "write --cron '30 1 * * *' or --every 5m");
    }
    if (!request.cron.empty()) check_cron(draft, request.cron);
    if (!request.every.empty()) duration_asked(draft, "--every", request.every);
    if (!request.timeout.empty()) duration_asked(draft, "--timeout", request.timeout);
    if (request.timezone.empty()) return;
    const settings::MachineZones zones;
    if (!zones.available() || zones.exists(request.timezone)) return;
    const std::vector<std::string> names = zones.names();
    std::string hint = did_you_mean(request.timezone, std::vector<std::string_view>(names.begin(), names.end()));
    if (hint.empty()) hint = "write a name as Europe/London or UTC";
    draft.refuse(Code::unknown_zone, "--timezone " + printable(request.timezone) + " is no time zone", std::move(hint));
}

template <class All>
void check_free(Draft& draft, const All& all, std::string_view what) {
    const auto same = [&](const auto& each) { return each.name == draft.request.name; };
    if (draft.request.force || std::none_of(all.begin(), all.end(), same)) return;
    draft.refuse(Code::name_taken, "there is a " + std::string(what) + " " + in_quotes(draft.request.name) + " already",
                 "--force replaces it; else give the new one another name");
}

}  // namespace

void work_out_message(Draft& draft) {
    const PartRequest& request = draft.request;
    const MessageKind kind = kind_asked(draft);
    const Message* declared = draft.find_declared(request.name);
    draft.give_fields_to(request.name);
    if (declared != nullptr && !request.force) {
        draft.fields_given(request.name);
        draft.refuse(Code::name_taken, "there is a message " + in_quotes(request.name) + " already",
                     "--force replaces it; else give the new one another name");
        return;
    }
    if (!draft.check_module()) return;
    PartMessage* message =
        declared == nullptr ? draft.use_message(request.name, kind) : draft.replace_message(request.name, kind);
    if (message == nullptr) return;
    message->description = request.description;
    if (message->in_code)
        draft.remark("Class " + in_quotes(message->class_name) + " is there already and is declared as it is.");
    else if (message->fields.empty())
        draft.remark("No --field was given, so " + in_quotes(message->name) + " has none.");
    message->stream = request.stream;
    if (message->stream.empty() && kind == MessageKind::event) message->stream = default_stream(draft, *message);
}

void work_out_story(Draft& draft) {
    const PartRequest& request = draft.request;
    draft.take(check_part_name(PartKind::story, request.name, draft.language));
    check_free(draft, draft.production.stories, "story");
    check_executed_by(draft);
    PartStory story;
    story.name = request.name;
    story.title = request.title.empty() ? request.name : request.title;
    story.description = request.description;
    story.persona = request.persona;
    story.status = request.status.empty() ? "draft" : request.status;
    if (std::find(statuses.begin(), statuses.end(), story.status) == statuses.end()) {
        draft.refuse(Code::usage, "--status " + printable(story.status) + " is no status of a story",
                     "write draft, accepted or rejected");
    }
    if (story.status == "accepted" && request.executed_by.empty())
        draft.remark("The story is accepted, and nothing implements it yet; --executed-by says what does.");
    story.executed_by = request.executed_by;
    story.given = request.given;
    story.happens = request.happens;
    story.then = request.then;
    draft.part.story = std::move(story);
}

void work_out_schedule(Draft& draft) {
    const PartRequest& request = draft.request;
    draft.take(check_part_name(PartKind::schedule, request.name, draft.language));
    check_free(draft, draft.production.schedules, "schedule");
    check_timing(draft, request);
    check_process(draft, request.process);
    PartSchedule schedule;
    schedule.name = request.name;
    schedule.title = request.title;
    schedule.description = request.description;
    schedule.cron = request.cron;
    schedule.every = request.every;
    schedule.timezone = request.timezone;
    schedule.process = request.process;
    schedule.timeout = request.timeout.empty() ? "1h" : request.timeout;
    if (request.timeout.empty()) draft.remark("No --timeout was given, so a run may take 1h.");
    if (request.process.empty() == request.steps.empty()) {
        draft.refuse(
            Code::schedule_without_work,
            "schedule " + in_quotes(request.name) +
                (request.steps.empty() ? " has neither --process nor --step" : " has both --process and --step"),
            "write --process PROCESS");
    }
    schedule.steps = steps_of_schedule(draft);
    draft.part.schedule = std::move(schedule);
}

}  // namespace millwright::templates
