#include "migrate/intents.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "graph/json_text.h"
#include "graph/utf8.h"
#include "migrate/registry_rows.h"

namespace millwright::migrate {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 4> state_words{"open", "applied", "abandoned", "failed"};
constexpr std::string_view format_version = "1.0";

void write_digest(JsonText& out, std::string_view name, const std::optional<Digest>& digest) {
    out.key(name);
    digest ? out.value(std::string_view(digest->hex())) : out.null();
}

void write_rows(JsonText& out, const std::vector<RowChange>& rows) {
    out.key("rows").begin_array();
    for (const RowChange& row : rows) {
        out.begin_object().member("key", row.key);
        write_digest(out, "before", row.before);
        write_digest(out, "after", row.after);
        out.member("body", row.after ? row.body : std::string_view());
        out.end_object();
    }
    out.end_array();
}

std::string document_of(const Intent& intent) {
    JsonText out;
    out.begin_object().member("format_version", format_version);
    out.member("production", std::string_view(intent.production));
    out.member("identity", std::string_view(intent.identity));
    out.member("base_revision", intent.base_revision);
    write_digest(out, "base_fingerprint", intent.base_fingerprint);
    write_digest(out, "fingerprint", intent.rows.fingerprint);
    write_digest(out, "secrets", intent.rows.secrets);
    write_digest(out, "plan_digest", intent.plan_digest);
    out.member("at", std::string_view(intent.who.now)).member("by", std::string_view(intent.who.user));
    out.member("host", std::string_view(intent.who.host)).member("tool", std::string_view(intent.who.tool));
    out.member("backup", std::string_view(intent.backup));
    write_rows(out, intent.rows.rows);
    out.end_object();
    return out.take();
}

/// Reads members; one that is missing or of a wrong type makes it not ok.
class Members {
public:
    explicit Members(const json& node) : node_(node), ok_(node.is_object()) {}

    bool ok() const { return ok_; }
    std::string text(const char* name) {
        const json* found = member(name);
        if (found != nullptr && found->is_string()) return found->get<std::string>();
        ok_ = false;
        return {};
    }
    std::uint64_t number(const char* name) {
        const json* found = member(name);
        if (found != nullptr && found->is_number_unsigned()) return found->get<std::uint64_t>();
        ok_ = false;
        return 0;
    }
    std::optional<Digest> digest_or_null(const char* name) {
        const json* found = member(name);
        if (found != nullptr && found->is_null()) return std::nullopt;
        return digest(name);
    }
    Digest digest(const char* name) {
        const auto digest = Digest::from_hex(text(name));
        if (!digest) ok_ = false;
        return digest.value_or(Digest{});
    }
    const json& list(const char* name) {
        static const json none = json::array();
        const json* found = member(name);
        if (found != nullptr && found->is_array()) return *found;
        ok_ = false;
        return none;
    }

private:
    const json* member(const char* name) const {
        if (!node_.is_object()) return nullptr;
        const auto at = node_.find(name);
        return at == node_.end() ? nullptr : &*at;
    }

    const json& node_;
    bool ok_;
};

/// The rows of a document. They own their texts.
bool read_rows(const json& list, RowChanges& rows) {
    auto texts = std::make_shared<std::vector<std::pair<std::string, std::string>>>();
    texts->reserve(list.size());
    for (const json& node : list) {
        Members row(node);
        const std::string key = row.text("key");
        RowChange change;
        change.before = row.digest_or_null("before");
        change.after = row.digest_or_null("after");
        texts->emplace_back(key, row.text("body"));
        if (!row.ok() || (change.after && sha256(texts->back().second) != *change.after)) return false;
        change.key = texts->back().first;
        change.body = texts->back().second;
        rows.rows.push_back(change);
    }
    rows.texts = texts;
    return std::is_sorted(rows.rows.begin(), rows.rows.end(), [](auto& a, auto& b) { return a.key < b.key; });
}

std::optional<Intent> read_document(std::string_view text) {
    const json node = json::parse(text, nullptr, false);
    if (node.is_discarded()) return std::nullopt;
    Members members(node);
    Intent intent;
    intent.production = members.text("production");
    intent.identity = members.text("identity");
    intent.base_revision = members.number("base_revision");
    intent.base_fingerprint = members.digest("base_fingerprint");
    intent.rows.fingerprint = members.digest("fingerprint");
    intent.rows.secrets = members.digest("secrets");
    intent.plan_digest = members.digest("plan_digest");
    intent.who.now = members.text("at");
    intent.who.user = members.text("by");
    intent.who.host = members.text("host");
    intent.who.tool = members.text("tool");
    intent.backup = members.text("backup");
    const bool rows = read_rows(members.list("rows"), intent.rows);
    if (!members.ok() || !rows) return std::nullopt;
    return intent;
}

bool is_newer(std::string_view text) {
    const json node = json::parse(text, nullptr, false);
    const std::string version = node.is_object() ? node.value("format_version", std::string()) : std::string();
    return !version.empty() && version.substr(0, version.find('.')) != "1";
}

std::optional<Digest> digest_from(std::string_view bytes) {
    Digest digest;
    if (bytes.size() != digest.bytes.size()) return std::nullopt;
    std::copy(bytes.begin(), bytes.end(), digest.bytes.begin());
    return digest;
}

Result<std::optional<Intent>> intent_of(const Store& store, const Statement& row, const DigestKey& key) {
    if (is_newer(row.text(3))) {
        return fail_in_file(FailureKind::refused, Code::state_newer, store.place(),
                            "a newer version of Millwright left an apply unfinished, and this one cannot read it",
                            "nothing was done; use the newer version");
    }
    auto intent = read_document(row.text(3));
    const auto before = digest_from(row.text(1));
    const auto after = digest_from(row.text(2));
    if (!intent || !before || !after) return damaged(store, "what an apply left unfinished cannot be read");
    intent->apply_id = row.text(0);
    intent->before = *before;
    intent->after = *after;
    intent->rows.digest_key = key;
    return std::optional<Intent>(std::move(*intent));
}

/// A copy of a store of an older format, made before it is upgraded.
Result<bool> keep_older(Store& store, Sql& sql) {
    auto header = store.header(sql);
    if (!header) return tl::unexpected<Failure>(std::move(header.error()));
    if (header->empty || header->format >= registry_format) return true;
    auto kept = store.back_up(sql, header->format);
    if (!kept) return tl::unexpected<Failure>(std::move(kept.error()));
    return true;
}

}  // namespace

std::string_view name_of(IntentState state) {
    return state_words[static_cast<std::size_t>(state)];
}

Result<std::optional<Intent>> open_intent(const Store& store, std::string_view production) {
    auto opened = store.open_to_read();
    if (!opened) return tl::unexpected<Failure>(std::move(opened.error()));
    if (!opened->sql) return std::optional<Intent>();
    auto meta = read_meta(store, *opened->sql);
    if (!meta) return tl::unexpected<Failure>(std::move(meta.error()));
    if (!*meta) return std::optional<Intent>();
    auto statement = opened->sql->prepare(
        "SELECT apply_id, before_fp, after_fp, plan FROM intent WHERE deployment=? AND state='open' ORDER BY apply_id");
    if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
    (*statement)->bind_text(1, production);
    auto row = (*statement)->step();
    if (!row) return tl::unexpected<Failure>(std::move(row.error()));
    if (!*row) return std::optional<Intent>();
    return intent_of(store, **statement, (*meta)->digest_key);
}

Result<bool> begin_intent(Store& store, const Intent& intent, const DigestKey& digest_key, std::uint32_t timeout_ms) {
    auto opened = store.open_to_write(intent.who, timeout_ms);
    if (!opened) return tl::unexpected<Failure>(std::move(opened.error()));
    Sql& sql = *opened->sql;
    if (auto kept = keep_older(store, sql); !kept) return kept;
    auto meta = read_meta(store, sql);
    if (!meta) return tl::unexpected<Failure>(std::move(meta.error()));
    if (auto done = prepare_tables(store, sql, MetaRow{intent.identity, digest_key}); !done) return done;
    auto insert = sql.prepare(
        "INSERT INTO intent(apply_id, deployment, before_fp, after_fp, plan, state) VALUES(?, ?, ?, ?, ?, ?)");
    if (!insert) return tl::unexpected<Failure>(std::move(insert.error()));
    (*insert)->bind_text(1, intent.apply_id);
    (*insert)->bind_text(2, intent.production);
    (*insert)->bind(3, intent.before);
    (*insert)->bind(4, intent.after);
    (*insert)->bind_text(5, document_of(intent));
    (*insert)->bind_text(6, name_of(IntentState::open));
    if (auto done = (*insert)->step(); !done) return done;
    insert->reset();
    return opened->transaction->commit();
}

Result<bool> settle_intent(Sql& sql, std::string_view apply_id, IntentState state) {
    auto update = sql.prepare("UPDATE intent SET state=? WHERE apply_id=?");
    if (!update) return tl::unexpected<Failure>(std::move(update.error()));
    (*update)->bind_text(1, name_of(state));
    (*update)->bind_text(2, apply_id);
    return (*update)->step();
}

Result<bool> settle_intent(Store& store, const Intent& intent, IntentState state, std::uint32_t timeout_ms) {
    auto opened = store.open_to_write(intent.who, timeout_ms);
    if (!opened) return tl::unexpected<Failure>(std::move(opened.error()));
    if (auto done = settle_intent(*opened->sql, intent.apply_id, state); !done) return done;
    return opened->transaction->commit();
}

}  // namespace millwright::migrate
