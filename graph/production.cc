#include "graph/production.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>

#include "graph/setting_names.h"

namespace millwright {
namespace {

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::size_t hash_of(std::string_view name) {
    return std::hash<std::string_view>{}(name);
}

/// The half of a hash that does not choose the slot.
std::uint32_t tag_of(std::size_t hash) {
    return static_cast<std::uint32_t>(hash >> 32U);
}

}  // namespace

Flag Flag::read(std::string_view text, TextStore& store) {
    if (text == "true") return true;
    if (text == "false") return false;
    const std::string word = lower(trimmed(text));
    if (word == "true" || word == "1" || word == "yes" || word == "on") return true;
    if (word == "false" || word == "0" || word == "no" || word == "off") return false;
    Flag flag;
    flag.text_ = store.keep(word);
    return flag;
}

Text name_of(Role role) {
    static constexpr std::array<Text, 4> names{"service", "process", "operation", "component"};
    return names[static_cast<std::size_t>(role)];
}

Role role_of_class(std::string_view class_name) {
    static constexpr std::array<std::string_view, 4> families{"Python.", "Ens.", "EnsLib.", "IOP."};
    const auto in = [&](std::string_view family) { return class_name.starts_with(family); };
    if (std::none_of(families.begin(), families.end(), in)) return Role::component;
    const std::string_view last = class_name.substr(class_name.rfind('.') + 1);
    if (last.ends_with("Service")) return Role::service;
    if (last.ends_with("Process") || last.ends_with("RoutingEngine")) return Role::process;
    if (last.ends_with("Operation")) return Role::operation;
    return Role::component;
}

std::size_t ItemIndex::slot_of(std::string_view name, std::size_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    const auto tag = tag_of(hash);
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
        const Slot& slot = slots_[at];
        if (slot.group == 0 || (slot.tag == tag && groups_[slot.group - 1].name == name)) return at;
    }
}

ItemIndex::ItemIndex(const Production& production) {
    const auto& items = production.items;
    std::size_t size = 16;
    while (size < items.size() * 2) size *= 2;
    slots_.resize(size);

    std::vector<std::uint32_t> group_of_item(items.size());  // groups are numbered in the order of the file
    for (std::size_t i = 0; i < items.size(); ++i) {
        const std::size_t hash = hash_of(items[i].name);
        Slot& slot = slots_[slot_of(items[i].name, hash)];
        if (slot.group == 0) {
            groups_.push_back({items[i].name, {}});
            slot = {tag_of(hash), static_cast<std::uint32_t>(groups_.size())};
        }
        group_of_item[i] = slot.group - 1;
        ++groups_[group_of_item[i]].items.count;
    }
    std::uint32_t next = 0;
    for (Group& group : groups_) {
        group.items.first = next;
        next += group.items.count;
        group.items.count = 0;
    }
    by_name_.resize(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        Range<ItemId>& range = groups_[group_of_item[i]].items;
        by_name_[range.first + range.count++] = ItemId(i);
    }
}

std::span<const ItemId> ItemIndex::all(std::string_view name) const {
    const Slot& slot = slots_[slot_of(name, hash_of(name))];
    return slot.group == 0 ? std::span<const ItemId>{} : slice(by_name_, groups_[slot.group - 1].items);
}

ItemId ItemIndex::find(std::string_view name) const {
    const auto found = all(name);
    return found.empty() ? ItemId{} : found.front();
}

std::vector<std::string_view> split_names(std::string_view value) {
    std::vector<std::string_view> names;
    while (true) {
        const std::size_t comma = value.find(',');
        if (const std::string_view name = trimmed(value.substr(0, comma)); !name.empty()) names.push_back(name);
        if (comma == std::string_view::npos) return names;
        value.remove_prefix(comma + 1);
    }
}

void recognise_targets(Production& production) {
    const ItemIndex index(production);
    std::vector<NameRef> references;
    for (const Item& item : production.items) {
        for (Setting& setting : slice(production.settings, item.settings)) {
            if (setting.is_target() || setting.scope != "Host" || setting.refers_to_secret) continue;
            if (setting.name.starts_with('%') || setting.form != ValueForm::text) continue;
            if (never_a_target(setting.name)) continue;
            references.clear();
            bool all_known = true;
            for (const std::string_view name : split_names(setting.value)) {
                const ItemId named = index.find(name);
                all_known = named.valid();
                if (!all_known) break;
                references.push_back({production[named].name, setting.place});
            }
            if (!all_known || references.empty()) continue;
            setting.names = append(production.names, std::move(references));
            setting.target = TargetOrigin::setting;
        }
    }
}

}  // namespace millwright
