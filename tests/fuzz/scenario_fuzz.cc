// *.scenario.toml: no text makes reading or checking crash, every finding lies inside its text, and what is formatted says
// the same. What stands behind a zero byte is the file of JSON that bodies may name.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>

#include "graph/check/scenarios.h"
#include "settings/formats.h"
#include "settings/scenarios.h"
#include "settings/toml_format.h"
#include "tests/support/memory_files.h"
#include "tests/support/scenario_dump.h"

using namespace millwright;

namespace {

const std::string settings_text = R"(format = 1
[production]
name = "P"
[message.Order]
fields = { id = "string", amount = "decimal?", lines = "list<Line>", state = "open|closed?" }
[message.Line]
fields = { book = "string", quantity = "int" }
[message.Booked]
kind = "event"
stream = "book"
fields = { id = "string" }
[service.Files]
class = "x.Files"
targets = { Output = "Route" }
emits = ["Order"]
[process.Route]
targets = { Book = "Book" }
[[process.Route.handler]]
on = "Order"
send = [{ to = "Book", when = "id != ''" }]
[process.Approve]
inputs = { amount = "decimal" }
targets = { Book = "Book" }
[[process.Approve.step]]
name = "review"
kind = "human_task"
outcomes = [{ name = "approve" }]
[[process.Approve.step]]
name = "book"
to = "Book"
message = "Order"
compensate_with = "undo"
[[process.Approve.compensation]]
name = "undo"
to = "Book"
[operation.Book]
class = "x.Book"
accepts = ["Order"]
raises = { Order = ["Booked"] }
)";

void require(bool holds) {
    if (!holds) std::abort();
}

std::string read(const std::string& text, const std::string& json) {
    const test::MemoryFiles files(std::map<std::string, std::string>{
        {"settings.toml", settings_text}, {"a.scenario.toml", text}, {"body.json", json}});
    auto reading = settings::read_input("settings.toml", files, {});
    require(reading && reading->readable);
    const auto scenarios = settings::read_scenarios(files, *reading);
    require(reading->readable);
    check_scenarios(reading->productions.front(), scenarios, {}, reading->findings);
    for (const Diagnostic& each : reading->findings) {
        require(each.place.source <= reading->sources.size());
        if (!each.place.known()) continue;
        require(each.place.begin <= each.place.end);
        require(each.place.end <= reading->sources[each.place.source].text().size() + 1);
        reading->sources.locate(each.place);
    }
    return test::dump(scenarios);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string all(reinterpret_cast<const char*>(data), size);
    const std::size_t zero = all.find('\0');
    const std::string text = all.substr(0, zero);
    const std::string json = zero == std::string::npos ? "{\"id\": \"7\", \"lines\": []}" : all.substr(zero + 1);
    const std::string scenarios = read(text, json);
    Diagnostics findings;
    const auto formatted = settings::format_toml(text, 1, findings);
    if (formatted) require(read(*formatted, json) == scenarios);
    return 0;
}
