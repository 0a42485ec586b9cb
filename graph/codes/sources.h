// MW8xx, component sources: what is found in the code behind the items.
#pragma once

#include <array>

#include "graph/codes.h"

namespace millwright::codes {

inline constexpr std::array sources{
    CodeInfo{
        Code::class_not_found, Severity::warning, "class of an item not found in the sources",
        R"(An item or a registration names a class of the project, and it is not among the sources, so that nothing is known of
what it handles and sends. The same is said of rules and transformations.

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
        R"(The code, the rule or the process sends to an item whose name is worked out while it runs: it comes from the message, from
a file, from another system. No route is drawn for it. A target setting says where it goes.

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
    CodeInfo{
        Code::switched_off, Severity::note, "send that is switched off",
        R"(A rule, or an activity of a process, that would send is disabled where it stands. It never runs, so no route is drawn
for it. (A disabled item is another thing: its routes are there, and come to life when it is enabled.)

Wrong:
    <rule name="urgent" disabled="true"> ... <send target="Pager"></send> ... </rule>
Right:
    <rule name="urgent"> ... <send target="Pager"></send> ... </rule>        or without the rule
)"},
    CodeInfo{
        Code::class_in_several_files, Severity::note, "class in several files",
        R"(Several files among the sources hold a class of that name, and they differ. The one whose folder is nearest to where the
class is asked for counts; routes of the others are not drawn. Of productions of one name (a warning) the one outside of
folders of tests and backups counts, then a class before an XML export before JSON.

Wrong:
    src/Demo/Router.cls  and  old/Demo/Router.cls, when both folders are read
Right:
    millwright render src/
)"},
    CodeInfo{
        Code::text_recoded, Severity::warning, "source that is not UTF-8",
        R"(A file among the sources is written in another encoding than UTF-8. Where it says which, or begins with a mark that
tells, that one is used; otherwise it is read as Windows-1252. Names with other letters may come out wrong.

Wrong:
    Comment="Gr\xf6\xdfe" in a file that is Latin-1 and does not say so
Right:
    the file, saved as UTF-8
)"},
};

}  // namespace millwright::codes
