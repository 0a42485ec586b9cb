// MW1xx, names and types: items, messages and values that are not what they have to be.
#pragma once

#include <array>

#include "graph/codes.h"

namespace millwright::codes {

inline constexpr std::array names{
    CodeInfo{
        Code::duplicate_item, Severity::error, "two items of one name",
        R"(Two items have the same name. A target that says the name could mean either. InterSystems IRIS allows it when at most
one of them is enabled; then it is a warning.

Wrong:
    <Item Name="Mail" ClassName="Demo.Mail" Enabled="true"/>
    <Item Name="Mail" ClassName="Demo.NewMail" Enabled="true"/>
Right:
    <Item Name="Mail" ClassName="Demo.Mail" Enabled="true"/>
    <Item Name="New mail" ClassName="Demo.NewMail" Enabled="true"/>
)"},
    CodeInfo{
        Code::illegal_item_name, Severity::warning, "item name the engine does not allow",
        R"(InterSystems IRIS does not allow | ; , : [ in the name of an item, a name that begins with - or _ or ends with - ! or $,
and the name * alone. A comma also cannot be told from the end of a name in a list of targets. For a deployment on
IRIS this is an error.

Wrong:
    [operation."Mail,Fax"]
Right:
    [operation."Mail and Fax"]
)"},
    CodeInfo{
        Code::missing_class, Severity::error, "item without a class",
        R"(An item needs the class that the engine runs. Only a process whose behaviour is declared in the settings may do
without, and it cannot be exported to an engine.

Wrong:
    [operation.Mail]
    pool_size = 1
Right:
    [operation.Mail]
    class = "operations.MailOperation"
)"},
    CodeInfo{
        Code::unknown_message, Severity::error, "message not declared",
        R"(A message is named that no [message.X] declares, while others are declared. Where no message is declared at all,
nothing is said.

Wrong:
    [message.OrderRequest]
    [operation.Orders]
    accepts = ["OrderReqest"]
Right:
    [message.OrderRequest]
    [operation.Orders]
    accepts = ["OrderRequest"]
)"},
    CodeInfo{
        Code::bad_field_type, Severity::error, "type of a field not known",
        R"(The type of a field is one of string int decimal bool date datetime duration uuid bytes any, list<T>, map<T>, the
name of a message, or a choice "a|b|c"; a ? at the end says that it may be absent.

Wrong:
    fields = { amount = "money" }
Right:
    fields = { amount = "decimal?" }
)"},
    CodeInfo{
        Code::not_a_boolean, Severity::error, "neither true nor false",
        R"(A switch of an item or of the production has a value that is neither true nor false (1, yes, on and 0, no, off are
read as such).

Wrong:
    <Item Name="Mail" ClassName="Demo.Mail" Enabled="perhaps"/>
Right:
    <Item Name="Mail" ClassName="Demo.Mail" Enabled="true"/>
)"},
    CodeInfo{Code::not_a_number, Severity::error, "not a whole number",
             R"(A pool size is a whole number, 0 or more: how many jobs of the item run side by side.

Wrong:
    <Item Name="Mail" ClassName="Demo.Mail" PoolSize="many"/>
Right:
    <Item Name="Mail" ClassName="Demo.Mail" PoolSize="4"/>
)"},
    CodeInfo{
        Code::unknown_production_key, Severity::warning, "key of a production that means nothing",
        R"(A production written as a dictionary has a key, or an object of it an attribute, or it has a setting of its own, that
neither IoP nor the engine knows: it would be passed over in silence.

Wrong:
    PRODUCTIONS = [{"Shop.Production": {"@TestingEnable": "true", "Item": []}}]
Right:
    PRODUCTIONS = [{"Shop.Production": {"@TestingEnabled": "true", "Item": []}}]
)"},
};

}  // namespace millwright::codes
