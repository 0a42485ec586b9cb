// The kinds of parts, each worked out by a function of its own, and what they share.
#pragma once

#include "templates/draft.h"

namespace millwright::templates {

void work_out_service(Draft& draft);
void work_out_process(Draft& draft);
void work_out_operation(Draft& draft);
void work_out_message(Draft& draft);
void work_out_schedule(Draft& draft);
void work_out_story(Draft& draft);
void work_out_scenario(Draft& draft);

// The three kinds of processes.
void work_out_routes(Draft& draft, Component& component);
void work_out_steps(Draft& draft, Component& component);
void work_out_manager(Draft& draft, Component& component);

/// Name, class, description and settings of the component asked for.
Component begin_component(Draft& draft, Role role);
/// Its target settings; items that are not there are problems, or operations to be created. Default names are checked.
void add_targets(Draft& draft, Component& component);
/// One more target setting, for items that were not asked for.
PartTarget& target_of(Component& component, const std::string& setting);
/// --from: who sends to the component.
void add_connections(Draft& draft, const Component& component);
/// Messages that the sender of a connection sends by its target setting, as far as settings say.
std::vector<std::string> sent_by(const Draft& draft, const Connection& connection);
/// Refuses connections by which something comes that the component does not accept.
void check_connections(Draft& draft, const Component& component);
/// Operations for targets that are not there, which accept what they are sent; behind the component in the part.
void create_missing(Draft& draft, const Component& component);
/// Handlers of an operation for what the component sends it by a target setting.
void add_accepted(Draft& draft, Component& operation, const Component& component, const std::string& setting);
/// What --on says, or else one message that the senders or the name suggest.
std::vector<std::string> messages_received(Draft& draft, const Component& component);
/// "OrderRequest" for "OrderRouter".
std::string message_named_after(const std::string& name);
/// A message of kind event, with a stream. Null, with a problem, for what is declared as something else.
PartMessage* use_event(Draft& draft, const std::string& name);
/// The first word of an event's name, which is said in a remark.
std::string default_stream(Draft& draft, const PartMessage& event);
/// A new message without fields gets those that --with names, else those that there are to make it of.
void give_fields(Draft& draft, PartMessage& made, const std::vector<const KeyedOption*>& with,
                 const std::vector<PartField>& from);
/// A new message without fields gets an id.
void give_id(Draft& draft, PartMessage& message);
/// The message that a target gets where nobody said it: one that it accepts, the one whose name has most words of `about`
/// first; nothing where it may take any.
std::optional<std::string> accepted_message(const Draft& draft, const PartTarget& target, const std::string& about);
/// Steps without target settings.
std::vector<PartStep> steps_of_schedule(Draft& draft);
/// The reply to a message, by --reply.
std::string reply_to(Draft& draft, const std::string& message);

/// What a target's items accept: messages by name. Nothing where one of them may take anything.
std::optional<std::vector<std::string>> accepted_by(const Draft& draft, const PartTarget& target);
/// Refuses a message that an item of the target does not accept.
void check_accepted(Draft& draft, const PartTarget& target, const std::string& message);
/// `with` of a message that is made from names with these types: --with, else fields of the same name, else literals.
/// `words` is what a text is where nothing better is known.
std::vector<std::pair<std::string, PartExpression>> fill_message(
    Draft& draft, const std::vector<const KeyedOption*>& with, const PartMessage& made,
    const std::vector<PartField>& from, const std::string& words, const PartExpression* when, bool open = false);

/// "route_order_request"; names of one component do not come twice.
std::string method_for(const Component& component, std::string_view verb, std::string_view message);

}  // namespace millwright::templates
