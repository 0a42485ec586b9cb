// Any bytes as the XML of a rule and of a process, as they are and inside of an export: read; what is found lies in the
// text and keeps to the limits.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "graph/utf8.h"
#include "settings/limits.h"
#include "tests/settings/iris/sources/xdata.h"

using namespace millwright;

namespace {

void check(const test::XDataWorld& world, const settings::iris::SourceSends& found) {
    const auto inside = [&](Place place) {
        return place.begin <= place.end && place.end <= world.reading().sources[place.source].text().size();
    };
    for (const auto& each : found.sends) {
        if (!inside(each.place) || each.targets.empty()) std::abort();
        if (each.when_place.known() && !inside(each.when_place)) std::abort();
        if (each.when.size() > settings::limits::condition_bytes) std::abort();
        if (first_invalid_utf8(each.when) != std::string::npos) std::abort();
        for (const auto& target : each.targets) {
            if (target.text.empty() || !inside(target.place)) std::abort();
        }
    }
    for (const auto& each : found.switched_off) {
        if (!inside(each.place)) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    if (first_invalid_utf8(text) != std::string::npos) return 0;  // refused before
    test::XDataWorld world;
    check(world, world.of_rule(text));
    check(world, world.of_process(text));
    check(world, world.of_process(world.exported("Demo.Process", "BPL", text)));
    check(world, settings::iris::rule_sends(world.exported("Demo.Rules", "RuleDefinition", text), world.tree()));
    return 0;
}
