// Where methods in ObjectScript send, and what: one question and its answer in a line.
#include "settings/iris/sources/code_sends.h"

#include <catch2/catch.hpp>

#include "tests/settings/iris/sources/code_class.h"
#include "tests/settings/iris/sources/tree_of.h"

using millwright::test::CodeClass;
using millwright::test::sends_of;

TEST_CASE("sends are found in every form of a call") {
    CHECK(sends_of(" Set tSC = ..SendRequestSync(\"A\", req, .resp, 10, \"why\")") == "sync A");
    CHECK(sends_of("\tset tSC=..SendRequestAsync(\"A\",req)") == "async A");
    CHECK(sends_of(" Do ..SendRequestSync(\"A\", req)") == "sync A");
    CHECK(sends_of(" d:x=1 ..SendRequestSync(\"A\", req)") == "sync A");
    CHECK(sends_of(" Quit ..SendRequestAsync(\"A\", req, 0)") == "async A");
    CHECK(sends_of(" return ..SendRequestAsync(\"A\", req, 0)") == "async A");
    CHECK(sends_of(" $$$QuitOnError(..SendRequestSync(\"A\", req))") == "sync A");
    CHECK(sends_of(" $$$ThrowOnError(..SendRequestSync(\"A\",req,.r)) $$$TRACE(\"x\")") == "sync A");
    CHECK(sends_of(" if $$$ISERR(..SendRequestSync(\"A\", req)) quit") == "sync A");
    CHECK(sends_of(" Do ..SendRequestSync(\"A\",x), ..SendRequestAsync(\"B\",x) Do ..SendRequestSync(\"C\",x)") ==
          "sync A; async B; sync C");
    CHECK(sends_of(" Set tSC = ..SendRequestSync(\n   \"A\",\n   req,\n   .resp\n )") == "sync A");
    CHECK(sends_of(" Set tSC =\n   ..SendRequestSync(\"A\",\r\n   req)\r\n Quit tSC") == "sync A");
    CHECK(sends_of(" if x { do ..SendRequestSync(\"A\",r) } elseif y {do ..SendRequestSync(\"B\",r)} else { q }") ==
          "sync A; sync B");
    CHECK(sends_of("Set tSC = ..SendRequestSync(\"A\", req)") == "sync A");
    CHECK(sends_of(" Do ..SendRequestSync (\"A\", req)") == "sync A");
}

TEST_CASE("the object that sends may be any") {
    for (const std::string object : {"##this.", "$this.", "process.", "pHost.", "..%Process.", "..BusinessHost.",
                                     "##class(Ens.Host)pHost.", "pItems.GetAt(1)."}) {
        CHECK(sends_of(" Do " + object + "SendRequestAsync(\"A\", r)") == "async A");
    }
    CHECK(sends_of(" Set sc = $method($this,\"SendRequestSync\",\"A\",r)") == "sync A");
    CHECK(sends_of(" Do $method(obj, \"SendRequestAsync\", \"A\", r)") == "async A");
    CHECK(sends_of(" Do ##super(\"A\", r)").empty());
}

TEST_CASE("an alert that code sends goes to Ens.Alert") {
    CHECK(sends_of(" Do ..SendAlert(##class(Ens.AlertRequest).%New($LB(\"a\",\"b\")))") ==
          "async Ens.Alert <Ens.AlertRequest>");
    CHECK(sends_of(" Do ..SendAlert(x)") == "async Ens.Alert <Ens.AlertRequest>");
    CHECK(CodeClass()
              .method("OnRequest", " Do ..SendAlert(\"text\")")
              .method("SendAlert", " Quit ..SendRequestAsync(\"My.Alert\", r)")
              .sends() == "async My.Alert");
}

TEST_CASE("what does not run sends nothing") {
    for (const std::string code : {
             " // Do ..SendRequestSync(\"A\", r)",
             " ; Do ..SendRequestSync(\"A\", r)",
             " #; Do ..SendRequestSync(\"A\", r)",
             " ##; Do ..SendRequestSync(\"A\", r)",
             " /* Do ..SendRequestSync(\"A\", r)\n Do ..SendRequestSync(\"B\", r) */",
             " /* Do ..SendRequestSync(\"A\", r)",
             " Set x = \"..SendRequestSync(\"\"A\"\", r)\"",
             " &sql(select '..SendRequestSync(\"A\")' into :x from t)",
             " &html<<b>..SendRequestSync(\"A\",r)</b>>",
             " #if 0\n Do ..SendRequestSync(\"A\", r)\n #endif",
             " #if 1\n quit\n #else\n Do ..SendRequestSync(\"A\", r)\n #endif",
             " Do ..SendRequestSyncher(\"A\", r)",
             " Do ..SendDeferredResponse(token, r)",
             " Do ..sendrequestsync(\"A\", r)",
             " Set SendRequestSync = 1",
             " Xecute \"do ..SendRequestSync(\"\"A\"\",r)\"",
         }) {
        INFO(code);
        CHECK(sends_of(code).empty());
    }
    CHECK(CodeClass().generator("OnInit", " Do ..SendRequestSync(\"A\", r)").sends().empty());
    CHECK(sends_of(" #if 0\n quit\n #else\n Do ..SendRequestSync(\"A\", r)\n #endif\n do ..SendRequestSync(\"B\",r)") ==
          "sync A; sync B");
    CHECK(sends_of(" #if 0\n #if 1\n #else\n #endif\n Do ..SendRequestSync(\"A\", r)\n #endif\n do "
                   "..SendRequestSync(\"B\",r)") == "sync B");
    CHECK(sends_of(" #ifdef DEBUG\n do ..SendRequestSync(\"A\",r)\n #else\n do ..SendRequestSync(\"B\",r)\n #endif") ==
          "sync A; sync B");
}

TEST_CASE("old code in lines and blocks of dots") {
    CHECK(sends_of(" if x do\n . set t=\"A\"\n . do ..SendRequestSync(t,r)\n quit") == "sync A");
    CHECK(sends_of(" I x D  Q\n .D ..SendRequestSync(\"A\",r)\n ..D ..SendRequestSync(\"B\",r)") == "sync A; sync B");
    CHECK(sends_of(" S T=\"A\" I X S T=\"B\"\n D ..SendRequestSync(T,R)") == "sync B|A");
    CHECK(sends_of(" If x Set t=\"A\"\n Else  Set t=\"B\"\n Do ..SendRequestSync(t,r)") == "sync B|A");
    CHECK(sends_of("Loop(a) Do ..SendRequestSync(\"A\",r) Goto Loop") == "sync A");
    CHECK(sends_of(" F T=\"A\",\"B\" D ..SendRequestSync(T,R)") == "sync A|B");
}

TEST_CASE("the target is a name that is worked out") {
    const auto target = [](const std::string& expression) {
        return CodeClass()
            .parameter("TARGET", "P")
            .parameter("WORKED", "..#TARGET_\"2\"", true)
            .parameter("BRACES", "{\"X\"_\"Y\"}", true)
            .method("OnRequest", " Do ..SendRequestSync(" + expression + ",r)")
            .sends();
    };
    CHECK(target("\"to EMR - FILE\"") == "sync to EMR - FILE");
    CHECK(target("\"say \"\"A\"\"\"") == "sync say \"A\"");
    CHECK(target("(\"A\")") == "sync A");
    CHECK(target("\"A\"_\".\"_\"B\"") == "sync A.B");
    CHECK(target("..#TARGET") == "sync P");
    CHECK(target("..#WORKED") == "sync P2");
    CHECK(target("..#BRACES") == "sync XY");
    CHECK(target("..#TARGET_\".\"_1") == "sync P.1");
    CHECK(target("..#MISSING") == "sync ?..#MISSING");
    CHECK(target("$parameter($this,\"TARGET\")") == "sync P");
    CHECK(target("$Select(x=1:\"A\",1:\"B\")") == "sync A|B");
    CHECK(target("$s(x[\",\":\"A\",y:z,1:\"B\")") == "sync A|B|?$s(x[\",\":\"A\",y:z,1:\"B\")");
    CHECK(target("$CASE(x,\"a\":\"A\",\"b\":\"B\",:\"C\")") == "sync A|B|C");
    CHECK(target("$zstrip(\" A \",\"<>W\")") == "sync A");
    CHECK(target("$Piece(\"A,B,C\",\",\",2)") == "sync B");
    CHECK(target("$p(\"A,B\",\",\",i)") == "sync A|B");
    CHECK(target("$lg($lb(\"A\",\"B\"),2)") == "sync B");
    CHECK(target("$List($ListFromString(\"A;B\",\";\"),i)") == "sync A|B");
    CHECK(target("$Get(x(1),\"A\")") == "sync A|?$Get(x(1),\"A\")");
    CHECK(target("x") == "sync ?x");
    CHECK(target("pRequest.Target_\"X\"") == "sync ?pRequest.Target_\"X\"");
    CHECK(target("\"A\"=x") == "sync ?\"A\"=x");
    CHECK(target("@x") == "sync ?@x");
    CHECK(target("##class(Some.Where).Target()") == "sync ?##class(Some.Where).Target()");
}

TEST_CASE("the target is a setting") {
    const auto target = [](const std::string& expression) {
        return sends_of(" Do ..SendRequestSync(" + expression + ",r)");
    };
    CHECK(target("..TargetConfigName") == "sync ..TargetConfigName");
    CHECK(target("$this.TargetConfigName") == "sync ..TargetConfigName");
    CHECK(target("$property($this,\"Target\")") == "sync ..Target");
    CHECK(target("$Piece(..Targets,\",\")") == "sync ..Targets[,1]");
    CHECK(target("$Piece(..Targets,\",\",2)") == "sync ..Targets[,2]");
    CHECK(target("$P(..Targets,\";\",i)") == "sync ..Targets[;*]");
    CHECK(target("$ZStrip($P(..Targets,\",\",i),\"<>W\")") == "sync ..Targets[,*]");
    CHECK(target("$List($ListFromString(..Targets),3)") == "sync ..Targets[,3]");
    CHECK(target("$tr(..Target,\" \")") == "sync ..Target");
    CHECK(target("$tr(..Target,\"-\",\"_\")") == "sync ?$tr(..Target,\"-\",\"_\")");
    CHECK(target("..Target_\"\"") == "sync ..Target");
    CHECK(target("..Target_\".X\"") == "sync ?..Target_\".X\"");
    CHECK(target("..Adapter.Target") == "sync ?..Adapter.Target");
    CHECK(
        sends_of(
            " For i=1:1:$L(..Targets,\",\") {\n  Set one=$ZStrip($P(..Targets,\",\",i),\"<>W\")  Continue:\"\"=one\n  "
            "Set sc=..SendRequestAsync(one,r)\n }") == "async ..Targets[,*]");
    CHECK(sends_of(" set l=$lfs(..Targets,\"|\"),p=0\n while $ListNext(l,p,t) { do ..SendRequestSync(t,r) }") ==
          "sync ..Targets[|*]");
}

TEST_CASE("a variable is what may have been assigned to it") {
    CHECK(sends_of(" Set t=\"A\" Do ..SendRequestSync(t,r) Set t=\"B\"") == "sync A");
    CHECK(sends_of(" Set t=\"A\",t=\"B\",sc=..SendRequestSync(t,r),t=\"C\"") == "sync B");
    CHECK(sends_of(" Set (s,t)=\"A\" Do ..SendRequestSync(t,r)") == "sync A");
    CHECK(sends_of(" Set t=\"A\" Set:x t=\"B\" Do ..SendRequestSync(t,r)") == "sync B|A");
    CHECK(sends_of(" set t=\"\" if x {set t=\"A\"} else {set t=\"B\"}\n do ..SendRequestSync(t,r)") == "sync B|A");
    CHECK(sends_of(" set t=\"Z\" if x {set t=\"A\"} elseif y {set t=\"B\"}\n do ..SendRequestSync(t,r)") ==
          "sync B|A|Z");
    CHECK(sends_of(" set t=\"Z\" if x {set t=\"A\"} else {quit}\n do ..SendRequestSync(t,r)") == "sync A");
    CHECK(sends_of(" set t=\"Z\" if x {set t=\"A\" quit}\n do ..SendRequestSync(t,r)") == "sync Z");
    CHECK(sends_of(" try { set t=\"A\" set x=..Do() set t=\"B\" } catch ex { do ..SendRequestSync(t,r) }") ==
          "sync B|A");
    CHECK(sends_of(" set t=\"A\" for i=1:1:3 { do ..SendRequestSync(t,r) set t=\"B\" }") == "sync A|B");
    CHECK(sends_of(" for i=1:1:3 { set t=\"A\" do ..SendRequestSync(t,r) set t=\"B\" }") == "sync A");
    CHECK(sends_of(" set t=obj.Name if x { set t=\"A\" }\n do ..SendRequestSync(t,r)") == "sync A|?t");
    CHECK(sends_of(" #dim t As %String = \"A\"\n do ..SendRequestSync(t,r)") == "sync A");
    CHECK(sends_of(" set t=\"A\" do obj.Change(.t) do ..SendRequestSync(t,r)") == "sync A|?t");
    CHECK(sends_of(" set t=\"A\" &sql(select Name into :t from X where ID=:r)\n do ..SendRequestSync(t,r)") ==
          "sync A|?t");
    CHECK(sends_of(" set t=\"A\" &sql(select Name into :n from X where ID=:t)\n do ..SendRequestSync(t,r)") ==
          "sync A");
    CHECK(sends_of(" set $piece(t,\",\",2)=\"A\" do ..SendRequestSync(t,r)") == "sync ?t");
    CHECK(sends_of(" set a=b,b=a do ..SendRequestSync(b,r)") == "sync ?b");
    CHECK(sends_of(" set t(1)=\"A\",t(2)=\"B\" for i=1,2 { do ..SendRequestSync(t(i),r) }") == "sync B|A");
    CHECK(
        sends_of(
            " set t(\"A\")=\"\",t(\"B\")=1,k=\"\" for { set k=$order(t(k)) quit:k=\"\"  do ..SendRequestSync(k,r) }") ==
        "sync A|B");
    CHECK(sends_of(" set req.Target=\"A\" do ..SendRequestSync(req.Target,r)") == "sync A");
    CHECK(sends_of(" set x=y?1.N1\"-\".A set t=\"A\" do ..SendRequestSync(t,r)") == "sync A");
    CHECK(sends_of(" set x={\"a\":1,\"b\":[1,2]} set t=\"A\" do ..SendRequestSync(t,r)") == "sync A");
    CHECK(sends_of(" write \"x\",!\n set t=\"A\" do ..SendRequestSync(t,r)") == "sync A");
}

TEST_CASE("macros are what they stand for") {
    CHECK(sends_of("#define TARGET \"A\" // the one\n Do ..SendRequestSync($$$TARGET,r)") == "sync A");
    CHECK(sends_of("#define A \"A\"\n#define B $$$A_\"B\"\n Do ..SendRequestSync($$$B,r)") == "sync AB");
    CHECK(sends_of("#define A $$$A\n Do ..SendRequestSync($$$A,r)") == "sync ?$$$A");
    CHECK(sends_of(" Do ..SendRequestSync($$$UNKNOWN,r)") == "sync ?$$$UNKNOWN");
}

TEST_CASE("methods of the class give and take targets") {
    CHECK(CodeClass()
              .method("OnRequest", " do ..SendRequestSync(..Where(x),r)")
              .method("Where", " if x quit \"A\"\n quit:y \"B\"\n return ..Other()")
              .expression("Other", "\"C\"")
              .sends() == "sync A|B|C");
    CHECK(CodeClass()
              .method("OnRequest",
                      " do ..Relay(\"A\",##class(Demo.One).%New()) do ..Relay(\"B\",##class(Demo.Two).%New())")
              .method("Relay", " quit ..SendRequestSync(pTarget,pRequest)", "pTarget, pRequest As %Persistent")
              .sends() == "sync A <Demo.One>; sync B <Demo.Two>");
    CHECK(CodeClass()
              .method("OnRequest", " do ..Relay() do ..Relay(..Target)")
              .method("Relay", " quit ..SendRequestSync(pTarget,r)", "pTarget As %String = \"A\"")
              .sends() == "sync A; sync ..Target");
    CHECK(CodeClass().method("Relay", " quit ..SendRequestSync(pTarget,r)", "pTarget").sends() == "sync ?pTarget");
    CHECK(CodeClass()
              .method("OnRequest", " do ..Pick(.t) do ..SendRequestSync(t,r)")
              .method("Pick", " if x {set pOut=\"A\"} else {set pOut=\"B\"}", "Output pOut")
              .sends() == "sync A|B");
    CHECK(CodeClass()
              .method("A", " quit ..B(x)", "x")
              .method("B", " do ..SendRequestSync(..A(\"Z\"),r) quit ..A(x)", "x")
              .sends() == "sync ?..A(\"Z\")");
    CHECK(CodeClass().method("Again", " do ..SendRequestSync(x,r),..Again(x),..Again(\"A\")", "x").sends() ==
          "sync ?x; sync A");
}

TEST_CASE("a service that makes itself hands its arguments to OnProcessInput") {
    CHECK(CodeClass()
              .method("Dispatch",
                      " set sc=##class(Ens.Director).CreateBusinessService(name,.service)\n quit "
                      "service.ProcessInput(pRequest,.resp,pTarget)",
                      "pTarget, pRequest")
              .method("Post", " do ..Dispatch(\"A\",##class(Demo.Request).%New())")
              .method("OnProcessInput", " quit ..SendRequestSync(pHint,pInput,.pOutput)",
                      "pInput As %Stream.Object, Output pOutput, pHint As %String")
              .sends() == "sync A <Demo.Request>");
}

TEST_CASE("all arguments that follow may be targets") {
    const std::string class_text =
        "Class Demo.A Extends Ens.BusinessProcess\n{\n"
        "Method Post(pRequest, pTargets... As %String) {\n"
        " for i=1:1:$get(pTargets) { do ..SendRequestAsync(pTargets(i),pRequest) }\n}\n"
        "Method OnRequest(r) {\n do ..Post(r,\"A\",..Target,\"B\")\n}\n}\n";
    millwright::test::TreeOf folder({{"A.cls", class_text}});
    const millwright::settings::iris::Lineage from(folder.at("Demo.A"), folder.tree);
    CHECK(CodeClass::lines(code_sends(from, folder.tree)) == "async A|..Target|B");
}

TEST_CASE("what a table does not hold is looked up as its default") {
    CHECK(sends_of(" do ..SendRequestSync(##class(Ens.Util.FunctionSet).Lookup(\"T\",x,\"A\"),r)") ==
          "sync A|?##class(Ens.Util.FunctionSet).Lookup(\"T\",x,\"A\")");
    CHECK(sends_of(" set t=##class(Ens.Util.FunctionSet).Lookup(\"T\",x) do ..SendRequestSync(t,r)") == "sync ?t");
    CHECK(sends_of(" do ..SendRequestSync(##class(Demo.Table).Lookup(\"T\",x,\"A\"),r)") ==
          "sync ?##class(Demo.Table).Lookup(\"T\",x,\"A\")");
    CHECK(CodeClass().targets("Lookup(\"T\",request.Code,\"A\")") == "A|?Lookup(\"T\",request.Code,\"A\")");
}

TEST_CASE("a property is its setting and what the code assigns") {
    CHECK(
        CodeClass().method("OnInit", " set ..Target=\"A\"").method("M", " do ..SendRequestSync(..Target,r)").sends() ==
        "sync ..Target|A");
    CHECK(CodeClass()
              .property("Target")
              .method("OnInit", " set ..Target=\"A\"")
              .method("M", " do ..SendRequestSync(..Target,r)")
              .sends() == "sync A");
    CHECK(CodeClass()
              .property("Target")
              .parameter("SETTINGS", "Target:Basic")
              .method("OnInit", " set ..Target=$zstrip(..Target,\"<>W\")")
              .method("M", " do ..SendRequestSync(..Target,r)")
              .sends() == "sync ..Target");
    CHECK(CodeClass().property("Target").method("M", " do ..SendRequestSync(..Target,r)").sends() == "sync ..Target");
}

TEST_CASE("the message is the class of the request") {
    const auto message = [](const std::string& before, const std::string& request, const std::string& arguments = "") {
        return CodeClass()
            .property("Kept", "Demo.Kept")
            .method("Build", " quit \"\"", "", "Demo.Built")
            .method("OnRequest", before + " Do ..SendRequestSync(\"A\"," + request + ")", arguments)
            .sends();
    };
    CHECK(message("", "##class(Demo.Request).%New()") == "sync A <Demo.Request>");
    CHECK(message(" Set r=##class(Demo.Request).%New(1)", "r") == "sync A <Demo.Request>");
    CHECK(message(" #dim r As Demo.Request\n", "r") == "sync A <Demo.Request>");
    CHECK(message("", "pRequest", "pRequest As Demo.Request, Output pResponse As Demo.Response") ==
          "sync A <Demo.Request>");
    CHECK(message("", "pRequest", "pRequest As Ens.Request") == "sync A");
    CHECK(message("", "pRequest", "pRequest As %Persistent") == "sync A");
    CHECK(message("", "..Kept") == "sync A <Demo.Kept>");
    CHECK(message("", "..Build()") == "sync A <Demo.Built>");
    CHECK(message(" Set r=p.%ConstructClone(1)", "r", "p As Demo.Request") == "sync A <Demo.Request>");
    CHECK(message(" Set r=$classmethod(\"Demo.Request\",\"%New\")", "r") == "sync A <Demo.Request>");
    CHECK(message(" Set r=$select(x:##class(A.B).%New(),1:##class(A.C).%New())", "r") == "sync A <A.B,A.C>");
    CHECK(message(" If x {Set r=##class(A.B).%New()} Else {Set r=##class(A.C).%New()}\n", "r") == "sync A <A.C,A.B>");
    CHECK(message(" Set r=##class(A.B).%New() Do ..SendRequestSync(\"B\",r) Set r=##class(A.C).%New()", "r") ==
          "sync B <A.B>; sync A <A.C>");
    CHECK(message("", "x.y.z") == "sync A");
}

TEST_CASE("several requests are sent at once through call structures") {
    CHECK(sends_of(" set c=##class(Ens.CallStructure).%New()\n set c.TargetDispatchName=\"A\"\n set "
                   "c.Request=##class(Demo.Request).%New()\n set l(1)=c\n do ..SendRequestSyncMultiple(.l)") ==
          "sync A <Demo.Request>");
}

TEST_CASE("code in a process of BPL") {
    CodeClass component;
    component.method("Relay", " quit x", "x");
    CHECK(component.sends_of("\n set status = process.SendRequestAsync(\"A\", context.Message)\n") == "async A");
    CHECK(component.sends_of("do process.SendRequestSync(process.Target, request)") == "sync ..Target");
    CHECK(component.sends_of("set t=\"A\" do process.SendRequestSync(t, request)") == "sync A");
    CHECK(component.sends_of("do process.SendAlert(x)") == "async Ens.Alert <Ens.AlertRequest>");
}

TEST_CASE("names that an expression may give") {
    CodeClass component;
    component.parameter("P", "A").method("Where", " quit \"B\"");
    CHECK(component.targets("\"X\"") == "X");
    CHECK(component.targets("..#P_..Where()") == "AB");
    CHECK(component.targets("process.Target") == "..Target");
    CHECK(component.targets("process.Where()") == "B");
    CHECK(component.targets("context.Target") == "?context.Target");
    CHECK(component.targets("") == "?");
    CHECK(component.targets(" \"A\"_\n \"B\" ") == "AB");
}

TEST_CASE("constants of InitialExpression") {
    CodeClass component;
    component.parameter("P", "A");
    CHECK(component.constant("\"X\"") == "X");
    CHECK(component.constant("{\"X\"}") == "X");
    CHECK(component.constant("{..#P}") == "A");
    CHECK(component.constant("\"A\"_\"B\"") == "AB");
    CHECK(component.constant("12") == "12");
    CHECK(component.constant("\"\"").empty());
    CHECK(component.constant("$zdatetime($horolog)") == "(nothing)");
    CHECK(component.constant("..Other") == "(nothing)");
    CHECK(component.constant("") == "(nothing)");
}

TEST_CASE("a send knows its place and its method") {
    const auto found = CodeClass().method("OnRequest", " Do ..SendRequestSync(\"A\",r)").found();
    REQUIRE(found.sends.size() == 1);
    CHECK(found.sends[0].inside == "method \"OnRequest\"");
    CHECK(found.sends[0].place == millwright::Place{1, 4, 28});
    CHECK(found.sends[0].targets[0].place == millwright::Place{1, 22, 25});
    CHECK(found.sends[0].origin == millwright::Origin::source);
}
