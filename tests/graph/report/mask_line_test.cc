#include "graph/report/mask_line.h"

#include <catch2/catch.hpp>

using namespace millwright;

namespace {

std::string masked(std::string_view line) {
    return mask_line("", line);
}

}  // namespace

TEST_CASE("values of secrets are hidden in every spelling") {
    CHECK(masked(R"-(Password = "hunter2")-") == R"-(Password = "(secret)")-");
    CHECK(masked(R"-(adapter_settings = { Port = 1, Password = "hunter2", Host = "h" })-") ==
          R"-(adapter_settings = { Port = 1, Password = "(secret)", Host = "h" })-");
    CHECK(masked("api_token = 'abc'  # mine") == "api_token = '(secret)'  # mine");
    CHECK(masked(R"-("Password" = "a \" b")-") == R"-("Password" = "(secret)")-");
    CHECK(masked(R"-(<Setting Target="Adapter" Name="Password">hunter2</Setting>)-") ==
          R"-(<Setting Target="Adapter" Name="Password">(secret)</Setting>)-");
    CHECK(masked(R"-(<Setting Name='SSLPassword' Target='Adapter'><![CDATA[a<b]]></Setting>)-") ==
          R"-(<Setting Name='SSLPassword' Target='Adapter'><![CDATA[(secret)]]></Setting>)-");
    CHECK(masked(R"-({"@Target": "Adapter", "@Name": "Password", "#text": "hunter2"})-") ==
          R"-({"@Target": "Adapter", "@Name": "Password", "#text": "(secret)"})-");
    CHECK(masked(R"-({"#text":"hunter2","@Name":"Password"})-") == R"-({"#text":"(secret)","@Name":"Password"})-");
    CHECK(masked(R"-({ target = "X", name = "Password", value = "hunter2" })-") ==
          R"-({ target = "X", name = "Password", value = "(secret)" })-");
    CHECK(masked("token=abc def") == "token=(secret)");
    CHECK(masked(R"-("%settings" = "path=/x\ntoken=abc")-") == R"-("%settings" = "path=/x\ntoken=(secret)")-");
    CHECK(masked("Password = 12345") == "Password = (secret)");
}

TEST_CASE("an unfinished secret is hidden to the end") {
    CHECK(masked("Password = \"hunter2") == "Password = \"(secret)");
    CHECK(masked("<Setting Name=\"Password\">hunt") == "<Setting Name=\"Password\">(secret)");
    CHECK(masked("<Setting Name=\"Password\"><![CDATA[hunt") == "<Setting Name=\"Password\"><![CDATA[(secret)");
}

TEST_CASE("a name on one line hides the value on the next") {
    CHECK(mask_line("{\n  \"@Name\": \"Password\",\n", "  \"#text\": \"hunter2\"") == "  \"#text\": \"(secret)\"");
    CHECK(mask_line("Password = \"\"\"\n", "hunter2") == "(secret)");
    CHECK(mask_line("<Setting Name=\"Password\">\n", "hunter2</Setting>") == "(secret)</Setting>");
}

TEST_CASE("what is no secret is left alone") {
    for (const char* line : {
             R"-(Password = "${secret:mail_password}")-",
             R"-(password = "${env:IOP_PASSWORD}")-",
             R"-(mail_password = { env = "MAIL_PASSWORD" })-",
             R"-(Password = "")-",
             R"-(<Setting Target="Adapter" Name="Password"></Setting>)-",
             R"-(<Setting Target="Adapter" Name="Port">80</Setting>)-",
             R"-(<Setting Target="Adapter" Name="Password"/><Setting Name="Port">80</Setting>)-",
             R"-(targets = { Output = "TokenProcess" })-",
             R"-(url = "https://example/token")-",
             R"-({"@Name": "Port", "#text": "80"})-",
             "",
             "=",
             "\"=\"",
             ":::===\"\"\"",
         }) {
        CAPTURE(line);
        CHECK(masked(line) == line);
    }
}

TEST_CASE("the extents ascend and do not overlap") {
    const std::string_view text = R"-(Password = "token=a" token: "b" {name="Password",value="c"} <S Name="Token">d<)-";
    std::size_t before = 0;
    for (const Extent each : secret_values_in(text)) {
        CHECK(each.begin >= before);
        CHECK(each.begin < each.end);
        CHECK(each.end <= text.size());
        before = each.end;
    }
}
