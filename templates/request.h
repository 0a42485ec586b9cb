// What somebody asks to be scaffolded, as the command line says it: read, not yet looked at together with the project.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"

namespace millwright::templates {

enum class PartKind : std::uint8_t { production, service, process, operation, message, schedule, story, scenario };

enum class Language : std::uint8_t { python, objectscript };

/// What brings the messages of a service in.
enum class Inlet : std::uint8_t {
    polling,  ///< the component itself, each time the engine calls it
    file,     ///< files of a folder
    http,     ///< an HTTP server of the engine
    hl7,      ///< the engine's own HL7v2 service for MLLP over TCP: no code
};

/// KEY=VALUE, split at the first '='.
struct Given {
    std::string key;
    std::string value;
};

/// The options of `millwright new`, each as given; nothing is checked yet but that a Given has both sides.
struct PartRequest {
    PartKind kind = PartKind::process;
    std::string name;
    std::optional<Language> language;  ///< --lang; nothing: what the project has, else Python
    std::string class_name;            ///< --class: the class's own name where it is not the part's; without package
    std::string module;                ///< --module: a Python module ("processes", "shop/processes.py"), or a package
    std::string description;
    bool create_missing = false;
    bool force = false;  ///< what is in the way is replaced
    bool with_tests = true;

    std::vector<Given> targets;  ///< --target SETTING=ITEM[,ITEM]
    /// --from ITEM.SETTING: the sender whose target setting leads here; ".Output" where only the item is given.
    std::vector<std::string> from;
    std::vector<std::string> on;     ///< --on MESSAGE: handlers, what is accepted, what starts the steps
    std::vector<Given> fields;       ///< --field [MESSAGE.]NAME=TYPE; MESSAGE may be left out where only one is meant
    std::vector<Given> when;         ///< --when [MESSAGE.]SETTING=CONDITION, or STEP=CONDITION
    std::vector<Given> send;         ///< --send [MESSAGE.]SETTING=MESSAGE, or STEP=MESSAGE
    std::vector<Given> with;         ///< --with [MESSAGE.]SETTING.FIELD=EXPRESSION, or STEP.FIELD=EXPRESSION
    std::vector<std::string> async;  ///< --async SETTING: sent without waiting
    std::vector<std::string> reply;  ///< --reply MESSAGE, or RECEIVED=MESSAGE, or "request"
    std::string route;               ///< --route: "", "first", "all"
    bool decorated = false;          ///< handlers with @handler instead of typed ones

    /// --step NAME[:KIND][=VALUE], in the order in which they run. VALUE by kind: service, send, callback: a target setting
    /// (default: the step's name in capital words); wait: a duration; human_task: a role; subprocess: a process; condition:
    /// a condition; query: an entity.
    std::vector<std::string> steps;
    std::vector<Given> compensate;  ///< --compensate STEP=MESSAGE: sent to the step's target when a later one fails
    std::vector<std::string> start, end, undo;  ///< --start, --end, --undo EVENT: handlers of a process manager
    std::string correlate;                      ///< --correlate FIELD: makes a process a process manager

    Inlet inlet = Inlet::polling;    ///< --inlet
    std::vector<std::string> emits;  ///< --emit MESSAGE
    std::vector<Given> settings;     ///< --setting NAME=VALUE; ${secret:x} declares the secret
    std::vector<Given> adapter_settings;

    std::string message_kind;         ///< --kind: "", "request", "event", "command"
    std::string stream;               ///< --stream
    std::vector<std::string> raises;  ///< --raise EVENT, of an operation

    std::string title, persona, status;  ///< of a story; title of processes and schedules too
    std::vector<std::string> given,
        then;  ///< --given TEXT, --then TEXT; the `when` texts of a story are --happens TEXT
    std::vector<std::string> happens;
    std::string executed_by;

    std::string to;           ///< --to ITEM: where a scenario sends its message
    std::vector<Given> body;  ///< --body FIELD=VALUE

    std::string cron, every, timezone, timeout, process;  ///< of a schedule

    std::string folder;  ///< --dir: of a production
    std::string ci;      ///< --ci: "", "github", "gitlab", "none"
};

/// "process", "service", ...
std::string_view name_of(PartKind kind);
std::optional<PartKind> part_kind_named(std::string_view name);
std::string_view name_of(Language language);

/// Fails (environment, unusable_name) for what cannot be a class of that language, and says what could: "OrderRouter" for
/// "order-router". A production's name may have parts divided by dots.
Result<bool> check_part_name(PartKind kind, const std::string& name, Language language);

}  // namespace millwright::templates
