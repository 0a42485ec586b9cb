// A value, or why there is none. No function of Millwright throws across a header.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "graph/diagnostic.h"

namespace millwright {

/// Why work stopped; decides the exit status.
enum class FailureKind {
    input,        ///< what is in a file is wrong (exit status 1)
    refused,      ///< possible, but refused; nothing was done (3)
    environment,  ///< what is not to be had: file, disk, connection (4)
};

struct Failure {
    FailureKind kind = FailureKind::input;
    Diagnostics diagnostics;
};

template <class Value>
using Result = tl::expected<Value, Failure>;

/// A failure with one diagnostic. `file` names the file when there is no place in it.
tl::unexpected<Failure> fail(FailureKind kind, Code code, Place place, std::string message, std::string hint = {});
tl::unexpected<Failure> fail_in_file(FailureKind kind, Code code, std::string file, std::string message,
                                     std::string hint = {});

}  // namespace millwright
