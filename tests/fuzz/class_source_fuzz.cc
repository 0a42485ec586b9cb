// Any bytes as the source of a class, UDL or an export: read, with every part and every place inside of the text.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "graph/utf8.h"
#include "settings/iris/sources/class_source.h"

using namespace millwright;
using namespace millwright::settings::iris;

namespace {

void check(const Sources& sources, Place place) {
    if (!place.known()) return;
    if (place.begin > place.end || place.end > sources[place.source].text().size()) std::abort();
}

void check(const Sources& sources, const Passage& passage) {
    const std::size_t size = passage.text().size();
    check(sources, passage.place());
    check(sources, passage.place(size / 2, size));
    if (passage.part(size / 3, size / 2).text() != passage.text().substr(size / 3, size / 2 - size / 3)) std::abort();
}

void check(const Sources& sources, const ClassSource& read) {
    if (read.name.empty() || !read.place.known()) std::abort();
    check(sources, read.place);
    for (const MethodSource& each : read.methods) {
        check(sources, each.place);
        check(sources, each.body);
        for (const ArgumentSource& argument : each.arguments) check(sources, argument.place);
    }
    for (const PropertySource& each : read.properties) check(sources, each.initial);
    for (const ParameterSource& each : read.parameters) check(sources, each.place);
    for (const XDataSource& each : read.xdata) check(sources, each.content);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Sources sources;
    Diagnostics findings;
    std::string text(reinterpret_cast<const char*>(data), size);
    if (first_invalid_utf8(text) != std::string::npos) return 0;
    const std::uint32_t source = sources.add("input", std::move(text));
    const auto classes = read_class_sources(source, sources, findings);
    for (const ClassSource& each : classes) check(sources, each);
    if (findings.has_errors()) std::abort();
    for (const Diagnostic& each : findings) check(sources, each.place);
    return 0;
}
