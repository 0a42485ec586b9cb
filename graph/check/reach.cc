// Items that no message comes to: nothing leads there, or only through what is disabled.
//
// Routes can live where settings do not show them: in the code of a class, in a business rule, in a BPL. In settings that
// declare targets, what nothing reaches is a warning. In a production that declares none (an imported class) and in one
// whose routers go by rules, it is a note, and operations without a sender are one note together: they say what the
// settings do not show, not that something is wrong.
#include <algorithm>

#include "graph/check/families.h"
#include "graph/query.h"
#include "graph/utf8.h"

namespace millwright::check {
namespace {

/// Classes that the engine itself sends to.
bool is_internal_class(std::string_view name) {
    return name.starts_with("Ens.Activity.") || name.starts_with("Ens.Alerting.") ||
           name.starts_with("HS.Util.Trace.") || name == "EnsLib.Workflow.Operation" || name == "Ens.Alert";
}

/// A workflow is started by a schedule, a trigger or by hand; a process manager by events of its streams.
bool starts_by_itself(const Item& item) {
    if (!item.behaviour) return false;
    const Behaviour& behaviour = *item.behaviour;
    return !behaviour.triggers.empty() || !behaviour.steps.empty() || !behaviour.streams.empty();
}

class Reach {
public:
    explicit Reach(Checked& checked) : checked_(checked), production_(checked.production) {
        find_starts();
        reached_ = reachable(production_, checked.routes, starts_, Through::all);
        while_disabled_ = reachable(production_, checked.routes, starts_, Through::enabled);
        uncertain_ = routes_are_hidden();
    }

    void report() {
        std::vector<ItemId> unused;
        for (std::size_t i = 0; i < production_.items.size(); ++i) {
            if (reached_[i]) continue;
            const bool operation = production_.items[i].role == Role::operation;
            // What only unreached items send to is reported with them, or with the first of their circle.
            if (!sends_to(ItemId(i)).empty()) continue;
            if (operation)
                unused.push_back(ItemId(i));
            else
                report_unreached(ItemId(i));
        }
        report_unused(unused);
        report_circles();
        report_disabled();
    }

private:
    void find_starts() {
        mark_mentioned();
        for (std::size_t i = 0; i < production_.items.size(); ++i) {
            const Item& item = production_.items[i];
            const bool unknown_role = item.role == Role::component;
            if (item.role == Role::service || unknown_role || mentioned_[i] || starts_by_itself(item) ||
                is_internal_name(item.name) || is_internal_class(item.class_name)) {
                starts_.emplace_back(i);
            }
        }
    }

    void mark_name(std::string_view name) {
        const auto all = checked_.index.all(name);
        if (all.empty() || mentioned_[all.front().index()]) return;
        for (const ItemId each : all) mentioned_[each.index()] = true;
    }

    /// Settings of the production (the alert operation), lines `target=Name` in a `%settings` text, schedules.
    void mark_mentioned() {
        mentioned_.resize(production_.items.size());
        for (const Setting& setting : production_.of(production_.production_settings)) {
            for (const std::string_view name : split_names(setting.value)) mark_name(name);
        }
        for (const Schedule& schedule : production_.schedules) mark_name(schedule.process);
        for (const Item& item : production_.items) {
            for (const Setting& setting : production_.of(item.settings)) {
                if (setting.name.starts_with('%')) mark_lines(setting.value);
            }
        }
        mark_twins();
    }

    /// Of several items of one name a route leads to one; all of them count as reached.
    void mark_twins() {
        for (std::size_t i = 0; i < production_.items.size(); ++i) {
            const auto twins = checked_.index.all(production_.items[i].name);
            if (twins.size() < 2 || twins.front() != ItemId(i)) continue;
            const auto has_route = [&](ItemId each) { return !checked_.routes.to(each).empty(); };
            if (std::any_of(twins.begin(), twins.end(), has_route)) mark_name(production_.items[i].name);
        }
    }

    void mark_lines(std::string_view text) {
        while (!text.empty()) {
            const std::string_view line = text.substr(0, text.find('\n'));
            for (const std::string_view name : split_names(line.substr(line.find('=') + 1))) mark_name(name);
            text.remove_prefix(std::min(text.size(), line.size() + 1));
        }
    }

    /// The routes shown are not all that there are.
    bool routes_are_hidden() const {
        bool declares = false;
        bool has_silent_sender = false;
        bool has_rules = false;
        for (std::size_t i = 0; i < production_.items.size(); ++i) {
            const Item& item = production_.items[i];
            if (item.role != Role::operation && checked_.routes.from(ItemId(i)).empty()) has_silent_sender = true;
            for (const Setting& setting : production_.of(item.settings)) {
                declares = declares || setting.target == TargetOrigin::declared;
                has_rules = has_rules || (setting.name.ends_with("RuleName") && !setting.value.empty());
            }
        }
        return has_rules || (!declares && has_silent_sender);
    }

    /// The items other than itself that send to the item.
    std::vector<ItemId> sends_to(ItemId id) const {
        std::vector<ItemId> senders;
        for (const std::uint32_t route : checked_.routes.to(id)) {
            const ItemId source = checked_.routes.all()[route].source;
            if (source != id) senders.push_back(source);
        }
        return senders;
    }

    std::string advice() const {
        const bool code_read = checked_.options.code_read;
        if (uncertain_) {
            return code_read ? "routes in business rules, in a BPL and in code that could not be read are not seen"
                             : "routes in code, in business rules and in a BPL are not seen in settings";
        }
        return code_read ? "connect a target setting of the item that sends to it, or remove it"
                         : "name it in `targets` of the item that sends to it, or remove it";
    }

    void report_unreached(ItemId id) {
        const Item& item = production_[id];
        auto& finding =
            checked_.found.add(Code::unreached_item, item.place,
                               "nothing reaches " + std::string(name_of(item.role)) + " " + in_quotes(item.name));
        if (uncertain_) {
            finding.as(Severity::note);
        }
        finding.advise(advice());
        // Switched off and without a route: put aside.
        if (!item.enabled.on(true)) finding.as(Severity::note);
    }

    void report_unused(const std::vector<ItemId>& unused) {
        if (uncertain_ && unused.size() > 1) return report_unused_together(unused);
        for (const ItemId id : unused) {
            auto& finding = checked_.found.add(Code::unused_operation, production_[id].place,
                                               "nothing sends to operation " + in_quotes(production_[id].name));
            finding.advise(advice());
        }
    }

    void report_unused_together(const std::vector<ItemId>& unused) {
        constexpr std::size_t most_named = 5;
        std::string names;
        for (std::size_t i = 0; i < std::min(unused.size(), most_named); ++i) {
            names += (i == 0 ? "" : ", ") + in_quotes(production_[unused[i]].name);
        }
        if (unused.size() > most_named) names += " and " + std::to_string(unused.size() - most_named) + " more";
        checked_.found
            .add(Code::unused_operation, production_[unused.front()].place,
                 "no setting sends to " + std::to_string(unused.size()) + " operations: " + names)
            .advise(advice());
    }

    /// Items that send to each other and are reached from nowhere else: the first of each circle is reported.
    void report_circles() {
        ItemSet covered = reached_;
        for (std::size_t i = 0; i < production_.items.size(); ++i) {
            if (!covered[i] && sends_to(ItemId(i)).empty()) cover(ItemId(i), covered);
        }
        for (std::size_t i = 0; i < production_.items.size(); ++i) {
            if (covered[i]) continue;
            report_unreached(ItemId(i));
            cover(ItemId(i), covered);
        }
    }

    void cover(ItemId start, ItemSet& covered) const {
        std::vector<ItemId> open{start};
        covered[start.index()] = true;
        while (!open.empty()) {
            const ItemId id = open.back();
            open.pop_back();
            for (const Route& route : checked_.routes.from(id)) {
                if (!route.target || covered[route.target.index()]) continue;
                covered[route.target.index()] = true;
                open.push_back(route.target);
            }
        }
    }

    /// Reported where messages stop: directly behind what is disabled.
    void report_disabled() {
        for (std::size_t i = 0; i < production_.items.size(); ++i) {
            const Item& item = production_.items[i];
            if (!reached_[i] || while_disabled_[i] || !item.enabled.on(true)) continue;
            const auto senders = sends_to(ItemId(i));
            const auto disabled = std::find_if(senders.begin(), senders.end(), [&](ItemId sender) {
                return reached_[sender.index()] && !production_[sender].enabled.on(true);
            });
            if (disabled == senders.end()) continue;
            checked_.found
                .add(Code::disabled_on_every_path, item.place,
                     "nothing arrives at " + in_quotes(item.name) +
                         ": every path from a service goes through a disabled item")
                .note(production_[*disabled].place, in_quotes(production_[*disabled].name) + " is disabled")
                .advise("enable " + in_quotes(production_[*disabled].name) + ", or disable " + in_quotes(item.name) +
                        " too");
        }
    }

    Checked& checked_;
    const Production& production_;
    std::vector<ItemId> starts_;
    ItemSet mentioned_;
    ItemSet reached_;
    ItemSet while_disabled_;
    bool uncertain_ = false;
};

}  // namespace

void check_reach(Checked& checked) {
    Reach(checked).report();
}

}  // namespace millwright::check
