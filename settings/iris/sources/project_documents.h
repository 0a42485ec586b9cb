// The project text documents (.PTD) in an XML export: the parts of a production, as git-source-control writes them one to
// a file and as deployments hold them all in one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "settings/iris/xml_text.h"
#include "settings/reading.h"

namespace millwright::settings::iris {

/// One document that holds a <Production> without items, or one <Item>.
struct ProductionPart {
    bool is_item = false;
    std::size_t begin = 0;  ///< of the element in `xml`
    XmlText xml;
};

struct ProductionParts {
    std::string production;  ///< that the export says they are of; empty: it does not say
    std::vector<ProductionPart> parts;
};

/// The documents of a source. What is not well-formed, or is none of these, is reported as a warning and left out.
ProductionParts find_parts_of_production(std::uint32_t source, const ReadOptions& options, Reading& reading);

}  // namespace millwright::settings::iris
