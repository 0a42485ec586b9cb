// The classes of a part in ObjectScript: what each kind of component becomes. Every writer gives whole class texts.
#pragma once

#include <string>
#include <vector>

#include "templates/objectscript_messages.h"
#include "templates/part.h"
#include "templates/template_text.h"

namespace millwright::templates {

struct ClassSource {
    std::string class_name;
    std::string text;
};

/// What the writers share. `remarks` grows: what could not be said exactly.
struct ObjectScriptPart {
    const Part& part;
    const TemplateSet& templates;
    const MessageClasses& messages;
    std::vector<std::string>& remarks;
};

using Lines = std::vector<std::string>;

/// Lines behind that many blanks, each with its line end.
std::string indented(const Lines& lines, std::size_t blanks);
/// "an OrderRequest"
std::string with_article(const std::string& name);
/// A text for `///`, which is HTML, on one line.
std::string class_doc(std::string_view text);

/// A method of a class: the template writes it with braces.
struct ObjectScriptMethod {
    std::string doc;
    std::string signature;  ///< "ClassMethod Decide(pRequest As Demo.OrderRequest) As %String"
    Lines body;
};
TemplateValue fields_of(const std::vector<ObjectScriptMethod>& methods);

/// class, description, targets, properties, settings: what every component has.
TemplateFields component_fields(const ObjectScriptPart& context, const Component& component,
                                std::vector<TemplateFields> more_targets = {});

/// The property of a target setting.
std::string target_property(std::string_view setting);

/// What a method is given and what names in its expressions mean.
struct ObjectScriptCall {
    std::string parameters;  ///< "pRequest As Demo.OrderRequest"
    std::string arguments;   ///< "pRequest"
    ObjectScriptScope scope;
    std::string received;  ///< the message
};

/// The method that makes a message, and calls of it.
struct ObjectScriptMaking {
    std::string name;
    std::string message;
    const std::vector<std::pair<std::string, PartExpression>>& with;
};
ObjectScriptMethod making_method(const ObjectScriptPart& context, const ObjectScriptMaking& making,
                                 const ObjectScriptCall& call);

/// `..SendRequestSync(...)`, which gives a status; to one item or to each that the target setting names.
std::string send_call(const Component& component, std::string_view setting, const std::string& message,
                      Interaction mode, const std::string& response);

/// The methods SendToEachSync and SendToEachAsync, as far as calls of `send_call` in these methods need them.
std::vector<ObjectScriptMethod> send_to_each(const Component& component,
                                             const std::vector<ObjectScriptMethod>& callers);

/// `Set pResponse = ##class(...).%New()` and its fields: those that the message received has too are copied, the others that
/// cannot be left out get a simple value, so that the answer can be saved. "request": what came in. Nothing where none is
/// given.
Lines reply_lines(const ObjectScriptPart& context, const PartHandler& handler);

/// An expression that cannot be said: the statement that fails at run time, with a remark.
Lines unsaid(const ObjectScriptPart& context, const std::string& what, const std::string& text, const std::string& why);

/// The name of a send in the decision of its handler: the target setting, with the message where that comes twice.
std::string send_key(const PartHandler& handler, const PartSend& send);
/// Whether a handler's method for messages asks another one where they go.
/// The method of a handler; never one that the engine calls itself.
std::string handler_method(const PartHandler& handler);
bool has_decision(const Component& process, const PartHandler& handler);
std::string decision_method(const PartHandler& handler);
std::string making_method_name(const PartHandler& handler, const PartSend& send);

Result<ClassSource> message_source(const ObjectScriptPart& context, const PartMessage& message, bool reply_only);
Result<std::vector<ClassSource>> process_sources(const ObjectScriptPart& context, const Component& process);
Result<std::vector<ClassSource>> steps_sources(const ObjectScriptPart& context, const Component& process);
Result<std::vector<ClassSource>> service_sources(const ObjectScriptPart& context, const Component& service);
Result<std::vector<ClassSource>> operation_sources(const ObjectScriptPart& context, const Component& operation);
/// The unit test of a component's decisions; nothing where there is none to test.
Result<std::vector<ClassSource>> test_sources(const ObjectScriptPart& context, const Component& component);

/// The class that keeps what a process manager knows between events: "Demo.OrderFulfilmentState".
std::string state_class(const Component& manager);
std::string state_property(const Component& manager, std::string_view field);
/// What the methods of steps are given: the message that starts them.
ObjectScriptCall call_of_steps(const ObjectScriptPart& context, const Component& process);
/// The method that says whether a step runs.
std::string condition_method(const PartStep& step);
/// What a handler's methods are given.
ObjectScriptCall call_of(const ObjectScriptPart& context, const Component& process, const PartHandler& handler);
/// The statements that give the fields of a message their values in a test. Nothing when one has no value here.
std::optional<Lines> body_statements(const ObjectScriptPart& context, const std::string& message,
                                     const std::string& holder, const PartBody& body);

/// `// text` for what a condition loses, and the condition as the settings have it.
Lines comments_on(const std::string& text, const std::vector<std::string>& notes);

/// All classes of a part, in the order of writing: messages, components, tests.
Result<std::vector<ClassSource>> objectscript_sources(const Part& part, const Project& project,
                                                      const TemplateSet& templates, bool with_tests,
                                                      std::vector<std::string>& remarks);

}  // namespace millwright::templates
