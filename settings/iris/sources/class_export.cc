#include "settings/iris/sources/class_export.h"

#include <algorithm>
#include <array>
#include <utility>

#include "graph/utf8.h"
#include "settings/iris/sources/class_udl.h"
#include "settings/iris/sources/declaration.h"
#include "settings/iris/xml_scan.h"

namespace millwright::settings::iris {
namespace {

/// An element inside of a member.
struct Field {
    std::string_view name;
    std::size_t begin = 0;  ///< of its content
    std::size_t end = 0;
};

class ExportedClasses {
public:
    ExportedClasses(std::uint32_t source, std::string_view text, const std::string& path, Diagnostics& findings)
        : source_(source),
          text_(text),
          path_(path),
          findings_(findings),
          scanner_(text, text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0) {}

    std::vector<ClassSource> read() {
        for (XmlToken token = scanner_.next(); !stops(token); token = scanner_.next()) {
            if (token.part != XmlPart::start_tag) continue;
            if (token.name == "Export")
                read_children(&ExportedClasses::read_element);
            else
                read_element(token);
        }
        return std::move(classes_);
    }

private:
    using Child = void (ExportedClasses::*)(const XmlToken&);

    static bool stops(const XmlToken& token) {
        return token.part == XmlPart::end_of_text || token.part == XmlPart::cut_off || token.part == XmlPart::broken;
    }

    /// Calls `child` for every element directly in the one whose start tag was just read; it goes past its element.
    void read_children(Child child) {
        while (!stopped_) {
            const XmlToken token = scanner_.next();
            if (token.part == XmlPart::end_tag) return;
            if (token.part == XmlPart::start_tag || token.part == XmlPart::empty_tag) (this->*child)(token);
            if (stops(token)) stop(token);
        }
    }

    void stop(const XmlToken& token) {
        if (std::exchange(stopped_, true) || (classes_.empty() && !in_class_)) return;
        const Place place{source_, static_cast<std::uint32_t>(token.begin),
                          static_cast<std::uint32_t>(std::min(token.begin + 1, text_.size()))};
        const bool broken = token.part == XmlPart::broken;
        findings_
            .add(broken ? Code::syntax : Code::truncated, place,
                 broken ? "this is not well-formed XML: \"<\" begins nothing; the classes before it are read"
                        : "the text ends before the XML does; the classes that are there are read")
            .as(Severity::warning);
    }

    /// Past the element of a start tag; its content.
    Field content(const XmlToken& tag) {
        Field field{tag.name, tag.end, tag.end};
        if (tag.part == XmlPart::empty_tag) return field;
        const XmlToken end = scanner_.skip_element();
        field.end = end.begin;
        if (!stops(end)) return field;
        if (end.part == XmlPart::cut_off) field.end = text_.size();
        stop(end);
        return field;
    }

    Passage passage(const Field& field) const { return Passage::of_element(source_, text_, field.begin, field.end); }

    /// The attribute `name` of a tag, and its place.
    std::string name_of(const XmlToken& tag, Place& place) const {
        for (const XmlAttribute& each : attributes_of_tag(text_, tag.begin)) {
            if (each.name != "name") continue;
            const Passage value = passage({each.name, each.value_begin, each.value_end});
            place = {source_, static_cast<std::uint32_t>(each.value_begin), static_cast<std::uint32_t>(each.value_end)};
            return std::string(value.text());
        }
        return {};
    }

    void read_element(const XmlToken& tag) {
        if (tag.part == XmlPart::empty_tag) return;
        if (tag.name == "Class") return read_class(tag);
        if (tag.name == "UDLText") return read_children(&ExportedClasses::read_udl);
        content(tag);
    }

    void read_udl(const XmlToken& tag) {
        const Field field = content(tag);
        if (tag.name != "Content") return;
        if (auto read = read_udl_class(passage(field), path_, findings_)) classes_.push_back(std::move(*read));
    }

    void read_class(const XmlToken& tag) {
        class_ = {};
        class_.path = path_;
        class_.name = name_of(tag, class_.place);
        in_class_ = true;
        read_children(&ExportedClasses::read_member);
        in_class_ = false;
        class_.cut_off = stopped_;
        if (!class_.name.empty()) classes_.push_back(std::move(class_));
    }

    /// An element directly in <Class>: a member, or a keyword of the class.
    void read_member(const XmlToken& tag) {
        using Reader = void (ExportedClasses::*)(std::string, Place);
        static constexpr std::array<std::pair<std::string_view, Reader>, 4> members{{
            {"Method", &ExportedClasses::read_method},
            {"Parameter", &ExportedClasses::read_parameter},
            {"Property", &ExportedClasses::read_property},
            {"XData", &ExportedClasses::read_xdata},
        }};
        const auto found =
            std::find_if(members.begin(), members.end(), [&](const auto& member) { return member.first == tag.name; });
        if (found == members.end()) return read_keyword(content(tag));
        fields_.clear();
        if (tag.part == XmlPart::start_tag) read_children(&ExportedClasses::read_field);
        Place place;
        std::string name = name_of(tag, place);
        if (!name.empty()) (this->*found->second)(std::move(name), place);
    }

    void read_field(const XmlToken& tag) { fields_.push_back(content(tag)); }

    void read_keyword(const Field& field) {
        static constexpr std::array<std::pair<std::string_view, std::vector<std::string> ClassSource::*>, 3> lists{{
            {"IncludeCode", &ClassSource::includes},
            {"Import", &ClassSource::imports},
            {"Super", &ClassSource::supers},
        }};
        for (const auto& [name, list] : lists) {
            if (field.name == name) class_.*list = read_names(passage(field));
        }
        if (field.name == "Inheritance") class_.rightmost_first = trimmed(passage(field)).text() == "right";
        if (field.name == "GeneratedBy") class_.generated_by = trimmed(passage(field)).text();
    }

    /// The content of the field of that name; empty without one.
    Passage field(std::string_view name) const {
        const auto found =
            std::find_if(fields_.begin(), fields_.end(), [&](const Field& each) { return each.name == name; });
        return found == fields_.end() ? Passage() : passage(*found);
    }
    Passage value(std::string_view name) const { return trimmed(field(name)); }

    void read_method(std::string name, Place place) {
        MethodSource method;
        method.name = std::move(name);
        method.place = place;
        method.class_method = value("ClassMethod").text() == "1";
        method.arguments = read_arguments(field("FormalSpec"));
        method.returns = without_parameters(value("ReturnType")).text();
        set_language(method, value("Language").text(), value("CodeMode").text());
        method.body = field("Implementation");
        class_.methods.push_back(std::move(method));
    }

    void read_parameter(std::string name, Place place) {
        ParameterSource parameter;
        parameter.name = std::move(name);
        const Passage expression = value("Expression");
        const Passage written = expression.empty() ? field("Default") : expression;
        parameter.value = written.text();
        parameter.expression = !expression.empty() || value("Type").text() == "COSEXPRESSION";
        parameter.place = written.empty() ? place : written.place();
        class_.parameters.push_back(std::move(parameter));
    }

    void read_property(std::string name, Place place) {
        if (value("Relationship").text() == "1") return;
        PropertySource property;
        property.name = std::move(name);
        property.type = without_parameters(value("Type")).text();
        set_collection(property, value("Collection").text());
        property.required = value("Required").text() == "1";
        property.initial = value("InitialExpression");
        property.place = place;
        class_.properties.push_back(std::move(property));
    }

    void read_xdata(std::string name, Place place) { class_.xdata.push_back({std::move(name), field("Data"), place}); }

    std::uint32_t source_;
    std::string_view text_;
    const std::string& path_;
    Diagnostics& findings_;
    XmlScanner scanner_;
    ClassSource class_;
    std::vector<Field> fields_;
    std::vector<ClassSource> classes_;
    bool in_class_ = false;
    bool stopped_ = false;
};

}  // namespace

std::vector<ClassSource> read_exported_classes(std::uint32_t source, std::string_view text, const std::string& path,
                                               Diagnostics& findings) {
    return ExportedClasses(source, text, path, findings).read();
}

}  // namespace millwright::settings::iris
