// Any bytes as the members of an operation, its message map among them: what it takes has a name and lies in the text.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "graph/utf8.h"
#include "settings/iris/sources/message_map.h"
#include "tests/settings/iris/sources/tree_of.h"

using namespace millwright;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    if (first_invalid_utf8(text) != std::string::npos) return 0;  // decoded before
    test::TreeOf sources(
        {{"Demo.cls", "Class Demo.Mail Extends (Ens.BusinessOperation, Demo.Mail)\n{\n" + text + "\n}\n"}});
    const auto* found = sources.tree.find("Demo.Mail", {});
    if (found == nullptr) return 0;
    const settings::iris::Lineage lineage(*found, sources.tree);
    for (const auto& each : settings::iris::taken_messages(lineage, sources.tree)) {
        if (each.message.empty() || !each.place.known()) std::abort();
        if (each.place.end > sources.reading.sources[each.place.source].text().size()) std::abort();
    }
    return 0;
}
