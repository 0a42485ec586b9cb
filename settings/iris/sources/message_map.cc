#include "settings/iris/sources/message_map.h"

namespace millwright::settings::iris {

std::vector<TakenMessage> taken_messages(const Lineage&, SourceTree&) {
    return {};
}

}  // namespace millwright::settings::iris
