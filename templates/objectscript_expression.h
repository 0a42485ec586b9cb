// Conditions and expressions of settings as ObjectScript, with the meaning that graph/condition.h gives them. ObjectScript
// works its binary operators off from left to right, so every one of them stands in brackets.
//
// How values are held: texts as %String, int %Integer, decimal %Numeric, bool %Boolean (0 or 1), date %Date (a number of
// days), datetime %TimeStamp (text in UTC, which sorts as time goes), duration %Integer in milliseconds. "" is the absent
// value. An optional text that is there and empty is $Char(0), as %JSON.Adaptor, XML and SQL have it; one that is never
// absent is "" when it is empty (%JSONIGNORENULL). An optional list that is empty cannot be told from one that is
// absent, and a text that turns out empty when it is computed for an optional field leaves that absent.
// The same but for the far ends: numbers of more than 18 digits are rounded where settings make them absent, and texts are
// ordered by UTF-16, which differs from bytes beyond U+FFFF.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/condition.h"

namespace millwright::templates {

/// What the names of an expression are, and how they are reached.
struct ObjectScriptScope {
    ConditionScope types;
    /// What holds the first part of a name: "pRequest".
    std::function<std::string(std::string_view part)> holder;
    /// The property of a field: "OrderId". `owner` is a message, or empty for what `holder` holds.
    std::function<std::string(std::string_view owner, std::string_view part)> property;
};

struct ObjectScriptText {
    std::string text;
    std::vector<std::string> notes;  ///< where it means less than the settings say, one sentence each
};

/// A condition: 1 or 0 as an operand of any operator. The error says why it cannot be said exactly: "a quotient is rounded
/// otherwise".
tl::expected<ObjectScriptText, std::string> objectscript_condition(const Term& term, const ObjectScriptScope& scope);

/// A value to be given to a field of type `to`; "" where it is absent. Lists and maps cannot be said (see
/// objectscript_assignment).
tl::expected<ObjectScriptText, std::string> objectscript_expression(const Term& term, const FieldType& to,
                                                                    const ObjectScriptScope& scope);

/// The statements that give a value to a property of `holder`; of a list or map, they copy its members.
tl::expected<std::vector<std::string>, std::string> objectscript_assignment(const std::string& holder,
                                                                            const std::string& property,
                                                                            const FieldType& to, const Term& term,
                                                                            const ObjectScriptScope& scope);

/// A regular expression as ICU has it that finds what RE2 finds with `pattern`; nothing where they differ in ways that
/// cannot be written around.
std::optional<std::string> icu_pattern(std::string_view pattern);

}  // namespace millwright::templates
