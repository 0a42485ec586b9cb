#include <catch2/catch.hpp>

#include "templates/scaffold.h"

using namespace millwright;
using namespace millwright::templates;

namespace {

Component router() {
    Component made;
    made.role = Role::process;
    made.name = "OrderRouter";
    made.class_name = "processes.OrderRouter";
    made.targets = {{"Accepted", {"AcceptedOperation"}}, {"Rejected", {"RejectedOperation"}}};
    return made;
}

Part part() {
    Part made;
    made.components.push_back(router());
    return made;
}

std::string lines(const Part& part, const std::string& text, const std::vector<Module>& modules = {}) {
    Project project;
    project.settings = "shop/settings.py";
    project.declaration = Declaration::settings_py;
    project.modules = modules;
    std::string out;
    for (const std::string& line : settings_py_lines(part, project, text)) out += line + "\n";
    return out;
}

constexpr const char* instances = R"(from iop import Production
from operations import AcceptedOperation, RejectedOperation

prod = Production("Demo.Orders", testing_enabled=True)
accepted = prod.operation("AcceptedOperation", AcceptedOperation)
rejected = (
    prod.operation(name="RejectedOperation", cls=RejectedOperation)
    .pool(2)
)
PRODUCTIONS = [prod]
)";

}  // namespace

TEST_CASE("a settings.py of instances gets calls with its own variables") {
    CHECK(lines(part(), instances) == R"(# settings.py: with the imports
from processes import OrderRouter

# settings.py: behind the items of prod
order_router = prod.process("OrderRouter", OrderRouter)

# settings.py: behind the connections of prod
prod.connect(order_router.Accepted, accepted)
prod.connect(order_router.Rejected, rejected)
)");
}

TEST_CASE("connections are written as the file writes them") {
    const std::string on_items = std::string(instances) + "accepted.connect(AcceptedOperation.Audit, rejected)\n";
    CHECK(lines(part(), on_items).find("order_router.connect(OrderRouter.Accepted, accepted)\n") != std::string::npos);
    const std::string by_text = std::string(instances) + "accepted.connect('Audit', rejected)\n";
    CHECK(lines(part(), by_text).find("order_router.connect(\"Accepted\", accepted)\n") != std::string::npos);
}

TEST_CASE("imports that are there are used") {
    const std::string module = "import processes as bp\n" + std::string(instances);
    CHECK(lines(part(), module).starts_with(R"(# settings.py: behind the items of prod
order_router = prod.process("OrderRouter", bp.OrderRouter)
)"));
    const std::string star = "from processes import *\n" + std::string(instances);
    CHECK(lines(part(), star).starts_with("# settings.py: behind the items of prod\norder_router = "));
}

TEST_CASE("an item without a variable is a comment, never a guess") {
    const std::string text =
        "from iop import Production\nprod = Production('P')\n"
        "prod.operation('AcceptedOperation', A)\n";
    CHECK(lines(part(), text) == R"(# settings.py: with the imports
from processes import OrderRouter

# settings.py: behind the items of prod
order_router = prod.process('OrderRouter', OrderRouter)

# settings.py: behind the connections of prod
# OrderRouter.Accepted leads to AcceptedOperation, but no variable for AcceptedOperation was found in settings.py
# OrderRouter.Rejected leads to RejectedOperation, but no variable for RejectedOperation was found in settings.py
)");
}

TEST_CASE("new items are connected with each other and with those that lead to them") {
    Part made = part();
    Component operation;
    operation.role = Role::operation;
    operation.name = "RejectedOperation2";
    operation.class_name = "operations.RejectedOperation2";
    operation.settings = {{"Path", "${env:DATA}/x"}};
    operation.adapter_settings = {{"Password", "${secret:mail_password}"}, {"Text", "a \"b\" $${c}"}};
    made.components.front().targets[1].items = {"RejectedOperation2"};
    made.components.push_back(operation);
    made.connections.push_back({"AcceptedOperation", Role::operation, "Next", true, "operations.AcceptedOperation"});
    CHECK(lines(made, instances) == R"(# settings.py: with the imports
import os
from processes import OrderRouter
from operations import RejectedOperation2

# settings.py: behind the items of prod
order_router = prod.process("OrderRouter", OrderRouter)
rejected_operation2 = prod.operation("RejectedOperation2", RejectedOperation2, host_settings={"Path": os.environ["DATA"] + "/x"}, adapter_settings={"Password": os.environ["MAIL_PASSWORD"], "Text": "a \"b\" ${c}"})

# settings.py: behind the connections of prod
prod.connect(order_router.Accepted, accepted)
prod.connect(order_router.Rejected, rejected_operation2)
prod.connect(accepted.Next, order_router)
)");
}

TEST_CASE("a service of the engine's own is named by its class") {
    Part made;
    Component service;
    service.role = Role::service;
    service.inlet = Inlet::hl7;
    service.name = "ADT";
    service.targets = {{"TargetConfigNames", {"AcceptedOperation"}}};
    made.components.push_back(service);
    CHECK(lines(made, instances) == R"(# settings.py: behind the items of prod
adt = prod.service("ADT", class_name="EnsLib.HL7.Service.TCPService")

# settings.py: behind the connections of prod
adt.connect("TargetConfigNames", accepted)
)");
}

TEST_CASE("a production in a module of its own") {
    const Module production{"production.py", "production", instances, {}};
    CHECK(lines(part(), "from production import prod\n\nPRODUCTIONS = [prod]\n", {production})
              .starts_with("# production.py: with the imports\nfrom processes import OrderRouter\n"));
}

TEST_CASE("a production that is a class gets items with routes") {
    CHECK(lines(part(), R"(from iop import OperationItem, Production
from operations import AcceptedOperation, RejectedOperation

ACCEPTED = "AcceptedOperation"


class Orders(Production):
    name = "Demo.Orders"
    operations = (
        OperationItem(ACCEPTED, AcceptedOperation),
        OperationItem("RejectedOperation", RejectedOperation),
    )


PRODUCTIONS = [Orders]
)") == R"(# settings.py: with the imports
from processes import OrderRouter
from iop import ProcessItem
from iop import Route

# settings.py: in `processes` of Orders
ProcessItem("OrderRouter", OrderRouter, routes=(Route(OrderRouter.Accepted, ACCEPTED), Route(OrderRouter.Rejected, "RejectedOperation"),)),
)");
}

TEST_CASE("dictionaries get an item in their own indentation, and an entry of CLASSES like the others") {
    const std::string text = R"(import bo
import processes

CLASSES = {
    'Python.bo.AcceptedOperation': bo.AcceptedOperation,
}

PRODUCTIONS = [
    {
        'Demo.Orders': {
            '@Name': 'Demo.Orders',
            'Item': [
              {
                '@Name': 'AcceptedOperation',
                '@ClassName': 'Python.bo.AcceptedOperation',
                'Setting': {'@Target': 'Host', '@Name': 'Path', '#text': '/tmp'},
              },
            ],
        }
    }
]
)";
    CHECK(lines(part(), text) == R"(# settings.py: in CLASSES
    'Python.processes.OrderRouter': processes.OrderRouter,

# settings.py: in "Item" of "Demo.Orders"
              {
                '@Name': 'OrderRouter',
                '@Category': '',
                '@ClassName': 'Python.processes.OrderRouter',
                '@PoolSize': '1',
                '@Enabled': 'true',
                '@Foreground': 'false',
                '@Comment': '',
                '@LogTraceEvents': 'false',
                '@Schedule': '',
                'Setting': [
                  {'@Target': 'Host', '@Name': 'Accepted', '#text': 'AcceptedOperation'},
                  {'@Target': 'Host', '@Name': 'Rejected', '#text': 'RejectedOperation'},
                ],
              },
)");
}

TEST_CASE("dictionaries with short names of classes, and with classes as objects") {
    const std::string short_names = R"(from bo import BO
CLASSES = {"Python.BO": BO}
PRODUCTIONS = [{"P": {"Item": [{"@Name": "BO", "@ClassName": "Python.BO"}]}}]
)";
    const std::string added = lines(part(), short_names);
    CHECK(added.find("    \"Python.OrderRouter\": OrderRouter,\n") != std::string::npos);
    CHECK(added.find("\"@ClassName\": \"Python.OrderRouter\",\n") != std::string::npos);
    const std::string objects = R"(from bo import BO
PRODUCTIONS = [{"P": {"Item": [{"@Name": "BO", "@ClassName": BO}]}}]
)";
    CHECK(lines(part(), objects).find("\"@ClassName\": OrderRouter,\n") != std::string::npos);
    CHECK(lines(part(), objects).find("CLASSES") == std::string::npos);
}

TEST_CASE("settings of a dictionary are no productions, two productions are two") {
    const std::string one = R"(PRODUCTIONS = [{"P": {"Setting": {"@Target": "Production", "@Name": "X", "#text": "1"},
    "Item": {"@Name": "BO", "@ClassName": "Demo.BO"}}}]
)";
    CHECK(lines(part(), one).find("# settings.py: in \"Item\" of \"P\"\n") != std::string::npos);
    CHECK(lines(part(), one).find("CLASSES = {\"Python.processes.OrderRouter\": OrderRouter}\n") != std::string::npos);
    CHECK(lines(part(), one + "MORE = {'Q': {'Item': []}}\n")
              .starts_with("# Nothing can be placed: there are several productions in settings.py (P, Q)."));
}

TEST_CASE("files that declare no production, several, or no Python get comments only") {
    const std::string declared = R"(#   item "OrderRouter": a process of the class processes.OrderRouter
#     target setting Accepted: AcceptedOperation
#     target setting Rejected: RejectedOperation
)";
    CHECK(lines(part(), "x = 1\n") ==
          "# Nothing can be placed: no production was found in settings.py. To be declared "
          "by hand:\n" +
              declared);
    CHECK(lines(part(), "prod = Production(\n") ==
          "# Nothing can be placed: settings.py, line 1: a bracket is not closed. To be declared by hand:\n" +
              declared);
    CHECK(lines(part(), "a = Production('A')\nb = Production('B')\n") ==
          "# Nothing can be placed: there are several productions in settings.py (a, b). To be declared by hand:\n" +
              declared);
}

TEST_CASE("what a settings.py has no words for is said") {
    Part made;
    made.schedule = PartSchedule{};
    CHECK(lines(made, instances) == "# A schedule has no place in settings.py.\n");
    CHECK(lines(Part{}, instances).empty());
}
