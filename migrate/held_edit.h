// Brings a production that was read from a target up to what is wanted of it, entry by entry, so that everything that no
// entry changes stays exactly what was read: doubled settings, empty attributes, the order of things.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/result.h"
#include "migrate/canonical.h"
#include "migrate/changes.h"

namespace millwright::migrate {

/// What canonical bodies leave out of what is wanted.
struct NotStored {
    /// Values that look like secrets, by the hexadecimal digits of their digest.
    std::map<std::string, std::string, std::less<>> values;
    /// Of entries that change: the place of an item among the others, and the order of its settings (scope, name).
    struct Order {
        std::size_t index = 0;
        std::vector<std::pair<std::string, std::string>> settings;
    };
    std::map<std::string, Order, std::less<>> order;
    std::map<std::string, std::string, std::less<>> renamed;  ///< of items: the new name to the old one
};

/// Adds the values that look like secrets: those of all settings and attributes of the production.
void add_hidden_values(const Production& production, const DigestKey& key, NotStored& not_stored);
/// Adds the renames of items, and the order of what `form`, which was made of the production, has in other words than `before`.
void add_order(const Production& production, const CanonicalForm& form, const CanonicalForm& before,
               NotStored& not_stored);

/// `live` with the rows applied that are about items and the production; `form` was made of it. Fails (input) for a value of
/// which only the digest is known.
Result<Production> edited_by(Production live, const CanonicalForm& form, std::span<const RowChange> rows,
                             const NotStored& not_stored);

/// The entries of what an engine holds, as an engine reads them back: a list of targets that is empty, or names what is no
/// item, is to it a setting like any other. `form` was made of the production.
CanonicalForm as_engine_reads(const Production& production, const CanonicalForm& form);

}  // namespace millwright::migrate
