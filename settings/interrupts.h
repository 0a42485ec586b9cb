// Holds back what interrupts the program while files are written that belong together.
#pragma once

#include <csignal>

namespace millwright::settings {

/// While one of these lives, SIGINT, SIGTERM and SIGHUP wait; they come when the last one is gone. Only of this thread.
class HeldInterrupts {
public:
    HeldInterrupts();
    HeldInterrupts(const HeldInterrupts&) = delete;
    HeldInterrupts& operator=(const HeldInterrupts&) = delete;
    ~HeldInterrupts();

    /// Whether one of them came meanwhile, so that work should be taken back.
    bool any_came() const;

private:
    sigset_t held_{};
    sigset_t before_{};
};

}  // namespace millwright::settings
