#include "migrate/registry_rows.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <span>

#include "graph/utf8.h"

namespace millwright::migrate {
namespace {

constexpr std::array<Upgrade, 3> upgrades{{
    {1, "create the registry",
     "CREATE TABLE meta(format INTEGER NOT NULL, canonical INTEGER NOT NULL, identity TEXT NOT NULL, "
     "digest_key BLOB NOT NULL) STRICT;"
     "CREATE TABLE production(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, "
     "fingerprint BLOB NOT NULL) STRICT;"
     "CREATE TABLE content(hash BLOB PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;"
     "CREATE TABLE entry(production INTEGER NOT NULL REFERENCES production(id), key TEXT NOT NULL, "
     "hash BLOB NOT NULL REFERENCES content(hash), PRIMARY KEY(production, key)) STRICT, WITHOUT ROWID;"
     "CREATE TABLE revision(production INTEGER NOT NULL REFERENCES production(id), n INTEGER NOT NULL, "
     "apply_id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, who TEXT NOT NULL, host TEXT NOT NULL, tool TEXT NOT NULL, "
     "plan_digest BLOB NOT NULL, fingerprint BLOB NOT NULL, prev_digest BLOB NOT NULL, "
     "PRIMARY KEY(production, n)) STRICT, WITHOUT ROWID;"
     "CREATE TABLE change(production INTEGER NOT NULL, n INTEGER NOT NULL, key TEXT NOT NULL, old_hash BLOB, "
     "new_hash BLOB, PRIMARY KEY(production, n, key)) STRICT, WITHOUT ROWID;"
     "CREATE TABLE intent(apply_id TEXT PRIMARY KEY, deployment TEXT NOT NULL, before_fp BLOB NOT NULL, "
     "after_fp BLOB NOT NULL, plan TEXT NOT NULL, state TEXT NOT NULL) STRICT, WITHOUT ROWID;"},
    {2, "remember digests of the values of secrets",
     "ALTER TABLE revision ADD COLUMN secrets BLOB NOT NULL DEFAULT x'';"
     "UPDATE meta SET format=2;"},
    {3, "seal the last revision, and what each revision changed",
     "ALTER TABLE production ADD COLUMN head BLOB NOT NULL DEFAULT x'';"
     "ALTER TABLE revision ADD COLUMN changes BLOB NOT NULL DEFAULT x'';"
     "UPDATE meta SET format=3;"},
}};

std::optional<Digest> digest_from(std::string_view bytes) {
    Digest digest;
    if (bytes.size() != digest.bytes.size()) return std::nullopt;
    std::memcpy(digest.bytes.data(), bytes.data(), bytes.size());
    return digest;
}

tl::unexpected<Failure> newer(const Store& store, const std::string& what, std::uint64_t theirs, std::uint64_t ours) {
    return fail_in_file(FailureKind::refused, Code::state_newer, store.place(),
                        "the state has " + what + " " + std::to_string(theirs) + ", and this version knows up to " +
                            std::to_string(ours),
                        "nothing was done; use the newer version of Millwright");
}

void append_field(std::string& text, std::string_view field) {
    text += std::to_string(field.size());
    text += ':';
    text += field;
}

/// The columns of revision_of. Format 1 knew nothing of secrets, format 2 did not seal changes.
std::string select_revisions(const MetaRow& meta, std::string_view where) {
    return "SELECT n, apply_id, at, who, host, tool, plan_digest, fingerprint, prev_digest, " +
           std::string(meta.format >= 2 ? "secrets, " : "NULL, ") + (meta.format >= 3 ? "changes" : "NULL") +
           " FROM revision WHERE " + std::string(where) + " ORDER BY n";
}

struct RevisionRow {
    Revision revision;
    Digest previous;
};

/// A row of select_revisions.
std::optional<RevisionRow> revision_of(const Statement& row) {
    RevisionRow found;
    Revision& revision = found.revision;
    revision.number = row.number(0);
    revision.apply_id = row.text(1);
    revision.at = row.text(2);
    revision.who = row.text(3);
    revision.host = row.text(4);
    revision.tool = row.text(5);
    const auto plan = digest_from(row.text(6));
    const auto fingerprint = digest_from(row.text(7));
    const auto previous = digest_from(row.text(8));
    const auto secrets = row.text(9).empty() ? Digest{} : digest_from(row.text(9));
    const auto changes = row.text(10).empty() ? Digest{} : digest_from(row.text(10));
    if (!plan || !fingerprint || !previous || !secrets || !changes) return std::nullopt;
    revision.plan_digest = *plan;
    revision.fingerprint = *fingerprint;
    revision.secrets = *secrets;
    revision.changes_digest = *changes;
    found.previous = *previous;
    return found;
}

constexpr std::string_view changes_title = "millwright changes 1\n";

void append_change(std::string& text, std::string_view key, std::string_view old_hash, std::string_view new_hash) {
    append_field(text, key);
    append_field(text, old_hash);
    append_field(text, new_hash);
}

/// Counts a row "n, key, old_hash, new_hash" and adds it to `text`. False: it is none.
bool take_change(std::string& text, Revision& revision, const Statement& row) {
    const auto whole = [&](int column) { return row.is_null(column) || digest_from(row.text(column)).has_value(); };
    if (!whole(2) || !whole(3)) return false;
    append_change(text, row.text(1), row.text(2), row.text(3));
    if (row.is_null(2)) ++revision.added;
    if (row.is_null(3)) ++revision.removed;
    if (!row.is_null(2) && !row.is_null(3)) ++revision.changed;
    return true;
}

/// Counts the changes of `revisions`, which follow each other and end with the last, and compares them with what seals them.
Result<bool> read_changes(const Store& store, Sql& sql, std::uint64_t production, std::span<Revision> revisions) {
    if (revisions.empty()) return true;
    auto statement =
        sql.prepare("SELECT n, key, old_hash, new_hash FROM change WHERE production=? AND n>=? ORDER BY n, key");
    if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
    const std::uint64_t first = revisions.front().number;
    (*statement)->bind(1, production);
    (*statement)->bind(2, first);
    std::string text(changes_title);
    std::size_t at = 0;
    while (true) {
        auto row = (*statement)->step();
        if (!row) return row;
        const std::uint64_t next = *row ? (*statement)->number(0) - first : revisions.size();
        for (; at < std::min<std::uint64_t>(next, revisions.size()); ++at) {
            const Revision& whole = revisions[at];
            if (whole.changes_digest != Digest{} && whole.changes_digest != sha256(text)) {
                return damaged(store, "the changes of revision " + std::to_string(whole.number) +
                                          " are not those that were recorded");
            }
            text = changes_title;
        }
        if (!*row) return true;
        if (at == revisions.size()) return damaged(store, "it has changes of a revision that there is not");
        if (!take_change(text, revisions[at], **statement)) return damaged(store, "a change has no digest");
    }
}

/// Whether the last revision's row is the one that was recorded.
bool is_head(const MetaRow& meta, const ProductionRow& now, const Digest& digest) {
    return meta.format < 3 || now.head == digest;
}

constexpr const char* other_end = "its last revision is not as it was recorded";

}  // namespace

std::string hex_of(const std::array<std::uint8_t, 16>& bytes) {
    Digest digest;
    std::copy(bytes.begin(), bytes.end(), digest.bytes.begin());
    return digest.hex().substr(0, bytes.size() * 2);
}

tl::unexpected<Failure> damaged(const Store& store, const std::string& what) {
    return fail_in_file(
        FailureKind::environment, Code::state_damaged, store.place(), "the state is damaged: " + what,
        "nothing was changed and the state is never deleted: restore it from a backup, or move it aside "
        "to start anew");
}

Result<std::optional<MetaRow>> read_meta(const Store& store, Sql& sql) {
    auto header = store.header(sql);
    if (!header) return tl::unexpected<Failure>(std::move(header.error()));
    if (header->empty) return std::optional<MetaRow>();
    if (header->format > registry_format) return newer(store, "format", header->format, registry_format);
    auto statement = sql.prepare("SELECT format, canonical, identity, digest_key FROM meta");
    if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
    auto row = (*statement)->step();
    if (!row) return tl::unexpected<Failure>(std::move(row.error()));
    if (!*row) return damaged(store, "it does not say what it is");
    if ((*statement)->number(0) > registry_format)
        return newer(store, "format", (*statement)->number(0), registry_format);
    if ((*statement)->number(1) > canonical_version) {
        return newer(store, "canonical form", (*statement)->number(1), canonical_version);
    }
    const auto key = digest_from((*statement)->text(3));
    if (!key || (*statement)->number(0) != header->format || (*statement)->number(1) != canonical_version) {
        return damaged(store, "it does not say what it is");
    }
    return std::optional<MetaRow>(MetaRow{std::string((*statement)->text(2)), DigestKey{key->bytes}, header->format});
}

Result<View> view_of(const Store& store, Result<OpenStore> opened) {
    if (!opened) return tl::unexpected<Failure>(std::move(opened.error()));
    View view;
    view.store = std::move(*opened);
    if (!view.store.sql) return view;
    auto meta = read_meta(store, view.sql());
    if (!meta) return tl::unexpected<Failure>(std::move(meta.error()));
    view.meta = std::move(*meta);
    return view;
}

namespace {

struct Head {
    std::uint64_t production;
    Digest digest;
};

/// Of every production of a store of a format that had none, read before it is upgraded.
Result<std::vector<Head>> missing_heads(const Store& store, Sql& sql) {
    std::vector<Head> heads;
    auto meta = read_meta(store, sql);
    if (!meta) return tl::unexpected<Failure>(std::move(meta.error()));
    if (!*meta || (*meta)->format >= 3) return heads;
    std::vector<ProductionRow> rows;
    auto statement = sql.prepare("SELECT id, revision, fingerprint FROM production ORDER BY id");
    if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
    while (true) {
        auto row = (*statement)->step();
        if (!row) return tl::unexpected<Failure>(std::move(row.error()));
        if (!*row) break;
        const auto fingerprint = digest_from((*statement)->text(2));
        if (!fingerprint) return damaged(store, "the fingerprint of a production is not one");
        rows.push_back({(*statement)->number(0), (*statement)->number(1), *fingerprint, {}});
    }
    for (const ProductionRow& row : rows) {
        auto last = read_last_revision(store, sql, **meta, row.id, row);
        if (!last) return tl::unexpected<Failure>(std::move(last.error()));
        heads.push_back({row.id, last->digest});
    }
    return heads;
}

Result<bool> write_heads(Sql& sql, const std::vector<Head>& heads) {
    if (heads.empty()) return true;
    auto update = sql.prepare("UPDATE production SET head=? WHERE id=?");
    if (!update) return tl::unexpected<Failure>(std::move(update.error()));
    for (const Head& head : heads) {
        (*update)->reset();
        (*update)->bind(1, head.digest);
        (*update)->bind(2, head.production);
        if (auto done = (*update)->step(); !done) return done;
    }
    return true;
}

}  // namespace

Result<bool> prepare_tables(Store& store, Sql& sql, const MetaRow& meta) {
    auto header = store.header(sql);
    if (!header) return tl::unexpected<Failure>(std::move(header.error()));
    if (header->format == registry_format) return true;
    auto heads = missing_heads(store, sql);
    if (!heads) return tl::unexpected<Failure>(std::move(heads.error()));
    for (const Upgrade& upgrade : upgrades) {
        if (upgrade.to <= header->format) continue;
        if (auto done = sql.define(upgrade.statements); !done) return done;
    }
    if (auto done = write_heads(sql, *heads); !done) return done;
    if (header->empty) {
        auto insert = sql.prepare("INSERT INTO meta(format, canonical, identity, digest_key) VALUES(?, ?, ?, ?)");
        if (!insert) return tl::unexpected<Failure>(std::move(insert.error()));
        (*insert)->bind(1, registry_format);
        (*insert)->bind(2, std::uint64_t{canonical_version});
        (*insert)->bind_text(3, meta.identity);
        (*insert)->bind(4, Digest{meta.digest_key.bytes});
        if (auto done = (*insert)->step(); !done) return done;
    }
    return store.mark(sql, registry_format);
}

namespace {

Result<std::optional<ProductionRow>> production_where(const Store& store, Sql& sql, const MetaRow& meta,
                                                      std::string_view condition, std::string_view name) {
    auto statement = sql.prepare("SELECT id, revision, fingerprint" + std::string(meta.format >= 3 ? ", head" : "") +
                                 " FROM production WHERE " + std::string(condition));
    if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
    (*statement)->bind_text(1, name);
    auto row = (*statement)->step();
    if (!row) return tl::unexpected<Failure>(std::move(row.error()));
    if (!*row) return std::optional<ProductionRow>();
    const auto fingerprint = digest_from((*statement)->text(2));
    if (!fingerprint) return damaged(store, "the fingerprint of \"" + printable(name) + "\" is not one");
    const auto head = meta.format >= 3 ? digest_from((*statement)->text(3)) : Digest{};
    if (!head) return damaged(store, other_end);
    return std::optional<ProductionRow>(
        ProductionRow{(*statement)->number(0), (*statement)->number(1), *fingerprint, *head});
}

}  // namespace

Result<std::optional<ProductionRow>> find_production(const Store& store, Sql& sql, const MetaRow& meta,
                                                     std::string_view name) {
    // By the index and by the rows themselves: where one of them is damaged, a production would seem not to be there.
    auto found = production_where(store, sql, meta, "name=?", name);
    if (!found) return found;
    auto row = production_where(store, sql, meta, "name||''=?", name);
    if (row && row->has_value() != found->has_value())
        return damaged(store, "its productions and their index do not agree");
    return row;
}

Result<CanonicalForm> read_entries(const Store& store, Sql& sql, std::uint64_t production, const Revision& revision,
                                   const DigestKey& key) {
    auto statement = sql.prepare("SELECT key, hash FROM entry WHERE production=? ORDER BY key");
    if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
    (*statement)->bind(1, production);
    auto keys = std::make_shared<std::string>();
    std::vector<std::size_t> ends;
    std::vector<Entry> entries;
    while (true) {
        auto row = (*statement)->step();
        if (!row) return tl::unexpected<Failure>(std::move(row.error()));
        if (!*row) break;
        const auto hash = digest_from((*statement)->text(1));
        if (!hash) return damaged(store, "an entry has no digest");
        *keys += (*statement)->text(0);
        ends.push_back(keys->size());
        entries.emplace_back().hash = *hash;
    }
    std::size_t begin = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        entries[i].key = std::string_view(*keys).substr(begin, ends[i] - begin);
        begin = ends[i];
    }
    CanonicalForm form(std::move(keys), std::move(entries), Holds::everything, key);
    if (form.fingerprint() != revision.fingerprint || form.secrets_digest() != revision.secrets)
        return damaged(store, "its entries do not have the fingerprint that was recorded");
    return form;
}

namespace {

constexpr std::size_t bodies_at_once = 10'000;  // some megabytes

/// Those whose digests are among `hashes`, which are sorted.
Result<bool> read_some_bodies(const Store& store, Sql& sql, std::vector<std::string_view> hashes,
                              const std::function<void(const Digest&, std::string_view)>& take) {
    const std::size_t wanted = hashes.size();
    auto statement = sql.prepare("SELECT hash, body FROM content WHERE hash = ANY(?) ORDER BY hash");
    if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
    (*statement)->bind_bytes_each(1, std::move(hashes));
    std::size_t found = 0;
    while (true) {
        auto row = (*statement)->step();
        if (!row) return row;
        if (!*row) break;
        const auto hash = digest_from((*statement)->text(0));
        const std::string_view body = (*statement)->text(1);
        if (!hash || sha256(body) != *hash) {
            return damaged(store, "the content " + (hash ? hash->hex().substr(0, 12) : "") + " is not what was stored");
        }
        take(*hash, body);
        ++found;
    }
    if (found == wanted) return true;
    return damaged(store, std::to_string(wanted - found) + " of its contents are missing");
}

}  // namespace

Result<bool> read_bodies(const Store& store, Sql& sql, CanonicalForm& form, const std::vector<std::size_t>& entries) {
    std::vector<std::size_t> sorted = entries;
    const auto hash_of = [&](std::size_t index) -> const Digest& { return form.entries()[index].hash; };
    std::sort(sorted.begin(), sorted.end(), [&](auto a, auto b) { return hash_of(a) < hash_of(b); });
    auto bodies = std::make_shared<std::vector<std::string>>();
    bodies->reserve(sorted.size());
    std::size_t filled = 0;
    const auto take = [&](const Digest& hash, std::string_view body) {
        bodies->emplace_back(body);
        for (; filled < sorted.size() && hash_of(sorted[filled]) == hash; ++filled) {
            form.entries()[sorted[filled]].body = bodies->back();
        }
    };
    std::vector<std::string_view> hashes;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const bool again = i > 0 && hash_of(sorted[i]) == hash_of(sorted[i - 1]);
        if (!again) hashes.push_back(bytes_of(hash_of(sorted[i])));
        if (hashes.empty() || (hashes.size() < bodies_at_once && i + 1 < sorted.size())) continue;
        auto read = read_some_bodies(store, sql, std::move(hashes), take);
        if (!read) return read;
        hashes.clear();
    }
    form.own(bodies);
    return true;
}

Digest digest_of(const MetaRow& meta) {
    std::string text = "millwright registry ";
    append_field(text, meta.identity);
    append_field(text, Digest{meta.digest_key.bytes}.hex());
    return sha256(text);
}

Digest digest_of(const Revision& revision, const Digest& previous) {
    std::string text = std::to_string(revision.number);
    for (const std::string* field : {&revision.apply_id, &revision.at, &revision.who, &revision.host, &revision.tool}) {
        append_field(text, *field);
    }
    append_field(text, revision.plan_digest.hex());
    append_field(text, revision.fingerprint.hex());
    append_field(text, previous.hex());
    // Rows of older formats, which had none, keep the digests that the rows after them say.
    if (revision.secrets != Digest{}) append_field(text, revision.secrets.hex());
    if (revision.changes_digest != Digest{}) {
        text += "changes ";
        append_field(text, revision.changes_digest.hex());
    }
    return sha256(text);
}

Digest digest_of(const std::vector<RowChange>& changes) {
    const auto bytes = [](const std::optional<Digest>& digest) {
        return digest ? bytes_of(*digest) : std::string_view();
    };
    std::string text(changes_title);
    for (const RowChange& row : changes) append_change(text, row.key, bytes(row.before), bytes(row.after));
    return sha256(text);
}

Result<std::vector<Revision>> read_history(const Store& store, Sql& sql, const MetaRow& meta, std::uint64_t production,
                                           const ProductionRow& now) {
    auto statement = sql.prepare(select_revisions(meta, "production=?"));
    if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
    (*statement)->bind(1, production);
    std::vector<Revision> history;
    Digest expected = digest_of(meta);
    while (true) {
        auto row = (*statement)->step();
        if (!row) return tl::unexpected<Failure>(std::move(row.error()));
        if (!*row) break;
        auto found = revision_of(**statement);
        const std::uint64_t number = history.size() + 1;
        if (!found || found->revision.number != number || found->previous != expected) {
            return damaged(store, "its history does not hold together at revision " + std::to_string(number));
        }
        expected = digest_of(found->revision, found->previous);
        history.push_back(std::move(found->revision));
    }
    if (history.size() != now.revision || (!history.empty() && history.back().fingerprint != now.fingerprint)) {
        return damaged(store, "its history does not lead to what is deployed");
    }
    if (!is_head(meta, now, expected)) return damaged(store, other_end);
    statement->reset();
    auto changes = read_changes(store, sql, production, history);
    if (!changes) return tl::unexpected<Failure>(std::move(changes.error()));
    return history;
}

Result<LastRevision> read_last_revision(const Store& store, Sql& sql, const MetaRow& meta, std::uint64_t production,
                                        const ProductionRow& now, Counts counts) {
    LastRevision last;
    last.digest = digest_of(meta);
    if (now.revision == 0) return last;
    auto statement = sql.prepare(select_revisions(meta, "production=? AND n IN (1, ?)"));
    if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
    (*statement)->bind(1, production);
    (*statement)->bind(2, now.revision);
    while (true) {
        auto row = (*statement)->step();
        if (!row) return tl::unexpected<Failure>(std::move(row.error()));
        if (!*row) break;
        auto found = revision_of(**statement);
        if (!found || (found->revision.number == 1 && found->previous != digest_of(meta))) {
            return damaged(store, "its history does not begin with this store");
        }
        last.digest = digest_of(found->revision, found->previous);
        last.revision = std::move(found->revision);
    }
    const bool whole =
        last.revision && last.revision->number == now.revision && last.revision->fingerprint == now.fingerprint;
    if (!whole) return damaged(store, "its history does not lead to what is deployed");
    if (!is_head(meta, now, last.digest)) return damaged(store, other_end);
    if (counts == Counts::left_out) return last;
    statement->reset();
    auto changes = read_changes(store, sql, production, {&*last.revision, 1});
    if (!changes) return tl::unexpected<Failure>(std::move(changes.error()));
    return last;
}

Result<std::optional<FoundApply>> find_apply(const Store& store, Sql& sql, std::string_view apply_id) {
    auto statement = sql.prepare("SELECT n, fingerprint FROM revision WHERE apply_id=?");
    if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
    (*statement)->bind_text(1, apply_id);
    auto row = (*statement)->step();
    if (!row) return tl::unexpected<Failure>(std::move(row.error()));
    if (!*row) return std::optional<FoundApply>();
    const auto fingerprint = digest_from((*statement)->text(1));
    if (!fingerprint) return damaged(store, "the fingerprint of a revision is not one");
    return std::optional<FoundApply>(FoundApply{(*statement)->number(0), *fingerprint});
}

}  // namespace millwright::migrate
