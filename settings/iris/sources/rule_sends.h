// Business rules: a class with an XData RuleDefinition, and where its rules send.
#pragma once

#include "settings/iris/sources/source_send.h"
#include "settings/iris/sources/source_tree.h"

namespace millwright::settings::iris {

/// The sends of all rule sets, <delegate> to other rules followed (each rule once); `<send>` with a list of targets is one
/// send with several targets. Messages: the target class of the (last) transformation, else the msgClass of the
/// constraint. `when`: the constraint and the condition as written; for <otherwise> "otherwise". `@` and other
/// expressions are unknown. Broken XML is a warning among the tree's findings.
SourceSends rule_sends(const ClassSource& rule, SourceTree& tree);

/// Whether the class holds a rule.
bool is_rule(const ClassSource& from);

/// The class that a DTL transformation makes (`<transform targetClass=...>`), or "".
std::string transformed_class(std::string_view name, const Asker& asker, SourceTree& tree);

}  // namespace millwright::settings::iris
