// The canonical form of a production: one entry for each thing in it, with a body that is the same bytes whenever the thing
// means the same, so that productions are compared, stored and fingerprinted entry by entry.
//
// Keys: "production", "item/NAME", "declared/NAME" (what settings say about an item and no engine holds), "process/NAME"
// (its behaviour), "message/NAME", "schedule/NAME", "story/NAME", "entity/NAME", "channel/NAME", "surface/NAME",
// "role/NAME", "intent/NAME", "default_setting/PRODUCTION/ITEM/CLASS/SETTING" ('%' and '/' in the parts as %25 and %2F),
// "protect/item/NAME", "protect/process/NAME", "secret/NAME" (only in a deployment: what it remembers of the value of a
// secret that settings refer to). A second thing of one name has "item2/NAME", a third "item3/NAME".
//
// Bodies are compact JSON objects with sorted keys; what has its default is left out. A setting is
// {"name", "scope", and one of "value", "template" (text with ${secret:NAME} in it), "digest" (of a value that looks like
// a secret, with the deployment's key: such a value is never stored)}. Target settings are lists of names in "targets".
// A secret is {"digest", "name"}, the digest being SecretValue::digest with the deployment's key. The fingerprint leaves
// secrets out: it is the same wherever the same settings are deployed.
//
// Versions: 1 (2026) the first.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/digest.h"
#include "graph/production.h"
#include "graph/secret.h"

namespace millwright::migrate {

inline constexpr std::uint32_t canonical_version = 1;

/// What one side can say or hold: an engine (and a class, an XML or JSON export) only the production, items and settings;
/// settings.toml and a registry everything. Two sides are compared in what both hold.
enum class Holds : std::uint8_t { engine, everything };

struct Entry {
    std::string_view key;
    std::string_view body;              ///< empty: not fetched
    Digest hash;                        ///< SHA-256 of the body
    std::uint32_t index = 0xFFFFFFFFU;  ///< of the thing in the production's vector that the key's kind names
};

/// Entries sorted by key, and the fingerprint over all of them. Movable; views in it stay valid.
class CanonicalForm {
public:
    CanonicalForm() = default;
    /// `text` owns what the entries' views point into; entries need not be sorted.
    CanonicalForm(std::shared_ptr<void> text, std::vector<Entry> entries, Holds holds, const DigestKey& key);

    Holds holds() const { return holds_; }
    std::span<const Entry> entries() const { return entries_; }
    std::span<Entry> entries() { return entries_; }
    /// The entry of that key, or nullptr.
    const Entry* find(std::string_view key) const;
    /// SHA-256 over the canonical version and every key and hash but those of secrets.
    const Digest& fingerprint() const { return fingerprint_; }
    /// The same over those of secrets; all zero where there is none.
    Digest secrets_digest() const;
    const DigestKey& digest_key() const { return key_; }
    /// Keeps alive what entries were given views of.
    void own(std::shared_ptr<void> text) { texts_.push_back(std::move(text)); }

private:
    std::vector<std::shared_ptr<void>> texts_;
    std::vector<Entry> entries_;
    Holds holds_ = Holds::everything;
    Digest fingerprint_;
    DigestKey key_;
};

/// The production must outlive neither the form nor its bodies: everything is copied. `key` hides values that look like
/// secrets; without a deployment the default key does (equal values then have equal digests everywhere). Secrets have
/// entries where the production was read from a deployment, or `secrets` gives their values for one; one whose value is not
/// among them has an entry without a digest, which must not be stored.
CanonicalForm canonical_form(const Production& production, Holds holds, const DigestKey& key = {},
                             const SecretValues* secrets = nullptr);

/// Over entries sorted by key, secrets left out.
Digest fingerprint_of(std::span<const Entry> entries);
/// Over the secrets among entries sorted by key; all zero where there is none.
Digest secrets_digest_of(std::span<const Entry> entries);

/// The key of a secret's entry.
std::string secret_key(std::string_view name);

/// Whether an engine holds what this key names, or it belongs to what an engine holds.
bool held_by_engine(std::string_view key);

/// The part of a default setting's key that this name is.
std::string key_part(std::string_view name);

/// The kind of a key without the number of a duplicate: "item" of "item2/X".
std::string_view kind_of_key(std::string_view key);
/// What follows the first '/', or "".
std::string_view name_of_key(std::string_view key);

}  // namespace millwright::migrate
