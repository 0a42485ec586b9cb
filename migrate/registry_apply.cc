// Applying a plan to a registry: everything in one transaction, read back before the commit and once more after it.
#include "migrate/fault_point.h"
#include "migrate/plan_json.h"
#include "migrate/registry.h"
#include "migrate/registry_rows.h"
#include "migrate/registry_writing.h"
#include "migrate/store.h"

namespace millwright::migrate {
namespace {

struct Kept {
    std::uint64_t format = 0;  ///< 0: nothing had to be kept
    std::string path;
};

/// A copy of a store of an older format, made before it is upgraded.
Result<Kept> keep_older(Store& store, Sql& sql) {
    auto header = store.header(sql);
    if (!header) return tl::unexpected<Failure>(std::move(header.error()));
    if (header->empty || header->format >= registry_format) return Kept{};
    auto path = store.back_up(sql, header->format);
    if (!path) return tl::unexpected<Failure>(std::move(path.error()));
    fault_point("kept");
    return Kept{header->format, std::move(*path)};
}

tl::unexpected<Failure> unknown(const Store& store, const std::string& what, const Failure& why) {
    auto failure = fail_in_file(FailureKind::environment, Code::outcome_unknown, store.place(), what,
                                "all of it took place or nothing; see which with: millwright status");
    for (const Diagnostic& each : why.diagnostics) failure.value().diagnostics.last().note(each.place, each.message);
    return failure;
}

/// What became of an apply whose commit failed: applied after all, or the failure. Only under the lock is "not there" final.
Result<bool> outcome(const Store& store, const Who& who, std::string_view apply_id, Failure failed) {
    auto view = view_of(store, store.open_when_settled(who));
    const bool not_told = failed.diagnostics.begin()->code == Code::outcome_unknown;
    if (!view) {
        if (!not_told) return tl::unexpected<Failure>(std::move(failed));
        return unknown(store, "the connection was cut during the commit, and it cannot be seen what came of it",
                       view.error());
    }
    if (view->meta) {
        auto found = find_apply(store, view->sql(), apply_id);
        if (!found) return unknown(store, "it cannot be seen what came of the commit", found.error());
        if (*found) return true;
    }
    if (!not_told) return tl::unexpected<Failure>(std::move(failed));
    return fail_in_file(FailureKind::environment, Code::no_connection, store.place(),
                        "the connection was cut during the commit: nothing was applied",
                        "the revision before is whole; try again");
}

/// Once more, as anybody else would see it.
Result<bool> confirm(const Store& store, const Who& who, std::string_view apply_id, const Applied& applied) {
    constexpr const char* what = "the apply was committed, and then could not be confirmed";
    auto view = view_of(store, store.open_to_read());
    if (!view) view = view_of(store, store.open_when_settled(who));
    if (!view) return unknown(store, what, view.error());
    if (!view->meta) return damaged(store, "what was committed is not there");
    auto found = find_apply(store, view->sql(), apply_id);
    if (!found) return unknown(store, what, found.error());
    if (!*found || (*found)->revision != applied.revision || (*found)->fingerprint != applied.fingerprint) {
        return damaged(store, "what was committed is not there");
    }
    return true;
}

}  // namespace

Result<Applied> Registry::apply(const Plan& plan, const RowChanges& changes, const Who& who, const Fresh& fresh,
                                const ApplyOptions& options) {
    if (auto refused = refusal(plan, options.allow_destructive)) return tl::unexpected<Failure>(std::move(*refused));
    if (!plan.has_changes()) return Applied{false, plan.base_revision, plan.base_fingerprint, 0, {}};
    if (changes.fingerprint != plan.desired_fingerprint || changes.secrets != plan.desired_secrets) {
        return moved(*store_, "the plan was made of other settings than those given now");
    }
    if (auto whole = store_->check(); !whole) return tl::unexpected<Failure>(std::move(whole.error()));
    const Digest plan_digest = options.plan_digest ? *options.plan_digest : sha256(plan_json(plan, {}));
    const std::string apply_id = hex_of(fresh.apply_id);

    auto opened = store_->open_to_write(who, options.lock_timeout_ms);
    if (!opened) return tl::unexpected<Failure>(std::move(opened.error()));
    fault_point("begun");
    auto kept = keep_older(*store_, *opened->sql);
    if (!kept) return tl::unexpected<Failure>(std::move(kept.error()));
    auto written = write_revision(*store_, *opened->sql, {plan, plan_digest, changes, options}, who, fresh);
    if (!written) return tl::unexpected<Failure>(std::move(written.error()));
    fault_point("before commit");
    if (auto done = opened->transaction->commit(); !done) {
        auto committed = outcome(*store_, who, apply_id, std::move(done.error()));
        if (!committed) return tl::unexpected<Failure>(std::move(committed.error()));
    }
    fault_point("after commit");
    opened->transaction.reset();
    opened->sql.reset();
    const Applied applied{true, plan.base_revision + 1, changes.fingerprint, kept->format, kept->path};
    if (auto confirmed = confirm(*store_, who, apply_id, applied); !confirmed) {
        return tl::unexpected<Failure>(std::move(confirmed.error()));
    }
    fault_point("confirmed");
    return applied;
}

}  // namespace millwright::migrate
