// What stands beside the production in settings that were read from elsewhere.
#include <catch2/catch.hpp>

#include "settings/formats.h"
#include "settings/settings_toml.h"
#include "tests/support/memory_files.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

/// A reading of shop/settings.py: a service with these values of its settings, each at a place of its own.
Reading shop(const std::vector<std::pair<Text, Text>>& values) {
    Reading reading;
    reading.format = Format::python;
    reading.file = "shop/settings.py";
    reading.sources.add("shop/settings.py", std::string(100, '#'));
    Production production;
    production.name = "P";
    std::vector<Setting> settings;
    std::uint32_t at = 10;
    for (const auto& [name, value] : values) {
        settings.push_back({"Host", name, value, {}, {1, at, at + 5}});
        at += 10;
    }
    Item item;
    item.name = "A";
    item.class_name = "C";
    item.place = {1, 1, 2};
    item.settings = append(production.settings, std::move(settings));
    production.items.push_back(item);
    reading.productions.push_back(std::move(production));
    return reading;
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::string written(const Reading& reading, const std::string& folder = "") {
    return write_settings_toml(reading.productions[0], reading, folder);
}

std::string left_out(const Reading& reading) {
    std::string out;
    for (const Diagnostic& each : left_out_of_settings_toml(reading.productions[0], reading)) {
        CHECK(each.code == Code::not_kept);
        out += std::to_string(each.place.begin) + " " + each.message + "\n";
    }
    return out;
}

}  // namespace

TEST_CASE("values of the environment are looked up again where that can be said") {
    Reading reading = shop({{"Folder", "/in"}, {"Own", "/in"}, {"Odd", "a}b"}, {"Bare", "x"}});
    reading.python.environment = {{"FOLDER", "/default", "/in", {1, 10, 15}},
                                  {"OTHER", "/default", "/else", {1, 20, 25}},
                                  {"ODD", "a}b", "a}b", {1, 30, 35}},
                                  {"BARE", std::nullopt, "x", {1, 40, 45}},
                                  {"POOL", "2", "2", {1, 60, 65}}};
    const std::string text = written(reading);
    INFO(text);
    CHECK(contains(text, "Folder = \"${env:FOLDER:-/default}\""));
    CHECK(contains(text, "Own = \"/in\""));
    CHECK(contains(text, "Odd = \"a}b\""));
    CHECK(contains(text, "Bare = \"${env:BARE}\""));
    const std::string lost = left_out(reading);
    CHECK(contains(lost, "30 the value of \"ODD\""));
    CHECK(contains(lost, "60 the value of \"POOL\""));
    CHECK_FALSE(contains(lost, "\"FOLDER\""));
    CHECK_FALSE(contains(lost, "\"BARE\""));
}

TEST_CASE("folders of Python count from where the settings are") {
    Reading reading = shop({});
    reading.python.path = {{"src", {}}, {"../lib", {}}, {"/opt/x", {}}};
    CHECK(contains(written(reading), "path = [\"shop\", \"shop/src\", \"lib\", \"/opt/x\"]"));
    CHECK(contains(written(reading, "shop"), "path = [\"src\", \"../lib\", \"/opt/x\"]"));
    CHECK(contains(written(reading, "out/deep"),
                   "path = [\"../../shop\", \"../../shop/src\", \"../../lib\", \"/opt/x\"]"));
}

TEST_CASE("deployments, secrets and classes stand beside the production, and are read back") {
    Reading reading = shop({{"Password", "${secret:pw}"}});
    reading.productions[0].settings[0].refers_to_secret = true;
    reading.secrets.push_back({"pw", "SHOP_PASSWORD", {}, {}, {}, {}});
    Deployment remote;
    remote.name = "remote";
    remote.kind = DeploymentKind::iris;
    remote.url = "https://iris.example";
    remote.options = {{"namespace", "SHOP"}, {"verify_ssl", "false"}, {"password", "${env:PW}"}};
    reading.deployments.push_back(remote);
    reading.python.classes = {{"Python.A", "a.A", {}}};
    reading.python.registrations = {{"Python.A", "a.A", "component", "", {}},
                                    {"Python.b.B", "b.B_", "component", "P", {}},
                                    {"Python.m", "m.*", "component", "", {1, 70, 75}}};
    const std::string text = written(reading);
    INFO(text);
    const Reading back = read_text("settings.toml", text, Format::settings_toml, test::MemoryFiles{}, {});
    CHECK(back.findings.empty());
    REQUIRE(back.deployments.size() == 2);
    CHECK(back.deployments.front().name == "local");
    CHECK(back.deployments.front().is_default);
    CHECK(back.deployments[1].kind == DeploymentKind::iris);
    CHECK(back.deployments[1].url == "https://iris.example");
    CHECK(back.deployments[1].options == remote.options);
    REQUIRE(back.secrets.size() == 1);
    CHECK(back.secrets[0].env == "SHOP_PASSWORD");
    REQUIRE(back.python.classes.size() == 2);
    CHECK(back.python.classes[1].python_name == "b.B_");
    CHECK(contains(left_out(reading), "70 CLASSES registers \"Python.m\" from m.*"));
}

TEST_CASE("routes that only code knows are told, once for an item") {
    Reading reading = shop({{"Output", "A"}});
    Production& production = reading.productions[0];
    recognise_targets(production);
    std::vector<FoundRoute> found(4);
    found[0].target_setting = "Output";
    found[1].target = "A";
    found[1].place = {1, 80, 81};
    found[1].message = "Order";
    found[2].target = "B";
    found[3].target_setting = "Later";
    production.items[0].found = append(production.found, std::move(found));
    const Diagnostics lost = left_out_of_settings_toml(production, reading);
    REQUIRE(lost.size() == 1);
    CHECK(lost.begin()->message == "3 routes of \"A\" are known from its code only: to \"A\", of \"Order\"");
    CHECK(lost.begin()->notes.size() == 2);
}
