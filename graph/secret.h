// Secrets: references that can be shown, values that cannot, and the settings that look as if they held one.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/digest.h"
#include "graph/result.h"

namespace millwright {

/// What is shown instead of a secret's value.
inline constexpr std::string_view masked_secret = "(secret)";
/// What is shown instead of the newer of two values.
inline constexpr std::string_view changed_secret = "(secret, changed)";

/// A secret's value. There is no way to print, format, serialise, copy or compare it: only its keyed digest can be had,
/// and the text itself only by those adapters that hand it to an engine. It lies in one place of memory, which is
/// overwritten when it goes.
class SecretValue {
public:
    /// Takes the text and overwrites where it stood.
    explicit SecretValue(std::string&& text);
    SecretValue(SecretValue&&) noexcept = default;
    SecretValue& operator=(SecretValue&&) noexcept = default;

    bool operator==(const SecretValue&) const = delete;
    bool operator<(const SecretValue&) const = delete;
    /// HMAC-SHA-256 with a key made of the deployment's and the secret's name: equal secrets of two names do not show.
    Digest digest(const DigestKey& key, std::string_view name) const;
    /// For adapters that pass the value to an engine, and for nobody else. Valid as long as this is.
    std::string_view reveal_to_adapter() const {
        return text_ ? std::string_view(text_.get(), text_.get_deleter().size) : std::string_view();
    }

private:
    struct Wiping {
        std::size_t size = 0;
        void operator()(char* text) const;
    };
    std::unique_ptr<char[], Wiping> text_;
};

/// Overwrites all that a text occupies, and empties it.
void wipe(std::string& text);

/// The values of the secrets that a production declares, by name.
using SecretValues = std::unordered_map<std::string, SecretValue>;

/// Whether a setting of this name and value holds, by the looks of it, a secret in clear text: a name such as Password,
/// Secret, Token or ApiKey, a `token=...` line in a `%settings` text, or a value that holds_secret(). Names of credentials
/// are not secrets; neither is an empty value.
bool looks_like_clear_secret(std::string_view setting, std::string_view value);

/// Whether a value gives a secret away whatever its setting is called: a connection string or query with a part such as
/// `;Password=x`, or a URL with a password in it. References are no secrets.
bool holds_secret(std::string_view value);

/// The length of the reference (${name}, ${env:NAME}, ${secret:name}) that begins at `at`; 0 when there is none. One with a
/// default text counts as none, because the default may be a secret.
std::size_t reference_length(std::string_view text, std::size_t at);

/// The password in "https://user:password@host", as a part of `url`; empty when there is none, or only references. When it
/// is unclear where the password ends, it ends late.
std::string_view password_in_url(std::string_view url);

/// Whether a text consists of references and nothing else: it can be shown.
bool only_references(std::string_view text);

/// The names of the secrets that a text with references refers to.
std::vector<std::string_view> secrets_in(std::string_view text);

/// "https://user:pw@host" as "https://user:(secret)@host".
std::string without_password(std::string_view url);

}  // namespace millwright
