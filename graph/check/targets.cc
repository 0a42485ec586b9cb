// Target settings: names of items that do not exist, routes to services, and settings spelt so that the engine ignores them.
#include <algorithm>
#include <array>
#include <cctype>

#include "graph/check/families.h"
#include "graph/utf8.h"

namespace millwright::check {
namespace {

/// Settings of the engine's own classes that name items.
constexpr std::array<std::string_view, 8> known_targets{
    "TargetConfigNames",      "TargetConfigName",      "AckTargetConfigNames", "ReplyTargetConfigNames",
    "DuplexTargetConfigName", "NackTargetConfigNames", "BadMessageHandler",    "ConfigName"};
struct Spelling {
    std::string_view letters;
    std::string_view name;
};
/// Settings of the engine's own classes that are often written in another spelling; sorted.
constexpr std::array<Spelling, 19> spellings{{
    {"acktargetconfignames", "AckTargetConfigNames"},
    {"alertonerror", "AlertOnError"},
    {"alertretrygraceperiod", "AlertRetryGracePeriod"},
    {"archiveio", "ArchiveIO"},
    {"badmessagehandler", "BadMessageHandler"},
    {"businessrulename", "BusinessRuleName"},
    {"duplextargetconfigname", "DuplexTargetConfigName"},
    {"failuretimeout", "FailureTimeout"},
    {"inactivitytimeout", "InactivityTimeout"},
    {"messageschemacategory", "MessageSchemaCategory"},
    {"nacktargetconfignames", "NackTargetConfigNames"},
    {"replycodeactions", "ReplyCodeActions"},
    {"replymode", "ReplyMode"},
    {"replytargetconfignames", "ReplyTargetConfigNames"},
    {"retryinterval", "RetryInterval"},
    {"searchtableclass", "SearchTableClass"},
    {"targetconfigname", "TargetConfigName"},
    {"targetconfignames", "TargetConfigNames"},
    {"throttledelay", "ThrottleDelay"},
}};

std::string letters_of(std::string_view name) {
    std::string letters;
    for (const char c : name) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    return letters;
}

/// The spelling that the engine knows, when `name` is another one of the same words; else "".
std::string_view spelling_of(std::string_view name) {
    const std::string letters = letters_of(name);
    const auto found =
        std::lower_bound(spellings.begin(), spellings.end(), letters,
                         [](const Spelling& each, const std::string& wanted) { return each.letters < wanted; });
    if (found == spellings.end() || found->letters != letters || found->name == name) return {};
    return found->name;
}

/// Settings called ...Target may hold anything; these values are no names of items.
bool looks_like_no_name(std::string_view value) {
    return value.find_first_of("/\\=<>{}\n") != std::string_view::npos ||
           value.find_first_not_of("0123456789.+-") == std::string_view::npos || value == "true" || value == "false";
}

class Targets {
public:
    explicit Targets(Checked& checked) : checked_(checked), suggestions_(candidates(checked.production)) {}

    void check(ItemId id) {
        const Item& item = checked_.production[id];
        for (const Route& route : checked_.routes.from(id)) {
            if (!route.target)
                report_missing(item, route);
            else if (checked_.production[route.target].role == Role::service)
                report_service(item, route);
        }
        for (const Setting& setting : checked_.production.of(item.settings)) {
            if (setting.scope != "Host") continue;
            check_alias(item, setting);
            if (!setting.is_target()) check_target_like(item, setting);
        }
    }

private:
    static std::vector<std::string_view> candidates(const Production& production) {
        std::vector<std::string_view> names;
        for (const Item& item : production.items) {
            if (item.role != Role::service) names.push_back(item.name);
        }
        return names;
    }

    void suggest(Diagnostic& finding, std::string_view name, std::string otherwise) {
        const std::string_view nearest = suggestions_.nearest_to(name);
        if (nearest.empty()) {
            finding.advise(std::move(otherwise));
            return;
        }
        const Place place = checked_.production[checked_.index.find(nearest)].place;
        if (place.known()) finding.note(place, in_quotes(nearest) + " is declared here");
        finding.advise("did you mean " + in_quotes(nearest) + "?");
    }

    void report_missing(const Item& item, const Route& route) {
        // What code, rules and processes send to is reported where they are read.
        const bool in_settings = route.origin == Origin::declared || route.origin == Origin::setting;
        if (!in_settings || is_internal_name(route.target_name)) return;
        auto& finding =
            checked_.found.add(Code::missing_target, route.place,
                               "target setting " + in_quotes(route.target_setting) + " of " + in_quotes(item.name) +
                                   " names " + in_quotes(route.target_name) + ", which does not exist");
        suggest(finding, route.target_name, "declare it as a process or an operation, or name an item that there is");
    }

    /// Of a setting that only looks like a target setting, a service may be meant for something else.
    void report_service(const Item& item, const Route& route) {
        const bool declared = route.origin == Origin::declared;
        if (!declared && !is_target_like(route.target_setting)) return;
        auto& finding =
            checked_.found.add(Code::route_to_service, route.place,
                               in_quotes(item.name) + " has a route to the service " + in_quotes(route.target_name) +
                                   " by " + in_quotes(route.target_setting) + "; nothing can be sent to a service");
        const Place place = checked_.production[route.target].place;
        if (place.known()) finding.note(place, in_quotes(route.target_name) + " is declared here");
        finding.advise("let it lead to a process or an operation");
        if (!declared && !is_certain_target(route.target_setting)) finding.as(Severity::warning);
    }

    void check_target_like(const Item& item, const Setting& setting) {
        if (!is_target_like(setting.name) || setting.refers_to_secret || setting.value.find("${") != Text::npos) return;
        if (!is_certain_target(setting.name) && looks_like_no_name(setting.value)) return;
        for (const Text name : split_names(setting.value)) {
            // "@Name" refers to a system default setting.
            if (is_internal_name(name) || name == "*" || name.starts_with('@') || checked_.index.find(name)) continue;
            auto& finding = checked_.found.add(Code::setting_names_no_item, setting.place,
                                               "setting " + in_quotes(setting.name) + " of " + in_quotes(item.name) +
                                                   " names " + in_quotes(name) + ", and no item is called that");
            suggest(finding, name, "add the item, or take the name out of the setting");
        }
    }

    void check_alias(const Item& item, const Setting& setting) {
        const std::string_view known = spelling_of(setting.name);
        if (known.empty()) return;
        checked_.found
            .add(Code::setting_alias, setting.place,
                 "setting " + in_quotes(setting.name) + " of " + in_quotes(item.name) + " is another spelling of " +
                     in_quotes(known) + ", which is the one that the engine knows")
            .advise("write " + std::string(known));
    }

    Checked& checked_;
    Suggestions suggestions_;
};

}  // namespace

bool is_internal_name(std::string_view item) {
    return item == "Ens.Alert" || item == "Ens.ScheduleHandler";
}

bool is_target_like(std::string_view setting) {
    static constexpr std::array<std::string_view, 6> endings{"ConfigName", "ConfigNames", "Target",
                                                             "Targets",    "TargetItem",  "TargetItems"};
    if (setting.starts_with('%')) return false;
    return is_certain_target(setting) || std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
               return setting.ends_with(ending);
           });
}

bool is_certain_target(std::string_view setting) {
    // A duplex service is named by its partner, and ConfigName is a name that classes of users like too.
    if (setting == "DuplexTargetConfigName" || setting == "ConfigName") return false;
    return std::find(known_targets.begin(), known_targets.end(), setting) != known_targets.end();
}

void check_targets(Checked& checked) {
    Targets targets(checked);
    for (std::size_t i = 0; i < checked.production.items.size(); ++i) targets.check(ItemId(i));
}

}  // namespace millwright::check
