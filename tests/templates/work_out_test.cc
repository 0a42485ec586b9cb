#include "templates/scaffold.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/part_text.h"

using namespace millwright;
using namespace millwright::templates;
using test::outcome_of;
using test::project_of;

namespace {

PartRequest router() {
    PartRequest request;
    request.name = "OrderRouter";
    request.targets = {{"Accepted", "AcceptedOperation"}, {"Rejected", "RejectedOperation"}};
    request.on = {"OrderRequest"};
    return request;
}

const std::string two_operations =
    "[operation.AcceptedOperation]\nclass = \"operations.AcceptedOperation\"\n"
    "[operation.RejectedOperation]\nclass = \"operations.RejectedOperation\"\n";

const std::string order_request =
    "[message.OrderRequest]\nclass = \"messages.OrderRequest\"\n"
    "fields = { order_id = \"string\", amount = \"decimal?\" }\n";

}  // namespace

TEST_CASE(
    "a router of a new message: the first target is the rest, the message gets an id, cases and scenarios follow") {
    const Project project = project_of(two_operations);
    CHECK(outcome_of(router(), project) ==
          R"(process OrderRouter = processes.OrderRouter
  target Accepted=AcceptedOperation
  target Rejected=RejectedOperation
  on OrderRequest route_order_request
    to Rejected when id == ''
    to Accepted
    case "rejected when id is empty" {id=''} -> Rejected OrderRequest {id=''}
    case "accepted otherwise" {id='1001'} -> Accepted OrderRequest {id='1001'}
message OrderRequest = messages.OrderRequest: id:string
)");
}

TEST_CASE("several targets get a word each") {
    const Project project = project_of(two_operations);
    auto three = router();
    three.targets.push_back({"Later", "AcceptedOperation"});
    CHECK(outcome_of(three, project) ==
          R"(process OrderRouter = processes.OrderRouter
  target Accepted=AcceptedOperation
  target Rejected=RejectedOperation
  target Later=AcceptedOperation
  on OrderRequest route_order_request
    to Rejected when route == 'rejected'
    to Later when route == 'later'
    to Accepted
    case "rejected when route is rejected" {id='1001', route='rejected'} -> Rejected OrderRequest {id='1001', route='rejected'}
    case "later when route is later" {id='1001', route='later'} -> Later OrderRequest {id='1001', route='later'}
    case "accepted otherwise" {id='1001', route='accepted'} -> Accepted OrderRequest {id='1001', route='accepted'}
message OrderRequest = messages.OrderRequest: id:string route:accepted|rejected|later
)");
}

TEST_CASE("fields of a declared message decide, and its class is kept") {
    const Project project = project_of(two_operations + order_request);
    CHECK(outcome_of(router(), project) ==
          R"(process OrderRouter = processes.OrderRouter
  target Accepted=AcceptedOperation
  target Rejected=RejectedOperation
  on OrderRequest route_order_request
    to Rejected when order_id == ''
    to Accepted
    case "rejected when order_id is empty" {order_id=''} -> Rejected OrderRequest {order_id=''}
    case "accepted otherwise" {order_id='1001'} -> Accepted OrderRequest {order_id='1001'}
message OrderRequest = messages.OrderRequest declared: order_id:string amount:decimal?
)");
}
TEST_CASE("conditions, messages and values that are given count; what is new is filled") {
    const Project project = project_of(
        two_operations + order_request +
        "[message.RejectedOrder]\nfields = { reason = \"string\", order_id = \"string\", at = \"datetime?\" }\n");
    auto request = router();
    request.when = {{"Rejected", "missing(amount) or amount > 100"}};
    request.send = {{"Rejected", "RejectedOrder"}};
    CHECK(outcome_of(request, project) ==
          R"(process OrderRouter = processes.OrderRouter
  target Accepted=AcceptedOperation
  target Rejected=RejectedOperation
  on OrderRequest route_order_request
    to Rejected RejectedOrder with reason='rejected', order_id=order_id when missing(amount) or amount > 100
    to Accepted
    case "rejected when missing(amount) or amount > 100" {order_id='1001', amount=101} -> Rejected RejectedOrder {reason='rejected', order_id='1001'}
    case "accepted otherwise" {order_id='1001', amount=100} -> Accepted OrderRequest {order_id='1001', amount=100}
message OrderRequest = messages.OrderRequest declared: order_id:string amount:decimal?
message RejectedOrder =  declared: reason:string order_id:string at:datetime?
)");
    request.with = {{"Rejected.reason", "'too much'"}};
    request.async = {"Rejected"};
    request.decorated = true;
    request.reply = {"request"};
    CHECK(outcome_of(request, project) ==
          R"(process OrderRouter = processes.OrderRouter
  target Accepted=AcceptedOperation
  target Rejected=RejectedOperation
  on OrderRequest route_order_request decorated reply request
    to Rejected RejectedOrder async with reason='too much', order_id=order_id when missing(amount) or amount > 100
    to Accepted
    case "rejected when missing(amount) or amount > 100" {order_id='1001', amount=101} -> Rejected RejectedOrder {reason='too much', order_id='1001'}
    case "accepted otherwise" {order_id='1001', amount=100} -> Accepted OrderRequest {order_id='1001', amount=100}
message OrderRequest = messages.OrderRequest declared: order_id:string amount:decimal?
message RejectedOrder =  declared: reason:string order_id:string at:datetime?
)");
}
TEST_CASE("what a target accepts is what it gets") {
    const Project project = project_of(
        "[message.RejectedOrder]\nfields = { reason = \"string\" }\n"
        "[operation.AcceptedOperation]\nclass = \"operations.AcceptedOperation\"\n"
        "[operation.RejectedOperation]\nclass = \"operations.RejectedOperation\"\naccepts = [\"RejectedOrder\"]\n" +
        order_request);
    CHECK(outcome_of(router(), project) ==
          R"(process OrderRouter = processes.OrderRouter
  target Accepted=AcceptedOperation
  target Rejected=RejectedOperation
  on OrderRequest route_order_request
    to Rejected RejectedOrder with reason='rejected' when order_id == ''
    to Accepted
    case "rejected when order_id is empty" {order_id=''} -> Rejected RejectedOrder {reason='rejected'}
    case "accepted otherwise" {order_id='1001'} -> Accepted OrderRequest {order_id='1001'}
message OrderRequest = messages.OrderRequest declared: order_id:string amount:decimal?
message RejectedOrder =  declared: reason:string
)");
    auto request = router();
    request.send = {{"Rejected", "OrderRequest"}};
    CHECK(
        outcome_of(request, project) ==
        R"(MW209 input: "RejectedOperation" does not accept "OrderRequest", which would be sent to it by "Rejected" [it accepts "RejectedOrder": --send Rejected=RejectedOrder]
)");
}
TEST_CASE("fields that no expression makes are left to the code, and that is said") {
    const Project project = project_of(
        "[message.RejectedOrder]\nfields = { tags = \"list<string>\", rates = \"map<int>\", reason = \"string\" }\n"
        "[operation.AcceptedOperation]\nclass = \"operations.AcceptedOperation\"\n"
        "[operation.RejectedOperation]\nclass = \"operations.RejectedOperation\"\naccepts = [\"RejectedOrder\"]\n" +
        order_request);
    const auto part = work_out(router(), project);
    REQUIRE(part);
    const PartSend& sent = part->components.front().handlers.front().sends.front();
    CHECK(sent.message == "RejectedOrder");
    REQUIRE(sent.with.size() == 1);
    CHECK(sent.with[0].first == "reason");
    for (const char* field : {"tags", "rates"}) {
        const std::string remark =
            "Field \"" + std::string(field) +
            "\" of \"RejectedOrder\" has to be filled in the code: there is no literal of its type.";
        CHECK(std::count(part->remarks.begin(), part->remarks.end(), remark) == 1);
    }
}

TEST_CASE("all problems of a request are told together") {
    const Project project = project_of(two_operations + order_request);
    auto request = router();
    request.name = "order-router";
    request.targets = {{"on_message", "AcceptedOperation"}, {"Rejected", "RejectedOperatoin"}};
    request.when = {{"Rejected", "order_idd == ''"}, {"Rejektd", "true"}};
    request.async = {"X"};
    CHECK(
        outcome_of(request, project) ==
        R"(MW031 environment: process "order-router" is not made of letters and digits, beginning with a letter [try "OrderRouter"]
MW031 environment: target setting "on_message" is a member of every component already [try "OnMessageTarget"]
MW030 environment: --target Rejected=RejectedOperatoin: there is no item "RejectedOperatoin" [did you mean "RejectedOperation"? --create-missing makes an operation of that name]
MW030 environment: --async X: there is no such target setting
MW342 environment: --when Rejected=order_idd == '': nothing is named "order_idd" here (at "order_idd") [did you mean "order_id"?]
MW030 environment: --when Rejektd: there is no target setting "Rejektd" [did you mean "Rejected"?]
)");
}
TEST_CASE("operations that are missing are made, and accept what they are sent") {
    const Project project = project_of(two_operations + order_request);
    auto request = router();
    request.targets = {{"Accepted", "AcceptedOperation"}, {"Rejected", "Other"}};
    request.create_missing = true;
    request.route = "all";
    request.when = {{"Rejected", "amount > 5"}};
    CHECK(outcome_of(request, project) ==
          R"(process OrderRouter = processes.OrderRouter
  target Accepted=AcceptedOperation
  target Rejected=Other
  route all
  on OrderRequest route_order_request
    to Accepted
    to Rejected when amount > 5
    case "accepted and rejected when amount is more than 5" {order_id='1001', amount=6} -> Accepted OrderRequest {order_id='1001', amount=6} -> Rejected OrderRequest {order_id='1001', amount=6}
    case "accepted otherwise" {order_id='1001', amount=5} -> Accepted OrderRequest {order_id='1001', amount=5}
operation Other = operations.Other
  on OrderRequest handle_order_request
    case "order request is taken" {order_id='1001'}
message OrderRequest = messages.OrderRequest declared: order_id:string amount:decimal?
)");
}
