#include "graph/production.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <utility>

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
    if (last.ends_with("Process")) return Role::process;
    if (last.ends_with("Operation")) return Role::operation;
    return Role::component;
}

ItemIndex::ItemIndex(const Production& production) : production_(&production) {
    const auto& items = production.items;
    std::size_t size = 16;
    while (size < items.size() * 2) size *= 2;
    slots_.assign(size, 0);

    std::vector<std::uint32_t> name_of_item(items.size());  // names are numbered in the order of the file
    std::vector<std::uint32_t> first_item;                  // by name
    std::vector<std::uint32_t> begin;                       // by name; counts at first
    for (std::size_t i = 0; i < items.size(); ++i) {
        std::size_t at = std::hash<std::string_view>{}(items[i].name) & (size - 1);
        while (slots_[at] != 0 && items[first_item[slots_[at] - 1]].name != items[i].name) at = (at + 1) & (size - 1);
        if (slots_[at] == 0) {
            first_item.push_back(static_cast<std::uint32_t>(i));
            begin.push_back(0);
            slots_[at] = static_cast<std::uint32_t>(first_item.size());
        }
        name_of_item[i] = slots_[at] - 1;
        ++begin[name_of_item[i]];
    }
    std::uint32_t next = 0;
    for (std::uint32_t& each : begin) next += std::exchange(each, next);
    for (std::uint32_t& slot : slots_) {
        if (slot != 0) slot = begin[slot - 1] + 1;
    }
    by_name_.resize(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) by_name_[begin[name_of_item[i]]++] = ItemId(i);
}

std::span<const ItemId> ItemIndex::all(std::string_view name) const {
    const auto& items = production_->items;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = std::hash<std::string_view>{}(name)&mask; slots_[at] != 0; at = (at + 1) & mask) {
        const std::size_t first = slots_[at] - 1;
        if (items[by_name_[first].index()].name != name) continue;
        const auto begin = by_name_.begin() + static_cast<std::ptrdiff_t>(first);
        const auto same = [&](ItemId id) { return items[id.index()].name == name; };
        const bool alone = begin + 1 == by_name_.end() || !same(*(begin + 1));
        // A name's items stand together, so those behind them all have others.
        const auto end = alone ? begin + 1 : std::partition_point(begin + 1, by_name_.end(), same);
        return {by_name_.data() + first, static_cast<std::size_t>(end - begin)};
    }
    return {};
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
