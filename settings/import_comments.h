// What settings made from another world say in comments: where they come from, and where items send to by their code and
// their rules, for which settings have no words.
#pragma once

#include <string>
#include <vector>

#include "graph/production.h"
#include "graph/source.h"

namespace millwright::settings {

/// Lines that name the files which the production and its parts were read from, "imported from src/Demo/Production.cls",
/// and, where `route_comments` has something to tell, how it is read again.
std::vector<std::string> origin_comments(const Production& production, const Sources& sources);

/// A line for each item that this one sends to by its code, its rule or its process: `sends to "A" (rule, Rule.cls:21)`.
/// Routes through a setting of the item are not among them. `index` is that of the production.
std::vector<std::string> route_comments(const Production& production, const Item& item, const ItemIndex& index,
                                        const Sources& sources);

}  // namespace millwright::settings
