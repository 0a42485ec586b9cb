#include "settings/foreign_text.h"
#include "settings/iop/production_builder.h"
#include "settings/iop/production_json.h"

namespace millwright::settings {

void read_production_json(std::uint32_t source, const ReadOptions& options, Reading& reading) {
    if (!check_is_text(source, reading)) return;
    const std::string_view text = reading.sources[source].text();
    const Place begin{source, 0, text.empty() ? 0U : 1U};
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        unreadable(reading, Code::no_production, begin, "the text is empty");
        return;
    }
    iop::ProductionBuilder builder(options, reading);
    const std::size_t before = reading.productions.size();
    read_json(source, builder, reading);
    if (reading.productions.size() == before && reading.readable) {
        unreadable(reading, Code::no_production, begin, "this JSON holds no production")
            .advise("a production is {\"Production\": {\"@Name\": ..., \"Item\": [...]}}");
    }
}

}  // namespace millwright::settings
