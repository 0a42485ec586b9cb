#include "templates/catalog_files.h"

namespace millwright::templates {

std::span<const TemplateInfo> python_templates() {
    return {};
}

}  // namespace millwright::templates
