#include "tests/support/python_reader.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace millwright::test {
namespace {

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

const std::filesystem::path folder = std::filesystem::path(MILLWRIGHT_SOURCE_DIR) / "share/python_reader";

}  // namespace

std::shared_ptr<settings::PythonReader> python_reader() {
    auto reader = std::make_shared<settings::PythonReader>();
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".py") continue;
        reader->modules.push_back({entry.path().stem().string(), text_of(entry.path())});
    }
    std::sort(reader->modules.begin(), reader->modules.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    return reader;
}

std::shared_ptr<settings::PythonReader> python_reader_with(const std::string& reader) {
    auto made = std::make_shared<settings::PythonReader>();
    made->modules = {{"__init__", ""}, {"boot", text_of(folder / "boot.py")}, {"reader", reader}};
    return made;
}

}  // namespace millwright::test
