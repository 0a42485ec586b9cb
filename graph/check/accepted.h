// Which messages an item takes, as far as settings say it.
#pragma once

#include <unordered_set>

#include "graph/check/declared_messages.h"

namespace millwright::check {

/// Messages that an item takes or gives, by their own names.
struct KnownMessages {
    bool known = false;  ///< false: it may be any
    std::unordered_set<Text> names;

    bool has(Text name) const { return names.contains(name); }
};

/// Not known when one of its messages is not declared: that is reported, and may be a slip of the fingers. Nor is it of a
/// workflow, which is started with what its trigger brings.
KnownMessages accepted_by(const Production& production, const DeclaredMessages& declared, const Item& item);

}  // namespace millwright::check
