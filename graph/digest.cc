#include "graph/digest.h"

#include <nettle/hmac.h>
#include <nettle/sha2.h>
#include <string.h>

namespace millwright {
namespace {

const std::uint8_t* as_bytes(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

std::optional<std::uint8_t> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
    return std::nullopt;
}

}  // namespace

std::string Digest::hex() const {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

std::optional<Digest> Digest::from_hex(std::string_view text) {
    Digest digest;
    if (text.size() != digest.bytes.size() * 2) return std::nullopt;
    for (std::size_t i = 0; i < digest.bytes.size(); ++i) {
        const auto high = hex_digit(text[2 * i]);
        const auto low = hex_digit(text[2 * i + 1]);
        if (!high || !low) return std::nullopt;
        digest.bytes[i] = static_cast<std::uint8_t>(*high * 16 + *low);
    }
    return digest;
}

Digest sha256(std::string_view text) {
    sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, text.size(), as_bytes(text));
    Digest digest;
    sha256_digest(&context, digest.bytes.size(), digest.bytes.data());
    return digest;
}

Digest hmac_sha256(const DigestKey& key, std::string_view text) {
    hmac_sha256_ctx context;
    hmac_sha256_set_key(&context, key.bytes.size(), key.bytes.data());
    hmac_sha256_update(&context, text.size(), as_bytes(text));
    Digest digest;
    hmac_sha256_digest(&context, digest.bytes.size(), digest.bytes.data());
    // It holds the key and the end of the text, which may be a secret.
    explicit_bzero(&context, sizeof context);
    return digest;
}

}  // namespace millwright
