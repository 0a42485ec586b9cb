#include "migrate/target_apply.h"

#include <algorithm>

#include "graph/utf8.h"
#include "migrate/backup.h"
#include "migrate/fault_point.h"
#include "migrate/held_edit.h"
#include "migrate/intents.h"
#include "migrate/plan_json.h"
#include "migrate/registry_rows.h"
#include "migrate/stored_production.h"
#include "migrate/target_state.h"

namespace millwright::migrate {
namespace {

bool is_held(const RowChange& row) {
    return row.key == "production" || kind_of_key(row.key) == "item";
}

std::array<std::uint8_t, 16> bytes_of_hex(const std::string& hex) {
    std::array<std::uint8_t, 16> bytes{};
    const auto digest = Digest::from_hex(hex + std::string(64 - std::min<std::size_t>(hex.size(), 64), '0'));
    if (digest) std::copy_n(digest->bytes.begin(), bytes.size(), bytes.begin());
    return bytes;
}

tl::unexpected<Failure> moved(const Target& target, const std::string& what) {
    return fail_in_file(FailureKind::refused, Code::deployed_moved, target.place(), what,
                        "nothing was done; look at the difference again");
}

tl::unexpected<Failure> differs(const Target& target, const std::string& what, const std::string& hint) {
    return fail_in_file(FailureKind::environment, Code::read_back_differs, target.place(), what, hint);
}

/// The record's own plan: its revision is the base, whatever the target had.
Plan plan_of_record(const Plan& plan, const Deployed& stored, const RowChanges& rows) {
    Plan own;
    own.production = plan.production;
    own.target = plan.target;
    own.base_revision = stored.revision;
    own.base_fingerprint = stored.fingerprint;
    own.desired_fingerprint = rows.fingerprint;
    own.desired_secrets = rows.secrets;
    own.operations = plan.operations;
    return own;
}

/// A plan without operations is written by nobody; what is recorded was done already.
Plan plan_of_intent(const Intent& intent) {
    Plan plan;
    plan.production = intent.production;
    plan.target.identity = intent.identity;
    plan.base_revision = intent.base_revision;
    plan.base_fingerprint = intent.base_fingerprint;
    plan.desired_fingerprint = intent.rows.fingerprint;
    plan.desired_secrets = intent.rows.secrets;
    plan.operations.emplace_back().op_type = "set_field";
    return plan;
}

/// One apply, under the target's lock.
class Applying {
public:
    Applying(Registry& record, Target& target, const Planned& planned, const Who& who, const Fresh& fresh,
             const ApplyOptions& options)
        : record_(record), target_(target), planned_(planned), who_(who), fresh_(fresh), options_(options) {
        fresh_.digest_key = planned.rows.digest_key;
        fresh_.identity = bytes_of_hex(planned.plan.target.identity);
    }

    Result<Applied> run() {
        if (auto same = look(); !same) return tl::unexpected<Failure>(std::move(same.error()));
        const CanonicalForm after = migrate::with_rows(state_.deployed.form, planned_.rows.rows);
        const RowChanges rows = row_changes(state_.stored.form, after);
        if (rows.fingerprint != planned_.plan.desired_fingerprint) {
            return moved(target_, "the plan was made of other settings than those given now");
        }
        if (std::none_of(planned_.rows.rows.begin(), planned_.rows.rows.end(), is_held)) return write_record(rows, {});
        auto text = new_text(after);
        if (!text) return tl::unexpected<Failure>(std::move(text.error()));
        return change(rows, *text);
    }

private:
    /// Reads both sides again and refuses when they are not what the plan was made of.
    Result<bool> look() {
        auto state = read_target(record_, target_, planned_.plan.production, fresh_);
        if (!state) return tl::unexpected<Failure>(std::move(state.error()));
        state_ = std::move(*state);
        const Plan& plan = planned_.plan;
        const bool other_key = state_.held.digest_key().bytes != planned_.rows.digest_key.bytes;
        if (state_.stored.identity != plan.target.identity || other_key) {
            return moved(target_, "the deployment is another one than the plan was made for");
        }
        if (state_.stored.revision != plan.base_revision) {
            return moved(target_, "the deployed production is at revision " + std::to_string(state_.stored.revision) +
                                      ", and the plan was made of revision " + std::to_string(plan.base_revision));
        }
        if (state_.deployed.fingerprint != plan.base_fingerprint) {
            return moved(target_, "what is deployed was changed since the plan was made");
        }
        return true;
    }

    /// The target's document afterwards, shown to say what is wanted before anything is touched.
    Result<std::string> new_text(const CanonicalForm& after) {
        static const NotStored nothing;
        NotStored not_stored = planned_.not_stored ? *planned_.not_stored : nothing;
        add_hidden_values(state_.live.production, fresh_.digest_key, not_stored);
        auto again = copy_of_live();
        if (!again) return tl::unexpected<Failure>(std::move(again.error()));
        auto wanted = edited_by(std::move(*again), state_.held, planned_.rows.rows, not_stored);
        if (!wanted) return tl::unexpected<Failure>(std::move(wanted.error()));
        auto text = target_.edited(state_.live, *wanted);
        if (!text) return text;
        auto read = target_.understood(*text, planned_.plan.production);
        if (!read) return tl::unexpected<Failure>(std::move(read.error()));
        held_after_ = canonical_form(read->production, Holds::engine, fresh_.digest_key).fingerprint();
        std::vector<Entry> held;
        for (const Entry& entry : after.entries()) {
            if (is_held({entry.key, {}, {}, {}})) held.push_back(entry);
        }
        if (held_after_ == fingerprint_of(held)) return text;
        return differs(target_, "the settings hold something that would not read back as it is written",
                       "nothing was done; look for values with control characters or blanks at their ends");
    }

    /// Productions cannot be copied; the document can be read once more.
    Result<Production> copy_of_live() const {
        if (!state_.live.there || !state_.live.text) {
            Production empty;
            empty.name = empty.texts.keep(planned_.plan.production);
            return empty;
        }
        auto again = target_.understood(*state_.live.text, planned_.plan.production);
        if (!again) return tl::unexpected<Failure>(std::move(again.error()));
        return std::move(again->production);
    }

    Digest plan_digest() const {
        return options_.plan_digest ? *options_.plan_digest : sha256(plan_json(planned_.plan, {}));
    }

    Intent intent_of(const RowChanges& rows, const std::string& backup) const {
        Intent intent;
        intent.apply_id = hex_of(fresh_.apply_id);
        intent.production = planned_.plan.production;
        intent.before = state_.held.fingerprint();
        intent.after = held_after_;
        intent.identity = planned_.plan.target.identity;
        intent.base_revision = state_.stored.revision;
        intent.base_fingerprint = state_.stored.fingerprint;
        intent.plan_digest = plan_digest();
        intent.who = who_;
        intent.backup = backup;
        intent.rows = rows;
        return intent;
    }

    Result<std::string> back_up() {
        const std::string folder = target_.backup_folder();
        if (folder.empty() || !state_.live.there) return std::string();
        if (auto done = fetch_rest(record_, state_, nullptr); !done) {
            return tl::unexpected<Failure>(std::move(done.error()));
        }
        auto before = production_from_entries(planned_.plan.production, state_.deployed.form.entries());
        if (!before) return tl::unexpected<Failure>(std::move(before.error()));
        Backup backup;
        backup.plan = &planned_.plan;
        backup.before = &*before;
        backup.digest_key = fresh_.digest_key;
        if (state_.live.text) backup.originals.push_back({target_.document_name(), *state_.live.text});
        return write_backup(folder, backup, who_, fresh_);
    }

    Result<Applied> change(const RowChanges& rows, const std::string& text) {
        auto backup = back_up();
        if (!backup) return tl::unexpected<Failure>(std::move(backup.error()));
        fault_point("backed up");
        const Intent intent = intent_of(rows, *backup);
        auto begun = begin_intent(record_.store(), intent, fresh_.digest_key, options_.lock_timeout_ms);
        if (!begun) return tl::unexpected<Failure>(std::move(begun.error()));
        fault_point("intent committed");
        if (auto written = target_.write(state_.live, text); !written) {
            settle(intent, IntentState::abandoned);
            return tl::unexpected<Failure>(std::move(written.error()));
        }
        fault_point("target changed");
        if (auto same = read_back(text); !same) return undone(intent, text, std::move(same.error()));
        fault_point("target read back");
        auto applied = write_record(rows, intent.apply_id);
        if (applied) return applied;
        const Diagnostics& why = applied.error().diagnostics;
        const bool unknown =
            std::any_of(why.begin(), why.end(), [](auto& each) { return each.code == Code::outcome_unknown; });
        // Then the next run finds out: the intent stays open.
        if (unknown) return applied;
        return undone(intent, text, std::move(applied.error()));
    }

    Result<bool> read_back(const std::string& text) {
        auto live = target_.read(planned_.plan.production);
        if (!live) return tl::unexpected<Failure>(std::move(live.error()));
        const bool same =
            live->there && (!live->text || *live->text == text) &&
            canonical_form(live->production, Holds::engine, fresh_.digest_key).fingerprint() == held_after_;
        if (same) return true;
        return differs(target_, "what was written does not read back", "check the disk, then try again");
    }

    /// The change is taken back; what cannot be taken back is left to the next run.
    tl::unexpected<Failure> undone(const Intent& intent, const std::string& text, Failure&& failure) {
        auto restored = target_.restore(state_.live, text);
        Diagnostic& last = failure.diagnostics.last();
        if (restored) {
            settle(intent, IntentState::failed);
            last.note({}, "what was deployed before was put back");
        } else {
            last.note({},
                      "what was deployed before could not be put back; the next run finishes or shows what is to do");
            failure.diagnostics.merge(std::move(restored.error().diagnostics));
        }
        return tl::unexpected<Failure>(std::move(failure));
    }

    /// An intent that stays open for want of disk is settled by the next run.
    void settle(const Intent& intent, IntentState state) {
        [[maybe_unused]] const auto settled = settle_intent(record_.store(), intent, state, options_.lock_timeout_ms);
    }

    Result<Applied> write_record(const RowChanges& rows, const std::string& intent) {
        ApplyOptions options = options_;
        options.plan_digest = plan_digest();
        options.intent = intent;
        return record_.apply(plan_of_record(planned_.plan, state_.stored, rows), rows, who_, fresh_, options);
    }

    Registry& record_;
    Target& target_;
    const Planned& planned_;
    const Who& who_;
    Fresh fresh_;
    const ApplyOptions& options_;
    TargetState state_;
    Digest held_after_;
};

/// Makes a revision of an apply that reached the target.
Result<Applied> record_reached(Registry& record, const Intent& intent, const Fresh& fresh, std::uint32_t timeout_ms) {
    Fresh own = fresh;
    own.apply_id = bytes_of_hex(intent.apply_id);
    ApplyOptions options;
    options.allow_destructive = true;  // it was asked for then
    options.lock_timeout_ms = timeout_ms;
    options.plan_digest = intent.plan_digest;
    options.intent = intent.apply_id;
    return record.apply(plan_of_intent(intent), intent.rows, intent.who, own, options);
}

/// What is known of an open intent, and done about it, under the target's lock.
Result<std::optional<std::string>> finish(Registry& record, Target& target, std::string_view production,
                                          const Fresh& fresh, std::uint32_t timeout_ms) {
    auto state = read_target(record, target, production, fresh);
    if (!state) return tl::unexpected<Failure>(std::move(state.error()));
    if (state->unfinished == Unfinished::none) return std::optional<std::string>();
    if (state->unfinished == Unfinished::unclear) {
        auto words = words_of_unfinished(record, target, *state);
        if (!words) return tl::unexpected<Failure>(std::move(words.error()));
        Failure failure{FailureKind::refused, {}};
        failure.diagnostics.add(std::move(*words));
        return tl::unexpected<Failure>(std::move(failure));
    }
    const Intent& intent = *state->intent;
    const std::string apply = "an apply of " + printable(intent.who.now) + " was interrupted ";
    if (state->unfinished == Unfinished::untouched) {
        auto settled = settle_intent(record.store(), intent, IntentState::abandoned, timeout_ms);
        if (!settled) return tl::unexpected<Failure>(std::move(settled.error()));
        return std::optional(apply + "before anything was changed; nothing of it was done");
    }
    auto recorded = record_reached(record, intent, fresh, timeout_ms);
    if (!recorded) return tl::unexpected<Failure>(std::move(recorded.error()));
    return std::optional(apply + "after the change was made; it is now recorded as revision " +
                         std::to_string(recorded->revision));
}

}  // namespace

Result<Applied> apply_to_target(Registry& record, Target& target, const Planned& planned, const Who& who,
                                const Fresh& fresh, const ApplyOptions& options) {
    const Plan& plan = planned.plan;
    if (auto refused = refusal(plan, options.allow_destructive)) return tl::unexpected<Failure>(std::move(*refused));
    if (!plan.has_changes()) return Applied{false, plan.base_revision, plan.base_fingerprint, 0, {}};
    auto lock = target.lock(who, options.lock_timeout_ms);
    if (!lock) return tl::unexpected<Failure>(std::move(lock.error()));
    fault_point("target locked");
    auto finished = finish(record, target, plan.production, fresh, options.lock_timeout_ms);
    if (!finished) return tl::unexpected<Failure>(std::move(finished.error()));
    return Applying(record, target, planned, who, fresh, options).run();
}

Result<std::optional<std::string>> finish_interrupted(Registry& record, Target& target, std::string_view production,
                                                      const Who& who, const Fresh& fresh, std::uint32_t timeout_ms) {
    auto open = open_intent(record.store(), production);
    if (!open) return tl::unexpected<Failure>(std::move(open.error()));
    if (!*open) return std::optional<std::string>();
    auto lock = target.lock(who, timeout_ms);
    if (!lock) return tl::unexpected<Failure>(std::move(lock.error()));
    return finish(record, target, production, fresh, timeout_ms);
}

}  // namespace millwright::migrate
