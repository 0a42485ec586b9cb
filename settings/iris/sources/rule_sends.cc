#include "settings/iris/sources/rule_sends.h"

namespace millwright::settings::iris {

SourceSends rule_sends(const ClassSource&, SourceTree&) {
    return {};
}

bool is_rule(const ClassSource& from) {
    return from.data("RuleDefinition") != nullptr;
}

std::string transformed_class(std::string_view, const Asker&, SourceTree&) {
    return {};
}

}  // namespace millwright::settings::iris
