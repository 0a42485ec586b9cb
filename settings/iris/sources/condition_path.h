// The conditions around a place in a rule or in a process, the outermost first, as one line of text:
// `source = "From ADT" and docName = "ADT_A01": HL7.{MSH:9.1} = "ADT": otherwise`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/source.h"

namespace millwright::settings::iris {

class ConditionPath {
public:
    /// Goes inside of a condition; an empty one says nothing.
    void enter(std::string_view condition, Place place);
    void leave();

    /// At most limits::condition_bytes; what is longer ends in "...".
    std::string text() const;
    /// Of the innermost condition; unknown without one.
    Place place() const;

private:
    struct Level {
        std::size_t length_before;
        Place place;  // of the innermost condition so far
    };
    std::string text_;
    std::vector<Level> levels_;
};

/// On one line, without the blanks that laid it out over several; those in strings stay.
std::string in_one_line(std::string_view text);

/// Whether a condition always holds: "1", or nothing at all.
bool always_holds(std::string_view condition);

}  // namespace millwright::settings::iris
