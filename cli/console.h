// How commands speak: data to standard output, everything else to standard error, in one style.
#pragma once

#include <memory>
#include <string_view>

#include "cli/exit_status.h"
#include "cli/progress_line.h"
#include "cli/surroundings.h"
#include "graph/diagnostic.h"
#include "graph/result.h"

namespace millwright::cli {

class Console {
public:
    Console(const Surroundings& surroundings, bool quiet, bool verbose, bool iop_spelling = false)
        : surroundings_(&surroundings), quiet_(quiet), verbose_(verbose), iop_spelling_(iop_spelling) {}

    const Surroundings& surroundings() const { return *surroundings_; }
    /// Whether the command was chosen with a word of `iop`, whose environment then counts too.
    bool iop_spelling() const { return iop_spelling_; }

    /// Data, as it is.
    void out(std::string_view text);
    /// Data, with a line end added where it has none.
    void out_line(std::string_view text);
    /// A sentence beside the data, on standard error; not with --quiet.
    void remark(std::string_view sentence);
    /// A sentence that only --verbose shows.
    void detail(std::string_view sentence);
    /// For a reading that may be long; not with --quiet.
    std::unique_ptr<ProgressLine> progress() const { return std::make_unique<ProgressLine>(*surroundings_, quiet_); }
    /// The short form of findings, for commands that are about something else, on standard error: errors first, then
    /// warnings, at most `most_shown` of them, and the counts; notes are only counted. With --quiet only errors, with
    /// --verbose everything.
    void findings(const Diagnostics& findings, const Sources& sources);
    /// An input that could not be understood: its findings, with `json` as the document that `validate` prints, so that
    /// standard output is one JSON document whatever happens.
    ExitStatus unreadable(const Diagnostics& findings, const Sources& sources, bool json);
    /// What a comparison found, which no other command shows: notes too.
    void findings_of_plan(const Diagnostics& findings, const Sources& sources);
    static constexpr std::size_t most_shown = 20;

    /// Shows a failure and gives its exit status.
    ExitStatus failed(const Failure& failure, const Sources& sources);
    /// The same where there are no texts: places in it are not shown.
    ExitStatus failed(const Failure& failure);
    /// A failure in the use of the command line.
    ExitStatus misused(std::string message, std::string hint = {});
    /// Asks on the terminal; no for anything but "y" or "yes".
    bool confirm(std::string_view question);

    /// The status of a command that ended with `status`: another one when standard output did not take everything. A
    /// reader that went away is no error; a full disk is.
    ExitStatus delivered(ExitStatus status);

private:
    void show(const Diagnostics& findings, const Sources& sources, bool with_notes, std::string_view where_all_are);

    const Surroundings* surroundings_;
    bool quiet_;
    bool verbose_;
    bool iop_spelling_;
    int out_error_ = 0;
};

}  // namespace millwright::cli
