#include "graph/secret.h"

#include <catch2/catch.hpp>
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
    for (const char* url :
         {"", "://", "https://host", "https://host:80/", "https://user@host", "https://user:@host", "x:y@z"}) {
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
