// Any bytes as the report of the Python reader: either understood or refused, with places that lie in their sources, and a
// model that can be checked.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "graph/check/check.h"
#include "settings/iop/python_report.h"
#include "tests/settings/iris/edit_check.h"

using namespace millwright;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    settings::Reading reading;
    reading.format = settings::Format::python;
    reading.sources.add("settings.py", std::string(400, 'x'));
    reading.sources.add("bp.py", std::string(400, 'y'));
    std::string wrong;
    const std::string_view report(reinterpret_cast<const char*>(data), size);
    const bool understood = settings::iop::read_python_report(report, 1, {}, reading, wrong);
    if (understood != wrong.empty()) std::abort();
    if (!understood && !(reading.productions.empty() && reading.findings.empty())) std::abort();
    if (!reading.readable && understood && !reading.findings.has_errors()) std::abort();
    test::check_places(reading);
    for (const Production& production : reading.productions) {
        Diagnostics found;
        check_production(production, {}, found);
    }
    return 0;
}
