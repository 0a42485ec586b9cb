#include "migrate/diff.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>

#include "migrate/comparing.h"
#include "migrate/renames.h"

namespace millwright::migrate {
namespace {

constexpr std::array<std::string_view, 4> action_words{"add", "change", "remove", "move"};
constexpr std::array<std::string_view, 5> risk_words{"safe", "attention", "destructive", "protected", "unsupported"};

/// Things of one kind on both sides that belong together, in the order of their (new) keys.
using PairsByKind = std::map<std::string_view, std::vector<Pair>>;

PairsByKind pairs_of(const Comparing& comparing, const KeyChanges& changes) {
    struct Keyed {
        std::string key;
        const Entry* entry;
    };
    std::vector<Keyed> old_entries;
    old_entries.reserve(changes.before.size());
    for (const Entry* entry : changes.before) old_entries.push_back({comparing.moves.key(entry->key), entry});
    std::stable_sort(old_entries.begin(), old_entries.end(), [](auto& a, auto& b) { return a.key < b.key; });
    PairsByKind pairs;
    auto left = old_entries.begin();
    auto right = changes.after.begin();
    while (left != old_entries.end() || right != changes.after.end()) {
        Pair pair;
        const bool first = right == changes.after.end() || (left != old_entries.end() && left->key <= (*right)->key);
        const bool second = left == old_entries.end() || (right != changes.after.end() && (*right)->key <= left->key);
        if (first) pair.before = (left++)->entry;
        if (second) pair.after = *right++;
        pairs[kind_of_key((pair.after != nullptr ? pair.after : pair.before)->key)].push_back(pair);
    }
    return pairs;
}

/// Leaves out what belongs to an item that comes or goes as a whole: add_item and remove_item show it.
std::vector<Pair> of_kept_items(const Comparing& comparing, std::vector<Pair> pairs, const std::vector<Pair>& items) {
    const auto suffix = [&](const Pair& pair) {
        const std::string key =
            pair.after != nullptr ? std::string(pair.after->key) : comparing.moves.key(pair.before->key);
        return key.substr(kind_of_key(key).size());
    };
    std::unordered_set<std::string> whole;
    for (const Pair& item : items) {
        if (item.before == nullptr || item.after == nullptr) whole.insert(suffix(item));
    }
    const auto belongs = [&](const Pair& pair) { return whole.count(suffix(pair)) != 0; };
    pairs.erase(std::remove_if(pairs.begin(), pairs.end(), belongs), pairs.end());
    return pairs;
}

/// Protection is what the deployment remembers, whatever the new settings say.
void mark_protected(const Comparing& comparing, std::vector<Operation>& operations) {
    std::unordered_set<std::string_view> names;
    for (const Entry& entry : comparing.before_form.entries()) {
        if (kind_of_key(entry.key) != "protect") continue;
        std::string_view name = name_of_key(entry.key);
        name.remove_prefix(name.find('/') + 1);
        names.insert(name);
        names.insert(comparing.moves.item(name));
    }
    if (names.empty()) return;
    for (Operation& operation : operations) {
        const bool renamed = operation.action == Action::move && operation.kind == "item";
        const bool gone = renamed || operation.op_type == "remove_item" || operation.op_type == "replace_class" ||
                          operation.op_type == "remove_process";
        if (!gone || names.count(operation.subject) == 0) continue;
        judge(operation,
              {Risk::protect,
               "[protect] names it: it may not be deleted, replaced or renamed until that is migrated away"});
    }
}

}  // namespace

std::string_view name_of(Action action) {
    return action_words[static_cast<std::size_t>(action)];
}

std::string_view name_of(Risk risk) {
    return risk_words[static_cast<std::size_t>(risk)];
}

KeyChanges key_changes(const CanonicalForm& before, const CanonicalForm& after) {
    KeyChanges changes;
    const bool engine = before.holds() == Holds::engine || after.holds() == Holds::engine;
    const auto keep = [&](std::vector<const Entry*>& list, const Entry& entry) {
        if (!engine || held_by_engine(entry.key)) list.push_back(&entry);
    };
    const auto old_entries = before.entries();
    const auto new_entries = after.entries();
    std::size_t left = 0;
    std::size_t right = 0;
    while (left < old_entries.size() && right < new_entries.size()) {
        const int order = old_entries[left].key.compare(new_entries[right].key);
        if (order < 0) {
            keep(changes.before, old_entries[left++]);
        } else if (order > 0) {
            keep(changes.after, new_entries[right++]);
        } else {
            if (old_entries[left].hash != new_entries[right].hash) {
                keep(changes.before, old_entries[left]);
                keep(changes.after, new_entries[right]);
            }
            ++left, ++right;
        }
    }
    while (left < old_entries.size()) keep(changes.before, old_entries[left++]);
    while (right < new_entries.size()) keep(changes.after, new_entries[right++]);
    return changes;
}

Difference difference(const Side& before, const Side& after, const Engine& engine) {
    Difference result;
    const KeyChanges changes = key_changes(*before.form, *after.form);
    Comparing comparing(before, after, engine, result);
    PairsByKind pairs = pairs_of(comparing, changes);
    const std::vector<Pair> items = pairs["item"];
    if (!pairs["production"].empty()) compare_production(comparing);
    compare_items(comparing, items);
    const std::size_t held = result.operations.size();
    compare_declared(comparing, of_kept_items(comparing, pairs["declared"], items));
    compare_processes(comparing, of_kept_items(comparing, pairs["process"], items));
    compare_messages(comparing, pairs["message"]);
    for (const std::string_view kind :
         {"schedule", "story", "entity", "channel", "surface", "role", "intent", "default_setting", "protect"}) {
        compare_others(comparing, kind, pairs[kind]);
    }
    if (!engine.name.empty()) {
        for (std::size_t i = held; i < result.operations.size(); ++i) result.operations[i].declared_only = true;
    }
    compare_secrets(comparing, pairs["secret"]);
    report_likely_renames(comparing, items);
    mark_protected(comparing, result.operations);
    find_impact(comparing, items);
    return result;
}

}  // namespace millwright::migrate
