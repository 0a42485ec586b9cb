// Where the classes of a draft go.
#include <algorithm>
#include <cctype>
#include <optional>

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

namespace {

bool same_letters(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
    });
}

/// The package as a class that is there spells it, where that differs in capital letters.
std::optional<std::string> other_spelling(const Project& project, const std::string& package) {
    for (const Module& each : project.modules) {
        if (!each.path.ends_with(".cls")) continue;
        // Packages above the one that is asked for count too.
        for (std::size_t end = package.find('.');; end = package.find('.', end + 1)) {
            const std::string_view above = std::string_view(package).substr(0, end);
            const std::string_view there = std::string_view(each.import_name).substr(0, above.size());
            const bool whole = each.import_name.size() > above.size() && each.import_name[above.size()] == '.';
            if (whole && there != above && same_letters(there, above)) {
                return std::string(there) + package.substr(above.size());
            }
            if (end == std::string::npos) break;
        }
    }
    return std::nullopt;
}

}  // namespace

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
        if (language == Language::objectscript && complaint.empty() && piece.find('_') != std::string_view::npos) {
            complaint = "has an underscore, which no package of ObjectScript may have";
        }
        if (!complaint.empty()) {
            refuse(Code::unusable_name, "module " + in_quotes(request.module) + " " + complaint,
                   language == Language::python ? "write --module shop.processes, or a path below the settings"
                                                : "write --module Demo.Orders, a package");
            return false;
        }
        begin = end + 1;
    }
    if (language == Language::objectscript) {
        if (const auto other = other_spelling(project, request.module)) {
            refuse(Code::unusable_name,
                   "package " + in_quotes(request.module) + " differs from " + in_quotes(*other) +
                       " only in capital letters, which no two packages may do",
                   "--module " + *other);
            return false;
        }
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
