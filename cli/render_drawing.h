// The formats that `render` writes, and how each is made of what is drawn.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "graph/layout/layout.h"
#include "graph/render/picture.h"
#include "graph/render/svg.h"
#include "graph/render/view.h"
#include "graph/result.h"

namespace millwright::cli {

/// What is drawn: a view of items, or a process, which has only a picture.
struct Subject {
    std::optional<View> view;
    DetailsOf details;
    std::optional<Picture> process;
    PictureSources sources;

    /// `details`: with what pages show beside the picture.
    Picture picture(bool with_details) const;
};

struct DrawingStyle {
    Theme theme = Theme::automatic;
    layout::LayoutLimits limits;
};

struct DrawingFormat {
    std::string_view name;
    std::string_view ending;
    std::string_view other_ending;
    bool binary;
    bool themed;    ///< it has colours that --theme chooses
    bool laid_out;  ///< Graphviz lays it out: this may take too long
    bool detailed;  ///< it shows details of each node
    Result<std::string> (*draw)(const Subject& subject, const DrawingStyle& style);
};

/// By name, else by OUT's ending, else dot. Fails (environment, unknown_format) for an ending that tells no format.
Result<const DrawingFormat*> drawing_format(const std::string& name, const std::string& output);

/// The dot text of the same picture: what is left when it cannot be laid out.
std::string dot_of(const Subject& subject, const DrawingStyle& style);

}  // namespace millwright::cli
