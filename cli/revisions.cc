#include "cli/revisions.h"

#include "graph/utf8.h"

namespace millwright::cli {

std::string described(const migrate::Revision& revision) {
    return "revision " + std::to_string(revision.number) + ", " + printable(revision.at) + " by " +
           printable(revision.who) + "@" + printable(revision.host);
}

std::string counted(const migrate::Revision& revision) {
    return std::to_string(revision.added) + (revision.added == 1 ? " entry added, " : " entries added, ") +
           std::to_string(revision.changed) + " changed, " + std::to_string(revision.removed) + " removed";
}

}  // namespace millwright::cli
