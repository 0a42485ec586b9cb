#include "templates/names.h"

#include <catch2/catch.hpp>

using namespace millwright;
using namespace millwright::templates;

namespace {

std::string complaint(const Result<bool>& checked) {
    if (checked) return "fine";
    const Diagnostic& first = *checked.error().diagnostics.begin();
    CHECK(first.code == Code::unusable_name);
    CHECK(checked.error().kind == FailureKind::environment);
    return first.message + " [" + first.hint + "]";
}

std::string of_class(const std::string& name, Language language = Language::python) {
    return complaint(check_part_name(PartKind::process, name, language));
}

}  // namespace

TEST_CASE("names have words") {
    CHECK(snake_case("OrderRouter") == "order_router");
    CHECK(snake_case("order-router") == "order_router");
    CHECK(snake_case("HTTPServer") == "http_server");
    CHECK(snake_case("HL7Message") == "hl7_message");
    CHECK(snake_case("ToEMR") == "to_emr");
    CHECK(snake_case("  __ ") == "");
    CHECK(in_words("OrderRequest") == "order request");
    CHECK(camel_case("order-router 2") == "OrderRouter2");
    CHECK(camel_case("HTTPServer") == "HTTPServer");
    CHECK(last_part("messages.OrderRequest") == "OrderRequest");
    CHECK(last_part("OrderRequest") == "OrderRequest");
}

TEST_CASE("classes have names that their language takes") {
    CHECK(of_class("OrderRouter") == "fine");
    CHECK(of_class("order_router") == "fine");
    CHECK(of_class("order-router") ==
          R"(process "order-router" is not made of letters and digits, beginning with a letter [try "OrderRouter"])");
    CHECK(of_class("2fast") ==
          R"(process "2fast" is not made of letters and digits, beginning with a letter [try "Process2fast"])");
    CHECK(of_class("") == R"(process "" is empty [try "Process"])");
    CHECK(of_class("../x") == R"(process "../x" contains a path separator [try "X"])");
    CHECK(of_class("class") == R"(process "class" is a keyword of Python [try "Class"])");
    CHECK(of_class("None") == R"(process "None" is a keyword of Python [try "NoneProcess"])");
    CHECK(of_class("match") == R"(process "match" is a soft keyword of Python [try "Match"])");
    CHECK(of_class("Exception") ==
          R"(process "Exception" would hide what Python or its library calls so [try "ExceptionProcess"])");
    CHECK(of_class("Message") == R"(process "Message" would hide what iop calls so [try "MessageProcess"])");
    CHECK(of_class("_Private") == R"(process "_Private" begins with _, which says that it is private [try "Private"])");
    CHECK(of_class("Bestellung\xC3\xA4") ==
          "process \"Bestellung\xC3\xA4\" is not made of letters and digits, beginning with a letter [try "
          "\"Bestellung\"]");
    CHECK(of_class(std::string(101, 'a')).find("longer than 100 characters") != std::string::npos);
}

TEST_CASE("ObjectScript has no underscores, and no keywords of Python") {
    CHECK(of_class("order_router", Language::objectscript) ==
          R"(process "order_router" has an underscore, which no class of ObjectScript may have [try "OrderRouter"])");
    CHECK(of_class("None", Language::objectscript) == "fine");
}

TEST_CASE("stories, schedules and scenarios have names that are keys and not classes") {
    CHECK(complaint(check_part_name(PartKind::story, "ST-002", Language::python)) == "fine");
    CHECK(complaint(check_part_name(PartKind::scenario, "an order without an id", Language::python)) == "fine");
    CHECK(complaint(check_part_name(PartKind::schedule, "a/b", Language::python)) ==
          R"(schedule "a/b" contains a path separator [try "a-b"])");
    CHECK(complaint(check_part_name(PartKind::schedule, "..", Language::python)) ==
          R"(schedule ".." has no letter and no digit [])");
    CHECK(complaint(check_part_name(PartKind::story, "a\nb", Language::python)) ==
          R"(story "a\nb" contains characters that are not seen [try "a-b"])");
}

TEST_CASE("a production has a name with parts") {
    CHECK(complaint(check_part_name(PartKind::production, "Demo.Orders", Language::python)) == "fine");
    CHECK(
        complaint(check_part_name(PartKind::production, "Demo.2.x-y", Language::python)) ==
        R"(production "Demo.2.x-y": "2" in it is not made of letters and digits, beginning with a letter [try "Demo.Demo2.XY"])");
    CHECK(complaint(check_part_name(PartKind::production, "Demo.", Language::python)) ==
          R"(production "Demo.": "" in it is empty [try "Demo.Demo"])");
}

TEST_CASE("target settings do not hide members of components") {
    const auto check = [](const std::string& name, Language language = Language::python) {
        return complaint(check_setting_name(name, language));
    };
    CHECK(check("Accepted") == "fine");
    CHECK(check("on_message") ==
          R"(target setting "on_message" is a member of every component already [try "OnMessageTarget"])");
    CHECK(check("name") == R"(target setting "name" is a member of every component already [try "Name"])");
    CHECK(check("class") == R"(target setting "class" is a keyword of Python [try "Class"])");
    CHECK(check("a b") ==
          R"(target setting "a b" is not made of letters, digits and _, beginning with a letter [try "AB"])");
    CHECK(check("not_ok", Language::objectscript) ==
          R"(target setting "not_ok" has an underscore, which no property of ObjectScript may have [try "NotOk"])");
    CHECK(check("Retry") == "fine");
    CHECK(check("RETRY", Language::objectscript) ==
          R"(target setting "RETRY" is a property of every such component already [try "RETRYTarget"])");
    CHECK(complaint(check_setting_name("FailureTimeout", Language::objectscript, "setting")) == "fine");
    CHECK(complaint(check_setting_name("adapter", Language::python, "setting")) ==
          R"(setting "adapter" is a member of every component already [try "AdapterSetting"])");
    CHECK(check("handler") == R"(target setting "handler" is a name that components import [try "Handler"])");
}

TEST_CASE("fields are no keywords") {
    CHECK(complaint(check_field_name("order_id", Language::python)) == "fine");
    CHECK(complaint(check_field_name("from", Language::python)) ==
          R"(field "from" is a keyword of Python [try "from_value"])");
    CHECK(complaint(check_field_name("order-id", Language::python)) ==
          R"(field "order-id" is not made of letters, digits and _, beginning with a letter [try "order_id"])");
}
