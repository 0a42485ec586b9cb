#include "graph/field_type.h"

#include <unordered_set>

#include "settings/readers.h"

namespace millwright::settings {
namespace {

/// The name in a type that has to be a message's; empty when there is none.
std::string_view message_named(const FieldType& type) {
    return type.element.empty() ? std::string_view(type.name) : message_named(type.element.front());
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
        std::string hint = state_.hint_for(name, known());
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
