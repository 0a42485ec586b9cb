// The attributes that an engine writes on items and productions, in its order, and where the model keeps them. Reader,
// writer and editor of classes and of production JSON all go by these tables.
#pragma once

#include <array>
#include <string_view>

#include "graph/production.h"

namespace millwright::settings {

/// Exactly one of the two members is set, or none: then it is kept among the item's further attributes.
struct ItemAttribute {
    std::string_view name;
    Text Item::*text = nullptr;
    Flag Item::*flag = nullptr;

    bool in_model() const { return text != nullptr || flag != nullptr; }
    Text value_in(const Item& item) const { return flag != nullptr ? (item.*flag).text() : item.*text; }
};

/// The order of real exports; the two that only older ones have are where those have them.
inline constexpr std::array<ItemAttribute, 11> item_attributes{{
    {"Name", &Item::name},
    {"Category", &Item::category},
    {"ClassName", &Item::class_name},
    {"PoolSize", &Item::pool_size},
    {"Enabled", nullptr, &Item::enabled},
    {"Foreground", nullptr, &Item::foreground},
    {"DisableErrorTraps"},
    {"InactivityTimeout"},
    {"Comment", &Item::comment},
    {"LogTraceEvents", nullptr, &Item::log_trace_events},
    {"Schedule", &Item::schedule},
}};

struct ProductionAttribute {
    std::string_view name;
    Text Production::*text = nullptr;
    Flag Production::*flag = nullptr;

    Text value_in(const Production& production) const {
        return flag != nullptr ? (production.*flag).text() : production.*text;
    }
};

inline constexpr std::array<ProductionAttribute, 3> production_attributes{{
    {"Name", &Production::name},
    {"TestingEnabled", nullptr, &Production::testing_enabled},
    {"LogGeneralTraceEvents", nullptr, &Production::log_general_trace_events},
}};

/// The index of that name in one of the tables, or its size. `hint` is where it is likely to be, and is moved on.
template <class Table>
std::size_t index_in(const Table& table, std::string_view name, std::size_t& hint) {
    for (std::size_t i = 0; i < table.size(); ++i) {
        const std::size_t at = (hint + i) % table.size();
        if (table[at].name != name) continue;
        hint = at + 1;
        return at;
    }
    return table.size();
}

/// Whether it is a whole number, or a reference that becomes one (`${...}`, `@...`), or empty.
bool looks_like_number(std::string_view text);

/// What is wrong with the value of an attribute of an item or production, if anything: "" or a message. `subject` names
/// the item or production.
std::string complaint_about_flag(std::string_view attribute, const Flag& flag, std::string_view subject);
std::string complaint_about_number(std::string_view attribute, std::string_view value, std::string_view subject);

}  // namespace millwright::settings
