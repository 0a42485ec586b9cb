#include "graph/production.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>

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
    by_name_.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) by_name_.emplace_back(i);
    const auto name = [&](ItemId id) { return items[id.index()].name; };
    std::stable_sort(by_name_.begin(), by_name_.end(), [&](ItemId a, ItemId b) { return name(a) < name(b); });

    std::size_t size = 16;
    while (size < items.size() * 2) size *= 2;
    slots_.assign(size, 0);
    for (std::size_t i = 0; i < by_name_.size(); ++i) {
        if (i > 0 && name(by_name_[i]) == name(by_name_[i - 1])) continue;
        std::size_t at = std::hash<std::string_view>{}(name(by_name_[i])) & (size - 1);
        while (slots_[at] != 0) at = (at + 1) & (size - 1);
        slots_[at] = static_cast<std::uint32_t>(i + 1);
    }
}

std::span<const ItemId> ItemIndex::all(std::string_view name) const {
    const auto& items = production_->items;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = std::hash<std::string_view>{}(name) & mask; slots_[at] != 0; at = (at + 1) & mask) {
        const std::size_t first = slots_[at] - 1;
        if (items[by_name_[first].index()].name != name) continue;
        const auto begin = by_name_.begin() + static_cast<std::ptrdiff_t>(first);
        const auto other = [&](std::string_view wanted, ItemId id) { return wanted < items[id.index()].name; };
        const bool alone = begin + 1 == by_name_.end() || items[(begin + 1)->index()].name != name;
        const auto end = alone ? begin + 1 : std::upper_bound(begin + 1, by_name_.end(), name, other);
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
    for (const Item& item : production.items) {
        for (Setting& setting : slice(production.settings, item.settings)) {
            if (setting.is_target() || setting.scope != "Host" || setting.refers_to_secret) continue;
            if (setting.name.starts_with('%') || setting.form != ValueForm::text) continue;
            const auto names = split_names(setting.value);
            const auto is_item = [&](std::string_view name) { return index.find(name).valid(); };
            if (names.empty() || !std::all_of(names.begin(), names.end(), is_item)) continue;
            std::vector<NameRef> references;
            for (const std::string_view name : names) references.push_back({production.texts.keep(name), setting.place});
            setting.names = append(production.names, std::move(references));
            setting.target = TargetOrigin::setting;
        }
    }
}

}  // namespace millwright
