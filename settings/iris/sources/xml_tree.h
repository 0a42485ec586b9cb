// The elements of the XML in a passage, flat and in the order of the text, with their places. Nothing is expanded but the
// five entities of XML and references to characters; a DOCTYPE is passed over.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "settings/iris/sources/passage.h"
#include "settings/iris/sources/source_tree.h"

namespace millwright::settings::iris {

struct XmlElement {
    std::string_view name;     ///< without prefix
    std::uint32_t parent = 0;  ///< itself where it stands in none
    std::uint32_t after = 0;   ///< the first element that is not inside of it
    std::size_t begin = 0;     ///< of the start tag
    std::size_t tag_end = 0;   ///< of the start tag
    std::size_t end = 0;       ///< of the content
    std::size_t closed = 0;    ///< past the end tag
};

/// The value of an attribute: references resolved, line ends and tabs made blanks.
struct XmlValue {
    std::string text;
    std::size_t begin = 0;  ///< in the passage
    std::size_t end = 0;
    bool verbatim = false;  ///< the text stands there byte for byte
};

class XmlTree {
public:
    /// What is wrong with the XML is a warning among the tree's findings, and what stands before it is here. Elements are
    /// no more than limits::xml_elements and no deeper than limits::xml_nesting.
    XmlTree(Passage passage, SourceTree& tree);

    std::uint32_t size() const { return static_cast<std::uint32_t>(elements_.size()); }
    const XmlElement& operator[](std::uint32_t element) const { return elements_[element]; }
    const Passage& passage() const { return passage_; }

    /// The first attribute of that name; empty without one.
    XmlValue value(std::uint32_t element, std::string_view name) const;
    std::string attribute(std::uint32_t element, std::string_view name) const { return value(element, name).text; }
    /// Whether it is "1" or "true".
    bool is_set(std::uint32_t element, std::string_view name) const;

    Place place(const XmlValue& value) const { return passage_.place(value.begin, value.end); }
    /// Of its `<name`.
    Place place(std::uint32_t element) const;
    /// The texts directly inside of it, without markup: before, between and behind the elements that stand there.
    std::vector<Passage> texts(std::uint32_t element) const;

private:
    class Reader;
    Passage passage_;
    std::vector<XmlElement> elements_;
};

/// An attribute of the outermost element, when that has the given name; without looking any further.
std::string root_attribute(const Passage& passage, std::string_view element, std::string_view attribute);

/// In the order of the text: enter(element) says whether to go into it, leave(element) comes after all that is inside.
template <class Enter, class Leave>
void walk(const XmlTree& xml, Enter enter, Leave leave) {
    std::vector<std::uint32_t> open;
    const auto close_before = [&](std::uint32_t at) {
        for (; !open.empty() && xml[open.back()].after <= at; open.pop_back()) leave(open.back());
    };
    for (std::uint32_t at = 0; at < xml.size();) {
        close_before(at);
        if (enter(at)) {
            open.push_back(at++);
        } else {
            at = xml[at].after;
        }
    }
    close_before(xml.size());
}

/// Calls visit(child) for the elements directly inside of one.
template <class Visit>
void each_child(const XmlTree& xml, std::uint32_t element, Visit visit) {
    for (std::uint32_t child = element + 1; child < xml[element].after; child = xml[child].after) visit(child);
}

}  // namespace millwright::settings::iris
