// Values in scenarios against the types of the fields that they are for.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "graph/check/condition_scopes.h"
#include "graph/check/families.h"
#include "graph/simulate/scenario.h"

namespace millwright::check {

/// What gets fields.
struct ScenarioReceiver {
    std::string name;                      ///< "message \"OrderRequest\""
    std::shared_ptr<const Fields> fields;  ///< null: any
    Place place;                           ///< of its declaration
};

class ScenarioValues {
public:
    ScenarioValues(Checked& checked, const Scopes& scopes) : checked_(checked), scopes_(scopes) {}

    /// Reports fields that the receiver does not have, and values that do not fit. `where` begins a sentence: "`body` of
    /// scenario \"x\"".
    void check(const ScenarioFields& given, const ScenarioReceiver& receiver, const std::string& where);
    /// Reports one value that does not fit; `name` is that of its field.
    void check(const ScenarioValue& value, const FieldType& type, const std::string& name, const std::string& where);
    /// Reports required fields that are neither given nor in `besides`, which may be null.
    void check_left_out(const ScenarioFields& given, const Fields* besides, const ScenarioReceiver& receiver,
                        const std::string& where, Place place);

private:
    void check_members(const ScenarioValue& value, const FieldType& type, const std::string& name,
                       const std::string& where);
    void report_unknown(const std::string& name, Place place, const ScenarioReceiver& receiver,
                        const std::string& where);

    Checked& checked_;
    const Scopes& scopes_;
};

}  // namespace millwright::check
