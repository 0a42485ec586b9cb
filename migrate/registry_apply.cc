// Applying a plan to a registry: everything in one transaction, read back before the commit and once more after it.
#include <algorithm>

#include "graph/utf8.h"
#include "migrate/fault_point.h"
#include "migrate/plan_json.h"
#include "migrate/registry.h"
#include "migrate/registry_rows.h"
#include "migrate/store.h"

namespace millwright::migrate {
namespace {

tl::unexpected<Failure> moved(const Store& store, const std::string& what) {
    return fail_in_file(FailureKind::refused, Code::deployed_moved, store.place(), what,
                        "nothing was done; look at the difference again");
}

tl::unexpected<Failure> differs(const Store& store, const std::string& what) {
    return fail_in_file(FailureKind::environment, Code::read_back_differs, store.place(),
                        "what was written does not read back: " + what,
                        "the revision before is whole; check the disk, then try again");
}

std::string hex_of(const std::array<std::uint8_t, 16>& bytes) {
    Digest digest;
    std::copy(bytes.begin(), bytes.end(), digest.bytes.begin());
    return digest.hex().substr(0, bytes.size() * 2);
}

void bind_digest(Statement& statement, int parameter, const std::optional<Digest>& digest) {
    if (digest)
        statement.bind(parameter, *digest);
    else
        statement.bind_null(parameter);
}

Result<bool> run_once(Statement& statement) {
    auto done = statement.step();
    statement.reset();
    return done;
}

/// One apply, inside its transaction.
class Writing {
public:
    Writing(Store& store, Sql& sql, const Plan& plan, const RowChanges& changes)
        : store_(store), sql_(sql), plan_(plan), changes_(changes), meta_{plan.target.identity, changes.digest_key} {}

    Result<bool> write(const Who& who, const Fresh& fresh) {
        auto same = check_base();
        if (!same) return same;
        if (auto done = prepare_tables(store_, sql_, meta_); !done) return done;
        fault_point("prepared");
        if (auto done = write_production(); !done) return done;
        if (auto done = write_content(); !done) return done;
        fault_point("content written");
        if (auto done = write_entries(); !done) return done;
        fault_point("entries written");
        if (auto done = write_revision(who, fresh); !done) return done;
        if (auto done = write_changes(); !done) return done;
        fault_point("revision written");
        return read_back();
    }

    std::uint64_t revision() const { return plan_.base_revision + 1; }

private:
    /// Refuses when what is deployed is no longer what the plan was made of.
    Result<bool> check_base() {
        auto meta = read_meta(store_, sql_);
        if (!meta) return tl::unexpected<Failure>(std::move(meta.error()));
        std::optional<ProductionRow> row;
        if (*meta) {
            if ((*meta)->identity != meta_.identity || (*meta)->digest_key.bytes != meta_.digest_key.bytes) {
                return moved(store_, "the deployment is another one than the plan was made for");
            }
            auto found = find_production(store_, sql_, plan_.production);
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
            "INSERT INTO production(name, revision, fingerprint) VALUES(?1, ?2, ?3) "
            "ON CONFLICT(name) DO UPDATE SET revision=?2, fingerprint=?3 RETURNING id");
        if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
        (*statement)->bind_text(1, plan_.production);
        (*statement)->bind(2, revision());
        (*statement)->bind(3, changes_.fingerprint);
        auto row = (*statement)->step();
        if (row && *row) id_ = (*statement)->number(0);
        return row;
    }

    Result<bool> write_content() {
        auto insert = sql_.prepare("INSERT OR IGNORE INTO content(hash, body) VALUES(?, ?)");
        if (!insert) return tl::unexpected<Failure>(std::move(insert.error()));
        // In the order of the table, which is quicker than in the order of the keys.
        std::vector<const RowChange*> rows;
        for (const RowChange& row : changes_.rows) {
            if (row.after) rows.push_back(&row);
        }
        std::sort(rows.begin(), rows.end(), [](auto* a, auto* b) { return *a->after < *b->after; });
        for (const RowChange* row : rows) {
            (*insert)->bind(1, *row->after);
            (*insert)->bind_text(2, row->body);
            if (auto done = run_once(**insert); !done) return done;
        }
        return true;
    }

    Result<bool> write_entries() {
        auto put = sql_.prepare("INSERT OR REPLACE INTO entry(production, key, hash) VALUES(?, ?, ?)");
        if (!put) return tl::unexpected<Failure>(std::move(put.error()));
        auto drop = sql_.prepare("DELETE FROM entry WHERE production=? AND key=?");
        if (!drop) return tl::unexpected<Failure>(std::move(drop.error()));
        for (const RowChange& row : changes_.rows) {
            Statement& statement = row.after ? **put : **drop;
            statement.bind(1, id_);
            statement.bind_text(2, row.key);
            if (row.after) statement.bind(3, *row.after);
            if (auto done = run_once(statement); !done) return done;
        }
        return true;
    }

    Result<bool> write_revision(const Who& who, const Fresh& fresh) {
        auto insert = sql_.prepare(
            "INSERT INTO revision(production, n, apply_id, at, who, host, tool, plan_digest, fingerprint, prev_digest, "
            "secrets) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        if (!insert) return tl::unexpected<Failure>(std::move(insert.error()));
        (*insert)->bind(1, id_);
        (*insert)->bind(2, revision());
        (*insert)->bind_text(3, hex_of(fresh.apply_id));
        (*insert)->bind_text(4, who.now);
        (*insert)->bind_text(5, who.user);
        (*insert)->bind_text(6, who.host);
        (*insert)->bind_text(7, who.tool);
        (*insert)->bind(8, sha256(plan_json(plan_, {})));
        (*insert)->bind(9, changes_.fingerprint);
        (*insert)->bind(10, previous_);
        if (changes_.secrets == Digest{})
            (*insert)->bind_bytes(11, "");  // {} would be null
        else
            (*insert)->bind(11, changes_.secrets);
        return (*insert)->step();
    }

    Result<bool> write_changes() {
        auto insert = sql_.prepare("INSERT INTO change(production, n, key, old_hash, new_hash) VALUES(?, ?, ?, ?, ?)");
        if (!insert) return tl::unexpected<Failure>(std::move(insert.error()));
        for (const RowChange& row : changes_.rows) {
            (*insert)->bind(1, id_);
            (*insert)->bind(2, revision());
            (*insert)->bind_text(3, row.key);
            bind_digest(**insert, 4, row.before);
            bind_digest(**insert, 5, row.after);
            if (auto done = run_once(**insert); !done) return done;
        }
        return true;
    }

    Result<bool> read_back() {
        auto entry = sql_.prepare(
            "SELECT c.hash, c.body FROM entry e JOIN content c ON c.hash=e.hash "
            "WHERE e.production=? AND e.key=?");
        if (!entry) return tl::unexpected<Failure>(std::move(entry.error()));
        for (const RowChange& row : changes_.rows) {
            (*entry)->bind(1, id_);
            (*entry)->bind_text(2, row.key);
            auto found = (*entry)->step();
            if (!found) return found;
            const bool same = *found ? row.after && (*entry)->text(1) == row.body : !row.after;
            if (!same) return differs(store_, in_quotes(row.key));
            (*entry)->reset();
        }
        auto row = find_production(store_, sql_, plan_.production);
        if (!row) return tl::unexpected<Failure>(std::move(row.error()));
        if (!*row || (*row)->revision != revision() || (*row)->fingerprint != changes_.fingerprint) {
            return differs(store_, "the revision");
        }
        auto last = read_last_revision(store_, sql_, meta_, id_, **row);
        if (!last) return tl::unexpected<Failure>(std::move(last.error()));
        if (!last->revision || last->revision->secrets != changes_.secrets) return differs(store_, "the secrets");
        return true;
    }

    Store& store_;
    Sql& sql_;
    const Plan& plan_;
    const RowChanges& changes_;
    MetaRow meta_;
    std::uint64_t base_format_ = registry_format;
    std::uint64_t id_ = 0;
    Digest previous_;
};

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

/// Once more, as anybody else would see it.
Result<bool> confirm(const Store& store, const Plan& plan, const Applied& applied) {
    const auto unknown = [&](const std::string& what) {
        return fail_in_file(FailureKind::environment, Code::outcome_unknown, store.place(),
                            "the apply was committed, and then could not be confirmed: " + what,
                            "see what is deployed with: millwright status");
    };
    auto sql = store.open_to_read();
    if (!sql || !*sql) return unknown("the state cannot be opened");
    auto row = find_production(store, **sql, plan.production);
    if (!row || !*row) return unknown("the production cannot be read");
    if ((*row)->revision != applied.revision || (*row)->fingerprint != applied.fingerprint) {
        return unknown("it is at revision " + std::to_string((*row)->revision));
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

    auto lock = store_->lock(who, options.lock_timeout_ms);
    if (!lock) return tl::unexpected<Failure>(std::move(lock.error()));
    auto sql = store_->open_to_write();
    if (!sql) return tl::unexpected<Failure>(std::move(sql.error()));
    fault_point("opened");
    auto kept = keep_older(*store_, **sql);
    if (!kept) return tl::unexpected<Failure>(std::move(kept.error()));
    auto transaction = Transaction::begin(**sql, true);
    if (!transaction) return tl::unexpected<Failure>(std::move(transaction.error()));
    fault_point("begun");
    Writing writing(*store_, **sql, plan, changes);
    if (auto written = writing.write(who, fresh); !written) return tl::unexpected<Failure>(std::move(written.error()));
    fault_point("before commit");
    if (auto done = transaction->commit(); !done) return tl::unexpected<Failure>(std::move(done.error()));
    fault_point("after commit");
    sql->reset();
    const Applied applied{true, writing.revision(), changes.fingerprint, kept->format, kept->path};
    if (auto confirmed = confirm(*store_, plan, applied); !confirmed) {
        return tl::unexpected<Failure>(std::move(confirmed.error()));
    }
    fault_point("confirmed");
    return applied;
}

}  // namespace millwright::migrate
