#include "templates/scaffold.h"

#include <algorithm>

#include "graph/utf8.h"
#include "templates/draft.h"
#include "templates/quoting.h"
#include "templates/read_back.h"

namespace millwright::templates {
namespace {

bool has_code(const Part& part, const PartRequest& request) {
    const bool message =
        request.kind == PartKind::message &&
        std::any_of(part.messages.begin(), part.messages.end(), [](const PartMessage& each) { return !each.in_code; });
    return message || !part.components.empty();
}

/// A class of one language cannot name a message whose class is one of the other.
Result<bool> check_languages(const Part& part, const Project& project) {
    const bool python = part.language == Language::python;
    for (const PartMessage& each : part.messages) {
        const Module* code = part.components.empty() ? nullptr : project.module_of_class(each.class_name);
        if (code == nullptr || !code->path.ends_with(python ? ".cls" : ".py")) continue;
        const std::string theirs = python ? "ObjectScript" : "Python";
        return fail(FailureKind::environment, Code::unusable_name, {},
                    "message " + in_quotes(each.name) + " is a class of " + theirs + ", " + each.class_name +
                        ", which a class of " + (python ? "Python" : "ObjectScript") + " cannot name",
                    std::string("--lang ") + (python ? "objectscript" : "python") + ", or take another message");
    }
    return true;
}

Result<bool> write_code(const Part& part, const PartRequest& request, const Project& project,
                        const TemplateSet& templates, FileChanges& changes) {
    if (!has_code(part, request)) return true;
    if (const auto checked = check_languages(part, project); !checked) return checked;
    if (part.language == Language::python) return write_python(part, request, project, templates, changes);
    return write_objectscript(part, request, project, templates, changes);
}

/// Messages that settings declare without a class get one of their name: code can only speak of classes.
void name_classes(Part& part, const Project& project) {
    if (part.language != Language::python || part.components.empty()) return;
    for (PartMessage& each : part.messages) {
        if (!each.class_name.empty()) continue;
        each.class_name = import_name_of(project, project.module_for(PartKind::message)) + "." + each.name;
    }
}

/// Representative messages become scenarios too.
bool has_scenarios(const Part& part) {
    return !part.scenarios.empty() ||
           std::any_of(part.components.begin(), part.components.end(), [](const Component& component) {
               return std::any_of(component.handlers.begin(), component.handlers.end(),
                                  [](const PartHandler& handler) { return !handler.cases.empty(); });
           });
}

/// What belongs into settings.toml is written, what belongs into a settings.py is told.
Result<bool> write_declarations(const Part& part, const PartRequest& request, const Project& project,
                                FileChanges& changes, Scaffold& scaffold) {
    if (project.declaration == Declaration::settings_py) {
        const auto text = changes.text(project.settings);
        if (!text) return tl::unexpected<Failure>(text.error());
        scaffold.lines = settings_py_lines(part, project, text->value_or(""));
        if (has_scenarios(part)) {
            scaffold.remarks.push_back(
                "No scenarios were written: they are about a settings.toml, and this project has none.");
        }
        return true;
    }
    auto scenarios = write_scenarios(part, request, project, changes);
    if (!scenarios) return scenarios;
    return write_settings(part, request, project, changes);
}

bool has_tests(const Part& part, const PartRequest& request) {
    return request.with_tests && part.language == Language::python &&
           std::any_of(part.components.begin(), part.components.end(),
                       [](const Component& each) { return each.has_code(); });
}

std::vector<std::string> commands(const Part& part, const PartRequest& request, const Project& project) {
    const std::string settings = shell_path(project.settings);
    const std::string migrate = "millwright migrate " + settings;
    std::vector<std::string> all{"millwright validate " + settings};
    if (has_tests(part, request)) {
        const std::string folder = project.root.empty() ? "" : " -s " + shell_path(project.root);
        all.push_back("python3 -m unittest discover" + folder);
    }
    if (request.kind != PartKind::scenario && request.kind != PartKind::story) {
        all.push_back(migrate + " --dry-run");
        // What a settings.py declares gets into an engine by IoP.
        all.push_back(project.declaration == Declaration::settings_py ? "iop --migrate " + settings : migrate);
    }
    return all;
}

/// What nothing sends to yet can be connected in the same way as it was made.
void advise_connections(Diagnostics& findings, const Part& part) {
    for (Diagnostic& each : findings) {
        const bool new_item = std::any_of(part.components.begin(), part.components.end(), [&](const Component& made) {
            return each.message.find(in_quotes(made.name)) != std::string::npos;
        });
        if (each.code == Code::unused_operation && new_item) {
            each.advise("--from ITEM.SETTING makes an item send to it; or name it in `targets` of one");
        }
    }
}

Result<Scaffold> add(const PartRequest& request, const Project& project, const settings::Files& files,
                     const TemplateSet& templates, FileChanges& changes) {
    auto part = work_out(request, project);
    if (!part) return tl::unexpected<Failure>(std::move(part.error()));
    name_classes(*part, project);
    const FileChanges earlier = changes;
    Scaffold scaffold;
    scaffold.remarks = project.remarks;
    scaffold.remarks.insert(scaffold.remarks.end(), part->remarks.begin(), part->remarks.end());
    if (part->language == Language::objectscript) {
        for (std::string& each : objectscript_remarks(*part, project, templates)) {
            scaffold.remarks.push_back(std::move(each));
        }
    }
    Result<bool> done = write_code(*part, request, project, templates, changes);
    if (done) done = write_declarations(*part, request, project, changes, scaffold);
    if (!done) return tl::unexpected<Failure>(std::move(done.error()));
    scaffold.commands = commands(*part, request, project);
    if (project.declaration == Declaration::settings_py) return scaffold;
    auto found = read_back(project, ChangedFiles(files, earlier), ChangedFiles(files, changes));
    if (!found) return tl::unexpected<Failure>(std::move(found.error()));
    scaffold.findings = std::move(found->findings);
    advise_connections(scaffold.findings, *part);
    scaffold.sources = std::move(found->sources);
    return scaffold;
}

}  // namespace

Result<Scaffold> add_part(const PartRequest& request, const Project& project, const settings::Files& files,
                          const TemplateSet& templates, FileChanges& changes) {
    FileChanges earlier = changes;
    auto scaffold = add(request, project, files, templates, changes);
    if (!scaffold) changes = std::move(earlier);
    return scaffold;
}

}  // namespace millwright::templates
