// Business processes in BPL: a class with an XData BPL, and where its <call>, <alert> and <code> send.
#pragma once

#include "settings/iris/sources/lineage.h"
#include "settings/iris/sources/source_send.h"

namespace millwright::settings::iris {

/// `from` has the XData BPL, itself or inherited. Calls in all branches and handlers; `when` is the conditions of the
/// <if>, <case>, <while> around it. `@context.X` is resolved where every <assign> to it is a name; `@process.X` is a setting.
SourceSends bpl_sends(const Lineage& from, SourceTree& tree);

}  // namespace millwright::settings::iris
