// Bodies of scenarios: values of TOML, or a file of JSON beside the scenario.
#pragma once

#include <map>
#include <string>

#include "graph/simulate/scenario.h"
#include "settings/files.h"
#include "settings/limits.h"
#include "settings/table_view.h"

namespace millwright::settings {

/// A value of a name that is the user's, with its place.
ScenarioName scenario_name(const TomlNode& value);

/// What the bodies of all scenarios of one reading share: files that were read, and how many values there may be.
class ScenarioBodies {
public:
    /// `folder` is the one in which the scenarios are; files of bodies have to lie below it, symbolic links followed.
    ScenarioBodies(const Files& files, std::string folder) : files_(files), folder_(std::move(folder)) {}

    /// A body: fields, or nothing but `file` with a name that ends in .json. What is wrong is reported, and the body is then
    /// without fields.
    ScenarioBody read(ReaderState& state, NodeId table);
    ScenarioFields fields(ReaderState& state, NodeId table);

    /// Counts the bytes of a file. False, after a finding, when one is too large or all of them together are.
    bool within_bytes(Reading& reading, std::size_t size, Place place, const std::string& path);

private:
    struct Body {
        ScenarioFields fields;
        std::size_t values = 0;
    };

    ScenarioFields read_file(ReaderState& state, const TomlNode& file);
    bool can_be_read(ReaderState& state, const std::string& path, const TomlNode& file);
    Body read_json(Reading& reading, const std::string& path, std::string text);
    ScenarioValue value(ReaderState& state, NodeId id);
    /// Counts values. False, after a finding the first time, when there are too many.
    bool within_values(Reading& reading, std::size_t more, Place place);

    const Files& files_;
    std::string folder_;
    std::map<std::string, Body> known_;  ///< by path
    std::size_t bytes_ = 0;
    std::size_t values_ = 0;
    bool too_many_ = false;  ///< reported already
};

}  // namespace millwright::settings
