// SHA-256 and HMAC-SHA-256, the digests of fingerprints, stored content and secrets.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace millwright {

struct Digest {
    std::array<std::uint8_t, 32> bytes{};

    auto operator<=>(const Digest&) const = default;
    /// 64 lower-case hexadecimal digits.
    std::string hex() const;
    static std::optional<Digest> from_hex(std::string_view text);
};

Digest sha256(std::string_view text);

/// The key with which a deployment hides the values of secrets; random, made by the caller.
struct DigestKey {
    std::array<std::uint8_t, 32> bytes{};
};

Digest hmac_sha256(const DigestKey& key, std::string_view text);

}  // namespace millwright
