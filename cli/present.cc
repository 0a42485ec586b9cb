#include "cli/present.h"

#include "graph/calendar.h"

namespace millwright::cli {

Present::Present(std::int64_t now) : clock_{now, &zones_}, known_(true) {}

Present::Present(const Surroundings& surroundings) {
    const auto now = read_moment(surroundings.now());
    known_ = now.has_value();
    if (now) clock_ = {now->milliseconds / 1000, &zones_};
}

}  // namespace millwright::cli
