// Host settings of the engine's own classes whose values may equal the name of an item, and send nothing there.
#pragma once

#include <string_view>

namespace millwright {

/// RecordMap and the categories of schemas name classes and schemas; PartnerService names the service whose connection an
/// operation shares; ResponseFrom says which targets' answers count; RoleName is a role of users that a workflow gives tasks
/// to, often called like its item; Credentials are an entry of a table (class reference of EnsLib.RecordMap, EnsLib.EDI.XML,
/// EnsLib.TCP, EnsLib.MsgRouter.RoutingEngine, EnsLib.Workflow.Operation and Ens.Config.Credentials). IoP infers connections from them all the same, when an item is called so.
bool never_a_target(std::string_view setting);

}  // namespace millwright
