// Reading texts in tests: one call, one Reading.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "settings/iop/production_json.h"
#include "settings/iris/iris_class.h"
#include "settings/iris/iris_xml.h"

namespace millwright::test {

using Reader = void (*)(std::uint32_t, const settings::ReadOptions&, settings::Reading&);

inline settings::Reading read_with(Reader reader, std::string text, bool strict = false) {
    settings::Reading reading;
    settings::ReadOptions options;
    options.strict = strict;
    reader(reading.sources.add("input", std::move(text)), options, reading);
    return reading;
}

inline settings::Reading read_class(std::string text) {
    return read_with(settings::read_iris_class, std::move(text));
}
inline settings::Reading read_xml(std::string text) {
    return read_with(settings::read_iris_xml, std::move(text));
}
inline settings::Reading read_json(std::string text) {
    return read_with(settings::read_production_json, std::move(text));
}

inline std::string file_text(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Every finding in a line: "error MW004 3:7 message".
inline std::string findings_of(const settings::Reading& reading) {
    std::string out;
    for (const Diagnostic* each : reading.findings.sorted()) {
        const LineColumn at = reading.sources.locate(each->place);
        out += std::string(name_of(each->severity)) + " " + name_of(each->code) + " " + std::to_string(at.line) + ":" +
               std::to_string(at.column) + " " + each->message + "\n";
    }
    return out;
}

}  // namespace millwright::test
