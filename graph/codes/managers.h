// MW4xx, process managers: handlers that start, correlate, end and undo instances.
#pragma once

#include <array>

#include "graph/codes.h"

namespace millwright::codes {

inline constexpr std::array managers{
    CodeInfo{
        Code::manager_without_start, Severity::error, "process manager without a start",
        R"(A process has handlers that correlate or end instances, and none that starts one: all events would be skipped.

Wrong:
    [[process.Fulfilment.handler]]
    on = "OrderConfirmed"
    correlate = "order_id"
Right:
    [[process.Fulfilment.handler]]
    on = "OrderConfirmed"
    correlate = "order_id"
    start = true
)"},
    CodeInfo{
        Code::manager_with_several_starts, Severity::warning, "process manager with several starts",
        R"(Several events start an instance. That may be meant; where both come for the same correlation, the second is handled
by the instance that the first has started.

Wrong:
    [[process.Fulfilment.handler]]
    on = "OrderConfirmed"
    start = true
    [[process.Fulfilment.handler]]
    on = "OrderPaid"
    start = true
Right:
    [[process.Fulfilment.handler]]
    on = "OrderConfirmed"
    start = true
    [[process.Fulfilment.handler]]
    on = "OrderPaid"
)"},
    CodeInfo{Code::missing_correlation, Severity::error, "handler without a correlation",
             R"(A handler of a process manager has to say which field of the event finds the instance.

Wrong:
    [[process.Fulfilment.handler]]
    on = "ShipmentCreated"
    end = true
Right:
    [[process.Fulfilment.handler]]
    on = "ShipmentCreated"
    end = true
    correlate = "order_id"
)"},
    CodeInfo{Code::unknown_correlation_field, Severity::error, "correlation by a field that is not there",
             R"(The correlation names a field that the event, or the state of the process, does not have.

Wrong:
    [message.ShipmentCreated]
    fields = { order_id = "string" }
    [[process.Fulfilment.handler]]
    on = "ShipmentCreated"
    correlate = "id"
Right:
    correlate = "order_id"
)"},
    CodeInfo{Code::optional_correlation_field, Severity::warning, "correlation by an optional field",
             R"(The field that finds the instance may be absent, and an event without it finds none.

Wrong:
    [message.ShipmentCreated]
    fields = { order_id = "string?" }
Right:
    [message.ShipmentCreated]
    fields = { order_id = "string" }
)"},
    CodeInfo{
        Code::event_handled_differently, Severity::error, "event handled twice in different ways",
        R"(Two handlers of one process for one event disagree on start, end or correlation, so it is open what the event does.
Different ends are no contradiction where the handlers have conditions.

Wrong:
    [[process.Fulfilment.handler]]
    on = "ShipmentCreated"
    correlate = "order_id"
    [[process.Fulfilment.handler]]
    on = "ShipmentCreated"
    correlate = "shipment_id"
Right:
    [[process.Fulfilment.handler]]
    on = "ShipmentCreated"
    correlate = "order_id"
)"},
    CodeInfo{
        Code::stream_not_subscribed, Severity::error, "stream of a handled event not subscribed",
        R"(A process handles an event that travels on a stream which is not among its `streams`, and nothing sends the event to it
by a route. It never arrives.

Wrong:
    [message.ShipmentCreated]
    kind = "event"
    stream = "shipment"
    [process.Fulfilment]
    streams = ["order"]
Right:
    [process.Fulfilment]
    streams = ["order", "shipment"]
)"},
    CodeInfo{
        Code::answer_stream_not_subscribed, Severity::warning, "answers to a command do not arrive",
        R"(A process manager sends a command, and of the events that it leads to the process neither handles one nor subscribes to
a stream of one. The instance learns nothing of it, and may stall.

Wrong:
    [process.Fulfilment]
    streams = ["order"]
    send = [{ to = "Shipping", message = "CreateShipment" }]   (which leads to events on the stream "shipment")
Right:
    [process.Fulfilment]
    streams = ["order", "shipment"]
)"},
    CodeInfo{
        Code::manager_without_end, Severity::error, "no path from a start to an end",
        R"(No handler ends the instance, or none that does can be reached: its event is raised only in answer to commands that are
never sent. Instances would live for ever.

Wrong:
    [[process.Fulfilment.handler]]
    on = "ShipmentCreated"
    correlate = "order_id"
Right:
    [[process.Fulfilment.handler]]
    on = "ShipmentCreated"
    correlate = "order_id"
    end = true
)"},
    CodeInfo{
        Code::event_never_raised, Severity::warning, "handled event that nobody raises",
        R"(A process handles an event that no item raises, emits, sends or announces, while others say what they raise.

Wrong:
    [operation.Shipping]
    raises = { CreateShipment = ["ShipmentCreated"] }
    [[process.Fulfilment.handler]]
    on = "ShipmentFailed"
Right:
    [operation.Shipping]
    raises = { CreateShipment = ["ShipmentCreated", "ShipmentFailed"] }
)"},
    CodeInfo{
        Code::effect_not_undone, Severity::warning, "effect that no compensating handler undoes",
        R"(A compensating handler runs after a command was sent to an item, and sends nothing to that item: what the command did
stays. The command whose own answer the handler handles is left out, for it failed.

Wrong:
    [[process.Fulfilment.handler]]
    on = "ShipmentFailed"           (after ReserveInventory was sent to Inventory)
    compensates = true
Right:
    [[process.Fulfilment.handler]]
    on = "ShipmentFailed"
    compensates = true
    send = [{ to = "Inventory", message = "ReleaseInventory" }]
)"},
    CodeInfo{
        Code::with_cannot_correlate, Severity::warning, "command that its answer cannot be correlated with",
        R"(`with` of a command sets its fields without the field by which the answering event will be correlated, so the answer
will not find the instance.

Wrong:
    send = [{ to = "Shipping", message = "CreateShipment", with = { order_id = "'none'" } }]
Right:
    send = [{ to = "Shipping", message = "CreateShipment", with = { order_id = "order_id" } }]
)"},
};

}  // namespace millwright::codes
