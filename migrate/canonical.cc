#include "migrate/canonical.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

#include "migrate/body_writer.h"
#include "migrate/item_body.h"

namespace millwright::migrate {
namespace {

/// An entry whose text may still move.
struct Growing {
    std::size_t key_at;
    std::size_t body_at;
    std::size_t end;
    std::uint32_t index;
};

/// Appends '%' and '/' in such a way that parts of a key cannot run together.
void append_part(std::string& out, std::string_view part) {
    for (const char c : part) {
        if (c == '%')
            out += "%25";
        else if (c == '/')
            out += "%2F";
        else
            out += c;
    }
}

std::string default_setting_name(const DefaultSetting& setting) {
    std::string name;
    for (const Text part : {setting.production, setting.item, setting.class_name, setting.setting}) {
        if (!name.empty()) name += '/';
        append_part(name, part);
    }
    return name;
}

constexpr std::string_view secret_prefix = "secret/";

/// The part of the entries, which are sorted, that secrets have.
std::span<const Entry> secrets_among(std::span<const Entry> entries) {
    const auto below = [](const Entry& entry, std::string_view key) { return entry.key < key; };
    const auto begin = std::lower_bound(entries.begin(), entries.end(), secret_prefix, below);
    const auto end =
        std::find_if(begin, entries.end(), [](auto& each) { return !each.key.starts_with(secret_prefix); });
    return {begin, end};
}

void append_entries(std::string& text, std::span<const Entry> entries) {
    std::size_t size = text.size();
    for (const Entry& entry : entries) size += entry.key.size() + 40;
    text.reserve(size);
    for (const Entry& entry : entries) {
        for (unsigned shift = 0; shift < 64; shift += 8) {
            text += static_cast<char>(static_cast<std::uint64_t>(entry.key.size()) >> shift);
        }
        text += entry.key;
        text.append(reinterpret_cast<const char*>(entry.hash.bytes.data()), entry.hash.bytes.size());
    }
}

class Builder {
public:
    Builder(const Production& production, const DigestKey& key) : production_(production), hider_(key) {
        text_->reserve(1024 + production.items.size() * 320);
    }

    void add_production() {
        start("production", 1, {}, 0);
        append_production_body(*text_, production_, hider_);
        finish();
    }

    void add_items() {
        const auto& items = production_.items;
        items_from_ = growing_.size();
        each_named(
            items, [](const Item& item) { return item.name; }, "item",
            [&](const Item& item) { append_item_body(*text_, production_, item, hider_); },
            [](const Item& item) { return item.class_name; });
        items_until_ = growing_.size();
    }

    void add_declared() {
        add_of_items("declared", [&](const Item& item) { return declared_body(item); });
        add_of_items("process", [&](const Item& item) {
            return item.behaviour ? body_of(production_, *item.behaviour) : std::string();
        });
        add_all("message", production_.messages);
        add_all("schedule", production_.schedules);
        add_all("story", production_.stories);
        add_all("entity", production_.entities);
        add_declared_names();
        add_protections();
        each_named(production_.default_settings, default_setting_name, "default_setting", [&](DefaultSetting each) {
            const std::string value = hider_.hidden(each.setting, each.value);
            each.value = value;
            *text_ += body_of(production_, each);
        });
    }

    void add_secrets(const DigestKey& key, const SecretValues* values) {
        for (std::size_t i = 0; i < production_.secrets.size(); ++i) {
            UsedSecret secret = production_.secrets[i];
            if (values == nullptr && secret.digest.empty()) continue;
            const auto value =
                values != nullptr ? values->find(std::string(secret.name)) : SecretValues::const_iterator();
            std::string digest;
            if (values != nullptr && value != values->end()) {
                digest = value->second.digest(key, secret.name).hex();
                secret.digest = digest;
            }
            start("secret", 1, secret.name, i);
            *text_ += body_of(production_, secret);
            finish();
        }
    }

    CanonicalForm take(Holds holds, const DigestKey& key) {
        std::vector<Entry> entries;
        entries.reserve(growing_.size());
        const std::string_view all = *text_;
        for (const Growing& each : growing_) {
            const std::string_view body = all.substr(each.body_at, each.end - each.body_at);
            entries.push_back({all.substr(each.key_at, each.body_at - each.key_at), body, sha256(body), each.index});
        }
        return CanonicalForm(std::move(text_), std::move(entries), holds, key);
    }

private:
    void start(std::string_view kind, std::size_t ordinal, std::string_view name, std::size_t index) {
        const std::size_t key_at = text_->size();
        *text_ += kind;
        if (ordinal > 1) *text_ += std::to_string(ordinal);
        if (kind != "production") *text_ += '/';
        *text_ += name;
        growing_.push_back({key_at, text_->size(), 0, static_cast<std::uint32_t>(index)});
    }
    void finish() { growing_.back().end = text_->size(); }

    std::string declared_body(const Item& item) const {
        Declared declared = declared_of(item);
        if (declared.role == role_of_class(item.class_name)) declared.role = Role::component;
        declared.name = {};
        const std::string body = body_of(production_, declared);
        return body == "{}" ? std::string() : body_of(production_, declared_of(item));
    }

    /// One entry for each item with such a body; the key has the item's own number.
    template <class Body>
    void add_of_items(std::string_view kind, Body body) {
        for (std::size_t i = items_from_; i < items_until_; ++i) {
            const Growing item = growing_[i];
            const std::string text = body(production_.items[item.index]);
            if (text.empty()) continue;
            const std::size_t key_at = text_->size();
            const std::string rest = text_->substr(item.key_at + 4, item.body_at - item.key_at - 4);
            *text_ += kind;
            *text_ += rest;
            growing_.push_back({key_at, text_->size(), 0, item.index});
            *text_ += text;
            finish();
        }
    }

    /// One entry for each thing, things of one name numbered in the order of `tie` and body.
    template <class Thing, class Name, class Body, class Tie>
    void each_named(const std::vector<Thing>& things, Name name, std::string_view kind, Body body, Tie tie) {
        using Key = decltype(name(things.front()));
        std::vector<Key> names;
        names.reserve(things.size());
        for (const Thing& thing : things) names.push_back(name(thing));
        std::vector<std::uint32_t> order(things.size());
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return names[a] < names[b]; });
        for (std::size_t i = 0; i < order.size();) {
            std::size_t end = i + 1;
            while (end < order.size() && names[order[end]] == names[order[i]]) ++end;
            if (end > i + 1) order_duplicates(things, order.data() + i, order.data() + end, body, tie);
            for (std::size_t ordinal = 1; i < end; ++i, ++ordinal) {
                start(kind, ordinal, names[order[i]], order[i]);
                body(things[order[i]]);
                finish();
            }
        }
    }
    template <class Thing, class Name, class Body>
    void each_named(const std::vector<Thing>& things, Name name, std::string_view kind, Body body) {
        each_named(things, name, kind, body, [](const Thing&) { return Text(); });
    }

    template <class Thing, class Body, class Tie>
    void order_duplicates(const std::vector<Thing>& things, std::uint32_t* begin, std::uint32_t* end, Body body,
                          Tie tie) {
        std::vector<std::pair<std::string, std::uint32_t>> keyed;
        for (auto* at = begin; at != end; ++at) {
            const std::size_t size = text_->size();
            body(things[*at]);
            keyed.emplace_back(std::string(tie(things[*at])) + '\n' + text_->substr(size), *at);
            text_->resize(size);
        }
        std::sort(keyed.begin(), keyed.end());
        for (const auto& each : keyed) *begin++ = each.second;
    }

    /// One entry for each thing that has a body; `index` is that of the thing in `things`.
    template <class Thing, class Name, class Body>
    void add_some(std::string_view kind, const std::vector<Thing>& things, Name name, Body body) {
        struct Named {
            Text name;
            std::string body;
            std::uint32_t index;
        };
        std::vector<Named> some;
        for (std::size_t i = 0; i < things.size(); ++i) {
            std::string text = body(things[i]);
            if (!text.empty()) some.push_back({name(things[i]), std::move(text), static_cast<std::uint32_t>(i)});
        }
        std::stable_sort(some.begin(), some.end(),
                         [](auto& a, auto& b) { return std::tie(a.name, a.body) < std::tie(b.name, b.body); });
        std::size_t ordinal = 1;
        for (std::size_t i = 0; i < some.size(); ++i) {
            ordinal = i > 0 && some[i - 1].name == some[i].name ? ordinal + 1 : 1;
            start(kind, ordinal, some[i].name, some[i].index);
            *text_ += some[i].body;
            finish();
        }
    }

    template <class Thing>
    void add_all(std::string_view kind, const std::vector<Thing>& things) {
        each_named(
            things, [](const Thing& thing) { return thing.name; }, kind,
            [&](const Thing& thing) { *text_ += body_of(production_, thing); });
    }

    void add_declared_names() {
        static constexpr std::array<std::string_view, 4> kinds{"channel", "surface", "role", "intent"};
        for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
            add_some(
                kinds[kind], production_.declared_names, [](const DeclaredName& each) { return each.name; },
                [&](const DeclaredName& each) {
                    return static_cast<std::size_t>(each.kind) == kind ? body_of(production_, each) : std::string();
                });
        }
    }

    void add_protections() {
        const auto name = [](const Protection& each) {
            return (each.kind == ProtectedKind::item ? "item/" : "process/") + std::string(each.name);
        };
        each_named(production_.protections, name, "protect",
                   [&](const Protection& each) { *text_ += body_of(production_, each); });
    }

    const Production& production_;
    SettingHider hider_;
    std::shared_ptr<std::string> text_ = std::make_shared<std::string>();
    std::vector<Growing> growing_;
    std::size_t items_from_ = 0;
    std::size_t items_until_ = 0;
};

}  // namespace

CanonicalForm::CanonicalForm(std::shared_ptr<void> text, std::vector<Entry> entries, Holds holds, const DigestKey& key)
    : entries_(std::move(entries)), holds_(holds), key_(key) {
    own(std::move(text));
    const auto before = [](const Entry& a, const Entry& b) { return a.key < b.key; };
    if (!std::is_sorted(entries_.begin(), entries_.end(), before)) {
        std::sort(entries_.begin(), entries_.end(), before);
    }
    fingerprint_ = fingerprint_of(entries_);
}

const Entry* CanonicalForm::find(std::string_view key) const {
    const auto at = std::lower_bound(entries_.begin(), entries_.end(), key,
                                     [](const Entry& entry, std::string_view wanted) { return entry.key < wanted; });
    return at != entries_.end() && at->key == key ? &*at : nullptr;
}

CanonicalForm canonical_form(const Production& production, Holds holds, const DigestKey& key,
                             const SecretValues* secrets) {
    Builder builder(production, key);
    builder.add_production();
    builder.add_items();
    if (holds == Holds::everything) builder.add_declared();
    builder.add_secrets(key, secrets);
    return builder.take(holds, key);
}

Digest fingerprint_of(std::span<const Entry> entries) {
    const auto secrets = secrets_among(entries);
    const auto before = static_cast<std::size_t>(secrets.data() - entries.data());
    std::string text = "millwright canonical " + std::to_string(canonical_version) + "\n";
    append_entries(text, entries.first(before));
    append_entries(text, entries.subspan(before + secrets.size()));
    return sha256(text);
}

Digest secrets_digest_of(std::span<const Entry> entries) {
    const auto secrets = secrets_among(entries);
    if (secrets.empty()) return {};
    std::string text = "millwright secrets " + std::to_string(canonical_version) + "\n";
    append_entries(text, secrets);
    return sha256(text);
}

Digest CanonicalForm::secrets_digest() const {
    return secrets_digest_of(entries_);
}

std::string secret_key(std::string_view name) {
    return std::string(secret_prefix) + std::string(name);
}

bool held_by_engine(std::string_view key) {
    const std::string_view kind = kind_of_key(key);
    return kind == "production" || kind == "item" || kind == "secret";
}

std::string key_part(std::string_view name) {
    std::string part;
    append_part(part, name);
    return part;
}

std::string_view kind_of_key(std::string_view key) {
    const std::string_view kind = key.substr(0, key.find('/'));
    const std::size_t last = kind.find_last_not_of("0123456789");
    return kind.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

std::string_view name_of_key(std::string_view key) {
    const std::size_t slash = key.find('/');
    return slash == std::string_view::npos ? std::string_view() : key.substr(slash + 1);
}

}  // namespace millwright::migrate
