#include "graph/secret.h"

#include <catch2/catch.hpp>
#include <type_traits>
#include <utility>

using namespace millwright;

TEST_CASE("settings that look as if they held a secret") {
    for (const char* name : {"Password", "SMTPPassword", "ssl_password", "api_key", "ApiKey", "client_secret",
                             "AccessToken", "passphrase", "PrivateKey", "DB_PASSWD", "AccessKey"}) {
        CAPTURE(name);
        CHECK(looks_like_clear_secret(name, "hunter2"));
        CHECK_FALSE(looks_like_clear_secret(name, ""));
    }
    for (const char* name :
         {"Credentials", "Port", "TokenUrl", "PasswordFile", "SecretName", "TokenType", "Key", "", "%"}) {
        CAPTURE(name);
        CHECK_FALSE(looks_like_clear_secret(name, "hunter2"));
    }
}

TEST_CASE("secrets in the lines of a settings text") {
    CHECK(looks_like_clear_secret("%settings", "path=/x\ntoken=abc"));
    CHECK(looks_like_clear_secret("%settings", "Password = abc\r\npath=/x"));
    CHECK_FALSE(looks_like_clear_secret("%settings", "path=/x\ntoken=\nurl=token"));
    CHECK_FALSE(looks_like_clear_secret("Comment", "token=abc"));
}

TEST_CASE("a secret's value shows only its keyed digest") {
    const SecretValue value("hunter2");
    DigestKey key;
    CHECK(value.digest(key) == hmac_sha256(key, "hunter2"));
    key.bytes[0] = 1;
    CHECK_FALSE(value.digest(key) == hmac_sha256(DigestKey{}, "hunter2"));
    CHECK(value.reveal_to_adapter() == "hunter2");
    // No comparison, no conversion to text.
    STATIC_REQUIRE_FALSE(std::is_convertible_v<SecretValue, std::string>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<SecretValue, std::string_view>);
}
