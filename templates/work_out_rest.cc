// Kinds of parts that cannot be worked out yet.
#include "templates/work_out.h"

namespace millwright::templates {
namespace {

void refuse(Draft& draft, std::string_view what) {
    draft.refuse(Code::not_available_yet, "scaffolding of " + std::string(what) + " is not available yet");
}

}  // namespace

void work_out_scenario(Draft& draft) {
    refuse(draft, "scenarios");
}
void work_out_manager(Draft& draft, Component&) {
    refuse(draft, "process managers");
}

}  // namespace millwright::templates
