#include <array>

#include "settings/readers.h"

namespace millwright::settings {
namespace {

/// The named tables of a kind; a member that is no table has been reported.
std::vector<NodeId> named(ReaderState& state, const TableView& root, std::string_view kind) {
    std::vector<NodeId> tables = root.members(kind);
    std::erase_if(tables, [&](NodeId id) { return state[id].kind != TomlKind::table; });
    return tables;
}

Schedule read_schedule(ReaderState& state, NodeId table) {
    const TableView view(state, table, table_named("schedule"));
    Schedule schedule;
    schedule.name = state.keep(state[table].key);
    schedule.place = state[table].key_place;
    schedule.title = view.text("title");
    schedule.implements = view.names("implements");
    schedule.cron = view.text("cron");
    schedule.every = view.duration("every");
    schedule.cron_place = view.place_of(view.has("cron") ? "cron" : "every");
    schedule.timezone_place = view.place_of("timezone");
    schedule.timezone = view.text("timezone");
    if (schedule.timezone == "UTC") schedule.timezone = {};
    schedule.catch_up = view.boolean("catch_up");
    schedule.overlap = view.word("overlap", schedule.overlap);
    schedule.timeout = view.duration("timeout");
    schedule.timeout_place = view.place_of("timeout");
    schedule.process = view.text("process");
    schedule.process_place = view.place_of("process");
    schedule.steps = read_steps(state, view);
    schedule.description = view.text("description");
    return schedule;
}

Range<Unless> read_exceptions(ReaderState& state, const TableView& story) {
    std::vector<Unless> exceptions;
    for (const NodeId table : story.tables("unless")) {
        const TableView view(state, table, table_named("unless"));
        const Text when = view.text("when");
        const Text description = view.text("description");
        auto outcomes = view.has("then") ? names_in(state, view.node("then")) : std::vector<NameRef>{};
        if (outcomes.empty()) outcomes.emplace_back();
        for (const NameRef& then : outcomes) {
            exceptions.push_back({when, then.name, view.place_of("when"), description});
        }
    }
    return append(state.production.exceptions, std::move(exceptions));
}

Story read_story(ReaderState& state, NodeId table) {
    const TableView view(state, table, table_named("story"));
    Story story;
    story.name = state.keep(state[table].key);
    story.place = state[table].key_place;
    story.title = view.text("title");
    story.persona = view.text("persona");
    story.status = view.word("status", story.status);
    story.entities = view.names("entities");
    story.given = view.names("given");
    story.when = view.names("when");
    story.then = view.names("then");
    story.unless = read_exceptions(state, view);
    story.executed_by = view.text("executed_by");
    story.executed_by_place = view.place_of("executed_by");
    story.narrative_only = view.boolean("narrative_only");
    story.description = view.text("description");
    return story;
}

Range<Transition> read_transitions(ReaderState& state, const TableView& entity) {
    std::vector<Transition> transitions;
    for (const NodeId table : entity.tables("transitions")) {
        const TableView view(state, table, table_named("transition"));
        view.require_keys();
        transitions.push_back(
            {view.text("from"), view.text("to"), view.text("description"), view.place_of("from"), view.place_of("to")});
    }
    return append(state.production.transitions, std::move(transitions));
}

struct Declaring {
    std::string_view table;
    DeclaredKind kind;
};

constexpr std::array<Declaring, 4> declaring{{
    {"channel", DeclaredKind::channel},
    {"surface", DeclaredKind::surface},
    {"role", DeclaredKind::role},
    {"intent", DeclaredKind::intent},
}};

}  // namespace

void read_messages(ReaderState& state, const TableView& root) {
    for (const NodeId table : named(state, root, "message")) {
        const TableView view(state, table, table_named("message"));
        Message message;
        message.name = state.keep(state[table].key);
        message.place = state[table].key_place;
        message.kind = view.word("kind", message.kind);
        message.class_name = view.text("class");
        message.stream = view.text("stream");
        message.fields = view.fields("fields");
        message.description = view.text("description");
        state.production.messages.push_back(message);
    }
}

void read_schedules(ReaderState& state, const TableView& root) {
    for (const NodeId table : named(state, root, "schedule")) {
        state.production.schedules.push_back(read_schedule(state, table));
    }
}

void read_stories(ReaderState& state, const TableView& root) {
    for (const NodeId table : named(state, root, "story")) state.production.stories.push_back(read_story(state, table));
}

void read_declarations(ReaderState& state, const TableView& root) {
    for (const NodeId table : named(state, root, "entity")) {
        const TableView view(state, table, table_named("entity"));
        Entity entity;
        entity.name = state.keep(state[table].key);
        entity.place = state[table].key_place;
        entity.states = view.names("states");
        entity.transitions = read_transitions(state, view);
        entity.fields = view.fields("fields");
        entity.description = view.text("description");
        state.production.entities.push_back(entity);
    }
    for (const Declaring& each : declaring) {
        for (const NodeId table : named(state, root, each.table)) {
            const TableView view(state, table, table_named("declared"));
            state.production.declared_names.push_back(
                {each.kind, state.keep(state[table].key), state[table].key_place, view.text("description")});
        }
    }
}

}  // namespace millwright::settings
