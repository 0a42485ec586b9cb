#include "settings/iris/class_rest.h"

#include <string>
#include <vector>

#include "graph/utf8.h"
#include "settings/iris/sources/class_source.h"

namespace millwright::settings::iris {
namespace {

constexpr std::size_t most_members = 5;

struct Member {
    std::string words;
    Place place;
};

template <class Members>
void add(std::vector<Member>& all, const char* kind, const Members& members) {
    for (const auto& each : members) all.push_back({kind + in_quotes(each.name), each.place});
}

std::vector<Member> members_beside(const ClassSource& owner) {
    std::vector<Member> all;
    add(all, "parameter ", owner.parameters);
    add(all, "property ", owner.properties);
    add(all, "method ", owner.methods);
    for (const XDataSource& each : owner.xdata) {
        if (each.name != "ProductionDefinition") all.push_back({"XData " + in_quotes(each.name), each.place});
    }
    return all;
}

void report(const ClassSource& owner, const std::vector<Member>& members, Diagnostics& found) {
    std::string names;
    const std::size_t shown = members.size() > most_members + 1 ? most_members : members.size();
    for (std::size_t i = 0; i < shown; ++i) {
        const char* between = i == 0 ? "" : i + 1 == members.size() ? " and " : ", ";
        names += between + members[i].words;
    }
    if (shown < members.size()) names += " and " + std::to_string(members.size() - shown) + " more members";
    found
        .add(Code::not_kept, members.front().place,
             "class " + in_quotes(owner.name) + " also holds " + names + ", which settings cannot say")
        .advise("keep the class: `millwright export settings.toml -o " + printable(owner.path) + "` edits it in place");
}

}  // namespace

Diagnostics left_out_of_settings(const Production& production, const Sources& sources) {
    Diagnostics found;
    if (!production.place.known()) return found;
    Diagnostics told_already;
    for (const ClassSource& each : read_class_sources(production.place.source, sources, told_already)) {
        if (each.name != production.name || each.data("ProductionDefinition") == nullptr) continue;
        const std::vector<Member> members = members_beside(each);
        if (!members.empty()) report(each, members, found);
        break;
    }
    return found;
}

}  // namespace millwright::settings::iris
