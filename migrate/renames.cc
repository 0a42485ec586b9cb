#include "migrate/renames.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "graph/utf8.h"
#include "migrate/body_writer.h"
#include "migrate/toml_path.h"

namespace millwright::migrate {
namespace {

constexpr std::size_t most_tried = 8;

struct Candidate {
    const Item* item = nullptr;
    bool taken = false;
};

/// Whether at least three of four settings, of both together, are the same on both sides.
bool nearly_same(Comparing& comparing, const Item& before, const Item& after) {
    std::vector<const Setting*> old_settings;
    std::vector<const Setting*> new_settings;
    effective_settings(comparing.before, before.settings, old_settings);
    effective_settings(comparing.after, after.settings, new_settings);
    const auto key = [](const Setting* setting) { return std::tie(setting->scope, setting->name); };
    std::size_t same = 0;
    auto right = new_settings.begin();
    for (const Setting* setting : old_settings) {
        while (right != new_settings.end() && key(*right) < key(setting)) ++right;
        if (right == new_settings.end() || key(*right) != key(setting)) continue;
        if (comparing.before_hider.stored(*setting) == comparing.after_hider.stored(**right)) ++same;
    }
    const std::size_t all = std::max(old_settings.size(), new_settings.size());
    return same * 4 >= all * 3;
}

void report(Comparing& comparing, const Item& before, const Item& after) {
    comparing.result.findings
        .add(Code::probably_renamed, after.place,
             "item " + in_quotes(before.name) + " is removed and " + in_quotes(after.name) +
                 " added with the same class and nearly the same settings: probably renamed")
        .advise("if it is the same item, add: [[moved]] from = " + json_of(before.name) +
                ", to = " + json_of(after.name));
}

using NamesByBody = std::map<std::string, std::vector<std::string_view>>;

/// The items whose names the other side lacks, by all that is said of them but the name.
NamesByBody without_partner(const Production& production, const Production& other) {
    std::set<std::string_view> there;
    for (const Item& item : other.items) there.insert(item.name);
    NamesByBody names;
    SettingHider hider{DigestKey{}};
    for (const Item& item : production.items) {
        if (there.count(item.name) != 0) continue;
        Item nameless = item;
        nameless.name = {};
        std::string body;
        append_item_body(body, production, nameless, hider);
        body += body_of(production, declared_of(nameless));
        if (item.behaviour) body += body_of(production, *item.behaviour);
        names[body].push_back(item.name);
    }
    return names;
}

}  // namespace

bool infer_moves(const Production& before, Production& after) {
    const NamesByBody removed = without_partner(before, after);
    const NamesByBody added = without_partner(after, before);
    bool any = false;
    for (const auto& [body, names] : removed) {
        const auto same = added.find(body);
        if (same == added.end() || names.size() != 1 || same->second.size() != 1) continue;
        after.moved.push_back({MovedKind::item, after.texts.keep(names.front()), Text(same->second.front()), {}});
        any = true;
    }
    return any;
}

void report_likely_renames(Comparing& comparing, const std::vector<Pair>& items) {
    std::map<std::string_view, std::vector<Candidate>> added;
    for (const Pair& pair : items) {
        if (pair.before != nullptr) continue;
        const Item& item = comparing.after.items[pair.after->index];
        if (auto& same = added[item.class_name]; same.size() < most_tried) same.push_back({&item, false});
    }
    std::map<std::string_view, std::size_t> tried;
    for (const Pair& pair : items) {
        if (pair.after != nullptr) continue;
        const Item& item = comparing.before.items[pair.before->index];
        const auto same = added.find(item.class_name);
        if (same == added.end() || ++tried[item.class_name] > most_tried) continue;
        for (Candidate& candidate : same->second) {
            if (candidate.taken || !nearly_same(comparing, item, *candidate.item)) continue;
            candidate.taken = true;
            report(comparing, item, *candidate.item);
            break;
        }
    }
}

}  // namespace millwright::migrate
