#include "migrate/phrases.h"

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

namespace millwright::migrate {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    return found->is_string() ? found->get<std::string>() : found->dump();
}

bool holds(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::string assignments(const Json& with) {
    std::string text;
    for (const Json& each : with) {
        text += (text.empty() ? "" : ", ") + text_of(each, "field") + " = " + text_of(each, "value");
    }
    return text;
}

struct Trait {
    const char* key;
    std::string_view words;
};
constexpr std::array<Trait, 4> traits{{
    {"start", ", starts an instance"},
    {"end", ", ends the instance"},
    {"compensates", ", compensates"},
    {"reject", ", rejects"},
}};

}  // namespace

std::string send_phrase(const Json& send) {
    const std::string message = text_of(send, "message");
    std::string text = "sends " + (message.empty() ? "what came in" : message) + " to " + text_of(send, "to");
    if (text_of(send, "mode") == "async") text += ", without waiting";
    if (const std::string when = text_of(send, "when"); !when.empty()) text += " when " + when;
    if (const auto with = send.find("with"); with != send.end()) text += " with " + assignments(*with);
    return text;
}

std::string handler_phrase(const Json& handler) {
    std::string text = "handler on " + text_of(handler, "on");
    if (const std::string method = text_of(handler, "method"); !method.empty()) text += " (" + method + ")";
    for (const Trait& trait : traits) {
        if (holds(handler, trait.key)) text += trait.words;
    }
    if (const std::string reply = text_of(handler, "reply"); !reply.empty()) text += ", replies " + reply;
    if (const std::string when = text_of(handler, "when"); !when.empty()) text += " when " + when;
    return text;
}

std::string field_phrase(const Json& field) {
    return "field " + text_of(field, "name") + ": " + text_of(field, "type") + (holds(field, "optional") ? "?" : "");
}

std::string element_phrase(const std::string& list, const Json& element) {
    if (!element.is_object()) return {};
    if (list == "send") return send_phrase(element);
    if (list == "handler") return handler_phrase(element);
    if (list == "fields" || list == "state" || list == "inputs") return field_phrase(element);
    return {};
}

}  // namespace millwright::migrate
