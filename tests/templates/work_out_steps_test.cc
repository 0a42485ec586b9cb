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
    request.title = "Orders are fulfilled";
    request.steps = {"reserve=Inventory", "charge=Payment", "pause:wait=5m", "ship"};
    request.targets = {{"Inventory", "Inventory"}, {"Payment", "Payment"}, {"Ship", "Shipping"}};
    request.compensate = {{"reserve", "ReleaseInventory"}, {"charge", "RefundPayment"}};
    request.on = {"OrderPlaced"};
    request.fields = {{"order_id", "string"}, {"amount", "decimal"}};
    request.create_missing = true;
    return request;
}

const std::string a_service =
    "[service.Shop]\nclass = \"services.Shop\"\ntargets = { Output = \"Archive\" }\nemits = [\"OrderPlaced\"]\n"
    "[operation.Archive]\nclass = \"operations.Archive\"\n[message.OrderPlaced]\nfields = { order_id = \"string\", "
    "amount = \"decimal\" }\n";

}  // namespace

TEST_CASE("steps with compensations, started by a message") {
    const auto request = fulfilment();
    CHECK(outcome_of(request, project_of("")) ==
          R"(process OrderFulfilment = processes.OrderFulfilment
  target Inventory=Inventory
  target Payment=Payment
  target Ship=Shipping
  step reserve 0 to Inventory ReserveInventory with order_id=order_id, amount=amount undo undo_reserve
  step charge 0 to Payment ChargePayment with order_id=order_id, amount=amount undo undo_charge
  step pause 2 wait 5m
  step ship 0 to Ship DoShip with order_id=order_id, amount=amount
  compensation undo_reserve to Inventory ReleaseInventory with order_id=order_id, amount=amount
  compensation undo_charge to Payment RefundPayment with order_id=order_id, amount=amount
  trigger OrderPlaced
operation Inventory = operations.Inventory
  on ReserveInventory handle_reserve_inventory
    case "reserve inventory is taken" {order_id='1001', amount=1}
  on ReleaseInventory handle_release_inventory
    case "release inventory is taken" {order_id='1001', amount=1}
operation Payment = operations.Payment
  on ChargePayment handle_charge_payment
    case "charge payment is taken" {order_id='1001', amount=1}
  on RefundPayment handle_refund_payment
    case "refund payment is taken" {order_id='1001', amount=1}
operation Shipping = operations.Shipping
  on DoShip handle_do_ship
    case "do ship is taken" {order_id='1001', amount=1}
message OrderPlaced = messages.OrderPlaced: order_id:string amount:decimal
message ReserveInventory = messages.ReserveInventory command: order_id:string amount:decimal
message ChargePayment = messages.ChargePayment command: order_id:string amount:decimal
message DoShip = messages.DoShip: order_id:string amount:decimal
message ReleaseInventory = messages.ReleaseInventory command: order_id:string amount:decimal
message RefundPayment = messages.RefundPayment command: order_id:string amount:decimal
scenario "all steps of order fulfilment" to OrderFulfilment OrderPlaced {order_id='1001', amount=1}: OrderFulfilment->Inventory OrderFulfilment->Payment OrderFulfilment->Shipping sends ReserveInventory,ChargePayment,DoShip completed
)");
    CHECK(remarks_on(request, project_of("")) ==
          R"(Step "reserve" sends "ReserveInventory"; --send reserve=MESSAGE says it better.
"ReserveInventory" is new and gets the fields order_id, amount; --field ReserveInventory.NAME=TYPE says it better.
Step "charge" sends "ChargePayment"; --send charge=MESSAGE says it better.
"ChargePayment" is new and gets the fields order_id, amount; --field ChargePayment.NAME=TYPE says it better.
Step "ship" sends "DoShip"; --send ship=MESSAGE says it better.
"DoShip" is new and gets the fields order_id, amount; --field DoShip.NAME=TYPE says it better.
"ReleaseInventory" is new and gets the fields order_id, amount; --field ReleaseInventory.NAME=TYPE says it better.
"RefundPayment" is new and gets the fields order_id, amount; --field RefundPayment.NAME=TYPE says it better.
)");
}

TEST_CASE("what is made of steps validates") {
    auto request = fulfilment();
    CHECK(findings_after(request, "") == "");
    request.from = {"Shop"};
    request.fields = {};
    CHECK(findings_after(request, a_service) == "");
}

TEST_CASE("steps started by hand, with people, conditions and queries") {
    PartRequest request;
    request.name = "ExpenseApproval";
    request.steps = {"big:condition=amount > 100",  "review:human_task=manager",
                     "look:query=Expense",          "book=Ledger",
                     "report:subprocess=Reporting", "tell:send=Mail",
                     "wait_for_bank:callback=Bank"};
    request.when = {{"book", "len(purpose) > 0"}};
    request.with = {{"report.day", "date('2026-01-31')"}};
    const std::string settings =
        "[operation.Ledger]\nclass = \"operations.Ledger\"\naccepts = [\"Book\"]\n[message.Book]\nkind = \"command\"\n"
        "fields = { amount = \"decimal\", account = \"string\", way = \"fast|slow\" }\n"
        "[operation.Mail]\nclass = \"operations.Mail\"\n[operation.Bank]\nclass = \"operations.Bank\"\n"
        "[role.manager]\n[entity.Expense]\nstates = [\"open\"]\n"
        "[process.Reporting]\ninputs = { day = \"date\" }\n[[process.Reporting.step]]\nname = \"wait\"\nkind = "
        "\"wait\"\nwait = \"1s\"\n";
    CHECK(outcome_of(request, project_of(settings)) ==
          R"(process ExpenseApproval = processes.ExpenseApproval
  target Ledger=Ledger
  target Mail=Mail
  target Bank=Bank
  step big 6 when amount > 100
  step review 3 of manager
  step look 8 of Expense
  step book 0 to Ledger Book with amount=amount, account='book', way='fast' when len(purpose) > 0
  step report 4 with day=date('2026-01-31') of Reporting
  step tell 1 to Mail TellMail with amount=amount, purpose=purpose
  step wait_for_bank 11 to Bank WaitForBank with amount=amount, purpose=purpose
  inputs amount:decimal purpose:string
message Book =  command declared: amount:decimal account:string way:fast|slow
message TellMail = messages.TellMail: amount:decimal purpose:string
message WaitForBank = messages.WaitForBank: amount:decimal purpose:string
)");
    CHECK(remarks_on(request, project_of(settings)) ==
          R"(No --field was given, so the process, which is started by hand, takes amount = decimal, purpose = string.
Where the condition "big" does not hold, the process is complete.
Target setting "Ledger" of step "book" leads to "Ledger".
Step "book" sends "Book", which its target accepts.
Field "account" of "Book" gets 'book'; --with SETTING.account=EXPRESSION says it better.
Field "way" of "Book" gets 'fast'; --with SETTING.way=EXPRESSION says it better.
Target setting "Mail" of step "tell" leads to "Mail".
Step "tell" sends "TellMail"; --send tell=MESSAGE says it better.
"TellMail" is new and gets the fields amount, purpose; --field TellMail.NAME=TYPE says it better.
Target setting "Bank" of step "wait_for_bank" leads to "Bank".
Step "wait_for_bank" sends "WaitForBank"; --send wait_for_bank=MESSAGE says it better.
"WaitForBank" is new and gets the fields amount, purpose; --field WaitForBank.NAME=TYPE says it better.
No scenario is written for "ExpenseApproval": people or other processes take part in its steps.
)");
    CHECK(findings_after(request, settings) ==
          R"(MW322 warning: what step "book" of "ExpenseApproval" does is not undone when "report" fails
)");
}

TEST_CASE("what is wrong with steps is told together") {
    PartRequest request;
    request.name = "Wrong";
    request.steps = {"a:wait",    "b:wait=soon",     "c:humen_task",
                     "d=Nowhere", "e:query=Nothing", "f:subprocess=None",
                     "complete",  "b:send=Nowhere",  "z:condition=amount >> 1"};
    request.compensate = {{"x", "Undo"}, {"a", "Undo"}};
    request.on = {"A", "B"};
    CHECK(outcome_of(request, project_of("")) ==
          R"(MW025 environment: --step c:humen_task: "humen_task" is no kind of step here [did you mean "human_task"?]
MW031 environment: step "complete" is what settings call an end of the steps [try "complete_it"]
MW301 environment: --step b:send=Nowhere: there is a step of that name already [rename one of them]
MW025 environment: steps are started by one message, and --on names 2 [keep one --on, or route the others to it]
MW025 environment: --step a:wait does not say how long [write --step a:wait=5m]
MW020 environment: --step b:wait=soon is no time [write --step b:wait=5m]
MW030 environment: --step d=Nowhere: there is no target setting "Nowhere" [declare it: --target Nowhere=ITEM]
MW030 environment: --step e:query=Nothing: there is no entity "Nothing"
MW030 environment: --step f:subprocess=None: there is no process "None"
MW309 environment: --step z:condition=amount >> 1: no step follows on which the condition could decide [put --step z:condition before the steps that depend on it]
MW030 environment: --compensate x=Undo: there is no step "x" [did you mean "b"?]
MW030 environment: --compensate a=Undo: step "a" sends nothing to undo [did you mean "b"?]
)");
}

TEST_CASE("a schedule with steps of its own") {
    PartRequest request;
    request.kind = PartKind::schedule;
    request.name = "nightly";
    request.cron = "30 1 * * *";
    request.steps = {"pause:wait=1m", "call:subprocess=Reporting"};
    const std::string settings =
        "[process.Reporting]\n[[process.Reporting.step]]\nname = \"wait\"\nkind = \"wait\"\nwait = \"1s\"\n";
    CHECK(findings_after(request, settings) == "");
    request.steps.push_back("send=Mail");
    CHECK(
        outcome_of(request, project_of(settings)) ==
        R"(MW025 environment: --step send=Mail: a schedule has no target settings [let it start a process that has them: --process PROCESS]
)");
}
