// What the styles of a settings.py share when lines for it are written: places, literals, names of classes and items.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "templates/part.h"
#include "templates/settings_py_scan.h"

namespace millwright::templates {

/// Code and where it belongs, in the order of first use. No line comes twice at a place.
class SettingsPyPlaces {
public:
    void add(const std::string& place, std::string line);
    /// Places as comments, their lines below, an empty line between.
    std::vector<std::string> lines() const;

private:
    std::vector<std::pair<std::string, std::vector<std::string>>> all_;
};

struct SettingsPyPart {
    const Part& part;
    const SettingsPy& scan;
    SettingsPyPlaces& places;

    /// A literal with the file's quotes.
    std::string literal(std::string_view text) const;
    /// A value as an expression: secrets and variables of the environment are read from there.
    std::string value(std::string_view text) const;
    /// `{"a": "b"}`
    std::string dictionary(const std::vector<Given>& settings) const;

    /// Whether the component's class is one of Python; else the engine knows it by its name.
    bool is_python(const Component& component) const;
    /// The engine's name of a class that is none of Python.
    static std::string engine_class(const Component& component);
    /// What the class is called in the file: by the import that is there, else by the one that is to be added.
    std::string class_in_file(const Component& component) const;
    /// The class of an item that is there, if the file names it; else "".
    std::string class_in_file(const Connection& connection) const;

    std::string place_of_imports() const { return scan.file + ": with the imports"; }
    void import_class(const Component& component) const;
    /// `import os`, where a value needs it.
    void import_os() const;
    /// ProcessItem, Route, ...: from where the file has Production from.
    void import_from_iop(const std::string& name) const;
    const std::string& production() const { return scan.productions.front(); }
};

/// "A,B"
std::string comma_list(const std::vector<std::string>& names);
/// "processes" of "processes.OrderRouter"
std::string module_of_class(const std::string& class_name);

/// The styles, one function each. They add to `places`.
void write_instances(const SettingsPyPart& context);
void write_class_style(const SettingsPyPart& context);
void write_dictionaries(const SettingsPyPart& context);

}  // namespace millwright::templates
