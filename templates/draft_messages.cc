// Messages of a draft: those that are declared, those that are only classes, and new ones with the fields of --field.
#include <algorithm>

#include "graph/utf8.h"
#include "templates/draft.h"
#include "templates/names.h"
#include "templates/objectscript_fields.h"
#include "templates/python_types.h"

namespace millwright::templates {
namespace {

std::vector<PartField> fields_of(const Production& production, const Message& message) {
    std::vector<PartField> fields;
    for (const Field& each : slice(production.fields, message.fields)) {
        FieldType type = parse_field_type(each.type).value_or(FieldType{});
        type.optional = type.optional || each.optional;
        fields.push_back({std::string(each.name), std::move(type)});
    }
    return fields;
}

bool is_message_class(const PythonClass& each) {
    const auto names_message = [](const std::string& base) { return last_part(base).ends_with("Message"); };
    const auto is_dataclass = [](const std::string& decorator) {
        return decorator.find("dataclass") != std::string::npos;
    };
    return std::any_of(each.bases.begin(), each.bases.end(), names_message) ||
           std::any_of(each.decorators.begin(), each.decorators.end(), is_dataclass);
}

std::vector<PartField> fields_of(const PythonClass& found) {
    std::vector<PartField> fields;
    for (const PythonField& each : found.fields) {
        FieldType type = field_type_of_python(each.type);
        type.optional = type.optional || each.has_default;
        fields.push_back({each.name, std::move(type)});
    }
    return fields;
}

const PythonClass* class_of(const Module& module, std::string_view class_name) {
    return module.outline.find_class(last_part(class_name));
}

}  // namespace

void Draft::read_fields() {
    for (const Given& each : request.fields) {
        GivenField given;
        given.option = "--field " + printable(each.key) + "=" + printable(each.value);
        const std::size_t point = each.key.rfind('.');
        if (point != std::string::npos) given.message = each.key.substr(0, point);
        given.field.name = point == std::string::npos ? each.key : each.key.substr(point + 1);
        const bool named = take(check_field_name(given.field.name, language));
        const auto type = parse_field_type(each.value);
        if (!type) {
            std::string all;
            for (const std::string_view built_in : built_in_field_types()) all += std::string(built_in) + " ";
            refuse(Code::bad_field_type, given.option + ": " + in_quotes(each.value) + " is no type of fields",
                   "types are " + all + "list<T> map<T> \"a|b\" and messages; ? behind one: may be absent");
        } else {
            given.field.type = *type;
        }
        if (named && type) fields_.push_back(std::move(given));
    }
}

std::vector<PartField> Draft::fields_given(std::string_view message) {
    std::vector<PartField> given;
    for (GivenField& each : fields_) {
        if (each.message.empty() ? message != meant_ : message != each.message) continue;
        each.used = true;
        const auto same = std::find_if(given.begin(), given.end(),
                                       [&](const PartField& other) { return other.name == each.field.name; });
        if (same == given.end())
            given.push_back(each.field);
        else if (same->type != each.field.type)
            refuse(Code::usage, each.option + ": the field has another type already", "give each field once");
    }
    return given;
}

PartMessage* Draft::find_used(std::string_view name) {
    const auto found =
        std::find_if(messages_.begin(), messages_.end(), [&](const PartMessage& each) { return each.name == name; });
    return found == messages_.end() ? nullptr : &*found;
}

const PartMessage* Draft::known_message(std::string_view name) const {
    const auto found =
        std::find_if(messages_.begin(), messages_.end(), [&](const PartMessage& each) { return each.name == name; });
    return found == messages_.end() ? nullptr : &*found;
}

/// Looks for its class: where settings say it is, else in the module of messages, else in any other.
bool Draft::find_in_code(PartMessage& message) {
    const auto take_class = [&](const Module& module) {
        const PythonClass* found = class_of(module, message.class_name.empty() ? message.name : message.class_name);
        if (found == nullptr || (message.class_name.empty() && !is_message_class(*found))) return false;
        message.in_code = true;
        if (message.class_name.empty()) message.class_name = module.import_name + "." + message.name;
        if (message.fields.empty()) message.fields = fields_of(*found);
        return true;
    };
    if (!message.class_name.empty()) {
        const Module* module = project.module_of_class(message.class_name);
        if (module == nullptr) return false;
        if (!module->path.ends_with(".cls")) return take_class(*module);
        if (message.fields.empty()) message.fields = objectscript_fields(module->text);
        return message.in_code = true;
    }
    if (language == Language::objectscript) {
        for (const Module& each : project.modules) {
            if (!each.path.ends_with(".cls") || last_part(each.import_name) != message.name) continue;
            message.class_name = each.import_name;
            message.fields = objectscript_fields(each.text);
            return message.in_code = true;
        }
        return false;
    }
    const Module* usual = project.find_module(module_for(PartKind::message, false));
    if (usual != nullptr && take_class(*usual)) return true;
    return std::any_of(project.modules.begin(), project.modules.end(), take_class);
}

/// Whether --field says nothing else than what is there.
bool Draft::agree(const PartMessage& message, const std::vector<PartField>& given) {
    bool agrees = true;
    for (const PartField& each : given) {
        const auto same = std::find_if(message.fields.begin(), message.fields.end(),
                                       [&](const PartField& field) { return field.name == each.name; });
        const bool unknown = same != message.fields.end() && same->type.kind == FieldKind::any;
        if (same != message.fields.end() && (unknown || to_text(same->type) == to_text(each.type))) continue;
        agrees = false;
        const std::string field = in_quotes(message.name) +
                                  (same == message.fields.end() ? " is there already and has no field "
                                                                : " is there already, with another type of its field ");
        refuse(Code::name_taken, "message " + field + in_quotes(each.name),
               same == message.fields.end()
                   ? "add the field to it first, or leave --field " + each.name + " out"
                   : "its type is " + to_text(same->type) + "; leave --field " + each.name + " out");
    }
    return agrees;
}

bool Draft::is_asked_for(std::string_view message) const {
    return request.kind == PartKind::message && message == request.name;
}

/// That of a new message; a problem when something else is called so.
std::string Draft::class_of_message(const std::string& name) {
    const bool own = is_asked_for(name);
    const std::string& class_name = own && !request.class_name.empty() ? request.class_name : name;
    if (has_class(PartKind::message, class_name, own) && !request.force) {
        const std::string where = module_for(PartKind::message, own);
        refuse(Code::name_taken,
               "class " + in_quotes(class_name) + (where.empty() ? " is there" : " is in " + where) +
                   " already, and is no message",
               "give the message another name");
    }
    return class_for(PartKind::message, class_name, own);
}

PartMessage* Draft::replace_message(const std::string& name, MessageKind kind) {
    const Message* declared = declared_.find(name);
    PartMessage message;
    message.name = declared == nullptr ? name : std::string(declared->name);
    message.kind = kind;
    message.fields = fields_given(name);
    if (declared != nullptr) message.class_name = std::string(declared->class_name);
    if (message.class_name.empty() || !request.class_name.empty()) message.class_name = class_of_message(name);
    messages_.push_back(std::move(message));
    return &messages_.back();
}

PartMessage* Draft::use_message(const std::string& name, MessageKind kind) {
    const Message* declared = declared_.find(name);
    const std::string known = declared == nullptr ? name : std::string(declared->name);
    if (PartMessage* message = find_used(known)) return message;
    PartMessage message;
    message.name = known;
    message.kind = kind;
    if (declared != nullptr) {
        message.in_settings = true;
        message.kind = declared->kind;
        message.stream = std::string(declared->stream);
        message.class_name = std::string(declared->class_name);
        message.description = std::string(declared->description);
        message.fields = fields_of(production, *declared);
    } else if (!own_name_ok_ && name.starts_with(request.name)) {
        return nullptr;  // made from a name that was refused already
    } else if (!take(check_part_name(PartKind::message, name, language))) {
        return nullptr;
    }
    find_in_code(message);
    const std::vector<PartField> given = fields_given(known);
    if (is_new(message)) {
        message.fields = given;
        message.class_name = class_of_message(known);
    } else {
        agree(message, given);
    }
    messages_.push_back(std::move(message));
    return &messages_.back();
}

}  // namespace millwright::templates
