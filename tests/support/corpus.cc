#include "tests/support/corpus.h"

#include <cstdlib>
#include <iostream>
#include <system_error>

namespace millwright::test {

std::optional<std::filesystem::path> corpus_folder() {
    const char* named = std::getenv("MILLWRIGHT_CORPUS");
    if (named == nullptr || *named == '\0') return std::nullopt;
    std::error_code ignored;
    if (!std::filesystem::is_directory(named, ignored)) return std::nullopt;
    return std::filesystem::path(named);
}

void skipped(std::string_view why) {
    std::cout << "SKIPPED: " << why << std::endl;
}

}  // namespace millwright::test
