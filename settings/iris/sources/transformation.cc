#include "settings/iris/sources/transformation.h"

#include "settings/iris/sources/lineage.h"
#include "settings/iris/sources/xml_tree.h"

namespace millwright::settings::iris {

std::string full_class_name(std::string_view name, const Asker& asker, SourceTree& tree) {
    if (name.empty()) return {};
    const ClassSource* found = tree.find(name, asker);
    return found == nullptr ? std::string(name) : found->name;
}

std::string transformed_class(std::string_view name, const Asker& asker, SourceTree& tree) {
    const ClassSource* found = name.empty() ? nullptr : tree.find(name, asker);
    if (found == nullptr) return {};
    const Lineage lineage(*found, tree);
    if (const auto data = lineage.data("DTL")) {
        const std::string made = root_attribute(data.member->content, "transform", "targetClass");
        return full_class_name(made, asker_of(*data.owner), tree);
    }
    const auto method = lineage.method("Transform");
    if (!method || method.member->arguments.size() < 2) return {};
    const std::string& made = method.member->arguments[1].type;
    // %Persistent and its like may be anything.
    return made.starts_with('%') ? std::string() : full_class_name(made, asker_of(*method.owner), tree);
}

}  // namespace millwright::settings::iris
