#include "settings/toml_plain.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "tests/support/toml_ways.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

TomlScan scanned(const std::string& text) {
    Diagnostics findings;
    return scan_toml(text, 1, findings).value();
}

bool is_plain(const std::string& text) {
    const TomlScan scan = scanned(text);
    return std::all_of(scan.slices.begin(), scan.slices.end(),
                       [](const TomlSlice& slice) { return slice.sound && slice.plain; });
}

}  // namespace

TEST_CASE("what makes a slice one for the library") {
    CHECK(
        is_plain("[service.\"A b\"]\nx = \"\\u00e9\" # c\ny = [1, 2.5, true, 0xF, 1e5, 2024-01-31 07:00:00, 'l', { z = "
                 "[] }]\n[[service.\"A b\".step]]\n"));
    for (const char* text :
         {"a.b = 1\n", "a = '''x'''\n", "a = \"\"\"x\"\"\"\n", "a = { b.c = 1 }\n", "[a.b.c]\n[a.b]\n"}) {
        CHECK_FALSE(is_plain(text));
    }
    CHECK(test::disagreement("[a.b]\n[a.b.c]\n[[a.b.d]]\nx = 1\n[a.b.d.e]\n[[a.b.d]]\n[a.b.d.e]\n").empty());
}

TEST_CASE("every way of reading gives the same tree and the same findings") {
    const char* wanted = std::getenv("MILLWRIGHT_TEST_DOCUMENTS");
    const auto documents = static_cast<std::uint32_t>(wanted != nullptr ? std::stoul(wanted) : 4000);
    std::uint32_t right = 0;
    for (std::uint32_t seed = 0; seed < documents; ++seed) {
        const std::string text = test::generated_toml(seed);
        const std::string difference = test::disagreement(text);
        Diagnostics findings;
        scan_toml(text, 1, findings);
        right += findings.empty() ? 1U : 0U;
        if (difference.empty()) continue;
        INFO(seed << "\n" << text);
        CHECK(difference == "");
    }
    // The generator is worth little when it makes only right documents, or only wrong ones.
    CHECK(right > documents / 4);
    CHECK(right < documents * 3 / 4);
}
