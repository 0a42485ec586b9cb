// The values of a production as Python writes them.
#pragma once

#include <map>
#include <optional>
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
/// Secrets that `beside` declares with `env` are looked up: `"https://" + os.environ["HOST"]`.
PythonCode python_value(const Setting& setting, const Reading* beside);

/// A setting of the production that IoP's Production has an argument for.
struct PythonArgument {
    std::string_view setting;    ///< "ShutdownTimeout"
    std::string_view name;       ///< "shutdown_timeout"
    std::string_view otherwise;  ///< what IoP takes it for, and then does not write it
};
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

/// Classes of Python that items are made of, as the module imports them.
class PythonClasses {
public:
    /// `names` get what is imported.
    PythonClasses(const Production& production, const Reading* beside, PythonNames& names);

    /// What stands for the class in the module; empty where it has to be named.
    std::string of(const Item& item) const;
    bool empty() const { return known_.empty(); }
    /// "from bp import Router" and so on, sorted.
    std::vector<std::string> imports() const;

private:
    struct Known {
        std::string module;
        std::string name;
        std::string local;  ///< the name here
    };
    void add(const std::string& engine_name, const std::string& target, const std::string& own_module,
             PythonNames& names);

    std::map<std::string, Known, std::less<>> known_;  // by the engine's name
};

}  // namespace millwright::settings::iop
