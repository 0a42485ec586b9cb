// A picture as text, for tests.
#pragma once

#include <string>

#include "graph/render/picture.h"

namespace millwright::test {

/// A line for each node ("look key: title") and one, indented, for each of its lines; then
/// one for each edge: "key -line label [condition]-> key {messages}".
std::string dump_of(const Picture& picture);

}  // namespace millwright::test
