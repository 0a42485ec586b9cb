// Kinds of parts that cannot be worked out yet.
#include "templates/work_out.h"

namespace millwright::templates {
namespace {

void refuse(Draft& draft, std::string_view what) {
    draft.refuse(Code::not_available_yet, "scaffolding of " + std::string(what) + " is not available yet");
}

}  // namespace

void work_out_service(Draft& draft) {
    refuse(draft, "services");
}
void work_out_operation(Draft& draft) {
    refuse(draft, "operations");
}
void work_out_message(Draft& draft) {
    refuse(draft, "messages");
}
void work_out_schedule(Draft& draft) {
    refuse(draft, "schedules");
}
void work_out_story(Draft& draft) {
    refuse(draft, "stories");
}
void work_out_scenario(Draft& draft) {
    refuse(draft, "scenarios");
}
void work_out_steps(Draft& draft, Component&) {
    refuse(draft, "processes with steps");
}
void work_out_manager(Draft& draft, Component&) {
    refuse(draft, "process managers");
}

}  // namespace millwright::templates
