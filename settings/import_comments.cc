#include "settings/import_comments.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "graph/check/families.h"
#include "graph/utf8.h"

namespace millwright::settings {
namespace {

constexpr std::size_t most_files = 4;
constexpr std::size_t most_routes = 8;

/// Names of sources, each once, in the order in which they are first met.
class SourceNames {
public:
    explicit SourceNames(const Sources& sources) : sources_(sources) {}

    void add(Place place) {
        if (!place.known() || std::find(numbers_.begin(), numbers_.end(), place.source) != numbers_.end()) return;
        numbers_.push_back(place.source);
        const std::string_view name = sources_.name_of(place);
        if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
    }
    const std::vector<std::string_view>& names() const { return names_; }

private:
    const Sources& sources_;
    std::vector<std::uint32_t> numbers_;
    std::vector<std::string_view> names_;
};

std::string_view word_of(Origin origin) {
    switch (origin) {
        case Origin::rule: return "rule";
        case Origin::bpl: return "BPL";
        case Origin::default_value: return "default";
        default: return "code";
    }
}

/// Those through a setting are in the settings.
bool is_told(const FoundRoute& route) {
    return !route.dynamic.empty() || (!route.target.empty() && route.origin != Origin::setting);
}

/// The sends of an item to one destination.
struct SentTo {
    const FoundRoute* first = nullptr;
    std::size_t count = 0;
};

std::vector<SentTo> destinations(const Production& production, const Item& item) {
    std::vector<SentTo> all;
    std::map<std::tuple<Text, Text, Text>, std::size_t> known;
    for (const FoundRoute& route : production.of(item.found)) {
        if (!is_told(route)) continue;
        const auto key = std::tuple(route.target, route.dynamic, route.target_setting);
        const auto [there, fresh] = known.emplace(key, all.size());
        if (fresh) all.push_back({&route, 0});
        ++all[there->second].count;
    }
    return all;
}

bool leads_nowhere(const FoundRoute& route, const ItemIndex& index) {
    return route.dynamic.empty() && !index.find(route.target).valid() && !check::is_internal_name(route.target);
}

std::string described(const SentTo& sent, const ItemIndex& index, const Sources& sources) {
    const FoundRoute& route = *sent.first;
    std::string out = route.dynamic.empty() ? "sends to " + in_quotes(route.target)
                                            : "sends to what only running would tell: " + printable(route.dynamic);
    if (!route.target_setting.empty()) out += " through " + printable(route.target_setting);
    out += " (" + std::string(word_of(route.origin));
    if (route.place.known()) {
        out += ", " + printable(sources.name_of(route.place)) + ":" + std::to_string(sources.locate(route.place).line);
    }
    if (sent.count > 1) out += " and " + std::to_string(sent.count - 1) + " more";
    return out + (leads_nowhere(route, index) ? "), and no item is called that" : ")");
}

}  // namespace

std::vector<std::string> origin_comments(const Production& production, const Sources& sources) {
    SourceNames names(sources);
    names.add(production.place);
    for (const Item& item : production.items) names.add(item.place);
    for (const DefaultSetting& each : production.default_settings) names.add(each.place);
    std::vector<std::string> lines;
    for (const std::string_view name : names.names()) {
        const bool first = lines.empty();
        if (lines.size() == most_files && names.names().size() > most_files + 1) {
            lines.push_back("  and " + std::to_string(names.names().size() - most_files) + " more files");
            break;
        }
        lines.push_back((first ? "imported from " : "  and ") + printable(name));
    }
    const bool told = std::any_of(production.found.begin(), production.found.end(), is_told);
    if (told) lines.push_back("what rules, BPL and code send stands in comments; --sources DIR reads it again");
    return lines;
}

std::vector<std::string> route_comments(const Production& production, const Item& item, const ItemIndex& index,
                                        const Sources& sources) {
    const std::vector<SentTo> all = destinations(production, item);
    const std::size_t shown = all.size() > most_routes + 1 ? most_routes : all.size();
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < shown; ++i) lines.push_back(described(all[i], index, sources));
    if (shown < all.size()) lines.push_back("and to " + std::to_string(all.size() - shown) + " more");
    return lines;
}

}  // namespace millwright::settings
