// MW8xx, component sources: what is found in the code behind the items.
#pragma once

#include <array>

#include "graph/codes.h"

namespace millwright::codes {

inline constexpr std::array sources{
    CodeInfo{
        Code::class_not_found, Severity::warning, "class of an item not found in the sources",
        R"(An item or a registration names a Python class of the project, and its module has no such class, so that nothing
is known of what it handles and sends.

Wrong:
    CLASSES = {"Python.Router": {"module": "processes", "class": "Ruoter", "path": "."}}
Right:
    CLASSES = {"Python.Router": {"module": "processes", "class": "Router", "path": "."}}
)"},
    CodeInfo{
        Code::registered_twice, Severity::warning, "component in CLASSES and in the production",
        R"(A component that an item of a production is made of is registered with the production, under the proxy class that
the item has. CLASSES registers it a second time.

Wrong:
    CLASSES = {"Python.processes.Router": Router}          (and prod.process("Router", Router))
Right:
    CLASSES = {}
)"},
    CodeInfo{
        Code::dynamic_send, Severity::note, "send whose target only running would tell",
        R"(The code sends to an item whose name is worked out while it runs: it comes from the message, from a file, from another
system. No route is drawn for it. A target setting says where it goes.

Wrong:
    self.send_request_sync(request.destination, request)
Right:
    Output = target()
    self.send_request_sync(self.Output, request)
)"},
    CodeInfo{
        Code::sent_to_no_item, Severity::warning, "code sends to an item that does not exist",
        R"(The code names the item that it sends to, or a target setting has a default in its class, and the production has no
item of that name. The first message that goes there fails.

Wrong:
    self.send_request_sync("Python.FileOpertion", request)
Right:
    self.send_request_sync("Python.FileOperation", request)
)"},
};

}  // namespace millwright::codes
