// A class of InterSystems IRIS as its source says it, in UDL (.cls) or as an XML export: its members, with the text of
// their bodies. Nothing is compiled, and nothing is looked up in other classes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/diagnostic.h"
#include "graph/source.h"
#include "settings/iris/sources/passage.h"

namespace millwright::settings::iris {

struct ArgumentSource {
    std::string name;
    std::string type;      ///< as written: "Demo.Request", "%String"; empty: none
    std::string fallback;  ///< the default as written, an expression; empty: none
    bool output = false;   ///< Output or ByRef
    Place place;           ///< of the name
    bool rest = false;     ///< `pTargets...`: all that follow, by number
};

struct MethodSource {
    std::string name;
    std::vector<ArgumentSource> arguments;
    std::string returns;                    ///< its type as written
    std::string language = "objectscript";  ///< in lower case: "objectscript", "python", "cache", "tsql", ...
    bool class_method = false;
    bool generated = false;   ///< CodeMode = objectgenerator or generator: its text is not what runs
    bool expression = false;  ///< CodeMode = expression: the body is one expression
    Passage body;             ///< between the braces
    Place place;              ///< of the name
};

struct PropertySource {
    std::string name;
    std::string type;  ///< as written; of a collection that of its elements
    bool collection = false;
    Passage initial;        ///< InitialExpression, an expression of ObjectScript; empty: none
    Place place;            ///< of the name
    bool array = false;     ///< of a collection: its elements have keys
    bool required = false;  ///< `[ Required ]`
};

struct ParameterSource {
    std::string name;
    std::string value;        ///< without the quotes around it; of an expression its text
    bool expression = false;  ///< `= {...}`: worked out by the compiler
    Place place;              ///< of the value; of the name where there is none
};

struct XDataSource {
    std::string name;
    Passage content;
    Place place;  ///< of the name
};

/// Names of classes are as written: without package perhaps.
struct ClassSource {
    std::string name;                   ///< "Demo.HL7.Router"
    std::string path;                   ///< of its file, as the user knows it
    std::vector<std::string> supers;    ///< Extends, in order
    std::vector<std::string> imports;   ///< packages of Import lines
    std::vector<std::string> includes;  ///< names of include files, without ".inc"
    std::string generated_by;           ///< GeneratedBy = X.CLS: its source is another class; empty: none
    bool rightmost_first = false;       ///< Inheritance = right: of two superclasses the one on the right is inherited
    bool cut_off = false;               ///< the text ends before the class does; what was there is here
    std::vector<ParameterSource> parameters;
    std::vector<PropertySource> properties;
    std::vector<MethodSource> methods;
    std::vector<XDataSource> xdata;
    Place place;  ///< of the name

    /// "Demo.HL7"; empty without package.
    std::string_view package() const;
    const XDataSource* data(std::string_view name) const;
};

/// The classes of a UDL text (at most one) or of an XML export (any number), in order. A text that holds none gives none.
/// What is wrong in one (it ends too early, a member is not understood) is a warning among the findings, and the rest is
/// read. The text must be UTF-8; the source must outlive the classes.
std::vector<ClassSource> read_class_sources(std::uint32_t source, const Sources& sources, Diagnostics& findings);

}  // namespace millwright::settings::iris
