#include <algorithm>
#include <array>
#include <unordered_set>

#include "settings/readers.h"

namespace millwright::settings {
namespace {

constexpr std::array<std::string_view, 10> built_in{"string",   "int",      "decimal", "bool",  "date",
                                                    "datetime", "duration", "uuid",    "bytes", "any"};

/// What is inside list<...> or map<...>, however often.
std::string_view element_type(std::string_view type) {
    while (type.ends_with('>') && (type.starts_with("list<") || type.starts_with("map<"))) {
        const std::size_t open = type.find('<');
        type = type.substr(open + 1, type.size() - open - 2);
        if (type.ends_with('?')) type.remove_suffix(1);
    }
    return type;
}

/// "a|b|c", no part empty.
bool is_choice(std::string_view type) {
    return type.find('|') != std::string_view::npos && type.find("||") == std::string_view::npos &&
           !type.starts_with('|') && !type.ends_with('|');
}

}  // namespace

void check_field_types(ReaderState& state) {
    const Production& production = state.production;
    std::unordered_set<Text> messages;
    for (const Message& message : production.messages) messages.insert(message.name);
    std::vector<std::string_view> known(built_in.begin(), built_in.end());
    const auto check = [&](const Field& field) {
        const std::string_view type = element_type(field.type);
        const bool fits = std::find(built_in.begin(), built_in.end(), type) != built_in.end() || is_choice(type) ||
                          messages.contains(type);
        if (fits || !field.place.known()) return;
        if (known.size() == built_in.size()) {
            for (const Message& message : production.messages) known.push_back(message.name);
        }
        std::string hint = state.hint_for(type, known);
        if (hint.empty()) hint = "a built-in type, a message, list<...>, map<...>, or \"a|b|c\"";
        state.report(Code::bad_field_type, field.place, shown(field.type) + " is no field type")
            .advise(std::move(hint));
    };
    for (const Field& field : production.fields) check(field);
    for (const Output& output : production.outputs) check(output.field);
}

}  // namespace millwright::settings
