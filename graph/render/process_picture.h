// The picture of one process: what starts it, its steps with their order, branches and compensations; or its handlers, with
// what comes in, the conditions and what goes out; with the schedules and triggers of either.
#pragma once

#include <string_view>

#include "graph/next_times.h"
#include "graph/production.h"
#include "graph/render/picture.h"
#include "graph/result.h"

namespace millwright {

struct ProcessPictureOptions {
    const Clock* clock = nullptr;  ///< for the next time of schedules; without it none is shown
    bool details = false;
};

/// Fails (environment, unknown_name) when no process and no schedule with steps has that name, with what is near. A process
/// that declares neither handlers nor steps is drawn with what starts it and where it can send.
Result<Picture> process_picture(const Production& production, std::string_view process,
                                const ProcessPictureOptions& options);

}  // namespace millwright
