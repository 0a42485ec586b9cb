// Any bytes as a saved plan, with a digest that fits: read; what is understood is shown, and says the same when it is
// written and read again.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "migrate/plan_file.h"
#include "migrate/plan_json.h"

using namespace millwright;
using namespace millwright::migrate;

namespace {

/// Puts in the digest that the text must have, so that more than the check of the digest is tried.
std::string with_digest(std::string text) {
    const std::string start = "\n  \"digest\": \"";
    const std::size_t at = text.find(start);
    if (at == std::string::npos) return text;
    const std::size_t end = text.find('\n', at + 1);
    if (end == std::string::npos) return text;
    text.erase(at + 1, end - at);
    const std::string line = start.substr(1) + sha256(text).hex() + "\",\n";
    return text.insert(at + 1, line);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto saved = read_plan_file(with_digest({reinterpret_cast<const char*>(data), size}), "plan.json");
    if (!saved) {
        if (saved.error().diagnostics.empty()) std::abort();
        return 0;
    }
    if (plan_text(saved->plan, saved->sources()).empty()) std::abort();
    PlanMaker maker;
    maker.tool = saved->tool;
    maker.deployment_kind = saved->deployment_kind;
    maker.store_exists = !saved->plan.target.identity.empty();
    maker.needs_settings = saved->needs_settings;
    maker.secrets = saved->secrets;
    const auto again =
        read_plan_file(plan_file_text(saved->plan, saved->rows, maker, saved->sources(), {}), "again.json");
    if (!again || again->rows.rows.size() != saved->rows.rows.size()) std::abort();
    if (plan_json(again->plan, again->sources()) != plan_json(saved->plan, saved->sources())) std::abort();
    return 0;
}
