// A part worked out: what was asked for, together with the project, decided to the last detail and in no language yet. Code,
// tests, scenarios and settings entries are all written from this, so that they agree.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "graph/condition.h"
#include "graph/process.h"
#include "graph/production.h"
#include "templates/request.h"

namespace millwright::templates {

struct PartField {
    std::string name;
    FieldType type;
};

/// A message that the part has to do with.
struct PartMessage {
    std::string name;
    MessageKind kind = MessageKind::request;
    std::string stream;
    std::string class_name;  ///< "messages.OrderRequest", "Demo.OrderRequest"; empty where the settings give none
    std::string description;
    std::vector<PartField> fields;
    bool in_settings = false;  ///< declared already
    bool in_code = false;      ///< its class is there already
};

/// An expression as it goes into settings, and its tree, checked against the fields that it is about.
struct PartExpression {
    std::string text;
    Term term;
};

/// Values of the fields of a message, in the order of its fields; fields that are absent are left out.
using PartBody = std::vector<std::pair<std::string, Value>>;

struct PartSend {
    std::string setting;  ///< the target setting
    std::string message;  ///< empty: the one received
    std::optional<PartExpression> when;
    std::vector<std::pair<std::string, PartExpression>> with;
    Interaction mode = Interaction::sync;
};

/// A representative message of a handler and what has to happen to it; found with `find_uncovered`, tried with `evaluate`.
struct PartCase {
    std::string name;  ///< in words, one line: "rejected when order_id is empty"; no two of a handler are the same
    PartBody body;     ///< every field of the message that is not optional, and those that matter
    struct Sent {
        std::string setting;
        std::string message;  ///< the name of what is sent, also where it is the one received
        PartBody body;
    };
    std::vector<Sent> sends;  ///< in order
};

struct PartHandler {
    std::string on;      ///< a message's name
    std::string method;  ///< "route_order_request"; languages spell it their way
    Dispatch dispatch = Dispatch::typed;
    std::vector<PartSend> sends;  ///< conditional ones first; with RouteChoice::first the last one has no condition
    std::string reply;            ///< a message, "request", or empty
    std::vector<std::string> correlate;
    bool start = false, end = false, compensates = false;
    std::optional<std::vector<std::string>> raises;  ///< of an operation, where not all of the component's
    std::vector<PartCase> cases;
};

struct PartStep {
    std::string name;
    StepKind kind = StepKind::service;
    std::optional<PartExpression> when;
    std::string setting;  ///< service, send, callback: the target setting
    std::string message;
    std::vector<std::pair<std::string, PartExpression>> with;
    std::string subject;  ///< role of a human task, process, entity
    std::optional<Duration> wait;
    std::string compensate_with;    ///< the name of a compensation
    std::string on_true, on_false;  ///< of a condition: a step, "complete" or "fail"
};

struct PartCompensation {
    std::string name;
    std::string setting;
    std::string message;
    std::vector<std::pair<std::string, PartExpression>> with;
};

struct PartTarget {
    std::string setting;
    std::vector<std::string> items;
};

/// A service, process or operation, to be written.
struct Component {
    Role role = Role::process;
    std::string name;
    std::string title;  ///< of a process
    std::string description;
    std::string class_name;  ///< as settings have it: "processes.OrderRouter", "Demo.OrderRouter"
    std::vector<PartTarget> targets;
    std::vector<PartHandler> handlers;  ///< of an operation: what it accepts, without sends
    RouteChoice route = RouteChoice::first;

    std::vector<PartStep> steps;
    std::vector<PartCompensation> compensations;
    std::string trigger;               ///< the message that starts the steps; empty: by hand
    std::vector<PartField> inputs;     ///< of steps started by hand
    std::vector<PartField> state;      ///< of a process manager
    std::vector<std::string> streams;  ///< of a process manager

    Inlet inlet = Inlet::polling;
    std::vector<std::string> emits;
    std::vector<std::string> raises;  ///< of an operation: events, for each message accepted
    std::vector<Given> settings, adapter_settings;

    bool is_manager() const;
    bool has_code() const { return role != Role::service || inlet != Inlet::hl7; }
};

/// `--from`: a target setting of an item that is there gets one more item.
struct Connection {
    std::string item;
    Role role = Role::service;
    std::string setting;
    bool new_setting = false;  ///< its class has no such target setting yet
    std::string class_name;
};

struct PartStory {
    std::string name, title, description, persona, status, executed_by;
    std::vector<std::string> given, happens, then;
};

struct PartSchedule {
    std::string name, title, description, cron, every, timezone, timeout, process;
    std::vector<PartStep> steps;
};

/// One scenario of a file of scenarios.
struct PartScenario {
    std::string name;
    std::string to;
    std::string message;
    PartBody body;
    struct GivenThat {
        std::string item, on, raises;
        PartBody with;
    };
    std::vector<GivenThat> given;
    std::vector<std::pair<std::string, std::string>> edges;
    std::vector<std::string> messages;
    std::string status = "completed";
    bool nothing_else = false;  ///< nothing but these edges
};

/// Everything that one call of `millwright new` writes.
struct Part {
    Language language = Language::python;
    std::string production;             ///< its name
    std::vector<Component> components;  ///< the one asked for, then those that --create-missing asks for
    std::vector<PartMessage> messages;  ///< all that the components name, in the order of first use
    std::vector<Connection> connections;
    std::optional<PartStory> story;
    std::optional<PartSchedule> schedule;
    std::vector<PartScenario> scenarios;
    std::vector<std::string> secrets;  ///< to be declared
    /// What was decided without being asked, one sentence each: "No condition was given, so ...".
    std::vector<std::string> remarks;

    const PartMessage* find_message(std::string_view name) const;
};

}  // namespace millwright::templates
