#include "templates/objectscript_fields.h"

#include <catch2/catch.hpp>

using namespace millwright;
using namespace millwright::templates;

namespace {

std::string fields(std::string_view text) {
    std::string all;
    for (const PartField& each : objectscript_fields(text)) {
        all += (all.empty() ? "" : " ") + each.name + "=" + to_text(each.type);
    }
    return all;
}

}  // namespace

TEST_CASE("fields are read as scaffolding writes them") {
    CHECK(fields("/// The message X.\nClass Demo.X Extends (Ens.Request, %JSON.Adaptor)\n{\n\n"
                 "/// order_id: string\nProperty OrderId As %String(%JSONFIELDNAME = \"order_id\", MAXLEN = \"\");\n\n"
                 "/// amount: decimal; may be absent\nProperty amount As %Numeric;\n\n"
                 "/// due: datetime, in UTC; may be absent\nProperty due As %TimeStamp;\n\n"
                 "/// wait: duration, in milliseconds\nProperty wait As %Integer [ Required ];\n\n"
                 "/// state: open|closed\nProperty state As %String(VALUELIST = \",open,closed\") [ Required ];\n\n"
                 "/// lines: list<string>\nProperty lines As list Of %String;\n\n}\n") ==
          "order_id=string amount=decimal? due=datetime? wait=duration state=open|closed lines=list<string>");
}

TEST_CASE("other classes tell their fields by data types") {
    CHECK(
        fields("Property Name As %String(MAXLEN = 50) [ Required ];\r\n"
               "Property Count As %Library.Integer;\n/// Something else: it matters\n"
               "Property Total As %Numeric(SCALE=2);\nProperty Paid As %Boolean [ InitialExpression = 0, Required ];\n"
               "Property Other As Demo.Address;\nProperty Plain;\nParameter X = 1;\n") ==
        "Name=string Count=int? Total=decimal? Paid=bool Other=any Plain=any");
}

TEST_CASE("what is no property has no fields") {
    CHECK(fields("").empty());
    CHECK(fields("Class X\n{\n/// a: string\nMethod Property() {}\n}").empty());
    CHECK(fields("Property ;\nProperty").empty());
    CHECK(fields("Property a As %String(%JSONFIELDNAME = \"").find("a=") == 0);
}
