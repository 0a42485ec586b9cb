#include "migrate/iop_plan.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "settings/iop/production_json.h"
#include "tests/migrate/model.h"
#include "tests/support/corpus.h"

using millwright::Flag;
using millwright::Presence;
using millwright::Production;
using millwright::ValueForm;
using millwright::migrate::iop_plan_json;
using millwright::test::Model;
using nlohmann::json;

namespace {

/// The recorded documents are all of one shape; a reader for just that shape.
Production production_of(const json& document) {
    const json& node = document.at("Production");
    Model model(node.at("@Name").get<std::string>());
    Production& made = model.production;
    const auto flag = [&](const json& object, const char* name, bool standard) {
        return object.contains(name) ? Flag::read(object.at(name).get<std::string>(), made.texts) : Flag(standard);
    };
    made.testing_enabled = flag(node, "@TestingEnabled", false);
    made.log_general_trace_events = flag(node, "@LogGeneralTraceEvents", false);
    if (node.contains("ActorPoolSize")) made.actor_pool_size = model.text(node["ActorPoolSize"].get<std::string>());
    if (node.contains("Description")) {
        const json& description = node["Description"];
        made.description_presence = description.is_null() ? Presence::null : Presence::present;
        if (description.is_string()) made.description = model.text(description.get<std::string>());
    }
    const auto add = [&](const json& each) {
        return model.setting(
            {each.at("@Target").get<std::string>(), each.at("@Name").get<std::string>(), each.value("#text", "")});
    };
    std::vector<millwright::Setting> own;
    for (const json& each : node.value("Setting", json::array())) own.push_back(add(each));
    made.production_settings = append(made.settings, std::move(own));
    for (const json& each : node.value("Item", json::array())) {
        std::vector<millwright::Setting> settings;
        for (const json& setting : each.value("Setting", json::array())) settings.push_back(add(setting));
        millwright::Item item;
        item.name = model.text(each.at("@Name").get<std::string>());
        item.class_name = model.text(each.at("@ClassName").get<std::string>());
        item.category = model.text(each.value("@Category", ""));
        item.comment = model.text(each.value("@Comment", ""));
        item.schedule = model.text(each.value("@Schedule", ""));
        item.pool_size = model.text(each.value("@PoolSize", "1"));
        item.enabled = flag(each, "@Enabled", true);
        item.foreground = flag(each, "@Foreground", false);
        item.log_trace_events = flag(each, "@LogTraceEvents", false);
        item.settings = append(made.settings, std::move(settings));
        made.items.push_back(item);
    }
    return model.take();
}

json operations(const Production& current, const Production& desired) {
    return json::parse(iop_plan_json(current, desired)).at("operations");
}

json operation(const char* op_type, const char* action, const char* kind, const char* path, json before, json after,
               const char* risk) {
    return {{"op_type", op_type},          {"action", action},          {"kind", kind}, {"path", path},
            {"before", std::move(before)}, {"after", std::move(after)}, {"risk", risk}};
}

}  // namespace

TEST_CASE("IoP's recorded plans come out operation by operation") {
    const auto corpus = millwright::test::corpus_folder();
    if (!corpus) return millwright::test::skipped("MILLWRIGHT_CORPUS is not set");
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(*corpus / "iop" / "plans")) files.insert(entry.path());
    REQUIRE(files.size() >= 60);
    for (const auto& file : files) {
        std::ifstream stream(file, std::ios::binary);
        const json recorded = json::parse(std::string(std::istreambuf_iterator<char>(stream), {}));
        const Production current = production_of(recorded.at("current"));
        const Production desired = production_of(recorded.at("desired"));
        INFO(file.filename());
        CHECK(operations(current, desired) == recorded.at("operations"));
    }
}

TEST_CASE("IoP's recorded plans come out of the reader of production JSON too") {
    const auto corpus = millwright::test::corpus_folder();
    if (!corpus) return millwright::test::skipped("MILLWRIGHT_CORPUS is not set");
    for (const auto& entry : std::filesystem::directory_iterator(*corpus / "iop" / "plans")) {
        std::ifstream stream(entry.path(), std::ios::binary);
        const json recorded = json::parse(std::string(std::istreambuf_iterator<char>(stream), {}));
        const auto read = [&](const char* side) {
            millwright::settings::Reading reading;
            const auto source = reading.sources.add("plan.json", recorded.at(side).dump());
            millwright::settings::read_production_json(source, {}, reading);
            REQUIRE(reading.productions.size() == 1);
            return std::move(reading.productions.front());
        };
        INFO(entry.path().filename());
        CHECK(operations(read("current"), read("desired")) == recorded.at("operations"));
    }
}

TEST_CASE("IoP's plan has our frame and its keys in order") {
    const Production current = Model("A.P").take();
    const Production desired = Model("A.Q").take();
    const std::string text = iop_plan_json(current, desired);
    CHECK(text ==
          "{\n  \"format_version\": \"1.0\",\n  \"production\": \"A.Q\",\n  \"operations\": [\n    {\n"
          "      \"op_type\": \"set_production_field\",\n      \"action\": \"change\",\n"
          "      \"kind\": \"production\",\n      \"path\": \"production.name\",\n      \"before\": \"A.P\",\n"
          "      \"after\": \"A.Q\",\n      \"risk\": \"safe\"\n    }\n  ]\n}");
}

TEST_CASE("Production fields come in alphabetical order, after the name") {
    Model current;
    Model desired("Demo.Other");
    desired.production.actor_pool_size = "3";
    desired.production.testing_enabled = true;
    desired.production.description = "text";
    desired.production.description_presence = Presence::present;
    desired.production_setting({"Production", "ShutdownTimeout", "30"});
    desired.production_setting({"", "AlertActionWindow", "5"});
    desired.production_setting({"Adapter", "UpdateTimeout", "1"});
    desired.production_setting({"Production", "Unknown", "1"});
    const json found = operations(current.take(), desired.take());
    std::vector<std::string> paths;
    for (const json& each : found) paths.push_back(each.at("path"));
    CHECK(paths == std::vector<std::string>{"production.name", "production.actor_pool_size",
                                            "production.alert_action_window", "production.description",
                                            "production.shutdown_timeout", "production.testing_enabled"});
    CHECK(found[2].at("before") == "60");
    CHECK(found[4].at("before") == "120");
    CHECK(found[5].at("before") == "false");
    CHECK(found[5].at("after") == "true");
}

TEST_CASE("A null description is another than an empty and an absent one") {
    Model null;
    null.production.description_presence = Presence::null;
    Model empty;
    empty.production.description_presence = Presence::present;
    Model absent;
    const Production a = null.take();
    const Production b = empty.take();
    const Production c = absent.take();
    CHECK(operations(b, c).empty());
    CHECK(operations(a, b)[0].at("before") == nullptr);
    CHECK(operations(a, b)[0].at("after") == "");
    CHECK(operations(c, a)[0].at("after") == nullptr);
}

TEST_CASE("Booleans are compared as truth values, pool sizes as text") {
    Model current;
    auto& before = current.item("A", "C");
    before.enabled = Flag::read(" Yes ", current.production.texts);
    before.foreground = Flag::read("OFF", current.production.texts);
    before.pool_size = "1";
    Model desired;
    auto& after = desired.item("A", "C");
    after.enabled = Flag::read("1", desired.production.texts);
    after.foreground = Flag::read("maybe", desired.production.texts);
    after.pool_size = "true";
    const json found = operations(current.take(), desired.take());
    REQUIRE(found.size() == 2);
    CHECK(found[0] == operation("set_item_field", "change", "item", "items.A.foreground", "false", "maybe", "safe"));
    CHECK(found[1] == operation("set_item_field", "change", "item", "items.A.pool_size", "1", "true", "safe"));
}

TEST_CASE("Settings of other scopes are one value, as they came") {
    Model current;
    current.item("A", "C", {{"Other", "X", "1"}});
    Model desired;
    desired.item("A", "C", {{"Other", "X", "2"}, {"Thing", "Y", "z"}});
    desired.production.settings[0].form = ValueForm::number;
    const json found = operations(current.take(), desired.take());
    REQUIRE(found.size() == 1);
    CHECK(found[0] == operation("set_setting", "change", "setting", "items.A.settings.Other",
                                json::parse(R"([{"#text":"1","@Name":"X","@Target":"Other"}])"),
                                json::parse(R"([{"#text":2,"@Name":"X","@Target":"Other"},
                                                {"#text":"z","@Name":"Y","@Target":"Thing"}])"),
                                "safe"));
}

TEST_CASE("Settings of other scopes keep what production JSON says of them") {
    const auto read = [](std::string text) {
        millwright::settings::Reading reading;
        const std::uint32_t source = reading.sources.add("p.json", std::move(text));
        millwright::settings::read_production_json(source, {}, reading);
        REQUIRE(reading.productions.size() == 1);
        return std::move(reading.productions[0]);
    };
    const std::string head = R"({"Production": {"@Name": "P", "Item": [{"@Name": "A", "@ClassName": "C", "Setting": [)";
    const Production current = read(head + "]}]}}");
    const Production desired = read(head + R"({"@Target": "Other", "@Name": "Absent"},
        {"@Target": "Other", "@Name": "Empty", "#text": ""}, {"@Target": "Other", "@Name": "Null", "#text": null},
        {"@Target": "Other", "@Name": "Number", "#text": 5}, {"@Target": "Other", "@Name": "Truth", "#text": true}]}]}})");
    const json found = operations(current, desired);
    REQUIRE(found.size() == 1);
    CHECK(found[0]["after"] == json::parse(R"([{"@Name":"Absent","@Target":"Other"},
        {"#text":"","@Name":"Empty","@Target":"Other"}, {"#text":null,"@Name":"Null","@Target":"Other"},
        {"#text":5,"@Name":"Number","@Target":"Other"}, {"#text":true,"@Name":"Truth","@Target":"Other"}])"));
}

TEST_CASE("Settings: removed, then added, then changed; absent and empty differ; of two the last counts") {
    Model current;
    current.item(
        "A", "C",
        {{"Host", "B", "1"}, {"Host", "C", "1"}, {"Host", "D", "1"}, {"Host", "D", "2"}, {"Adapter", "E", ""}});
    Model desired;
    desired.item("A", "C", {{"", "A", "1"}, {"Host", "C", "2"}, {"Host", "D", "2"}, {"Adapter", "F", ""}});
    const json found = operations(current.take(), desired.take());
    REQUIRE(found.size() == 5);
    CHECK(found[0] ==
          operation("remove_setting", "remove", "setting", "items.A.settings.Host.B", "1", nullptr, "destructive"));
    CHECK(found[1] == operation("set_setting", "add", "setting", "items.A.settings.Host.A", nullptr, "1", "safe"));
    CHECK(found[2] == operation("set_setting", "change", "setting", "items.A.settings.Host.C", "1", "2", "safe"));
    CHECK(found[3] ==
          operation("remove_setting", "remove", "setting", "items.A.settings.Adapter.E", "", nullptr, "destructive"));
    CHECK(found[4] == operation("set_setting", "add", "setting", "items.A.settings.Adapter.F", nullptr, "", "safe"));
}

TEST_CASE("Connections: known names of Host settings, sorted, once; unknown names dropped; % left out") {
    Model current;
    current.item("A", "C", {{"Host", "T", "B"}});
    current.item("B", "C");
    current.item("Gone", "C");
    current.item("X", "C", {{"Host", "Out", "Gone"}, {"Host", "Both", "B,Gone"}});
    Model desired;
    desired.item("A", "C", {{"Host", "T", " D , nobody, B,D ,A"}, {"Host", "%T", "B"}, {"Adapter", "U", "B"}});
    desired.item("B", "C");
    auto& disabled = desired.item("D", "C");
    disabled.enabled = false;
    desired.item("X", "C", {{"Host", "Out", "Gone"}, {"Host", "Both", "B,Gone"}});
    const json found = operations(current.take(), desired.take());
    std::vector<json> connections;
    for (const json& each : found) {
        if (each.at("kind") == "connection") connections.push_back(each);
    }
    REQUIRE(connections.size() == 3);
    CHECK(connections[0] ==
          operation("remove_route", "remove", "connection", "connections.X.Out", {"Gone"}, nullptr, "destructive"));
    CHECK(connections[1] ==
          operation("set_route_setting", "change", "connection", "connections.A.T", {"B"}, {"A", "B", "D"}, "safe"));
    CHECK(connections[2] ==
          operation("set_route_setting", "change", "connection", "connections.X.Both", {"B", "Gone"}, {"B"}, "safe"));
}

TEST_CASE("Whole items are shown with sorted settings") {
    Model current;
    Model desired;
    auto& item = desired.item("N", "C", {{"Host", "b", "2"}, {"Host", "a", "1"}, {"Adapter", "z", ""}});
    item.category = "c";
    const std::string text = iop_plan_json(current.take(), desired.take());
    CHECK(text.find("{\"class_name\":\"C\",\"category\":\"c\",\"pool_size\":\"1\",\"enabled\":\"true\","
                    "\"foreground\":\"false\",\"comment\":\"\",\"log_trace_events\":\"false\",\"schedule\":\"\","
                    "\"host_settings\":{\"a\":\"1\",\"b\":\"2\"},\"adapter_settings\":{\"z\":\"\"},"
                    "\"other_settings\":[]}") != std::string::npos);
}

TEST_CASE("What looks like a secret is masked, and its change still shows") {
    Model current;
    current.item("A", "C", {{"Adapter", "Password", "canary-1"}});
    Model desired;
    desired.item("A", "C", {{"Adapter", "Password", "canary-2"}});
    desired.item("B", "C", {{"Adapter", "Password", "canary-3"}});
    const std::string text = iop_plan_json(current.take(), desired.take());
    CHECK(text.find("canary") == std::string::npos);
    CHECK(json::parse(text).at("operations").size() == 2);
}
