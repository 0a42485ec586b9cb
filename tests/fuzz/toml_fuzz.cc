// settings.toml: no text makes reading crash, every way of reading gives the same, every finding lies inside its text, and
// a production that was read without error is the same after it was written and read again.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

#include "settings/formats.h"
#include "settings/settings_toml.h"
#include "tests/support/memory_files.h"
#include "tests/support/production_dump.h"
#include "tests/support/toml_ways.h"

using namespace millwright;

namespace {

settings::Reading read(std::string text, const std::string& overlay) {
    using Named = std::map<std::string, std::string>;
    static const test::MemoryFiles files(Named{{"p/more/a.toml", "[operation.More]\nclass = \"x\"\n"}});
    settings::ReadOptions options;
    options.overlay = overlay;
    return settings::read_text("p/settings.toml", std::move(text), settings::Format::settings_toml, files, options);
}

void require(bool holds) {
    if (!holds) std::abort();
}

void check_places(const settings::Reading& reading) {
    for (const Diagnostic& each : reading.findings) {
        require(each.place.source <= reading.sources.size());
        if (!each.place.known()) continue;
        const std::size_t size = reading.sources[each.place.source].text().size();
        require(each.place.begin <= size && each.place.begin <= each.place.end);
        reading.sources.locate(each.place);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    require(test::disagreement(text).empty());
    for (const char* overlay : {"", "live"}) {
        const settings::Reading reading = read(text, overlay);
        check_places(reading);
        if (!reading.readable || reading.findings.has_errors()) continue;
        const std::string written = settings::write_settings_toml(reading.productions.front());
        const settings::Reading again = read(written, "");
        require(again.readable && again.productions.size() == 1);
        require(test::dump(again.productions.front()) == test::dump(reading.productions.front()));
        require(settings::write_settings_toml(again.productions.front()) == written);
    }
    return 0;
}
