// The canonical bodies of items and of the production itself: what an engine holds.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/digest.h"
#include "graph/production.h"

namespace millwright::migrate {

/// A setting's value as it may be stored: itself, a text with references, or the digest of what looks like a secret.
enum class Stored : std::uint8_t { value, reference, digest };

struct StoredValue {
    Stored form = Stored::value;
    std::string text;  ///< of a digest its 64 hexadecimal digits

    /// The value or the reference; masked where it is, or has beside references, what may be a secret.
    std::string_view shown() const;
    bool operator==(const StoredValue&) const = default;
};

/// How a model that was read back from a store says "a secret of this digest": as a value with `refers_to_secret`.
std::string digest_placeholder(std::string_view hex);
/// The digits in such a value, or nothing.
std::optional<std::string_view> placeholder_digest(std::string_view value);

class SettingHider {
public:
    explicit SettingHider(const DigestKey& key) : key_(key) {}

    /// A value that is no setting's own: itself, or the placeholder of its digest where it looks like a secret.
    std::string hidden(std::string_view name, std::string_view value) const;

    Stored form_of(const Setting& setting);
    StoredValue stored(const Setting& setting);

private:
    bool looks_secret(const Setting& setting);

    struct Remembered {
        const char* name = nullptr;
        std::size_t size = 0;
        bool secret = false;
    };

    DigestKey key_;
    std::array<Remembered, 256> remembered_{};  ///< names come again and again, and each has one address
};

/// The settings sorted by scope and name; of several with one name only the last, as the engines have it.
void effective_settings(const Production& production, Range<Setting> range, std::vector<const Setting*>& into);

/// Appends the body of an item: {attributes, category, class, comment, enabled, foreground, log_trace_events, name,
/// pool_size, schedule, settings, targets}.
void append_item_body(std::string& out, const Production& production, const Item& item, SettingHider& hider);

/// Appends {actor_pool_size, attributes, description, log_general_trace_events, name, settings, testing_enabled}.
void append_production_body(std::string& out, const Production& production, SettingHider& hider);

}  // namespace millwright::migrate
