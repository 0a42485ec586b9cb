#include "templates/work_out.h"
namespace millwright::templates {
void work_out_service(Draft& draft) {
    draft.refuse(Code::not_available_yet, "x");
}
void work_out_operation(Draft& draft) {
    draft.refuse(Code::not_available_yet, "x");
}
void work_out_message(Draft& draft) {
    draft.refuse(Code::not_available_yet, "x");
}
void work_out_schedule(Draft& draft) {
    draft.refuse(Code::not_available_yet, "x");
}
void work_out_story(Draft& draft) {
    draft.refuse(Code::not_available_yet, "x");
}
void work_out_scenario(Draft& draft) {
    draft.refuse(Code::not_available_yet, "x");
}
void work_out_steps(Draft& draft, Component&) {
    draft.refuse(Code::not_available_yet, "x");
}
void work_out_manager(Draft& draft, Component&) {
    draft.refuse(Code::not_available_yet, "x");
}
}  // namespace millwright::templates
