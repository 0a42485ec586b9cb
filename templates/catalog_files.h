// The templates of each language, with their fields: the parts of the catalog.
#pragma once

#include <array>
#include <span>

#include "templates/catalog.h"

namespace millwright::templates {

std::span<const TemplateInfo> objectscript_templates();
std::span<const TemplateInfo> production_templates();
std::span<const TemplateInfo> python_templates();

/// Fields that several templates share, followed by those of one.
template <std::size_t... Sizes>
constexpr auto joined_fields(const std::array<FieldInfo, Sizes>&... groups) {
    std::array<FieldInfo, (Sizes + ...)> all{};
    std::size_t at = 0;
    const auto add = [&](const auto& group) {
        for (const FieldInfo& field : group) all[at++] = field;
    };
    (add(groups), ...);
    return all;
}

}  // namespace millwright::templates
