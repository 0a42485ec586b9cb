#include "settings/interrupts.h"

#include <array>

namespace millwright::settings {
namespace {

constexpr std::array interrupting{SIGINT, SIGTERM, SIGHUP};

/// One that is ignored would stay pending for as long as it is held, and mean nothing.
bool is_ignored(int signal) {
    struct sigaction action {};
    return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

HeldInterrupts::HeldInterrupts() {
    ::sigemptyset(&held_);
    for (const int each : interrupting) {
        if (!is_ignored(each)) ::sigaddset(&held_, each);
    }
    ::pthread_sigmask(SIG_BLOCK, &held_, &before_);
}

HeldInterrupts::~HeldInterrupts() {
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

bool HeldInterrupts::any_came() const {
    sigset_t pending{};
    ::sigpending(&pending);
    for (const int each : interrupting) {
        if (::sigismember(&held_, each) == 1 && ::sigismember(&pending, each) == 1) return true;
    }
    return false;
}

}  // namespace millwright::settings
