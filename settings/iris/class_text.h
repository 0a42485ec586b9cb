// Finds its way in the text of an InterSystems class (UDL): the name of the class and its XData ProductionDefinition,
// past comments, strings and the bodies of methods, whatever those hold.
#pragma once

#include <cstdint>
#include <string_view>

#include "graph/codes.h"

namespace millwright::settings::iris {

/// Offsets count in the text of the class.
struct ClassText {
    std::string_view name;  ///< empty: no class was found
    std::size_t name_begin = 0;
    std::size_t content = 0;  ///< after the '{' of the XData; meaningless without `has_definition`
    bool has_definition = false;
    bool cut_off = false;  ///< the text ends before the class does, and no definition was found
};

ClassText find_definition(std::string_view text);

enum class ClassEnd : std::uint8_t { complete, cut_off, unexpected };

/// Whether the XData and the class end as they should after the definition, which ends at `at`; moves `at` to where they
/// do not.
ClassEnd check_end(std::string_view text, std::size_t& at);

}  // namespace millwright::settings::iris
