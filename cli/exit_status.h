// The exit statuses, the same for every command.
#pragma once

#include <algorithm>
#include <array>

#include "graph/result.h"

namespace millwright::cli {

enum class ExitStatus : int {
    fine = 0,
    no = 1,             ///< the answer is no: findings of severity error, wrong input
    changes = 2,        ///< only with --detailed-exitcode
    refused = 3,        ///< nothing was done
    environment = 4,    ///< usage, or something is not to be had
    interrupted = 130,  ///< by a signal; nothing is half done
};

/// Where several hold: 4, 3, 1, 2, 0.
inline ExitStatus worse(ExitStatus a, ExitStatus b) {
    static constexpr std::array order{ExitStatus::environment, ExitStatus::refused, ExitStatus::no, ExitStatus::changes,
                                      ExitStatus::fine};
    return *std::min(std::find(order.begin(), order.end(), a), std::find(order.begin(), order.end(), b));
}

inline ExitStatus status_of(FailureKind kind) {
    switch (kind) {
        case FailureKind::input: return ExitStatus::no;
        case FailureKind::refused: return ExitStatus::refused;
        case FailureKind::environment: return ExitStatus::environment;
    }
    return ExitStatus::environment;
}

}  // namespace millwright::cli
