#include "settings/productions_of_one_name.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "graph/utf8.h"
#include "settings/settings_toml.h"

namespace millwright::settings {
namespace {

constexpr std::array<std::string_view, 4> endings{".cls", ".py", ".xml", ".json"};
constexpr std::array<std::string_view, 10> asides{"test", "tests", "unittest",  "old",     "backup",
                                                  "bak",  "build", "generated", "archive", "deprecated"};

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

bool stands_aside(std::string_view path) {
    while (true) {
        const std::size_t slash = path.find('/');
        if (slash == std::string_view::npos) return false;
        if (std::find(asides.begin(), asides.end(), path.substr(0, slash)) != asides.end()) return true;
        path.remove_prefix(slash + 1);
    }
}

/// The smaller, the more likely it is the one that is meant.
using Rank = std::tuple<bool, std::size_t, std::size_t, std::size_t, std::string>;

Rank rank_of(const Production& production, const Sources& sources) {
    const std::string path = lower(sources.name_of(production.place));
    const auto ending =
        std::find_if(endings.begin(), endings.end(), [&](std::string_view each) { return path.ends_with(each); });
    return {stands_aside(path), static_cast<std::size_t>(ending - endings.begin()), ~production.items.size(),
            path.size(), path};
}

void report(Reading& reading, const Production& kept, const Production& other) {
    const std::string file(reading.sources.name_of(other.place));
    reading.findings
        .add(Code::class_in_several_files, other.place,
             "production " + in_quotes(kept.name) + " stands in several files; the one in " +
                 in_quotes(reading.sources.name_of(kept.place)) + " is read")
        .as(Severity::warning)
        .note(kept.place, "this one is read")
        .advise("to read the other one name its file: " + printable(file));
}

}  // namespace

void keep_one_of_each_name(Reading& reading, std::vector<std::size_t>& noted) {
    const auto& productions = reading.productions;
    std::map<std::string_view, std::vector<std::size_t>> by_name;
    for (std::size_t i = 0; i < productions.size(); ++i) {
        if (productions[i].place.known()) by_name[productions[i].name].push_back(i);
    }
    std::vector<bool> dropped(productions.size(), false);
    for (const auto& [name, same] : by_name) {
        if (same.size() < 2) continue;
        const std::size_t kept = *std::min_element(same.begin(), same.end(), [&](std::size_t a, std::size_t b) {
            return rank_of(productions[a], reading.sources) < rank_of(productions[b], reading.sources);
        });
        const std::string text = write_settings_toml(productions[kept]);
        for (const std::size_t each : same) {
            if (productions[each].place.source == productions[kept].place.source) continue;
            dropped[each] = true;
            if (write_settings_toml(productions[each]) != text) report(reading, productions[kept], productions[each]);
        }
    }
    std::vector<Production> left;
    std::vector<std::size_t> still_noted;
    for (std::size_t i = 0; i < dropped.size(); ++i) {
        if (dropped[i]) continue;
        if (std::find(noted.begin(), noted.end(), i) != noted.end()) still_noted.push_back(left.size());
        left.push_back(std::move(reading.productions[i]));
    }
    reading.productions = std::move(left);
    noted = std::move(still_noted);
}

}  // namespace millwright::settings
