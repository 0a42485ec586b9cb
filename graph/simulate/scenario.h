// Scenarios: what is sent into a production, what is given, and what has to come of it. As files state them, with places;
// graph/check/scenarios.h says what is wrong with them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "graph/diagnostic.h"
#include "graph/duration.h"
#include "graph/ids.h"
#include "graph/production.h"
#include "graph/source.h"
#include "graph/text.h"

namespace millwright {

/// A value of a body, as TOML has it; what a table or an array holds is in `members` (with empty keys for an array).
struct ScenarioValue {
    enum class Kind : std::uint8_t { text, integer, decimal, boolean, date, array, table };
    Kind kind = Kind::text;
    std::string text;  ///< as written, without quotes: "7", "250", "true", "2026-01-31"
    std::vector<std::pair<std::string, ScenarioValue>> members;
    Place place;
};

/// A name that a scenario gives, with its place.
struct ScenarioName {
    std::string text;
    Place place;

    bool given() const { return place.known(); }
};

/// A body: fields, or a file of JSON beside the scenario, read.
struct ScenarioBody {
    std::vector<std::pair<ScenarioName, ScenarioValue>> fields;
    ScenarioName file;
};

/// One entry of `send`.
struct ScenarioSend {
    ScenarioName to;
    ScenarioName message;  ///< may be left out where a process is started by hand
    ScenarioBody body;
    std::optional<Duration> at;
    Place place;
};

/// One entry of `given`: an item answers a message, or fails a number of times; or a step ends with an outcome.
struct ScenarioGiven {
    ScenarioName item, on, raises, reply;
    ScenarioName step, outcome;
    ScenarioBody with;
    bool fails = false;
    std::optional<std::uint32_t> fail_times;
    std::optional<Duration> after;
    Place place;
};

struct ScenarioEdge {
    ScenarioName from, to;
};

enum class ScenarioStatus : std::uint8_t {
    created,
    running,
    suspended,
    waiting,
    awaiting_callback,
    failed,
    aborted,
    completed,
    compensated,
};

struct ScenarioExpect {
    std::vector<ScenarioEdge> edges;  ///< `path` is laid out as edges too
    std::vector<ScenarioName> messages;
    std::optional<ScenarioStatus> status;
    std::vector<std::pair<ScenarioName, std::uint32_t>> attempts;  ///< by step
    ScenarioBody state;
    std::vector<ScenarioName> compensations, skipped, replies;
    std::optional<Duration> elapsed_at_most;
    bool nothing_else = false;
    Place place;  ///< unknown: there is none
    bool says_something() const;
};

struct Scenario {
    std::string name;
    std::string description;
    ScenarioName settings;  ///< as written
    std::vector<ScenarioSend> sends;
    std::vector<ScenarioGiven> given;
    ScenarioExpect expect;
    Place place;  ///< of its name
};

}  // namespace millwright
