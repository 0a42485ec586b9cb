#include "settings/iris/sources/bpl_sends.h"

namespace millwright::settings::iris {

SourceSends bpl_sends(const Lineage&, SourceTree&) {
    return {};
}

}  // namespace millwright::settings::iris
