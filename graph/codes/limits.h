// MW9xx, limits: inputs that are larger or deeper than anything that is meant.
#pragma once

#include <array>

#include "graph/codes.h"

namespace millwright::codes {

inline constexpr std::array limits{
    CodeInfo{
        Code::too_deep, Severity::error, "nested too deeply",
        R"(Lists, tables or elements are nested deeper than any production needs. The limit keeps hostile input from using up
the stack.

Wrong:
    attributes = { x = [[[[[[[[ ... ]]]]]]]] }
Right:
    attributes = { x = "..." }
)"},
    CodeInfo{
        Code::too_large, Severity::error, "too large",
        R"(A file, a text or a line in it is larger than can be handled, or a view is larger than the format that it is written
in can show: mermaid takes 500 edges and 50,000 characters. Settings with dotted keys or text in three quotes may not hold
ten thousands of values in one line.

Wrong:
    millwright render all.toml -o all.mmd        (2,000 routes)
Right:
    millwright render all.toml -o all.svg
)"},
    CodeInfo{Code::too_many, Severity::error, "too many",
             R"(There is more of something than can be counted or shown. What is left out is said.

Wrong:
    a settings file that includes itself a million times by other names
Right:
    each file included once
)"},
    CodeInfo{
        Code::outside_project, Severity::error, "include leaves the project",
        R"(What the settings include has to lie below the folder of the root settings file, also when symbolic links are
followed, and absolute paths are not allowed: so that settings of somebody else cannot read what they like. With
--allow-outside they may.

Wrong:
    include = ["../../shared/mail.toml"]
Right:
    include = ["shared/mail.toml"]
)"},
};

}  // namespace millwright::codes
