// What the expressions of a process in BPL may name: a text, a setting of the process, or a property of its context, whose
// value is what the process assigns to it anywhere.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "settings/iris/sources/lineage.h"
#include "settings/iris/sources/source_send.h"
#include "settings/iris/sources/xml_tree.h"

namespace millwright::settings::iris {

class BplValues {
public:
    /// `from` is the class of the process. Everything must outlive the values.
    BplValues(const XmlTree& xml, const Lineage& from, SourceTree& tree);

    /// What the target of a <call> may be: a name, or behind "@" an expression. Empty where it names nothing.
    std::vector<SendTarget> targets(const XmlValue& written) const;
    /// What a target in code of the process may be, which ObjectScript alone does not tell: `context.X`, `process.X`.
    std::vector<SendTarget> resolved(SendTarget target) const;
    /// The type that the context declares for a property; "" for another.
    std::string type_of(std::string_view property) const;
    /// The class of the context's own, when it is among the sources.
    const ClassSource* context_class() const { return context_class_; }

private:
    /// Something that a property of the context is set to.
    struct Assigned {
        std::vector<SendTarget> targets;
        std::string alias;  ///< another property of the context; empty: `targets` tell
    };
    struct Resolving;

    static Assigned unknown() { return {{SendTarget{}}, {}}; }
    static bool same_targets(const Assigned& one, const Assigned& other);

    bool is_context_property(std::uint32_t element) const;
    void read_declaration(std::uint32_t element);
    void read_element(std::uint32_t element);
    void read_code(const Passage& code);
    void read_sql(std::string_view code);
    void read_context_class(std::string_view name);
    void assign(std::string_view property, const XmlValue& value);
    void add(std::string_view property, Assigned value);
    Assigned assigned(std::string_view expression, const Passage& whole) const;
    std::vector<SendTarget> resolved(const Assigned& direct, SendTarget otherwise) const;
    void add_context(Resolving& resolving, const std::string& property) const;
    bool is_replaced(std::string_view property) const;

    const XmlTree& xml_;
    const Lineage& from_;
    SourceTree& tree_;
    std::map<std::string, std::vector<Assigned>, std::less<>> assigned_;
    std::map<std::string, std::string, std::less<>> types_;
    const ClassSource* context_class_ = nullptr;
};

}  // namespace millwright::settings::iris
