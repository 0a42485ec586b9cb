#include "settings/iris/sources/host_kind.h"

#include <algorithm>
#include <array>

namespace millwright::settings::iris {
namespace {

constexpr std::array<std::string_view, 8> library_packages{"Ens.", "EnsLib.",   "EnsPortal.", "HS.",
                                                           "IOP.", "Grongier.", "Python.",    "%"};

struct Word {
    std::string_view word;
    Role role;
};

/// Parts of the names of classes that tell what they are; with these a part ends.
constexpr std::array<Word, 8> endings{{
    {"Service", Role::service},
    {"Process", Role::process},
    {"ProcessBPL", Role::process},
    {"RoutingEngine", Role::process},
    {"SequenceManager", Role::process},
    {"AlertManager", Role::process},
    {"NotificationManager", Role::process},
    {"Operation", Role::operation},
}};

Role role_of_word(std::string_view word) {
    const auto found =
        std::find_if(endings.begin(), endings.end(), [&](const Word& each) { return word.ends_with(each.word); });
    return found == endings.end() ? Role::component : found->role;
}

}  // namespace

bool is_library_class(std::string_view class_name) {
    return std::any_of(library_packages.begin(), library_packages.end(),
                       [&](std::string_view each) { return class_name.starts_with(each); });
}

Role role_of_library_class(std::string_view class_name) {
    if (!is_library_class(class_name)) return Role::component;
    // "EnsLib.HL7.Operation.ReplyStandard": where the last part does not tell, the one before it does.
    for (int parts = 0; parts < 2; ++parts) {
        const std::size_t dot = class_name.rfind('.');
        const Role role = role_of_word(dot == std::string_view::npos ? class_name : class_name.substr(dot + 1));
        if (role != Role::component || dot == std::string_view::npos) return role;
        class_name = class_name.substr(0, dot);
    }
    return Role::component;
}

Role role_of(const Lineage& lineage) {
    for (const std::string& each : lineage.outside()) {
        if (const Role role = role_of_library_class(each); role != Role::component) return role;
    }
    return Role::component;
}

std::string adapter_of(const Lineage& lineage, SourceTree& tree) {
    const auto full_name = [&](std::string_view name, const ClassSource& owner) {
        const ClassSource* found = tree.find(name, asker_of(owner));
        return found == nullptr ? std::string(name) : found->name;
    };
    if (const auto parameter = lineage.parameter("ADAPTER"); parameter && !parameter.member->expression) {
        return parameter.member->value.empty() ? "" : full_name(parameter.member->value, *parameter.owner);
    }
    if (const auto property = lineage.property("Adapter")) return full_name(property.member->type, *property.owner);
    return {};
}

}  // namespace millwright::settings::iris
