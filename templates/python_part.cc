// Everything of a part that is Python: classes in the modules that they belong to, new targets, tests.
#include <algorithm>
#include <map>

#include "templates/names.h"
#include "templates/python_code.h"
#include "templates/scaffold.h"

namespace millwright::templates {
namespace {

/// Where the modules of a project go and how they are changed; one PythonModule for each until all is written.
class PythonPart {
public:
    PythonPart(const Part& part, const PartRequest& request, const Project& project, const TemplateSet& templates,
               FileChanges& changes)
        : part_(part),
          request_(request),
          project_(project),
          templates_(templates),
          changes_(changes),
          code_(part, templates) {}

    Result<bool> write() {
        auto done = add_messages();
        for (const Component& each : part_.components) {
            if (done && each.has_code()) done = add_component(each);
        }
        for (const Connection& each : part_.connections) {
            if (done && each.new_setting) done = add_target(each);
        }
        for (const std::string& path : order_) {
            if (done) done = changes_.set(project_.root + path, modules_.at(path).text());
        }
        if (done && request_.with_tests) done = add_tests();
        return done;
    }

private:
    // --- modules

    /// The path of the module of a class, below the root.
    std::string path_of(const std::string& class_name, PartKind kind) const {
        const std::string module = python_module_of(class_name);
        for (const Module& each : project_.modules) {
            if (each.import_name == module && each.path.ends_with(".py")) return each.path;
        }
        std::string path = module;
        std::replace(path.begin(), path.end(), '.', '/');
        path += ".py";
        for (const std::string& usual : {project_.module_for(kind), folder_of(request_.module)}) {
            // The folder that modules are imported from stands before it.
            if (usual == path || usual.ends_with("/" + path)) return usual;
            const std::string folder = usual.substr(0, usual.rfind('/') + 1);
            const bool imported = std::any_of(project_.python_path.begin(), project_.python_path.end(),
                                              [&](const std::string& each) { return each + "/" == folder; });
            if (imported) return folder + path;
        }
        return path;
    }

    /// --module as a path, where it is one.
    static std::string folder_of(std::string module) {
        if (module.find('/') == std::string::npos) return {};
        if (module.starts_with("./")) module.erase(0, 2);
        return module.ends_with(".py") ? module : module + ".py";
    }

    bool relative_beside(const std::string& path) const {
        const std::string folder = path.substr(0, path.rfind('/') + 1);
        return std::any_of(project_.modules.begin(), project_.modules.end(), [&](const Module& each) {
            const auto& imports = each.outline.imports;
            return each.path.substr(0, each.path.rfind('/') + 1) == folder &&
                   std::any_of(imports.begin(), imports.end(),
                               [](const PythonImport& one) { return one.module.starts_with('.'); });
        });
    }

    Result<PythonModule*> module_at(const std::string& path, const std::string& import_name, PartKind kind) {
        const auto known = modules_.find(path);
        if (known != modules_.end()) return &known->second;
        const auto text = changes_.text(project_.root + path);
        if (!text) return tl::unexpected<Failure>(text.error());
        const auto doc = docstring(kind);
        if (!doc) return tl::unexpected<Failure>(doc.error());
        order_.push_back(path);
        PythonModule made(project_.root + path, import_name, text->value_or(""), *doc, relative_beside(path));
        if (changes_.creates(project_.root + path)) made.made_by_us();
        return &modules_.emplace(path, std::move(made)).first->second;
    }

    Result<std::string> docstring(PartKind kind) const {
        std::string what = kind == PartKind::message     ? "The messages"
                           : kind == PartKind::service   ? "What brings messages in: the services"
                           : kind == PartKind::operation ? "What acts outside: the operations"
                                                         : "What decides: the processes";
        if (!part_.production.empty()) what += " of " + part_.production;
        TemplateFields fields;
        fields.set("doc", what + ".");
        return templates_.fill("python/module.py", fields);
    }

    // --- classes

    Result<bool> add(const Result<PythonClassText>& text, const std::string& class_name, PartKind kind, bool force) {
        if (!text) return tl::unexpected<Failure>(text.error());
        auto module = module_at(path_of(class_name, kind), python_module_of(class_name), kind);
        if (!module) return tl::unexpected<Failure>(module.error());
        return (*module)->add(*text, force);
    }

    /// Records come before the messages that hold them.
    void order_messages(const PartMessage& message, std::vector<const PartMessage*>& ordered,
                        std::vector<const PartMessage*>& begun) const {
        if (std::find(begun.begin(), begun.end(), &message) != begun.end()) return;
        begun.push_back(&message);
        for (const PartField& field : message.fields) {
            const FieldType* type = &field.type;
            while (!type->element.empty()) type = &type->element.front();
            const PartMessage* record = type->kind == FieldKind::message ? part_.find_message(type->name) : nullptr;
            if (record != nullptr) order_messages(*record, ordered, begun);
        }
        ordered.push_back(&message);
    }

    Result<bool> add_messages() {
        std::vector<const PartMessage*> ordered, begun;
        for (const PartMessage& each : part_.messages) order_messages(each, ordered, begun);
        std::vector<std::string> known;
        for (const PartMessage* each : ordered) {
            const bool own = request_.kind == PartKind::message && each->name == request_.name;
            const bool replaced = own && request_.force;
            if ((!each->in_code || replaced) && !each->class_name.empty()) {
                auto done = add(code_.message(*each, known), each->class_name, PartKind::message, replaced);
                if (!done) return done;
            }
            known.push_back(each->name);
        }
        return true;
    }

    static PartKind kind_of(Role role) {
        return role == Role::service     ? PartKind::service
               : role == Role::operation ? PartKind::operation
                                         : PartKind::process;
    }

    Result<bool> add_component(const Component& component) {
        return add(code_.component(component), component.class_name, kind_of(component.role), request_.force);
    }

    Result<bool> add_target(const Connection& connection) {
        const Module* there = project_.module_of_class(connection.class_name);
        if (there == nullptr || !there->path.ends_with(".py")) return true;
        auto module = module_at(there->path, there->import_name, kind_of(connection.role));
        if (!module) return tl::unexpected<Failure>(module.error());
        return (*module)->add_target(std::string(last_part(connection.class_name)), connection.setting);
    }

    // --- tests

    Result<bool> add_tests() {
        for (const Component& each : part_.components) {
            if (!each.has_code()) continue;
            if (auto done = add_support(); !done) return done;
            auto text = code_.test(each);
            if (!text) return tl::unexpected<Failure>(text.error());
            const std::string path = "tests/test_" + snake_case(last_part(each.class_name)) + ".py";
            auto done = changes_.add(project_.root + path, std::move(*text), request_.force);
            if (!done) return done;
        }
        return true;
    }

    /// What all tests share is made once; what is there is the project's own.
    Result<bool> add_support() {
        std::string folders;
        for (const std::string& each : project_.python_path) folders += python_quoted(each) + ", ";
        if (project_.python_path.size() > 1)
            folders.resize(folders.size() - 2);
        else if (!folders.empty())
            folders.pop_back();
        TemplateFields fields;
        fields.set("folders", folders.empty() ? "\".\"," : folders);
        for (const std::string name : {"tests_init", "iop_stand_in"}) {
            const std::string path = project_.root + "tests/" + (name == "tests_init" ? "__init__" : name) + ".py";
            const auto there = changes_.text(path);
            if (!there) return tl::unexpected<Failure>(there.error());
            if (*there) continue;
            auto text = templates_.fill("python/" + name + ".py", name == "tests_init" ? TemplateFields{} : fields);
            if (!text) return tl::unexpected<Failure>(text.error());
            if (auto done = changes_.set(path, std::move(*text)); !done) return done;
        }
        return true;
    }

    const Part& part_;
    const PartRequest& request_;
    const Project& project_;
    const TemplateSet& templates_;
    FileChanges& changes_;
    PythonCode code_;
    std::map<std::string, PythonModule> modules_;  // by path below the root
    std::vector<std::string> order_;
};

}  // namespace

Result<bool> write_python(const Part& part, const PartRequest& request, const Project& project,
                          const TemplateSet& templates, FileChanges& changes) {
    return PythonPart(part, request, project, templates, changes).write();
}

}  // namespace millwright::templates
