// A Python module that classes are added to: every line that is there stays as it is, and what is new follows the
// module's own style of imports, indentation and line ends.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "graph/result.h"
#include "templates/project.h"
#include "templates/python_outline.h"

namespace millwright::templates {

/// A class or several lines of one, as a template makes them: four blanks of indentation, "\n".
struct PythonClassText {
    std::string name;
    std::string text;
    std::vector<PythonImport> imports;  ///< what the text uses; those of the module itself are left out by it
};

class PythonModule {
public:
    /// `path` is for messages. An empty text is a new module and gets the docstring. `relative`: a new module of a package
    /// whose other modules import each other with dots.
    PythonModule(std::string path, std::string import_name, std::string text, const std::string& docstring,
                 bool relative);

    /// The same run made the module: lines of imports may become longer.
    void made_by_us() { new_ = true; }

    /// Adds a class behind the others, or replaces the one of its name: with the same text nothing changes, with another
    /// one it is refused (name_taken) unless `force`. Fails (input, module_not_understood) when the module cannot be read or
    /// a name that is needed means something else in it.
    Result<bool> add(PythonClassText text, bool force);
    /// `X = target()` in a class that is there; nothing when it has it. Fails like `add`, and when there is no such class.
    Result<bool> add_target(const std::string& class_name, const std::string& setting);

    const std::string& text() const { return text_; }

private:
    Result<bool> check() const;
    Result<bool> import_all(std::vector<PythonImport> imports, std::map<std::string, std::string>& names);
    Result<bool> add_class(const std::string& text);
    void add_imports(std::vector<PythonImport> missing);
    std::optional<std::size_t> first_import() const;
    bool join_import(const std::string& module, const std::vector<std::string>& names);
    void insert(std::size_t offset, const std::string& text);
    std::string in_own_style(const std::string& text) const;
    std::string written(const std::string& module) const;
    std::string resolved(const std::string& module) const;
    bool same_module(const std::string& written, const std::string& wanted) const;
    const PythonImport* find_import(const PythonImport& wanted, std::string& spelled) const;
    int rank(const std::string& module) const;
    tl::unexpected<Failure> not_understood(std::string message, std::string hint) const;

    std::string path_, import_name_, text_;
    bool relative_ = false;
    bool new_ = false;
    std::vector<std::string> added_imports_;  ///< whole lines
    PythonOutline outline_;
};

/// Whether it is one of the modules of Python's library that components use.
bool is_python_library(std::string_view module);
/// The text with names of modules changed: `target` becomes `iop.target`. Attributes, keyword arguments and annotated names
/// are left alone.
std::string with_python_names(const std::string& text, const std::map<std::string, std::string>& names);
/// Which of the names that are imported from Python's library, from iop and from `others` stand in the text.
std::vector<PythonImport> imports_of(const std::string& text, const std::vector<PythonImport>& others);

}  // namespace millwright::templates
