// What an apply writes: the rows that differ, and the fingerprint that comes of them.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "migrate/canonical.h"

namespace millwright::migrate {

struct RowChange {
    std::string_view key;
    std::optional<Digest> before;
    std::optional<Digest> after;
    std::string_view body;  ///< of `after`
};

struct RowChanges {
    std::vector<RowChange> rows;        ///< sorted by key
    Digest fingerprint;                 ///< of the deployed production afterwards
    Digest secrets;                     ///< over its secrets afterwards; all zero when there are none
    DigestKey digest_key;               ///< that digests in the bodies were made with
    std::shared_ptr<const void> texts;  ///< owns what the views point into, where they do not point into forms
};

/// What `desired` does not hold stays as it is, but for what belongs to an item that goes.
RowChanges row_changes(const CanonicalForm& deployed, const CanonicalForm& desired);

/// What `form` becomes by the rows. Entries that come of a row have its body.
CanonicalForm with_rows(const CanonicalForm& form, const std::vector<RowChange>& rows);

}  // namespace millwright::migrate
