#include "graph/digest.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace millwright;

// Vectors: FIPS 180-4 examples (NIST), RFC 4231.

TEST_CASE("SHA-256 of the published examples") {
    CHECK(sha256("").hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").hex() ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256(std::string(1'000'000, 'a')).hex() ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("HMAC-SHA-256 of RFC 4231, keys filled up to their block with zeros") {
    // HMAC pads a shorter key with zeros, so a key of 32 bytes that ends in zeros is the shorter key.
    DigestKey key;
    std::fill_n(key.bytes.begin(), 20, std::uint8_t{0x0b});
    CHECK(hmac_sha256(key, "Hi There").hex() == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    key = {};
    std::copy_n("Jefe", 4, key.bytes.begin());
    CHECK(hmac_sha256(key, "what do ya want for nothing?").hex() ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    key = {};
    std::fill_n(key.bytes.begin(), 20, std::uint8_t{0xaa});
    CHECK(hmac_sha256(key, std::string(50, '\xdd')).hex() ==
          "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
}

TEST_CASE("digests as text") {
    const Digest digest = sha256("abc");
    CHECK(Digest::from_hex(digest.hex()) == digest);
    const std::string hex = digest.hex();
    for (const std::string& wrong :
         {std::string(), hex.substr(1), hex + "0", "g" + hex.substr(1), "B" + hex.substr(1)}) {
        CAPTURE(wrong);
        CHECK_FALSE(Digest::from_hex(wrong).has_value());
    }
}
