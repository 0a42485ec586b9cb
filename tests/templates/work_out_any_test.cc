#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "tests/support/part_text.h"

using namespace millwright;
using namespace millwright::templates;

namespace {

const std::string shop =
    "[message.OrderRequest]\nfields = { order_id = \"string\", amount = \"decimal?\", way = \"a|b|c\" }\n"
    "[message.OrderPlaced]\nkind = \"event\"\nstream = \"order\"\nfields = { order_id = \"string\", when = "
    "\"datetime\" }\n"
    "[message.BookOrder]\nkind = \"command\"\nfields = { order_id = \"string\", total = \"int\", day = \"date?\" }\n"
    "[message.Empty]\n"
    "[message.Bulk]\nfields = { order_id = \"string\", tags = \"list<string>\", rates = \"map<int>\", last = "
    "\"OrderPlaced\" }\n"
    "[service.Shop]\nclass = \"services.Shop\"\nemits = [\"OrderRequest\", \"OrderPlaced\"]\ntargets = { Output = "
    "\"Router\" }\n"
    "[process.Router]\nclass = \"processes.Router\"\ntargets = { Book = \"Booking\", Log = \"Log\" }\n"
    "[[process.Router.handler]]\non = \"OrderRequest\"\nmethod = \"route\"\n"
    "send = [{ to = \"Log\", when = \"amount > 5\" }, { to = \"Log\" }]\n"
    "[[process.Router.handler]]\non = \"*\"\n"
    "[process.Steps]\ninputs = { order_id = \"string\" }\n[[process.Steps.step]]\nname = \"rest\"\nkind = "
    "\"wait\"\nwait = \"1s\"\n"
    "[operation.Booking]\nclass = \"operations.Booking\"\naccepts = [\"BookOrder\"]\nraises = { BookOrder = "
    "[\"OrderPlaced\"] }\n"
    "[operation.Log]\nclass = \"operations.Log\"\n[entity.Order]\nstates = [\"open\"]\n";

std::string one_of(const std::vector<std::string>& all) {
    return *rc::gen::elementOf(all);
}

bool one_in(int count) {
    return *rc::gen::inRange(0, count) == 0;
}

std::vector<std::string> some(const std::vector<std::string>& all, int most) {
    std::vector<std::string> chosen;
    const int count = *rc::gen::inRange(0, most + 1);
    for (int i = 0; i < count; ++i) chosen.push_back(one_of(all));
    return chosen;
}

std::vector<Given> some(const std::vector<std::string>& keys, const std::vector<std::string>& values, int most) {
    std::vector<Given> chosen;
    const int count = *rc::gen::inRange(0, most + 1);
    for (int i = 0; i < count; ++i) chosen.push_back({one_of(keys), one_of(values)});
    return chosen;
}

const std::vector<std::string> messages{"OrderRequest", "OrderPlaced", "BookOrder", "Empty",
                                        "Bulk",         "NewThing",    "OtherThing"};
const std::vector<std::string> items{"Router", "Booking", "Log", "Steps", "Shop", "Missing", "Log,Missing"};
const std::vector<std::string> settings{"First", "Second", "Log", "Booking"};
const std::vector<std::string> conditions{"order_id == ''", "amount > 5", "missing(amount)",
                                          "way == 'a'",     "x > 1",      "true"};
const std::vector<std::string> values{"order_id", "'x'", "1", "amount", "date('2026-01-31')"};
const std::vector<std::string> steps{"one=First",
                                     "two=Second",
                                     "log",
                                     "rest:wait=1m",
                                     "ask:human_task",
                                     "sub:subprocess=Steps",
                                     "look:query=Order",
                                     "test:condition=order_id != ''",
                                     "book:send=Booking",
                                     "back:callback=Log"};

PartRequest any_request() {
    PartRequest request;
    request.kind = static_cast<PartKind>(*rc::gen::inRange(1, 8));
    request.name = one_of({"Made", "made-up", "Router", "class"});
    request.create_missing = !one_in(3);
    request.targets = some(settings, items, 4);
    request.from = some({"Shop", "Router.Log", "Router.New", "Nobody"}, 1);
    request.on = some(messages, 2);
    request.fields = some({"order_id", "amount", "NewThing.id", "NewThing.way"},
                          {"string", "int?", "a|b", "list<string>", "OrderRequest"}, 2);
    request.when = some({"First", "Second", "NewThing.First", "one", "log"}, conditions, 2);
    request.send = some({"First", "Second", "OrderPlaced.First", "one"}, messages, 2);
    request.with = some({"First.order_id", "one.order_id", "Second.total", "First.new"}, values, 1);
    request.async = some({"First", "Second"}, 1);
    request.reply = some({"request", "OrderRequest", "Answer"}, 1);
    request.route = one_of({"", "first", "all"});
    if (one_in(3)) request.steps = some(steps, 5);
    request.compensate = some({"one", "two", "log"}, {"Undo", "BookOrder"}, 1);
    if (one_in(3)) {
        request.start = some({"OrderPlaced", "ThingStarted"}, 1);
        request.end = some({"ThingEnded", "OrderPlaced"}, 1);
        request.undo = some({"ThingFailed"}, 1);
        request.correlate = one_of({"", "order_id", "when"});
    }
    request.inlet = static_cast<Inlet>(*rc::gen::inRange(0, 4));
    request.emits = some(messages, 1);
    request.raises = some({"OrderPlaced", "ThingDone", "OrderRequest"}, 1);
    request.settings = some({"Password", "Size"}, {"${secret:new}", "5"}, 1);
    request.cron = one_of({"", "30 1 * * *"});
    request.process = one_of({"", "Steps", "Router"});
    request.to = one_of({"Router", "Shop", "Steps", "Booking"});
    request.body = some({"order_id", "way"}, {"a", ""}, 1);
    return request;
}

/// Options that another kind of part would refuse are left out, so that not every request is refused.
PartRequest fitting(PartRequest request) {
    if (request.kind == PartKind::process && !request.steps.empty())
        request.on.resize(std::min<std::size_t>(request.on.size(), 1));
    if (request.kind != PartKind::process) {
        request.when.clear();
        request.send.clear();
        request.with.clear();
    }
    if (request.kind != PartKind::process && request.kind != PartKind::schedule) request.steps.clear();
    if (request.kind == PartKind::schedule || request.kind == PartKind::story || request.kind == PartKind::scenario)
        request.fields.clear();
    if (request.kind == PartKind::service) request.from.clear();
    return request;
}

}  // namespace

TEST_CASE("whatever is asked for is refused with a reason, or settings have no error from it") {
    int made = 0;
    const bool held = rc::check([&] {
        const PartRequest request = fitting(any_request());
        const std::string findings = test::findings_after(request, shop);
        // Problems say what kind of failure they are: "MW030 environment: ...".
        const bool refused = findings.find(" environment: ") != std::string::npos ||
                             findings.find(" refused: ") != std::string::npos ||
                             findings.find(" input: ") != std::string::npos;
        if (refused) return;
        ++made;
        if (findings.find(" error: ") != std::string::npos || findings.find("not written: ") != std::string::npos)
            RC_FAIL(findings);
    });
    CHECK(held);
    CHECK(made > 0);
}
