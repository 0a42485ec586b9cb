// The messages of a production as the sources of its components name them: their classes with their fields, and which
// items take, send and give back which.
#pragma once

#include <vector>

#include "settings/iris/sources/message_map.h"

namespace millwright::settings::iris {

/// An item whose class is among the sources.
struct ItemSource {
    ItemId item;
    const Lineage* lineage = nullptr;
    const std::vector<TakenMessage>* taken = nullptr;
};

/// Adds the classes among the sources that sends and message maps of the production's items name, and to operations and
/// services what they accept and emit, where nothing is left open. The routes of the items are found already. `asker` is
/// the production's.
void add_messages(SourceTree& tree, Production& production, const std::vector<ItemSource>& items, const Asker& asker);

}  // namespace millwright::settings::iris
