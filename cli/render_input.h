// What `render` draws, read: one production, or the two sides of a change with what lies between them.
#pragma once

#include <optional>
#include <string>

#include "cli/deployed_input.h"
#include "cli/desired.h"
#include "cli/render_options.h"
#include "graph/render/picture.h"
#include "migrate/merged_view.h"

namespace millwright::cli {

/// Owns everything that pictures have views into.
struct DrawnInput {
    const Production* production = nullptr;  ///< of a change the newer side
    PictureSources sources;
    std::optional<migrate::PictureChange> change;

    const Production* before() const { return change ? &change->before : nullptr; }

    Desired desired;
    settings::Reading older;
    std::optional<DeployedInput> deployed;
    Production stored_before;
    Production stored;
};

/// Whatever is not fine has been shown, as JSON where the command's output is.
ExitStatus read_drawn(Console& console, const RenderOptions& options, const RenderRequest& request, bool json,
                      DrawnInput& into);

}  // namespace millwright::cli
