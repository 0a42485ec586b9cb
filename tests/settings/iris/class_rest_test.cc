// What a production class holds beside its production is told when settings are made from it.
#include "settings/iris/class_rest.h"

#include <catch2/catch.hpp>

#include "tests/settings/iris/read.h"

using namespace millwright;
using namespace millwright::test;

namespace {

std::string told(const settings::Reading& reading) {
    const Diagnostics found = settings::iris::left_out_of_settings(reading.productions.at(0), reading.sources);
    std::string out;
    for (const Diagnostic& each : found) {
        const LineColumn at = reading.sources.locate(each.place);
        out += std::to_string(at.line) + " " + each.message + "\n";
    }
    return out;
}

std::string class_with(const std::string& members) {
    return "Class A.B Extends Ens.Production\n{\n\n" + members +
           "XData ProductionDefinition\n{\n<Production Name=\"A.B\"/>\n}\n\nStorage "
           "Default\n{\n<Type>X</Type>\n}\n\n}\n";
}

}  // namespace

TEST_CASE("members of a production class that settings cannot say are named") {
    CHECK(told(read_class(class_with(""))).empty());
    CHECK(told(read_class(class_with("ClassMethod M()\n{\n}\n\n"))) ==
          "4 class \"A.B\" also holds method \"M\", which settings cannot say\n");
    CHECK(told(read_class(class_with("Parameter P = 1;\n\nXData X\n{\n<a/>\n}\n\n"))) ==
          "4 class \"A.B\" also holds parameter \"P\" and XData \"X\", which settings cannot say\n");
    std::string many;
    for (int i = 1; i <= 8; ++i) many += "Method M" + std::to_string(i) + "()\n{\n}\n\n";
    CHECK(told(read_class(class_with(many))) ==
          "4 class \"A.B\" also holds method \"M1\", method \"M2\", method \"M3\", method \"M4\", method \"M5\" and 3 "
          "more members, which settings cannot say\n");
}

TEST_CASE("an export of classes tells of the class of the production, and a bare production of none") {
    const std::string data =
        "<XData name=\"ProductionDefinition\"><Data><![CDATA[<Production Name=\"A.B\"/>]]></Data></XData>";
    CHECK(told(read_xml("<Export>\n<Class name=\"A.A\"><Method name=\"N\"/></Class>\n<Class name=\"A.B\">\n<Method "
                        "name=\"M\"/>\n" +
                        data + "\n</Class></Export>")) ==
          "4 class \"A.B\" also holds method \"M\", which settings cannot say\n");
    CHECK(told(read_xml("<Production Name=\"A.B\"/>")).empty());
}
