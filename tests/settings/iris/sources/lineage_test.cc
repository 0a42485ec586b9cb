// What classes inherit: the order of superclasses, names of library classes, members that are overridden.
#include "settings/iris/sources/lineage.h"

#include <catch2/catch.hpp>

#include "tests/settings/iris/sources/tree_of.h"

using namespace millwright;
using namespace millwright::settings::iris;

namespace {

using Files = std::map<std::string, std::string>;

std::string class_text(const std::string& name, const std::string& head, const std::string& members = "") {
    return "Class " + name + " " + head + "\n{\n" + members + "\n}\n";
}

/// A method whose body is its class's name.
std::string method(const std::string& name, const std::string& body) {
    return "Method " + name + "()\n{\n\t" + body + "\n}\n\n";
}

std::string names(const Lineage& lineage) {
    std::string text;
    for (const ClassSource* each : lineage.classes()) text += each->name + " ";
    return text;
}

/// "D" is the class at the bottom of a diamond that inherits from B and C, which inherit from A.
Files diamond(const std::string& keywords) {
    return {{"A.cls", class_text("P.A", "Extends %RegisteredObject", method("M", "A"))},
            {"B.cls", class_text("P.B", "Extends A", method("OnlyB", "B"))},
            {"C.cls", class_text("P.C", "Extends P.A", method("M", "C") + method("OnlyC", "C"))},
            {"D.cls", class_text("P.D", "Extends (B, P.C)" + keywords)}};
}

std::string owner_of(const Lineage& lineage, std::string_view name) {
    const auto found = lineage.method(name);
    return found ? found.owner->name : "none";
}

}  // namespace

TEST_CASE("the superclass on the left goes first, with all that is above it") {
    test::TreeOf sources(diamond(""));
    const Lineage lineage(sources.at("P.D"), sources.tree);
    CHECK(names(lineage) == "P.D P.B P.A P.C ");
    CHECK(owner_of(lineage, "M") == "P.A");
    CHECK(owner_of(lineage, "OnlyC") == "P.C");
    CHECK(owner_of(lineage, "m") == "none");
    CHECK(&lineage.own() == lineage.classes().front());
}

TEST_CASE("the superclass on the right goes first where the class says so") {
    test::TreeOf sources(diamond(" [ Inheritance = right ]"));
    const Lineage lineage(sources.at("P.D"), sources.tree);
    CHECK(names(lineage) == "P.D P.C P.A P.B ");
    CHECK(owner_of(lineage, "M") == "P.C");
}

TEST_CASE("library classes are ancestors too, by their full names") {
    test::TreeOf sources({{"A.cls", "Import Ens\n\n" + class_text("P.A", "Extends (BusinessProcess, %Persistent)")},
                          {"B.cls", class_text("P.B", "Extends (P.A, %Persistent, Missing)")}});
    const Lineage lineage(sources.at("P.B"), sources.tree);
    std::string outside;
    for (const std::string& each : lineage.outside()) outside += each + " ";
    CHECK(outside == "%Library.Persistent Missing BusinessProcess ");
    CHECK(lineage.is_a("P.B"));
    CHECK(lineage.is_a("P.A"));
    CHECK(lineage.is_a("%Library.Persistent"));
    CHECK(lineage.is_a("Ens.BusinessProcess"));
    CHECK_FALSE(lineage.is_a("Ens.Missing"));
    CHECK_FALSE(lineage.is_a("A"));
}

TEST_CASE("a class that is above itself ends") {
    test::TreeOf sources(
        {{"A.cls", class_text("P.A", "Extends P.B")}, {"B.cls", class_text("P.B", "Extends (P.B, P.A)")}});
    CHECK(names(Lineage(sources.at("P.A"), sources.tree)) == "P.A P.B ");
}

TEST_CASE("more superclasses than anybody has are not followed") {
    Files files;
    for (int i = 0; i < 1'100; ++i) {
        const std::string name = "C" + std::to_string(i);
        files[name + ".cls"] = class_text("P." + name, "Extends C" + std::to_string(i + 1));
    }
    test::TreeOf sources(files);
    CHECK(Lineage(sources.at("P.C0"), sources.tree).classes().size() == 1'000);
}

TEST_CASE("overridden methods are left out, unless the overriding one calls them") {
    for (const auto& [call, calls] : std::vector<std::pair<std::string, bool>>{
             {"quit", false}, {"do ##super()", true}, {"quit ##SUPER(1)", true}, {"do super()", false}}) {
        INFO(call);
        test::TreeOf sources({{"A.cls", class_text("P.A", "", method("M", "A") + method("N", "A"))},
                              {"B.cls", class_text("P.B", "Extends A", method("M", call))},
                              {"C.cls", class_text("P.C", "Extends B", method("M", "do ##super()"))}});
        const Lineage lineage(sources.at("P.C"), sources.tree);
        std::string text;
        for (const auto& each : lineage.methods()) text += each.owner->name + "." + each.member->name + " ";
        CHECK(text == (calls ? "P.C.M P.B.M P.A.M P.A.N " : "P.C.M P.B.M P.A.N "));
    }
}

TEST_CASE("an overriding method in Python calls the one above it with super()") {
    test::TreeOf sources(
        {{"A.cls", class_text("P.A", "", method("M", "A"))},
         {"B.cls", class_text("P.B", "Extends A", "Method M() [ Language = python ]\n{\n\tsuper().M()\n}\n")}});
    CHECK(Lineage(sources.at("P.B"), sources.tree).methods().size() == 2);
}

TEST_CASE("properties, parameters and XData are inherited, the nearest first") {
    test::TreeOf sources(
        {{"A.cls", class_text("P.A", "",
                              "Parameter X = \"A\";\nParameter Y = \"A\";\nProperty Z As A;\nXData BPL\n{\n<a/>\n}\n")},
         {"B.cls", class_text("P.B", "Extends A", "Parameter X = \"B\";\n")}});
    const Lineage lineage(sources.at("P.B"), sources.tree);
    CHECK(lineage.parameter("X").member->value == "B");
    CHECK(lineage.parameter("Y").member->value == "A");
    CHECK(lineage.parameter("Y").owner->name == "P.A");
    CHECK(lineage.property("Z").member->type == "A");
    CHECK(lineage.data("BPL").member->content.text() == "\n<a/>\n");
    CHECK_FALSE(lineage.property("X"));
    CHECK_FALSE(lineage.data("None"));
}
