#include "settings/overlays.h"

#include <catch2/catch.hpp>
#include <string>

#include "settings/formats.h"
#include "settings/settings_toml.h"
#include "tests/support/memory_files.h"
#include "tests/support/production_dump.h"

using namespace millwright;
using namespace millwright::settings;
using millwright::test::dump;
using millwright::test::MemoryFiles;

namespace {

const std::string text = R"(format = 1
include = ["part.toml"]
[production]
name = "P"
[variables]
dir = "/data"
[secrets]
pw = { env = "PW" }
[deployment.a]
store = "sqlite:a.db"
[deployment.b]
store = "sqlite:b.db"
[operation.A]
class = "x"
pool_size = 3
settings = { D = "${dir}", E = "${secret:pw}", "f g" = 1 }
[operation."A"."adapter_settings"]
Port = "80"
[overlay.a]
variables.dir = "/a"
secrets.pw = { file = "/run/pw" }
unset = ["operation.A.settings.\"f g\""]
[overlay.b]
unset = ["operation.A.adapter_settings", "operation.A"]
)";

const MemoryFiles files(std::map<std::string, std::string>{
    {"part.toml", "[overlay.a]\nunset = [\"operation.A.pool_size\"]\n[overlay.a.operation.B]\nclass = \"y\"\n"}});

Reading read(const std::string& overlay) {
    ReadOptions options;
    options.overlay = overlay;
    return read_text("settings.toml", text, Format::settings_toml, files, options);
}

std::vector<std::string> messages(const Reading& reading) {
    std::vector<std::string> lines;
    for (const Diagnostic* each : reading.findings.sorted()) lines.push_back(each->message);
    return lines;
}

}  // namespace

TEST_CASE("overlays laid over one text are the same as settings read with each of them") {
    Reading reading = read({});
    CHECK(reading.overlays == std::vector<std::string>{"a", "b"});
    for (const std::string overlay : {"a", "b", "a"}) {
        reading = with_overlay(std::move(reading), overlay);
        const Reading alone = read(overlay);
        REQUIRE(reading.productions.size() == 1);
        CHECK(dump(reading.productions.front()) == dump(alone.productions.front()));
        CHECK(messages(reading) == messages(alone));
        CHECK(reading.secrets.front().file == alone.secrets.front().file);
        CHECK(reading.sources.size() == 2);
    }
    CHECK(dump(read("a").productions.front()) != dump(read({}).productions.front()));
    CHECK(with_overlay(read({}), "none").productions.size() == 1);
}

TEST_CASE("parts of an overlay add up, and a secret is replaced as a whole") {
    const Reading reading = read("a");
    CHECK(messages(reading).empty());
    const Production& production = reading.productions.front();
    REQUIRE(production.items.size() == 2);
    CHECK(production.items[0].pool_size == "1");
    CHECK(production.of(production.items[0].settings).size() == 3);
    CHECK(reading.secrets.front().env.empty());
    CHECK(reading.secrets.front().file == "/run/pw");
}

TEST_CASE("what was unset is gone, with all that is in it") {
    const Reading reading = read("b");
    CHECK(messages(reading).empty());
    CHECK(reading.productions.front().items.empty());
}

TEST_CASE("a large overlay is laid over in a moment") {
    std::string large = "format = 1\n[production]\nname = \"P\"\n[deployment.a]\nstore = \"sqlite:s\"\n";
    std::string overlay = "[overlay.a]\nunset = [";
    for (int i = 0; i < 20'000; ++i) {
        const std::string name = "o" + std::to_string(i);
        large += "[operation." + name + "]\nclass = \"x\"\n";
        overlay += "\"operation." + name + "\",\n";
    }
    ReadOptions options;
    options.overlay = "a";
    const Reading reading =
        read_text("settings.toml", large + overlay + "]\n", Format::settings_toml, MemoryFiles(), options);
    CHECK(messages(reading).empty());
    CHECK(reading.productions.front().items.empty());
}
