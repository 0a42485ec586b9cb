// Methods in ObjectScript and embedded Python: where SendRequestSync, SendRequestAsync and SendAlert send.
#pragma once

#include "settings/iris/sources/lineage.h"
#include "settings/iris/sources/source_send.h"

namespace millwright::settings::iris {

/// The sends of all methods that the class has, inherited ones too, and of methods of other classes among the sources that
/// these call and that send on an object that they were given. Comments, strings and generators send nothing.
SourceSends code_sends(const Lineage& from, SourceTree& tree);

/// The sends of a piece of ObjectScript that stands in a process of BPL: `process.SendRequestAsync(...)`.
SourceSends code_sends_of(const Passage& code, const Lineage& from, SourceTree& tree);

/// The names that an expression of ObjectScript may give: literals, `..Property`, `..#PARAMETER`, `$Piece`, `_`, `$Select`,
/// `$Case`, macros, methods of the class that return such; one of kind unknown where it cannot be told.
std::vector<SendTarget> targets_of(const Passage& expression, const Lineage& from, SourceTree& tree);

/// The value of an expression that is a literal, a parameter or made of such; nothing where it is not: for
/// InitialExpression.
std::optional<std::string> constant_of(const Passage& expression, const Lineage& from, SourceTree& tree);

}  // namespace millwright::settings::iris
