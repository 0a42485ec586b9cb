#include "settings/iop/report_messages.h"

#include <algorithm>
#include <set>

#include "graph/field_type.h"
#include "settings/iop/report_components.h"

namespace millwright::settings::iop {
namespace {

/// The message of a handler or a send: the number of one of the report, or a name that nothing is known of.
struct Mention {
    std::optional<std::size_t> number;
    std::string_view name;
    Place place;
};

std::vector<Mention> mentions_of(const ReportNode& component, std::size_t messages) {
    std::vector<Mention> found;
    for (const std::string_view list : {"handlers", "sends"}) {
        for (const ReportNode& each : component.objects(list)) {
            found.push_back({each.index("message", messages), each.text("message_name"), each.place("place")});
        }
    }
    return found;
}

}  // namespace

ReportedMessages::ReportedMessages(const ReportedClasses& classes,
                                   const std::vector<std::optional<std::size_t>>& component_of, ReportContext& context,
                                   Production& production)
    : context_(context), production_(production), count_(classes.messages.size()) {
    for (const Message& each : production.messages) note(each);
    std::set<std::size_t> components;
    for (const auto& each : component_of) {
        if (each) components.insert(*each);
    }
    std::set<std::size_t> used;
    std::vector<Mention> unknown;
    for (const std::size_t component : components) {
        for (const Mention& each : mentions_of(classes.components[component], count_)) {
            if (each.number) used.insert(*each.number);
            if (!each.number && !each.name.empty()) unknown.push_back(each);
        }
    }
    std::map<std::string_view, std::size_t> of_name;
    for (const std::size_t each : used) ++of_name[classes.messages[each].text("name")];
    for (const std::size_t each : used) {
        const ReportNode& node = classes.messages[each];
        add_reported(node, each, of_name[node.text("name")] == 1);
    }
    for (const Mention& each : unknown) add_unknown(each.name, each.place);
}

void ReportedMessages::add(const Message& message) {
    production_.messages.push_back(message);
    note(message);
}

void ReportedMessages::note(const Message& message) {
    by_name_.emplace(message.name, message.name);
    if (!message.class_name.empty()) by_class_.emplace(message.class_name, message.name);
}

void ReportedMessages::add_reported(const ReportNode& node, std::size_t number, bool alone) {
    // Another reading of the sources may have brought it, and may have brought others of its name.
    const auto same = by_class_.find(node.text("class_name"));
    if (same != by_class_.end()) return static_cast<void>(names_.emplace(number, same->second));
    Message message;
    const std::string own(node.text("name"));
    alone = alone && !by_name_.contains(own);
    message.name = production_.texts.keep(alone ? own : std::string(node.text("module")) + "." + own);
    message.class_name = production_.texts.keep(node.text("class_name"));
    message.description = production_.texts.keep(node.text("doc"));
    message.place = context_.known(node.place("place"));
    message.fields = append(production_.fields, fields_of(node));
    add(message);
    names_.emplace(number, message.name);
}

std::vector<Field> ReportedMessages::fields_of(const ReportNode& node) {
    std::vector<Field> fields;
    for (const ReportNode& each : node.objects("fields")) {
        Field field;
        field.name = production_.texts.keep(each.text("name"));
        const bool understood = parse_field_type(each.text("type")).has_value();
        field.type = production_.texts.keep(understood ? each.text("type") : "any");
        field.optional = each.flag("optional");
        field.place = context_.known(each.place("place"));
        fields.push_back(field);
    }
    return fields;
}

/// A class that is not of the project: its name is all that is known.
void ReportedMessages::add_unknown(std::string_view name, Place place) {
    if (unknown_names_.contains(name)) return;
    const auto known =
        std::find_if(names_.begin(), names_.end(), [&](const auto& each) { return each.second == name; });
    if (known != names_.end()) return static_cast<void>(unknown_names_.emplace(known->second, known->second));
    for (const auto* all : {&by_class_, &by_name_}) {
        const auto same = all->find(name);
        if (same != all->end()) return static_cast<void>(unknown_names_.emplace(name, same->second));
    }
    Message message;
    message.name = message.class_name = production_.texts.keep(name);
    message.place = context_.known(place);
    add(message);
    unknown_names_.emplace(message.name, message.name);
}

Text ReportedMessages::name_of(const ReportNode& node) const {
    if (const auto number = node.index("message", count_)) {
        const auto found = names_.find(*number);
        return found == names_.end() ? Text{} : found->second;
    }
    const auto found = unknown_names_.find(node.text("message_name"));
    return found == unknown_names_.end() ? Text{} : found->second;
}

}  // namespace millwright::settings::iop
