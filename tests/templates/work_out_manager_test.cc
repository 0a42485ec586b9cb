#include <catch2/catch.hpp>

#include "tests/support/part_text.h"

using namespace millwright;
using namespace millwright::templates;
using test::findings_after;
using test::outcome_of;
using test::project_of;
using test::remarks_on;

namespace {

PartRequest fulfilment() {
    PartRequest request;
    request.name = "OrderFulfilment";
    request.targets = {{"Inventory", "Inventory"}, {"Shipping", "Shipping"}, {"Orders", "OrderBook"}};
    request.start = {"OrderConfirmed"};
    request.on = {"InventoryReserved"};
    request.end = {"ShipmentCreated"};
    request.undo = {"ShipmentFailed"};
    request.correlate = "order_id";
    request.create_missing = true;
    return request;
}

const std::string declared_shop =
    "[message.OrderConfirmed]\nkind = \"event\"\nstream = \"order\"\nfields = { order_id = \"uuid\", book_id = "
    "\"string\" }\n"
    "[message.ReserveInventory]\nkind = \"command\"\nfields = { order_id = \"uuid\", book_id = \"string\", quantity = "
    "\"int\" }\n"
    "[message.InventoryReserved]\nkind = \"event\"\nstream = \"inventory\"\nfields = { order_id = \"uuid\" }\n"
    "[message.ReleaseInventory]\nkind = \"command\"\nfields = { order_id = \"uuid\" }\n"
    "[message.CreateShipment]\nkind = \"command\"\nfields = { order_id = \"uuid\" }\n"
    "[message.ShipmentCreated]\nkind = \"event\"\nstream = \"shipment\"\nfields = { order_id = \"uuid\" }\n"
    "[message.ShipmentFailed]\nkind = \"event\"\nstream = \"shipment\"\nfields = { order_id = \"uuid\", reason = "
    "\"string?\" }\n"
    "[operation.Inventory]\nclass = \"shop.Inventory\"\naccepts = [\"ReserveInventory\", \"ReleaseInventory\"]\n"
    "raises = { ReserveInventory = [\"InventoryReserved\"] }\n"
    "[operation.Shipping]\nclass = \"shop.Shipping\"\naccepts = [\"CreateShipment\"]\n"
    "raises = { CreateShipment = [\"ShipmentCreated\", \"ShipmentFailed\"] }\n"
    "[service.Orders]\nclass = \"shop.Orders\"\nemits = [\"OrderConfirmed\"]\ntargets = { Output = \"Inventory\" }\n";

}  // namespace

TEST_CASE("a process manager of new events, commands and operations") {
    CHECK(outcome_of(fulfilment(), project_of("")) ==
          R"(process OrderFulfilment = processes.OrderFulfilment
  target Inventory=Inventory
  target Shipping=Shipping
  target Orders=OrderBook
  route all
  on OrderConfirmed handle_order_confirmed start by order_id
    to Inventory DoInventory with order_id=order_id
    case "order confirmed: inventory always" {order_id='1001'} -> Inventory DoInventory {order_id='1001'}
  on InventoryReserved handle_inventory_reserved by order_id
    to Shipping DoShipping with order_id=order_id
    case "inventory reserved: shipping always" {order_id='1001'} -> Shipping DoShipping {order_id='1001'}
  on ShipmentCreated handle_shipment_created end by order_id
    to Orders DoOrders with order_id=order_id
    case "shipment created: orders always" {order_id='1001'} -> Orders DoOrders {order_id='1001'}
  on ShipmentFailed handle_shipment_failed end compensates by order_id
    to Inventory UndoInventory with order_id=order_id
    case "shipment failed: inventory always" {order_id='1001'} -> Inventory UndoInventory {order_id='1001'}
  state order_id:string
  streams order,inventory,shipment
operation Inventory = operations.Inventory
  on DoInventory handle_do_inventory raises InventoryReserved
    case "do inventory is taken" {order_id='1001'}
  on UndoInventory handle_undo_inventory
    case "undo inventory is taken" {order_id='1001'}
  raises InventoryReserved
operation Shipping = operations.Shipping
  on DoShipping handle_do_shipping raises ShipmentCreated,ShipmentFailed
    case "do shipping is taken" {order_id='1001'}
  raises ShipmentCreated,ShipmentFailed
operation OrderBook = operations.OrderBook
  on DoOrders handle_do_orders
    case "do orders is taken" {order_id='1001'}
message OrderConfirmed = messages.OrderConfirmed event on order: order_id:string
message InventoryReserved = messages.InventoryReserved event on inventory: order_id:string
message ShipmentCreated = messages.ShipmentCreated event on shipment: order_id:string
message ShipmentFailed = messages.ShipmentFailed event on shipment: order_id:string
message DoInventory = messages.DoInventory command: order_id:string
message DoShipping = messages.DoShipping command: order_id:string
message DoOrders = messages.DoOrders command: order_id:string
message UndoInventory = messages.UndoInventory command: order_id:string
scenario "order fulfilment: shipment created ends it" to OrderFulfilment OrderConfirmed {order_id='1001'}: OrderFulfilment->Inventory OrderFulfilment->Shipping OrderFulfilment->OrderBook sends DoInventory,DoShipping,DoOrders completed
scenario "order fulfilment: shipment failed undoes what was done" to OrderFulfilment OrderConfirmed {order_id='1001'}: OrderFulfilment->Inventory OrderFulfilment->Shipping OrderFulfilment->Inventory sends DoInventory,DoShipping,UndoInventory completed
)");
    CHECK(remarks_on(fulfilment(), project_of("")) ==
          R"(Event "OrderConfirmed" travels on the stream "order"; --stream names another.
Event "InventoryReserved" travels on the stream "inventory"; --stream names another.
Event "ShipmentCreated" travels on the stream "shipment"; --stream names another.
Event "ShipmentFailed" travels on the stream "shipment"; --stream names another.
No --send was given for all targets, so "OrderConfirmed" sends "DoInventory" to "Inventory", "InventoryReserved" sends "DoShipping" to "Shipping", "ShipmentCreated" sends "DoOrders" to "Orders"; --send EVENT.SETTING=COMMAND says it better.
"ShipmentFailed" sends "UndoInventory" to "Inventory", to undo what was done there.
"DoInventory" is new and gets the field order_id; --field DoInventory.NAME=TYPE says it better.
"DoShipping" is new and gets the field order_id; --field DoShipping.NAME=TYPE says it better.
"DoOrders" is new and gets the field order_id; --field DoOrders.NAME=TYPE says it better.
"UndoInventory" is new and gets the field order_id; --field UndoInventory.NAME=TYPE says it better.
"Inventory" is to raise "InventoryReserved" for "DoInventory"; `raises` of its entry says it better.
"Shipping" is to raise "ShipmentCreated", "ShipmentFailed" for "DoShipping"; `raises` of its entry says it better.
)");
    CHECK(findings_after(fulfilment(), "") ==
          R"(MW409 warning: "OrderFulfilment" handles "OrderConfirmed", which nobody raises
)");
}

TEST_CASE("declared events and commands are used") {
    auto request = fulfilment();
    request.targets.pop_back();
    request.create_missing = false;
    request.from = {"Orders"};
    CHECK(outcome_of(request, project_of(declared_shop)) ==
          R"(process OrderFulfilment = processes.OrderFulfilment
  target Inventory=Inventory
  target Shipping=Shipping
  route all
  on OrderConfirmed handle_order_confirmed start by order_id
    to Inventory ReserveInventory with order_id=order_id, book_id=book_id, quantity=1
    case "order confirmed: inventory always" {order_id='00000000-0000-4000-8000-000000000001', book_id='1001'} -> Inventory ReserveInventory {order_id='00000000-0000-4000-8000-000000000001', book_id='1001', quantity=1}
  on InventoryReserved handle_inventory_reserved by order_id
    to Shipping CreateShipment with order_id=order_id
    case "inventory reserved: shipping always" {order_id='00000000-0000-4000-8000-000000000001'} -> Shipping CreateShipment {order_id='00000000-0000-4000-8000-000000000001'}
  on ShipmentCreated handle_shipment_created end by order_id
    case "shipment created: shipment created is taken" {order_id='00000000-0000-4000-8000-000000000001'}
  on ShipmentFailed handle_shipment_failed end compensates by order_id
    to Inventory ReleaseInventory with order_id=order_id
    case "shipment failed: inventory always" {order_id='00000000-0000-4000-8000-000000000001'} -> Inventory ReleaseInventory {order_id='00000000-0000-4000-8000-000000000001'}
  state order_id:uuid
  streams order,inventory,shipment
message OrderConfirmed =  event on order declared: order_id:uuid book_id:string
message InventoryReserved =  event on inventory declared: order_id:uuid
message ShipmentCreated =  event on shipment declared: order_id:uuid
message ShipmentFailed =  event on shipment declared: order_id:uuid reason:string?
message ReserveInventory =  command declared: order_id:uuid book_id:string quantity:int
message CreateShipment =  command declared: order_id:uuid
message ReleaseInventory =  command declared: order_id:uuid
from Orders.Output
scenario "order fulfilment: shipment created ends it" to OrderFulfilment OrderConfirmed {order_id='00000000-0000-4000-8000-000000000001', book_id='1001'}: OrderFulfilment->Inventory OrderFulfilment->Shipping sends ReserveInventory,CreateShipment completed
scenario "order fulfilment: shipment failed undoes what was done" to OrderFulfilment OrderConfirmed {order_id='00000000-0000-4000-8000-000000000001', book_id='1001'}: OrderFulfilment->Inventory OrderFulfilment->Shipping OrderFulfilment->Inventory sends ReserveInventory,CreateShipment,ReleaseInventory completed
)");
    CHECK(findings_after(request, declared_shop) == "");
}

TEST_CASE("what is sent when can be said") {
    auto request = fulfilment();
    request.send = {{"OrderConfirmed.Inventory", "ReserveInventory"},
                    {"ShipmentFailed.Inventory", "ReleaseInventory"},
                    {"ShipmentFailed.Orders", "CloseOrder"},
                    {"ShipmentCreated.Orders", "CloseOrder"}};
    request.with = {{"ShipmentFailed.Orders.outcome", "'cancelled'"},
                    {"ShipmentCreated.Orders.outcome", "'completed'"}};
    request.fields = {{"CloseOrder.order_id", "string"}, {"CloseOrder.outcome", "completed|cancelled"}};
    request.stream = "orders";
    CHECK(outcome_of(request, project_of("")) ==
          R"(process OrderFulfilment = processes.OrderFulfilment
  target Inventory=Inventory
  target Shipping=Shipping
  target Orders=OrderBook
  route all
  on OrderConfirmed handle_order_confirmed start by order_id
    to Inventory ReserveInventory with order_id=order_id
    case "order confirmed: inventory always" {order_id='1001'} -> Inventory ReserveInventory {order_id='1001'}
  on InventoryReserved handle_inventory_reserved by order_id
    to Shipping DoShipping with order_id=order_id
    case "inventory reserved: shipping always" {order_id='1001'} -> Shipping DoShipping {order_id='1001'}
  on ShipmentCreated handle_shipment_created end by order_id
    to Orders CloseOrder with order_id=order_id, outcome='completed'
    case "shipment created: orders always" {order_id='1001'} -> Orders CloseOrder {order_id='1001', outcome='completed'}
  on ShipmentFailed handle_shipment_failed end compensates by order_id
    to Inventory ReleaseInventory with order_id=order_id
    to Orders CloseOrder with order_id=order_id, outcome='cancelled'
    case "shipment failed: inventory and orders always" {order_id='1001'} -> Inventory ReleaseInventory {order_id='1001'} -> Orders CloseOrder {order_id='1001', outcome='cancelled'}
  state order_id:string
  streams orders
operation Inventory = operations.Inventory
  on ReserveInventory handle_reserve_inventory raises InventoryReserved
    case "reserve inventory is taken" {order_id='1001'}
  on ReleaseInventory handle_release_inventory
    case "release inventory is taken" {order_id='1001'}
  raises InventoryReserved
operation Shipping = operations.Shipping
  on DoShipping handle_do_shipping raises ShipmentCreated,ShipmentFailed
    case "do shipping is taken" {order_id='1001'}
  raises ShipmentCreated,ShipmentFailed
operation OrderBook = operations.OrderBook
  on CloseOrder handle_close_order
    case "close order is taken" {order_id='1001', outcome='completed'}
message OrderConfirmed = messages.OrderConfirmed event on orders: order_id:string
message InventoryReserved = messages.InventoryReserved event on orders: order_id:string
message ShipmentCreated = messages.ShipmentCreated event on orders: order_id:string
message ShipmentFailed = messages.ShipmentFailed event on orders: order_id:string
message ReserveInventory = messages.ReserveInventory command: order_id:string
message DoShipping = messages.DoShipping command: order_id:string
message CloseOrder = messages.CloseOrder command: order_id:string outcome:completed|cancelled
message ReleaseInventory = messages.ReleaseInventory command: order_id:string
scenario "order fulfilment: shipment created ends it" to OrderFulfilment OrderConfirmed {order_id='1001'}: OrderFulfilment->Inventory OrderFulfilment->Shipping OrderFulfilment->OrderBook sends ReserveInventory,DoShipping,CloseOrder completed
scenario "order fulfilment: shipment failed undoes what was done" to OrderFulfilment OrderConfirmed {order_id='1001'}: OrderFulfilment->Inventory OrderFulfilment->Shipping OrderFulfilment->Inventory OrderFulfilment->OrderBook sends ReserveInventory,DoShipping,ReleaseInventory,CloseOrder completed
)");
    CHECK(findings_after(request, "") ==
          R"(MW409 warning: "OrderFulfilment" handles "OrderConfirmed", which nobody raises
)");
}

TEST_CASE("little is needed: a start") {
    PartRequest request;
    request.name = "Billing";
    request.targets = {{"Accounts", "Accounts"}};
    request.start = {"OrderPlaced"};
    request.create_missing = true;
    CHECK(outcome_of(request, project_of("")) ==
          R"(process Billing = processes.Billing
  target Accounts=Accounts
  route all
  on OrderPlaced handle_order_placed start by order_id
    to Accounts DoAccounts with order_id=order_id
    case "order placed: accounts always" {order_id='1001'} -> Accounts DoAccounts {order_id='1001'}
  on OrderCompleted handle_order_completed end by order_id
    case "order completed: order completed is taken" {order_id='1001'}
  state order_id:string
  streams order
operation Accounts = operations.Accounts
  on DoAccounts handle_do_accounts raises OrderCompleted
    case "do accounts is taken" {order_id='1001'}
  raises OrderCompleted
message OrderPlaced = messages.OrderPlaced event on order: order_id:string
message OrderCompleted = messages.OrderCompleted event on order: order_id:string
message DoAccounts = messages.DoAccounts command: order_id:string
scenario "billing: order completed ends it" to Billing OrderPlaced {order_id='1001'}: Billing->Accounts sends DoAccounts completed
)");
    CHECK(remarks_on(request, project_of("")) ==
          R"(No --end was given, so "OrderCompleted" ends an instance.
Event "OrderPlaced" travels on the stream "order"; --stream names another.
Event "OrderCompleted" travels on the stream "order"; --stream names another.
No --correlate was given, so events find their instance by "order_id".
No --send was given for all targets, so "OrderPlaced" sends "DoAccounts" to "Accounts"; --send EVENT.SETTING=COMMAND says it better.
"DoAccounts" is new and gets the field order_id; --field DoAccounts.NAME=TYPE says it better.
"Accounts" is to raise "OrderCompleted" for "DoAccounts"; `raises` of its entry says it better.
)");
    CHECK(findings_after(request, "") ==
          R"(MW409 warning: "Billing" handles "OrderPlaced", which nobody raises
)");
}

TEST_CASE("events have to carry what instances are found by") {
    auto request = fulfilment();
    request.correlate = "book_id";
    CHECK(outcome_of(request, project_of(declared_shop)) ==
          R"(MW403 input: --correlate book_id: event "InventoryReserved" has no such field
MW403 input: --correlate book_id: event "ShipmentCreated" has no such field
MW403 input: --correlate book_id: event "ShipmentFailed" has no such field
)");
    request.correlate = "reason";
    request.start = {"ReserveInventory"};
    CHECK(outcome_of(request, project_of(declared_shop)) ==
          R"(MW025 environment: "ReserveInventory" is declared as a command and no event [name an event]
)");
    PartRequest none;
    none.name = "Billing";
    none.end = {"OrderPlaced"};
    CHECK(outcome_of(none, project_of("")) ==
          R"(MW400 input: process manager "Billing" has no event that starts an instance [write --start EVENT]
)");
}
