// Any bytes as a source with a finding anywhere in it: the report shows nothing that steers a terminal, and the line of
// dots and carets keeps to its width.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "graph/report/json.h"
#include "graph/report/text.h"
#include "graph/utf8.h"

using namespace millwright;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 2, size - 2);
    const auto length = static_cast<std::uint32_t>(text.size());
    const std::uint32_t begin = length * data[0] / 255;
    const std::uint32_t end = begin + (length - begin) * data[1] / 255;
    Sources sources;
    sources.add(text.substr(0, 40), text);
    Diagnostics found;
    found.add(Code::missing_target, {1, begin, end}, "m");
    found.add(Code::clear_text_secret, {1, begin, end}, "s").note({1, end, end}, "n");
    const std::string report = diagnostics_text(found, sources, {});
    for (std::size_t at = 0; at < report.size(); at = report.find('\n', at) + 1) {
        const std::string line = report.substr(at, report.find('\n', at) - at);
        if (printable(line) != line || line.size() > 4000) std::abort();
    }
    if (first_invalid_utf8(diagnostics_json(found, sources)) != std::string::npos) std::abort();
    return 0;
}
