#include "migrate/selection.h"

#include <algorithm>
#include <deque>
#include <tuple>

#include "migrate/selection_needs.h"

namespace millwright::migrate {
namespace {

class Choosing {
public:
    Choosing(const Side& before, const Side& after, const Selection& selection)
        : before_(before),
          after_(after),
          selection_(selection),
          units_(units_of(before, after)),
          old_users_(users_of_secrets(*before.production)),
          new_users_(users_of_secrets(*after.production)) {}

    void choose(const std::vector<Operation>& operations) {
        for (const auto& [name, unit] : units_) chosen_.insert(name);
        for (const std::string& name : selection_.only) only_.insert(item_unit(name));
        std::deque<std::string> out;
        for (const std::string& name : selection_.except) refuse(item_unit(name), out);
        for (const Operation& each : operations) {
            if (!selection_.skip_unsupported || each.risk != Risk::unsupported) continue;
            refuse(each.subject.empty() ? std::string(production_unit) : item_unit(each.subject), out);
        }
        leave_out(out);
        if (!selection_.only.empty()) take_only();
        settle_secrets();
    }

    /// What is deployed, with the chosen things as they are desired; not sorted.
    std::vector<Entry> entries() const {
        std::set<const Entry*> gone;
        std::vector<Entry> result;
        for (const auto& [name, unit] : units_) {
            if (chosen_.count(name) == 0) continue;
            gone.insert(unit.before.begin(), unit.before.end());
            for (const Entry* entry : unit.after) result.push_back(*entry);
        }
        for (const Entry& entry : before_.form->entries()) {
            if (gone.count(&entry) == 0) result.push_back(entry);
        }
        return result;
    }

    /// Whether a value of the secret has to be there for what is chosen.
    bool needs_secret(const std::string& name) const {
        const auto users = new_users_.find(name);
        return users != new_users_.end() && std::any_of(users->second.begin(), users->second.end(),
                                                        [&](const auto& each) { return is_taken(each); });
    }

    std::vector<std::string> words() && { return std::move(words_); }

private:
    /// A unit that does not differ is as desired, unless it was named as one to leave alone.
    bool is_taken(const std::string& name) const {
        if (units_.find(name) != units_.end()) return chosen_.count(name) != 0;
        if (refused_.count(name) != 0) return false;
        return selection_.only.empty() || only_.count(name) != 0;
    }

    /// Of what may be applied, what --only names with all that it needs.
    void take_only() {
        const Names allowed = std::move(chosen_);
        chosen_.clear();
        std::deque<std::string> open;
        for (const std::string& name : only_) {
            if (allowed.count(name) != 0 && chosen_.insert(name).second) open.push_back(name);
        }
        for (; !open.empty(); open.pop_front()) {
            for (const Need& need : units_.find(open.front())->second.needs) {
                if (!chosen_.insert(need.unit).second) continue;
                words_.push_back(words_of_brought(need.unit, open.front(), need.why));
                open.push_back(need.unit);
            }
        }
    }

    void refuse(const std::string& name, std::deque<std::string>& out) {
        refused_.insert(name);
        if (chosen_.erase(name) != 0) out.push_back(name);
    }

    /// Those that need something that is left out are left out too.
    void leave_out(std::deque<std::string>& out) {
        std::map<std::string, std::vector<std::pair<std::string, Why>>> needed_by;
        for (const auto& [name, unit] : units_) {
            for (const Need& need : unit.needs) needed_by[need.unit].emplace_back(name, need.why);
        }
        for (; !out.empty(); out.pop_front()) {
            for (const auto& [name, why] : needed_by[out.front()]) {
                if (chosen_.erase(name) == 0) continue;
                if (only_.empty() || only_.count(name) != 0) {
                    words_.push_back(words_of_left_out(out.front(), name, why));
                }
                out.push_back(name);
            }
        }
    }

    /// A secret that nobody uses any more goes with the last who did; one that nobody chosen uses stays as it is.
    void settle_secrets() {
        for (const auto& [name, unit] : units_) {
            if (kind_of_key(name) != "secret") continue;
            const auto& all = unit.is_gone() ? old_users_ : new_users_;
            const auto users = all.find(name_of_key(name));
            if (users == all.end()) continue;
            const auto taken = [&](const std::string& each) { return is_taken(each); };
            const bool take = unit.is_gone() ? std::all_of(users->second.begin(), users->second.end(), taken)
                                             : std::any_of(users->second.begin(), users->second.end(), taken);
            if (take)
                chosen_.insert(name);
            else
                chosen_.erase(name);
        }
    }

    const Side& before_;
    const Side& after_;
    const Selection& selection_;
    const Units units_;
    const std::map<std::string, Names, std::less<>> old_users_;
    const std::map<std::string, Names, std::less<>> new_users_;
    Names chosen_;
    Names refused_;
    Names only_;
    std::vector<std::string> words_;
};

using OperationKey = std::pair<std::string_view, std::string_view>;

OperationKey key_of(const Operation& operation) {
    return {operation.op_type, operation.path};
}

/// What only the maker of the whole plan knew of an operation, and what was left out.
void compare_with_all(const std::vector<Operation>& all, Plan& plan) {
    std::map<OperationKey, const Operation*> known;
    for (const Operation& each : all) known.emplace(key_of(each), &each);
    std::vector<Operation> left = all;
    std::set<OperationKey> kept;
    for (Operation& each : plan.operations) {
        const auto same = known.find(key_of(each));
        if (same == known.end()) continue;
        kept.insert(same->first);
        each.declared_only = same->second->declared_only;
        if (same->second->risk != Risk::unsupported) continue;
        each.risk = Risk::unsupported;
        each.reason = same->second->reason;
    }
    const auto is_kept = [&](const Operation& each) { return kept.count(key_of(each)) != 0; };
    left.erase(std::remove_if(left.begin(), left.end(), is_kept), left.end());
    plan.chosen.left_out = counts_of(left);
}

/// Findings of the whole plan that are not those of a comparison, and those of the new one.
Diagnostics findings_after(const Diagnostics& all, Diagnostics&& anew) {
    Diagnostics kept;
    for (const Diagnostic& each : all) {
        const bool compared = each.code == Code::moved_from_gone || each.code == Code::moved_both_present ||
                              each.code == Code::probably_renamed;
        if (!compared) kept.add(each);
    }
    kept.merge(std::move(anew));
    return kept;
}

}  // namespace

std::vector<std::string_view> choosable(const CanonicalForm& before, const CanonicalForm& after,
                                        const Production& desired) {
    std::set<std::string_view> names;
    for (const CanonicalForm* form : {&before, &after}) {
        for (const Entry& entry : form->entries()) {
            if (kind_of_key(entry.key) == "item") names.insert(name_of_key(entry.key));
        }
    }
    for (const Moved& moved : desired.moved) {
        if (moved.kind == MovedKind::item || moved.kind == MovedKind::process) names.insert({moved.from, moved.to});
    }
    return {names.begin(), names.end()};
}

void choose_part(Plan& plan, const Side& before, CanonicalForm& after_form, const Production& after,
                 const Selection& selection) {
    if (selection.empty()) return;
    Choosing choosing(before, {&after_form, &after}, selection);
    choosing.choose(plan.operations);
    std::vector<Entry> entries = choosing.entries();
    const auto is_idle = [&](const std::string& name) { return !choosing.needs_secret(name); };
    auto& not_compared = plan.not_compared;
    not_compared.erase(std::remove_if(not_compared.begin(), not_compared.end(), is_idle), not_compared.end());
    plan.chosen = {selection.only, selection.except, selection.skip_unsupported, {}, std::move(choosing).words()};
    const Holds holds = after_form.holds();
    const DigestKey key = after_form.digest_key();
    auto whole = std::make_shared<CanonicalForm>(std::move(after_form));
    after_form = CanonicalForm(whole, std::move(entries), holds, key);
    Difference found = difference(before, {&after_form, &after});
    const std::vector<Operation> all = std::move(plan.operations);
    plan.operations = std::move(found.operations);
    plan.findings = findings_after(plan.findings, std::move(found.findings));
    plan.desired_fingerprint = after_form.fingerprint();
    compare_with_all(all, plan);
}

void choose_part(Planned& planned, const Production& desired, const Selection& selection) {
    if (selection.empty()) return;
    choose_part(planned.plan, {&planned.deployed.form, &planned.before}, planned.desired, desired, selection);
    planned.rows = row_changes(planned.deployed.form, planned.desired);
    planned.plan.desired_fingerprint = planned.rows.fingerprint;
    planned.plan.desired_secrets = planned.rows.secrets;
}

}  // namespace millwright::migrate
