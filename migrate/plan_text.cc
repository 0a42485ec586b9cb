#include "migrate/plan_text.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <vector>

#include "graph/utf8.h"
#include "migrate/phrases.h"

namespace millwright::migrate {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<char, 4> marks{'+', '~', '-', '>'};
constexpr std::array<std::string_view, 4> mark_colours{"\x1b[32m", "\x1b[33m", "\x1b[31m", "\x1b[36m"};
constexpr std::size_t longest_phrase = 160;
constexpr std::string_view plain = "\x1b[0m";

struct Section {
    Risk risk;
    std::string_view title;
    std::string_view needs;  ///< before it is applied
    std::string_view colour;
};
constexpr std::array<Section, 5> sections{{
    {Risk::protect, "PROTECTED", ": refused", "\x1b[1;31m"},
    {Risk::unsupported, "UNSUPPORTED", ": cannot be applied here", "\x1b[1;31m"},
    {Risk::destructive, "DESTRUCTIVE", ": needs --allow-destructive", "\x1b[1;31m"},
    {Risk::attention, "Attention", "", "\x1b[1;33m"},
    {Risk::safe, "Safe", "", "\x1b[1m"},
}};

/// At most `longest` characters of harmless text.
std::string cut(std::string_view text, std::size_t longest) {
    std::string shown = printable(text);
    std::size_t characters = 0;
    for (std::size_t at = 0; at < shown.size(); ++at) {
        const bool starts = (static_cast<unsigned char>(shown[at]) & 0xC0U) != 0x80U;
        if (starts && ++characters > longest) return shown.substr(0, at) + "…";
    }
    return shown;
}

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

class Writer {
public:
    Writer(const Plan& plan, const PlanSources& sources, const PlanStyle& style)
        : plan_(plan), sources_(sources), style_(style) {}

    std::string text() {
        if (!plan_.has_changes()) return no_changes();
        out_ = (style_.applied ? "Changed: " : "Plan: ") + counts_text(plan_.counts(), style_.applied) + "\n";
        for (const Section& section : sections) write_section(section);
        return std::move(out_);
    }

private:
    std::string coloured(std::string_view colour, std::string_view text) const {
        if (!style_.colour) return std::string(text);
        return std::string(colour) + std::string(text) + std::string(plain);
    }

    std::string no_changes() const {
        const std::size_t count = plan_.not_compared.size();
        if (count == 0) return "No changes.\n";
        return "No changes that can be seen: " + std::to_string(count) +
               (count == 1 ? " secret is not compared.\n" : " secrets are not compared.\n");
    }

    void write_section(const Section& section) {
        std::vector<std::string_view> subjects;
        std::unordered_map<std::string_view, std::vector<const Operation*>> of_subject;
        for (const Operation& operation : plan_.operations) {
            if (operation.risk != section.risk) continue;
            auto& list = of_subject[operation.subject];
            if (list.empty()) subjects.push_back(operation.subject);
            list.push_back(&operation);
        }
        if (subjects.empty()) return;
        const std::string title = std::string(section.title) + std::string(style_.applied ? "" : section.needs);
        out_ += "\n" + coloured(section.colour, title) + "\n";
        for (const std::string_view subject : subjects) {
            out_ += "  " + (subject.empty() ? "production" : printable(subject)) + "\n";
            for (const Operation* operation : of_subject[subject]) write_operation(*operation);
        }
    }

    void line(Action action, std::size_t indent, const std::string& text, const std::string& where = {}) {
        const auto index = static_cast<std::size_t>(action);
        out_.append(indent, ' ');
        out_ += coloured(mark_colours[index], std::string(1, marks[index]) + " " + text);
        if (!where.empty()) out_ += "  (" + where + ")";
        out_ += '\n';
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

    std::string shown(const std::string& json) const {
        const Json value = Json::parse(json, nullptr, false);
        if (value.is_array() && all_texts(value)) {
            return value.empty() ? "(no targets)" : cut(joined(value), style_.longest_value);
        }
        return cut(value.is_structured() ? inline_toml(value) : json, style_.longest_value);
    }

    void write_operation(const Operation& operation) {
        const bool whole = operation.op_type == "add_item" || operation.op_type == "remove_item";
        if (whole) {
            write_item(operation);
        } else if (operation.action == Action::move) {
            line(operation.action, 4,
                 label(operation) + " moved from " + cut(operation.before.json, style_.longest_value),
                 where(operation));
        } else {
            write_change(operation);
        }
        if (operation.risk != Risk::safe && !operation.reason.empty()) out_ += "        " + operation.reason + "\n";
        const bool impact = style_.impact && (operation.risk == Risk::destructive || operation.risk == Risk::protect);
        if (impact && !operation.impact.empty()) {
            out_ += "        reached from: " + cut(joined(Json(operation.impact)), style_.longest_value) + "\n";
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
            Json left = Json::array();
            for (const Json& each : all) {
                if (std::find(others.begin(), others.end(), each) == others.end()) left.push_back(each);
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
            line(operation.action, 4, "production " + cut(thing.get<std::string>(), style_.longest_value),
                 where(operation));
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
                head += ", class " + cut(thing["class"].get<std::string>(), style_.longest_value);
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
        line(operation.action, 4, head, where(operation));
        write_members(operation.action, 8, thing);
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
        head += item.contains("class") ? ", class " + cut(item["class"].get<std::string>(), style_.longest_value)
                                       : ", no class";
        line(operation.action, 4, head, where(operation));
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

    const Plan& plan_;
    const PlanSources& sources_;
    const PlanStyle& style_;
    std::string out_;
};

}  // namespace

std::string counts_text(const PlanCounts& counts, bool applied) {
    constexpr std::array<std::array<std::string_view, 2>, 4> words{
        {{" to add", " added"}, {" to change", " changed"}, {" to remove", " removed"}, {" to move", " moved"}}};
    const auto counted = [&](std::size_t count, std::size_t action) {
        return std::to_string(count) + std::string(words[action][applied ? 1 : 0]);
    };
    std::string text = counted(counts.add, 0) + ", " + counted(counts.change, 1) + ", " + counted(counts.remove, 2);
    if (counts.move > 0) text += ", " + counted(counts.move, 3);
    std::string notes;
    const auto note = [&](std::size_t count, std::string_view word) {
        if (count == 0) return;
        if (!notes.empty()) notes += ", ";
        notes += std::to_string(count) + " " + std::string(word);
    };
    note(counts.destructive, "destructive");
    note(counts.protect, "protected");
    note(counts.unsupported, "unsupported");
    note(counts.not_compared, counts.not_compared == 1 ? "secret not compared" : "secrets not compared");
    note(counts.attention, applied ? "for attention" : counts.attention == 1 ? "needs attention" : "need attention");
    return notes.empty() ? text : text + " (" + notes + ")";
}

std::string plan_text(const Plan& plan, const PlanSources& sources, const PlanStyle& style) {
    return Writer(plan, sources, style).text();
}

}  // namespace millwright::migrate
