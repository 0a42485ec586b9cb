#include "graph/secret.h"

#include <catch2/catch.hpp>
#include <ostream>
#include <type_traits>
#include <utility>

using namespace millwright;

TEST_CASE("settings that look as if they held a secret") {
    for (const char* name :
         {"Password", "SMTPPassword", "ssl_password", "api_key", "ApiKey", "client_secret", "AccessToken", "passphrase",
          "PrivateKey", "DB_PASSWD", "AccessKey", "pwd", "DBPwd", "Authorization", "ProxyAuthorization"}) {
        CAPTURE(name);
        CHECK(looks_like_clear_secret(name, "hunter2"));
        CHECK_FALSE(looks_like_clear_secret(name, ""));
    }
    for (const char* name : {"Credentials", "Port", "TokenUrl", "PasswordFile", "SecretName", "TokenType", "Key", "",
                             "%", "AuthorizationServer", "AuthorizationUrl", "PwdFile"}) {
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

TEST_CASE("values that give a secret away whatever their setting is called") {
    for (const char* value :
         {"Server=h;Password=x", "Password=x;Server=h", "a=b;pwd = x", "jdbc:sqlserver://h;user=a;password=b",
          "Provider=p;Jet OLEDB:Database Password=x", "https://h/p?user=a&access_token=x", "https://u:p@h",
          "x ftp://u:p@h/ y", "https://u:a/b@h", "Server=h;Password=a${secret:x}"}) {
        CAPTURE(value);
        CHECK(holds_secret(value));
        CHECK(looks_like_clear_secret("Anything", value));
    }
    for (const char* value :
         {"", "a;b", "Server=h;Port=1", "Server=h;Password=", "Server=h;Password=${secret:x}", "https://h:80/a@b",
          "https://u@h", "https://u@h:80/", "https://[::1]:80/a@b", "https://${env:U}:${secret:x}@h", "https://h/a:b@c",
          "if x; token==1", "https://h/?token_url=x", "a@b.c", "mailto:a@b.c", "select * from t where token=1; x"}) {
        CAPTURE(value);
        CHECK_FALSE(holds_secret(value));
        CHECK_FALSE(looks_like_clear_secret("Anything", value));
    }
}

TEST_CASE("a URL without its password") {
    CHECK(without_password("https://user:pw@host") == "https://user:(secret)@host");
    CHECK(without_password("https://user:p@w/x@host/y?z") == "https://user:(secret)@host/y?z");
    CHECK(without_password("https://:pw@host") == "https://:(secret)@host");
    CHECK(without_password("https://user:${secret:p}@host") == "https://user:${secret:p}@host");
    CHECK(without_password("postgresql://h/db?user=ann&password=pw&x=1") ==
          "postgresql://h/db?user=ann&password=(secret)&x=1");
    CHECK(without_password("postgresql://a:b@h/db?sslpassword=pw") ==
          "postgresql://a:(secret)@h/db?sslpassword=(secret)");
    CHECK(without_password("postgresql://h/db?password=${secret:p}") == "postgresql://h/db?password=${secret:p}");
    for (const char* url : {"", "://", "postgresql://h/db?", "postgresql://h?a=&b&&=c", "postgresql://h?password=",
                            "https://host", "https://host:80/", "https://user@host", "https://user:@host", "x:y@z"}) {
        CAPTURE(url);
        CHECK(without_password(url) == url);
    }
}

TEST_CASE("references") {
    CHECK(reference_length("${secret:a}x", 0) == 11);
    CHECK(reference_length("x${a}", 1) == 4);
    for (const char* text : {"", "$", "${", "${}", "${a", "${a b}", "${a:-b}", "{a}"}) {
        CAPTURE(text);
        CHECK(reference_length(text, 0) == 0);
    }
    CHECK(reference_length("$${a}", 1) == 0);
}

TEST_CASE("a secret's value shows only its keyed digest") {
    const SecretValue value(std::string("hunter2"));
    DigestKey key;
    const Digest digest = value.digest(key, "mail");
    CHECK(digest == SecretValue(std::string("hunter2")).digest(key, "mail"));
    CHECK(digest != SecretValue(std::string("hunter3")).digest(key, "mail"));
    // Neither equal secrets of two names nor of two deployments show as such.
    CHECK(digest != value.digest(key, "database"));
    CHECK(digest != hmac_sha256(key, "hunter2"));
    key.bytes[0] = 1;
    CHECK(digest != value.digest(key, "mail"));
    CHECK(value.reveal_to_adapter() == "hunter2");
}

namespace {

template <class Value>
concept Equal = requires(const Value& value) {
    value == value;
};
template <class Value>
concept Ordered = requires(const Value& value) {
    value < value;
};
template <class Value>
concept Streamed = requires(std::ostream& stream, const Value& value) {
    stream << value;
};
template <class Value>
concept Hashed = requires(const Value& value) {
    std::hash<Value>{}(value);
};
template <class Value>
concept Joined = requires(std::string text, const Value& value) {
    text + value;
};
template <class Value>
concept Turned = requires(const Value& value) {
    std::to_string(value);
};
template <class Value>
concept Compared = requires(const Value& value) {
    value == std::string("x");
};

// Each of these tells something of a text.
static_assert(Equal<std::string> && Ordered<std::string> && Streamed<std::string> && Hashed<std::string>);
static_assert(Joined<std::string> && Turned<int> && Compared<std::string>);
// And none can be had of a secret.
static_assert(!Equal<SecretValue> && !Ordered<SecretValue> && !Streamed<SecretValue> && !Hashed<SecretValue>);
static_assert(!Joined<SecretValue> && !Turned<SecretValue> && !Compared<SecretValue>);
static_assert(!std::is_copy_constructible_v<SecretValue> && !std::is_copy_assignable_v<SecretValue>);
static_assert(!std::is_convertible_v<SecretValue, std::string> && !std::is_convertible_v<SecretValue, const char*>);
static_assert(!std::is_convertible_v<SecretValue, std::string_view> && !std::is_convertible_v<SecretValue, bool>);
static_assert(!std::is_constructible_v<std::string, SecretValue> && !std::is_convertible_v<std::string, SecretValue>);
static_assert(!Equal<SecretValues::mapped_type> && !Streamed<SecretValues>);

}  // namespace

TEST_CASE("a secret's value leaves nothing where it stood") {
    for (const std::string_view text : {"short", "a text that is too long to stand inside of a string itself"}) {
        std::string given(text);
        given.reserve(100);
        const SecretValue value(std::move(given));
        CHECK(value.reveal_to_adapter() == text);
        // What was given is empty, and its memory holds nothing any more.
        CHECK(given.empty());  // NOLINT: that is the point
        given.resize(given.capacity(), '.');
        CHECK(given.find(text.substr(0, 4)) == std::string::npos);
        std::string longer(text);
        longer += "and more";
        wipe(longer);
        CHECK(longer.empty());
    }
    SecretValue first(std::string("one"));
    SecretValue second(std::move(first));
    CHECK(first.reveal_to_adapter().empty());  // NOLINT
    CHECK(second.reveal_to_adapter() == "one");
    first = std::move(second);
    CHECK(first.reveal_to_adapter() == "one");
}

TEST_CASE("texts of nothing but references can be shown") {
    CHECK(only_references("${secret:a}${env:B}"));
    CHECK_FALSE(only_references("${secret:a}x"));
    CHECK_FALSE(only_references("$${secret:a}"));
    CHECK(secrets_in("${secret:a}-$${secret:b}-${secret:c}") == std::vector<std::string_view>{"a", "c"});
}
