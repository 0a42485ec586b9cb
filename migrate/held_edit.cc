#include "migrate/held_edit.h"

#include <algorithm>
#include <memory>
#include <set>

#include "graph/utf8.h"
#include "migrate/diff.h"
#include "migrate/item_body.h"
#include "migrate/stored_production.h"

namespace millwright::migrate {
namespace {

bool is_item_key(std::string_view key) {
    return kind_of_key(key) == "item";
}

bool is_held(std::string_view key) {
    return is_item_key(key) || key == "production";
}

bool same_key(const Setting& a, const Setting& b) {
    return a.scope == b.scope && a.name == b.name;
}

bool same_value(const Setting& a, const Setting& b) {
    if (a.value == b.value) return true;
    return (a.is_target() || b.is_target()) && split_names(a.value) == split_names(b.value);
}

/// The texts and values of `wanted`, brought into the production that is changed.
class Merging {
public:
    Merging(Production& live, const NotStored& not_stored) : live_(live), not_stored_(not_stored) {}

    void merge_production(const Production& wanted) {
        live_.testing_enabled = kept(wanted.testing_enabled);
        live_.log_general_trace_events = kept(wanted.log_general_trace_events);
        live_.actor_pool_size = kept(wanted.actor_pool_size);
        live_.description = kept(wanted.description);
        if (!live_.description.empty()) live_.description_presence = Presence::present;
        const std::string what = "the production";
        live_.production_attributes =
            attributes(live_.production_attributes, wanted, wanted.production_attributes, what);
        live_.production_settings =
            settings(live_.production_settings, wanted, wanted.production_settings, "production", what);
    }

    void merge_item(Item& item, const Production& wanted, const Item& by, std::string_view key) {
        item.class_name = kept(by.class_name);
        item.category = kept(by.category);
        item.comment = kept(by.comment);
        item.schedule = kept(by.schedule);
        item.pool_size = kept(by.pool_size);
        item.enabled = kept(by.enabled);
        item.foreground = kept(by.foreground);
        item.log_trace_events = kept(by.log_trace_events);
        const std::string what = in_quotes(by.name);
        item.attributes = attributes(item.attributes, wanted, by.attributes, what);
        item.settings = settings(item.settings, wanted, by.settings, key, what);
    }

    Item new_item(const Production& wanted, const Item& by, std::string_view key) {
        Item item;
        item.name = kept(by.name);
        merge_item(item, wanted, by, key);
        return item;
    }

    Diagnostics& found() { return found_; }

private:
    Text kept(Text text) { return live_.texts.keep(text); }
    Flag kept(const Flag& flag) { return Flag::read(flag.text(), live_.texts); }

    /// The value itself, where only its digest is stored.
    Text value_of(Text value, std::string_view name, const std::string& what) {
        const auto digest = placeholder_digest(value);
        if (!digest) return kept(value);
        const auto known = not_stored_.values.find(*digest);
        if (known != not_stored_.values.end()) return kept(known->second);
        found_
            .add(Code::unsupported_refused, {},
                 in_quotes(name) + " of " + what +
                     " held a value that looks like a secret, of which only a digest is kept")
            .advise("write the value into the settings, or have the engine take it from Credentials");
        return {};
    }

    /// An engine would take the reference for the value.
    void refuse_reference(const Setting& setting, const std::string& what) {
        if (!setting.refers_to_secret || placeholder_digest(setting.value)) return;
        found_
            .add(Code::unsupported_refused, {},
                 in_quotes(setting.name) + " of " + what + " refers to a secret, whose value would have to be written")
            .advise("have the engine take it from Credentials");
    }

    Range<Attribute> attributes(Range<Attribute> range, const Production& wanted, Range<Attribute> by,
                                const std::string& what) {
        std::vector<Attribute> all;
        const auto wanted_ones = wanted.of(by);
        const auto find = [](auto& list, Text name) {
            return std::find_if(list.begin(), list.end(), [&](const Attribute& each) { return each.name == name; });
        };
        for (const Attribute& each : live_.of(range)) {
            const auto same = find(wanted_ones, each.name);
            if (same == wanted_ones.end() && !each.value.empty()) continue;
            all.push_back(each);
            if (same != wanted_ones.end()) all.back().value = value_of(same->value, each.name, what);
        }
        for (const Attribute& each : wanted_ones) {
            if (find(all, each.name) != all.end()) continue;
            all.push_back({kept(each.name), value_of(each.value, each.name, what), {}});
        }
        return append(live_.attributes, std::move(all));
    }

    Range<Setting> settings(Range<Setting> range, const Production& wanted, Range<Setting> by, std::string_view key,
                            const std::string& what) {
        const auto old_ones = live_.of(range);
        std::vector<Setting> wanted_ones(wanted.of(by).begin(), wanted.of(by).end());
        for (Setting& each : wanted_ones) {
            refuse_reference(each, what);
            each.value = value_of(each.value, each.name, what);
        }
        sort_as_written(wanted_ones, key);
        std::vector<Setting> all;
        for (std::size_t i = 0; i < old_ones.size(); ++i) {
            const Setting& each = old_ones[i];
            const auto same = std::find_if(wanted_ones.begin(), wanted_ones.end(),
                                           [&](const Setting& other) { return same_key(each, other); });
            if (same == wanted_ones.end()) continue;
            all.push_back(each);
            // Of several with one name the engine goes by the last.
            const bool last = std::none_of(old_ones.begin() + static_cast<std::ptrdiff_t>(i) + 1, old_ones.end(),
                                           [&](const Setting& later) { return same_key(each, later); });
            if (last && !same_value(each, *same)) all.back() = copied(*same);
        }
        for (const Setting& each : wanted_ones) {
            const bool there = std::any_of(old_ones.begin(), old_ones.end(),
                                           [&](const Setting& other) { return same_key(each, other); });
            if (!there) all.push_back(copied(each));
        }
        return append(live_.settings, std::move(all));
    }

    Setting copied(const Setting& by) {
        Setting setting;
        setting.scope = kept(by.scope);
        setting.name = kept(by.name);
        setting.value = kept(by.value);
        return setting;
    }

    void sort_as_written(std::vector<Setting>& settings, std::string_view key) const {
        const auto order = not_stored_.order.find(key);
        if (order == not_stored_.order.end()) return;
        const auto rank = [&](const Setting& setting) {
            const auto& names = order->second.settings;
            return std::find(names.begin(), names.end(),
                             std::pair(std::string(setting.scope), std::string(setting.name))) -
                   names.begin();
        };
        std::stable_sort(settings.begin(), settings.end(),
                         [&](const Setting& a, const Setting& b) { return rank(a) < rank(b); });
    }

    Production& live_;
    const NotStored& not_stored_;
    Diagnostics found_;
};

/// The production that the rows make up, each row's thing at its entry's index.
struct Wanted {
    std::vector<Entry> entries;
    Production production;
};

Result<Wanted> wanted_by(std::string_view name, std::span<const RowChange> rows) {
    Wanted wanted;
    for (const RowChange& row : rows) {
        if (!row.after || !is_held(row.key)) continue;
        Entry entry;
        entry.key = row.key;
        entry.body = row.body;
        wanted.entries.push_back(entry);
    }
    auto production = production_from_entries(name, wanted.entries);
    if (!production) return tl::unexpected<Failure>(std::move(production.error()));
    wanted.production = std::move(*production);
    return wanted;
}

/// The item that goes under its old name and comes under this one, or nullptr.
Item* renamed_item(Production& live, const CanonicalForm& form, std::span<const RowChange> rows,
                   const NotStored& not_stored, std::string_view name) {
    const auto old_name = not_stored.renamed.find(name);
    if (old_name == not_stored.renamed.end()) return nullptr;
    const std::string key = "item/" + old_name->second;
    const auto goes = [&](const RowChange& row) { return row.key == key && !row.after; };
    const Entry* entry = form.find(key);
    if (entry == nullptr || std::none_of(rows.begin(), rows.end(), goes)) return nullptr;
    return &live.items[entry->index];
}

void remove_items(Production& production, const std::vector<bool>& gone) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < production.items.size(); ++i) {
        if (i < gone.size() && gone[i]) continue;
        if (kept != i) production.items[kept] = std::move(production.items[i]);
        ++kept;
    }
    production.items.resize(kept);
}

/// Leaves out settings that belong to nothing any more.
void compact_settings(Production& production) {
    std::vector<Setting> all;
    const auto move_over = [&](Range<Setting>& range) {
        const auto own = production.of(range);
        range = append(all, std::vector<Setting>(own.begin(), own.end()));
    };
    move_over(production.production_settings);
    for (Item& item : production.items) move_over(item.settings);
    production.settings = std::move(all);
}

/// Whether an engine, which only sees text, takes the setting for a target setting as well.
bool recognised(const Setting& setting, const ItemIndex& index) {
    const auto names = split_names(setting.value);
    if (setting.scope != "Host" || setting.name.starts_with('%') || names.empty()) return false;
    return std::all_of(names.begin(), names.end(), [&](auto name) { return index.find(name).valid(); });
}

}  // namespace

void add_hidden_values(const Production& production, const DigestKey& key, NotStored& not_stored) {
    SettingHider hider(key);
    const auto add_settings = [&](Range<Setting> range) {
        for (const Setting& setting : production.of(range)) {
            if (setting.refers_to_secret || hider.form_of(setting) != Stored::digest) continue;
            not_stored.values.emplace(hider.stored(setting).text, setting.value);
        }
    };
    const auto add_attributes = [&](Range<Attribute> range) {
        for (const Attribute& each : production.of(range)) {
            const std::string hidden = hider.hidden(each.name, each.value);
            const auto digest = placeholder_digest(hidden);
            if (digest && hidden != each.value) not_stored.values.emplace(*digest, each.value);
        }
    };
    add_settings(production.production_settings);
    add_attributes(production.production_attributes);
    for (const Item& item : production.items) {
        add_settings(item.settings);
        add_attributes(item.attributes);
    }
}

void add_order(const Production& production, const CanonicalForm& form, const CanonicalForm& before,
               NotStored& not_stored) {
    for (const Moved& moved : production.moved) {
        if (moved.kind == MovedKind::item) not_stored.renamed.emplace(moved.to, moved.from);
    }
    for (const Entry& entry : form.entries()) {
        const Entry* old = before.find(entry.key);
        if (!is_held(entry.key) || (old != nullptr && old->hash == entry.hash)) continue;
        NotStored::Order& order = not_stored.order[std::string(entry.key)];
        const bool item = is_item_key(entry.key);
        if (item) order.index = entry.index;
        for (const Setting& each :
             production.of(item ? production.items[entry.index].settings : production.production_settings)) {
            order.settings.emplace_back(each.scope, each.name);
        }
    }
}

Result<Production> edited_by(Production live, const CanonicalForm& form, std::span<const RowChange> rows,
                             const NotStored& not_stored) {
    const std::string name(live.name);
    auto wanted = wanted_by(name, rows);
    if (!wanted) return tl::unexpected<Failure>(std::move(wanted.error()));
    Merging merging(live, not_stored);
    std::vector<bool> gone(live.items.size(), false);
    std::vector<std::pair<std::size_t, Item>> added;
    std::set<const Item*> kept_renamed;
    auto next = wanted->entries.begin();
    for (const RowChange& row : rows) {
        if (!is_held(row.key)) continue;
        const Entry* entry = row.after ? &*next++ : nullptr;
        const Entry* there = form.find(row.key);
        if (row.key == "production") {
            if (entry != nullptr) merging.merge_production(wanted->production);
        } else if (entry == nullptr) {
            if (there != nullptr) gone[there->index] = true;
        } else if (const Item& by = wanted->production.items[entry->index]; there != nullptr) {
            merging.merge_item(live.items[there->index], wanted->production, by, row.key);
        } else if (Item* old = renamed_item(live, form, rows, not_stored, by.name); old != nullptr) {
            live.moved.push_back({MovedKind::item, old->name, live.texts.keep(by.name), {}});
            old->name = live.moved.back().to;
            merging.merge_item(*old, wanted->production, by, row.key);
            kept_renamed.insert(old);
        } else {
            const auto order = not_stored.order.find(row.key);
            const std::size_t rank = order == not_stored.order.end() ? form.entries().size() : order->second.index;
            added.emplace_back(rank, merging.new_item(wanted->production, by, row.key));
        }
    }
    for (const Item* each : kept_renamed) gone[static_cast<std::size_t>(each - live.items.data())] = false;
    if (!merging.found().empty()) {
        return tl::unexpected<Failure>(Failure{FailureKind::refused, std::move(merging.found())});
    }
    remove_items(live, gone);
    std::stable_sort(added.begin(), added.end(), [](auto& a, auto& b) { return a.first < b.first; });
    for (auto& [rank, item] : added) live.items.push_back(item);
    compact_settings(live);
    recognise_targets(live);
    return live;
}

CanonicalForm as_engine_reads(const Production& production, const CanonicalForm& form) {
    const ItemIndex index(production);
    SettingHider hider(form.digest_key());
    Production one;  // of the item that has to be written anew
    auto bodies = std::make_shared<std::vector<std::unique_ptr<std::string>>>();
    std::vector<Entry> entries;
    for (const Entry& entry : form.entries()) {
        if (kind_of_key(entry.key) == "secret") continue;  // it refers to none
        entries.push_back(entry);
        if (!is_item_key(entry.key)) continue;
        const Item& item = production.items[entry.index];
        const auto differs = [&](const Setting& each) { return each.is_target() && !recognised(each, index); };
        const auto settings = production.of(item.settings);
        if (std::none_of(settings.begin(), settings.end(), differs)) continue;
        if (bodies->empty()) {
            one.names = production.names;
            one.attributes = production.attributes;
        }
        one.settings.assign(settings.begin(), settings.end());
        Item changed = item;
        changed.behaviour.reset();
        changed.settings = {0, static_cast<std::uint32_t>(settings.size())};
        for (Setting& each : one.settings) {
            if (differs(each)) each.target = TargetOrigin::none;
        }
        auto body = std::make_unique<std::string>();
        append_item_body(*body, one, changed, hider);
        entries.back().body = *body;
        entries.back().hash = sha256(*body);
        bodies->push_back(std::move(body));
    }
    CanonicalForm result(std::move(bodies), std::move(entries), form.holds(), form.digest_key());
    result.own(std::make_shared<CanonicalForm>(form));
    return result;
}

}  // namespace millwright::migrate
