// How a settings.py (or the module that it imports its production from) is written: which production it declares, in which
// style, and what it calls the items that are there. Found by looking at calls and texts; nothing is run.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "templates/python_outline.h"

namespace millwright::templates {

enum class SettingsPyStyle : std::uint8_t {
    none,
    instance,      ///< prod = Production("..."), x = prod.process("X", X)
    class_style,   ///< class P(Production): processes = (ProcessItem("X", X, routes=(...)),)
    dictionaries,  ///< PRODUCTIONS = [{"P": {"Item": [{"@Name": "X", ...}]}}]
};

struct SettingsPy {
    SettingsPyStyle style = SettingsPyStyle::none;
    std::string file;  ///< "settings.py"
    PythonOutline outline;
    std::vector<std::string> productions;  ///< their variables, classes, or keys, in the order of the text
    std::map<std::string, std::string, std::less<>> items;    ///< of an item, the variable or constant; may be empty
    std::map<std::string, std::string, std::less<>> classes;  ///< CLASSES: key to what stands behind it, as written
    bool has_classes = false;                                 ///< there is a CLASSES
    bool connect_on_item = false;  ///< a.connect(A.Output, b), else prod.connect(a.Output, b)
    bool connect_by_text = false;  ///< a.connect("Output", b)
    bool class_objects = false;    ///< "@ClassName": X instead of "Python.x.X"
    char quote = '"';
    std::string item_indent;           ///< of the brace of an item among dictionaries
    std::string indent_step = "    ";  ///< of its keys, behind that
};

SettingsPy scan_settings_py(std::string file, std::string_view text);

/// What a string literal says that has no prefix and no escapes; nothing for another token.
std::optional<std::string> plain_python_text(std::string_view literal);

}  // namespace millwright::templates
