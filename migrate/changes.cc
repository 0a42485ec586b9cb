#include "migrate/changes.h"

#include <algorithm>
#include <string>

#include "migrate/diff.h"

namespace millwright::migrate {
namespace {

/// What settings said about an item that goes, when the desired side cannot say such things.
std::vector<const Entry*> orphans(const CanonicalForm& deployed, const CanonicalForm& desired,
                                  const KeyChanges& changes) {
    std::vector<const Entry*> found;
    if (desired.holds() == Holds::everything) return found;
    for (const Entry* gone : changes.before) {
        if (kind_of_key(gone->key) != "item" || desired.find(gone->key) != nullptr) continue;
        for (const char* kind : {"declared", "process"}) {
            const Entry* orphan = deployed.find(kind + std::string(gone->key.substr(4)));
            if (orphan != nullptr) found.push_back(orphan);
        }
    }
    return found;
}

std::vector<Entry> entries_after(const CanonicalForm& deployed, const std::vector<RowChange>& rows) {
    std::vector<Entry> result;
    result.reserve(deployed.entries().size() + rows.size());
    const auto entries = deployed.entries();
    std::size_t at = 0;
    for (const RowChange& row : rows) {
        while (at < entries.size() && entries[at].key < row.key) result.push_back(entries[at++]);
        if (at < entries.size() && entries[at].key == row.key) ++at;
        if (!row.after) continue;
        Entry entry;
        entry.key = row.key;
        entry.hash = *row.after;
        entry.body = row.body;
        result.push_back(entry);
    }
    while (at < entries.size()) result.push_back(entries[at++]);
    return result;
}

}  // namespace

RowChanges row_changes(const CanonicalForm& deployed, const CanonicalForm& desired) {
    const KeyChanges changes = key_changes(deployed, desired);
    RowChanges result;
    result.digest_key = desired.digest_key();
    for (const Entry* entry : changes.before) result.rows.push_back({entry->key, entry->hash, {}, {}});
    for (const Entry* entry : orphans(deployed, desired, changes))
        result.rows.push_back({entry->key, entry->hash, {}, {}});
    for (const Entry* entry : changes.after) result.rows.push_back({entry->key, {}, entry->hash, entry->body});
    std::stable_sort(result.rows.begin(), result.rows.end(), [](auto& a, auto& b) { return a.key < b.key; });
    std::size_t kept = 0;
    for (const RowChange& row : result.rows) {
        RowChange* last = kept > 0 ? &result.rows[kept - 1] : nullptr;
        if (last != nullptr && last->key == row.key) {
            if (row.after) last->after = row.after, last->body = row.body;
        } else {
            result.rows[kept++] = row;
        }
    }
    result.rows.resize(kept);
    const std::vector<Entry> after = entries_after(deployed, result.rows);
    result.fingerprint = fingerprint_of(after);
    result.secrets = secrets_digest_of(after);
    return result;
}

CanonicalForm with_rows(const CanonicalForm& form, const std::vector<RowChange>& rows) {
    return CanonicalForm(std::make_shared<CanonicalForm>(form), entries_after(form, rows), form.holds(),
                         form.digest_key());
}

}  // namespace millwright::migrate
