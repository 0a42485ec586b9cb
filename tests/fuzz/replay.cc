// Runs a fuzz target over every file below the folders and files named on the command line, as an ordinary test.
// An input on which the target crashes was named on standard error just before. No input at all is a failure.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::vector<std::filesystem::path> inputs(int count, char** named) {
    std::vector<std::filesystem::path> found;
    for (int i = 1; i < count; ++i) {
        if (std::filesystem::is_regular_file(named[i])) found.emplace_back(named[i]);
        if (!std::filesystem::is_directory(named[i])) continue;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(named[i])) {
            if (entry.is_regular_file()) found.push_back(entry.path());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

int main(int argc, char** argv) {
    const auto files = inputs(argc, argv);
    for (const auto& file : files) {
        std::cerr << file.string() << std::endl;
        std::ifstream stream(file, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(stream), {}};
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    }
    std::cout << files.size() << " inputs replayed" << std::endl;
    return files.empty() ? 1 : 0;
}
