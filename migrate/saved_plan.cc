#include "migrate/saved_plan.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "graph/secret.h"
#include "graph/utf8.h"
#include "migrate/stored_production.h"

namespace millwright::migrate {
namespace {

std::string words_of(std::uint64_t revision) {
    return revision == 0 ? "when nothing was deployed" : "of revision " + std::to_string(revision);
}

/// "revision 4, applied by ann@desk at TIME"
std::string words_of(const Revision& revision) {
    return "revision " + std::to_string(revision.number) + ", applied by " + printable(revision.who) + "@" +
           printable(revision.host) + " at " + printable(revision.at);
}

tl::unexpected<Failure> refused(Code code, const std::string& message, const std::string& hint) {
    return fail(FailureKind::refused, code, {}, "nothing was done: " + message, hint);
}

const char* const make_again = "make the plan again, and review it: millwright plan --out plan.json";

/// Both in order of their keys.
std::vector<Entry> with_rows(std::span<const Entry> entries, const std::vector<RowChange>& rows) {
    std::vector<Entry> result;
    result.reserve(entries.size() + rows.size());
    std::size_t at = 0;
    for (const RowChange& row : rows) {
        while (at < entries.size() && entries[at].key < row.key) result.push_back(entries[at++]);
        if (at < entries.size() && entries[at].key == row.key) ++at;
        if (row.after) result.push_back({row.key, row.body, *row.after});
    }
    result.insert(result.end(), entries.begin() + static_cast<std::ptrdiff_t>(at), entries.end());
    return result;
}

/// A production with its form; movable.
struct Whole {
    Production production;
    CanonicalForm form;
};

/// Revision 0 is a production without anything.
Result<Whole> whole(const Registry& registry, std::string_view name, std::uint64_t revision, const DigestKey& key) {
    Whole result;
    if (revision == 0) {
        result.production.name = result.production.texts.keep(name);
        result.form = CanonicalForm(nullptr, {}, Holds::everything, key);
        return result;
    }
    auto read = registry.production(name, revision);
    if (!read) return tl::unexpected<Failure>(std::move(read.error()));
    result.production = std::move(*read);
    result.form = canonical_form(result.production, Holds::everything, key);
    return result;
}

/// The same of what is there now, wherever the deployment keeps it.
Result<Whole> deployed_now(const Deployment& deployment, std::string_view name, std::uint64_t revision,
                           const DigestKey& key) {
    if (deployment.target() == nullptr) return whole(deployment.record(), name, revision, key);
    auto sides = deployment.sides(name);
    if (!sides) return tl::unexpected<Failure>(std::move(sides.error()));
    Whole result;
    result.production = std::move(sides->deployed);
    result.form = canonical_form(result.production, Holds::everything, key);
    return result;
}

/// What the plan leads to: what it was made of, with its rows.
Result<Whole> expected(const SavedPlan& saved, const Registry& registry, const DigestKey& key) {
    auto base = whole(registry, saved.plan.production, saved.plan.base_revision, key);
    if (!base) return base;
    std::vector<Entry> entries = with_rows(base->form.entries(), saved.rows.rows);
    auto production = production_from_entries(saved.plan.production, entries);
    if (!production) return tl::unexpected<Failure>(std::move(production.error()));
    auto text = std::make_shared<CanonicalForm>(std::move(base->form));
    return Whole{std::move(*production), CanonicalForm(text, std::move(entries), Holds::everything, key)};
}

/// The same JSON, however it is written.
bool same_value(const PlanValue& a, const PlanValue& b) {
    using nlohmann::json;
    return a.json == b.json || json::parse(a.json, nullptr, false) == json::parse(b.json, nullptr, false);
}

/// The first operation that is not the same on both sides, in words.
std::string first_difference(const Plan& saved, const Plan& anew) {
    const auto same = [](const Operation& a, const Operation& b) {
        return a.op_type == b.op_type && a.path == b.path && a.risk == b.risk && same_value(a.before, b.before) &&
               same_value(a.after, b.after);
    };
    const auto& old_list = saved.operations;
    const auto& new_list = anew.operations;
    for (std::size_t i = 0; i < std::max(old_list.size(), new_list.size()); ++i) {
        if (i >= new_list.size()) return "they no longer ask for " + printable(old_list[i].path);
        if (i >= old_list.size()) return "they also ask for " + printable(new_list[i].path);
        if (same(old_list[i], new_list[i])) continue;
        if (old_list[i].path == new_list[i].path) return "they say something else of " + printable(new_list[i].path);
        return "they ask for " + printable(new_list[i].path) + " where the plan has " + printable(old_list[i].path);
    }
    return {};
}

bool same_rows(const SavedPlan& saved, const RowChanges& anew) {
    const auto& hidden = saved.hidden;
    auto row = saved.rows.rows.begin();
    for (const RowChange& each : anew.rows) {
        if (std::binary_search(hidden.begin(), hidden.end(), each.key)) continue;
        if (row == saved.rows.rows.end() || row->key != each.key || row->after != each.after) return false;
        ++row;
    }
    return row == saved.rows.rows.end();
}

}  // namespace

Result<bool> check_identity(const SavedPlan& saved, const Deployed& now, const PlanPlace& place) {
    const PlanTarget& target = saved.plan.target;
    const std::string there = printable(place.described);
    if (target.identity.empty()) {
        if (target.url == place.url) return true;
        return refused(Code::plan_foreign,
                       "the plan was made for " + in_quotes(target.url) + ", and would be applied to " + there,
                       "give the settings that it was made of, or make a plan for this deployment");
    }
    if (!now.store_exists) {
        return refused(Code::plan_foreign,
                       "the plan was made for another deployment: there is no deployed state in " + there,
                       "give the settings that it was made of, or make a plan for this deployment");
    }
    if (target.identity == now.identity) return true;
    return refused(Code::plan_foreign,
                   "the plan was made for another deployment than " + there +
                       (target.url == place.url ? ": the state there is another one than it was then"
                                                : ": for " + in_quotes(target.url)),
                   "choose the right one with --deployment NAME, or make a plan for this one");
}

const Revision* revision_of(const SavedPlan& saved, const std::vector<Revision>& history) {
    const auto at = std::find_if(history.begin(), history.end(), [&](const Revision& revision) {
        return saved.plan.saved_digest == revision.plan_digest;
    });
    return at == history.end() ? nullptr : &*at;
}

Result<bool> check_current(const SavedPlan& saved, const Deployment& deployment, const Deployed& now,
                           const PlanPlace& place) {
    if (auto same = check_identity(saved, now, place); !same) return same;
    const auto history = deployment.history(saved.plan.production);
    if (!history) return tl::unexpected(history.error());
    if (const Revision* revision = revision_of(saved, *history)) {
        return refused(Code::plan_applied, "the plan was applied already: it is " + words_of(*revision),
                       "see whether that is still what is deployed: millwright verify " + printable(place.plan));
    }
    if (now.revision == saved.plan.base_revision && now.fingerprint == saved.plan.base_fingerprint) return true;
    std::string there = "nothing is deployed now";
    if (now.revision == saved.plan.base_revision)
        there = "what is deployed was changed by something else since";
    else if (!history->empty())
        there = "there is now " + words_of(history->back());
    return refused(Code::deployed_moved, "the plan was made " + words_of(saved.plan.base_revision) + ", and " + there,
                   make_again);
}

Result<Planned> planned_from(const SavedPlan& saved, Deployed now) {
    Planned planned;
    planned.plan = saved.plan;
    planned.plan.target.identity = now.identity;
    planned.rows = saved.rows;
    planned.rows.digest_key = now.form.digest_key();
    const std::vector<Entry> after = with_rows(now.form.entries(), saved.rows.rows);
    if (fingerprint_of(after) != saved.rows.fingerprint || secrets_digest_of(after) != saved.rows.secrets) {
        if (saved.plan.has_changes()) {
            return refused(Code::plan_altered, "what is in the plan does not lead to what it promises", make_again);
        }
    }
    planned.deployed = std::move(now);
    return planned;
}

std::optional<Failure> differs_from_saved(const SavedPlan& saved, const Planned& anew) {
    std::string difference = first_difference(saved.plan, anew.plan);
    if (difference.empty() && !same_rows(saved, anew.rows)) difference = "they say something else of what changes";
    if (difference.empty()) return std::nullopt;
    return refused(Code::plan_stale_settings, "the settings are not those that the plan was made of: " + difference,
                   "give the settings that it was made of, or make the plan again and review it")
        .value();
}

Result<Verified> verify(const SavedPlan& saved, const Deployment& deployment, const Revision* revision,
                        const Fresh& fresh) {
    const Registry& registry = deployment.record();
    Verified verified;
    Plan& plan = verified.plan;
    plan.production = saved.plan.production;
    plan.target = saved.plan.target;
    plan.desired_fingerprint = revision != nullptr ? revision->fingerprint : saved.plan.desired_fingerprint;
    plan.desired_secrets = revision != nullptr ? revision->secrets : saved.plan.desired_secrets;
    auto now = registry.read(saved.plan.production, fresh);
    if (!now) return tl::unexpected<Failure>(std::move(now.error()));
    plan.base_revision = now->revision;
    plan.base_fingerprint = now->fingerprint;
    const bool recorded =
        now->fingerprint == plan.desired_fingerprint && now->form.secrets_digest() == plan.desired_secrets;
    verified.same = recorded && deployment.target() == nullptr;
    if (verified.same) return verified;
    const DigestKey& key = now->form.digest_key();
    auto wanted =
        revision != nullptr ? whole(registry, plan.production, revision->number, key) : expected(saved, registry, key);
    if (!wanted) return tl::unexpected<Failure>(std::move(wanted.error()));
    auto deployed = deployed_now(deployment, plan.production, now->revision, key);
    if (!deployed) return tl::unexpected<Failure>(std::move(deployed.error()));
    verified.same = deployed->form.fingerprint() == wanted->form.fingerprint() &&
                    deployed->form.secrets_digest() == wanted->form.secrets_digest();
    plan.base_fingerprint = deployed->form.fingerprint();
    plan.operations =
        difference({&deployed->form, &deployed->production}, {&wanted->form, &wanted->production}).operations;
    return verified;
}

bool holds_rows(const SavedPlan& saved, const CanonicalForm& deployed) {
    return std::all_of(saved.rows.rows.begin(), saved.rows.rows.end(), [&](const RowChange& row) {
        const Entry* entry = deployed.find(row.key);
        return entry == nullptr ? !row.after : row.after == entry->hash;
    });
}

namespace {

/// Of a part only what is in its rows.
bool concerns(const Planned& planned, std::string_view secret) {
    if (planned.plan.chosen.is_all()) return true;
    const std::string key = secret_key(secret);
    const std::string reference = "${secret:" + std::string(secret) + "}";
    return std::any_of(planned.rows.rows.begin(), planned.rows.rows.end(), [&](const RowChange& row) {
        return row.key == key || row.body.find(reference) != std::string_view::npos;
    });
}

}  // namespace

PlanMaker plan_maker(const Planned& planned, const Production& desired, const Deployment& deployment,
                     const SecretValues& secrets) {
    PlanMaker maker;
    maker.deployment_kind = deployment.target() == nullptr ? "store" : "file";
    maker.needs_settings = deployment.target() != nullptr;
    maker.store_exists = planned.deployed.store_exists;
    const DigestKey& key = planned.rows.digest_key;
    for (const UsedSecret& used : desired.secrets) {
        if (!deployment.remembers_secrets() || !concerns(planned, used.name)) continue;
        const auto value = secrets.find(std::string(used.name));
        PlanSecret secret{std::string(used.name), {}, value != secrets.end()};
        if (secret.compared && maker.store_exists) secret.digest = value->second.digest(key, used.name);
        maker.secrets.push_back(std::move(secret));
    }
    if (maker.store_exists) return maker;
    // What another key makes other bytes of is made with a key that nobody will have again.
    DigestKey other = key;
    for (std::uint8_t& byte : other.bytes) byte = static_cast<std::uint8_t>(~byte);
    const CanonicalForm again = canonical_form(desired, planned.desired.holds(), other, &secrets);
    for (const RowChange& row : planned.rows.rows) {
        const Entry* entry = again.find(row.key);
        const bool hidden =
            kind_of_key(row.key) == "secret" || (row.after && entry != nullptr && entry->hash != *row.after);
        if (hidden) maker.hidden.emplace_back(row.key);
    }
    maker.needs_settings = maker.needs_settings || !maker.hidden.empty();
    return maker;
}

}  // namespace millwright::migrate
