#include "templates/catalog_files.h"

namespace millwright::templates {
namespace {

constexpr std::array of_services{PartKind::service};
constexpr std::array of_processes{PartKind::process};
constexpr std::array of_operations{PartKind::operation};
constexpr std::array of_components{PartKind::service, PartKind::process, PartKind::operation};
constexpr std::array of_messages{PartKind::message, PartKind::service, PartKind::process, PartKind::operation};

constexpr std::array component{
    FieldInfo{"description", "what the class is for, in one line"},
    FieldInfo{"class", "the class with its package"},
    FieldInfo{"targets", "each target setting"},
    FieldInfo{"targets.doc", "what it is, in one line"},
    FieldInfo{"targets.property", "its name"},
    FieldInfo{"targets.type", "its type"},
    FieldInfo{"targets.keywords", "[ InitialExpression = ... ] with a blank before it, or nothing"},
    FieldInfo{"has_settings", "shown where there are target settings"},
    FieldInfo{"settings", "their names as the portal wants them"},
    FieldInfo{"methods", "each method"},
    FieldInfo{"methods.doc", "what it does, in one line"},
    FieldInfo{"methods.signature", "Method Name(...) As %Status"},
    FieldInfo{"methods.body", "its lines, indented and ended"},
};

constexpr std::array handler{
    FieldInfo{"has_handlers", "shown where there are handlers"},
    FieldInfo{"handlers", "each message that is handled"},
    FieldInfo{"handlers.class", "its class"},
    FieldInfo{"handlers.method", "the method that takes it"},
};

constexpr std::array inlet{
    FieldInfo{"sends", "each target"},
    FieldInfo{"sends.statement", "sends tMessage there, or throws"},
};

constexpr std::array named_message{FieldInfo{"message", "the name of the message that is sent"}};
constexpr std::array reading{FieldInfo{"make", "lines that make tMessage of what came in, indented"}};

constexpr std::array choice{
    FieldInfo{"name", "the item's name"},
    FieldInfo{"handlers.keyword", "If or } ElseIf"},
};

constexpr std::array step{
    FieldInfo{"name", "the item's name"},
    FieldInfo{"start_class", "the class of the message that starts the steps"},
    FieldInfo{"count", "how many steps there are"},
    FieldInfo{"steps", "each step"},
    FieldInfo{"steps.keyword", "If or } ElseIf"},
    FieldInfo{"steps.number", "its position, from 1"},
    FieldInfo{"steps.method", "the method that runs it"},
    FieldInfo{"has_compensations", "shown where a step can be taken back"},
    FieldInfo{"compensations", "each step that can be taken back"},
    FieldInfo{"compensations.keyword", "If or } ElseIf"},
    FieldInfo{"compensations.step", "its name as a literal"},
    FieldInfo{"compensations.statement", "takes it back and sets tSC"},
};

constexpr std::array field{
    FieldInfo{"class", "the class with its package"},          FieldInfo{"fields", "each field"},
    FieldInfo{"fields.doc", "its name and type, in one line"}, FieldInfo{"fields.property", "its property"},
    FieldInfo{"fields.type", "the property's type"},
};

constexpr auto message = joined_fields(std::array{FieldInfo{"description", "what the class is for, in one line"},
                                                  FieldInfo{"super", "Ens.Request or Ens.Response"},
                                                  FieldInfo{"has_texts", "shown where an empty text may come in"}},
                                       field,
                                       std::array{FieldInfo{"fields.keywords",
                                                            "[ Required ] with a blank before it, "
                                                            "or nothing"}});
constexpr auto operation = joined_fields(component, handler);
constexpr auto process = joined_fields(component, handler, choice);
constexpr auto polling = joined_fields(component, inlet, named_message);
constexpr auto fed = joined_fields(component, inlet, named_message, reading);
constexpr auto steps = joined_fields(component, step);
constexpr auto state = joined_fields(field, std::array{
                                                FieldInfo{"manager", "the process manager's name"},
                                                FieldInfo{"correlation", "the property that tells instances apart"},
                                            });
constexpr std::array test{
    FieldInfo{"class", "the class of the tests"},
    FieldInfo{"tested", "the class that is tested"},
    FieldInfo{"cases", "each representative message"},
    FieldInfo{"cases.doc", "what happens to it"},
    FieldInfo{"cases.method", "the name of its method"},
    FieldInfo{"cases.body", "the method's lines, indented and ended"},
};

constexpr std::array files{
    TemplateInfo{"objectscript/message.cls", "a message", of_messages, message},
    TemplateInfo{"objectscript/operation.cls", "an operation", of_operations, operation},
    TemplateInfo{"objectscript/process.cls", "a process that routes, or a process manager", of_processes, process},
    TemplateInfo{"objectscript/service_file.cls", "a service that reads files", of_services, fed},
    TemplateInfo{"objectscript/service_http.cls", "a service that answers HTTP", of_services, fed},
    TemplateInfo{"objectscript/service_polling.cls", "a service that is called again and again", of_services, polling},
    TemplateInfo{"objectscript/state.cls", "what a process manager remembers", of_processes, state},
    TemplateInfo{"objectscript/steps.cls", "a process with steps", of_processes, steps},
    TemplateInfo{"objectscript/test.cls", "unit tests of decisions", of_components, test},
};

}  // namespace

std::span<const TemplateInfo> objectscript_templates() {
    return files;
}

}  // namespace millwright::templates
