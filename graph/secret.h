// Secrets: references that can be shown, values that cannot, and the settings that look as if they held one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "graph/digest.h"
#include "graph/result.h"

namespace millwright {

/// What is shown instead of a secret's value.
inline constexpr std::string_view masked_secret = "(secret)";

/// A secret's value. There is no way to print, format, serialise or compare it: only its keyed digest can be had, and
/// the text itself only by those adapters that hand it to an engine.
class SecretValue {
public:
    explicit SecretValue(std::string value) : value_(std::move(value)) {}
    SecretValue(const SecretValue&) = default;
    SecretValue(SecretValue&&) noexcept = default;
    SecretValue& operator=(const SecretValue&) = default;
    SecretValue& operator=(SecretValue&&) noexcept = default;
    ~SecretValue();

    bool operator==(const SecretValue&) const = delete;
    Digest digest(const DigestKey& key) const { return hmac_sha256(key, value_); }
    /// For adapters that pass the value to an engine, and for nobody else.
    const std::string& reveal_to_adapter() const { return value_; }

private:
    std::string value_;
};

/// The values of the secrets that a production declares, by name.
using SecretValues = std::unordered_map<std::string, SecretValue>;

/// Whether a setting of this name and value holds, by the looks of it, a secret in clear text: a name such as Password,
/// Secret, Token or ApiKey, or a `token=...` line in a `%settings` text. Names of credentials are not secrets; neither is
/// an empty value.
bool looks_like_clear_secret(std::string_view setting, std::string_view value);

}  // namespace millwright
