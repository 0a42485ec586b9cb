// The source line under a message with a caret below it: printable, cut to what fits, without secrets.
#pragma once

#include <string>
#include <vector>

#include "graph/report/mask_line.h"
#include "graph/source.h"

namespace millwright {

struct MarkedLine {
    std::string text;    ///< one line to print, tabs as blanks
    std::string caret;   ///< blanks, then ^~~~ under the place
    bool shown = false;  ///< false: there is nothing that may be shown
};

/// `secrets` are the secret values of the whole source. `hide_place` is for a finding about a secret: what the place covers is then shown only when it is the secret's name.
MarkedLine marked_line(const Source& source, const std::vector<Extent>& secrets, Place place, bool hide_place);

}  // namespace millwright
