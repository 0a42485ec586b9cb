// ObjectScript cut into words and signs; and sends through other classes, read from whole folders.
#include "settings/iris/sources/objectscript_tokens.h"

#include <catch2/catch.hpp>

#include "tests/settings/iris/sources/code_class.h"
#include "tests/settings/iris/sources/tree_of.h"

using namespace millwright;
using namespace millwright::settings::iris;

namespace {

std::string tokens_of(const std::string& text) {
    const TokenList list = objectscript_tokens(text);
    std::string all;
    for (std::size_t at = 0; at < list.size(); ++at) all += (at == 0 ? "" : " ") + std::string(list[at]);
    return all;
}

std::string sends_of(const std::map<std::string, std::string>& files, std::string_view name) {
    test::TreeOf folder(files);
    const Lineage from(folder.at(name), folder.tree);
    return test::CodeClass::lines(code_sends(from, folder.tree));
}

}  // namespace

TEST_CASE("ObjectScript is cut into words and signs") {
    CHECK(tokens_of("set x=..Send(\"a\"\"b\",.y)_1.5E3") == "set x = .. Send ( \"a\"\"b\" , . y ) _ 1.5E3");
    CHECK(tokens_of("$$$ISERR(sc) $piece(%x,1) $$f^r ..#P") == "$$$ISERR ( sc ) $piece ( %x , 1 ) $$f ^ r .. # P");
    CHECK(tokens_of("a // b\nc ; d\ne #; f\ng /* h */ i") == "a c e g i");
    CHECK(tokens_of("a \"open\nb") == "a \"open b");
    CHECK(tokens_of("a &sql(select ')' from b) c &js<x<y>> d").find("select") == std::string::npos);
    CHECK(tokens_of("#define A 1\n#if 0\nx\n#else\ny\n#endif\n#dim z") == "y #dim z");
    CHECK(string_value("\"say \"\"A\"\"\"") == "say \"A\"");
}

TEST_CASE("other classes send on the object that they are handed") {
    const std::string tool =
        "Class Demo.Tool\n{\nClassMethod Relay(host, target) {\n do host.SendRequestSync(target, r)\n}\n"
        "ClassMethod Alone() {\n do x.SendRequestSync(\"Never\", r)\n}\n}\n";
    CHECK(sends_of({{"Tool.cls", tool},
                    {"A.cls",
                     "Class Demo.A Extends Ens.BusinessProcess\n{\nMethod OnRequest() {\n do "
                     "##class(Demo.Tool).Relay($this, \"A\") do ##class(Tool).Relay($this,..Target)\n}\n}\n"}},
                   "Demo.A") == "sync A; sync ..Target");
    CHECK(sends_of({{"Tool.cls", tool},
                    {"A.cls", "Class Demo.A\n{\nMethod OnRequest() {\n do ##class(Demo.Tool).Alone()\n}\n}\n"}},
                   "Demo.A")
              .empty());
}

TEST_CASE("an object whose class is no host and has such a method of its own sends nothing") {
    const auto sent = [](const std::string& super, const std::string& method, const std::string& code) {
        return sends_of({{"Client.cls", "Class Demo.Client Extends " + super +
                                            "\n{\nMethod SendRequestSync(pQueue, r) {\n " + method + "\n}\n}\n"},
                         {"A.cls",
                          "Class Demo.A Extends Ens.BusinessOperation\n{\nProperty Client As Demo.Client;\n"
                          "Method Put(pHost As Demo.Client) {\n " +
                              code + "\n}\n}\n"}},
                        "Demo.A");
    };
    const std::string post = "quit ..Post(pQueue)";
    CHECK(sent("%Net.HttpRequest", post, "set c=##class(Demo.Client).%New() do c.SendRequestSync(\"B\",r)").empty());
    CHECK(sent("%Net.HttpRequest", post, "do ##class(Demo.Client).%New().SendRequestSync(\"B\",r)").empty());
    CHECK(sent("%Net.HttpRequest", post, "do ..Client.SendRequestSync(\"B\",r)").empty());
    CHECK(sent("%Net.HttpRequest", post, "do pHost.SendRequestSync(\"B\",r)").empty());
    CHECK(sent("%Net.HttpRequest", post, "do ..Adapter.SendRequestSync(\"B\",r)").empty());
    CHECK(sent("%Net.HttpRequest", post, "do other.SendRequestSync(\"B\",r)") == "sync B");
    CHECK(sent("%RegisteredObject", "quit ..Host.SendRequestSync(pQueue,r)", "do pHost.SendRequestSync(\"B\",r)") ==
          "sync B");
    CHECK(sent("Ens.BusinessService", post, "do pHost.SendRequestSync(\"B\",r)") == "sync B");
}
