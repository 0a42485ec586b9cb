// What each operation touches: of an item, a message and a protection the services whose messages reach it, of a schedule
// what it starts, of a default setting the items that it applies to.
#include <algorithm>
#include <set>

#include "migrate/comparing.h"
#include "migrate/impact.h"

namespace millwright::migrate {
namespace {

using Names = std::set<std::string_view>;

std::vector<std::string> at_most(const Names& names) {
    std::vector<std::string> all(names.begin(), names.end());
    if (all.size() > most_impact) all.resize(most_impact);
    return all;
}

/// The items that a default setting applies to: of its item and class, without a value of their own.
class DefaultSettingUse {
public:
    explicit DefaultSettingUse(const Production& production) : production_(production) {
        for (const Item& item : production.items) by_class_[item.class_name].push_back(&item);
    }

    std::vector<std::string> items(const DefaultSetting& setting) {
        Names found;
        if (setting.production != "*" && setting.production != production_.name) return {};
        if (setting.class_name != "*") {
            for (const Item* item : by_class_[setting.class_name]) look_at(*item, setting, found);
        } else {
            for (const Item& item : production_.items) look_at(item, setting, found);
        }
        return at_most(found);
    }

private:
    void look_at(const Item& item, const DefaultSetting& setting, Names& found) {
        if (found.size() >= most_impact || budget_ == 0) return;
        --budget_;
        if (setting.item != "*" && setting.item != item.name) return;
        for (const Setting& each : production_.of(item.settings)) {
            if (each.name == setting.setting) return;
        }
        found.insert(item.name);
    }

    const Production& production_;
    std::unordered_map<std::string_view, std::vector<const Item*>> by_class_;
    std::size_t budget_ = 4'000'000;  ///< items that may be looked at for all default settings together
};

class ImpactFinder {
public:
    ImpactFinder(Comparing& comparing, const std::vector<Pair>& items)
        : comparing_(comparing), items_(items), operations_(comparing.result.operations) {}

    void find() {
        std::unordered_set<std::string_view> names;
        for (const Operation& operation : operations_) {
            if (of_item(operation)) names.insert(operation.subject);
            if (of_message(operation)) add_users(operation.subject, names);
            others_ = others_ || operation.kind == "schedule" || operation.kind == "default_setting";
        }
        if (!names.empty()) find_reach(names);
        if (others_) find_others();
    }

private:
    static bool of_item(const Operation& operation) {
        return operation.path.starts_with("items.") || operation.kind == "protection";
    }
    static bool of_message(const Operation& operation) { return operation.path.starts_with("messages."); }

    template <class Visit>
    void each_user(std::string_view message, Visit visit) const {
        for (const auto* use : {&comparing_.users_after, &comparing_.users_before}) {
            if (!*use) continue;
            const MessageUsers& users = (*use)->of(message);
            for (const std::string_view name : users.senders) visit(name);
            for (const std::string_view name : users.receivers) visit(name);
        }
    }

    void add_users(std::string_view message, std::unordered_set<std::string_view>& names) const {
        each_user(message, [&](std::string_view name) { names.insert(name); });
    }

    void find_reach(const std::unordered_set<std::string_view>& names) {
        std::vector<std::uint32_t> changed;
        for (const Pair& pair : items_) {
            if (pair.before != nullptr) changed.push_back(pair.before->index);
        }
        Reach reach(comparing_.before, changed, comparing_.after, names);
        std::unordered_map<std::string_view, std::vector<std::string>> of_messages;
        for (Operation& operation : operations_) {
            if (of_item(operation)) operation.impact = reach.services(operation.subject);
            if (!of_message(operation)) continue;
            const auto [known, is_new] = of_messages.emplace(operation.subject, std::vector<std::string>());
            if (is_new) known->second = reach_of_message(reach, operation.subject);
            operation.impact = known->second;
        }
    }

    /// The services that send it, and those from which its senders and receivers are reached.
    std::vector<std::string> reach_of_message(Reach& reach, std::string_view message) const {
        Names users;
        each_user(message, [&](std::string_view name) { users.insert(name); });
        return reach.services_of({users.begin(), users.end()});
    }

    void find_others() {
        std::unordered_map<std::string_view, const Schedule*> schedules;
        for (const Schedule& each : comparing_.before.schedules) schedules[each.name] = &each;
        for (const Schedule& each : comparing_.after.schedules) schedules[each.name] = &each;
        std::map<std::string, const DefaultSetting*> defaults;
        for (const auto* form : {&comparing_.before_form, &comparing_.after_form}) add_defaults(*form, defaults);
        DefaultSettingUse use(comparing_.after);
        for (Operation& operation : operations_) {
            if (operation.kind == "schedule") {
                if (const auto at = schedules.find(operation.subject); at != schedules.end())
                    operation.impact = started_by(*at->second);
            } else if (operation.kind == "default_setting") {
                if (const auto at = defaults.find(operation.subject); at != defaults.end())
                    operation.impact = use.items(*at->second);
            }
        }
    }

    void add_defaults(const CanonicalForm& form, std::map<std::string, const DefaultSetting*>& defaults) const {
        const bool older = &form == &comparing_.before_form;
        const auto& all = older ? comparing_.before.default_settings : comparing_.after.default_settings;
        for (const Entry& entry : form.entries()) {
            if (kind_of_key(entry.key) != "default_setting" || entry.index >= all.size()) continue;
            defaults[std::string(name_of_key(entry.key))] = &all[entry.index];
        }
    }

    std::vector<std::string> started_by(const Schedule& schedule) const {
        Names names;
        if (!schedule.process.empty()) names.insert(schedule.process);
        for (const auto* production : {&comparing_.after, &comparing_.before}) {
            const auto& all = production->schedules;
            if (&schedule < all.data() || &schedule >= all.data() + all.size()) continue;
            for (const Step& step : slice(production->steps, schedule.steps)) {
                if (!step.to.empty()) names.insert(step.to);
            }
        }
        return at_most(names);
    }

    Comparing& comparing_;
    const std::vector<Pair>& items_;
    std::vector<Operation>& operations_;
    bool others_ = false;
};

}  // namespace

void find_impact(Comparing& comparing, const std::vector<Pair>& items) {
    ImpactFinder(comparing, items).find();
}

}  // namespace millwright::migrate
