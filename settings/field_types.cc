#include "graph/field_type.h"

#include <array>
#include <string>
#include <unordered_set>

#include "settings/readers.h"

namespace millwright::settings {
namespace {

/// The name in a type that has to be a message's; empty when there is none.
std::string_view message_named(const FieldType& type) {
    return type.element.empty() ? std::string_view(type.name) : message_named(type.element.front());
}

/// What other languages call them.
struct OtherName {
    std::string_view name;
    std::string_view ours;
};
constexpr std::array<OtherName, 16> other_names{{
    {"str", "string"},
    {"text", "string"},
    {"varchar", "string"},
    {"number", "decimal"},
    {"float", "decimal"},
    {"double", "decimal"},
    {"numeric", "decimal"},
    {"real", "decimal"},
    {"integer", "int"},
    {"long", "int"},
    {"boolean", "bool"},
    {"timestamp", "datetime"},
    {"interval", "duration"},
    {"guid", "uuid"},
    {"binary", "bytes"},
    {"object", "any"},
}};

std::string hint_for_other_name(std::string_view name) {
    std::string lower(name);
    for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    for (const OtherName& each : other_names) {
        if (each.name == lower) return "write \"" + std::string(each.ours) + "\"";
    }
    return {};
}

/// Finds wrong types; the names that exist are collected when the first one is found.
class FieldTypes {
public:
    explicit FieldTypes(ReaderState& state) : state_(state) {
        for (const Message& message : state.production.messages) messages_.insert(message.name);
    }

    void check(const Field& field) {
        if (!field.place.known()) return;
        const auto type = parse_field_type(field.type);
        const std::string_view name = type ? message_named(*type) : field.type;
        if (type && (name.empty() || messages_.contains(name))) return;
        std::string hint = hint_for_other_name(name);
        if (hint.empty()) hint = state_.hint_for(name, known());
        if (hint.empty()) hint = "a built-in type, a message, list<...>, map<...>, or \"a|b|c\"";
        state_.report(Code::bad_field_type, field.place, shown(field.type) + " is no field type")
            .advise(std::move(hint));
    }

private:
    const std::vector<std::string_view>& known() {
        if (known_.empty()) {
            known_.assign(built_in_field_types().begin(), built_in_field_types().end());
            for (const Message& message : state_.production.messages) known_.push_back(message.name);
        }
        return known_;
    }

    ReaderState& state_;
    std::unordered_set<Text> messages_;
    std::vector<std::string_view> known_;
};

}  // namespace

void check_field_types(ReaderState& state) {
    FieldTypes types(state);
    for (const Field& field : state.production.fields) types.check(field);
    for (const Output& output : state.production.outputs) types.check(output.field);
}

}  // namespace millwright::settings
