// What `new --list` tells: each kind of part with its options and an example, and each template file with its fields. The
// fields stand here once; a test compares them with what the code fills in and with what the templates use.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "templates/request.h"

namespace millwright::templates {

struct FieldInfo {
    std::string_view name;  ///< "class"; of what is repeated "handlers.method"
    std::string_view doc;
};

struct TemplateInfo {
    std::string_view name;  ///< "python/process.py"
    std::string_view purpose;
    std::span<const PartKind> kinds;  ///< whose parts it is used for
    std::span<const FieldInfo> fields;
};

struct KindInfo {
    PartKind kind;
    std::string_view purpose;
    std::string_view example;  ///< a command
};

std::span<const KindInfo> all_kinds();
std::span<const TemplateInfo> all_templates();
const TemplateInfo* find_template(std::string_view name);

}  // namespace millwright::templates
