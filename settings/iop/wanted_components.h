// Items of productions that are no settings.py, and are made of Python all the same: their classes are read by the Python
// reader, all in one run.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "settings/files.h"
#include "settings/reading.h"

namespace millwright::settings::iop {

/// A way to a class of Python: what settings register by a name, or a class of a module that is imported.
struct PythonWay {
    std::string settings;           ///< path of a settings.py; empty: the module tells
    std::string registered;         ///< "Python.Router"
    std::string module;             ///< "shop.processes"
    std::string class_name;         ///< "Router"
    std::vector<std::string> path;  ///< folders in which the module is looked for, in order
    bool loose = false;             ///< the class may have underscores that `class_name` lacks
};

/// An item of production number `production` of the reading.
struct WantedComponent {
    std::size_t production = 0;
    std::size_t item = 0;
    std::vector<PythonWay> ways;  ///< the first that leads to a class counts
};

/// Adds to the items what their classes handle and send. What is wrong in their code is a warning; so is that there is no
/// Python (MW035), and that a module has no such class (MW801). Only files below `folders` are read. Without wanted
/// components Python is not started. Tells of each whether its class was found.
std::vector<bool> read_wanted_components(const std::vector<WantedComponent>& wanted,
                                         const std::vector<std::string>& folders, const Files& files,
                                         const ReadOptions& options, Reading& reading);

/// That nothing is known of an item's class in Python, and why (MW801).
void report_class_not_found(const Item& item, std::string_view why, Reading& reading);

/// Why, of a proxy class.
std::string not_registered(std::string_view class_name);

}  // namespace millwright::settings::iop
