#include "templates/part.h"

#include <algorithm>

namespace millwright::templates {

bool Component::is_manager() const {
    return std::any_of(handlers.begin(), handlers.end(), [](const PartHandler& each) {
        return each.start || each.end || each.compensates || !each.correlate.empty();
    });
}

const PartMessage* Part::find_message(std::string_view name) const {
    const auto found =
        std::find_if(messages.begin(), messages.end(), [&](const PartMessage& each) { return each.name == name; });
    return found == messages.end() ? nullptr : &*found;
}

}  // namespace millwright::templates
