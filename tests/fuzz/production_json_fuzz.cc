// Any bytes as production JSON: read; what can be read is written, and what is written reads back the same.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "tests/settings/iris/edit_check.h"
#include "tests/settings/iris/read.h"

using namespace millwright;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto reading = test::read_json(std::string(reinterpret_cast<const char*>(data), size));
    if (!reading.readable && !reading.findings.has_errors()) std::abort();
    test::check_places(reading);
    if (!reading.readable || reading.findings.has_errors()) return 0;
    for (const Production& production : reading.productions) {
        const auto written = settings::write_production_json(production);
        if (!written) continue;
        const auto again = test::read_json(*written);
        if (!again.readable || again.productions.size() != 1) std::abort();
        if (test::model_text(again.productions[0], true) != test::model_text(production, true)) std::abort();
    }
    return 0;
}
