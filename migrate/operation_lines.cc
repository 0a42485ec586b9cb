#include "migrate/operation_lines.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "graph/utf8.h"
#include "migrate/phrases.h"

namespace millwright::migrate {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_value = 72;
constexpr std::size_t longest_phrase = 160;
/// Lines of one thing that comes or goes as a whole.
constexpr std::size_t most_details = 60;

std::string joined(const Json& names) {
    std::string text;
    for (const Json& name : names) {
        if (!text.empty()) text += ", ";
        text += name.is_string() ? name.get<std::string>() : name.dump();
    }
    return text;
}

bool all_texts(const Json& value) {
    for (const Json& each : value) {
        if (!each.is_string()) return false;
    }
    return true;
}

/// What is counted of a thing that is not shown in full.
struct Counted {
    std::string_view key;
    std::string_view one;
    std::string_view many;
};
constexpr std::array<Counted, 8> counted_parts{{
    {"settings", "setting", "settings"},
    {"adapter_settings", "adapter setting", "adapter settings"},
    {"targets", "target", "targets"},
    {"handler", "handler", "handlers"},
    {"step", "step", "steps"},
    {"compensation", "compensation", "compensations"},
    {"trigger", "trigger", "triggers"},
    {"fields", "field", "fields"},
}};

/// ", 3 settings, 1 target"
std::string counted(const Json& thing) {
    std::string text;
    for (const Counted& part : counted_parts) {
        const auto found = thing.find(part.key);
        if (found == thing.end() || !found->is_structured()) continue;
        text += ", " + std::to_string(found->size()) + " " + std::string(found->size() == 1 ? part.one : part.many);
    }
    return text;
}

}  // namespace

/// Makes the lines of one operation.
class OperationLines::Writer {
public:
    Writer(OperationLines& owner, const Operation& operation)
        : owner_(owner), sources_(owner.sources_), style_(owner.style_), operation_(operation) {}

    std::vector<PlanLine> lines() {
        write_operation(operation_);
        if (operation_.timing && style_.clock != nullptr) write_times(*operation_.timing);
        if (!style_.full && lines_.size() > most_details + 1) leave_out();
        return std::move(lines_);
    }

private:
    std::string cut(std::string_view text, std::size_t longest) { return owner_.cut(text, longest); }

    void leave_out() {
        const std::size_t more = lines_.size() - most_details - 1;
        lines_.resize(most_details + 1);
        lines_.push_back({false, operation_.action, 1, "… and " + std::to_string(more) + " more lines", {}});
        owner_.has_cut_ = true;
    }

    void write_times(const Timing& timing) {
        const auto remark = [&](std::string_view words, const std::string& cron, const std::string& zone) {
            const std::string times = cron.empty() ? std::string() : next_times(cron, zone, *style_.clock);
            if (!times.empty()) lines_.push_back({false, operation_.action, 1, std::string(words) + times, {}});
        };
        remark("next before: ", timing.cron_before, timing.zone_before);
        remark("next after:  ", timing.cron_after, timing.zone_after);
    }

    void line(Action action, std::size_t indent, std::string text, std::string where = {}) {
        if (lines_.empty() && operation_.declared_only) {
            text += " (declared, not held by " + (style_.engine.empty() ? "the engine" : style_.engine) + ")";
        }
        lines_.push_back({true, action, indent / 4 - 1, std::move(text), std::move(where)});
    }

    std::string where(const Operation& operation) const {
        const Sources* texts = operation.place_is_before ? sources_.before : sources_.after;
        if (texts == nullptr || !operation.place.known()) return {};
        return printable(texts->name_of(operation.place)) + ":" + std::to_string(texts->locate(operation.place).line);
    }

    /// What the line is about: the path without the item that the line stands under.
    static std::string label(const Operation& operation) {
        const std::size_t last_known = operation.path.size();
        std::size_t at = 0;
        std::size_t parts = operation.path.starts_with("production.") ? 1 : 2;
        bool quoted = false;
        for (; at < last_known && parts > 0; ++at) {
            const char c = operation.path[at];
            if (c == '\\' && quoted)
                ++at;
            else if (c == '"')
                quoted = !quoted;
            else if (c == '.' && !quoted && --parts == 0)
                break;
        }
        if (at >= last_known) return std::string(operation.kind);
        return printable(std::string_view(operation.path).substr(at + 1));
    }

    std::string shown(const std::string& json) {
        const Json value = Json::parse(json, nullptr, false);
        if (value.is_array() && all_texts(value)) {
            return value.empty() ? "(no targets)" : cut(joined(value), longest_value);
        }
        return cut(value.is_structured() ? inline_toml(value) : json, longest_value);
    }

    void write_operation(const Operation& operation) {
        const bool whole = operation.op_type == "add_item" || operation.op_type == "remove_item";
        if (whole) {
            write_item(operation);
        } else if (operation.action == Action::move) {
            line(operation.action, 4, label(operation) + " moved from " + cut(operation.before.json, longest_value),
                 where(operation));
        } else {
            write_change(operation);
        }
    }

    /// Whether the elements of this list have phrases, so that each gets a line of its own.
    static bool phrased(const std::string& list, const Json& elements) {
        return elements.is_array() && !elements.empty() && !element_phrase(list, elements.front()).empty();
    }

    void write_elements(Action action, std::size_t indent, const std::string& list, const Json& elements) {
        for (const Json& each : elements) {
            line(action, indent, cut(element_phrase(list, each), longest_phrase));
            write_members(action, indent + 4, unsaid_members(list, each));
        }
    }

    void write_members(Action action, std::size_t indent, const Json& members) {
        for (const auto& [key, value] : members.items()) {
            if (phrased(key, value))
                write_elements(action, indent, key, value);
            else
                line(action, indent, printable(key) + " = " + shown(value.dump()));
        }
    }

    /// A list that changed: what left it, then what came.
    bool write_list_change(const Operation& operation) {
        const std::string list = operation.path.substr(operation.path.rfind('.') + 1);
        const Json before = Json::parse(operation.before.json, nullptr, false);
        const Json after = Json::parse(operation.after.json, nullptr, false);
        if (!phrased(list, before) && !phrased(list, after)) return false;
        const auto without = [](const Json& all, const Json& others) {
            std::set<std::string> there;
            for (const Json& each : others) there.insert(each.dump());
            Json left = Json::array();
            for (const Json& each : all) {
                if (there.count(each.dump()) == 0) left.push_back(each);
            }
            return left;
        };
        line(operation.action, 4, label(operation), where(operation));
        write_elements(Action::remove, 8, list, without(before, after));
        write_elements(Action::add, 8, list, without(after, before));
        return true;
    }

    /// There is nothing of a secret to show but that it is another one, and whose it is.
    bool write_secret(const Operation& operation) {
        if (operation.kind != "secret") return false;
        std::string text = "secret " + printable(operation.subject);
        if (operation.action == Action::change) text += ": value changed";
        if (!operation.reason.empty()) text += " (" + operation.reason + ")";
        line(operation.action, 4, text, where(operation));
        return true;
    }

    /// A thing that is added or removed whole, in words where there are some for its kind.
    bool write_whole(const Operation& operation) {
        const bool added = operation.before.is_null();
        Json thing = Json::parse(added ? operation.after.json : operation.before.json, nullptr, false);
        if (operation.kind == "protection") {
            const bool item = operation.path.starts_with("protect.items.");
            line(operation.action, 4,
                 std::string("protection of ") + (item ? "item " : "process ") + in_quotes(operation.subject),
                 where(operation));
            return true;
        }
        if (operation.path == "production.name" && thing.is_string()) {
            line(operation.action, 4, "production " + cut(thing.get<std::string>(), longest_value), where(operation));
            return true;
        }
        if (!thing.is_object()) return false;
        return write_thing(operation, std::move(thing));
    }

    bool write_thing(const Operation& operation, Json thing) {
        if (operation.op_type.starts_with("change_") || operation.op_type.starts_with("set_")) return false;
        std::string head = std::string(operation.kind);
        if (operation.kind == "message") {
            head = thing.value("kind", "message");
            if (head == "request") head = "message";
            if (thing.contains("class")) {
                head += ", class " + cut(thing["class"].get<std::string>(), longest_value);
            }
            thing.erase("kind");
            thing.erase("class");
        } else if (operation.kind != "process") {
            if (!thing.contains("name")) thing["name"] = operation.subject;
            const std::string phrase = element_phrase(operation.kind, thing);
            if (phrase.empty()) return false;
            head = cut(phrase, longest_phrase);
            thing = unsaid_members(operation.kind, thing);
            if (operation.kind == "default_setting" || operation.kind == "trigger") thing.erase("name");
        }
        if (!style_.details) head += counted(thing);
        line(operation.action, 4, head, where(operation));
        if (style_.details) write_members(operation.action, 8, thing);
        return true;
    }

    void write_change(const Operation& operation) {
        if (operation.before.is_null() != operation.after.is_null() && write_whole(operation)) return;
        if (write_list_change(operation) || write_secret(operation)) return;
        std::string text = label(operation);
        if (operation.kind == "default_setting" && operation.action == Action::change && text == "value") {
            text = "default setting " + printable(operation.subject);
        }
        if (operation.before.is_null() && operation.after.is_null()) {
        } else if (operation.before.is_null()) {
            text += " = " + shown(operation.after.json);
        } else if (operation.after.is_null() && operation.action == Action::change) {
            text += ": " + shown(operation.before.json) + " → left out";
        } else if (operation.after.is_null()) {
            text += " = " + shown(operation.before.json);
        } else {
            text += ": " + shown(operation.before.json) + " → " + shown(operation.after.json);
        }
        line(operation.action, 4, text, where(operation));
    }

    void write_item(const Operation& operation) {
        const bool added = operation.action == Action::add;
        const Json item = Json::parse(added ? operation.after.json : operation.before.json, nullptr, false);
        std::string head = "item";
        if (item.contains("role")) head = item["role"].get<std::string>();
        head +=
            item.contains("class") ? ", class " + cut(item["class"].get<std::string>(), longest_value) : ", no class";
        if (!style_.details) head += counted(item);
        line(operation.action, 4, head, where(operation));
        if (!style_.details) return;
        for (const auto& [key, value] : item.items()) {
            if (key == "role" || key == "class") continue;
            if (key == "targets")
                write_targets(operation, value);
            else
                write_key(operation, key, value);
        }
    }

    void write_key(const Operation& operation, const std::string& key, const Json& value) {
        if (phrased(key, value)) {
            write_elements(operation.action, 8, key, value);
            return;
        }
        const bool table = key == "settings" || key == "adapter_settings" || key == "attributes";
        if (!table) {
            line(operation.action, 8, key + " = " + shown(value.dump()));
            return;
        }
        for (const auto& [name, text] : value.items()) {
            line(operation.action, 8, key + "." + printable(name) + " = " + shown(text.dump()));
        }
    }

    void write_targets(const Operation& operation, const Json& targets) {
        for (const auto& [name, names] : targets.items()) {
            line(operation.action, 8, "target " + printable(name) + " = " + shown(names.dump()));
            for (const Json& target : names) {
                line(operation.action, 12,
                     "route " + printable(operation.subject) + " → " + printable(target.get<std::string>()));
            }
        }
    }

    OperationLines& owner_;
    const PlanSources& sources_;
    const LineStyle& style_;
    const Operation& operation_;
    std::vector<PlanLine> lines_;
};

std::string OperationLines::cut(std::string_view text, std::size_t longest) {
    std::string shown = printable(text);
    if (style_.full) return shown;
    std::size_t characters = 0;
    for (std::size_t at = 0; at < shown.size(); ++at) {
        const bool starts = (static_cast<unsigned char>(shown[at]) & 0xC0U) != 0x80U;
        if (!starts || ++characters <= longest) continue;
        has_cut_ = true;
        return shown.substr(0, at) + "…";
    }
    return shown;
}

std::vector<PlanLine> OperationLines::of(const Operation& operation) {
    return Writer(*this, operation).lines();
}

std::string OperationLines::impact(const Operation& operation) {
    if (operation.impact.empty()) return {};
    const std::string words = operation.kind == "schedule"          ? "starts: "
                              : operation.kind == "default_setting" ? "applies to: "
                                                                    : "reached from: ";
    return words + cut(joined(Json(operation.impact)), longest_value);
}

std::string OperationLines::phrase(std::string_view text) {
    return cut(text, longest_phrase);
}

}  // namespace millwright::migrate
