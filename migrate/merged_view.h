// A change prepared for pictures: the older production with the names that the newer one has for the same things, and what
// the two do not tell by themselves.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/production.h"
#include "graph/render/overlay.h"
#include "migrate/operation_lines.h"
#include "migrate/registry.h"

namespace millwright::migrate {

/// Has views into both productions that it was made of: they must outlive it.
struct PictureChange {
    /// References and target settings have their new names. Items and steps keep their own (and steps are named so): the
    /// overlays say what they are called now.
    Production before;
    /// Of the newer one what both sides can say, where one of them can say less (it holds only what an engine does); else
    /// nothing.
    std::optional<Production> after_part;
    Overlay items;
    /// For a picture of one process, by its newer name: only where its steps were renamed.
    std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> moved_steps;
    /// Operations that are about no item: messages, schedules, the production's own settings.
    std::size_t not_of_items = 0;

    /// The older side of a picture of one process: its items have their newer names, so that what is sent to them is the
    /// same. Has views into this.
    Production before_by_newer_names() const;
};

/// Between two productions that were read; `before` is nullptr where there is nothing before.
PictureChange picture_change(const Production* before, Holds before_holds, const Production& after, Holds after_holds,
                             const PlanSources& sources);

/// Between what is deployed and what is desired: `planned` is the plan of it, `before` all that is deployed.
PictureChange picture_change(const Planned& planned, const Production& before, const Production& after,
                             Holds after_holds, const PlanSources& sources);

}  // namespace millwright::migrate
