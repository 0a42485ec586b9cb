#include <catch2/catch.hpp>
#include <map>

#include "settings/system.h"
#include "templates/scaffold.h"
#include "tests/support/corpus.h"
#include "tests/support/folder.h"
#include "tests/support/memory_files.h"
#include "tests/support/part_text.h"
#include "tests/support/template_files.h"

using namespace millwright;
using namespace millwright::templates;
using test::project_of;

namespace {

using Texts = std::map<std::string, std::string>;

/// The files that a part changes; throws a line for what is refused.
Texts written(const Part& part, const PartRequest& request, const Project& project, const Texts& there = {}) {
    const test::BuiltInTemplates templates;
    const test::MemoryFiles files(there);
    FileChanges changes(files);
    const auto done = write_python(part, request, project, templates.set(), changes);
    if (!done) {
        const Diagnostic& first = *done.error().diagnostics.begin();
        throw std::invalid_argument(first.file + ": " + first.message);
    }
    Texts all;
    for (const FileChange& each : changes.all()) all.emplace(each.path, each.after);
    return all;
}

Part worked_out(const PartRequest& request, const Project& project) {
    auto part = work_out(request, project);
    if (!part) throw std::invalid_argument(part.error().diagnostics.begin()->message);
    return std::move(*part);
}

PartField field(std::string name, std::string_view type) {
    return {std::move(name), *parse_field_type(type)};
}

PartExpression expression(std::string text) {
    Term term = *parse_condition(text);
    return {std::move(text), std::move(term)};
}

PartMessage message(std::string name, std::vector<PartField> fields) {
    PartMessage made;
    made.class_name = "messages." + name;
    made.name = std::move(name);
    made.fields = std::move(fields);
    return made;
}

PartSend send(std::string setting, std::string message, std::vector<std::pair<std::string, PartExpression>> with) {
    PartSend made;
    made.setting = std::move(setting);
    made.message = std::move(message);
    made.with = std::move(with);
    return made;
}

PartStep step(std::string name, StepKind kind, std::string setting = "", std::string message = "") {
    PartStep made;
    made.name = std::move(name);
    made.kind = kind;
    made.setting = std::move(setting);
    made.message = std::move(message);
    if (!made.message.empty()) made.with.emplace_back("order_id", expression("order_id"));
    return made;
}

/// A router of orders with every kind of field.
Part router() {
    Part part;
    part.production = "Demo.Orders";
    part.messages = {message("OrderRequest", {field("order_id", "string"), field("amount", "decimal?"),
                                              field("lines", "list<OrderLine>"), field("day", "date")}),
                     message("OrderLine", {field("item", "string"), field("count", "int")}),
                     message("RejectedOrder", {field("reason", "string"), field("order_id", "string")})};
    Component process;
    process.name = "OrderRouter";
    process.class_name = "processes.OrderRouter";
    process.targets = {{"Accepted", {"A"}}, {"Rejected", {"R"}}, {"Large", {"L"}}};
    PartHandler handler;
    handler.on = "OrderRequest";
    handler.method = "route_order_request";
    handler.sends = {send("Rejected", "RejectedOrder",
                          {{"reason", expression("'missing id'")}, {"order_id", expression("order_id")}}),
                     send("Large", "", {}), send("Accepted", "", {})};
    handler.sends[0].when = expression("order_id == ''");
    handler.sends[1].when = expression("amount > 1000 and day >= date('2026-01-31')");
    PartBody body{{"order_id", std::string()}, {"day", Date{20'484}}};
    handler.cases.push_back(
        {"rejected when order_id is empty",
         body,
         {{"Rejected", "RejectedOrder", {{"reason", std::string("missing id")}, {"order_id", std::string()}}}}});
    body[0].second = std::string("1001");
    handler.cases.push_back({"accepted otherwise", body, {{"Accepted", "OrderRequest", body}}});
    process.handlers.push_back(handler);
    part.components.push_back(process);
    return part;
}

/// Reserves, waits for somebody, ships; with compensations.
Part saga() {
    Part part;
    for (const char* const name : {"OrderPlaced", "Reserve", "Charge", "Release", "Refund", "Ship", "Tell"})
        part.messages.push_back(message(name, {field("order_id", "string")}));
    Component process;
    process.name = "Fulfilment";
    process.class_name = "processes.Fulfilment";
    process.trigger = "OrderPlaced";
    process.targets = {{"Inventory", {"I"}}, {"Bank", {"B"}}, {"Shipping", {"S"}}};
    process.steps = {step("reserve", StepKind::service, "Inventory", "Reserve"),
                     step("charge", StepKind::service, "Bank", "Charge"), step("approve", StepKind::human_task),
                     step("ship", StepKind::service, "Shipping", "Ship"),
                     step("tell", StepKind::send, "Shipping", "Tell")};
    process.steps[0].compensate_with = "release";
    process.steps[1].compensate_with = "refund";
    process.steps[1].when = expression("order_id != 'free'");
    process.steps[2].subject = "clerk";
    process.compensations = {{"release", "Inventory", "Release", {{"order_id", expression("order_id")}}},
                             {"refund", "Bank", "Refund", {{"order_id", expression("order_id")}}}};
    part.components.push_back(process);
    return part;
}

/// A process manager of three events.
Part manager() {
    Part part;
    for (const char* const name : {"OrderConfirmed", "PaymentFailed", "OrderClosed", "Reserve", "Release"})
        part.messages.push_back(message(name, {field("order_id", "string")}));
    Component process;
    process.name = "OrderManager";
    process.class_name = "processes.OrderManager";
    process.targets = {{"Inventory", {"I"}}};
    for (const char* const on : {"OrderConfirmed", "PaymentFailed", "OrderClosed"}) {
        PartHandler handler;
        handler.on = on;
        handler.method = std::string("on_") + (handler.on == "OrderConfirmed"  ? "order_confirmed"
                                               : handler.on == "PaymentFailed" ? "payment_failed"
                                                                               : "order_closed");
        handler.correlate = {"order_id"};
        handler.start = handler.on == "OrderConfirmed";
        handler.end = handler.on != "OrderConfirmed";
        handler.compensates = handler.on == "PaymentFailed";
        if (handler.on != "OrderClosed")
            handler.sends = {
                send("Inventory", handler.start ? "Reserve" : "Release", {{"order_id", expression("order_id")}})};
        process.handlers.push_back(handler);
    }
    part.components.push_back(process);
    return part;
}

Part service(Inlet inlet) {
    Part part;
    part.messages = {message("OrderRequest", {field("order_id", "string"), field("amount", "decimal?"),
                                              field("day", "date"), field("id", "uuid"), field("count", "int")})};
    Component made;
    made.role = Role::service;
    made.name = "Inbox";
    made.class_name = "services.Inbox";
    made.inlet = inlet;
    made.emits = {"OrderRequest"};
    made.targets = {{"Output", {"P"}}};
    made.settings = {{"Source", "${env:SOURCE}"}};
    part.components.push_back(made);
    return part;
}

Part operation() {
    Part part;
    part.messages = {message("RejectedOrder", {field("reason", "string")}),
                     message("MailSent", {field("reason", "string"), field("count", "int")}),
                     message("OtherOrder", {field("tags", "list<string>?")})};
    Component made;
    made.role = Role::operation;
    made.name = "Mail";
    made.class_name = "operations.Mail";
    made.settings = {{"Sender", "desk@example.org"}};
    PartHandler one;
    one.on = "RejectedOrder";
    one.method = "handle_rejected_order";
    one.reply = "MailSent";
    PartHandler other;
    other.on = "OtherOrder";
    other.method = "handle_other_order";
    made.handlers = {one, other};
    part.components.push_back(made);
    return part;
}

void put_all(const test::Folder& folder, const Texts& texts) {
    for (const auto& [path, text] : texts) folder.put(path, text);
}

/// What unittest says in a folder; the number of tests is in it.
settings::ProgramOutput discovered(const std::vector<std::string>& environment = {}) {
    auto run = settings::run_program({"python3", "-W", "error", "-m", "unittest", "discover"}, environment);
    return run ? std::move(*run) : settings::ProgramOutput{-1, "", "there is no python3"};
}

bool fits_columns(const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (end - at > 100) return false;
        at = end + 1;
    }
    return true;
}

}  // namespace

TEST_CASE("parts pass their tests without iop") {
    if (!settings::run_program({"python3", "--version"})) return test::skipped("there is no python3");
    const Project project = project_of("");
    const std::pair<const char*, Part> parts[] = {{"router", router()},           {"saga", saga()},
                                                  {"manager", manager()},         {"polling", service(Inlet::polling)},
                                                  {"file", service(Inlet::file)}, {"http", service(Inlet::http)},
                                                  {"operation", operation()}};
    for (const auto& [name, part] : parts) {
        const test::Folder folder;
        const Texts texts = written(part, {}, project);
        put_all(folder, texts);
        const auto run = discovered();
        std::string all;
        for (const auto& [path, text] : texts) {
            if (path.find("stand_in") == std::string::npos) all += "--- " + path + "\n" + text;
            CHECK(fits_columns(text));
        }
        INFO(name << "\n" << all << run.err);
        CHECK(run.exit_status == 0);
        CHECK(run.err.find("OK") != std::string::npos);
        CHECK(run.err.find("Ran 0") == std::string::npos);
    }
}

namespace {

/// What the installed package is like, as far as components see it: descriptors, and sends that need an engine.
const Texts installed_iop = {{"installed/iop/__init__.py", R"(
class Message:
    pass

class _Attribute:
    def __init__(self, default=None, **options):
        self.default = default
    def __set_name__(self, owner, name):
        self.name = name
    def __get__(self, instance, owner):
        return self if instance is None else self.default

class TargetSetting(_Attribute):
    pass

def target(default=None, **options):
    return TargetSetting(default, **options)

def setting(default=None, **options):
    return _Attribute(default, **options)

def handler(message_type):
    def mark(method):
        method.handles = message_type
        return method
    return mark

class _Host:
    iris_handle = None
    def send_request_sync(self, target, request, timeout=-1, description=None):
        return self.iris_handle.send(target, request)
    def send_request_async(self, target, request, description=None):
        return self.iris_handle.send(target, request)
    def log_info(self, message):
        self.iris_handle.log(message)
    log_warning = log_error = log_info

class BusinessService(_Host):
    pass
class PollingBusinessService(BusinessService):
    pass
class BusinessProcess(_Host):
    pass
class BusinessOperation(_Host):
    pass
)"}};

PartRequest request_of(PartKind kind, const std::string& name) {
    PartRequest request;
    request.kind = kind;
    request.name = name;
    return request;
}

/// One of each kind, as they are asked for.
std::map<std::string, PartRequest> requests() {
    std::map<std::string, PartRequest> all;
    PartRequest& router = all["router"] = request_of(PartKind::process, "OrderRouter");
    router.targets = {{"Accepted", "A"}, {"Rejected", "B"}, {"Later", "A,B"}};
    router.on = {"OrderRequest"};
    router.fields = {{"id", "string"}, {"amount", "decimal?"}, {"day", "date"}, {"lines", "list<string>"}};
    router.when = {{"Rejected", "id == '' or amount <= 0"}, {"Later", "day > date('2026-06-30')"}};
    router.async = {"Later"};
    PartRequest& decorated = all["decorated"] = request_of(PartKind::process, "Decorated");
    decorated.targets = {{"First", "A"}, {"Second", "B"}};
    decorated.on = {"One", "Two"};
    decorated.route = "all";
    decorated.decorated = true;
    decorated.reply = {"request"};
    PartRequest& replying = all["replying"] = request_of(PartKind::process, "Replying");
    replying.targets = {{"First", "A"}, {"Second", "B"}};
    replying.on = {"One"};
    replying.reply = {"Answer"};
    PartRequest& steps = all["steps"] = request_of(PartKind::process, "Fulfilment");
    steps.on = {"OrderPlaced"};
    steps.targets = {{"Inventory", "A"}, {"Bank", "B"}};
    steps.steps = {"reserve=Inventory", "charge=Bank", "approve:human_task=clerk", "ship=Inventory"};
    steps.compensate = {{"reserve", "Release"}, {"charge", "Refund"}};
    PartRequest& manager = all["manager"] = request_of(PartKind::process, "OrderManager");
    manager.targets = {{"Inventory", "A"}};
    manager.start = {"OrderConfirmed"};
    manager.end = {"OrderClosed"};
    manager.correlate = "order_id";
    for (const auto& [name, inlet] :
         {std::pair{"polling", Inlet::polling}, {"file", Inlet::file}, {"http", Inlet::http}}) {
        PartRequest& service = all[name] = request_of(PartKind::service, "Inbox");
        service.inlet = inlet;
        service.emits = {"OrderRequest"};
        service.targets = {{"Output", "A"}};
        service.fields = {{"id", "string"}, {"amount", "decimal?"}, {"at", "datetime"}, {"span", "duration"}};
    }
    PartRequest& several = all["several"] = request_of(PartKind::process, "Several");
    several.targets = {{"First", "A,B"}, {"Rest", "B"}};
    several.on = {"Thing"};
    PartRequest& operation = all["operation"] = request_of(PartKind::operation, "Mail");
    operation.on = {"RejectedOrder"};
    operation.fields = {{"reason", "string"}};
    return all;
}

const std::string two_operations = "[operation.A]\nclass = \"operations.A\"\n[operation.B]\nclass = \"operations.B\"\n";

}  // namespace

TEST_CASE("parts that are asked for pass their tests without iop and with an installed one") {
    if (!settings::run_program({"python3", "--version"})) return test::skipped("there is no python3");
    const Project project = project_of(two_operations);
    for (const auto& [name, request] : requests()) {
        const test::Folder folder;
        INFO(name);
        const Texts texts = written(worked_out(request, project), request, project);
        put_all(folder, texts);
        for (const auto& [path, text] : texts) {
            INFO(path << "\n" << text);
            CHECK(fits_columns(text));
        }
        const auto alone = discovered();
        INFO(alone.err);
        CHECK(alone.exit_status == 0);
        CHECK(alone.err.find("Ran 0") == std::string::npos);
        put_all(folder, installed_iop);
        // The stand-in must not be what these tests ran with.
        folder.put("tests/test_installed.py",
                   "import unittest\nfrom .iop_stand_in import iop\n\n\nclass InstalledTest(unittest.TestCase):\n"
                   "    def test_it_is_used(self):\n        self.assertIn('installed', iop.__file__)\n");
        const auto installed = discovered({"PYTHONPATH=" + (folder.path() / "installed").string()});
        INFO(installed.err);
        CHECK(installed.exit_status == 0);
    }
}

TEST_CASE("the stand-in has what other modules of the project import, from iop and by its former name") {
    if (!settings::run_program({"python3", "--version"})) return test::skipped("there is no python3");
    const Project project = project_of(two_operations);
    const PartRequest request = requests().at("router");
    const test::Folder folder;
    put_all(folder, written(worked_out(request, project), request, project));
    folder.put(
        "former.py",
        "from grongier.pex import BusinessOperation, Message\nfrom iop import OutboundAdapter, Message as Own\n\n\n"
        "class Adapter(OutboundAdapter):\n    pass\n\n\nassert Message is Own\n");
    folder.put(
        "tests/test_former.py",
        "import unittest\nfrom .iop_stand_in import iop\nimport former\n\n\nclass FormerTest(unittest.TestCase):\n"
        "    def test_it_is_there(self):\n        self.assertTrue(former.Adapter)\n");
    const auto run = discovered();
    INFO(run.err);
    CHECK(run.exit_status == 0);
}

TEST_CASE("a test that has to fail fails: what is sent is compared") {
    if (!settings::run_program({"python3", "--version"})) return test::skipped("there is no python3");
    const Project project = project_of(two_operations);
    const PartRequest request = requests().at("router");
    Texts texts = written(worked_out(request, project), request, project);
    std::string& code = texts.at("processes.py");
    const std::size_t at = code.find("self.Rejected");
    REQUIRE(at != std::string::npos);
    code.replace(at, 13, "self.Accepted");
    const test::Folder folder;
    put_all(folder, texts);
    CHECK(discovered().exit_status == 1);
}

TEST_CASE("writing a second time changes nothing") {
    const Project project = project_of(two_operations);
    for (auto [name, request] : requests()) {
        INFO(name);
        const Part part = worked_out(request, project);
        const Texts once = written(part, request, project);
        CHECK(written(part, request, project, once).empty());
    }
}

TEST_CASE("a setting that names several items is sent to each of them") {
    const Project project = project_of(two_operations);
    const PartRequest request = requests().at("several");
    CHECK(written(worked_out(request, project), request, project).at("processes.py").find(R"(
        if request.id == "":
            return self.send_request_sync(self.Rest, request)
        for item in self.First.split(","):
            self.send_request_sync(item.strip(), request)

    def on_message)") != std::string::npos);
}

TEST_CASE("the compensation of the last step has no code, and that is said") {
    const Project project = project_of(two_operations);
    PartRequest request = requests().at("steps");
    request.steps = {"reserve=Inventory", "charge=Bank"};
    const Part part = worked_out(request, project);
    const std::string code = written(part, request, project).at("processes.py");
    CHECK(code.find("def undo_reserve(self, request):") != std::string::npos);
    CHECK(code.find("undo_charge") == std::string::npos);
    CHECK(std::find(part.remarks.begin(), part.remarks.end(),
                    "Step \"charge\" is the last one: nothing behind it can fail, so it is never undone.") !=
          part.remarks.end());
}

TEST_CASE("a router as it is asked for: its code and its tests") {
    PartRequest request;
    request.name = "OrderRouter";
    request.targets = {{"Accepted", "AcceptedOperation"}, {"Rejected", "RejectedOperation"}};
    request.on = {"OrderRequest"};
    const Project project = project_of(
        "[operation.AcceptedOperation]\nclass = \"operations.AcceptedOperation\"\n"
        "[operation.RejectedOperation]\nclass = \"operations.RejectedOperation\"\n");
    const Texts texts = written(worked_out(request, project), request, project);
    CHECK(texts.at("processes.py") ==
          R"("""What decides: the processes of Demo.Orders."""

from iop import BusinessProcess, target

from messages import OrderRequest


class OrderRouter(BusinessProcess):
    """Sends OrderRequest to Rejected when id is empty, and otherwise to Accepted."""

    Accepted = target()
    Rejected = target()

    def route_order_request(self, request: OrderRequest):
        if request.id == "":
            return self.send_request_sync(self.Rejected, request)
        return self.send_request_sync(self.Accepted, request)

    def on_message(self, request):
        self.log_warning(f"no handler for {type(request).__name__}")
        return request
)");
    CHECK(texts.at("tests/test_order_router.py") ==
          R"("""Tests of OrderRouter, without an engine."""

import unittest

from .iop_stand_in import component

from messages import OrderRequest
from processes import OrderRouter


class OrderRouterTest(unittest.TestCase):
    """What it sends for which message."""

    def test_rejected_when_id_is_empty(self):
        process = component(OrderRouter)
        request = OrderRequest(id="")
        process.route_order_request(request)
        self.assertEqual(process.sent, [("Rejected", request)])

    def test_accepted_otherwise(self):
        process = component(OrderRouter)
        request = OrderRequest(id="1001")
        process.route_order_request(request)
        self.assertEqual(process.sent, [("Accepted", request)])

    def test_warns_of_other_messages(self):
        process = component(OrderRouter)
        other = object()
        self.assertIs(process.on_message(other), other)
        self.assertEqual(process.warnings, ["no handler for object"])
)");
}
