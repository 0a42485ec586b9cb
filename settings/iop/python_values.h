// The values of a production as Python writes them.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "graph/production.h"
#include "settings/iop/python_code.h"
#include "settings/reading.h"

namespace millwright::settings::iop {

/// A word of a Flag, or True and False.
PythonCode python_flag(Flag flag);
/// A number where the text is one that comes out of Python the same.
PythonCode python_number(Text text);
/// The variable of the environment that the value was, or nullptr.
const PythonSources::EnvironmentValue* looked_up(const Setting& setting, const Reading* beside);
/// What was looked up is looked up again, as are secrets that `beside` declares with `env`: `"https://" +
/// os.environ["HOST"]`.
PythonCode python_value(const Setting& setting, const Reading* beside);

/// A setting of the production that IoP's Production has an argument for.
struct PythonArgument {
    std::string_view setting;    ///< "ShutdownTimeout"
    std::string_view name;       ///< "shutdown_timeout"
    std::string_view otherwise;  ///< what IoP takes it for, and then does not write it
};
std::span<const PythonArgument> python_arguments();
const PythonArgument* python_argument(const Setting& setting);

/// The settings of an item by how Python says them.
struct PythonSettings {
    struct Connection {
        const Setting* setting;
        std::vector<std::string_view> targets;
    };
    std::vector<const Setting*> host;
    std::vector<const Setting*> adapter;
    std::vector<const Setting*> others;   ///< of further scopes, and those whose name came before
    std::vector<Connection> connections;  ///< Host settings that are exactly a list of items
    bool repeated = false;                ///< a name comes twice
};
PythonSettings python_settings(const Production& production, const Item& item, const ItemIndex& index);

/// What the module imports of the project, and registers. A class whose proxy gets the same name from IoP stands in the item
/// itself; others are registered by CLASSES.
class PythonClasses {
public:
    /// `names` get what is imported.
    PythonClasses(const Production& production, const Reading* beside, PythonNames& names);

    /// What stands for the class in the module; empty where it has to be named.
    std::string of(const Item& item) const;
    bool empty() const { return imported_.empty(); }
    /// "from bp import Router" and so on, sorted.
    std::vector<std::string> imports() const;
    /// CLASSES: names in the engine and what they stand for here.
    const std::vector<std::pair<std::string, std::string>>& registered() const { return registered_; }
    /// SCHEMAS.
    const std::vector<std::string>& schemas() const { return schemas_; }
    /// What CLASSES would need a path for, or what stands in the settings themselves.
    const std::vector<PythonSources::Registration>& lost() const { return lost_; }

private:
    /// Imports a class, or a module ("orders.*"): its name here, or "" where that cannot be.
    std::string import(const std::string& target);
    void take(const PythonSources::Registration& registration, bool in_items);

    PythonNames& names_;
    std::string own_module_;
    std::map<std::string, std::string> imported_;                   // by target: its name here
    std::map<std::string, std::string, std::less<>> item_classes_;  // by the engine's name
    std::vector<std::pair<std::string, std::string>> registered_;
    std::vector<std::string> schemas_;
    std::vector<PythonSources::Registration> lost_;
};

}  // namespace millwright::settings::iop
