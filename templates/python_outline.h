// How a Python module is built at its top level: imports, classes with their decorators and annotated fields, and where
// something can be added. Read without Python, and nothing is run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace millwright::templates {

/// `from module import name as alias`, or `import module as alias` (name is empty).
struct PythonImport {
    std::string module;
    std::string name;
    std::string alias;       ///< what the module calls it: "Message", "iop", "os.path"
    bool for_types = false;  ///< below `if TYPE_CHECKING:`, so not there when the module runs
    std::uint32_t end = 0;   ///< behind its line; 0 inside of `if` and `try`, and behind the first class or function
};

/// `name: type = default` in the body of a class.
struct PythonField {
    std::string name;
    std::string type;  ///< as written
    bool has_default = false;
};

struct PythonClass {
    std::string name;
    std::vector<std::string> bases;       ///< as written: "Message", "iop.Message"
    std::vector<std::string> decorators;  ///< "dataclass", "dataclasses.dataclass(frozen=True)"
    std::vector<PythonField> fields;
    std::vector<std::string> targets;  ///< names with a value of target(...)
    std::uint32_t targets_end = 0;     ///< behind the line of the last one
    std::uint32_t begin = 0;           ///< of its first decorator
    std::uint32_t end = 0;             ///< behind its last line, comments that are indented included
    /// Behind the docstring, or behind the line of `class`: where a line can be put. 0: the body stands in that line.
    std::uint32_t body = 0;
    std::string indent;  ///< of its body
};

struct PythonOutline {
    std::vector<PythonImport> imports;
    std::vector<PythonClass> classes;
    std::vector<std::string> names;  ///< everything defined at the top level, imports included
    /// Behind the last import before classes and functions; else behind the module's docstring or its first comment.
    std::uint32_t imports_end = 0;
    bool has_imports = false;       ///< `imports_end` is behind an import
    std::uint32_t classes_end = 0;  ///< where a class is added: before `if __name__ == ...`, else the end
    /// Why the module cannot be added to: "line 3: a bracket is not closed"; empty: it can.
    std::string problem;

    const PythonClass* find_class(std::string_view name) const;
};

/// Reads any text; never fails, see `problem`. Linear in its length.
PythonOutline outline_python(std::string_view text);

}  // namespace millwright::templates
