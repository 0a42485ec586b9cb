#include "migrate/phrases.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <span>

#include "migrate/toml_path.h"

namespace millwright::migrate {
namespace {

using Json = nlohmann::ordered_json;

/// One member as part of a phrase: the words around its value, or what is said when it is absent. A flag has no value to
/// show: only its words. Without any words the member goes without saying.
struct Part {
    std::string_view key;
    std::string_view before;
    std::string_view after = "";
    std::string_view absent = "";
};

constexpr std::array send_parts{Part{"message", "sends ", "", "sends what came in"},
                                Part{"to", " to "},
                                Part{"mode", ", ", ""},
                                Part{"when", " when "},
                                Part{"when_text", " when (kept as text) "},
                                Part{"with", " with "}};
constexpr std::array handler_parts{Part{"on", "handler on "},
                                   Part{"method", " (", ")"},
                                   Part{"start", ", starts an instance"},
                                   Part{"end", ", ends the instance"},
                                   Part{"compensates", ", compensates"},
                                   Part{"reject", ", rejects"},
                                   Part{"reply", ", replies "},
                                   Part{"when", " when "},
                                   Part{"when_text", " when (kept as text) "},
                                   Part{"dispatch", ""}};
constexpr std::array field_parts{Part{"name", "field "}, Part{"type", ": "}, Part{"optional", "?"}};
constexpr std::array output_parts{Part{"field", "output "}};
constexpr std::array step_parts{Part{"name", "step "},
                                Part{"kind", ": ", "", ": service"},
                                Part{"message", ", "},
                                Part{"call", ", calls "},
                                Part{"to", " to "},
                                Part{"assignee_role", ", done by "},
                                Part{"when", " when "},
                                Part{"when_text", " when (kept as text) "},
                                Part{"with", " with "},
                                Part{"timeout", ", within "},
                                Part{"retry", ", ", " attempts"},
                                Part{"after_given", ""}};
constexpr std::array compensation_parts{Part{"name", "compensation "}, Part{"message", ": "},
                                        Part{"call", ": calls "},      Part{"to", " to "},
                                        Part{"with", " with "},        Part{"timeout", ", within "}};
constexpr std::array trigger_parts{Part{"kind", "trigger ", "", "trigger manual"}, Part{"subject", " "},
                                   Part{"from", " from "}, Part{"to", " to "}, Part{"every", " "}};
constexpr std::array raise_parts{Part{"event", "raises "}, Part{"command", " after "}};
constexpr std::array reply_parts{Part{"reply", "replies "}, Part{"received", " to "}};
constexpr std::array setting_parts{Part{"name", "setting "}, Part{"target", " of "}, Part{"value", " = "}};
constexpr std::array schedule_parts{Part{"name", "schedule "},     Part{"cron", ": cron "},
                                    Part{"every", ": every "},     Part{"timezone", " "},
                                    Part{"process", ", process "}, Part{"timeout", ", within "}};
constexpr std::array story_parts{Part{"name", "story "}, Part{"title", ": "}, Part{"status", ", ", "", ", draft"}};
constexpr std::array default_parts{Part{"setting", "default setting "}, Part{"item", " of item "},
                                   Part{"class", " of class "}, Part{"production", " in "},
                                   Part{"value", " = ", "", " = \"\""}};
constexpr std::array outcome_parts{Part{"name", "outcome "}, Part{"label", ", shown as "}, Part{"goto", ", goes to "}};
constexpr std::array satisfied_parts{Part{"story", "satisfies "}, Part{"outcome", ": "}};
constexpr std::array transition_parts{Part{"from", "from "}, Part{"to", " to "}};
constexpr std::array unless_parts{Part{"when", "unless "}, Part{"then", ": "}};
constexpr std::array correlate_parts{Part{"instance_field", "finds its instance by "},
                                     Part{"event_field", " = ", " of the message"}};
constexpr std::array entity_parts{Part{"name", "entity "}};
constexpr std::array channel_parts{Part{"name", "channel "}};
constexpr std::array surface_parts{Part{"name", "surface "}};
constexpr std::array role_parts{Part{"name", "role "}};
constexpr std::array intent_parts{Part{"name", "intent "}};

struct Phrase {
    std::string_view list;
    std::span<const Part> parts;
};
constexpr std::array<Phrase, 25> phrases{{
    {"send", send_parts},
    {"handler", handler_parts},
    {"fields", field_parts},
    {"state", field_parts},
    {"inputs", field_parts},
    {"outputs", output_parts},
    {"step", step_parts},
    {"compensation", compensation_parts},
    {"trigger", trigger_parts},
    {"raises", raise_parts},
    {"replies", reply_parts},
    {"other_settings", setting_parts},
    {"schedule", schedule_parts},
    {"story", story_parts},
    {"default_setting", default_parts},
    {"outcomes", outcome_parts},
    {"satisfies", satisfied_parts},
    {"transitions", transition_parts},
    {"unless", unless_parts},
    {"correlate", correlate_parts},
    {"entity", entity_parts},
    {"channel", channel_parts},
    {"surface", surface_parts},
    {"role", role_parts},
    {"intent", intent_parts},
}};

std::span<const Part> parts_of(std::string_view list) {
    const auto found = std::find_if(phrases.begin(), phrases.end(), [&](auto& each) { return each.list == list; });
    return found == phrases.end() ? std::span<const Part>() : found->parts;
}

std::string text_of(const Json& value) {
    return value.is_string() ? value.get<std::string>() : inline_toml(value);
}

std::string member_text(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() ? std::string() : text_of(*found);
}

std::string assignments(const Json& with) {
    std::string text;
    for (const Json& each : with) {
        text += (text.empty() ? "" : ", ") + member_text(each, "field") + " = " + member_text(each, "value");
    }
    return text;
}

/// The value in words; "" where they cannot be found, so that the member is unsaid.
std::string value_text(std::string_view key, const Json& value) {
    if (key == "with") return value.is_array() ? assignments(value) : std::string();
    if (key == "retry") return value.is_object() ? member_text(value, "max_attempts") : std::string();
    if (key == "field" && value.is_object()) {
        return member_text(value, "name") + ": " + member_text(value, "type") + (value.contains("optional") ? "?" : "");
    }
    if (key == "mode") return value == "async" ? "without waiting" : std::string();
    if (key == "value") return value.dump();
    return text_of(value);
}

/// "*" in a default setting: for every item, class or production.
bool is_any(std::string_view key, const Json& value) {
    return value == "*" && (key == "item" || key == "class" || key == "production");
}

std::string said(const Part& part, const Json& element) {
    const auto found = element.find(part.key);
    if (found == element.end()) return std::string(part.absent);
    if (found->is_boolean()) return found->get<bool>() ? std::string(part.before) : std::string();
    const std::string text = value_text(part.key, *found);
    if (part.before.empty() || text.empty() || is_any(part.key, *found)) return {};
    return std::string(part.before) + text + std::string(part.after);
}

bool wholly_said(const Part& part, const Json& value) {
    if (part.before.empty() || part.key == "mode" || value.is_boolean() || is_any(part.key, value)) return true;
    if (part.key == "retry") return value.is_object() && value.size() == 1 && value.contains("max_attempts");
    return !value_text(part.key, value).empty();
}

}  // namespace

std::string element_phrase(std::string_view list, const Json& element) {
    std::string text;
    if (!element.is_object()) return text;
    for (const Part& part : parts_of(list)) text += said(part, element);
    return text;
}

Json unsaid_members(std::string_view list, const Json& element) {
    Json left = Json::object();
    const auto parts = parts_of(list);
    for (const auto& [key, value] : element.items()) {
        const auto part =
            std::find_if(parts.begin(), parts.end(), [&, &name = key](auto& each) { return each.key == name; });
        if (part == parts.end() || !wholly_said(*part, value)) left[key] = value;
    }
    return left;
}

std::string inline_toml(const Json& value) {
    if (!value.is_structured()) return value.dump();
    std::string text;
    for (const auto& [key, each] : value.items()) {
        if (!text.empty()) text += ", ";
        if (value.is_object()) text += path_part(key) + " = ";
        text += inline_toml(each);
    }
    if (value.is_array()) return "[" + text + "]";
    return text.empty() ? "{}" : "{ " + text + " }";
}

}  // namespace millwright::migrate
