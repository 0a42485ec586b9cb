#include "settings/iris/sources/code_sends.h"

namespace millwright::settings::iris {

SourceSends code_sends(const Lineage&, SourceTree&) {
    return {};
}

SourceSends code_sends_of(const Passage&, const Lineage&, SourceTree&) {
    return {};
}

std::vector<SendTarget> targets_of(const Passage&, const Lineage&, SourceTree&) {
    return {};
}

std::optional<std::string> constant_of(const Passage&, const Lineage&, SourceTree&) {
    return std::nullopt;
}

}  // namespace millwright::settings::iris
