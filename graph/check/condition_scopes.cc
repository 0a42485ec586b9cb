#include "graph/check/condition_scopes.h"

#include <algorithm>

namespace millwright::check {
namespace {

/// Names that all expressions of a run may be given for "did you mean": each costs time at each wrong name.
constexpr std::size_t most_named = 300'000;

using Shared = std::shared_ptr<const Fields>;

FieldType unknown_type() {
    return FieldType{FieldKind::any, true, {}, {}, {}};
}

/// A type that cannot be read is reported where it stands.
FieldType type_of(const Field& field) {
    FieldType type = parse_field_type(field.type).value_or(FieldType{});
    type.optional = type.optional || field.optional;
    return type;
}

void add(Fields& fields, std::span<const Field> more) {
    for (const Field& each : more) fields.types.emplace(each.name, type_of(each));
}

FieldType choice_of(std::vector<std::string> words, bool optional) {
    if (words.empty()) return unknown_type();
    return FieldType{FieldKind::choice, optional, {}, std::move(words), {}};
}

bool known_from_start(const Behaviour& behaviour) {
    return !behaviour.inputs.empty() || !behaviour.state.empty();
}

}  // namespace

Scopes::Scopes(const Production& production, const ItemIndex& index) : production_(production), index_(index) {
    for (const Message& each : production.messages) messages_.emplace(each.name, &each);
    for (const Message& each : production.messages) {
        if (!each.class_name.empty()) messages_.emplace(each.class_name, &each);
    }
    for (const Entity& each : production.entities) entities_.emplace(each.name, &each);
}

bool Scopes::is_manager(const Behaviour& behaviour) const {
    const auto [known, fresh] = managers_.emplace(&behaviour, false);
    if (!fresh) return known->second;
    const auto handlers = production_.of(behaviour.handlers);
    known->second = std::any_of(handlers.begin(), handlers.end(),
                                [](const Handler& each) { return each.start || !each.correlate.empty(); });
    return known->second;
}

const Message* Scopes::find_message(Text name) const {
    const auto found = messages_.find(name);
    return found == messages_.end() ? nullptr : found->second;
}

Shared Scopes::message(Text name) const {
    const Message* message = find_message(name);
    if (message == nullptr || message->fields.empty()) return nullptr;
    Shared& fields = known_[message];
    if (fields == nullptr) {
        auto made = std::make_shared<Fields>();
        add(*made, slice(production_.fields, message->fields));
        fields = std::move(made);
    }
    return fields;
}

Shared Scopes::entity(Text name) const {
    const auto found = entities_.find(name);
    if (found == entities_.end()) return nullptr;
    const Entity& entity = *found->second;
    if (entity.fields.empty() && entity.states.empty()) return nullptr;
    Shared& fields = known_[&entity];
    if (fields == nullptr) {
        auto made = std::make_shared<Fields>();
        add(*made, slice(production_.fields, entity.fields));
        std::vector<std::string> states;
        for (const NameRef& each : production_.of(entity.states)) states.emplace_back(each.name);
        if (!states.empty()) made->types.emplace("status", choice_of(std::move(states), false));
        fields = std::move(made);
    }
    return fields;
}

Shared Scopes::variables(const Behaviour& behaviour) const {
    Shared& fields = known_[&behaviour];
    if (fields == nullptr) {
        auto made = std::make_shared<Fields>();
        add(*made, slice(production_.fields, behaviour.state));
        add(*made, slice(production_.fields, behaviour.inputs));
        fields = std::move(made);
    }
    return fields;
}

Shared Scopes::outputs(const Behaviour& behaviour) const {
    Shared& fields = known_[&behaviour.outputs];
    if (fields == nullptr) {
        auto made = std::make_shared<Fields>();
        made->given_later = true;
        for (const Output& each : slice(production_.outputs, behaviour.outputs)) {
            made->types.emplace(each.field.name, type_of(each.field)).first->second.optional = true;
        }
        fields = std::move(made);
    }
    return fields;
}

Shared Scopes::inputs(const Behaviour& behaviour) const {
    if (behaviour.inputs.empty()) return nullptr;
    auto made = std::make_shared<Fields>();
    add(*made, slice(production_.fields, behaviour.inputs));
    return made;
}

Shared Scopes::settable(const Behaviour& behaviour) const {
    if (behaviour.state.empty()) return nullptr;
    auto made = std::make_shared<Fields>(*variables(behaviour));
    made->types.insert(outputs(behaviour)->types.begin(), outputs(behaviour)->types.end());
    return made;
}

Shared Scopes::settable(const Behaviour& behaviour, Text entity_name) const {
    const Shared fields = entity(entity_name);
    if (fields == nullptr || behaviour.state.empty()) return nullptr;
    auto made = std::make_shared<Fields>(*settable(behaviour));
    for (const auto& [name, type] : fields->types) {
        made->types.emplace(name, type);
        made->types.emplace(std::string(entity_name) + "." + name, type);
    }
    return made;
}

/// The fields by which instances are found belong to the state, whether it says so or not.
Shared Scopes::handled(const Behaviour& behaviour) const {
    Shared& fields = known_[&behaviour.handlers];
    if (fields == nullptr) {
        auto made = std::make_shared<Fields>(*variables(behaviour));
        for (const Handler& handler : production_.of(behaviour.handlers)) {
            for (const Correlation& each : production_.of(handler.correlate)) {
                if (!each.instance_field.empty()) made->types.emplace(each.instance_field, unknown_type());
            }
        }
        fields = std::move(made);
    }
    return fields;
}

Scope Scopes::of_handler(const Behaviour& behaviour, const Handler& handler) const {
    Scope scope;
    const Shared received = message(handler.on);
    scope.open = received == nullptr || (behaviour.state.empty() && is_manager(behaviour));
    if (received != nullptr) scope.layers.push_back(received);
    scope.layers.push_back(handled(behaviour));
    scope.layers.push_back(outputs(behaviour));
    return scope;
}

/// The fields of what the process starts with.
void Scopes::add_start(const Item& item, Scope& scope, bool& known) const {
    const auto with = [&](const Shared& fields) {
        known = true;
        if (fields == nullptr)
            scope.open = true;
        else
            scope.layers.push_back(fields);
    };
    const Behaviour& behaviour = *item.behaviour;
    for (const NameRef& each : production_.of(item.accepts)) with(message(each.name));
    for (const Handler& each : production_.of(behaviour.handlers)) with(message(each.on));
    for (const Trigger& each : slice(production_.triggers, behaviour.triggers)) {
        switch (each.kind) {
            case TriggerKind::event:
            case TriggerKind::message: with(message(each.subject)); break;
            case TriggerKind::entity_status:
            case TriggerKind::entity_change: with(entity(each.subject)); break;
            case TriggerKind::completed: with(nullptr); break;
            default: break;
        }
    }
}

Shared Scopes::called(const Step& step) const {
    const ItemId id = index_.find(step.subject);
    return id && production_[id].behaviour ? outputs(*production_[id].behaviour) : nullptr;
}

void Scopes::add_steps(std::span<const Step> steps, Scope& scope) const {
    auto given = std::make_shared<Fields>();
    given->given_later = true;
    auto outcomes = std::make_shared<Fields>();
    for (const Step& step : steps) {
        for (const NameRef& each : production_.of(step.gives)) {
            const Text key = each.name.ends_with('?') ? each.name.substr(0, each.name.size() - 1) : each.name;
            given->types.emplace(key, unknown_type());
        }
        if (step.kind == StepKind::subprocess) {
            if (const Shared given_back = called(step))
                scope.layers.push_back(given_back);
            else
                scope.open = true;
        }
        // Nobody says what the member is called that a foreach gives to its step.
        if (step.kind == StepKind::foreach) scope.open = true;
        if (step.kind == StepKind::human_task && !step.detail.empty()) {
            if (const Shared fields = entity(step.detail))
                scope.layers.push_back(fields);
            else
                scope.open = true;
        }
        std::vector<std::string> words;
        for (const Outcome& each : slice(production_.outcomes, step.outcomes)) words.emplace_back(each.name);
        outcomes->types.emplace(step.name, choice_of(std::move(words), true));
    }
    scope.layers.push_back(std::move(given));
    scope.steps = std::move(outcomes);
}

Scope Scopes::of_steps(const Item& item) const {
    Scope scope;
    bool known = known_from_start(*item.behaviour);
    scope.layers.push_back(handled(*item.behaviour));
    scope.layers.push_back(outputs(*item.behaviour));
    add_start(item, scope, known);
    add_steps(slice(production_.steps, item.behaviour->steps), scope);
    scope.open = scope.open || !known;
    return scope;
}

Scope Scopes::of_schedule(const Schedule& schedule) const {
    Scope scope;
    add_steps(slice(production_.steps, schedule.steps), scope);
    scope.open = true;
    return scope;
}

Scope Scopes::with_entity(Scope scope, Text name) const {
    const Shared fields = entity(name);
    if (fields == nullptr)
        scope.open = true;
    else
        scope.layers.insert(scope.layers.begin(), fields);
    return scope;
}

Shared Scopes::members_of(const Scope& scope, std::string_view owner) const {
    if (scope.steps != nullptr) {
        if (const FieldType* outcome = scope.steps->find(owner)) {
            auto members = std::make_shared<Fields>();
            members->types.emplace("outcome", *outcome);
            return members;
        }
    }
    const Shared fields = message(owner);
    return fields != nullptr ? fields : entity(owner);
}

bool Scopes::depends_on_order(const Term& term, const Scope& scope) const {
    if (term.operation == Operation::name) {
        const std::string_view first = std::string_view(term.name).substr(0, term.name.find('.'));
        for (const Shared& layer : scope.layers) {
            if (layer->find(first) != nullptr) return layer->given_later;
        }
        return true;
    }
    return std::any_of(term.operands.begin(), term.operands.end(),
                       [&](const Term& each) { return depends_on_order(each, scope); });
}

ConditionScope Scopes::names_of(const Scope& scope) const {
    ConditionScope names;
    names.open = scope.open;
    names.type_of = [this, scope](std::string_view owner, std::string_view part) -> std::optional<FieldType> {
        if (!owner.empty()) {
            const Shared members = members_of(scope, owner);
            if (members == nullptr) return unknown_type();
            const FieldType* found = members->find(part);
            return found == nullptr ? std::nullopt : std::optional(*found);
        }
        for (const Shared& layer : scope.layers) {
            if (const FieldType* found = layer->find(part)) return *found;
        }
        const bool is_step = scope.steps != nullptr && scope.steps->find(part) != nullptr;
        if (is_step) return FieldType{FieldKind::message, true, std::string(part), {}, {}};
        if (entities_.count(part) != 0) return FieldType{FieldKind::message, true, std::string(part), {}, {}};
        return std::nullopt;
    };
    names.names = [this, scope](std::string_view owner) {
        std::vector<std::string> all;
        if (named_ > most_named) return all;
        const auto add_all = [&](const Shared& fields) {
            if (fields == nullptr) return;
            for (const auto& [name, type] : fields->types) all.push_back(name);
        };
        if (!owner.empty()) {
            add_all(members_of(scope, owner));
        } else {
            for (const Shared& layer : scope.layers) add_all(layer);
            add_all(scope.steps);
        }
        named_ += all.size();
        return all;
    };
    return names;
}

}  // namespace millwright::check
