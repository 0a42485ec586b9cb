// Reads a <Production> element into the model: XmlScanner finds its children, pugixml parses each of them, so that memory
// stays small however large the production is.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "settings/iris/xml_text.h"
#include "settings/reading.h"

namespace millwright::settings::iris {

enum class ChildKind : std::uint8_t { setting, item, description, actor_pool_size, other };

struct ProductionChild {
    ChildKind kind = ChildKind::other;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// Where a <Production> element is. Offsets count in `xml`.
struct ProductionElement {
    XmlText xml;
    std::size_t begin = 0;
    std::size_t start_tag_end = 0;
    std::size_t content_end = 0;  ///< where its end tag begins
    std::size_t end = 0;
    bool empty_tag = false;
    std::size_t most_settings = 0;  ///< there are not more in it
    std::vector<ProductionChild> children;
};

/// The class around a production, as far as there is one.
struct ClassAround {
    std::string_view name;  ///< empty: none
    Place name_place;
};

/// A production and where it was read from; what an edit needs.
struct FoundProduction {
    Production production;
    ProductionElement element;
    ClassAround around;
};

/// Finds the parts of the element whose start tag begins at `begin` of `xml`. False, with a finding, when it does not end.
bool find_parts(ProductionElement& element, XmlText xml, std::size_t begin, Reading& reading,
                const ReadOptions& options);

/// Reads the model. Findings have places; those that make the input unreadable say so in `reading`.
Production read_production(const ProductionElement& element, const ClassAround& around, Reading& reading,
                           const ReadOptions& options);

/// Reads the <Item> whose start tag begins at `begin` of `xml`, alone as it is in an export of a production's parts, into a
/// production. What its settings name is recognised by whoever knows all items.
void read_item(XmlText xml, std::size_t begin, Production& production, Reading& reading, const ReadOptions& options);

/// Goes to the first element of `xml` from `begin` on, over blanks, comments and instructions. False, with a finding, when
/// it is not a <Production>, or when none is there; `around` names the class for that finding.
bool find_production_start(const XmlText& xml, std::size_t& begin, const ClassAround& around, Reading& reading,
                           const ReadOptions& options);

}  // namespace millwright::settings::iris
