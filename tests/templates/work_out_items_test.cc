#include <catch2/catch.hpp>

#include "tests/support/part_text.h"

using namespace millwright;
using namespace millwright::templates;
using test::findings_after;
using test::module_of;
using test::outcome_of;
using test::project_of;
using test::remarks_on;

namespace {

PartRequest asked(PartKind kind, const std::string& name) {
    PartRequest request;
    request.kind = kind;
    request.name = name;
    return request;
}

const std::string router =
    "[message.OrderRequest]\nclass = \"messages.OrderRequest\"\nfields = { order_id = \"string\" }\n"
    "[process.OrderRouter]\nclass = \"processes.OrderRouter\"\ntargets = { Output = \"Mail\" }\n"
    "[[process.OrderRouter.handler]]\non = \"OrderRequest\"\nmethod = \"route_order\"\nsend = [{ to = \"Output\" }]\n"
    "[operation.Mail]\nclass = \"operations.Mail\"\n[secrets]\nknown = { env = \"KNOWN\" }\n";

}  // namespace

TEST_CASE("a service emits what its target takes; its path comes from the environment") {
    auto request = asked(PartKind::service, "OrderFiles");
    request.inlet = Inlet::file;
    request.targets = {{"Output", "OrderRouter"}};
    request.settings = {{"Password", "${secret:ftp}${secret:known}$${secret:no}"}};
    CHECK(outcome_of(request, project_of(router)) ==
          R"(service OrderFiles = services.OrderFiles
  target Output=OrderRouter
  emits OrderRequest
message OrderRequest = messages.OrderRequest declared: order_id:string
secrets ftp
)");
    CHECK(
        remarks_on(request, project_of(router)) ==
        R"(Adapter setting FilePath comes from the environment, ORDER_FILES_PATH, and is /tmp/in/ where that is not set.
No --emit was given, so "OrderFiles" emits "OrderRequest", which its target accepts.
)");
    CHECK(findings_after(request, router) == "");
    request.settings = {{"a = 1; import os", "x"}};
    CHECK(
        outcome_of(request, project_of(router)) ==
        R"(MW031 environment: setting "a = 1; import os" is not made of letters, digits and _, beginning with a letter [try "A1ImportOs"]
)");
    request.settings.clear();
    request.emits = {"Other"};
    CHECK(
        outcome_of(request, project_of(router)) ==
        R"(MW209 input: "OrderFiles" emits "Other", which none of its targets accepts [its target accepts "OrderRequest": --emit names it]
)");
}

TEST_CASE("a service of new messages, with an operation that is missing") {
    auto request = asked(PartKind::service, "SensorService");
    request.targets = {{"Output", "Store"}};
    request.create_missing = true;
    CHECK(outcome_of(request, project_of("")) ==
          R"(service SensorService = services.SensorService
  target Output=Store
  emits SensorRequest
operation Store = operations.Store
  on SensorRequest handle_sensor_request
    case "sensor request is taken" {id='1001'}
message SensorRequest = messages.SensorRequest: id:string
)");
    CHECK(remarks_on(request, project_of("")) ==
          R"(No --emit was given, so "SensorService" emits "SensorRequest".
"SensorRequest" is new and gets the field id; --field NAME=TYPE says it better.
)");
    CHECK(findings_after(request, "") == "");
}

TEST_CASE("the HL7 service is the engine's own") {
    auto request = asked(PartKind::service, "Admissions");
    request.inlet = Inlet::hl7;
    request.targets = {{"TargetConfigNames", "OrderRouter"}};
    CHECK(outcome_of(request, project_of(router)) ==
          R"(service Admissions = EnsLib.HL7.Service.TCPService
  target TargetConfigNames=OrderRouter
)");
    request.targets = {{"Output", "OrderRouter"}};
    CHECK(
        outcome_of(request, project_of(router)) ==
        R"(MW030 environment: --target Output: EnsLib.HL7.Service.TCPService has no such target setting [its target setting is TargetConfigNames]
)");
}

TEST_CASE("operations accept, reply and raise") {
    auto request = asked(PartKind::operation, "Booking");
    request.on = {"BookOrder"};
    request.fields = {{"order_id", "string"}, {"BookingResult.ok", "bool"}};
    request.reply = {"BookingResult"};
    request.raises = {"OrderBooked"};
    request.from = {"OrderRouter.Booked"};
    CHECK(outcome_of(request, project_of(router)) ==
          R"(operation Booking = operations.Booking
  on BookOrder handle_book_order reply BookingResult
    case "book order is taken" {order_id='1001'}
  raises OrderBooked
message BookOrder = messages.BookOrder command: order_id:string
message BookingResult = messages.BookingResult: ok:bool
message OrderBooked = messages.OrderBooked event on order: order_id:string
from OrderRouter.Booked new
)");
    CHECK(findings_after(request, router) == "");
}

TEST_CASE("messages: kinds, streams, fields") {
    auto request = asked(PartKind::message, "OrderShipped");
    request.message_kind = "event";
    request.fields = {{"order_id", "uuid"}, {"note", "string?"}};
    CHECK(outcome_of(request, project_of("")) ==
          R"(message OrderShipped = messages.OrderShipped event on order: order_id:uuid note:string?
)");
    CHECK(findings_after(request, "") == "");
    request.fields = {{"class", "string"}, {"x", "lsit<string>"}};
    request.message_kind = "evnt";
    CHECK(outcome_of(request, project_of("")) ==
          R"(MW031 environment: field "class" is a keyword of Python [try "class_value"]
MW106 environment: --field x=lsit<string>: "lsit<string>" is no type of fields [types are string int decimal bool date datetime duration uuid bytes any list<T> map<T> "a|b" and messages; ? behind one: may be absent]
MW025 environment: --kind evnt is no kind of message [kinds are request, event and command]
)");
    CHECK(
        outcome_of(asked(PartKind::message, "OrderRequest"), project_of(router)) ==
        R"(MW032 refused: there is a message "OrderRequest" already [--force replaces it; else give the new one another name]
)");
    auto forced = asked(PartKind::message, "OrderRequest");
    forced.force = true;
    forced.fields = {{"other", "int"}};
    CHECK(outcome_of(forced, project_of(router)) ==
          R"(message OrderRequest = messages.OrderRequest: other:int
)");
}

TEST_CASE("messages that are only classes are used with the fields that they have") {
    Project project = project_of("[operation.Mail]\nclass = \"operations.Mail\"\n[operation.Log]\nclass = \"o.Log\"\n");
    project.modules.push_back(module_of(
        "messages.py",
        "from dataclasses import dataclass\nfrom iop import Message\n\n@dataclass\nclass OrderRequest(Message):\n"
        "    order_id: str\n    amount: float = 0\n\nclass Other:\n    pass\n"));
    project.modules.push_back(
        module_of("processes.py", "from iop import BusinessProcess\n\nclass Known(BusinessProcess):\n    pass\n"));
    auto request = asked(PartKind::process, "OrderRouter");
    request.targets = {{"Mail", "Mail"}, {"Log", "Log"}};
    request.on = {"OrderRequest"};
    CHECK(outcome_of(request, project) ==
          R"(process OrderRouter = processes.OrderRouter
  target Mail=Mail
  target Log=Log
  on OrderRequest route_order_request
    to Log when order_id == ''
    to Mail
    case "log when order_id is empty" {order_id=''} -> Log OrderRequest {order_id=''}
    case "mail otherwise" {order_id='1001'} -> Mail OrderRequest {order_id='1001'}
message OrderRequest = messages.OrderRequest in code: order_id:string amount:decimal?
)");
    request.fields = {{"order_id", "int"}, {"new", "int"}};
    CHECK(
        outcome_of(request, project) ==
        R"(MW032 refused: message "OrderRequest" is there already, with another type of its field "order_id" [its type is string; leave --field order_id out]
MW032 refused: message "OrderRequest" is there already and has no field "new" [add the field to it first, or leave --field new out]
)");
    request.fields = {};
    request.on = {"Other"};
    CHECK(outcome_of(request, project) ==
          R"(MW032 refused: class "Other" is in messages.py already, and is no message [give the message another name]
)");
    request.on = {"OrderRequest"};
    request.name = "Known";
    request.class_name = "KnownRouter";
    request.module = "shop/routers.py";
    request.targets = {{"Mail", "Mail"}};
    CHECK(outcome_of(request, project) ==
          R"(process Known = shop.routers.KnownRouter
  target Mail=Mail
  on OrderRequest route_order_request
    to Mail
    case "mail always" {order_id='1001'} -> Mail OrderRequest {order_id='1001'}
message OrderRequest = messages.OrderRequest in code: order_id:string amount:decimal?
)");
    request.module = "../x";
    CHECK(
        outcome_of(request, project) ==
        R"(MW031 environment: module "../x" has a part that is no identifier: "" [write --module shop.processes, or a path below the settings]
)");
}

TEST_CASE("items that are there are replaced by force only") {
    const Project project = project_of(router);
    auto request = asked(PartKind::operation, "Mail");
    request.on = {"OrderRequest"};
    CHECK(
        outcome_of(request, project) ==
        R"(MW032 refused: there is an operation "Mail" already [--force replaces it; else give the new one another name]
)");
    request.force = true;
    CHECK(outcome_of(request, project) ==
          R"(operation Mail = operations.Mail
  on OrderRequest handle_order_request
    case "order request is taken" {order_id='1001'}
message OrderRequest = messages.OrderRequest declared: order_id:string
)");
    request.kind = PartKind::process;
    CHECK(
        outcome_of(request, project) ==
        R"(MW032 refused: "Mail" is an operation already, which --force does not turn into another kind [remove it first, or give the new one another name]
)");
}

TEST_CASE("stories name what executes them") {
    auto request = asked(PartKind::story, "ST-7");
    request.executed_by = "process.OrderRooter";
    request.status = "done";
    CHECK(
        outcome_of(request, project_of(router)) ==
        R"(MW030 environment: --executed-by process.OrderRooter: there is no such thing [did you mean "process.OrderRouter"?]
MW025 environment: --status done is no status of a story [write draft, accepted or rejected]
)");
    request.executed_by = "process.OrderRouter";
    request.status = "accepted";
    request.then = {"the order is booked"};
    CHECK(findings_after(request, router) == "");
    CHECK(
        outcome_of(request, project_of("[story.ST-7]\ntitle = \"x\"\n")) ==
        R"(MW032 environment: there is a story "ST-7" already [--force replaces it; else give the new one another name]
MW030 environment: --executed-by process.OrderRouter: there is no such thing
)");
}

TEST_CASE("schedules fire and start something") {
    auto request = asked(PartKind::schedule, "nightly");
    CHECK(outcome_of(request, project_of(router)) ==
          R"(MW503 input: schedule "nightly" has neither --cron nor --every [write --cron '30 1 * * *' or --every 5m]
MW504 input: schedule "nightly" has neither --process nor --step [write --process PROCESS]
)");
    request.cron = "61 1 * * *";
    request.every = "soon";
    request.timezone = "Europe/Londn";
    request.process = "OrderRuoter";
    CHECK(outcome_of(request, project_of(router)) ==
          R"(MW503 environment: schedule "nightly" has both --cron and --every [write --cron '30 1 * * *' or --every 5m]
MW500 environment: --cron "61 1 * * *": the minute is 61; it has to be 0 to 59 (at "61") [write * or 0 to 59, lists 1,2, ranges 1-5 and steps */5]
MW020 environment: --every "soon" is no time [write 500ms, 30s, 5m, 2h, 7d or 1h30m]
MW502 environment: --timezone Europe/Londn is no time zone [did you mean "Europe/London"?]
MW030 environment: --process OrderRuoter: there is no process of that name [did you mean "OrderRouter"?]
)");
    request.cron = "0 0 30 2 *";
    request.every = "";
    request.timezone = "Europe/London";
    request.process = "Mail";
    CHECK(
        outcome_of(request, project_of(router)) ==
        R"(MW501 environment: --cron "0 0 30 2 *" waits for a date that never comes [choose another day or month; the last days of months differ]
MW030 environment: --process Mail: that is no process but an operation
)");
    request.cron = "30 1 * * 1-5";
    request.process = "OrderRouter";
    CHECK(findings_after(request, router) == "");
}

TEST_CASE("senders are connected, also by a point in their name") {
    auto request = asked(PartKind::operation, "Audit");
    request.on = {"OrderRequest"};
    request.from = {"OrderRouter.Output", "OrderRouter"};
    CHECK(outcome_of(request, project_of(router)) ==
          R"(operation Audit = operations.Audit
  on OrderRequest handle_order_request
    case "order request is taken" {order_id='1001'}
message OrderRequest = messages.OrderRequest declared: order_id:string
from OrderRouter.Output
)");
    request.from = {"OrderRouter.Output", "OrderRouter", "Nobody.Output", "OrderRouter.on_init"};
    CHECK(outcome_of(request, project_of(router)) ==
          R"(MW030 environment: --from Nobody.Output: there is no item "Nobody"
MW031 environment: target setting "on_init" is a member of every component already [try "OnInitTarget"]
)");
    auto service = asked(PartKind::service, "In");
    service.from = {"OrderRouter"};
    CHECK(outcome_of(service, project_of(router)) ==
          R"(MW203 input: --from OrderRouter: nothing can send to a service [leave --from out]
)");
}

TEST_CASE("what senders send there has to be accepted, and is what is taken where nothing is said") {
    auto request = asked(PartKind::operation, "Audit");
    request.from = {"OrderRouter.Output"};
    const auto part = work_out(request, project_of(router));
    REQUIRE(part);
    CHECK(part->components.front().handlers.front().on == "OrderRequest");
    request.on = {"Other"};
    CHECK(
        outcome_of(request, project_of(router)) ==
        R"(MW209 input: --from OrderRouter.Output: "OrderRouter" sends "OrderRequest" there, which "Audit" would not accept [add --on OrderRequest, or give it a target setting of its own: --from OrderRouter.Audit]
)");
}

TEST_CASE("ObjectScript has packages and its own names") {
    Project project = project_of("[operation.Mail]\nclass = \"Demo.Orders.Mail\"\n");
    project.language = Language::objectscript;
    auto request = asked(PartKind::process, "OrderRouter");
    request.targets = {{"Mail", "Mail"}};
    CHECK(outcome_of(request, project) ==
          R"(process OrderRouter = Demo.Orders.OrderRouter
  target Mail=Mail
  on OrderRequest route_order_request
    to Mail
    case "mail always" {id='1001'} -> Mail OrderRequest {id='1001'}
message OrderRequest = Demo.Orders.OrderRequest: id:string
)");
    request.name = "order_router";
    request.targets = {{"to_mail", "Mail"}};
    CHECK(
        outcome_of(request, project) ==
        R"(MW031 environment: process "order_router" has an underscore, which no class of ObjectScript may have [try "OrderRouter"]
MW031 environment: target setting "to_mail" has an underscore, which no property of ObjectScript may have [try "ToMail"]
)");
}
