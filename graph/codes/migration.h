// MW7xx, migration: comparing with what is deployed, applying, drawing the result.
#pragma once

#include <array>

#include "graph/codes.h"

namespace millwright::codes {

inline constexpr std::array migration{
    CodeInfo{
        Code::nothing_deployed, Severity::note, "nothing is deployed yet",
        R"(The deployment holds no production of this name, so everything in the settings is new. To compare with the settings
as of a commit, use --against.

Wrong:
    millwright migrate --dry-run                          (in a fresh checkout)
Right:
    millwright migrate --dry-run --against origin/main
)"},
    CodeInfo{
        Code::deployed_moved, Severity::error, "what is deployed has changed since",
        R"(What is deployed is no longer what the plan was made against, so the plan does not say what would happen. Nothing was
done. Make the plan again, and read it again.

Wrong:
    millwright apply old-plan.json
Right:
    millwright plan --out plan.json && millwright review plan.json && millwright apply plan.json
)"},
    CodeInfo{
        Code::destructive_refused, Severity::error, "destructive change refused",
        R"(The plan removes or replaces something that cannot be brought back as it was: an item, a route, a setting. This is
done only when asked for.

Wrong:
    millwright migrate --yes
Right:
    millwright migrate --yes --allow-destructive
)"},
    CodeInfo{
        Code::moved_from_gone, Severity::note, "moved from a name that is not deployed",
        R"(A [[moved]] says that something was renamed, and what is deployed does not have the old name: the rename has been
applied. The entry can be removed when every deployment has it.

Wrong:
    [[moved]]                (applied everywhere a year ago)
    kind = "item"
    from = "Mail"
    to = "MailOperation"
Right:
    no [[moved]] for what every deployment knows by its new name
)"},
    CodeInfo{
        Code::moved_both_present, Severity::error, "moved, and both names exist",
        R"(A [[moved]] says that something was renamed, and the settings still declare the old name beside the new one.

Wrong:
    [[moved]]
    kind = "item"
    from = "Mail"
    to = "MailOperation"
    [operation.Mail]
    [operation.MailOperation]
Right:
    [[moved]]
    kind = "item"
    from = "Mail"
    to = "MailOperation"
    [operation.MailOperation]
)"},
    CodeInfo{
        Code::lock_held, Severity::error, "somebody else is at work",
        R"(Another run holds the lock of this production in this deployment; who, where and since when is shown. Nothing was done.
A lock whose holder is gone is given up with `unlock`.

Wrong:
    two pipelines that apply to one deployment at the same time
Right:
    one after the other; after a crash: millwright unlock
)"},
    CodeInfo{
        Code::state_newer, Severity::error, "state of a newer version",
        R"(The file that records what is deployed was written by a newer Millwright. It was not touched; use that version.

Wrong:
    an old millwright on one machine, a new one on another, one state file
Right:
    the newer version on both
)"},
    CodeInfo{
        Code::state_damaged, Severity::error, "state cannot be read",
        R"(The file that records what is deployed is not what was written: cut off, overwritten, or another file. It was not
touched. Restore it from a backup, or move it away to begin a new record.

Wrong:
    store = "sqlite:notes.txt"
Right:
    store = "sqlite:.millwright/state.db"
)"},
    CodeInfo{
        Code::read_back_differs, Severity::error, "what was written reads back differently",
        R"(After applying, what is deployed was read back and is not what was to be written. The apply was taken back.

Wrong:
    a deployment that something else changes while the plan is applied
Right:
    apply again when nothing else writes; `drift` shows what moved
)"},
    CodeInfo{
        Code::state_unwritable, Severity::error, "state cannot be written",
        R"(The record of what is deployed may not be written: its folder does not exist or is read-only, or the disk is full. A
dry run needs no right to write.

Wrong:
    store = "sqlite:/usr/share/state.db"
Right:
    store = "sqlite:.millwright/state.db"
)"},
    CodeInfo{
        Code::needs_confirmation, Severity::error, "nobody to ask",
        R"(Applying asks first, and there is no terminal to ask at. Nothing was done. --yes says that no question is needed.

Wrong:
    millwright migrate             (in a pipeline)
Right:
    millwright migrate --yes
)"},
    CodeInfo{
        Code::outcome_unknown, Severity::error, "not known whether the apply took place",
        R"(The connection was cut when the apply was being committed, and could not be made again. Either all of it took place
or nothing.

Wrong:
    applying again at once
Right:
    millwright status              (tells which, once the deployment can be reached)
)"},
    CodeInfo{Code::no_such_item, Severity::error, "no item of that name",
             R"(The command was asked about an item that the production does not have.

Wrong:
    millwright show OrderProces
Right:
    millwright show OrderProcess
)"},
    CodeInfo{Code::unsupported_file_system, Severity::error, "file system cannot hold the state",
             R"(The record of what is deployed needs working file locks, which network file systems often do not give.

Wrong:
    store = "sqlite:/mnt/nfs/state.db"
Right:
    store = "sqlite:.millwright/state.db"       (on a local disk)
)"},
    CodeInfo{
        Code::git_failed, Severity::error, "git could not answer",
        R"(--against with a commit asks git, and git is not installed, this is no repository, or the commit is not there (a
shallow clone in a pipeline, for example).

Wrong:
    millwright migrate --dry-run --against origin/main     (after a clone of depth 1)
Right:
    git fetch origin main && millwright migrate --dry-run --against origin/main
)"},
    CodeInfo{
        Code::protected_refused, Severity::error, "protected item would be lost",
        R"(The plan deletes or replaces what [protect] protects. The deployment remembers the protection, so removing the entry
together with the item is refused too: first remove the protection, apply, then the item.

Wrong:
    removing [operation.Ledger] while [protect] names it
Right:
    [protect]
    items = []           (applied), and then the item removed
)"},
    CodeInfo{
        Code::probably_renamed, Severity::note, "probably renamed",
        R"(One item is removed and another added with the same class and nearly the same settings. If it is the same item under
a new name, say so: then its routes and its history follow, and nothing is deleted. It is never assumed.

Wrong:
    renaming [operation.Mail] to [operation.MailOut]
Right:
    [[moved]]
    from = "Mail"
    to = "MailOut"
)"},
    CodeInfo{
        Code::secret_missing, Severity::error, "value of a secret is not to be had",
        R"(Settings refer to a secret whose value is not where [secrets] says: the variable of the environment is not set, or
the file cannot be read. A dry run compares everything else, and says with a note that this was not compared. To apply,
every value has to be there: the deployment remembers a digest of it, by which a change is seen later. A file is read
without its last line end; it counts from the folder of the settings file that names it. A value is UTF-8 text of at most
64 KiB, and not empty.

Wrong:
    [secrets]
    mail_password = { env = "MAIL_PASSWORD" }          (and MAIL_PASSWORD is not set)
Right:
    MAIL_PASSWORD=... millwright migrate --yes
    mail_password = { file = "/run/secrets/mail" }
)"},
    CodeInfo{
        Code::layout_failed, Severity::error, "picture could not be laid out",
        R"(Graphviz did not finish in its limits of time and memory, or failed. The picture as text (--format dot) needs no
layout.

Wrong:
    millwright render -o all.svg          (10,000 items in one picture)
Right:
    millwright render -o all.dot
)"},
};

}  // namespace millwright::codes
