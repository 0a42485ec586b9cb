// Any bytes as a production class: read; what can be read is written, and what is written reads back the same.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "tests/settings/iris/edit_check.h"
#include "tests/settings/iris/read.h"

using namespace millwright;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::size_t second = text.find('\x7F');  // divides a class from one that it is to become
    const auto base = test::read_class(text.substr(0, second));
    if (!base.readable && !base.findings.has_errors()) std::abort();
    if (second == std::string::npos) {
        test::check_round_trips(base, settings::read_iris_class, settings::write_iris_class);
    } else {
        test::check_edit(base, test::read_class(text.substr(second + 1)), settings::read_iris_class,
                         settings::write_iris_class);
    }
    return 0;
}
