#include "templates/modules.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

#include "graph/utf8.h"
#include "settings/glob.h"
#include "settings/iris/class_text.h"

namespace millwright::templates {
namespace {

constexpr std::array<std::string_view, 9> left_out_folders{"venv",  "env",  "node_modules", "tests",        "test",
                                                           "build", "dist", "__pycache__",  "site-packages"};

bool is_python(std::string_view path) {
    return path.ends_with(".py");
}

bool is_objectscript(std::string_view path) {
    return path.ends_with(".cls");
}

/// The folders above a path, the nearest last; the path's own name is none.
std::vector<std::string_view> folders_of(std::string_view path) {
    std::vector<std::string_view> folders;
    for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
        folders.push_back(path.substr(0, slash));
        path.remove_prefix(slash + 1);
    }
    return folders;
}

/// Paths below the root that may hold code of the project.
std::vector<std::string> code_files(const std::vector<std::string>& all, const std::string& root) {
    std::set<std::string, std::less<>> environments;
    for (const std::string& path : all) {
        if (path.ends_with("/pyvenv.cfg")) environments.insert(settings::folder_of(path) + "/");
    }
    std::vector<std::string> found;
    for (const std::string& path : all) {
        if (!path.starts_with(root) || (!is_python(path) && !is_objectscript(path))) continue;
        const std::string below = path.substr(root.size());
        const auto folders = folders_of(below);
        const bool left_out = std::any_of(folders.begin(), folders.end(), [](std::string_view folder) {
            return folder.starts_with('.') ||
                   std::find(left_out_folders.begin(), left_out_folders.end(), folder) != left_out_folders.end();
        });
        const bool installed = std::any_of(environments.begin(), environments.end(),
                                           [&](const std::string& each) { return path.starts_with(each); });
        const std::string_view name = std::string_view(below).substr(below.rfind('/') + 1);
        if (!left_out && !installed && !name.starts_with("test_")) found.push_back(below);
    }
    return found;
}

/// "shop/processes.py" is shop.processes, and processes where shop is a folder that modules are imported from.
std::string python_import_name(std::string_view path, const std::vector<std::string>& python_path) {
    std::size_t longest = 0;
    for (const std::string& folder : python_path) {
        if (folder != "." && path.starts_with(folder + "/")) longest = std::max(longest, folder.size() + 1);
    }
    path.remove_prefix(longest);
    path.remove_suffix(std::string_view(".py").size());
    std::string name(path);
    std::replace(name.begin(), name.end(), '/', '.');
    if (name.ends_with(".__init__")) name.resize(name.size() - std::string_view(".__init__").size());
    return name;
}

Module module_from(std::string path, std::string text, const Project& project) {
    Module module;
    if (is_python(path)) {
        module.import_name = python_import_name(path, project.python_path);
        module.outline = outline_python(text);
    } else {
        module.import_name = settings::iris::find_definition(text).name;
    }
    module.path = std::move(path);
    module.text = std::move(text);
    return module;
}

std::string files_in_words(std::size_t count) {
    return count == 1 ? "1 file" : std::to_string(count) + " files";
}

/// The class as Python knows it where settings map the engine's name to it.
std::string_view python_class(const Project& project, std::string_view class_name) {
    for (const settings::PythonSources::Class& each : project.reading.python.classes) {
        if (each.engine_name == class_name) return each.python_name;
    }
    return class_name;
}

std::string_view without_last_part(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? std::string_view{} : name.substr(0, dot);
}

/// Names with how often each was counted.
class Tally {
public:
    void add(std::string_view name) { ++counts_[std::string(name)]; }
    /// The most frequent one, of equally frequent ones the first by name; "" when nothing was counted.
    std::string most() const {
        const auto found = std::max_element(counts_.begin(), counts_.end(),
                                            [](const auto& a, const auto& b) { return a.second < b.second; });
        return found == counts_.end() ? std::string() : found->first;
    }

private:
    std::map<std::string, std::size_t> counts_;
};

std::optional<Role> role_of(PartKind kind) {
    switch (kind) {
        case PartKind::service: return Role::service;
        case PartKind::process: return Role::process;
        case PartKind::operation: return Role::operation;
        default: return std::nullopt;
    }
}

/// Modules by the prefix of class names, so that 10,000 items do not look through all modules each.
class ModuleIndex {
public:
    explicit ModuleIndex(const Project& project) : project_(project) {
        for (const Module& each : project.modules) by_name_.emplace(each.import_name, &each);
    }
    const Module* of_class(std::string_view class_name) const {
        const std::string_view name = python_class(project_, class_name);
        if (const auto found = by_name_.find(without_last_part(name)); found != by_name_.end()) {
            if (is_python(found->second->path)) return found->second;
        }
        const auto found = by_name_.find(class_name);
        return found != by_name_.end() && is_objectscript(found->second->path) ? found->second : nullptr;
    }

private:
    const Project& project_;
    std::map<std::string, const Module*, std::less<>> by_name_;
};

/// The Python module that most classes of the role, or of messages, are in; "" for none.
std::string most_used_module(const Project& project, PartKind kind) {
    if (project.production == nullptr) return {};
    const ModuleIndex index(project);
    Tally modules;
    const auto count = [&](std::string_view class_name) {
        const Module* module = class_name.empty() ? nullptr : index.of_class(class_name);
        if (module != nullptr && is_python(module->path)) modules.add(module->path);
    };
    if (kind == PartKind::message) {
        for (const Message& each : project.production->messages) count(each.class_name);
    } else {
        const auto role = role_of(kind);
        for (const Item& each : project.production->items) {
            if (!role || each.role == *role) count(each.class_name);
        }
    }
    return modules.most();
}

/// The usual names of the module for a kind of part, the best first.
std::array<std::string_view, 2> usual_modules(PartKind kind) {
    switch (kind) {
        case PartKind::service: return {"services.py", "bs.py"};
        case PartKind::operation: return {"operations.py", "bo.py"};
        case PartKind::message: return {"messages.py", "msg.py"};
        default: return {"processes.py", "bp.py"};
    }
}

std::string joined(const std::string& folder, std::string_view name) {
    return folder.empty() ? std::string(name) : folder + "/" + std::string(name);
}

/// The folder that modules of components are in: that of those that settings use, else that of one with a usual name.
std::string folder_of_modules(const Project& project) {
    for (const PartKind kind : {PartKind::production, PartKind::message}) {
        const std::string module = most_used_module(project, kind);
        if (!module.empty()) return settings::folder_of(module);
    }
    for (const PartKind kind : {PartKind::process, PartKind::service, PartKind::operation, PartKind::message}) {
        for (const Module& each : project.modules) {
            const auto names = usual_modules(kind);
            const std::string_view name = std::string_view(each.path).substr(each.path.rfind('/') + 1);
            if (std::find(names.begin(), names.end(), name) != names.end()) return settings::folder_of(each.path);
        }
    }
    return {};
}

bool of_the_engine(std::string_view class_name) {
    static constexpr std::array<std::string_view, 6> packages{"Ens.", "EnsLib.", "EnsPortal.", "IOP.", "Python.", "%"};
    return std::any_of(packages.begin(), packages.end(),
                       [&](std::string_view each) { return class_name.starts_with(each); });
}

}  // namespace

void read_modules(Project& project, const settings::Files& files) {
    // The listing reads what is below the working directory without a "./" before it.
    std::string folder = project.root;
    if (folder.size() > 1) folder.pop_back();
    const std::vector<std::string> paths = code_files(files.list(folder).files, project.root);
    std::size_t too_large = 0;
    std::size_t unreadable = 0;
    for (const std::string& path : paths) {
        if (project.modules.size() == most_modules) break;
        auto text = files.read(project.root + path);
        if (!text) {
            ++unreadable;
        } else if (text->size() > largest_module) {
            ++too_large;
        } else {
            project.modules.push_back(module_from(path, std::move(*text), project));
        }
    }
    const std::size_t looked_at = project.modules.size() + too_large + unreadable;
    if (looked_at < paths.size()) {
        project.remarks.push_back("Only the first " + std::to_string(most_modules) + " files of code were looked at; " +
                                  files_in_words(paths.size() - looked_at) + " of the project were not.");
    }
    if (too_large > 0) {
        project.remarks.push_back(files_in_words(too_large) + " of code of more than " +
                                  std::to_string(largest_module / 1024) + " KiB left out.");
    }
    if (unreadable > 0) project.remarks.push_back(files_in_words(unreadable) + " of code could not be read.");
}

Language language_of(const Project& project) {
    std::size_t python = 0;
    std::size_t objectscript = 0;
    if (project.production != nullptr) {
        const ModuleIndex index(project);
        for (const Item& item : project.production->items) {
            const Module* module = item.class_name.empty() ? nullptr : index.of_class(item.class_name);
            if (module != nullptr) ++(is_python(module->path) ? python : objectscript);
        }
    }
    if (python == 0 && objectscript == 0) {
        for (const Module& each : project.modules) ++(is_python(each.path) ? python : objectscript);
    }
    return objectscript > python ? Language::objectscript : Language::python;
}

const Module* Project::find_module(std::string_view path) const {
    const auto found = std::lower_bound(modules.begin(), modules.end(), path,
                                        [](const Module& each, std::string_view wanted) { return each.path < wanted; });
    return found != modules.end() && found->path == path ? &*found : nullptr;
}

const Module* Project::module_of_class(std::string_view class_name) const {
    return ModuleIndex(*this).of_class(class_name);
}

std::string Project::module_for(PartKind kind) const {
    if (std::string used = most_used_module(*this, kind); !used.empty()) return used;
    const std::string folder = folder_of_modules(*this);
    const auto names = usual_modules(kind);
    for (const std::string_view name : names) {
        if (find_module(joined(folder, name)) != nullptr) return joined(folder, name);
    }
    for (const std::string_view name : names) {
        for (const Module& each : modules) {
            if (each.path == name || each.path.ends_with("/" + std::string(name))) return each.path;
        }
    }
    return joined(folder, names.front());
}

std::string Project::package() const {
    if (production == nullptr) return {};
    const ModuleIndex index(*this);
    Tally packages;
    for (const Item& item : production->items) {
        const std::string_view package = without_last_part(item.class_name);
        const Module* module = package.empty() ? nullptr : index.of_class(item.class_name);
        // Packages begin with a capital letter, modules of Python with a small one.
        const bool looks_so = !package.empty() && std::isupper(static_cast<unsigned char>(package.front())) != 0;
        const bool objectscript = module != nullptr ? is_objectscript(module->path) : looks_so;
        if (objectscript && !of_the_engine(item.class_name)) packages.add(package);
    }
    if (std::string most = packages.most(); !most.empty()) return most;
    const std::string_view above = without_last_part(production->name);
    return std::string(above.empty() ? std::string_view(production->name) : above);
}

}  // namespace millwright::templates
