#include "templates/work_out.h"

#include <algorithm>
#include <array>

#include "graph/suggest.h"
#include "graph/utf8.h"
#include "templates/names.h"
#include "templates/scaffold.h"

namespace millwright::templates {
namespace {

struct KindWork {
    PartKind kind;
    void (*work)(Draft& draft);
};
constexpr std::array<KindWork, 7> kinds{{{PartKind::service, work_out_service},
                                         {PartKind::process, work_out_process},
                                         {PartKind::operation, work_out_operation},
                                         {PartKind::message, work_out_message},
                                         {PartKind::schedule, work_out_schedule},
                                         {PartKind::story, work_out_story},
                                         {PartKind::scenario, work_out_scenario}}};

std::vector<std::string> items_of(const std::string& value) {
    std::vector<std::string> items;
    for (const std::string_view each : split_names(value)) {
        if (std::find(items.begin(), items.end(), each) == items.end()) items.emplace_back(each);
    }
    return items;
}

/// The secrets that a value names and that are not declared.
void note_secrets(Draft& draft, const std::string& value) {
    constexpr std::string_view begin = "${secret:";
    for (std::size_t at = value.find(begin); at != std::string::npos; at = value.find(begin, at + 1)) {
        if (at > 0 && value[at - 1] == '$') continue;
        const std::size_t name_at = at + begin.size();
        const std::size_t end = value.find('}', name_at);
        if (end == std::string::npos) return;
        const std::string name = value.substr(name_at, end - name_at);
        const auto& declared = draft.project.reading.secrets;
        const bool known = std::any_of(declared.begin(), declared.end(),
                                       [&](const settings::SecretDeclaration& each) { return each.name == name; });
        auto& wanted = draft.part.secrets;
        if (known || std::find(wanted.begin(), wanted.end(), name) != wanted.end()) continue;
        if (is_identifier(name))
            wanted.push_back(name);
        else
            draft.refuse(Code::unusable_name, "secret " + in_quotes(name) + " is not made of letters, digits and _",
                         "write ${secret:mail_password}");
    }
}

void check_target_item(Draft& draft, const std::string& setting, const std::string& name) {
    const Item* item = draft.find_item(name);
    if (item == nullptr) {
        if (!draft.knows_items() || name == draft.request.name) return;
        if (draft.request.create_missing) {
            draft.take(check_part_name(PartKind::operation, name, draft.language));
            return;
        }
        std::string hint = did_you_mean(name, draft.item_names());
        hint += std::string(hint.empty() ? "" : " ") + "--create-missing makes an operation of that name";
        draft.refuse(Code::unknown_name,
                     "--target " + printable(setting) + "=" + printable(name) + ": there is no item " + in_quotes(name),
                     std::move(hint));
        return;
    }
    if (item->role != Role::service) return;
    draft.refuse(Code::route_to_service,
                 "--target " + printable(setting) + "=" + printable(name) + ": " + in_quotes(name) +
                     " is a service, to which nothing inside a production can send",
                 "name a process or an operation");
}

}  // namespace

Result<Part> work_out(const PartRequest& request, const Project& project) {
    Draft draft(request, project);
    for (const KindWork& each : kinds) {
        if (each.kind == request.kind) each.work(draft);
    }
    return draft.finish();
}

Component begin_component(Draft& draft, Role role) {
    const PartRequest& request = draft.request;
    Component component;
    component.role = role;
    component.name = request.name;
    component.description = request.description;
    component.class_name = draft.own_class();
    component.inlet = request.inlet;
    component.settings = request.settings;
    component.adapter_settings = request.adapter_settings;
    // A class has them as members; the engine's own services have theirs already.
    for (const Given& each : request.settings) {
        if (component.has_code()) draft.take(check_setting_name(each.key, draft.language, "setting"));
    }
    for (const auto* all : {&request.settings, &request.adapter_settings}) {
        for (const Given& each : *all) note_secrets(draft, each.value);
    }
    if (const Item* taken = draft.find_item(request.name); taken != nullptr && !request.force) {
        draft.refuse(Code::name_taken,
                     "there is " + std::string(taken->role == Role::operation ? "an " : "a ") +
                         std::string(name_of(taken->role)) + " " + in_quotes(request.name) + " already",
                     "--force replaces it; else give the new one another name");
    } else if (taken != nullptr && taken->role != role) {
        draft.refuse(Code::name_taken,
                     in_quotes(request.name) + " is " + std::string(taken->role == Role::operation ? "an " : "a ") +
                         std::string(name_of(taken->role)) + " already, which --force does not turn into another kind",
                     "remove it first, or give the new one another name");
    }
    return component;
}

PartTarget& target_of(Component& component, const std::string& setting) {
    auto& all = component.targets;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const PartTarget& each) { return each.setting == setting; });
    if (found != all.end()) return *found;
    all.push_back({setting, {}});
    return all.back();
}

void add_targets(Draft& draft, Component& component) {
    for (const Given& each : draft.request.targets) {
        draft.take(check_setting_name(each.key, draft.language));
        const std::vector<std::string> items = items_of(each.value);
        if (items.empty()) draft.refuse(Code::usage, "--target " + printable(each.key) + "= names no item");
        PartTarget& target = target_of(component, each.key);
        for (const std::string& item : items) {
            check_target_item(draft, each.key, item);
            if (std::find(target.items.begin(), target.items.end(), item) == target.items.end())
                target.items.push_back(item);
        }
        for (const Given& setting : draft.request.settings) {
            if (setting.key == each.key)
                draft.refuse(Code::usage, "--target and --setting both give " + in_quotes(each.key),
                             "keep one of them");
        }
    }
}

namespace {

/// The new item is in the settings of the sender, whose own code is left alone.
void say_what_code_has_to_do(Draft& draft, const Connection& from) {
    const std::string of = " of " + in_quotes(from.item);
    const auto settings = draft.production.of(draft.find_item(from.item)->settings);
    const bool more = std::any_of(settings.begin(), settings.end(), [&](const Setting& each) {
        return each.scope == "Host" && each.name == from.setting && !each.value.empty();
    });
    if (more)
        draft.remark("Setting " + in_quotes(from.setting) + of +
                     " names several items now: its code has to send to each of them.");
    else if (from.new_setting)
        draft.remark("Target setting " + in_quotes(from.setting) + of + " is new: its code has to send to it.");
}

}  // namespace

void add_connections(Draft& draft, const Component& component) {
    for (const std::string& each : draft.request.from) {
        const Item* item = draft.find_item(each);
        std::string setting = "Output";
        if (const std::size_t point = each.rfind('.'); item == nullptr && point != std::string::npos) {
            item = draft.find_item(each.substr(0, point));
            setting = each.substr(point + 1);
        }
        if (component.role == Role::service) {
            draft.refuse(Code::route_to_service, "--from " + printable(each) + ": nothing can send to a service",
                         "leave --from out");
            continue;
        }
        if (item == nullptr) {
            const std::string name = draft.find_item(each) == nullptr && each.find('.') != std::string::npos
                                         ? each.substr(0, each.rfind('.'))
                                         : each;
            draft.refuse(Code::unknown_name, "--from " + printable(each) + ": there is no item " + in_quotes(name),
                         did_you_mean(name, draft.item_names()));
            continue;
        }
        if (item->role == Role::operation) {
            draft.remark(in_quotes(item->name) + " is an operation; operations seldom send to others.");
        }
        const auto settings = draft.production.of(item->settings);
        const bool there = std::any_of(settings.begin(), settings.end(), [&](const Setting& known) {
            return known.scope == "Host" && known.name == setting;
        });
        if (!there && !draft.take(check_setting_name(setting, draft.language))) continue;
        Connection connection;
        connection.item = std::string(item->name);
        connection.role = item->role;
        connection.setting = setting;
        connection.class_name = std::string(item->class_name);
        const Module* module = draft.project.module_of_class(item->class_name);
        const PythonClass* code = module == nullptr ? nullptr : module->outline.find_class(last_part(item->class_name));
        const bool in_code =
            code != nullptr && std::find(code->targets.begin(), code->targets.end(), setting) != code->targets.end();
        connection.new_setting = !there && !in_code;
        if (module != nullptr) say_what_code_has_to_do(draft, connection);
        const auto same = [&](const Connection& known) {
            return known.item == connection.item && known.setting == connection.setting;
        };
        auto& all = draft.part.connections;
        if (std::none_of(all.begin(), all.end(), same)) all.push_back(std::move(connection));
    }
}

namespace {

void add_raised(Draft& draft, Component& operation) {
    std::map<std::string, std::vector<std::string>>& raised = draft.raised[operation.name];
    for (PartHandler& handler : operation.handlers) {
        handler.raises = raised[handler.on];
        std::string said;
        for (const std::string& each : *handler.raises) {
            said += (said.empty() ? "" : ", ") + in_quotes(each);
            const bool known =
                std::find(operation.raises.begin(), operation.raises.end(), each) != operation.raises.end();
            if (!known) operation.raises.push_back(each);
        }
        if (!said.empty())
            draft.remark(in_quotes(operation.name) + " is to raise " + said + " for " + in_quotes(handler.on) +
                         "; `raises` of its entry says it better.");
    }
}

}  // namespace

void create_missing(Draft& draft, const Component& component) {
    if (!draft.request.create_missing || !draft.knows_items()) return;
    std::vector<Component> made;
    for (const PartTarget& target : component.targets) {
        for (const std::string& name : target.items) {
            if (draft.find_item(name) != nullptr || name == component.name) continue;
            auto found =
                std::find_if(made.begin(), made.end(), [&](const Component& each) { return each.name == name; });
            if (found == made.end()) {
                Component operation;
                operation.role = Role::operation;
                operation.name = name;
                operation.class_name = draft.class_for(PartKind::operation, name, false);
                found = made.insert(made.end(), std::move(operation));
            }
            add_accepted(draft, *found, component, target.setting);
        }
    }
    for (Component& each : made) add_raised(draft, each);
    for (Component& each : made) draft.part.components.push_back(std::move(each));
}

}  // namespace millwright::templates
