#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "settings/iris/class_text.h"
#include "templates/scaffold.h"
#include "tests/support/memory_files.h"
#include "tests/support/part_text.h"
#include "tests/support/template_files.h"

using namespace millwright;
using namespace millwright::templates;

namespace {

const std::string golden = MILLWRIGHT_SOURCE_DIR "/tests/templates/objectscript/";

PartExpression expression(std::string_view text) {
    auto term = parse_condition(text);
    REQUIRE(term);
    return {std::string(text), std::move(*term)};
}

using With = std::vector<std::pair<std::string, PartExpression>>;

PartField field(std::string name, std::string_view type) {
    return {std::move(name), *parse_field_type(type)};
}

PartMessage message(std::string name, std::vector<PartField> fields, MessageKind kind = MessageKind::request) {
    PartMessage made;
    made.class_name = "Demo." + name;
    made.name = std::move(name);
    made.kind = kind;
    made.fields = std::move(fields);
    return made;
}

PartSend send(std::string setting, std::string message = "", std::string_view when = "", With with = {}) {
    PartSend made;
    made.setting = std::move(setting);
    made.message = std::move(message);
    if (!when.empty()) made.when = expression(when);
    made.with = std::move(with);
    return made;
}

PartHandler handler(std::string on, std::string method, std::vector<PartSend> sends = {}) {
    PartHandler made;
    made.on = std::move(on);
    made.method = std::move(method);
    made.sends = std::move(sends);
    return made;
}

PartStep step(std::string name, std::string setting, std::string message, With with = {}) {
    PartStep made;
    made.name = std::move(name);
    made.setting = std::move(setting);
    made.message = std::move(message);
    made.with = std::move(with);
    return made;
}

Component component(Role role, std::string name) {
    Component made;
    made.role = role;
    made.class_name = "Demo." + name;
    made.name = std::move(name);
    return made;
}

Part part_of(Component component, std::vector<PartMessage> messages) {
    Part part;
    part.language = Language::objectscript;
    part.production = "Demo.Orders";
    part.components.push_back(std::move(component));
    part.messages = std::move(messages);
    return part;
}

Part router() {
    Component made = component(Role::process, "OrderRouter");
    made.description = "Sends orders on: those <without> an id & the others.";
    made.targets = {{"Accepted", {"AcceptedOperation"}}, {"Rejected", {"RejectedOperation"}}};
    PartHandler on = handler("OrderRequest", "route_order_request",
                             {send("Rejected", "RejectedOrder", "order_id == '' or amount <= 0 and not urgent",
                                   {{"reason", expression("'missing \"id\"'")}, {"order_id", expression("order_id")}}),
                              send("Accepted")});
    on.cases = {
        {"rejected when order_id is empty",
         {{"order_id", std::string()}, {"amount", Decimal(1)}, {"urgent", false}},
         {{"Rejected", "RejectedOrder", {{"reason", std::string("missing \"id\"")}, {"order_id", std::string()}}}}},
        {"accepted otherwise",
         {{"order_id", std::string("a")}, {"amount", Decimal(1)}, {"urgent", true}},
         {{"Accepted", "OrderRequest", {}}}}};
    made.handlers.push_back(std::move(on));
    return part_of(
        std::move(made),
        {message("OrderRequest", {field("order_id", "string"), field("amount", "decimal"), field("urgent", "bool"),
                                  field("due", "date?"), field("lines", "list<OrderLine>")}),
         message("OrderLine", {field("article", "string"), field("count", "int")}),
         message("RejectedOrder", {field("order_id", "string"), field("reason", "string")})});
}

/// Every target whose condition holds; several items of one target; several messages; a reply.
Part fan_out() {
    Component made = component(Role::process, "ClaimRouter");
    made.route = RouteChoice::all;
    made.targets = {{"Archive", {"Archive", "ColdArchive"}}, {"Audit", {"AuditLog"}}};
    made.settings = {{"Region", "north"}, {"AlertOnError", "1"}};
    PartHandler claim =
        handler("Claim", "route_claim",
                {send("Archive"),
                 send("Audit", "AuditEntry", "amount > 1000 or contains(tags, 'audit') or day < date('2026-01-31')",
                      {{"text", expression("'claim ' + number")}, {"day", expression("day + 7d")}})});
    claim.sends.back().mode = Interaction::async;
    claim.reply = "ClaimAnswer";
    claim.cases = {
        {"amount is 1001",
         {{"number", std::string("7")}, {"amount", Decimal(1001)}, {"tags", ValueList{}}, {"day", Date{20000}}},
         {{"Archive", "Claim", {}}, {"Audit", "AuditEntry", {{"text", std::string("claim 7")}, {"day", Date{20007}}}}}},
        {"tags has none",
         {{"number", std::string("7")}, {"tags", ValueList{std::string("x")}}},
         {{"Archive", "Claim", {}}}}};
    PartHandler note = handler("Note", "keep_note", {send("Audit", "Note")});
    made.handlers = {claim, note};
    return part_of(std::move(made),
                   {message("Claim", {field("number", "string"), field("amount", "decimal"),
                                      field("tags", "list<string>"), field("day", "date")}),
                    message("AuditEntry", {field("text", "string"), field("day", "date?")}),
                    message("ClaimAnswer", {field("number", "string"), field("state", "taken|refused")}),
                    message("Note", {field("text", "string?")})});
}

Part steps() {
    Component made = component(Role::process, "OrderBooking");
    made.targets = {{"Stock", {"Stock"}}, {"Ledger", {"Ledger"}}};
    made.trigger = "BookOrder";
    PartStep reserve = step("reserve", "Stock", "ReserveStock", {{"order_id", expression("order_id")}});
    reserve.compensate_with = "release";
    PartStep review;
    review.name = "review";
    review.kind = StepKind::human_task;
    review.subject = "manager";
    review.when = expression("amount > 100");
    PartStep rest;
    rest.name = "rest";
    rest.kind = StepKind::wait;
    rest.wait = parse_duration("1d2h500ms");
    PartStep book = step("book", "Ledger", "");
    book.kind = StepKind::callback;
    PartStep check;
    check.name = "credit_check";
    check.kind = StepKind::subprocess;
    check.subject = "CreditCheck";
    made.steps = {reserve, review, rest, book, check};
    made.compensations = {{"release", "Stock", "ReleaseStock", {{"order_id", expression("order_id")}}}};
    return part_of(std::move(made), {message("BookOrder", {field("order_id", "string"), field("amount", "decimal")}),
                                     message("ReserveStock", {field("order_id", "string")}, MessageKind::command),
                                     message("ReleaseStock", {field("order_id", "string")}, MessageKind::command)});
}

Part steps_by_hand() {
    Component made = component(Role::process, "NightlyReport");
    made.targets = {{"Reporting", {"Reporting"}}};
    made.inputs = {field("day", "date?"), field("copies", "int")};
    made.steps = {step("report", "Reporting", "MakeReport", {{"day", expression("day")}})};
    return part_of(std::move(made), {message("MakeReport", {field("day", "date?")})});
}

Part manager() {
    Component made = component(Role::process, "OrderFulfilment");
    made.route = RouteChoice::all;
    made.targets = {{"Inventory", {"Inventory"}}, {"Orders", {"OrderBook"}}};
    made.state = {field("order_id", "string"), field("amount", "decimal")};
    PartHandler start = handler("OrderConfirmed", "on_order_confirmed",
                                {send("Inventory", "ReserveInventory", "", {{"order_id", expression("order_id")}})});
    start.start = true;
    PartHandler end = handler("InventoryReserved", "on_inventory_reserved",
                              {send("Orders", "CloseOrder", "amount > 0",
                                    {{"order_id", expression("order_id")}, {"amount", expression("amount * 2")}})});
    end.end = true;
    end.cases = {{"closed when amount is 1",
                  {{"order_id", std::string("7")}, {"amount", Decimal(1)}},
                  {{"Orders", "CloseOrder", {{"order_id", std::string("7")}, {"amount", Decimal(2)}}}}},
                 {"left when amount is missing", {{"order_id", std::string("7")}}, {}}};
    PartHandler undo = handler("InventoryMissing", "on_inventory_missing",
                               {send("Orders", "CloseOrder", "", {{"order_id", expression("order_id")}})});
    undo.end = undo.compensates = true;
    made.handlers = {start, end, undo};
    for (PartHandler& each : made.handlers) each.correlate = {"order_id"};
    return part_of(
        std::move(made),
        {message("OrderConfirmed", {field("order_id", "string"), field("amount", "decimal")}, MessageKind::event),
         message("InventoryReserved", {field("order_id", "string")}, MessageKind::event),
         message("InventoryMissing", {field("order_id", "string")}, MessageKind::event),
         message("ReserveInventory", {field("order_id", "string")}, MessageKind::command),
         message("CloseOrder", {field("order_id", "string"), field("amount", "decimal?")}, MessageKind::command)});
}

Part service(std::string name, Inlet inlet, std::vector<std::string> items) {
    Component made = component(Role::service, std::move(name));
    made.inlet = inlet;
    made.targets = {{"Output", std::move(items)}};
    made.emits = {"OrderRequest"};
    return part_of(std::move(made), {message("OrderRequest", {field("order_id", "string")})});
}

Part operation() {
    Component made = component(Role::operation, "OrderStore");
    made.settings = {{"table_name", "orders"}};
    PartHandler store = handler("StoreOrder", "store_order");
    store.reply = "OrderStored";
    PartHandler echo = handler("Ping", "");
    echo.reply = "request";
    made.handlers = {store, echo, handler("Forget", "forget")};
    return part_of(
        std::move(made),
        {message("StoreOrder", {field("order_id", "uuid"), field("took", "duration?"), field("at", "datetime"),
                                field("rates", "map<decimal>"), field("state", "open|closed"), field("body", "bytes?"),
                                field("id", "string")}),
         message("OrderStored", {field("order_id", "uuid")}), message("Ping", {}), message("Forget", {})});
}

/// Conditions that ObjectScript cannot say.
Part unsayable() {
    Component made = component(Role::process, "NoteRouter");
    made.targets = {{"Empty", {"A"}}, {"Full", {"B"}}};
    PartHandler on =
        handler("Note", "route_note",
                {send("Empty", "Notice", "amount / 3 > 1", {{"share", expression("amount / 3")}}), send("Full")});
    on.cases = {{"empty", {{"text", std::string()}}, {{"Empty", "Notice", {}}}}};
    made.handlers = {on};
    return part_of(std::move(made), {message("Note", {field("text", "string?"), field("amount", "decimal")}),
                                     message("Notice", {field("share", "decimal")})});
}

std::string class_name_of(std::filesystem::path file) {
    std::string name = file.replace_extension().generic_string();
    std::replace(name.begin(), name.end(), '/', '.');
    return name;
}

std::string read(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

/// Compares what is written with the golden files of that folder; MILLWRIGHT_UPDATE=1 writes them anew.
void compare(const std::string& name, const Part& part) {
    const test::BuiltInTemplates built_in;
    const test::MemoryFiles files;
    FileChanges changes(files);
    REQUIRE(write_objectscript(part, PartRequest{}, Project{}, built_in.set(), changes));
    REQUIRE_FALSE(changes.all().empty());
    const std::filesystem::path folder = golden + name;
    const bool update = std::getenv("MILLWRIGHT_UPDATE") != nullptr;
    if (update) std::filesystem::remove_all(folder);
    std::size_t expected = 0;
    for (const FileChange& each : changes.all()) {
        INFO(each.path);
        REQUIRE(each.path.starts_with("src/Demo/"));
        const std::filesystem::path file = folder / each.path.substr(4);
        std::filesystem::create_directories(file.parent_path());
        if (update) std::ofstream(file, std::ios::binary) << each.after;
        CHECK(each.after == read(file));
        // The reader of IRIS classes finds its way through them.
        const auto outline = settings::iris::find_definition(each.after);
        CHECK(outline.name == class_name_of(file.lexically_relative(folder)));
        CHECK_FALSE(outline.has_definition);
        CHECK_FALSE(outline.cut_off);
    }
    for (const auto& each : std::filesystem::recursive_directory_iterator(folder)) expected += each.is_regular_file();
    CHECK(changes.all().size() == expected);
}

std::vector<std::string> remarks_of(const Part& part) {
    const test::BuiltInTemplates built_in;
    return objectscript_remarks(part, Project{}, built_in.set());
}

}  // namespace

TEST_CASE("processes with routes in ObjectScript") {
    compare("router", router());
    compare("fan_out", fan_out());
    CHECK(remarks_of(router()).empty());
}

TEST_CASE("processes with steps in ObjectScript") {
    compare("steps", steps());
    compare("steps_by_hand", steps_by_hand());
    CHECK(
        remarks_of(steps_by_hand()) ==
        std::vector<std::string>{"What starts NightlyReport is a message of the class Demo.NightlyReportRequest, which "
                                 "has its inputs."});
}

TEST_CASE("process managers in ObjectScript") {
    compare("manager", manager());
}

TEST_CASE("services in ObjectScript") {
    compare("polling", service("OrderPoll", Inlet::polling, {"OrderRouter"}));
    compare("file", service("OrderFile", Inlet::file, {"OrderRouter", "Archive"}));
    compare("http", service("OrderHttp", Inlet::http, {"OrderRouter"}));
}

TEST_CASE("operations and messages in ObjectScript") {
    compare("operation", operation());
}

TEST_CASE("what ObjectScript cannot say is said, fails at run time and is not tested") {
    compare("unsayable", unsayable());
    CHECK(remarks_of(unsayable()).size() == 2);
    CHECK(remarks_of(unsayable()).front() ==
          "The condition of Empty (amount / 3 > 1) could not be put into ObjectScript: a quotient is rounded "
          "otherwise. It "
          "has to be written by hand; until then the method fails.");
}

TEST_CASE("a service of the engine's own has no class") {
    Part part = service("Hl7", Inlet::hl7, {"OrderRouter"});
    part.messages.clear();
    const test::BuiltInTemplates built_in;
    const test::MemoryFiles files;
    FileChanges changes(files);
    REQUIRE(write_objectscript(part, PartRequest{}, Project{}, built_in.set(), changes));
    CHECK(changes.all().empty());
}

TEST_CASE("classes lie where the project's other classes are, and existing messages are used as they are") {
    Project project;
    project.root = "shop/";
    project.modules.push_back(
        {"cls/Demo/OrderRequest.cls",
         "Demo.OrderRequest",
         "Class Demo.OrderRequest Extends Ens.Request\n{\nProperty ID As %String(%JSONFIELDNAME = "
         "\"order_id\");\nProperty AMOUNT As %Numeric;\n}\n",
         {}});
    Part part = router();
    part.messages.front().in_code = true;
    const test::BuiltInTemplates built_in;
    const test::MemoryFiles files;
    FileChanges changes(files);
    REQUIRE(write_objectscript(part, PartRequest{}, project, built_in.set(), changes));
    std::vector<std::string> paths;
    for (const FileChange& each : changes.all()) paths.push_back(each.path);
    CHECK(paths == std::vector<std::string>{"shop/cls/Demo/OrderLine.cls", "shop/cls/Demo/RejectedOrder.cls",
                                            "shop/cls/Demo/OrderRouter.cls", "shop/cls/Demo/Tests/OrderRouter.cls"});
    CHECK(changes.all()[2].after.find("If (pRequest.ID = \"\") || ((pRequest.AMOUNT <= 0) && 'pRequest.Urgent) {") !=
          std::string::npos);
}

TEST_CASE("no handler is a method that the engine calls itself") {
    Part part = router();
    part.components.front().handlers.front().method = "on_error";
    const test::BuiltInTemplates built_in;
    const test::MemoryFiles files;
    FileChanges changes(files);
    REQUIRE(write_objectscript(part, PartRequest{}, Project{}, built_in.set(), changes));
    CHECK(changes.all()[3].after.find("Method HandleOnError(pRequest As Demo.OrderRequest, ") != std::string::npos);
    CHECK(changes.all()[3].after.find("Set tSC = ..HandleOnError(pRequest, .pResponse)") != std::string::npos);
}

TEST_CASE("messages that others are made of get classes too") {
    const Project project = test::project_of(R"(
[message.Order]
fields = { lines = "list<Line>", payer = "Person?" }
[message.Line]
fields = { article = "Article" }
[message.Article]
fields = { name = "string", part_of = "Article?" }
[message.Person]
class = "Demo.Person"
fields = { name = "string" }
)");
    Part part = part_of(component(Role::operation, "Store"),
                        {message("Order", {field("lines", "list<Line>"), field("payer", "Person?")})});
    const test::BuiltInTemplates built_in;
    const test::MemoryFiles files;
    FileChanges changes(files);
    REQUIRE(write_objectscript(part, PartRequest{}, project, built_in.set(), changes));
    std::vector<std::string> paths;
    for (const FileChange& each : changes.all()) paths.push_back(each.path);
    CHECK(paths == std::vector<std::string>{"src/Demo/Order.cls", "src/Demo/Line.cls", "src/Demo/Person.cls",
                                            "src/Demo/Article.cls", "src/Demo/Store.cls"});
}

TEST_CASE("a class that is in the way is not overwritten without force") {
    const test::BuiltInTemplates built_in;
    const std::map<std::string, std::string> there{{"src/Demo/OrderRouter.cls", "Class Demo.OrderRouter\n{\n}\n"}};
    const test::MemoryFiles files(there);
    FileChanges changes(files);
    const auto refused = write_objectscript(router(), PartRequest{}, Project{}, built_in.set(), changes);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().diagnostics.begin()->code == Code::name_taken);
    PartRequest force;
    force.force = true;
    FileChanges forced(files);
    CHECK(write_objectscript(router(), force, Project{}, built_in.set(), forced));
}
