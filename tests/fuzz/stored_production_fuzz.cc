// Reads bytes as the bodies of a store, one entry a line: KEY, a tab, BODY. What is understood must be the same when it
// is written and read again.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "migrate/registry.h"
#include "migrate/stored_production.h"

using namespace millwright::migrate;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    std::vector<Entry> entries;
    std::string_view left = text;
    while (!left.empty()) {
        const std::string_view line = left.substr(0, left.find('\n'));
        left.remove_prefix(std::min(left.size(), line.size() + 1));
        const std::size_t tab = line.find('\t');
        if (tab == std::string_view::npos) continue;
        Entry& entry = entries.emplace_back();
        entry.key = line.substr(0, tab);
        entry.body = line.substr(tab + 1);
    }
    const auto production = production_from_entries("P", entries);
    if (!production) return 0;
    CanonicalForm form = canonical_form(*production, Holds::everything);
    const auto again = production_from_entries(production->name, form.entries());
    if (!again || canonical_form(*again, Holds::everything).fingerprint() != form.fingerprint()) std::abort();
    const Plan plan = plan_between(*production, Holds::everything, *again, Holds::everything);
    if (plan.has_changes()) std::abort();
    return 0;
}
