#include <array>

#include "settings/toml_key.h"
#include "settings/writers.h"

namespace millwright::settings {
namespace {

void text_if(TomlSection& section, std::string_view key, Text value) {
    if (!value.empty()) section.pair(key, plain_text(value));
}

/// A table of these pairs and the description of what they are about.
template <class Thing>
std::string with_description(std::vector<TomlPair> pairs, const Thing& thing) {
    if (!thing.description.empty()) pairs.push_back({"description", plain_text(thing.description)});
    return toml_table(pairs);
}

std::string path_of(std::string_view kind, Text name) {
    return std::string(kind) + "." + quoted_key(name);
}

std::string written(const Production& production, const Schedule& schedule) {
    TomlSection section(path_of("schedule", schedule.name));
    text_if(section, "title", schedule.title);
    text_if(section, "description", schedule.description);
    write_names(section, "implements", production.of(schedule.implements));
    text_if(section, "cron", schedule.cron);
    if (schedule.every) section.pair("every", quoted_text(to_text(*schedule.every)));
    text_if(section, "timezone", schedule.timezone);
    section.flag_if("catch_up", schedule.catch_up, false);
    if (schedule.overlap != Overlap::skip) {
        section.pair("overlap", word("schedule", "overlap", static_cast<std::size_t>(schedule.overlap)));
    }
    if (schedule.timeout) section.pair("timeout", quoted_text(to_text(*schedule.timeout)));
    text_if(section, "process", schedule.process);
    write_steps(section, production, schedule.steps);
    return section.str();
}

std::string written(const Production& production, const Story& story) {
    TomlSection section(path_of("story", story.name));
    text_if(section, "title", story.title);
    text_if(section, "description", story.description);
    text_if(section, "persona", story.persona);
    if (story.status != StoryStatus::draft) {
        section.pair("status", word("story", "status", static_cast<std::size_t>(story.status)));
    }
    write_names(section, "entities", production.of(story.entities));
    write_names(section, "given", production.of(story.given));
    write_names(section, "when", production.of(story.when));
    write_names(section, "then", production.of(story.then));
    std::vector<std::string> exceptions;
    for (const Unless& each : slice(production.exceptions, story.unless)) {
        exceptions.push_back(
            with_description({{"when", plain_text(each.when)}, {"then", plain_text(each.then)}}, each));
    }
    section.tables("unless", exceptions);
    text_if(section, "executed_by", story.executed_by);
    section.flag_if("narrative_only", story.narrative_only, false);
    return section.str();
}

std::string written(const Production& production, const Entity& entity) {
    TomlSection section(path_of("entity", entity.name));
    text_if(section, "description", entity.description);
    write_names(section, "states", production.of(entity.states));
    std::vector<std::string> transitions;
    for (const Transition& each : slice(production.transitions, entity.transitions)) {
        transitions.push_back(with_description({{"from", plain_text(each.from)}, {"to", plain_text(each.to)}}, each));
    }
    section.tables("transitions", transitions);
    write_fields(section, "fields", production.of(entity.fields));
    return section.str();
}

std::string written(const Moved& moved) {
    TomlSection section("moved", true);
    if (moved.kind != MovedKind::item)
        section.pair("kind", word("moved", "kind", static_cast<std::size_t>(moved.kind)));
    section.pair("from", plain_text(moved.from));
    section.pair("to", plain_text(moved.to));
    text_if(section, "description", moved.description);
    return section.str();
}

std::string written(const DefaultSetting& setting) {
    TomlSection section("default_setting", true);
    const auto unless_any = [&](std::string_view key, Text value) {
        if (value != "*") section.pair(key, plain_text(value));
    };
    unless_any("production", setting.production);
    unless_any("item", setting.item);
    unless_any("class", setting.class_name);
    unless_any("setting", setting.setting);
    section.pair("value", plain_text(setting.value));
    text_if(section, "description", setting.description);
    return section.str();
}

std::string written_protections(const Production& production) {
    std::vector<std::string> items;
    std::vector<std::string> processes;
    for (const Protection& each : production.protections) {
        (each.kind == ProtectedKind::item ? items : processes).push_back(plain_text(each.name));
    }
    if (items.empty() && processes.empty() && production.protect_description.empty()) return {};
    TomlSection section("protect");
    text_if(section, "description", production.protect_description);
    if (!items.empty()) section.pair("items", toml_array(items));
    if (!processes.empty()) section.pair("processes", toml_array(processes));
    return section.str();
}

}  // namespace

std::string written_messages(const Production& production) {
    std::string out;
    for (const Message& message : production.messages) {
        TomlSection section(path_of("message", message.name));
        if (message.kind != MessageKind::request) {
            section.pair("kind", word("message", "kind", static_cast<std::size_t>(message.kind)));
        }
        text_if(section, "class", message.class_name);
        text_if(section, "description", message.description);
        text_if(section, "stream", message.stream);
        write_fields(section, "fields", production.of(message.fields));
        out += section.str();
    }
    return out;
}

std::string written_declarations(const Production& production) {
    static constexpr std::array<std::string_view, 4> kinds{"channel", "surface", "role", "intent"};
    std::string out;
    for (const Schedule& each : production.schedules) out += written(production, each);
    for (const Story& each : production.stories) out += written(production, each);
    for (const Entity& each : production.entities) out += written(production, each);
    for (const DeclaredName& each : production.declared_names) {
        TomlSection section(path_of(kinds[static_cast<std::size_t>(each.kind)], each.name));
        text_if(section, "description", each.description);
        out += section.str();
    }
    for (const Moved& each : production.moved) out += written(each);
    out += written_protections(production);
    for (const DefaultSetting& each : production.default_settings) out += written(each);
    return out;
}

}  // namespace millwright::settings
