#include "graph/production.h"
#include <catch2/catch.hpp>
#include <utility>

#include "graph/routes.h"
#include "tests/support/production_text.h"

using namespace millwright;
using test::production_of;

namespace {

std::vector<std::size_t> indices(std::span<const ItemId> ids) {
    std::vector<std::size_t> found;
    for (const ItemId id : ids) found.push_back(id.index());
    return found;
}

const Setting& setting_of(const Production& production, std::string_view name) {
    for (const Setting& each : production.settings) {
        if (each.name == name) return each;
    }
    throw std::invalid_argument("no setting " + std::string(name));
}

}  // namespace

TEST_CASE("truth values are read as engines write them") {
    TextStore store;
    for (const char* word : {"true", "TRUE", "1", "yes", "On", " true\n"}) {
        CAPTURE(word);
        CHECK(Flag::read(word, store).text() == "true");
        CHECK(Flag::read(word, store).on(false));
    }
    for (const char* word : {"false", "False", "0", "no", "off"}) {
        CAPTURE(word);
        CHECK(Flag::read(word, store).text() == "false");
        CHECK_FALSE(Flag::read(word, store).on(true));
    }
    const Flag odd = Flag::read("Perhaps", store);
    CHECK(odd.text() == "perhaps");
    CHECK_FALSE(odd.is_boolean());
    CHECK(odd.on(true));
    CHECK_FALSE(odd.on(false));
    CHECK(Flag::read("", store).text().empty());
    CHECK_FALSE(Flag::read("", store).is_boolean());
    CHECK(Flag(true).text() == "true");
    CHECK(Flag().text() == "false");
}

TEST_CASE("the role that a class name tells") {
    for (const auto& [name, role] : {
             std::pair{"EnsLib.HL7.Service.FileService", Role::service},
             {"EnsLib.HL7.Operation.FileOperation", Role::operation},
             {"Python.bp.RouterProcess", Role::process},
             {"Ens.BusinessProcess", Role::process},
             {"IOP.BusinessOperation", Role::operation},
             {"EnsLib.HL7.MsgRouter.RoutingEngine", Role::process},
             {"Demo.RoutingEngine", Role::component},
             {"Demo.Orders.FileService", Role::component},
             {"EnsLibrary.FileService", Role::component},
             {"EnsLib.Service.Something", Role::component},
             {"Service", Role::component},
             {"", Role::component},
         }) {
        CAPTURE(name);
        CHECK(role_of_class(name) == role);
    }
    CHECK(name_of(Role::service) == "service");
    CHECK(name_of(Role::component) == "component");
}

TEST_CASE("items are found by name, those of one name together") {
    const auto read =
        production_of("service B\nservice A\nservice C\nservice A\nservice D\nservice A\nservice C\nservice E\n");
    const ItemIndex index(read.production);
    CHECK(indices(index.all("A")) == std::vector<std::size_t>{1, 3, 5});
    CHECK(indices(index.all("C")) == std::vector<std::size_t>{2, 6});
    CHECK(indices(index.all("B")) == std::vector<std::size_t>{0});
    CHECK(indices(index.all("E")) == std::vector<std::size_t>{7});
    CHECK(index.all("X").empty());
    CHECK(index.find("A") == ItemId(1));
    CHECK_FALSE(index.find("a").valid());
    CHECK_FALSE(index.find("").valid());
    CHECK_FALSE(ItemIndex(Production{}).find("A").valid());
}

TEST_CASE("many items, many of them of one name") {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += "service N" + std::to_string(i % 700) + "\n";
    const auto read = production_of(text);
    const ItemIndex index(read.production);
    for (int i = 0; i < 700; ++i) {
        const std::string name = "N" + std::to_string(i);
        const auto found = index.all(name);
        REQUIRE(found.size() == (i < 200 ? 5 : 4));
        for (std::size_t k = 0; k < found.size(); ++k) {
            REQUIRE(found[k].index() == static_cast<std::size_t>(i) + k * 700);
        }
    }
}

TEST_CASE("names in the value of a target setting") {
    CHECK(split_names("A,B") == std::vector<std::string_view>{"A", "B"});
    CHECK(split_names(" A b , \t,B\n") == std::vector<std::string_view>{"A b", "B"});
    CHECK(split_names("").empty());
    CHECK(split_names(" , ,").empty());
}

TEST_CASE("Host settings that name only items are target settings") {
    auto read = production_of(
        "service S\n host Out = B, A\n host Some = A, Nowhere\n host None = Nowhere\n host Empty =\n"
        " host %settings = A\n adapter Port = A\n host Secret = ${secret:A}\noperation A\noperation B\n");
    const Production& production = read.production;
    const Setting& out = setting_of(production, "Out");
    CHECK(out.target == TargetOrigin::setting);
    CHECK(out.value == "B, A");
    REQUIRE(out.names.count == 2);
    CHECK(production.of(out.names)[0].name == "B");
    CHECK(production.of(out.names)[1].name == "A");
    for (const char* name : {"Some", "None", "Empty", "%settings", "Port", "Secret"}) {
        CAPTURE(name);
        CHECK_FALSE(setting_of(production, name).is_target());
    }
}

TEST_CASE("declared target settings stay declared, numbers are no names") {
    auto read = production_of("service S -> Out: A\n host Count = 7\noperation A\noperation \"7\"\n");
    CHECK(setting_of(read.production, "Out").target == TargetOrigin::declared);
    auto numbers = production_of("service S\noperation \"7\"\n");
    Setting count{"Host", "Count", "7", {}, {}, ValueForm::number, TargetOrigin::none, false};
    numbers.production.items[0].settings = append(numbers.production.settings, {count});
    recognise_targets(numbers.production);
    CHECK_FALSE(setting_of(numbers.production, "Count").is_target());
}

TEST_CASE("settings that name schemas, connections and answers are no target settings") {
    auto read = production_of(
        "operation A\n host RecordMap = A\n host PartnerService = B\n host ResponseFrom = B\n host Target = B\n"
        " host RoleName = A\n host Credentials = B\n"
        "operation B\n");
    recognise_targets(read.production);
    std::string targets;
    for (const Setting& each : read.production.settings) targets += each.is_target() ? each.name : "";
    CHECK(targets == "Target");
    CHECK(Routes(read.production).all().size() == 1);
}
