#include "settings/toml_names.h"

#include <algorithm>
#include <functional>

namespace millwright::settings {
namespace {

constexpr std::size_t first_slots = 256;

}  // namespace

void DefinedKeys::clear() {
    ++generation_;
    used_ = 0;
    tables_ = 0;
}

std::size_t DefinedKeys::slot_of(std::uint32_t parent, Text key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = (std::hash<std::string_view>{}(key) ^ parent * 0x9E3779B97F4A7C15U) & mask;
    while (slots_[at].generation == generation_ && (slots_[at].parent != parent || slots_[at].key != key)) {
        at = (at + 1) & mask;
    }
    return at;
}

void DefinedKeys::grow() {
    std::vector<DefinedKey> old(std::max(first_slots, slots_.size() * 2));
    old.swap(slots_);
    for (const DefinedKey& each : old) {
        if (each.generation == generation_) slots_[slot_of(each.parent, each.key)] = each;
    }
}

DefinedKey& DefinedKeys::entry(std::uint32_t parent, const KeyPart& part) {
    if (used_ * 2 >= slots_.size()) grow();
    DefinedKey& slot = slots_[slot_of(parent, part.text)];
    if (slot.generation != generation_) {
        ++used_;
        slot = {part.text, parent, 0, 0, part.begin, part.end, generation_, Defined::absent};
    }
    return slot;
}

const DefinedKey* DefinedKeys::open_header(const std::vector<KeyPart>& parts, bool array, std::uint32_t& table) {
    std::uint32_t parent = 0;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        DefinedKey& key = entry(parent, parts[i]);
        if (key.defined == Defined::value) return &key;
        if (key.defined == Defined::absent) {
            key.defined = array ? Defined::implied_by_array : Defined::implied;
            key.table = new_table();
        }
        parent = key.table;
    }
    DefinedKey& last = entry(parent, parts.back());
    const bool again = array && last.defined == Defined::array_of_tables;
    const bool opens = !array && last.defined == Defined::implied;
    if (last.defined != Defined::absent && !again && !opens) return &last;
    opened_implied_ = opens;
    if (!opens) last.table = new_table();
    last.defined = array ? Defined::array_of_tables : Defined::header;
    table = last.table;
    return nullptr;
}

const DefinedKey* DefinedKeys::define(const std::vector<KeyPart>& parts, std::uint32_t table, std::uint32_t section) {
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        DefinedKey& key = entry(table, parts[i]);
        if (key.defined == Defined::absent) {
            key.defined = Defined::dotted;
            key.section = section;
            key.table = new_table();
        }
        if (key.defined != Defined::dotted || key.section != section) return &key;
        table = key.table;
    }
    DefinedKey& last = entry(table, parts.back());
    if (last.defined != Defined::absent) return &last;
    last.defined = Defined::value;
    return nullptr;
}

}  // namespace millwright::settings
