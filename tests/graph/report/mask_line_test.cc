#include "graph/report/mask_line.h"

#include <catch2/catch.hpp>
#include <chrono>

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

TEST_CASE("references are shown whole") {
    for (const char* line : {
             R"-(C = "${secret:nobody}")-",
             R"-(Password = "${secret:a}${env:B}")-",
             R"-({"@Name": "Password", "#text": "${secret:a}"})-",
             R"-(<Setting Name="Password">${token}</Setting>)-",
             R"-(url = "https://${env:USER}:${secret:p}@host/")-",
             R"-(x = "Server=h;Password=${secret:p}")-",
             R"-(Password = ${secret:p})-",
         }) {
        CAPTURE(line);
        CHECK(masked(line) == line);
    }
    CHECK(masked(R"-(Authorization = "Bearer ${secret:x}")-") == R"-(Authorization = "(secret)${secret:x}")-");
    CHECK(masked(R"-(Password = "$${canary}")-") == R"-(Password = "(secret)")-");
    CHECK(masked(R"-(Password = "${env:P:-canary}")-") == R"-(Password = "(secret)")-");
    CHECK(masked(R"-(x = "${password:-canary}")-").find("canary") == std::string::npos);
}

TEST_CASE("passwords in URLs and connection strings are hidden") {
    CHECK(masked(R"-(url = "https://me:pw@host/x" # c)-") == R"-(url = "https://me:(secret)@host/x" # c)-");
    CHECK(masked(R"-(DSN = "Server=h;Pwd=canary")-") == R"-(DSN = "Server=h;Pwd=(secret)")-");
    CHECK(masked(R"-(url = "https://host:80/x@y")-") == R"-(url = "https://host:80/x@y")-");
}

TEST_CASE("a line is masked whatever stands before it, however its secret is written") {
    const char* const befores[] = {"",
                                   "a = 1\n",
                                   "settings = { Password = \"other }\n",
                                   "settings = { Password = 'other }\n",
                                   "Password = \"\"\"other\n",
                                   "Password = '''other\n",
                                   "Password = [ \"other\n",
                                   "Password = {\n",
                                   "x = \"\"\"\n",
                                   "x = \"a\n",
                                   "x = 'a\n",
                                   "Password =\n",
                                   "Password\n",
                                   "\"Password\n",
                                   "<Setting Name=\"Password\">\n",
                                   "<Setting Name=\"Password\n",
                                   "<Setting Name=\"Password\"><![CDATA[\n",
                                   "{\"@Name\": \"Password\",\n",
                                   "{\"@Name\": \"Pass\n",
                                   "${secret:\n",
                                   "$\n",
                                   "${\n",
                                   "<!-- \n",
                                   "\\\n",
                                   "https://a:b\n"};
    const char* const lines[] = {R"-(Password = "canary")-",
                                 R"-(Password = 'canary')-",
                                 R"-(Password = canary)-",
                                 R"-(Password = "canary)-",
                                 R"-(Password = 'canary)-",
                                 R"-(Password = """canary""")-",
                                 R"-(Password = """a\"""canary""")-",
                                 R"-(Password = '''canary)-",
                                 R"-(Password = ""canary")-",
                                 R"-(Password = "a"canary")-",
                                 R"-(Password = "a" canary")-",
                                 R"-(Password = "a", canary")-",
                                 R"-(Password = 'it's canary')-",
                                 R"-(Password = ["canary"])-",
                                 R"-(Password = [1, "canary")-",
                                 R"-(Password = { value = "canary" })-",
                                 R"-(Password = { env = "}", x = "canary" })-",
                                 R"-("Password" = "canary")-",
                                 R"-('Password' = "canary")-",
                                 R"-("Pass\u0077ord" = "canary")-",
                                 R"-("Pass\U00000077ord" = "canary")-",
                                 R"-(settings = { A = "x", Password = "canary", B = "y" })-",
                                 R"-(settings = { A = "it's", Password = "canary", })-",
                                 R"-(settings.Password = "canary")-",
                                 R"-("%settings" = "a=b\ntoken=canary\nc=d")-",
                                 R"-(x = "Server=s;Password=can'canary")-",
                                 R"-({"Password":"canary"})-",
                                 R"-({"Password":"canary)-",
                                 R"-({"x": "{\"Password\":\"canary\"}"})-",
                                 R"-({"@Name":"Password","#text":"canary"})-",
                                 R"-({"@Name":"Password","#text":"}canary"})-",
                                 R"-({"@Name":"Password","@c":"}","#text":"canary"})-",
                                 R"-({"#text":"canary","@Name":"Password"})-",
                                 R"-({"#text":"{canary","@Name":"Password"})-",
                                 R"-({"#text":"a","@Name":"Token"},{"#text":"canary","@Name":"Password"})-",
                                 R"-({ name = 'Password', value = 'canary' })-",
                                 R"-(<Setting Name="Password">canary</Setting>)-",
                                 R"-(<Setting Name='Password'>canary)-",
                                 R"-(<Setting Name=Password>canary</Setting>)-",
                                 R"-(<Setting Name="Pass&#119;ord">canary</Setting>)-",
                                 R"-(<Setting Name="Pass&#x77;ord">canary</Setting>)-",
                                 R"-(<Setting Name="Password" Target="Adapter">a<b>canary</b></Setting>)-",
                                 R"-(<Setting Name="Password"><b>canary</b></Setting>)-",
                                 R"-(<Setting Name="Password"><![CDATA[a<canary]]></Setting>)-",
                                 R"-(<Setting Name="Password"><![CDATA[a]]>canary</Setting>)-",
                                 R"-(<Password>canary</Password>)-",
                                 R"-(<x Password="canary" y="z"/>)-",
                                 R"-(<x y="Password=&quot;canary&quot;"/>)-",
                                 R"-(pwd=canary)-",
                                 R"-(Authorization: Bearer canary)-",
                                 R"-(url = "https://u:canary@h/")-",
                                 R"-(url = "https://u:a@canary/x@h/")-"};
    for (const std::string before : befores) {
        for (const std::string line : lines) {
            for (const char* indent : {"", "  ", "\t", ", ", "\"", "'", "} "}) {
                CAPTURE(before, indent, line);
                CHECK(mask_line(before, indent + line).find("canary") == std::string::npos);
                CHECK(mask_line(before, indent + line + " # c\r").find("canary") == std::string::npos);
            }
        }
    }
}

TEST_CASE("lines inside a long secret are hidden") {
    std::string before = "PrivateKey = \"\"\"\n";
    for (int i = 0; i < 2000; ++i) before += "abcdefghijklmnop=\n";
    CHECK(mask_line(before, "canary") == "(secret)");
    CHECK(mask_line("Password = \"\"\"\nab\\\"\"\"\n", "canary") == "(secret)");
    CHECK(mask_line("Password = [\n", "  \"canary\",") == "(secret)");
    CHECK(mask_line("\"@Name\": \"Password\", \"x\": {\n", "  \"value\": \"canary\"") == "  \"value\": \"(secret)\"");
    CHECK(mask_line("\"Password\"\n:\n", "\"canary\"") == "\"(secret)\"");
}

TEST_CASE("an item called like a secret is shown") {
    for (const char* line : {
             R"-(<Item Name="TokenService" ClassName="a.B"><Setting Name="Port">80</Setting></Item>)-",
             R"-(<Item Name="TokenService" ClassName="a.B">)-",
             R"-([service.TokenService])-",
             R"-(class = "a.B")-",
         }) {
        CAPTURE(line);
        CHECK(mask_line("\"TokenService\": {\n", line) == line);
        CHECK(masked(line) == line);
    }
}

TEST_CASE("hostile texts take linear time") {
    for (const std::string part :
         {"Password={", "Password=[", "name=token value=[", "<S name=Password ", "<S name=Password>",
          "a://b:", "Password=\\\"", "\"=", "${", "Password=\"", "{\"@Name\":\"token\"", "<Password>", "token=\"\"\"",
          "name=Password value={", "\\\\\\\\\\", "Password=\"a\" ", "<S name=Password>a</S>"}) {
        std::string text;
        while (text.size() < 1'000'000) text += part;
        CAPTURE(part);
        const auto start = std::chrono::steady_clock::now();
        for (const Extent each : secret_values_in(text)) {
            if (each.end > text.size()) FAIL("beyond the text");
        }
        CHECK(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() < 20.0);
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
