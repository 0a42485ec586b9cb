#include "migrate/selection_needs.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "graph/secret.h"
#include "graph/utf8.h"
#include "migrate/moves.h"

namespace millwright::migrate {
namespace {

using nlohmann::json;

/// What a body names: items by the places that name items, other things by any text (what is not deployed yet and has that
/// name comes along then, which does no harm).
struct References {
    Names items;
    Names texts;
};

/// "list<Order>", "a|b|c" and "Order?" name what is in them.
void add_text(const std::string& text, Names& texts) {
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.size(), text.find_first_of("<>|?, ", begin));
        if (end > begin) texts.insert(text.substr(begin, end - begin));
        begin = end + 1;
    }
    texts.insert(text);
}

std::string text_member(const json& node, const char* name) {
    const auto at = node.find(name);
    return at != node.end() && at->is_string() ? at->get<std::string>() : std::string();
}

/// Subprocesses, triggers on the end of a process, and what a schedule starts.
void add_process(const json& node, bool schedule, Names& items) {
    const std::string kind = text_member(node, "kind");
    if (kind == "subprocess" || kind == "completed") items.insert(text_member(node, "subject"));
    if (schedule && node.contains("process")) items.insert(text_member(node, "process"));
}

void walk(const json& node, bool schedule, References& found) {
    if (node.is_string()) add_text(node.get_ref<const std::string&>(), found.texts);
    if (node.is_object()) add_process(node, schedule, found.items);
    if (!node.is_structured()) return;
    for (const auto& [name, value] : node.items()) {
        if (node.is_object()) found.texts.insert(name);
        walk(value, schedule, found);
    }
}

void add_targets(const json& body, Names& items) {
    const auto targets = body.find("targets");
    if (targets == body.end() || !targets->is_object()) return;
    for (const auto& [setting, names] : targets->items()) {
        for (const json& name : names) {
            if (name.is_string()) items.insert(name.get<std::string>());
        }
    }
}

/// Alerts go to items.
void add_alerts(const json& body, Names& items) {
    const auto settings = body.find("settings");
    if (settings == body.end() || !settings->is_array()) return;
    for (const json& setting : *settings) {
        const std::string name = text_member(setting, "name");
        if (name != "AlertNotificationManager" && name != "AlertNotificationOperation") continue;
        for (const std::string_view each : split_names(text_member(setting, "value"))) items.emplace(each);
    }
}

References references_of(const std::vector<const Entry*>& entries) {
    References found;
    for (const Entry* entry : entries) {
        const json body = json::parse(entry->body, nullptr, false);
        if (!body.is_object()) continue;
        const std::string_view kind = kind_of_key(entry->key);
        if (kind == "item")
            add_targets(body, found.items);
        else if (kind == production_unit)
            add_alerts(body, found.items);
        else if (kind != "secret" && kind != "protect")
            walk(body, kind == "schedule", found);
    }
    return found;
}

/// A name in quotes, with what it is the name of where that is no item.
std::string words_of(std::string_view unit) {
    if (unit == production_unit) return "the production itself";
    const std::string_view kind = kind_of_key(unit);
    return (kind == "item" ? std::string() : std::string(kind) + " ") + in_quotes(name_of_key(unit));
}

class NeedFinder {
public:
    NeedFinder(Units& units, const Side& before, const Side& after)
        : units_(units),
          before_(before),
          after_(after),
          moves_(*before.form, *after.production, *after.form, ignored_),
          users_(users_of_secrets(*before.production)) {}

    void find() {
        for (auto& [name, unit] : units_) {
            refer_before_[name] = references_of(unit.before);
            refer_after_[name] = references_of(unit.after);
        }
        for (auto& [name, unit] : units_) {
            find_new_things(name, unit);
            find_users(name, unit);
        }
        find_secrets();
        find_renames();
        find_new_production();
    }

private:
    Unit* found(const std::string& name) {
        const auto at = units_.find(name);
        return at == units_.end() ? nullptr : &at->second;
    }

    void need(const std::string& by, const std::string& needed, Why why) {
        if (by == needed || found(needed) == nullptr) return;
        units_[by].needs.push_back({needed, why});
    }

    void find_new_things(const std::string& name, const Unit& unit) {
        static constexpr std::array<std::string_view, 6> kinds{"message", "entity", "channel",
                                                               "surface", "role",   "intent"};
        if (unit.after.empty()) return;
        const References& refers = refer_after_[name];
        for (const std::string& item : refers.items) {
            const Unit* other = found(item_unit(item));
            if (other != nullptr && other->is_new()) need(name, item_unit(item), Why::uses_new);
        }
        for (const std::string& text : refers.texts) {
            for (const std::string_view kind : kinds) {
                const std::string key = std::string(kind) + "/" + text;
                const Unit* other = found(key);
                if (other != nullptr && other->is_new()) need(name, key, Why::refers_to_new);
            }
        }
    }

    /// What goes needs that nobody uses it any more.
    void find_users(const std::string& name, const Unit& unit) {
        if (unit.before.empty()) return;
        const auto let_go = [&](const std::string& used) {
            const Unit* other = found(used);
            if (other == nullptr || !other->is_gone()) return;
            const bool renamed = moves_.key(used) != used;
            need(used, name, renamed ? Why::follows_rename : Why::removed);
        };
        for (const std::string& item : refer_before_[name].items) let_go(item_unit(item));
        for (const std::string& text : refer_before_[name].texts) let_go("message/" + text);
    }

    void find_secrets() {
        for (const auto& [secret, users] : users_of_secrets(*after_.production)) {
            if (found(secret_key(secret)) == nullptr) continue;
            for (const std::string& user : users) {
                units_.try_emplace(user);
                need(user, secret_key(secret), Why::uses_secret);
            }
        }
        for (const auto& [secret, users] : users_) {
            const Unit* gone = found(secret_key(secret));
            if (gone == nullptr || !gone->is_gone()) continue;
            for (const std::string& user : users) need(secret_key(secret), user, Why::removed);
        }
    }

    void find_renames() {
        if (moves_.empty()) return;
        const auto both = [&](const std::string& from, const std::string& to) {
            if (from == to || found(from) == nullptr || found(to) == nullptr) return;
            need(from, to, Why::renamed);
            need(to, from, Why::renamed);
        };
        for (const Entry& entry : before_.form->entries()) {
            const std::string_view kind = kind_of_key(entry.key);
            if (kind == "item" || kind == "message") both(unit_of_key(entry.key), unit_of_key(moves_.key(entry.key)));
        }
    }

    void find_new_production() {
        const Unit* production = found(std::string(production_unit));
        if (production == nullptr || !production->is_new()) return;
        for (auto& [name, unit] : units_) need(name, std::string(production_unit), Why::production_is_new);
    }

    Units& units_;
    const Side& before_;
    const Side& after_;
    Diagnostics ignored_;
    const Moves moves_;
    const std::map<std::string, Names, std::less<>> users_;
    std::map<std::string, References> refer_before_;
    std::map<std::string, References> refer_after_;
};

}  // namespace

std::string item_unit(std::string_view item) {
    return "item/" + std::string(item);
}

std::string unit_of_key(std::string_view key) {
    const std::string_view kind = kind_of_key(key);
    std::string_view name = name_of_key(key);
    if (kind == production_unit) return std::string(kind);
    if (kind == "protect") name.remove_prefix(std::min(name.size(), name.find('/') + 1));
    const bool of_item = kind == "item" || kind == "declared" || kind == "process" || kind == "protect";
    return of_item ? item_unit(name) : std::string(kind) + "/" + std::string(name);
}

std::map<std::string, Names, std::less<>> users_of_secrets(const Production& production) {
    std::map<std::string, Names, std::less<>> users;
    const auto look = [&](Range<Setting> settings, const std::string& unit) {
        for (const Setting& setting : production.of(settings)) {
            if (!setting.refers_to_secret) continue;
            for (const std::string_view name : secrets_in(setting.value)) users[std::string(name)].insert(unit);
        }
    };
    look(production.production_settings, std::string(production_unit));
    for (const Item& item : production.items) look(item.settings, item_unit(item.name));
    return users;
}

Units units_of(const Side& before, const Side& after) {
    Units units;
    const KeyChanges changes = key_changes(*before.form, *after.form);
    for (const Entry* entry : changes.before) units[unit_of_key(entry->key)].before.push_back(entry);
    for (const Entry* entry : changes.after) units[unit_of_key(entry->key)].after.push_back(entry);
    NeedFinder(units, before, after).find();
    return units;
}

std::string words_of_brought(const std::string& needed, const std::string& by, Why why) {
    const std::string a = words_of(by);
    const std::string b = words_of(needed) + " comes along: ";
    switch (why) {
        case Why::uses_new: return b + a + " uses it, and it is not deployed yet";
        case Why::removed: return b + "it still uses " + a + ", which is removed";
        case Why::follows_rename: return b + "it still uses " + a + ", which is renamed";
        case Why::refers_to_new: return b + a + " refers to it, and it is not deployed yet";
        case Why::uses_secret: return b + a + " uses it";
        case Why::renamed: return b + "it is the other name of " + a + ", which is renamed";
        case Why::production_is_new: return b + "it is not deployed yet";
    }
    return b;
}

std::string words_of_left_out(const std::string& needed, const std::string& by, Why why) {
    const std::string a = words_of(by) + " is left out too: ";
    const std::string b = words_of(needed);
    switch (why) {
        case Why::uses_new: return a + "it uses " + b + ", which is not deployed yet";
        case Why::removed: return a + "it would be removed, and " + b + " still uses it";
        case Why::follows_rename: return a + "it would be renamed, and " + b + " still uses the old name";
        case Why::refers_to_new: return a + "it refers to " + b + ", which is not deployed yet";
        case Why::uses_secret: return a + "it uses " + b;
        case Why::renamed: return a + "it is the other name of " + b + ", which is renamed";
        case Why::production_is_new: return a + "the production itself is not deployed yet";
    }
    return a;
}

}  // namespace millwright::migrate
