// What comes out of reading an input: productions, what stands beside them in settings.toml, and everything found wrong.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/diagnostic.h"
#include "graph/production.h"
#include "graph/source.h"

namespace millwright::settings {

enum class Format : std::uint8_t {
    settings_toml,
    iris_class,
    iris_xml,
    production_json,
    python,        ///< a settings.py of IoP; written with an object for each item
    python_class,  ///< only written: the production as a class
};

enum class DeploymentKind : std::uint8_t { store, iris, orchestrator, file };

/// `[deployment.X]`. Nothing in it is resolved or contacted before the deployment is used.
struct Deployment {
    std::string name;
    DeploymentKind kind = DeploymentKind::store;
    std::string url;  ///< as written: "sqlite:.millwright/state.db", "https://...", "file:..."
    bool is_default = false;
    std::string record;                          ///< a registry's URL, or empty
    std::vector<std::string> ignore;             ///< paths that drift does not count
    std::map<std::string, std::string> options;  ///< namespace, username, password, verify_ssl, ... as written
    std::string description;
    Place place;
};

/// `[secrets]`: where a value will come from. Exactly one of the two is given.
struct SecretDeclaration {
    std::string name;
    std::string env;
    std::string file;
    std::string description;
    Place place;
    Place source;  ///< of the value of `env` or `file`; an overlay may stand in another file
};

/// `[python]`: where the classes of components and messages are found. Entries of `path` are relative to the file that
/// they stand in, which their places tell.
struct PythonSources {
    struct Entry {
        std::string text;
        Place place;
    };
    struct Class {
        std::string engine_name;  ///< "Python.Orders"
        std::string python_name;  ///< "orders.Orders"
        Place place;              ///< of the Python name
    };
    /// What IoP would register, in its order: CLASSES, then what the productions are made of.
    struct Registration {
        std::string engine_name;  ///< "Python.orders.Orders"
        std::string target;       ///< "orders.Orders", "orders.*" (a module), "orders package", a file, a folder
        std::string kind;         ///< "component" or "PersistentMessage"
        std::string production;   ///< that it comes with; empty: it stands in CLASSES
        Place place;
    };
    /// A finding of IoP's own validation, in its words.
    struct Issue {
        std::string production;
        std::string kind;  ///< "production" or "setting"
        std::string path;  ///< "items.File.settings.Host.Pahts"
        std::string message;
        std::string suggestion;  ///< may be empty
        Place place;
    };
    /// A value that came from the environment as a whole, and is no secret.
    struct EnvironmentValue {
        std::string variable;
        std::optional<std::string> fallback;  ///< what it is where the variable is not set
        std::string text;                     ///< what it was
        Place place;                          ///< of a setting's value: the setting's own
    };
    std::vector<Entry> path;
    std::vector<Class> classes;
    std::vector<Entry> schemas;
    std::vector<Registration> registrations;    ///< of a settings.py only
    std::vector<Issue> issues;                  ///< of a settings.py only
    std::vector<EnvironmentValue> environment;  ///< of a settings.py only
    std::string description;
    Place place;  ///< unknown when there is no [python] and the input is no settings.py
};

/// The reader of Python, a package of Python's own library: carried by the program, run with the machine's python3.
struct PythonReader {
    struct Module {
        std::string name;  ///< "reader", "values"
        std::string text;
    };
    /// The modules as one version of Python compiles them; empty where nothing compiled them.
    struct Compiled {
        std::string magic;    ///< the magic number of that version, in hexadecimal
        std::string modules;  ///< as boot.py unpacks them
    };
    std::vector<Module> modules;
    Compiled compiled;
    std::string program = "python3";
    bool trust = false;  ///< the settings are executed, with stand-ins for IoP and for absent packages
};

struct LayeredText;

/// One input read: a file with what it includes. Places are places in `sources`.
struct Reading {
    Reading() = default;
    Reading(Reading&&) = default;
    Reading& operator=(Reading&&) = default;
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    Format format = Format::settings_toml;
    std::string file;  ///< the root file, as the user gave it
    Sources sources;
    std::vector<Production> productions;
    std::vector<Deployment> deployments;
    std::vector<SecretDeclaration> secrets;
    PythonSources python;
    std::vector<std::string> overlays;             ///< names of all overlays, applied or not, sorted
    std::map<std::string, Severity> check_levels;  ///< `[checks]`: code or family to severity
    Diagnostics findings;
    /// False when syntax, encoding or shape kept the input from being understood: `productions` are then not to be used.
    bool readable = true;
    /// The text of settings that have overlays, before any of them: for `with_overlay`.
    std::shared_ptr<const LayeredText> layers;
};

struct ReadOptions {
    std::string overlay;                           ///< the deployment whose overlay is applied; empty: none
    std::map<std::string, std::string> variables;  ///< --var
    /// Looks up an environment variable. The default knows none.
    std::function<std::optional<std::string>(const std::string&)> environment = [](const std::string&) {
        return std::optional<std::string>{};
    };
    bool strict = false;                         ///< what is not understood in a foreign format is an error
    bool allow_outside = false;                  ///< includes may leave the project
    std::shared_ptr<const PythonReader> python;  ///< none: Python cannot be read
    /// Folders with the sources of the components of items, beside those that are read as the input.
    std::vector<std::string> sources;
    /// Told now and then what is being done, and how far it is: "looking at files", 1200, 2000. The default tells nobody.
    std::function<void(std::string_view what, std::size_t done, std::size_t all)> progress =
        [](std::string_view, std::size_t, std::size_t) {};
};

}  // namespace millwright::settings
