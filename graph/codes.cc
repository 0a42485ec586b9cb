#include "graph/codes.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>

#include "graph/codes/conditions.h"
#include "graph/codes/files.h"
#include "graph/codes/limits.h"
#include "graph/codes/managers.h"
#include "graph/codes/migration.h"
#include "graph/codes/names.h"
#include "graph/codes/processes.h"
#include "graph/codes/routes.h"
#include "graph/codes/schedules.h"
#include "graph/codes/sources.h"
#include "graph/codes/stories.h"

namespace millwright {
namespace {

template <std::size_t... sizes>
constexpr auto joined(const std::array<CodeInfo, sizes>&... families) {
    std::array<CodeInfo, (sizes + ...)> all{};
    std::size_t next = 0;
    const auto take = [&](const auto& family) {
        for (const CodeInfo& each : family) all[next++] = each;
    };
    (take(families), ...);
    return all;
}

constexpr auto table =
    joined(codes::files, codes::names, codes::routes, codes::processes, codes::conditions, codes::managers,
           codes::schedules, codes::stories, codes::migration, codes::sources, codes::limits);

constexpr bool ascending() {
    for (std::size_t i = 1; i < table.size(); ++i) {
        if (table[i - 1].code >= table[i].code) return false;
    }
    return true;
}
static_assert(ascending(), "codes are sorted by number, and each comes once");

const CodeInfo* find(Code code) {
    const auto found = std::lower_bound(table.begin(), table.end(), code,
                                        [](const CodeInfo& entry, Code wanted) { return entry.code < wanted; });
    return found != table.end() && found->code == code ? &*found : nullptr;
}

}  // namespace

std::span<const CodeInfo> all_codes() {
    return table;
}

const CodeInfo& info_of(Code code) {
    const CodeInfo* found = find(code);
    assert(found != nullptr && "every code has an entry in graph/codes/");
    return found != nullptr ? *found : table.front();
}

std::span<const std::string_view> all_families() {
    static constexpr std::array<std::string_view, 10> names{
        "files",     "names",   "routes",    "processes", "process_managers",
        "schedules", "stories", "migration", "sources",   "limits"};
    return names;
}

std::string_view family_of(Code code) {
    return all_families()[static_cast<std::size_t>(code) / 100];
}

bool has_level(Code code) {
    const std::string_view family = family_of(code);
    const bool error = info_of(code).severity == Severity::error;
    return family != "migration" && !(error && (family == "files" || family == "limits"));
}

std::optional<Code> code_named(std::string_view name) {
    if (name.size() != 5 || (name[0] != 'M' && name[0] != 'm') || (name[1] != 'W' && name[1] != 'w'))
        return std::nullopt;
    std::uint16_t number = 0;
    const char* end = name.data() + name.size();
    const auto [read, error] = std::from_chars(name.data() + 2, end, number);
    if (error != std::errc{} || read != end) return std::nullopt;
    const Code code{number};
    return find(code) != nullptr ? std::optional(code) : std::nullopt;
}

std::string name_of(Code code) {
    const std::string digits = std::to_string(static_cast<unsigned>(code));
    return "MW" + std::string(3 - std::min<std::size_t>(3, digits.size()), '0') + digits;
}

std::string_view name_of(Severity severity) {
    static constexpr std::array<std::string_view, 4> names{"off", "note", "warning", "error"};
    return names[static_cast<std::size_t>(severity)];
}

}  // namespace millwright
