#include "settings/found_routes.h"

#include <algorithm>

#include "graph/check/families.h"
#include "graph/suggest.h"
#include "graph/utf8.h"
#include "settings/limits.h"

namespace millwright::settings {
namespace {

std::string subject_of(const FoundRoute& route, const Item& item) {
    const std::string name = in_quotes(item.name);
    switch (route.origin) {
        case Origin::default_value:
            return "the default of " + in_quotes(route.target_setting) + " of the class of " + name +
                   ", through which its code sends, names";
        case Origin::rule: return "the rule of " + name + " sends to";
        case Origin::bpl: return "the process of " + name + " sends to";
        default: return "the code of " + name + " sends to";
    }
}

/// The sends to no item of all productions of a reading.
class SendsToNoItem {
public:
    SendsToNoItem(Reading& reading, std::size_t first) : reading_(reading), names_(names_of_items(reading, first)) {
        for (const Diagnostic& each : reading.findings) {
            if (each.code == Code::sent_to_no_item) told_.insert(each.place);
        }
    }

    void report(const Item& item, const FoundRoute& route) {
        // A setting that names no item is found by the checks.
        if (route.origin == Origin::setting || route.target.empty()) return;
        if (check::is_internal_name(route.target) || told_.contains(route.place)) return;
        if (std::binary_search(names_.begin(), names_.end(), route.target)) return;
        if (!told_here_.insert({route.place, route.target}).second) return;
        auto& finding = reading_.findings.add(
            Code::sent_to_no_item, route.place,
            subject_of(route, item) + " " + in_quotes(route.target) + ", and no item is called that");
        compared_ += names_.size();
        if (compared_ <= limits::comparisons) finding.advise(did_you_mean(route.target, names_));
        if (finding.hint.empty()) finding.advise("add the item, or send to one that there is");
    }

private:
    Reading& reading_;
    std::vector<std::string_view> names_;
    std::set<Place> told_;
    std::set<std::pair<Place, std::string_view>> told_here_;
    std::size_t compared_ = 0;
};

}  // namespace

void FoundRoutes::add(FoundRoute route) {
    const auto key = std::make_tuple(route.target_setting, route.target, route.dynamic, route.message, route.when.text,
                                     route.origin, route.mode);
    if (seen_.insert(key).second) routes_.push_back(std::move(route));
}

bool FoundRoutes::leads_to(Text setting, Text target) const {
    return std::any_of(routes_.begin(), routes_.end(),
                       [&](const FoundRoute& each) { return each.target_setting == setting && each.target == target; });
}

void FoundRoutes::move_to(Production& production, Item& item) {
    if (routes_.empty()) return;
    const auto before = production.of(item.found);
    routes_.insert(routes_.begin(), before.begin(), before.end());
    item.found = append(production.found, std::move(routes_));
    routes_.clear();
    seen_.clear();
}

std::vector<std::string_view> names_of_items(const Reading& reading, std::size_t first) {
    std::vector<std::string_view> names;
    for (std::size_t i = first; i < reading.productions.size(); ++i) {
        for (const Item& item : reading.productions[i].items) names.push_back(item.name);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

void report_sends_to_no_item(Reading& reading, std::size_t first_production) {
    SendsToNoItem sends(reading, first_production);
    for (std::size_t i = first_production; i < reading.productions.size(); ++i) {
        const Production& production = reading.productions[i];
        for (const Item& item : production.items) {
            for (const FoundRoute& route : production.of(item.found)) sends.report(item, route);
        }
    }
}

}  // namespace millwright::settings
