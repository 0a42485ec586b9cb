#include <catch2/catch.hpp>

#include "tests/support/part_text.h"

using namespace millwright;
using namespace millwright::templates;
using test::outcome_of;
using test::project_of;
using test::remarks_on;

namespace {

const std::string orders =
    "[message.OrderRequest]\nfields = { order_id = \"string\", amount = \"decimal?\", day = \"date?\", kind = \"a|b\" "
    "}\n"
    "[message.RejectedOrder]\nfields = { reason = \"string\", order_id = \"string\" }\n"
    "[service.Files]\nclass = \"s.Files\"\nemits = [\"OrderRequest\"]\ntargets = { Output = \"Router\" }\n"
    "[process.Router]\nclass = \"p.Router\"\ntargets = { Accepted = \"Checker\", Rejected = [\"Mail\", \"Log\"] }\n"
    "[[process.Router.handler]]\non = \"OrderRequest\"\nmethod = \"route\"\n"
    "send = [{ to = \"Rejected\", message = \"RejectedOrder\", when = \"order_id == ''\", with = { reason = \"'none'\" "
    "} },\n"
    "  { to = \"Accepted\", mode = \"async\" }]\n"
    "[process.Checker]\nclass = \"p.Checker\"\ntargets = { Big = \"Mail\", Small = \"Log\" }\nroute = \"all\"\n"
    "[[process.Checker.handler]]\non = \"OrderRequest\"\nmethod = \"check\"\n"
    "send = [{ to = \"Big\", when = \"amount > 100\" }, { to = \"Small\" }]\n"
    "[operation.Mail]\nclass = \"o.Mail\"\n[operation.Log]\nclass = \"o.Log\"\n"
    "[process.Steps]\ninputs = { order_id = \"string\", urgent = \"bool\" }\ntargets = { Log = \"Log\", Mail = "
    "\"Mail\" }\n"
    "[[process.Steps.step]]\nname = \"log\"\nto = \"Log\"\nmessage = \"RejectedOrder\"\nwith = { order_id = "
    "\"order_id\", reason = \"'r'\" }\n"
    "[[process.Steps.step]]\nname = \"mail\"\nto = \"Mail\"\nmessage = \"RejectedOrder\"\nwhen = \"urgent\"\nwith = { "
    "order_id = \"order_id\", reason = \"'r'\" }\n";

PartRequest scenario(const std::string& to, std::vector<Given> body = {}) {
    PartRequest request;
    request.kind = PartKind::scenario;
    request.name = "an order";
    request.to = to;
    request.body = std::move(body);
    return request;
}

}  // namespace

TEST_CASE("a scenario follows the handlers that settings declare") {
    const Project project = project_of(orders);
    CHECK(outcome_of(scenario("Router", {{"order_id", ""}}), project) ==
          R"(message OrderRequest =  declared: order_id:string amount:decimal? day:date? kind:a|b
scenario "an order" to Router OrderRequest {order_id='', kind='a'}: Router->Mail Router->Log sends RejectedOrder,RejectedOrder completed
)");
    CHECK(outcome_of(scenario("Files", {{"order_id", "7"}, {"amount", "250"}, {"kind", "b"}}), project) ==
          R"(message OrderRequest =  declared: order_id:string amount:decimal? day:date? kind:a|b
scenario "an order" to Files OrderRequest {order_id='7', amount=250, kind='b'}: Files->Router Router->Checker Checker->Mail Checker->Log sends OrderRequest,OrderRequest,OrderRequest,OrderRequest completed
)");
    CHECK(outcome_of(scenario("Checker", {{"amount", "2.5"}, {"day", "2026-02-28"}}), project) ==
          R"(message OrderRequest =  declared: order_id:string amount:decimal? day:date? kind:a|b
scenario "an order" to Checker OrderRequest {order_id='1001', amount=2.5, day=date('2026-02-28'), kind='a'}: Checker->Log sends OrderRequest completed
)");
    CHECK(remarks_on(scenario("Checker", {{"amount", "2.5"}}), project) ==
          R"(No --on was given, so "OrderRequest" is sent.
Field "order_id" of "OrderRequest" gets '1001'; --body order_id=VALUE says it better.
Field "kind" of "OrderRequest" gets 'a'; --body kind=VALUE says it better.
)");
}

TEST_CASE("steps that only send are followed, and inputs are the body") {
    const Project project = project_of(orders);
    CHECK(outcome_of(scenario("Steps"), project) ==
          R"(scenario "an order" to Steps  {order_id='1001', urgent=false}: Steps->Log sends RejectedOrder completed
)");
    CHECK(
        outcome_of(scenario("Steps", {{"urgent", "true"}}), project) ==
        R"(scenario "an order" to Steps  {order_id='1001', urgent=true}: Steps->Log Steps->Mail sends RejectedOrder,RejectedOrder completed
)");
}

TEST_CASE("bodies are checked against the fields") {
    const Project project = project_of(orders);
    CHECK(outcome_of(scenario("Router", {{"oder_id", "x"}, {"amount", "much"}, {"day", "2026-02-30"}, {"kind", "c"}}),
                     project) ==
          R"(MW347 input: --body oder_id=x: "OrderRequest" has no such field [did you mean "order_id"?]
MW348 input: --body amount=much: the field takes decimal?
MW348 input: --body day=2026-02-30: the field takes date?
MW348 input: --body kind=c: the field takes a|b
)");
    auto other = scenario("Ruoter");
    other.name = "a/b";
    CHECK(outcome_of(other, project) ==
          R"(MW031 environment: scenario "a/b" contains a path separator [try "a-b"]
MW030 environment: --to Ruoter: there is no item "Ruoter" [did you mean "Router"?]
)");
    other = scenario("Router");
    other.on = {"RejectedOrder"};
    CHECK(outcome_of(other, project) ==
          R"(MW209 input: --on RejectedOrder: "Router" does not take it [it takes "OrderRequest"]
)");
    other.on = {"OrderReqest"};
    CHECK(outcome_of(other, project) ==
          R"(MW030 environment: --on OrderReqest: there is no message "OrderReqest" [did you mean "OrderRequest"?]
)");
    CHECK(outcome_of(scenario("Mail"), project) ==
          R"(MW025 environment: --on does not say which message "Mail" gets [write --on MESSAGE]
)");
    CHECK(outcome_of(scenario(""), project) ==
          R"(MW025 environment: --to does not say where the message goes [write --to ITEM]
)");
}
