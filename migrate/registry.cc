#include "migrate/registry.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "graph/utf8.h"
#include "migrate/registry_rows.h"
#include "migrate/store.h"
#include "migrate/stored_production.h"

namespace millwright::migrate {
namespace {

Result<View> open(const Store& store) {
    return view_of(store, store.open_to_read());
}

Result<CanonicalForm> entries_as_of(const Store& store, Sql& sql, std::uint64_t production, const Revision& revision,
                                    const CanonicalForm& now) {
    std::map<std::string, std::optional<Digest>, std::less<>> old_hashes;
    auto statement = sql.prepare("SELECT key, old_hash FROM change WHERE production=? AND n>? ORDER BY n DESC");
    if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
    (*statement)->bind(1, production);
    (*statement)->bind(2, revision.number);
    while (true) {
        auto row = (*statement)->step();
        if (!row) return tl::unexpected<Failure>(std::move(row.error()));
        if (!*row) break;
        auto& hash = old_hashes[std::string((*statement)->text(0))];
        hash.reset();
        const std::string_view bytes = (*statement)->text(1);
        if ((*statement)->is_null(1)) continue;
        if (bytes.size() != 32) return damaged(store, "a change has no digest");
        hash.emplace();
        std::copy(bytes.begin(), bytes.end(), hash->bytes.begin());
    }
    auto keys = std::make_shared<std::vector<std::string>>();
    keys->reserve(now.entries().size() + old_hashes.size());
    std::vector<Entry> entries;
    const auto add = [&](std::string_view key, const Digest& hash) {
        keys->emplace_back(key);
        entries.emplace_back().hash = hash;
        entries.back().key = keys->back();
    };
    for (const Entry& entry : now.entries()) {
        if (old_hashes.find(entry.key) == old_hashes.end()) add(entry.key, entry.hash);
    }
    for (const auto& [key, hash] : old_hashes) {
        if (hash) add(key, *hash);
    }
    CanonicalForm form(keys, std::move(entries), Holds::everything, now.digest_key());
    if (form.fingerprint() != revision.fingerprint || form.secrets_digest() != revision.secrets) {
        return damaged(store, "the changes do not lead back to revision " + std::to_string(revision.number));
    }
    return form;
}

/// How the revision is called that somebody asked for; 0 is the one that is deployed now.
Result<CanonicalForm> form_of_revision(const Store& store, View& opened, std::string_view name,
                                       std::uint64_t revision) {
    const auto missing = [&](const std::string& what) {
        return fail_in_file(FailureKind::environment, Code::nothing_deployed, store.place(), what,
                            "see what there is with: millwright history");
    };
    if (!opened.meta) return missing("nothing is deployed yet");
    auto row = find_production(store, opened.sql(), *opened.meta, name);
    if (!row) return tl::unexpected<Failure>(std::move(row.error()));
    if (!*row) return missing("the production \"" + printable(name) + "\" is not deployed here");
    auto last = read_last_revision(store, opened.sql(), *opened.meta, (*row)->id, **row);
    if (!last) return tl::unexpected<Failure>(std::move(last.error()));
    if (!last->revision) return damaged(store, "what is deployed has no revision");
    auto now = read_entries(store, opened.sql(), (*row)->id, *last->revision, opened.meta->digest_key);
    if (!now || revision == 0 || revision == (*row)->revision) return now;
    if (revision > (*row)->revision) return missing("there is no revision " + std::to_string(revision));
    auto history = read_history(store, opened.sql(), *opened.meta, (*row)->id, **row);
    if (!history) return tl::unexpected<Failure>(std::move(history.error()));
    return entries_as_of(store, opened.sql(), (*row)->id, (*history)[revision - 1], *now);
}

}  // namespace

Registry::Registry(std::unique_ptr<Store> store) : store_(std::move(store)) {}
Registry::~Registry() = default;
Registry::Registry(Registry&&) noexcept = default;
Registry& Registry::operator=(Registry&&) noexcept = default;

const std::string& Registry::url() const {
    return store_->url();
}

Result<Deployed> Registry::read(std::string_view production, const Fresh& fresh) const {
    Deployed deployed;
    deployed.production = production;
    deployed.identity = hex_of(fresh.identity);
    deployed.form = CanonicalForm(nullptr, {}, Holds::everything, fresh.digest_key);
    auto opened = open(*store_);
    if (!opened) return tl::unexpected<Failure>(std::move(opened.error()));
    if (!opened->meta) return deployed;
    deployed.store_exists = true;
    deployed.identity = opened->meta->identity;
    deployed.form = CanonicalForm(nullptr, {}, Holds::everything, opened->meta->digest_key);
    auto row = find_production(*store_, opened->sql(), *opened->meta, production);
    if (!row) return tl::unexpected<Failure>(std::move(row.error()));
    if (!*row) return deployed;
    auto last = read_last_revision(*store_, opened->sql(), *opened->meta, (*row)->id, **row);
    if (!last) return tl::unexpected<Failure>(std::move(last.error()));
    if (!last->revision) return damaged(*store_, "what is deployed has no revision");
    auto form = read_entries(*store_, opened->sql(), (*row)->id, *last->revision, opened->meta->digest_key);
    if (!form) return tl::unexpected<Failure>(std::move(form.error()));
    deployed.revision = (*row)->revision;
    deployed.fingerprint = (*row)->fingerprint;
    deployed.form = std::move(*form);
    return deployed;
}

Result<Production> Registry::fetch(Deployed& deployed, const CanonicalForm& desired) const {
    const KeyChanges changes = key_changes(deployed.form, desired);
    std::vector<std::size_t> wanted;
    const Entry* first = deployed.form.entries().data();
    for (const Entry* entry : changes.before) wanted.push_back(static_cast<std::size_t>(entry - first));
    if (!wanted.empty()) {
        auto opened = open(*store_);
        if (!opened) return tl::unexpected<Failure>(std::move(opened.error()));
        if (!opened->meta) return damaged(*store_, "it went away while it was read");
        auto filled = read_bodies(*store_, opened->sql(), deployed.form, wanted);
        if (!filled) return tl::unexpected<Failure>(std::move(filled.error()));
    }
    return production_from_entries(deployed.production, deployed.form.entries());
}

Result<Production> Registry::production(std::string_view name, std::uint64_t revision) const {
    auto opened = open(*store_);
    if (!opened) return tl::unexpected<Failure>(std::move(opened.error()));
    auto form = form_of_revision(*store_, *opened, name, revision);
    if (!form) return tl::unexpected<Failure>(std::move(form.error()));
    std::vector<std::size_t> all(form->entries().size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    auto filled = read_bodies(*store_, opened->sql(), *form, all);
    if (!filled) return tl::unexpected<Failure>(std::move(filled.error()));
    return production_from_entries(name, form->entries());
}

Result<std::vector<std::string>> Registry::productions() const {
    std::vector<std::string> names;
    auto opened = open(*store_);
    if (!opened) return tl::unexpected<Failure>(std::move(opened.error()));
    if (!opened->meta) return names;
    auto statement = opened->sql().prepare("SELECT name FROM production ORDER BY name");
    if (!statement) return tl::unexpected<Failure>(std::move(statement.error()));
    while (true) {
        auto row = (*statement)->step();
        if (!row) return tl::unexpected<Failure>(std::move(row.error()));
        if (!*row) return names;
        names.emplace_back((*statement)->text(0));
    }
}

Result<DeployedStatus> Registry::status(std::string_view production) const {
    DeployedStatus status;
    status.production = production;
    const auto holder = store_->holder();
    status.lock_held = holder.has_value();
    status.lock_holder = holder.value_or("");
    auto opened = open(*store_);
    if (!opened) return tl::unexpected<Failure>(std::move(opened.error()));
    if (!opened->meta) return status;
    status.store_exists = true;
    status.format = opened->meta->format;
    auto row = find_production(*store_, opened->sql(), *opened->meta, production);
    if (!row) return tl::unexpected<Failure>(std::move(row.error()));
    if (!*row) return status;
    auto last = read_last_revision(*store_, opened->sql(), *opened->meta, (*row)->id, **row, Counts::wanted);
    if (!last) return tl::unexpected<Failure>(std::move(last.error()));
    status.revision = (*row)->revision;
    status.fingerprint = (*row)->fingerprint;
    status.last = std::move(last->revision);
    return status;
}

Result<std::vector<Revision>> Registry::history(std::string_view production) const {
    auto opened = open(*store_);
    if (!opened) return tl::unexpected<Failure>(std::move(opened.error()));
    if (!opened->meta) return std::vector<Revision>();
    auto row = find_production(*store_, opened->sql(), *opened->meta, production);
    if (!row) return tl::unexpected<Failure>(std::move(row.error()));
    if (!*row) return std::vector<Revision>();
    return read_history(*store_, opened->sql(), *opened->meta, (*row)->id, **row);
}

}  // namespace millwright::migrate
