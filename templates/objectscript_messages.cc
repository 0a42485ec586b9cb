#include "templates/objectscript_messages.h"

#include <algorithm>

#include "templates/objectscript_names.h"

namespace millwright::templates {
namespace {

constexpr std::string_view json_name = "%JSONFIELDNAME = \"";

/// Letters in lower case, without what ObjectScript names cannot have.
std::string bare(std::string_view name) {
    std::string out;
    for (const char each : objectscript_name(name)) out += static_cast<char>(each | 0x20);
    return out;
}

/// The property of a class's text that is that field: its JSON name says so, or its own.
std::optional<std::string> property_in(std::string_view text, std::string_view field) {
    std::optional<std::string> same;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        at = end + 1;
        if (!line.starts_with("Property ")) continue;
        line.remove_prefix(9);
        const std::string_view name = line.substr(0, line.find_first_of(" ;("));
        if (const std::size_t json = line.find(json_name); json != std::string_view::npos) {
            const std::string_view rest = line.substr(json + json_name.size());
            if (rest.substr(0, rest.find('"')) == field) return std::string(name);
        } else if (bare(name) == bare(field)) {
            same = std::string(name);
        }
    }
    return same;
}

/// No two properties differ only in capital letters.
bool is_taken(const std::vector<std::string>& names, const std::string& name) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& each) { return bare(each) == bare(name); });
}

std::vector<std::string> properties_of(const std::vector<PartField>& fields, std::string_view class_name,
                                       const Module* code) {
    std::vector<std::string> all;
    for (const PartField& field : fields) {
        std::string name = objectscript_property(field.name, class_name);
        if (code != nullptr) {
            if (const auto existing = property_in(code->text, field.name)) name = *existing;
        }
        const std::string first = name;
        for (int i = 2; is_taken(all, name); ++i) name = first + std::to_string(i);
        all.push_back(std::move(name));
    }
    return all;
}

std::vector<PartField> fields_of(const Production& production, const Message& message) {
    std::vector<PartField> fields;
    for (const Field& each : production.of(message.fields)) {
        auto type = parse_field_type(each.type);
        if (!type) continue;
        type->optional = each.optional;
        fields.push_back({std::string(each.name), std::move(*type)});
    }
    return fields;
}

std::string slashed(std::string name) {
    std::replace(name.begin(), name.end(), '.', '/');
    return name + ".cls";
}

}  // namespace

MessageClasses::MessageClasses(const Part& part, const Project& project) {
    for (const PartMessage& each : part.messages) add(each.name, each.class_name, each.fields, project);
    for (const Component& each : part.components) {
        if (each.steps.empty() || !each.trigger.empty()) continue;
        add(start_message(each), each.class_name + "Request", each.inputs, project);
    }
    if (project.production == nullptr) return;
    for (const Message& each : project.production->messages) {
        add(std::string(each.name), std::string(each.class_name), fields_of(*project.production, each), project);
    }
}

void MessageClasses::add(std::string name, std::string class_name, std::vector<PartField> fields,
                         const Project& project) {
    if (classes_.contains(name)) return;
    if (class_name.empty()) class_name = project.package() + "." + objectscript_name(name);
    std::vector<std::string> properties = properties_of(fields, class_name, project.module_of_class(class_name));
    classes_.emplace(std::move(name), MessageClass{std::move(class_name), std::move(fields), std::move(properties)});
}

std::vector<std::string> MessageClasses::nested_in(const std::vector<PartMessage>& messages) const {
    std::vector<std::string> all;
    for (const PartMessage& each : messages) all.push_back(each.name);
    // Grows while it is gone through.
    for (std::size_t i = 0; i < all.size(); ++i) {
        const MessageClass* found = find(all[i]);
        if (found == nullptr) continue;
        for (const PartField& field : found->fields) {
            const FieldType& type = field.type.element.empty() ? field.type : field.type.element.front();
            const bool is_new = std::find(all.begin(), all.end(), type.name) == all.end();
            if (type.kind == FieldKind::message && is_new && find(type.name) != nullptr) all.push_back(type.name);
        }
    }
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(messages.size()));
    return all;
}

const MessageClass* MessageClasses::find(std::string_view message) const {
    const auto found = classes_.find(message);
    return found == classes_.end() ? nullptr : &found->second;
}

std::string MessageClasses::class_of(std::string_view message) const {
    const MessageClass* found = find(message);
    return found == nullptr ? "Ens.Request" : found->class_name;
}

std::string MessageClasses::property(std::string_view message, std::string_view field) const {
    if (const MessageClass* found = find(message)) {
        for (std::size_t i = 0; i < found->fields.size(); ++i) {
            if (found->fields[i].name == field) return found->properties[i];
        }
    }
    return objectscript_name(field);
}

std::optional<FieldType> MessageClasses::type_of(std::string_view message, std::string_view field) const {
    const MessageClass* found = find(message);
    if (found == nullptr) return std::nullopt;
    for (const PartField& each : found->fields) {
        if (each.name == field) return each.type;
    }
    return std::nullopt;
}

ObjectScriptScope MessageClasses::scope_of(const std::string& message, const std::string& holder) const {
    ObjectScriptScope scope;
    const auto owner_of = [message](std::string_view owner) { return owner.empty() ? message : std::string(owner); };
    scope.types.type_of = [this, owner_of](std::string_view owner, std::string_view part) {
        return type_of(owner_of(owner), part);
    };
    scope.property = [this, owner_of](std::string_view owner, std::string_view part) {
        return property(owner_of(owner), part);
    };
    scope.holder = [holder](std::string_view) { return holder; };
    return scope;
}

std::string start_message(const Component& process) {
    return process.trigger.empty() ? process.name + "Request" : process.trigger;
}

std::string class_path(const Project& project, std::string_view class_name) {
    for (const Module& each : project.modules) {
        if (!each.path.ends_with(".cls")) continue;
        if (each.import_name == class_name) return each.path;
    }
    for (const Module& each : project.modules) {
        if (!each.path.ends_with(".cls")) continue;
        for (const bool folders : {true, false}) {
            const std::string file = folders ? slashed(each.import_name) : each.import_name + ".cls";
            if (!each.path.ends_with(file)) continue;
            const std::string before = each.path.substr(0, each.path.size() - file.size());
            const std::string name(class_name);
            return before + (folders ? slashed(name) : name + ".cls");
        }
    }
    return "src/" + slashed(std::string(class_name));
}

}  // namespace millwright::templates
