// The reader of Python for tests: the one of share/python_reader, or one that says what a test wants.
#pragma once

#include <memory>
#include <string>

#include "settings/reading.h"

namespace millwright::test {

/// share/python_reader as the program carries it.
std::shared_ptr<settings::PythonReader> python_reader();

/// A reader whose module `reader` is this text; it is started as the real one is.
std::shared_ptr<settings::PythonReader> python_reader_with(const std::string& reader);

}  // namespace millwright::test
