// Items: their names, their classes, and the values that have to be numbers or truth values.
#include <algorithm>

#include "graph/check/families.h"
#include "graph/utf8.h"

namespace millwright::check {
namespace {

/// Why InterSystems IRIS does not allow the name; empty when it does.
std::string complaint_about(std::string_view name) {
    if (name == "*") return "\"*\" alone stands for every item";
    if (const std::size_t at = name.find_first_of("|;,:["); at != std::string_view::npos) {
        return "it contains " + in_quotes(name.substr(at, 1));
    }
    if (name.front() == '-' || name.front() == '_') return "it begins with " + in_quotes(name.substr(0, 1));
    if (const char last = name.back(); last == '-' || last == '!' || last == '$') {
        return "it ends with " + in_quotes(name.substr(name.size() - 1));
    }
    return {};
}

void check_name(Checked& checked, const Item& item) {
    if (item.name.empty()) {
        checked.found.add(Code::illegal_item_name, item.place, "an item has an empty name").as(Severity::error);
        return;
    }
    const std::string complaint = complaint_about(item.name);
    if (complaint.empty()) return;
    checked.found
        .add(Code::illegal_item_name, item.place,
             "InterSystems IRIS does not allow the item name " + in_quotes(item.name) + ": " + complaint)
        .advise("rename the item; a [[moved]] entry lets history and routes follow")
        .as(checked.options.iris ? Severity::error : Severity::warning);
}

/// Called for every item; reports the others of its name when it is the first.
void check_duplicates(Checked& checked, ItemId id) {
    const auto all = checked.index.all(checked.production[id].name);
    if (all.size() < 2 || all.front() != id) return;
    const auto enabled = [&](ItemId each) { return checked.production[each].enabled.on(true); };
    const auto running = std::count_if(all.begin(), all.end(), enabled);
    for (const ItemId other : all.subspan(1)) {
        const Item& item = checked.production[other];
        auto& finding =
            checked.found.add(Code::duplicate_item, item.place, "two items are called " + in_quotes(item.name));
        finding.note(checked.production[id].place, "the first " + in_quotes(item.name) + " is here");
        if (running > 1)
            finding.advise("rename one of them, or disable all but one");
        else
            finding.as(Severity::warning).advise("at most one of them is enabled, which the engine allows");
    }
}

void check_class(Checked& checked, const Item& item) {
    if (!item.class_name.empty() || (item.role == Role::process && item.behaviour)) return;
    checked.found
        .add(Code::missing_class, item.place,
             std::string(name_of(item.role)) + " " + in_quotes(item.name) + " has no class")
        .advise("give it the class that the engine runs: class = \"...\"");
}

bool is_count(std::string_view text) {
    constexpr std::size_t most_digits = 9;
    return text.size() <= most_digits && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// " of "Item"", or nothing for the production. Made only for a finding: the checks look at every item.
std::string owner(const Item* item) {
    return item == nullptr ? std::string{} : " of " + in_quotes(item->name);
}

void check_count(Checked& checked, std::string_view what, const Item* item, std::string_view value, Place place) {
    if (is_count(value)) return;
    checked.found
        .add(Code::not_a_number, place,
             std::string(what) + owner(item) + " is " + in_quotes(value) + ", which is no whole number")
        .advise("write a whole number, 0 or more");
}

void check_flag(Checked& checked, std::string_view what, const Item* item, const Flag& flag, Place place) {
    if (flag.text().empty() || flag.is_boolean()) return;
    checked.found
        .add(Code::not_a_boolean, place,
             std::string(what) + owner(item) + " is " + in_quotes(flag.text()) + ", neither true nor false")
        .advise("write true or false");
}

void check_values(Checked& checked, const Item& item, bool counts, bool flags) {
    if (counts) check_count(checked, "the pool size", &item, item.pool_size, item.place);
    if (!flags) return;
    check_flag(checked, "\"enabled\"", &item, item.enabled, item.place);
    check_flag(checked, "\"foreground\"", &item, item.foreground, item.place);
    check_flag(checked, "\"log trace events\"", &item, item.log_trace_events, item.place);
}

}  // namespace

void check_names(Checked& checked) {
    const Production& production = checked.production;
    const bool counts = !checked.reported(Code::not_a_number);
    const bool flags = !checked.reported(Code::not_a_boolean);
    const bool classes = !checked.reported(Code::missing_class) && !checked.reported(Code::missing_key);
    if (counts) check_count(checked, "the actor pool size", nullptr, production.actor_pool_size, production.place);
    if (flags) {
        check_flag(checked, "\"testing enabled\"", nullptr, production.testing_enabled, production.place);
        check_flag(checked, "\"log general trace events\"", nullptr, production.log_general_trace_events,
                   production.place);
    }
    for (std::size_t i = 0; i < production.items.size(); ++i) {
        check_name(checked, production.items[i]);
        check_duplicates(checked, ItemId(i));
        if (classes) check_class(checked, production.items[i]);
        check_values(checked, production.items[i], counts, flags);
    }
}

}  // namespace millwright::check
