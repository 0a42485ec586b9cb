#include "settings/iop/settings_py.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "graph/utf8.h"
#include "settings/iop/python_values.h"

namespace millwright::settings {
namespace {

using iop::append_python;
using iop::append_python_comment;
using iop::python_literal;
using iop::python_text;
using iop::PythonCode;
using iop::PythonSettings;

struct RoleWords {
    Role role;
    std::string_view title;      ///< "Services"
    std::string_view attribute;  ///< of a production's class: "services"
    std::string_view item_type;  ///< "ServiceItem"
};
/// In the order in which they are written.
constexpr std::array<RoleWords, 4> roles{{
    {Role::service, "Services", "services", "ServiceItem"},
    {Role::process, "Processes", "processes", "ProcessItem"},
    {Role::operation, "Operations", "operations", "OperationItem"},
    {Role::component, "Components", "components", "ComponentItem"},
}};

/// One module being written.
class Module {
public:
    Module(const Production& production, const Reading* beside)
        : production_(production), beside_(beside), index_(production), classes_(production, beside, own_names()) {
        for (const Item& item : production.items) settings_.push_back(iop::python_settings(production, item, index_));
    }

    std::string in_instance_style();
    std::string in_class_style();

private:
    iop::PythonNames& own_names();
    std::string head(const std::vector<std::string>& imported);
    void append_imports(std::string& out, const std::vector<std::string>& imported) const;
    bool looks_up() const;
    bool has_proxies() const;
    std::vector<PythonCode> production_arguments() const;
    std::vector<PythonCode> item_arguments(const Item& item, const PythonSettings& settings, bool with_others) const;
    PythonCode raw_settings(const PythonSettings& settings) const;
    PythonCode value(const Setting& setting) const { return iop::python_value(setting, beside_); }
    void add_map(std::vector<PythonCode>& arguments, std::string_view name,
                 const std::vector<const Setting*>& settings) const;
    std::size_t number(const Item& item) const { return static_cast<std::size_t>(&item - production_.items.data()); }

    void append_instance(std::string& out, const Item& item);
    void append_further(std::string& out, const Item& item) const;
    std::string connections() const;
    void append_end(std::string& out, const std::string& production) const;
    PythonCode declared_item(const Item& item, std::string_view type) const;
    std::vector<std::string> item_types() const;

    const Production& production_;
    const Reading* beside_;
    ItemIndex index_;
    iop::PythonNames names_;
    iop::PythonClasses classes_;
    std::vector<PythonSettings> settings_;  // by item
    std::vector<std::string> variables_;    // by item, in the instance style
};

/// What every module has a name for.
iop::PythonNames& Module::own_names() {
    for (const RoleWords& each : roles) names_.reserve(std::string(each.item_type));
    for (const char* name : {"Production", "Route", "PRODUCTIONS", "CLASSES", "SCHEMAS", "HERE"}) names_.reserve(name);
    return names_;
}

bool Module::looks_up() const {
    if (beside_ == nullptr) return false;
    return std::any_of(production_.settings.begin(), production_.settings.end(),
                       [&](const Setting& each) { return each.refers_to_secret && is_in_environment(each, *beside_); });
}

bool Module::has_proxies() const {
    const auto is_registered = [&](const Item& item) {
        const auto& all = classes_.registered();
        return !classes_.of(item).empty() ||
               std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.first == item.class_name; });
    };
    return std::any_of(production_.items.begin(), production_.items.end(), [&](const Item& item) {
        return item.class_name.starts_with("Python.") && !is_registered(item);
    });
}

void Module::append_imports(std::string& out, const std::vector<std::string>& imported) const {
    const bool folders = beside_ != nullptr && !classes_.empty() && !beside_->python.path.empty();
    if (looks_up() || folders) out += "import os\n";
    if (folders) out += "import sys\n";
    if (looks_up() || folders) out += '\n';
    std::string line = "from iop import ";
    for (const std::string& name : imported) line += (name == imported.front() ? "" : ", ") + name;
    out += line + "\n\n";
    if (folders) {
        out += "HERE = os.path.dirname(os.path.abspath(__file__))\n";
        for (const auto& entry : beside_->python.path) {
            out += "sys.path.append(os.path.join(HERE, " + python_literal(entry.text) + "))\n";
        }
        out += '\n';
    }
    for (const std::string& each : classes_.imports()) out += each + '\n';
    if (!classes_.empty()) out += '\n';
}

std::string Module::head(const std::vector<std::string>& imported) {
    std::string out;
    append_python_comment(out, "The production " + printable(production_.name) + ", for IoP:", 0);
    append_python_comment(out, "    iop --migrate settings.py", 0);
    append_python_comment(out, "Written by Millwright, and yours from here on.", 0);
    if (has_proxies()) {
        append_python_comment(out,
                              "\n"
                              "Class names that begin with \"Python.\" stand for classes of Python that the engine\n"
                              "knows already. To let IoP register one, import it and write it behind the item's\n"
                              "name, instead of class_name.",
                              0);
    }
    if (!production_.file_description.empty()) {
        out += "#\n";
        append_python_comment(out, production_.file_description, 0);
    }
    append_imports(out, imported);
    return out;
}

std::vector<PythonCode> Module::production_arguments() const {
    std::vector<PythonCode> found;
    const auto add = [&](std::string_view name, PythonCode code) {
        found.push_back(std::move(code).with_prefix(std::string(name) + "="));
    };
    const auto flag = [&](std::string_view name, Flag value) {
        if (value.text() != "false") add(name, iop::python_flag(value));
    };
    flag("testing_enabled", production_.testing_enabled);
    flag("log_general_trace_events", production_.log_general_trace_events);
    if (production_.actor_pool_size != "2") add("actor_pool_size", iop::python_number(production_.actor_pool_size));
    if (!production_.description.empty()) {
        add("description", python_text(production_.description));
    } else if (production_.description_presence == Presence::null) {
        add("description", PythonCode::leaf("None"));
    }
    std::unordered_set<std::string_view> seen;
    for (const Setting& setting : production_.of(production_.production_settings)) {
        const iop::PythonArgument* argument = iop::python_argument(setting);
        if (argument != nullptr && seen.insert(argument->name).second) add(argument->name, value(setting));
    }
    return found;
}

void Module::add_map(std::vector<PythonCode>& arguments, std::string_view name,
                     const std::vector<const Setting*>& settings) const {
    if (settings.empty()) return;
    PythonCode map = PythonCode::brackets("{", "}");
    for (const Setting* each : settings) {
        map.parts.push_back(value(*each).with_prefix(python_literal(each->name) + ": "));
    }
    arguments.push_back(std::move(map).with_prefix(std::string(name) + "="));
}

/// As IoP itself holds them: also what comes twice can be said so.
PythonCode Module::raw_settings(const PythonSettings& settings) const {
    PythonCode list = PythonCode::brackets("[", "]");
    for (const Setting* each : settings.others) {
        PythonCode entry = PythonCode::brackets("{", "}");
        entry.parts.push_back(python_text(each->scope).with_prefix("\"@Target\": "));
        entry.parts.push_back(python_text(each->name).with_prefix("\"@Name\": "));
        const bool from_outside = each->refers_to_secret || iop::looked_up(*each, beside_) != nullptr;
        PythonCode text = from_outside ? value(*each) : python_text(each->value);
        entry.parts.push_back(std::move(text).with_prefix("\"#text\": "));
        list.parts.push_back(std::move(entry));
    }
    return std::move(list).with_prefix("other_settings=");
}

std::vector<PythonCode> Module::item_arguments(const Item& item, const PythonSettings& settings,
                                               bool with_others) const {
    std::vector<PythonCode> found;
    found.push_back(PythonCode::leaf(python_literal(item.name)));
    const auto add = [&](std::string_view name, PythonCode code) {
        found.push_back(std::move(code).with_prefix(std::string(name) + "="));
    };
    const auto text = [&](std::string_view name, Text value) {
        if (!value.empty()) add(name, python_text(value));
    };
    const auto flag = [&](std::string_view name, Flag value, Text otherwise) {
        if (value.text() != otherwise) add(name, iop::python_flag(value));
    };
    const std::string known = classes_.of(item);
    if (known.empty()) {
        add("class_name", PythonCode::leaf(python_literal(item.class_name)));
        text("adapter_class", item.adapter);
    } else {
        found.push_back(PythonCode::leaf(known));
    }
    text("category", item.category);
    if (item.pool_size != "1") add("pool_size", iop::python_number(item.pool_size));
    flag("enabled", item.enabled, "true");
    flag("foreground", item.foreground, "false");
    text("comment", item.comment);
    flag("log_trace_events", item.log_trace_events, "false");
    text("schedule", item.schedule);
    add_map(found, "settings", settings.host);
    add_map(found, "adapter_settings", settings.adapter);
    if (with_others && !settings.others.empty()) found.push_back(raw_settings(settings));
    return found;
}

/// What IoP looks for in a module.
void Module::append_end(std::string& out, const std::string& production) const {
    PythonCode classes = PythonCode::brackets("{", "}");
    for (const auto& [engine_name, local] : classes_.registered()) {
        classes.parts.push_back(PythonCode::leaf(local).with_prefix(python_literal(engine_name) + ": "));
    }
    PythonCode schemas = PythonCode::brackets("[", "]");
    for (const std::string& each : classes_.schemas()) schemas.parts.push_back(PythonCode::leaf(each));
    if (!classes.parts.empty()) append_python(out, std::move(classes).with_prefix("CLASSES = "), 0, {});
    if (!schemas.parts.empty()) append_python(out, std::move(schemas).with_prefix("SCHEMAS = "), 0, {});
    out += "PRODUCTIONS = [" + production + "]\n";
}

// The instance style.

void Module::append_further(std::string& out, const Item& item) const {
    const PythonSettings& settings = settings_[number(item)];
    const std::string& variable = variables_[number(item)];
    if (settings.repeated) {
        PythonCode call = PythonCode::brackets("prod.update_component(", ")");
        call.parts.push_back(PythonCode::leaf(variable));
        call.parts.push_back(raw_settings(settings));
        return append_python(out, call, 0, {});
    }
    for (const Setting* each : settings.others) {
        PythonCode call = PythonCode::brackets(variable + ".other_setting(", ")");
        call.parts.push_back(python_text(each->scope));
        call.parts.push_back(python_text(each->name));
        call.parts.push_back(value(*each));
        append_python(out, call, 0, {});
    }
}

void Module::append_instance(std::string& out, const Item& item) {
    append_python_comment(out, item.description, 0);
    PythonCode call = PythonCode::brackets("prod." + std::string(name_of(item.role)) + "(", ")");
    call.parts = item_arguments(item, settings_[number(item)], false);
    append_python(out, std::move(call).with_prefix(variables_[number(item)] + " = "), 0, {});
    append_further(out, item);
}

std::string Module::connections() const {
    std::string out;
    for (const Item& item : production_.items) {
        for (const PythonSettings::Connection& each : settings_[number(item)].connections) {
            for (std::size_t i = 0; i < each.targets.size(); ++i) {
                PythonCode call = PythonCode::brackets(variables_[number(item)] + ".connect(", ")");
                call.parts.push_back(PythonCode::leaf(python_literal(each.setting->name)));
                call.parts.push_back(PythonCode::leaf(variables_[index_.find(each.targets[i]).index()]));
                if (i > 0) call.parts.push_back(PythonCode::leaf("mode=\"add\""));
                append_python(out, call, 0, {});
            }
        }
    }
    return out;
}

std::string Module::in_instance_style() {
    std::string out = head({"Production"});
    for (const Item& item : production_.items) variables_.push_back(names_.variable(item.name, name_of(item.role)));
    PythonCode made = PythonCode::brackets("Production(", ")");
    made.parts.push_back(PythonCode::leaf(python_literal(production_.name)));
    for (PythonCode& each : production_arguments()) made.parts.push_back(std::move(each));
    append_python(out, std::move(made).with_prefix("prod = "), 0, {});
    for (const RoleWords& role : roles) {
        std::string items;
        for (const Item& item : production_.items) {
            if (item.role != role.role) continue;
            std::string text;
            append_instance(text, item);
            // What takes several lines stands apart.
            const bool apart = text.find('\n') + 1 < text.size() || items.ends_with("\n)\n");
            items += (apart && !items.empty() ? "\n" : "") + text;
        }
        if (!items.empty()) out += "\n# " + std::string(role.title) + "\n" + items;
    }
    if (const std::string routes = connections(); !routes.empty()) out += "\n# Routes\n" + routes;
    out += '\n';
    append_end(out, "prod");
    return out;
}

// The class style.

PythonCode Module::declared_item(const Item& item, std::string_view type) const {
    const PythonSettings& settings = settings_[number(item)];
    PythonCode code = PythonCode::brackets(std::string(type) + "(", ")");
    code.parts = item_arguments(item, settings, true);
    PythonCode routes = PythonCode::brackets("(", ")");
    routes.tuple = true;
    for (const PythonSettings::Connection& each : settings.connections) {
        PythonCode route = PythonCode::brackets("Route(", ")");
        route.parts.push_back(PythonCode::leaf(python_literal(each.setting->name)));
        PythonCode targets = PythonCode::brackets("(", ")");
        for (const std::string_view name : each.targets) {
            targets.parts.push_back(PythonCode::leaf(python_literal(name)));
        }
        route.parts.push_back(each.targets.size() == 1 ? targets.parts.front() : std::move(targets));
        routes.parts.push_back(std::move(route));
    }
    if (!routes.parts.empty()) code.parts.push_back(std::move(routes).with_prefix("routes="));
    return code;
}

std::vector<std::string> Module::item_types() const {
    std::vector<std::string> types{"Production"};
    for (const RoleWords& role : roles) {
        const bool used = std::any_of(production_.items.begin(), production_.items.end(),
                                      [&](const Item& item) { return item.role == role.role; });
        if (used) types.emplace_back(role.item_type);
    }
    const bool routes = std::any_of(settings_.begin(), settings_.end(),
                                    [](const PythonSettings& each) { return !each.connections.empty(); });
    if (routes) types.emplace_back("Route");
    std::sort(types.begin(), types.end());
    return types;
}

std::string Module::in_class_style() {
    std::string out = head(item_types());
    const std::string name = names_.class_name(production_.name);
    out += "\nclass " + name + "(Production):\n";
    append_python(out, PythonCode::leaf("name = " + python_literal(production_.name)), 4, {});
    for (PythonCode& each : production_arguments()) {
        std::string prefix = each.prefix.substr(0, each.prefix.size() - 1) + " = ";
        append_python(out, std::move(each).with_prefix(std::move(prefix)), 4, {});
    }
    for (const RoleWords& role : roles) {
        std::string items;
        for (const Item& item : production_.items) {
            if (item.role != role.role) continue;
            append_python_comment(items, item.description, 8);
            append_python(items, declared_item(item, role.item_type), 8, ",");
        }
        if (!items.empty()) out += "\n    " + std::string(role.attribute) + " = (\n" + items + "    )\n";
    }
    out += "\n\n";
    append_end(out, name + "()");
    return out;
}

Diagnostics cannot_be_said(const Production& production) {
    Diagnostics found;
    const ItemIndex index(production);
    for (const Item& item : production.items) {
        const std::string subject = std::string(name_of(item.role)) + " " + in_quotes(item.name);
        if (item.class_name.empty()) {
            found.add(Code::missing_class, item.place, subject + " has no class, which an engine needs to run it")
                .as(Severity::error)
                .advise("give it a class, or leave it out of what is exported");
        }
        if (item.name.empty()) {
            found.add(Code::duplicate_item, item.place, "an item without a name cannot be written in Python")
                .as(Severity::error)
                .advise("give it a name; `export --format json` can write it as it is");
        } else if (&production[index.find(item.name)] != &item) {
            found.add(Code::duplicate_item, item.place, "two items are called " + in_quotes(item.name))
                .as(Severity::error)
                .advise("IoP refuses the second: give it another name");
        }
    }
    return found;
}

}  // namespace

Result<std::string> write_settings_py(const Production& production, PythonStyle style, const Reading* beside) {
    if (Diagnostics found = cannot_be_said(production); !found.empty()) {
        return tl::unexpected<Failure>(Failure{FailureKind::input, std::move(found)});
    }
    Module module(production, beside);
    return style == PythonStyle::instance ? module.in_instance_style() : module.in_class_style();
}

}  // namespace millwright::settings
