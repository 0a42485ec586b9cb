// Random productions for property tests, as plain values that can be changed, and as text in many layouts.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "graph/production.h"

namespace millwright::test {

class Dice {
public:
    explicit Dice(std::uint32_t seed) : engine_(seed) {}
    /// 0 to `sides` - 1.
    std::size_t roll(std::size_t sides) { return engine_() % sides; }
    bool chance(std::size_t in) { return roll(in) == 0; }
    template <class List>
    const auto& pick(const List& list) {
        return list[roll(std::size(list))];
    }

private:
    std::mt19937 engine_;
};

struct PlainSetting {
    std::string scope, name, value;
    bool operator==(const PlainSetting&) const = default;
};

struct PlainItem {
    std::string name, category, class_name = "Demo.A", pool_size = "1", enabled = "true", foreground = "false", comment,
                                log_trace_events = "false", schedule;
    std::vector<std::pair<std::string, std::string>> further;
    std::vector<PlainSetting> settings;
    bool operator==(const PlainItem&) const = default;
};

struct PlainProduction {
    std::string name = "Demo.Production", testing_enabled = "true", log_general_trace_events = "false",
                actor_pool_size = "2", description;
    std::vector<std::pair<std::string, std::string>> further;
    std::vector<PlainSetting> settings;
    std::vector<PlainItem> items;
    bool operator==(const PlainProduction&) const = default;
};

inline std::string random_text(Dice& dice) {
    static const std::vector<std::string> texts{"",
                                                "1",
                                                " ",
                                                "A",
                                                "A,B",
                                                "A, B",
                                                "|^~\\&",
                                                "a]]>b",
                                                "]]>",
                                                "<Setting>",
                                                "</Production>}",
                                                "two\nlines",
                                                "tab\there",
                                                "cr\rhere",
                                                "\"double\" 'single'",
                                                "gr\xC3\xBC\xC3\x9F",
                                                "{}",
                                                "&amp;",
                                                "&#10;",
                                                "$1 \\1",
                                                "]]",
                                                ">",
                                                "<!-- no -->",
                                                "<![CDATA[x]]>"};
    return dice.pick(texts);
}

inline std::string random_name(Dice& dice) {
    static const std::vector<std::string> names{"A", "B", "C", "to EMR - FILE", "a & b", "\"q\"", "'", "<x>", "]]>"};
    return dice.pick(names);
}

inline PlainSetting random_setting(Dice& dice) {
    static const std::vector<std::string> scopes{"Host", "Adapter", "Host", "Other"};
    static const std::vector<std::string> names{"TargetConfigNames", "Port", "%settings", "FilePath", "x<y"};
    return {dice.pick(scopes), dice.pick(names), random_text(dice)};
}

inline void change(PlainItem& item, Dice& dice) {
    static const std::vector<std::string> flags{"true", "false", "maybe", ""};
    switch (dice.roll(12)) {
        case 0: item.category = random_text(dice); break;
        case 1: item.class_name = dice.chance(2) ? "Demo.B" : "Python.c.Process"; break;
        case 2: item.pool_size = dice.chance(2) ? "4" : "0"; break;
        case 3: item.enabled = dice.pick(flags); break;
        case 4: item.foreground = dice.pick(flags); break;
        case 5: item.comment = random_text(dice); break;
        case 6: item.schedule = random_text(dice); break;
        case 7:
            if (item.further.empty())
                item.further = {{dice.chance(2) ? "DisableErrorTraps" : "Extra", random_text(dice)}};
            else
                item.further.clear();
            break;
        case 8:
        case 9: item.settings.push_back(random_setting(dice)); break;
        default:
            if (item.settings.empty()) break;
            if (const std::size_t at = dice.roll(item.settings.size()); dice.chance(2)) {
                item.settings.erase(item.settings.begin() + static_cast<std::ptrdiff_t>(at));
            } else {
                item.settings[at].value = random_text(dice);
            }
    }
}

inline PlainItem random_item(Dice& dice) {
    PlainItem item;
    item.name = random_name(dice);
    for (std::size_t i = dice.roll(8); i > 0; --i) change(item, dice);
    return item;
}

inline void change(PlainProduction& production, Dice& dice) {
    switch (dice.roll(10)) {
        case 0: production.description = random_text(dice); break;
        case 1: production.actor_pool_size = dice.chance(2) ? "1" : "7"; break;
        case 2: production.testing_enabled = dice.chance(2) ? "true" : "false"; break;
        case 3: production.settings.push_back({"Production", "ShutdownTimeout", random_text(dice)}); break;
        case 4:
            if (!production.settings.empty()) production.settings.pop_back();
            break;
        case 5:
            if (production.further.empty())
                production.further = {{"Extra", random_text(dice)}};
            else
                production.further.clear();
            break;
        case 6: production.items.push_back(random_item(dice)); break;
        default:
            if (production.items.empty()) break;
            if (const std::size_t at = dice.roll(production.items.size()); dice.chance(3)) {
                production.items.erase(production.items.begin() + static_cast<std::ptrdiff_t>(at));
            } else {
                change(production.items[at], dice);
            }
    }
}

inline Range<Setting> model_of(Production& production, const std::vector<PlainSetting>& settings) {
    std::vector<Setting> made;
    for (const PlainSetting& each : settings) {
        Setting setting;
        setting.scope = production.texts.keep(each.scope);
        setting.name = production.texts.keep(each.name);
        setting.value = production.texts.keep(each.value);
        made.push_back(setting);
    }
    return append(production.settings, std::move(made));
}

inline Range<Attribute> model_of(Production& production,
                                 const std::vector<std::pair<std::string, std::string>>& further) {
    std::vector<Attribute> made;
    for (const auto& [name, value] : further) {
        made.push_back({production.texts.keep(name), production.texts.keep(value), {}});
    }
    return append(production.attributes, std::move(made));
}

inline Production model_of(const PlainProduction& plain) {
    Production production;
    const auto keep = [&](const std::string& text) { return production.texts.keep(text); };
    production.name = keep(plain.name);
    production.testing_enabled = Flag::read(plain.testing_enabled, production.texts);
    production.log_general_trace_events = Flag::read(plain.log_general_trace_events, production.texts);
    production.actor_pool_size = keep(plain.actor_pool_size);
    production.description = keep(plain.description);
    production.description_presence = plain.description.empty() ? Presence::absent : Presence::present;
    production.production_settings = model_of(production, plain.settings);
    production.production_attributes = model_of(production, plain.further);
    for (const PlainItem& each : plain.items) {
        Item item;
        item.name = keep(each.name);
        item.category = keep(each.category);
        item.class_name = keep(each.class_name);
        item.pool_size = keep(each.pool_size);
        item.enabled = Flag::read(each.enabled, production.texts);
        item.foreground = Flag::read(each.foreground, production.texts);
        item.comment = keep(each.comment);
        item.log_trace_events = Flag::read(each.log_trace_events, production.texts);
        item.schedule = keep(each.schedule);
        item.role = role_of_class(item.class_name);
        item.settings = model_of(production, each.settings);
        item.attributes = model_of(production, each.further);
        production.items.push_back(item);
    }
    recognise_targets(production);
    return production;
}

/// The same production as XML, laid out at random: quotes, indentation, line ends, empty tags, comments, CDATA.
class RandomLayout {
public:
    explicit RandomLayout(Dice& dice) : dice_(dice), inline_(dice.chance(5)), tabs_(dice.chance(3)) {}

    std::string xml(const PlainProduction& plain) {
        out_ = "<Production";
        attribute("Name", plain.name);
        if (dice_.chance(2) || plain.testing_enabled != "false") attribute("TestingEnabled", plain.testing_enabled);
        attribute("LogGeneralTraceEvents", plain.log_general_trace_events);
        for (const auto& [name, value] : plain.further) attribute(name, value);
        const bool bare = plain.description.empty() && plain.actor_pool_size == "2" && plain.settings.empty() &&
                          plain.items.empty() && dice_.chance(2);
        if (bare) return out_ + "/>";
        out_ += ">";
        if (!plain.description.empty() || dice_.chance(2)) element("Description", plain.description);
        if (plain.actor_pool_size != "2" || dice_.chance(2)) element("ActorPoolSize", plain.actor_pool_size);
        for (const PlainSetting& each : plain.settings) setting(each, 1);
        for (const PlainItem& each : plain.items) item(each);
        line(0);
        return out_ + "</Production>";
    }

private:
    void line(std::size_t depth) {
        if (dice_.chance(9)) out_ += "<!-- <Item> -->";
        if (inline_) return;
        out_ += "\n" + (tabs_ ? std::string(depth, '\t') : std::string(depth * 2, ' '));
    }
    static std::string escape(const std::string& text, char quote) {
        std::string out;
        for (const char c : text) {
            if (c == '&')
                out += "&amp;";
            else if (c == '<')
                out += "&lt;";
            else if (c == '>')
                out += "&gt;";
            else if (c == '\r')
                out += "&#xD;";
            else if (quote != '\0' && (c == '\n' || c == '\t' || c == quote))
                out += "&#" + std::to_string(int(c)) + ";";
            else
                out += c;
        }
        return out;
    }
    void attribute(const std::string& name, const std::string& value) {
        const char quote = dice_.chance(3) ? '\'' : '"';
        out_ += dice_.chance(6) ? "\n  " : " ";
        out_ += name + (dice_.chance(6) ? " = " : "=") + quote + escape(value, quote) + quote;
    }
    void content(const std::string& text) {
        const bool in_cdata = text.find("]]>") == std::string::npos && text.find('\r') == std::string::npos;
        if (in_cdata && !text.empty() && dice_.chance(3)) {
            out_ += "<![CDATA[" + text + "]]>";
        } else {
            out_ += escape(text, '\0');
        }
    }
    void element(const std::string& name, const std::string& text) {
        line(1);
        if (text.empty() && dice_.chance(2)) {
            out_ += "<" + name + "/>";
            return;
        }
        out_ += "<" + name + ">";
        content(text);
        out_ += "</" + name + ">";
    }
    void setting(const PlainSetting& each, std::size_t depth) {
        line(depth);
        out_ += "<Setting";
        attribute("Target", each.scope);
        attribute("Name", each.name);
        if (each.value.empty() && dice_.chance(2)) {
            out_ += dice_.chance(2) ? "/>" : " />";
            return;
        }
        out_ += ">";
        content(each.value);
        out_ += "</Setting>";
    }
    void item(const PlainItem& each) {
        line(1);
        out_ += "<Item";
        attribute("Name", each.name);
        if (!each.category.empty() || dice_.chance(2)) attribute("Category", each.category);
        attribute("ClassName", each.class_name);
        if (each.pool_size != "1" || dice_.chance(2)) attribute("PoolSize", each.pool_size);
        if (each.enabled != "true" || dice_.chance(2)) attribute("Enabled", each.enabled);
        if (each.foreground != "false" || dice_.chance(2)) attribute("Foreground", each.foreground);
        for (const auto& [name, value] : each.further) attribute(name, value);
        if (!each.comment.empty() || dice_.chance(2)) attribute("Comment", each.comment);
        if (each.log_trace_events != "false" || dice_.chance(2)) attribute("LogTraceEvents", each.log_trace_events);
        if (!each.schedule.empty() || dice_.chance(2)) attribute("Schedule", each.schedule);
        if (each.settings.empty() && dice_.chance(2)) {
            out_ += "/>";
            return;
        }
        out_ += ">";
        for (const PlainSetting& one : each.settings) setting(one, 2);
        line(1);
        out_ += "</Item>";
    }

    Dice& dice_;
    bool inline_, tabs_;
    std::string out_;
};

}  // namespace millwright::test
