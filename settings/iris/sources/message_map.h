// What a component takes and gives back: its XData MessageMap, and the signatures of OnRequest, OnMessage, OnProcessInput.
#pragma once

#include <string>
#include <vector>

#include "settings/iris/sources/lineage.h"

namespace millwright::settings::iris {

struct TakenMessage {
    std::string message;  ///< full class name
    std::string reply;    ///< full class name, or "" when it is not told
    std::string method;
    Place place;
};

/// In the order of the map. Messages that may be anything (Ens.Request, %Persistent, ...) are not told: the list is empty
/// when a component takes such.
std::vector<TakenMessage> taken_messages(const Lineage& from, SourceTree& tree);

}  // namespace millwright::settings::iris
