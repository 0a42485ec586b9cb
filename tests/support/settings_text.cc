#include "tests/support/settings_text.h"

#include <stdexcept>

#include "settings/formats.h"
#include "tests/support/memory_files.h"

namespace millwright::test {

settings::Reading read_settings(std::string_view text) {
    const std::string whole = "format = 1\nproduction.name = \"T\"\n" + std::string(text);
    auto reading = settings::read_text("settings.toml", whole, settings::Format::settings_toml, MemoryFiles{}, {});
    for (const Diagnostic& each : reading.findings) {
        if (each.severity == Severity::error) throw std::invalid_argument(each.message);
    }
    if (reading.productions.size() != 1) throw std::invalid_argument("no production");
    return reading;
}

std::string findings_in_settings(std::string_view text, const CheckOptions& options) {
    const settings::Reading reading = read_settings(text);
    Diagnostics found;
    check_production(reading.productions.front(), options, found);
    std::string lines;
    for (const Diagnostic* each : found.sorted()) {
        lines += name_of(each->code) + " " + std::string(name_of(each->severity)) + " ";
        lines += std::to_string(reading.sources.locate(each->place).line) + ": " + each->message + "\n";
    }
    return lines;
}

}  // namespace millwright::test
