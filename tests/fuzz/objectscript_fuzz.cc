// Any bytes as the bodies of methods, in ObjectScript and in Python, and as expressions: what is found lies in them.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "tests/settings/iris/sources/code_class.h"

using namespace millwright;

namespace {

void check(const settings::iris::SourceSends& found, std::size_t size) {
    for (const settings::iris::SourceSend& each : found.sends) {
        if (each.targets.empty() || !each.place.known() || each.place.end > size) std::abort();
        for (const settings::iris::SendTarget& target : each.targets) {
            if (target.text.size() > 2000 && target.kind == settings::iris::TargetKind::unknown) std::abort();
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::size_t second = text.find('\x7F');  // divides two methods, which may call one another
    const std::string other = second == std::string::npos ? "" : text.substr(second + 1);
    test::CodeClass component;
    component.parameter("P", "X").property("Target");
    component.method("OnRequest", text.substr(0, second), "pRequest As Demo.Request, Output pResponse");
    component.method("Other", other, "pTarget As %String = \"A\"");
    check(component.found(), size);
    component.targets(other);
    component.constant(text);
    test::CodeClass embedded;
    embedded.python("OnRequest", text);
    check(embedded.found(), size);
    return 0;
}
