#include "migrate/target_plan.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "graph/utf8.h"
#include "migrate/held_edit.h"
#include "migrate/item_body.h"
#include "migrate/stored_production.h"
#include "migrate/target_state.h"
#include "migrate/toml_path.h"

namespace millwright::migrate {
namespace {

constexpr std::size_t most_named = 10;

/// Marks what the target cannot hold, with the reason.
class Judging {
public:
    Judging(const Target& target, const Production& desired, const NotStored& not_stored)
        : target_(target), desired_(desired), not_stored_(not_stored) {}

    /// `fresh`: the item is not there yet.
    void look_at(const Item& item, bool fresh) {
        std::string whole = target_.cannot_hold(item);
        for (const Setting& setting : desired_.of(item.settings)) {
            std::string reason = reason_against(setting);
            if (reason.empty()) continue;
            if (fresh && whole.empty()) whole = "its setting " + in_quotes(setting.name) + ": " + reason;
            paths_.emplace(dotted({"items", item.name, "settings", setting.scope, setting.name}), std::move(reason));
        }
        if (!whole.empty()) items_.emplace(item.name, std::move(whole));
    }

    void look_at_production() {
        for (const Setting& setting : desired_.of(desired_.production_settings)) {
            std::string reason = reason_against(setting);
            if (!reason.empty()) endings_.emplace_back("." + path_part(setting.name), std::move(reason));
        }
    }

    void mark(std::vector<Operation>& operations) const {
        for (Operation& operation : operations) {
            const std::string* reason = reason_of(operation);
            if (reason == nullptr || operation.risk == Risk::protect) continue;
            operation.risk = Risk::unsupported;
            operation.reason = *reason;
        }
    }

private:
    std::string reason_against(const Setting& setting) const {
        const auto digest = setting.refers_to_secret ? placeholder_digest(setting.value) : std::nullopt;
        if (!digest) return target_.cannot_hold(setting);
        if (not_stored_.values.find(*digest) != not_stored_.values.end()) return {};
        return "of a value that looks like a secret only a digest is kept: write it into the settings again";
    }

    const std::string* reason_of(const Operation& operation) const {
        if (operation.action == Action::remove) return nullptr;
        const auto path = paths_.find(operation.path);
        if (path != paths_.end()) return &path->second;
        const auto item = items_.find(operation.subject);
        const bool whole = operation.op_type == "add_item" || operation.op_type == "replace_class";
        if (item != items_.end() && whole) return &item->second;
        if (!operation.path.starts_with("production")) return nullptr;
        const auto ends = [&](const auto& each) { return operation.path.ends_with(each.first); };
        const auto ending = std::find_if(endings_.begin(), endings_.end(), ends);
        return ending != endings_.end() ? &ending->second : nullptr;
    }

    const Target& target_;
    const Production& desired_;
    const NotStored& not_stored_;
    std::unordered_map<std::string, std::string> paths_;
    std::unordered_map<std::string_view, std::string> items_;
    std::vector<std::pair<std::string, std::string>> endings_;
};

void mark_unsupported(const Target& target, const Production& desired, const CanonicalForm& before,
                      const KeyChanges& changes, const NotStored& not_stored, std::vector<Operation>& operations) {
    Judging judging(target, desired, not_stored);
    for (const Entry* entry : changes.after) {
        if (entry->key == "production") judging.look_at_production();
        if (kind_of_key(entry->key) != "item") continue;
        judging.look_at(desired.items[entry->index], before.find(entry->key) == nullptr);
    }
    judging.mark(operations);
}

std::string drift_note(const Operation& operation) {
    const std::string path = printable(operation.path);
    switch (operation.action) {
        case Action::add: return path + ": added there; this plan takes it out again";
        case Action::remove: return path + ": removed there; this plan adds it again";
        default: break;
    }
    return path + ": applied was " + printable(operation.before.json) + ", there is " + printable(operation.after.json);
}

/// What something else changed in the target and this plan would change again. What the settings say as well is no news.
Result<bool> tell_drift(const Registry& record, const Target& target, const TargetState& state, Plan& plan) {
    auto drift = drift_of(record, state);
    if (!drift) return tl::unexpected<Failure>(std::move(drift.error()));
    std::unordered_set<std::string_view> planned;
    for (const Operation& operation : plan.operations) planned.insert(operation.path);
    std::vector<const Operation*> found;
    for (const Operation& operation : drift->operations) {
        if (planned.count(operation.path) != 0) found.push_back(&operation);
    }
    if (found.empty()) return true;
    Diagnostic& warning =
        plan.findings.add(Code::drifted, {},
                          "what is deployed was changed since revision " + std::to_string(state.recorded.revision) +
                              " was applied, and this plan takes that back: " + std::to_string(found.size()) +
                              (found.size() == 1 ? " change" : " changes"));
    warning.in_file(target.place());
    warning.advise("to keep it, take it into the settings first; `millwright drift` shows both sides");
    for (std::size_t i = 0; i < found.size() && i < most_named; ++i) warning.note({}, drift_note(*found[i]));
    if (found.size() > most_named) warning.note({}, "and " + std::to_string(found.size() - most_named) + " more");
    return true;
}

/// Only what differs is compared, so only that is made a production of.
void leave_only(CanonicalForm& form, const std::vector<const Entry*>& differing) {
    std::unordered_set<const Entry*> kept(differing.begin(), differing.end());
    for (Entry& entry : form.entries()) {
        if (kept.count(&entry) == 0) entry.body = {};
    }
}

void fill(Planned& planned, const Target& target, const Production& desired) {
    Plan& plan = planned.plan;
    plan.production = desired.name;
    plan.target.url = target.url();
    plan.target.engine = target.engine().name;
    plan.target.identity = planned.deployed.identity;
    plan.base_revision = planned.deployed.revision;
    plan.base_fingerprint = planned.deployed.fingerprint;
    planned.rows = row_changes(planned.deployed.form, planned.desired);
    plan.desired_fingerprint = planned.rows.fingerprint;
    plan.desired_secrets = planned.rows.secrets;
}

}  // namespace

Result<Planned> plan_for_target(const Registry& record, const Target& target, const Production& desired, Holds holds,
                                const Fresh& fresh) {
    auto state = read_target(record, target, desired.name, fresh);
    if (!state) return tl::unexpected<Failure>(std::move(state.error()));
    const DigestKey key = state->held.digest_key();
    Planned planned;
    planned.desired = as_engine_reads(desired, canonical_form(desired, holds, key));
    if (auto done = fetch_rest(record, *state, &planned.desired); !done) {
        return tl::unexpected<Failure>(std::move(done.error()));
    }
    planned.deployed = state->deployed;
    const KeyChanges changes = key_changes(planned.deployed.form, planned.desired);
    leave_only(planned.deployed.form, changes.before);
    auto before = production_from_entries(desired.name, planned.deployed.form.entries());
    if (!before) return tl::unexpected<Failure>(std::move(before.error()));
    planned.before = std::move(*before);
    Difference found =
        difference({&planned.deployed.form, &planned.before}, {&planned.desired, &desired}, target.engine());
    planned.plan.operations = std::move(found.operations);
    planned.plan.findings = std::move(found.findings);
    fill(planned, target, desired);

    NotStored not_stored;
    add_hidden_values(state->live.production, key, not_stored);
    add_hidden_values(desired, key, not_stored);
    add_order(desired, planned.desired, planned.deployed.form, not_stored);
    mark_unsupported(target, desired, planned.deployed.form, changes, not_stored, planned.plan.operations);
    planned.not_stored = std::make_shared<NotStored>(std::move(not_stored));
    if (auto told = tell_drift(record, target, *state, planned.plan); !told) {
        return tl::unexpected<Failure>(std::move(told.error()));
    }
    if (state->unfinished == Unfinished::none) return planned;
    auto words = words_of_unfinished(record, target, *state);
    if (!words) return tl::unexpected<Failure>(std::move(words.error()));
    planned.plan.findings.add(std::move(*words));
    return planned;
}

}  // namespace millwright::migrate
