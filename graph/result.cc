#include "graph/result.h"

namespace millwright {

tl::unexpected<Failure> fail(FailureKind kind, Code code, Place place, std::string message, std::string hint) {
    Failure failure{kind, {}};
    failure.diagnostics.add(code, place, std::move(message)).advise(std::move(hint));
    return tl::unexpected<Failure>(std::move(failure));
}

tl::unexpected<Failure> fail_in_file(FailureKind kind, Code code, std::string file, std::string message,
                                     std::string hint) {
    auto failure = fail(kind, code, {}, std::move(message), std::move(hint));
    failure.value().diagnostics.begin()->in_file(std::move(file));
    return failure;
}

}  // namespace millwright
