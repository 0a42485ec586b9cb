// Arguments and environments of programs as the system takes them.
#pragma once

#include <string>
#include <vector>

namespace millwright::settings {

/// Ends with a null pointer; good for as long as `texts` are neither changed nor gone.
inline std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

}  // namespace millwright::settings
