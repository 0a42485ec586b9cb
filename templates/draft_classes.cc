// Where the classes of a draft go.
#include <algorithm>

#include "graph/utf8.h"
#include "templates/draft.h"
#include "templates/names.h"

namespace millwright::templates {
namespace {

std::string folder_before(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? std::string{} : path.substr(0, slash + 1);
}

bool is_path(const std::string& module) {
    return module.find('/') != std::string::npos || module.ends_with(".py");
}

/// The path of --module below the root.
std::string path_of_module(const Project& project, std::string module, const std::string& usual) {
    if (is_path(module)) {
        if (module.starts_with("./")) module.erase(0, 2);
        if (!project.root.empty() && module.starts_with(project.root)) module.erase(0, project.root.size());
        return module.ends_with(".py") ? module : module + ".py";
    }
    for (const Module& each : project.modules) {
        if (each.import_name == module && each.path.ends_with(".py")) return each.path;
    }
    const bool plain = module.find('.') == std::string::npos;
    std::replace(module.begin(), module.end(), '.', '/');
    return (plain ? folder_before(usual) : std::string{}) + module + ".py";
}

}  // namespace

std::string import_name_of(const Project& project, const std::string& path) {
    if (const Module* module = project.find_module(path)) return module->import_name;
    std::size_t longest = 0;
    for (const std::string& folder : project.python_path) {
        if (folder != "." && path.starts_with(folder + "/")) longest = std::max(longest, folder.size() + 1);
    }
    std::string name = path.substr(longest);
    if (name.ends_with(".py")) name.resize(name.size() - 3);
    std::replace(name.begin(), name.end(), '/', '.');
    return name;
}

std::string Draft::module_for(PartKind kind, bool own) const {
    if (language == Language::objectscript) return {};
    std::string usual = project.module_for(kind);
    return own && !request.module.empty() ? path_of_module(project, request.module, usual) : usual;
}

std::string Draft::class_for(PartKind kind, const std::string& class_name, bool own) {
    if (language == Language::objectscript) {
        const std::string package = own && !request.module.empty() ? request.module : project.package();
        return package.empty() ? class_name : package + "." + class_name;
    }
    return import_name_of(project, module_for(kind, own)) + "." + class_name;
}

const PythonClass* Draft::class_in_module(PartKind kind, std::string_view class_name, bool own) const {
    const Module* module = project.find_module(module_for(kind, own));
    return module == nullptr ? nullptr : module->outline.find_class(class_name);
}

bool Draft::has_class(PartKind kind, const std::string& class_name, bool own) const {
    if (language == Language::python) {
        const Module* module = project.find_module(module_for(kind, own));
        if (module == nullptr) return false;
        const auto& names = module->outline.names;
        return std::find(names.begin(), names.end(), class_name) != names.end();
    }
    const std::string package = own && !request.module.empty() ? request.module : project.package();
    return std::any_of(project.modules.begin(), project.modules.end(),
                       [&](const Module& each) { return each.import_name == package + "." + class_name; });
}

bool Draft::check_module() {
    if (request.module.empty()) return true;
    std::string rest = request.module;
    if (language == Language::python) {
        rest = path_of_module(project, rest, {});
        rest.resize(rest.size() - 3);
        std::replace(rest.begin(), rest.end(), '/', '.');
    }
    for (std::size_t begin = 0; begin <= rest.size();) {
        const std::size_t end = std::min(rest.find('.', begin), rest.size());
        const std::string_view piece = std::string_view(rest).substr(begin, end - begin);
        std::string complaint = is_identifier(piece) ? complaint_about_member(piece, language)
                                                     : "has a part that is no identifier: " + in_quotes(piece);
        if (piece.starts_with('_') && is_identifier(piece)) complaint.clear();
        if (!complaint.empty()) {
            refuse(Code::unusable_name, "module " + in_quotes(request.module) + " " + complaint,
                   language == Language::python ? "write --module shop.processes, or a path below the settings"
                                                : "write --module Demo.Orders, a package");
            return false;
        }
        begin = end + 1;
    }
    return true;
}

std::string Draft::own_class() {
    const std::string& name = request.class_name.empty() ? request.name : request.class_name;
    const bool named = take(check_part_name(request.kind, name, language));
    own_name_ok_ = named;
    if (!check_module() || !named) return {};
    // A class that is there is left to the writer: one with the same text is what a run that was killed left.
    return class_for(request.kind, name, true);
}

}  // namespace millwright::templates
