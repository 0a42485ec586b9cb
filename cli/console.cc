#include "cli/console.h"

#include <string>

#include "graph/report/text.h"

namespace millwright::cli {

void Console::out(std::string_view text) {
    if (delivered_ && !text.empty()) delivered_ = surroundings_->out(text);
}

void Console::out_line(std::string_view text) {
    out(text.ends_with('\n') ? std::string(text) : std::string(text) + '\n');
}

void Console::remark(std::string_view sentence) {
    if (!quiet_) surroundings_->err(std::string(sentence) + '\n');
}

void Console::detail(std::string_view sentence) {
    if (verbose_) surroundings_->err(std::string(sentence) + '\n');
}

void Console::findings(const Diagnostics& findings, const Sources& sources) {
    Diagnostics shown;
    for (const Diagnostic& each : findings) {
        if (!quiet_ || each.severity == Severity::error) shown.add(each);
    }
    if (shown.empty()) return;
    surroundings_->err(diagnostics_text(shown, sources, {surroundings_->colour_err()}));
    remark(summary_line(findings.counts()));
}

ExitStatus Console::failed(const Failure& failure, const Sources& sources) {
    surroundings_->err(diagnostics_text(failure.diagnostics, sources, {surroundings_->colour_err()}));
    return status_of(failure.kind);
}

ExitStatus Console::failed(const Failure& failure) {
    return failed(failure, Sources{});
}

ExitStatus Console::misused(std::string message, std::string hint) {
    return failed(fail(FailureKind::environment, Code::usage, {}, std::move(message), std::move(hint)).value());
}

bool Console::confirm(std::string_view question) {
    surroundings_->err(std::string(question) + " [y/N] ");
    const auto answer = surroundings_->read_line();
    return answer && (*answer == "y" || *answer == "Y" || *answer == "yes");
}

}  // namespace millwright::cli
