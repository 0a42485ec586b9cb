#include "graph/setting_names.h"

#include <algorithm>
#include <array>

namespace millwright {

bool never_a_target(std::string_view setting) {
    static constexpr std::array<std::string_view, 10> names{
        "BusinessRuleName", "Credentials",  "DocSchemaCategory", "MessageSchemaCategory", "PartnerService",
        "RecordMap",        "ResponseFrom", "RoleName",          "SearchTableClass",      "ValidationRule"};
    return std::find(names.begin(), names.end(), setting) != names.end();
}

}  // namespace millwright
