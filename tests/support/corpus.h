// The folder of real-world inputs that some tests read, and the way in which a test says that it did not run.
//
// The folder is named by the environment variable MILLWRIGHT_CORPUS when the test runs. A test that needs it begins
//
//     const auto corpus = millwright::test::corpus_folder();
//     if (!corpus) return millwright::test::skipped("MILLWRIGHT_CORPUS is not set");
//
// ctest then shows it as skipped and counts it, because of the line that skipped() prints. The same works for anything
// else that a machine may lack. Skip before the first assertion: the printed line outweighs a failure.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace millwright::test {

// The folder that MILLWRIGHT_CORPUS names; nothing when the variable is not set, empty, or names no folder.
std::optional<std::filesystem::path> corpus_folder();

// Prints "SKIPPED: <why>". The caller returns from its test right after.
void skipped(std::string_view why);

}  // namespace millwright::test
