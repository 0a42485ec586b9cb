// The three styles in which a settings.py declares a production.
#include <algorithm>
#include <map>

#include "templates/names.h"
#include "templates/settings_py_text.h"

namespace millwright::templates {
namespace {

using Variables = std::map<std::string, std::string, std::less<>>;

/// `OrderRouter` or `class_name="Demo.OrderRouter"`.
std::string class_argument(const SettingsPyPart& context, const Component& component) {
    if (context.is_python(component)) return context.class_in_file(component);
    return "class_name=" + context.literal(SettingsPyPart::engine_class(component));
}

// ---- instances

std::string variable_for(const SettingsPyPart& context, const Component& component, const Variables& variables) {
    const auto there = context.scan.items.find(component.name);
    if (there != context.scan.items.end() && !there->second.empty()) return there->second;
    const auto taken = [&](const std::string& name) {
        const auto& names = context.scan.outline.names;
        return std::find(names.begin(), names.end(), name) != names.end() ||
               std::any_of(variables.begin(), variables.end(), [&](const auto& each) { return each.second == name; });
    };
    std::string name = snake_case(component.name);
    if (taken(name)) name += "_" + std::string(name_of(component.role));
    for (int i = 2; taken(name); ++i) name = snake_case(component.name) + "_" + std::to_string(i);
    return name;
}

struct Sender {
    std::string item;
    std::string class_name;  ///< as the file calls it; empty: a text names the target setting
    std::string setting;
};

class Instances {
public:
    explicit Instances(const SettingsPyPart& context)
        : context_(context),
          variables_(context.scan.items),
          connections_(context.scan.file + ": behind the connections of " + context.production()) {}

    void write() {
        for (const Component& each : context_.part.components) add_item(each);
        for (const Component& each : context_.part.components) {
            const std::string of_class = context_.is_python(each) ? context_.class_in_file(each) : std::string();
            for (const PartTarget& target : each.targets) {
                for (const std::string& item : target.items) connect({each.name, of_class, target.setting}, item);
            }
        }
        for (const Connection& each : context_.part.connections) {
            connect({each.item, context_.class_in_file(each), each.setting}, context_.part.components.front().name);
        }
    }

private:
    void add_item(const Component& component) {
        const std::string variable = variable_for(context_, component, variables_);
        variables_[component.name] = variable;
        std::string call = variable + " = " + context_.production() + "." + std::string(name_of(component.role)) + "(" +
                           context_.literal(component.name) + ", " + class_argument(context_, component);
        if (!component.settings.empty()) call += ", host_settings=" + context_.dictionary(component.settings);
        if (!component.adapter_settings.empty()) {
            call += ", adapter_settings=" + context_.dictionary(component.adapter_settings);
        }
        context_.places.add(context_.scan.file + ": behind the items of " + context_.production(), call + ")");
    }

    /// The variable of an item; "" with a comment where the file has none for it.
    std::string variable_of(const Sender& sender, const std::string& item, const std::string& wanted) {
        const auto found = variables_.find(wanted);
        if (found != variables_.end() && !found->second.empty()) return found->second;
        context_.places.add(connections_, "# " + sender.item + "." + sender.setting + " leads to " + item +
                                              ", but no variable for " + wanted + " was found in " +
                                              context_.scan.file);
        return {};
    }

    void connect(const Sender& sender, const std::string& item) {
        const std::string from = variable_of(sender, item, sender.item);
        const std::string to = from.empty() ? "" : variable_of(sender, item, item);
        if (to.empty()) return;
        const bool by_text = context_.scan.connect_by_text || sender.class_name.empty();
        const std::string setting =
            by_text ? context_.literal(sender.setting) : sender.class_name + "." + sender.setting;
        const bool on_item = context_.scan.connect_on_item || sender.class_name.empty();
        context_.places.add(connections_, on_item ? from + ".connect(" + setting + ", " + to + ")"
                                                  : context_.production() + ".connect(" + from + "." + sender.setting +
                                                        ", " + to + ")");
    }

    const SettingsPyPart& context_;
    Variables variables_;
    std::string connections_;
};

// ---- classes

std::string route(const SettingsPyPart& context, const std::string& of_class, const std::string& setting,
                  const std::string& item) {
    const auto constant = context.scan.items.find(item);
    const bool named = constant != context.scan.items.end() && !constant->second.empty();
    const std::string target = of_class.empty() ? context.literal(setting) : of_class + "." + setting;
    context.import_from_iop("Route");
    return "Route(" + target + ", " + (named ? constant->second : context.literal(item)) + ")";
}

std::string routes_of(const SettingsPyPart& context, const Component& component) {
    std::string routes;
    const std::string of_class = context.is_python(component) ? context.class_in_file(component) : std::string();
    for (const PartTarget& target : component.targets) {
        for (const std::string& item : target.items) {
            routes += (routes.empty() ? "" : " ") + route(context, of_class, target.setting, item) + ",";
        }
    }
    return routes;
}

// ---- dictionaries

/// The key of CLASSES, as the others are made: "Python.processes.OrderRouter" or "Python.OrderRouter".
std::string class_key(const SettingsPyPart& context, const Component& component) {
    std::string full = "Python." + component.class_name;
    full.erase(std::remove(full.begin(), full.end(), '_'), full.end());
    const auto& classes = context.scan.classes;
    const bool all_short = std::all_of(classes.begin(), classes.end(), [](const auto& each) {
        return std::count(each.first.begin(), each.first.end(), '.') == 1;
    });
    if (classes.empty() || !all_short) return full;
    const std::string& first = classes.begin()->first;
    return first.substr(0, first.find('.') + 1) + std::string(last_part(component.class_name));
}

class Dictionaries {
public:
    explicit Dictionaries(const SettingsPyPart& context) : context_(context) {}

    void write() {
        for (const Component& each : context_.part.components) add_class(each);
        for (const Component& each : context_.part.components) add_item(each);
        for (const Connection& each : context_.part.connections) {
            context_.places.add(context_.scan.file + ": in \"Setting\" of the item \"" + each.item +
                                    "\" (where it has " + each.setting + " already: behind a comma in its text)",
                                setting("Host", each.setting, text(context_.part.components.front().name)) + ",");
        }
    }

private:
    std::string text(std::string_view words) const { return context_.literal(words); }
    std::string pair(std::string_view key, const std::string& value) const { return text(key) + ": " + value; }

    std::string setting(std::string_view target, std::string_view name, const std::string& value) const {
        return "{" + pair("@Target", text(target)) + ", " + pair("@Name", text(name)) + ", " + pair("#text", value) +
               "}";
    }

    void add_class(const Component& component) const {
        if (!context_.is_python(component) || context_.scan.class_objects) return;
        const std::string key = class_key(context_, component);
        if (context_.scan.classes.contains(key)) return;
        const std::string entry = text(key) + ": " + context_.class_in_file(component);
        if (context_.scan.has_classes) {
            context_.places.add(context_.scan.file + ": in CLASSES", "    " + entry + ",");
        } else {
            context_.places.add(context_.scan.file + ": there is no CLASSES yet; it registers the class",
                                "CLASSES = {" + entry + "}");
        }
    }

    std::vector<std::string> settings_of(const Component& component) const {
        std::vector<std::string> all;
        for (const PartTarget& each : component.targets) {
            all.push_back(setting("Host", each.setting, text(comma_list(each.items))));
        }
        for (const Given& each : component.settings) {
            all.push_back(setting("Host", each.key, context_.value(each.value)));
        }
        for (const Given& each : component.adapter_settings) {
            all.push_back(setting("Adapter", each.key, context_.value(each.value)));
        }
        return all;
    }

    std::string class_of(const Component& component) const {
        if (!context_.is_python(component)) return text(SettingsPyPart::engine_class(component));
        return context_.scan.class_objects ? context_.class_in_file(component) : text(class_key(context_, component));
    }

    void add_item(const Component& component) const {
        const std::string& outer = context_.scan.item_indent;
        const std::string inner = "\n" + outer + context_.scan.indent_step;
        std::string block = outer + "{";
        const auto add = [&](std::string_view key, const std::string& value) {
            block += inner + pair(key, value) + ",";
        };
        add("@Name", text(component.name));
        add("@Category", text(""));
        add("@ClassName", class_of(component));
        add("@PoolSize", text("1"));
        add("@Enabled", text("true"));
        add("@Foreground", text("false"));
        add("@Comment", text(""));
        add("@LogTraceEvents", text("false"));
        add("@Schedule", text(""));
        const std::vector<std::string> settings = settings_of(component);
        if (!settings.empty()) block += inner + text("Setting") + ": [";
        for (const std::string& each : settings) block += inner + context_.scan.indent_step + each + ",";
        if (!settings.empty()) block += inner + "],";
        const std::string& of = context_.production();
        context_.places.add(context_.scan.file + ": in \"Item\"" + (of.empty() ? "" : " of \"" + of + "\""),
                            block + "\n" + outer + "},");
    }

    const SettingsPyPart& context_;
};

}  // namespace

void write_instances(const SettingsPyPart& context) {
    Instances(context).write();
}

void write_class_style(const SettingsPyPart& context) {
    for (const Component& each : context.part.components) {
        const std::string role(name_of(each.role));
        const std::string item = camel_case(role) + "Item";
        context.import_from_iop(item);
        const std::string routes = routes_of(context, each);
        const std::string place = context.scan.file + ": in `" + (role == "process" ? "processes" : role + "s") +
                                  "` of " + context.production();
        for (const Given& given : each.settings) {
            context.places.add(
                place, "# " + each.name + " needs the host setting " + given.key + " = " + context.value(given.value));
        }
        for (const Given& given : each.adapter_settings) {
            context.places.add(place, "# " + each.name + " needs the adapter setting " + given.key + " = " +
                                          context.value(given.value));
        }
        context.places.add(place, item + "(" + context.literal(each.name) + ", " + class_argument(context, each) +
                                      (routes.empty() ? "" : ", routes=(" + routes + ")") + "),");
    }
    for (const Connection& each : context.part.connections) {
        const std::string line =
            route(context, context.class_in_file(each), each.setting, context.part.components.front().name) + ",";
        context.places.add(context.scan.file + ": in `routes` of the item \"" + each.item + "\"", line);
    }
}

void write_dictionaries(const SettingsPyPart& context) {
    Dictionaries(context).write();
}

}  // namespace millwright::templates
