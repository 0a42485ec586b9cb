// Scenarios: what is sent into a production, what is given, and what has to come of it. As files state them, with places;
// graph/check/scenarios.h says what is wrong with them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/duration.h"
#include "graph/source.h"

namespace millwright {

struct ScenarioMember;

/// A value of a body, as TOML has it; what a table or an array holds is in `members` (with empty keys for an array).
struct ScenarioValue {
    enum class Kind : std::uint8_t { absent, text, integer, decimal, boolean, date, array, table };
    Kind kind = Kind::text;  ///< absent: null of JSON
    /// As written, without quotes; numbers with digits, sign, point and exponent only: "7", "-250", "true", "2026-01-31".
    std::string text;
    std::vector<ScenarioMember> members;
    Place place;
};

struct ScenarioMember {
    std::string key;
    ScenarioValue value;
};

/// A name that a scenario gives, with its place.
struct ScenarioName {
    std::string text;
    Place place;

    bool given() const { return place.known(); }
};

using ScenarioFields = std::vector<std::pair<ScenarioName, ScenarioValue>>;

/// A body: fields as the scenario states them, or as a file of JSON beside it does.
struct ScenarioBody {
    ScenarioFields fields;
    ScenarioName file;  ///< where they come from one: what `file` says
    Place place;        ///< unknown: there is none

    bool given() const { return place.known(); }
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
    ScenarioBody with;  ///< what it leaves out comes from the message received, where that has such a field
    bool fails = false;
    std::optional<std::uint32_t> fail_times;
    std::optional<Duration> after;
    Place place;
};

struct ScenarioEdge {
    ScenarioName from, to;  ///< from `path` the first one may have the place of `send`'s `to`
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

/// "completed", as files write it.
std::string_view name_of(ScenarioStatus status);

struct ScenarioExpect {
    std::vector<ScenarioEdge> edges;  ///< `path` is laid out as edges too
    std::vector<ScenarioName> messages;
    std::optional<ScenarioStatus> status;
    std::vector<std::pair<ScenarioName, std::uint32_t>> attempts;  ///< by step
    ScenarioFields state;
    std::vector<ScenarioName> compensations, skipped, replies;
    std::optional<Duration> elapsed_at_most;
    bool nothing_else = false;
    Place place;             ///< unknown: there is none
    bool understood = true;  ///< false: some of it was reported, and left out

    /// Whether anything that happens could be other than this.
    bool says_something() const;
};

struct Scenario {
    std::string name;
    std::string description;
    ScenarioName settings;      ///< as written; without a place where the file does not say
    std::string settings_file;  ///< the file that this means, as a path
    std::vector<ScenarioSend> sends;
    std::vector<ScenarioGiven> given;
    ScenarioExpect expect;
    Place place;  ///< of its name
};

}  // namespace millwright
