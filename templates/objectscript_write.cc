// The classes of a part, one file each.
#include <algorithm>

#include "templates/objectscript_code.h"
#include "templates/scaffold.h"

namespace millwright::templates {
namespace {

using Sources = std::vector<ClassSource>;

Result<Sources> component_sources(const ObjectScriptPart& context, const Component& component) {
    switch (component.role) {
        case Role::service: return service_sources(context, component);
        case Role::operation: return operation_sources(context, component);
        default: break;
    }
    return component.steps.empty() ? process_sources(context, component) : steps_sources(context, component);
}

/// Whether a message is nothing but an answer: then it is an Ens.Response.
bool only_replies(const Part& part, const std::string& message) {
    bool replies = false;
    for (const Component& component : part.components) {
        if (component.trigger == message) return false;
        if (std::find(component.emits.begin(), component.emits.end(), message) != component.emits.end()) return false;
        for (const PartHandler& handler : component.handlers) {
            replies = replies || handler.reply == message;
            const bool sent = std::any_of(handler.sends.begin(), handler.sends.end(),
                                          [&](const PartSend& each) { return each.message == message; });
            if (sent || handler.on == message) return false;
        }
    }
    return replies;
}

/// The messages that get a class: those of the part, and those that they nest and that have none yet.
std::vector<PartMessage> messages_to_write(const Part& part, const Project& project, const MessageClasses& classes) {
    std::vector<PartMessage> all;
    for (const PartMessage& each : part.messages) {
        if (!each.in_code) all.push_back(each);
    }
    for (const std::string& name : classes.nested_in(part.messages)) {
        if (project.module_of_class(classes.class_of(name)) != nullptr) continue;
        PartMessage nested;
        nested.name = name;
        nested.class_name = classes.class_of(name);
        nested.fields = classes.find(name)->fields;
        all.push_back(std::move(nested));
    }
    return all;
}

/// Adds what a writer gave, or gives its failure back.
std::optional<Failure> add(Sources& all, Result<Sources> more) {
    if (!more) return std::move(more.error());
    for (ClassSource& each : *more) all.push_back(std::move(each));
    return std::nullopt;
}

}  // namespace

Result<std::vector<ClassSource>> objectscript_sources(const Part& part, const Project& project,
                                                      const TemplateSet& templates, bool with_tests,
                                                      std::vector<std::string>& remarks) {
    const MessageClasses messages(part, project);
    const ObjectScriptPart context{part, templates, messages, remarks};
    Sources all;
    for (const PartMessage& each : messages_to_write(part, project, messages)) {
        auto source = message_source(context, each, only_replies(part, each.name));
        if (!source) return tl::unexpected<Failure>(std::move(source.error()));
        all.push_back(std::move(*source));
    }
    for (const Component& each : part.components) {
        if (!each.has_code()) continue;
        if (auto failure = add(all, component_sources(context, each)))
            return tl::unexpected<Failure>(std::move(*failure));
    }
    for (const Component& each : part.components) {
        if (!with_tests || !each.has_code()) continue;
        if (auto failure = add(all, test_sources(context, each))) return tl::unexpected<Failure>(std::move(*failure));
    }
    return all;
}

std::vector<std::string> objectscript_remarks(const Part& part, const Project& project, const TemplateSet& templates) {
    std::vector<std::string> remarks;
    const auto sources = objectscript_sources(part, project, templates, false, remarks);
    return sources ? remarks : std::vector<std::string>{};
}

Result<bool> write_objectscript(const Part& part, const PartRequest& request, const Project& project,
                                const TemplateSet& templates, FileChanges& changes) {
    std::vector<std::string> remarks;
    const auto sources = objectscript_sources(part, project, templates, request.with_tests, remarks);
    if (!sources) return tl::unexpected<Failure>(sources.error());
    for (const ClassSource& each : *sources) {
        const std::string path = project.root + class_path(project, each.class_name);
        if (const auto added = changes.add(path, each.text, request.force); !added) return added;
    }
    return true;
}

}  // namespace millwright::templates
