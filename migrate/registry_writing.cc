#include "migrate/registry_writing.h"

#include <algorithm>

#include "graph/utf8.h"
#include "migrate/fault_point.h"
#include "migrate/intents.h"
#include "migrate/registry_rows.h"

namespace millwright::migrate {
namespace {

tl::unexpected<Failure> differs(const Store& store, const std::string& what) {
    return fail_in_file(FailureKind::environment, Code::read_back_differs, store.place(),
                        "what was written does not read back: " + what,
                        "the revision before is whole; check the disk, then try again");
}

void write_digest(RowWriter& rows, const std::optional<Digest>& digest) {
    if (digest)
        rows.digest(*digest);
    else
        rows.null();
}

constexpr std::size_t rows_at_once = 10'000;  // looked up in one statement; with their bodies some megabytes

/// One apply, inside its transaction.
class Writing {
public:
    Writing(Store& store, Sql& sql, const NextRevision& next)
        : store_(store),
          sql_(sql),
          plan_(next.plan),
          plan_digest_(next.plan_digest),
          changes_(next.changes),
          options_(next.options),
          meta_{next.plan.target.identity, next.changes.digest_key} {}

    Result<bool> write(const Who& who, const Fresh& fresh) {
        if (auto same = check_base(); !same) return same;
        if (auto same = check_entries(); !same) return same;
        next_ = revision_by(who, fresh);
        if (auto done = prepare_tables(store_, sql_, meta_); !done) return done;
        fault_point("prepared");
        if (auto done = write_production(); !done) return done;
        if (auto done = write_content(); !done) return done;
        fault_point("content written");
        if (auto done = write_entries(); !done) return done;
        fault_point("entries written");
        if (auto done = write_revision(); !done) return done;
        if (auto done = write_changes(); !done) return done;
        if (!options_.intent.empty()) {
            if (auto done = settle_intent(sql_, options_.intent, IntentState::applied); !done) return done;
        }
        fault_point("revision written");
        return read_back();
    }

private:
    std::uint64_t revision() const { return plan_.base_revision + 1; }

    /// Refuses when what is deployed is no longer what the plan was made of.
    Result<bool> check_base() {
        auto meta = read_meta(store_, sql_);
        if (!meta) return tl::unexpected<Failure>(std::move(meta.error()));
        std::optional<ProductionRow> row;
        store_is_new_ = !meta->has_value();
        if (*meta) {
            if ((*meta)->identity != meta_.identity || (*meta)->digest_key.bytes != meta_.digest_key.bytes) {
                return moved(store_, "the deployment is another one than the plan was made for");
            }
            auto found = find_production(store_, sql_, **meta, plan_.production);
            if (!found) return tl::unexpected<Failure>(std::move(found.error()));
            row = *found;
            base_format_ = (*meta)->format;
        }
        const std::uint64_t now = row ? row->revision : 0;
        if (now != plan_.base_revision || (row && row->fingerprint != plan_.base_fingerprint)) {
            return moved(store_, "the deployed production is at revision " + std::to_string(now) +
                                     ", and the plan was made of revision " + std::to_string(plan_.base_revision));
        }
        if (row) {
            id_ = row->id;
            auto last = read_last_revision(store_, sql_, {meta_.identity, meta_.digest_key, base_format_}, id_, *row);
            if (!last) return tl::unexpected<Failure>(std::move(last.error()));
            previous_ = last->digest;
        } else {
            previous_ = digest_of(meta_);
        }
        return true;
    }

    Result<bool> write_production() {
        auto statement = sql_.prepare(
            "INSERT INTO production(id, name, revision, fingerprint, head) "
            "SELECT coalesce(max(id), 0) + 1, ?1, ?2, ?3, ?4 FROM production WHERE true ON CONFLICT(name) DO UPDATE "
            "SET "
            "revision=?2, fingerprint=?3, head=?4 RETURNING id");
        if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
        (*statement)->bind_text(1, plan_.production);
        (*statement)->bind(2, revision());
        (*statement)->bind(3, changes_.fingerprint);
        (*statement)->bind(4, digest_of(next_, previous_));
        auto row = (*statement)->step();
        if (row && *row) id_ = (*statement)->number(0);
        return row;
    }

    /// What each row was before, so that nothing that the plan did not know is lost.
    Result<bool> check_entries() {
        if (plan_.base_revision == 0) return true;
        return each_row("SELECT key, hash FROM entry WHERE production=? AND key = ANY(?) ORDER BY key",
                        [&](const RowChange& row, const Statement* found) -> Result<bool> {
                            const bool same = found != nullptr ? row.before && found->text(1) == bytes_of(*row.before)
                                                               : !row.before.has_value();
                            if (same) return true;
                            return moved(store_, in_quotes(row.key) + " is no longer what the plan was made of");
                        });
    }

    /// Calls `take` for each changed row with what `query` (of this production, by keys) finds for it, or nullptr.
    template <class Take>
    Result<bool> each_row(std::string_view query, Take take) {
        auto statement = sql_.prepare(query);
        if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
        const auto& rows = changes_.rows;
        for (std::size_t begin = 0; begin < rows.size(); begin += rows_at_once) {
            const std::size_t end = std::min(rows.size(), begin + rows_at_once);
            std::vector<std::string_view> keys;
            for (std::size_t i = begin; i < end; ++i) keys.push_back(rows[i].key);
            (*statement)->reset();
            (*statement)->bind(1, id_);
            (*statement)->bind_texts(2, std::move(keys));
            std::size_t at = begin;
            while (true) {
                auto found = (*statement)->step();
                if (!found) return found;
                if (!*found) break;
                for (; at < end && rows[at].key != (*statement)->text(0); ++at) {
                    if (auto taken = take(rows[at], nullptr); !taken) return taken;
                }
                if (at == end) return differs(store_, "a row that was not asked for");
                if (auto taken = take(rows[at++], statement->get()); !taken) return taken;
            }
            for (; at < end; ++at) {
                if (auto taken = take(rows[at], nullptr); !taken) return taken;
            }
        }
        return true;
    }

    /// Of each content that the store does not have yet, in the order of the table, which is quicker than that of the keys.
    Result<std::vector<const RowChange*>> new_contents() {
        std::vector<const RowChange*> rows;
        for (const RowChange& row : changes_.rows) {
            if (row.after) rows.push_back(&row);
        }
        std::sort(rows.begin(), rows.end(), [](auto* a, auto* b) { return *a->after < *b->after; });
        rows.erase(std::unique(rows.begin(), rows.end(), [](auto* a, auto* b) { return *a->after == *b->after; }),
                   rows.end());
        if (store_is_new_) return rows;
        std::vector<std::string_view> hashes;
        for (const RowChange* row : rows) hashes.push_back(bytes_of(*row->after));
        auto statement = sql_.prepare("SELECT hash FROM content WHERE hash = ANY(?) ORDER BY hash");
        if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
        (*statement)->bind_bytes_each(1, std::move(hashes));
        std::vector<const RowChange*> missing;
        auto next = rows.begin();
        while (true) {
            auto found = (*statement)->step();
            if (!found) return tl::unexpected<Failure>(std::move(found.error()));
            if (!*found) break;
            while (next != rows.end() && bytes_of(*(*next)->after) != (*statement)->text(0)) missing.push_back(*next++);
            if (next != rows.end()) ++next;
        }
        missing.insert(missing.end(), next, rows.end());
        return missing;
    }

    Result<bool> write_content() {
        auto contents = new_contents();
        if (!contents) return tl::unexpected<Failure>(std::move(contents.error()));
        if (contents->empty()) return true;
        auto rows = sql_.write_rows("content", "hash, body");
        if (!rows) return tl::unexpected<Failure>(std::move(rows.error()));
        for (const RowChange* row : *contents) {
            (*rows)->digest(*row->after);
            (*rows)->text(row->body);
            if (auto done = (*rows)->end_row(); !done) return done;
        }
        return (*rows)->finish();
    }

    Result<bool> write_entries() {
        std::vector<std::string_view> gone;
        for (const RowChange& row : changes_.rows) {
            if (row.before) gone.push_back(row.key);
        }
        if (!gone.empty()) {
            auto drop = sql_.prepare("DELETE FROM entry WHERE production=? AND key = ANY(?)");
            if (!drop) return tl::unexpected<Failure>(std::move(drop.error()));
            (*drop)->bind(1, id_);
            (*drop)->bind_texts(2, std::move(gone));
            if (auto done = (*drop)->step(); !done) return done;
        }
        auto rows = sql_.write_rows("entry", "production, key, hash");
        if (!rows) return tl::unexpected<Failure>(std::move(rows.error()));
        for (const RowChange& row : changes_.rows) {
            if (!row.after) continue;
            (*rows)->number(id_);
            (*rows)->text(row.key);
            (*rows)->digest(*row.after);
            if (auto done = (*rows)->end_row(); !done) return done;
        }
        return (*rows)->finish();
    }

    Revision revision_by(const Who& who, const Fresh& fresh) const {
        Revision next;
        next.number = revision();
        next.apply_id = hex_of(fresh.apply_id);
        next.at = who.now;
        next.who = who.user;
        next.host = who.host;
        next.tool = who.tool;
        next.plan_digest = plan_digest_;
        next.fingerprint = changes_.fingerprint;
        next.secrets = changes_.secrets;
        next.changes_digest = digest_of(changes_.rows);
        return next;
    }

    Result<bool> write_revision() {
        auto insert = sql_.prepare(
            "INSERT INTO revision(production, n, apply_id, at, who, host, tool, plan_digest, fingerprint, prev_digest, "
            "secrets, changes) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        if (!insert) return tl::unexpected<Failure>(std::move(insert.error()));
        (*insert)->bind(1, id_);
        (*insert)->bind(2, next_.number);
        (*insert)->bind_text(3, next_.apply_id);
        (*insert)->bind_text(4, next_.at);
        (*insert)->bind_text(5, next_.who);
        (*insert)->bind_text(6, next_.host);
        (*insert)->bind_text(7, next_.tool);
        (*insert)->bind(8, next_.plan_digest);
        (*insert)->bind(9, next_.fingerprint);
        (*insert)->bind(10, previous_);
        if (next_.secrets == Digest{})
            (*insert)->bind_bytes(11, "");  // {} would be null
        else
            (*insert)->bind(11, next_.secrets);
        (*insert)->bind(12, next_.changes_digest);
        return (*insert)->step();
    }

    Result<bool> write_changes() {
        auto rows = sql_.write_rows("change", "production, n, key, old_hash, new_hash");
        if (!rows) return tl::unexpected<Failure>(std::move(rows.error()));
        for (const RowChange& row : changes_.rows) {
            (*rows)->number(id_);
            (*rows)->number(revision());
            (*rows)->text(row.key);
            write_digest(**rows, row.before);
            write_digest(**rows, row.after);
            if (auto done = (*rows)->end_row(); !done) return done;
        }
        return (*rows)->finish();
    }

    Result<bool> read_back() {
        auto same = each_row(
            "SELECT e.key, c.hash, c.body FROM entry e JOIN content c ON c.hash=e.hash "
            "WHERE e.production=? AND e.key = ANY(?) ORDER BY e.key",
            [&](const RowChange& row, const Statement* found) -> Result<bool> {
                const bool whole =
                    found != nullptr ? row.after && found->text(1) == bytes_of(*row.after) && found->text(2) == row.body
                                     : !row.after.has_value();
                if (whole) return true;
                return differs(store_, in_quotes(row.key));
            });
        if (!same) return same;
        auto row = find_production(store_, sql_, meta_, plan_.production);
        if (!row) return tl::unexpected<Failure>(std::move(row.error()));
        if (!*row || (*row)->revision != revision() || (*row)->fingerprint != changes_.fingerprint) {
            return differs(store_, "the revision");
        }
        auto last = read_last_revision(store_, sql_, meta_, id_, **row, Counts::wanted);
        if (!last) return tl::unexpected<Failure>(std::move(last.error()));
        if (!last->revision || last->digest != digest_of(next_, previous_)) return differs(store_, "the revision");
        return true;
    }

    Store& store_;
    Sql& sql_;
    const Plan& plan_;
    const Digest& plan_digest_;
    const RowChanges& changes_;
    const ApplyOptions& options_;
    MetaRow meta_;
    std::uint64_t base_format_ = registry_format;
    bool store_is_new_ = false;
    std::uint64_t id_ = 0;
    Digest previous_;
    Revision next_;  ///< the row that is written
};

}  // namespace

tl::unexpected<Failure> moved(const Store& store, const std::string& what) {
    return fail_in_file(FailureKind::refused, Code::deployed_moved, store.place(), what,
                        "nothing was done; look at the difference again");
}

Result<bool> write_revision(Store& store, Sql& sql, const NextRevision& next, const Who& who, const Fresh& fresh) {
    return Writing(store, sql, next).write(who, fresh);
}

}  // namespace millwright::migrate
