// Any bytes as the files of a folder, divided by 0x7F: productions and the sources of their components are read, and what
// is found lies in the files.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>

#include "settings/formats.h"
#include "tests/support/memory_files.h"

using namespace millwright;

namespace {

std::map<std::string, std::string> files_of(std::string_view bytes) {
    static constexpr const char* names[] = {"Production.cls", "Component.cls", "Export.xml", "Settings.xml",
                                            "Other.cls",      "Macros.inc",    "part.py",    "sub/Production.cls"};
    std::map<std::string, std::string> files;
    for (const char* each : names) {
        const std::size_t end = std::min(bytes.find('\x7F'), bytes.size());
        files[std::string("src/") + each] = bytes.substr(0, end);
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
    return files;
}

void check(const settings::Reading& reading, Place place) {
    if (!place.known()) return;
    if (place.begin > place.end || place.end > reading.sources[place.source].text().size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const test::MemoryFiles files(files_of({reinterpret_cast<const char*>(data), size}));
    const auto reading = settings::read_input("src", files, {});
    if (!reading) return 0;
    for (const Production& production : reading->productions) {
        for (const FoundRoute& each : production.found) {
            check(*reading, each.place);
            if (!each.dynamic.empty() && !(each.target.empty() && each.target_setting.empty())) std::abort();
        }
    }
    for (const Diagnostic& each : reading->findings) check(*reading, each.place);
    return 0;
}
