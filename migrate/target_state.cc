#include "migrate/target_state.h"

#include <algorithm>
#include <map>
#include <set>

#include "graph/utf8.h"
#include "migrate/backup.h"
#include "migrate/stored_production.h"

namespace millwright::migrate {
namespace {

constexpr std::size_t most_named = 10;

bool is_held(std::string_view key) {
    return key == "production" || kind_of_key(key) == "item";
}

/// What is declared about an item that is not there is nothing.
bool belongs_to_nothing(std::string_view key, const CanonicalForm& held) {
    const std::string_view kind = kind_of_key(key);
    if (kind != "declared" && kind != "process") return false;
    return held.find("item" + std::string(key.substr(kind.size()))) == nullptr;
}

/// The part of the record that the target does not hold. A target holds no secrets.
std::vector<Entry> rest_of(const CanonicalForm& recorded, const CanonicalForm& held) {
    std::vector<Entry> rest;
    for (const Entry& entry : recorded.entries()) {
        if (is_held(entry.key) || kind_of_key(entry.key) == "secret") continue;
        if (!belongs_to_nothing(entry.key, held)) rest.push_back(entry);
    }
    return rest;
}

Deployed merged(const TargetState& state) {
    Deployed merged = state.recorded;
    std::vector<Entry> entries = rest_of(state.recorded.form, state.held);
    entries.insert(entries.end(), state.held.entries().begin(), state.held.entries().end());
    merged.form = CanonicalForm(std::make_shared<CanonicalForm>(state.recorded.form), std::move(entries),
                                Holds::everything, state.held.digest_key());
    merged.form.own(std::make_shared<CanonicalForm>(state.held));
    merged.fingerprint = merged.form.entries().empty() ? Digest{} : merged.form.fingerprint();
    return merged;
}

Unfinished reach_of(const Intent& intent, const CanonicalForm& held) {
    if (held.fingerprint() == intent.after) return Unfinished::reached;
    return held.fingerprint() == intent.before ? Unfinished::untouched : Unfinished::unclear;
}

/// Entries with bodies of what the record has in other words than the target.
Result<CanonicalForm> differing(const Registry& record, const Deployed& recorded, const CanonicalForm& held) {
    Deployed fetched = recorded;
    auto production = record.fetch(fetched, held);
    if (!production) return tl::unexpected<Failure>(std::move(production.error()));
    return std::move(fetched.form);
}

/// From what a form says to what is there.
Result<Difference> to_live(CanonicalForm form, const TargetState& state) {
    auto before = production_from_entries(state.live.production.name, form.entries());
    if (!before) return tl::unexpected<Failure>(std::move(before.error()));
    return difference({&form, &*before}, {&state.held, &state.live.production});
}

/// What the target held before an apply that did not come to an end: of its backup, else of the record.
Result<CanonicalForm> form_before(const Registry& record, const TargetState& state) {
    if (!state.intent->backup.empty()) {
        const auto kept = read_backup(state.intent->backup);
        if (kept) return canonical_form(kept->production, Holds::engine, state.held.digest_key());
    }
    return differing(record, state.stored, state.held);
}

/// One path of an apply that did not come to an end, on three sides.
struct Sides {
    std::string before;
    std::string after;
    std::string now;
};

std::map<std::string, Sides> three_sides(const Difference& from_before, const Difference& from_after) {
    std::map<std::string, Sides> sides;
    for (const Operation& each : from_before.operations) {
        sides[each.path] = {each.before.json, each.after.json, each.after.json};
    }
    for (const Operation& each : from_after.operations) {
        const auto [at, added] = sides.try_emplace(each.path, Sides{each.after.json, {}, each.after.json});
        at->second.after = each.before.json;
    }
    return sides;
}

std::string shortened(const std::string& json) {
    constexpr std::size_t most = 80;
    if (json == "null") return "absent";
    return printable(json.size() <= most ? json : json.substr(0, most) + "...");
}

void add_notes(Diagnostic& diagnostic, const std::map<std::string, Sides>& sides) {
    std::size_t count = 0;
    for (const auto& [path, each] : sides) {
        if (++count > most_named) break;
        diagnostic.note({}, printable(path) + ": before " + shortened(each.before) + ", was to be " +
                                shortened(each.after) + ", is " + shortened(each.now));
    }
    if (sides.size() > most_named) diagnostic.note({}, "and " + std::to_string(sides.size() - most_named) + " more");
}

Diagnostic unfinished(const Target& target, Severity severity, std::string message, std::string hint) {
    Diagnostics one;
    one.add(Code::apply_unfinished, {}, std::move(message))
        .as(severity)
        .in_file(target.place())
        .advise(std::move(hint));
    return std::move(one.last());
}

}  // namespace

Result<TargetState> read_target(const Registry& record, const Target& target, std::string_view production,
                                const Fresh& fresh) {
    TargetState state;
    auto stored = record.read(production, fresh);
    if (!stored) return tl::unexpected<Failure>(std::move(stored.error()));
    state.stored = std::move(*stored);
    auto intent = open_intent(record.store(), production);
    if (!intent) return tl::unexpected<Failure>(std::move(intent.error()));
    state.intent = std::move(*intent);
    auto live = target.read(production);
    if (!live) return tl::unexpected<Failure>(std::move(live.error()));
    state.live = std::move(*live);
    const DigestKey& key = state.stored.form.digest_key();
    state.held = state.live.there ? canonical_form(state.live.production, Holds::engine, key)
                                  : CanonicalForm(nullptr, {}, Holds::engine, key);
    state.recorded = state.stored;
    if (state.intent) state.unfinished = reach_of(*state.intent, state.held);
    if (state.unfinished == Unfinished::reached) {
        state.recorded.form = with_rows(state.stored.form, state.intent->rows.rows);
        state.recorded.form.own(std::make_shared<RowChanges>(state.intent->rows));
        state.recorded.fingerprint = state.intent->rows.fingerprint;
        state.recorded.revision = state.intent->base_revision + 1;
    }
    state.deployed = merged(state);
    return state;
}

Result<bool> fetch_rest(const Registry& record, TargetState& state, const CanonicalForm* desired) {
    const CanonicalForm nothing(nullptr, {}, Holds::everything, state.held.digest_key());
    Deployed rest = state.stored;
    rest.form = CanonicalForm(std::make_shared<CanonicalForm>(state.stored.form),
                              rest_of(state.stored.form, state.held), Holds::everything, state.held.digest_key());
    auto production = record.fetch(rest, desired != nullptr ? *desired : nothing);
    if (!production) return tl::unexpected<Failure>(std::move(production.error()));
    const auto own = std::make_shared<CanonicalForm>(std::move(rest.form));
    state.deployed.form.own(own);
    for (Entry& entry : state.deployed.form.entries()) {
        if (!entry.body.empty()) continue;
        const Entry* found = own->find(entry.key);
        if (found != nullptr && found->hash == entry.hash) entry.body = found->body;
    }
    return true;
}

Result<Difference> drift_of(const Registry& record, const TargetState& state) {
    if (state.recorded.revision == 0 || state.unfinished == Unfinished::reached) return Difference{};
    auto form = differing(record, state.recorded, state.held);
    if (!form) return tl::unexpected<Failure>(std::move(form.error()));
    return to_live(std::move(*form), state);
}

Result<Diagnostic> words_of_unfinished(const Registry& record, const Target& target, const TargetState& state) {
    const Who& who = state.intent->who;
    const std::string apply = "an apply of " + printable(who.now) + " by " + printable(who.user) + "@" +
                              printable(who.host) + " was interrupted ";
    if (state.unfinished == Unfinished::reached) {
        return unfinished(target, Severity::note,
                          apply + "after the change was made; the next apply records it as revision " +
                              std::to_string(state.intent->base_revision + 1),
                          {});
    }
    if (state.unfinished == Unfinished::untouched) {
        return unfinished(target, Severity::note, apply + "before anything was changed; nothing of it was done", {});
    }
    auto before = form_before(record, state);
    if (!before) return tl::unexpected<Failure>(std::move(before.error()));
    auto from_before = to_live(std::move(*before), state);
    if (!from_before) return tl::unexpected<Failure>(std::move(from_before.error()));
    auto stored = differing(record, state.stored, state.held);
    if (!stored) return tl::unexpected<Failure>(std::move(stored.error()));
    auto from_after = to_live(with_rows(*stored, state.intent->rows.rows), state);
    if (!from_after) return tl::unexpected<Failure>(std::move(from_after.error()));
    const std::string backup = state.intent->backup;
    Diagnostic found =
        unfinished(target, Severity::error,
                   apply.substr(0, apply.size() - 1) +
                       ", and what is there now is neither what was there before nor what was to be there",
                   backup.empty() ? "make it one of the two, then run the command again"
                                  : "make it one of the two, then run the command again; as it was before it lies in " +
                                        printable(backup) + "/original");
    add_notes(found, three_sides(*from_before, *from_after));
    return found;
}

}  // namespace millwright::migrate
