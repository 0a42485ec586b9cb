// Making plans: reading what is deployed, comparing, and saying what may not be applied.
#include <algorithm>
#include <set>

#include "graph/utf8.h"
#include "migrate/registry.h"
#include "migrate/selection.h"

namespace millwright::migrate {
namespace {

constexpr std::size_t most_named = 10;

/// A failure that names the first operations of that risk, each with its reason.
Failure refused(const Plan& plan, Risk risk, Code code, const std::string& message, const std::string& hint) {
    Failure failure{FailureKind::refused, {}};
    Diagnostic& diagnostic = failure.diagnostics.add(code, {}, message).advise(hint);
    std::size_t count = 0;
    for (const Operation& operation : plan.operations) {
        if (operation.risk != risk || ++count > most_named) continue;
        diagnostic.note({}, std::string(operation.op_type) + " " + printable(operation.path) +
                                (operation.reason.empty() ? "" : ": " + operation.reason));
    }
    if (count > most_named) diagnostic.note({}, "and " + std::to_string(count - most_named) + " more");
    return failure;
}

Plan plan_of(const Side& before, CanonicalForm& after_form, const Production& after_production,
             const Selection* selection) {
    const Side after{&after_form, &after_production};
    Difference found = difference(before, after);
    Plan plan;
    plan.production = after.production->name;
    plan.desired_fingerprint = after.form->fingerprint();
    plan.operations = std::move(found.operations);
    plan.findings = std::move(found.findings);
    if (selection != nullptr) choose_part(plan, before, after_form, after_production, *selection);
    return plan;
}

/// What a secret without a value is, nobody knows: it counts as what is deployed. Gives the names of such secrets.
std::vector<std::string> leave_out_unknown(const Production& desired, const SecretValues& secrets,
                                           const CanonicalForm& deployed, CanonicalForm& form) {
    std::vector<std::string> names;
    for (const UsedSecret& secret : desired.secrets) {
        std::string name(secret.name);
        // A production that comes from the record brings the digests that are to be recorded.
        if (!secret.digest.empty() || secrets.find(name) != secrets.end()) continue;
        const std::string key = secret_key(name);
        const Entry* known = deployed.find(key);
        const Entry* entry = form.find(key);
        if (known != nullptr && entry != nullptr) {
            form.entries()[static_cast<std::size_t>(entry - form.entries().data())].hash = known->hash;
        }
        names.push_back(std::move(name));
    }
    return names;
}

/// Whether the settings no longer protect any of what they would lose: what is deployed still does.
bool unprotected_meanwhile(const Plan& plan) {
    std::set<std::string_view> unprotected;
    for (const Operation& operation : plan.operations) {
        if (operation.op_type == "unprotect") unprotected.insert(operation.subject);
    }
    return std::all_of(plan.operations.begin(), plan.operations.end(), [&](const Operation& operation) {
        return operation.risk != Risk::protect || unprotected.count(operation.subject) != 0;
    });
}

}  // namespace

Result<Planned> plan_migration(const Registry& registry, const Production& desired, Holds holds, const Fresh& fresh,
                               const SecretValues& secrets) {
    auto deployed = registry.read(desired.name, fresh);
    if (!deployed) return tl::unexpected<Failure>(std::move(deployed.error()));
    Planned planned;
    planned.deployed = std::move(*deployed);
    planned.desired = canonical_form(desired, holds, planned.deployed.form.digest_key(), &secrets);
    planned.plan.not_compared = leave_out_unknown(desired, secrets, planned.deployed.form, planned.desired);
    auto before = registry.fetch(planned.deployed, planned.desired);
    if (!before) return tl::unexpected<Failure>(std::move(before.error()));
    planned.before = std::move(*before);
    Difference found = difference({&planned.deployed.form, &planned.before}, {&planned.desired, &desired});
    Plan& plan = planned.plan;
    plan.production = desired.name;
    plan.target.url = registry.url();
    plan.target.identity = planned.deployed.identity;
    plan.base_revision = planned.deployed.revision;
    plan.base_fingerprint = planned.deployed.fingerprint;
    planned.rows = row_changes(planned.deployed.form, planned.desired);
    plan.desired_fingerprint = planned.rows.fingerprint;
    plan.desired_secrets = planned.rows.secrets;
    plan.operations = std::move(found.operations);
    plan.findings = std::move(found.findings);
    return planned;
}

Plan plan_between(const Production& before, Holds before_holds, const Production& after, Holds after_holds,
                  const Selection* selection) {
    const Holds both = std::min(before_holds, after_holds);
    const CanonicalForm old_form = canonical_form(before, both);
    CanonicalForm new_form = canonical_form(after, both);
    Plan plan = plan_of({&old_form, &before}, new_form, after, selection);
    plan.base_fingerprint = old_form.fingerprint();
    return plan;
}

Plan plan_of_new(const Production& after, Holds holds, const Selection* selection) {
    Production nothing;
    nothing.name = after.name;
    CanonicalForm new_form = canonical_form(after, holds);
    const CanonicalForm old_form(nullptr, {}, holds, new_form.digest_key());
    return plan_of({&old_form, &nothing}, new_form, after, selection);
}

std::optional<Failure> refusal(const Plan& plan, bool allow_destructive) {
    const PlanCounts counts = plan.counts();
    const auto operations = [](std::size_t count, const char* word) {
        return std::to_string(count) + " " + word + (count == 1 ? " change" : " changes");
    };
    if (counts.not_compared > 0) {
        return fail(FailureKind::environment, Code::secret_missing, {},
                    "nothing was applied: there is no value of the secret " + in_quotes(plan.not_compared.front()),
                    plan.saved_digest ? "make the plan again where the secrets have their values"
                                      : "give the secrets of the settings their values")
            .value();
    }
    if (counts.protect > 0) {
        return refused(plan, Risk::protect, Code::protected_refused,
                       "nothing was applied: " + operations(counts.protect, "protected"),
                       unprotected_meanwhile(plan)
                           ? "the removal of the protection has to be applied first, by itself: without these changes"
                           : "remove the entry from [protect] and apply that first");
    }
    if (counts.unsupported > 0) {
        return refused(plan, Risk::unsupported, Code::unsupported_refused,
                       "nothing was applied: " + operations(counts.unsupported, "unsupported"),
                       "the deployment cannot hold these: change the settings; --skip-unsupported applies the rest");
    }
    if (counts.destructive > 0 && !allow_destructive) {
        return refused(plan, Risk::destructive, Code::destructive_refused,
                       "nothing was applied: " + operations(counts.destructive, "destructive"),
                       "if this is meant, add --allow-destructive");
    }
    return std::nullopt;
}

}  // namespace millwright::migrate
