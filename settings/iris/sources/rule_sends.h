// Business rules: a class with an XData RuleDefinition, and where its rules send.
#pragma once

#include "settings/iris/sources/source_send.h"
#include "settings/iris/sources/source_tree.h"

namespace millwright::settings::iris {

/// The sends of all rule sets, <delegate> to other rules followed, each rule once, with the conditions of the one that
/// delegates in front; `<send>` with a list of targets is one send with several targets. Messages: the target class of the
/// last transformation, else the msgClass of the constraint, else what the engine of the context takes. `@` and other
/// expressions are unknown. `when`: what holds, outermost first, divided by ": ": when the rule set is in force, the
/// constraint, `<foreach>`, the condition as written, "otherwise"; what always holds is left out. Findings: broken XML, a
/// rule or a transformation of the project that is not there (MW801).
SourceSends rule_sends(const ClassSource& rule, SourceTree& tree);

/// Whether the class holds a rule.
bool is_rule(const ClassSource& from);

}  // namespace millwright::settings::iris
