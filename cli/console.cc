#include "cli/console.h"

#include <cerrno>
#include <string>
#include <system_error>

#include "graph/report/json.h"
#include "graph/report/text.h"

namespace millwright::cli {

void Console::out(std::string_view text) {
    if (out_error_ == 0 && !text.empty()) out_error_ = surroundings_->out(text);
}

ExitStatus Console::delivered(ExitStatus status) {
    if (out_error_ == 0 || out_error_ == EPIPE) return status;
    const auto failure = fail(FailureKind::environment, Code::cannot_write, {},
                              "cannot write to standard output: " + std::generic_category().message(out_error_));
    return worse(status, failed(failure.value()));
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
    show(findings, sources, verbose_, "`millwright validate` shows all");
}

void Console::findings_of_plan(const Diagnostics& findings, const Sources& sources) {
    show(findings, sources, true, "--verbose shows all");
}

void Console::show(const Diagnostics& findings, const Sources& sources, bool with_notes,
                   std::string_view where_all_are) {
    Diagnostics shown;
    for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
        if (quiet_ && severity != Severity::error) break;
        if (!with_notes && severity == Severity::note) break;
        for (const Diagnostic* each : findings.sorted()) {
            if (each->severity == severity && (verbose_ || shown.size() < most_shown)) shown.add(*each);
        }
    }
    if (!shown.empty()) surroundings_->err(diagnostics_text(shown, sources, {surroundings_->colour_err()}));
    const SeverityCounts counts = findings.counts();
    if (counts.error + counts.warning + counts.note == 0) return;
    const bool all_shown = shown.size() == counts.error + counts.warning + counts.note;
    remark(summary_line(counts) + (all_shown ? "" : "; " + std::string(where_all_are)));
}

ExitStatus Console::unreadable(const Diagnostics& found, const Sources& sources, bool json) {
    if (json)
        out(diagnostics_json(found, sources));
    else
        findings(found, sources);
    return ExitStatus::no;
}

ExitStatus Console::failed(const Failure& failure, const Sources& sources) {
    surroundings_->err(diagnostics_text(failure.diagnostics, sources, {surroundings_->colour_err()}));
    return status_of(failure.kind);
}

ExitStatus Console::failed(const Failure& failure) {
    Failure without_places{failure.kind, {}};
    for (Diagnostic each : failure.diagnostics) {
        each.place = {};
        for (Note& note : each.notes) note.place = {};
        without_places.diagnostics.add(std::move(each));
    }
    return failed(without_places, Sources{});
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
