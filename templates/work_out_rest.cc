// Kinds of parts that cannot be worked out yet.
#include "templates/work_out.h"

namespace millwright::templates {

void work_out_scenario(Draft& draft) {
    draft.refuse(Code::not_available_yet, "scaffolding of scenarios is not available yet");
}

}  // namespace millwright::templates
