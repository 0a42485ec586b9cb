// MW2xx, routes: who can send what to whom, and settings that say so.
#pragma once

#include <array>

#include "graph/codes.h"

namespace millwright::codes {

inline constexpr std::array routes{
    CodeInfo{
        Code::missing_target, Severity::error, "target does not exist",
        R"(A target setting names an item that the production does not have. The engine would lose or refuse what is sent
there.

Wrong:
    [process.OrderProcess]
    targets = { Accepted = "AcceptedOperatoin" }
Right:
    [process.OrderProcess]
    targets = { Accepted = "AcceptedOperation" }
)"},
    CodeInfo{
        Code::setting_names_no_item, Severity::warning, "target-like setting names no item",
        R"(A Host setting of an imported item is by its name a target setting (TargetConfigNames, BadMessageHandler, ...), and
its value names an item that the production does not have. It is a warning because only the component's class knows
for certain what the setting is. Ens.Alert and Ens.ScheduleHandler are served by InterSystems IRIS itself.

Wrong:
    <Setting Target="Host" Name="TargetConfigNames">Ruoter</Setting>
Right:
    <Setting Target="Host" Name="TargetConfigNames">Router</Setting>
)"},
    CodeInfo{
        Code::route_to_service, Severity::error, "route leads to a service",
        R"(A service brings messages in from outside; nothing inside a production can send to it. A target has to be a process
or an operation.

Wrong:
    [process.OrderProcess]
    targets = { Retry = "OrderFileService" }
Right:
    [process.OrderProcess]
    targets = { Retry = "RetryProcess" }
)"},
    CodeInfo{
        Code::unreached_item, Severity::warning, "nothing reaches the item",
        R"(No chain of routes leads from a service to the process or operation, so no message will come there. Routes that live
in code, in a business rule or in a BPL are not seen in the settings (those in the code of a settings.py are); where an
import leaves room for them this is only a note.

Wrong:
    [process.OrderProcess]          (and no `targets` names OrderProcess)
Right:
    [service.OrderFile]
    targets = { Output = "OrderProcess" }
)"},
    CodeInfo{Code::unused_operation, Severity::note, "nothing sends to the operation",
             R"(No target setting names the operation. It may be called from code, or be left over.

Wrong:
    [operation.OldMail]             (and no `targets` names OldMail)
Right:
    [process.OrderProcess]
    targets = { Mail = "OldMail" }  (or remove the operation)
)"},
    CodeInfo{
        Code::adapter_settings_on_process, Severity::error, "process with adapter settings",
        R"(A process has no adapter: only services and operations touch the outside world. Settings for an adapter on a
process have no effect; what they configure belongs to an operation that the process sends to.

Wrong:
    [process.OrderProcess]
    adapter_settings = { SMTPServer = "mail.example" }
Right:
    [operation.Mail]
    adapter_settings = { SMTPServer = "mail.example" }
)"},
    CodeInfo{
        Code::disabled_on_every_path, Severity::warning, "reached only through disabled items",
        R"(Every path from a service to the item passes through an item that is disabled, so nothing arrives while it is.

Wrong:
    [service.OrderFile]
    targets = { Output = "Router" }
    [process.Router]
    enabled = false
    targets = { Mail = "MailOperation" }
Right:
    [process.Router]
    enabled = true
    targets = { Mail = "MailOperation" }
)"},
    CodeInfo{
        Code::clear_text_secret, Severity::warning, "secret in clear text",
        R"(A setting whose name says that it holds a password, token or key has its value in the file, where everybody who can
read the repository can read it. A secret is declared in [secrets], where only its origin is written.

Wrong:
    adapter_settings = { Password = "hunter2" }
Right:
    [secrets]
    mail_password = { env = "MAIL_PASSWORD" }
    [operation.Mail]
    adapter_settings = { Password = "${secret:mail_password}" }
)"},
    CodeInfo{Code::message_not_accepted, Severity::error, "target does not accept the message",
             R"(A handler, or a scenario, sends a message to an item whose `accepts` does not name it.

Wrong:
    send = [{ to = "Rejected", message = "RejectedOrder" }]
    [operation.RejectedOperation]
    accepts = ["OrderRequest"]
Right:
    [operation.RejectedOperation]
    accepts = ["OrderRequest", "RejectedOrder"]
)"},
    CodeInfo{
        Code::message_never_sent, Severity::warning, "accepted message that nobody sends",
        R"(A process handles or accepts a message that no item with a route to it emits or sends. It is said only where
everything that sends to the process declares what it sends.

Wrong:
    [service.OrderFile]
    emits = ["OrderRequest"]
    [[process.OrderProcess.handler]]
    on = "OrderCancelled"
Right:
    [service.OrderFile]
    emits = ["OrderRequest", "OrderCancelled"]
)"},
    CodeInfo{
        Code::unknown_target_setting, Severity::error, "send to a target setting that is not there",
        R"(`to` of a send names a target setting of the same process, never an item: a decision does not know items by name, so
that the graph can be rewired in one place.

Wrong:
    [process.OrderProcess]
    [[process.OrderProcess.handler]]
    on = "OrderRequest"
    send = [{ to = "AcceptedOperation" }]
Right:
    [process.OrderProcess]
    targets = { Accepted = "AcceptedOperation" }
    [[process.OrderProcess.handler]]
    on = "OrderRequest"
    send = [{ to = "Accepted" }]
)"},
    CodeInfo{
        Code::setting_alias, Severity::warning, "another spelling of a known setting",
        R"(The name is another spelling of a setting that the engine knows. The engine ignores the setting, and nothing is
connected.

Wrong:
    settings = { target_config_names = "Router" }
Right:
    targets = { TargetConfigNames = "Router" }
)"},
    CodeInfo{
        Code::secret_left_as_reference, Severity::warning, "secret left as a reference",
        R"(A setting refers to a secret, and the production was written in a format of an engine, which knows no such
references: it would take the text ${secret:NAME} as the value. Values of secrets are never written to files. Give the
engine the value in its own way (credentials, a system default setting) before the document is used.

Wrong:
    <Setting Target="Adapter" Name="Password">${secret:mail_password}</Setting>
Right:
    <Setting Target="Adapter" Name="Credentials">MailAccount</Setting>
)"},
    CodeInfo{
        Code::unknown_setting, Severity::warning, "setting that the class does not have",
        R"(The class of the item is known, and it has no setting, target setting or attribute of this name. The engine keeps the
value, and nobody ever reads it.

Wrong:
    prod.operation("File", FileOperation, settings={"Pahts": "/data"})
Right:
    prod.operation("File", FileOperation, settings={"Path": "/data"})
)"},
    CodeInfo{
        Code::not_kept, Severity::warning, "something that the other format cannot say",
        R"(What was read has something that the format which is written has no words for, so that it is not in what was written:
a route that only the code knows, a registration of a whole folder, a value that was worked out, a method of a production
class. It is named with its place, so that nothing is lost in silence.

Wrong:
    millwright import settings.py -o settings.toml         (and settings.py deleted)
Right:
    millwright import settings.py -o settings.toml         (and what it names looked after)
)"},
};

}  // namespace millwright::codes
