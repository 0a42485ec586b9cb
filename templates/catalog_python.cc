#include "templates/catalog_files.h"

namespace millwright::templates {
namespace {

constexpr std::array of_services{PartKind::service};
constexpr std::array of_processes{PartKind::process};
constexpr std::array of_operations{PartKind::operation};
constexpr std::array of_components{PartKind::service, PartKind::process, PartKind::operation};
constexpr std::array of_messages{PartKind::message, PartKind::service, PartKind::process, PartKind::operation};

constexpr std::array any_class{
    FieldInfo{"class", "the class's name"},
    FieldInfo{"doc", "the docstring with its quotes, indented behind its first line"},
};

constexpr std::array target{
    FieldInfo{"targets", "each target setting"},
    FieldInfo{"targets.setting", "its name"},
};

constexpr std::array of_process{
    FieldInfo{"has_targets", "shown where there are target settings"},
};

constexpr std::array setting{
    FieldInfo{"settings", "each setting of its own"},
    FieldInfo{"settings.name", "its name"},
    FieldInfo{"settings.value", "its default as a literal; empty where it comes from a secret or the environment"},
};

constexpr std::array handler{
    FieldInfo{"handlers", "each message that is handled"},
    FieldInfo{"handlers.message", "its class"},
    FieldInfo{"handlers.method", "the method that takes it"},
    FieldInfo{"handlers.decorated", "shown where it is a handler by @handler"},
    FieldInfo{"handlers.note", "shown at the first handler by @handler"},
};

constexpr std::array body{
    FieldInfo{"handlers.subject", "what the method calls the message: request, or event in a process manager"},
    FieldInfo{"handlers.body", "the lines of the method, indented"},
};

constexpr std::array step{
    FieldInfo{"runs", "each method that runs steps: from the start, and from behind what the workflow does"},
    FieldInfo{"runs.method", "its name"},
    FieldInfo{"runs.parameters", "its parameters, self included"},
    FieldInfo{"runs.doc", "its docstring"},
    FieldInfo{"runs.body", "its lines, indented"},
    FieldInfo{"steps", "each step that sends, and each compensation"},
    FieldInfo{"steps.method", "its method"},
    FieldInfo{"steps.doc", "its docstring"},
    FieldInfo{"steps.body", "its lines, indented"},
    FieldInfo{"has_trigger", "shown where a message starts the steps"},
};

constexpr std::array service{
    FieldInfo{"has_attributes", "shown where there are target settings or settings"},
    FieldInfo{"sends", "the lines that send the message to every target, indented"},
};

constexpr std::array polling{
    FieldInfo{"source_doc", "the docstring of the method that reads the source"},
};

constexpr std::array reading{
    FieldInfo{"read", "the method that makes a message of a text"},
    FieldInfo{"read_doc", "its docstring"},
    FieldInfo{"parse", "the expression that reads the text as JSON"},
    FieldInfo{"make", "the lines that make the message of the fields, indented"},
};

constexpr std::array reply{
    FieldInfo{"has_settings", "shown where there are settings"},
    FieldInfo{"handlers.reply", "the expression that is returned"},
};

constexpr std::array field{
    FieldInfo{"has_fields", "shown where there are fields"},
    FieldInfo{"fields", "each field, those that must be given first"},
    FieldInfo{"fields.name", "its name"},
    FieldInfo{"fields.type", "its annotation"},
    FieldInfo{"fields.optional", "shown where it may be absent"},
};

constexpr std::array module{
    FieldInfo{"doc", "what the module holds"},
};

constexpr std::array test{
    FieldInfo{"doc", "what is tested"},
    FieldInfo{"class", "the class that is tested"},
    FieldInfo{"class_doc", "what the tests are about"},
    FieldInfo{"imports", "lines of imports, the stand-in before the components"},
    FieldInfo{"cases", "each test"},
    FieldInfo{"cases.method", "its method"},
    FieldInfo{"cases.body", "its lines, indented"},
};

constexpr std::array stand_in{
    FieldInfo{"folders", "folders that modules are imported from, as literals with commas"},
};

constexpr auto process_fields = joined_fields(any_class, of_process, target, handler, body);
constexpr auto steps_fields = joined_fields(any_class, of_process, target, step);
constexpr auto polling_fields = joined_fields(any_class, target, setting, service, polling);
constexpr auto reading_fields = joined_fields(any_class, target, setting, service, reading);
constexpr auto operation_fields = joined_fields(any_class, setting, handler, reply);
constexpr auto message_fields = joined_fields(any_class, field);

constexpr std::array files{
    TemplateInfo{"python/iop_stand_in.py", "what tests need of iop where it is not installed", of_components, stand_in},
    TemplateInfo{"python/message.py", "a message", of_messages, message_fields},
    TemplateInfo{"python/module.py", "the beginning of a new module", of_messages, module},
    TemplateInfo{"python/operation.py", "an operation", of_operations, operation_fields},
    TemplateInfo{"python/process.py", "a process that routes", of_processes, process_fields},
    TemplateInfo{"python/process_manager.py", "a process manager", of_processes, process_fields},
    TemplateInfo{"python/process_steps.py", "a process with steps", of_processes, steps_fields},
    TemplateInfo{"python/service_file.py", "a service that reads files", of_services, reading_fields},
    TemplateInfo{"python/service_http.py", "a service that answers HTTP", of_services, reading_fields},
    TemplateInfo{"python/service_polling.py", "a service that is called again and again", of_services, polling_fields},
    TemplateInfo{"python/test_component.py", "unit tests of a component", of_components, test},
    TemplateInfo{"python/tests_init.py", "what makes the folder of tests a package", of_components, {}},
};

}  // namespace

std::span<const TemplateInfo> python_templates() {
    return files;
}

}  // namespace millwright::templates
