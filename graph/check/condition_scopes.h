// What the names in the expressions of a production are.
//
// A handler's expressions (when; when and with of its sends) know the fields of the message that it receives, then the
// state, the fields by which instances are found, and the inputs of the process. Those of steps and compensations know
// inputs, state, outputs, what steps and subprocesses give, the fields of every message and entity with which the process
// can start, and of each step STEP.outcome. `where` and `set` of an effect, `where` of a query and `set` of an outcome
// know the fields of the entity first.
// A scope is open, and takes every name, where one of these is not declared: a message without fields, a process manager
// without state, steps of a process that says nothing of what it starts with.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "graph/condition.h"
#include "graph/production.h"

namespace millwright::check {

/// Names with their types, of one message, entity or process.
struct Fields {
    std::map<std::string, FieldType, std::less<>> types;
    bool given_later = false;  ///< whether they are there depends on what has been done before

    const FieldType* find(std::string_view name) const {
        const auto found = types.find(name);
        return found == types.end() ? nullptr : &found->second;
    }
};

/// The layers in which a name is looked for, one after the other. A copy is cheap.
struct Scope {
    std::vector<std::shared_ptr<const Fields>> layers;
    std::shared_ptr<const Fields> steps;  ///< STEP.outcome, by step
    bool open = false;
};

/// The production and the index must outlive it and not change.
class Scopes {
public:
    Scopes(const Production& production, const ItemIndex& index);

    /// Its fields; null where the message is not declared, or declared without fields.
    std::shared_ptr<const Fields> message(Text name) const;
    /// Its fields, and `status` where it has states; null where it is not declared, or declared without either.
    std::shared_ptr<const Fields> entity(Text name) const;
    /// What another process gives when it calls this one; null when it takes nothing.
    std::shared_ptr<const Fields> inputs(const Behaviour& behaviour) const;
    /// What an outcome of a task can set: state, inputs and outputs; null where there is no state.
    std::shared_ptr<const Fields> settable(const Behaviour& behaviour) const;
    /// What an outcome of a task about the entity can set: its fields, also as Entity.field, and the same; null where one
    /// of these is not declared.
    std::shared_ptr<const Fields> settable(const Behaviour& behaviour, Text entity_name) const;
    /// Whether it keeps an instance that events find again.
    bool is_manager(const Behaviour& behaviour) const;
    /// The message of that name or class.
    const Message* find_message(Text name) const;

    Scope of_handler(const Behaviour& behaviour, const Handler& handler) const;
    Scope of_steps(const Item& item) const;
    Scope of_schedule(const Schedule& schedule) const;
    /// `scope` with the fields of an entity before all others.
    Scope with_entity(Scope scope, Text name) const;

    /// Whether some name in the term may be absent only because of what has been done before; nobody checks that here.
    bool depends_on_order(const Term& term, const Scope& scope) const;

    /// For the functions of graph/condition.h; valid as long as this.
    ConditionScope names_of(const Scope& scope) const;

private:
    std::shared_ptr<const Fields> variables(const Behaviour& behaviour) const;
    std::shared_ptr<const Fields> outputs(const Behaviour& behaviour) const;
    std::shared_ptr<const Fields> handled(const Behaviour& behaviour) const;
    /// What a step of kind subprocess gives; null when there is no such process.
    std::shared_ptr<const Fields> called(const Step& step) const;
    void add_start(const Item& item, Scope& scope, bool& known) const;
    void add_steps(std::span<const Step> steps, Scope& scope) const;
    std::shared_ptr<const Fields> members_of(const Scope& scope, std::string_view owner) const;

    const Production& production_;
    const ItemIndex& index_;
    std::unordered_map<Text, const Message*> messages_;
    std::unordered_map<Text, const Entity*> entities_;
    // By the message, entity, behaviour or its handlers that they are of.
    mutable std::unordered_map<const void*, std::shared_ptr<const Fields>> known_;
    mutable std::unordered_map<const Behaviour*, bool> managers_;
    mutable std::size_t named_ = 0;  ///< names given for hints
};

}  // namespace millwright::check
