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
The lock ends with its holder: after a crash nobody holds it, and there is nothing to be removed.

Wrong:
    two pipelines that apply to one deployment at the same time
Right:
    one after the other, or both with --lock-timeout 5m
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
        Code::plan_altered, Severity::error, "plan was altered",
        R"(A saved plan carries a digest over everything in it, and this one's does not fit: somebody or something changed the
file after it was written. Nothing was done. A plan that should do less is made with --only or --except.

Wrong:
    editing plan.json before it is applied
Right:
    millwright plan --out plan.json --except Mail
)"},
    CodeInfo{
        Code::layout_failed, Severity::error, "picture could not be laid out",
        R"(Graphviz did not finish in its limits of time and memory, or failed; what it said is shown. It runs in a process of
its own, and takes nothing with it. A picture of fewer items needs less of both; the picture as text (--format dot) needs no
layout. A PNG of a very large picture is refused where its text could not be read: svg, pdf and html have no such limit. Where
Graphviz is installed without its plugins, install libgvc6 again, or run `dot -c` as root.

Wrong:
    millwright render -o all.png          (10,000 items in one image)
Right:
    millwright render -o all.svg
    millwright render --focus Orders -o orders.png
)"},
    CodeInfo{
        Code::plan_foreign, Severity::error, "plan of another deployment",
        R"(The saved plan was made for another deployment than the one that it would be applied to: each has an identity of its
own, also where two have the same URL. Nothing was done.

Wrong:
    a plan made against test, applied to live
Right:
    millwright plan --deployment live --out live.json && millwright apply live.json
)"},
    CodeInfo{
        Code::plan_newer, Severity::error, "plan of a newer version",
        R"(The saved plan was written by a newer Millwright in a format that this one does not know. Nothing was done; use that
version.

Wrong:
    an old millwright in the pipeline's second stage
Right:
    the same version in every stage
)"},
    CodeInfo{
        Code::plan_applied, Severity::error, "plan was applied already",
        R"(The history of the deployment holds this very plan. A plan is applied once; what it led to, `history` shows.

Wrong:
    millwright apply plan.json && millwright apply plan.json
Right:
    millwright apply plan.json && millwright verify plan.json
)"},
    CodeInfo{Code::plan_unreadable, Severity::error, "not a plan",
             R"(The file is not a plan that `plan --out` wrote: it is cut off, no JSON, or another document.

Wrong:
    millwright apply settings.toml
Right:
    millwright plan --out plan.json && millwright apply plan.json
)"},
    CodeInfo{
        Code::unsupported_refused, Severity::error, "change that cannot be made there",
        R"(The plan holds a change that this kind of deployment cannot hold, such as a reference to a secret in a class file.
Everything is applied or nothing, so nothing was done. --skip-unsupported applies the rest, which ends with status 1:
it is not complete.

Wrong:
    millwright migrate --yes
Right:
    millwright migrate --yes --skip-unsupported
)"},
    CodeInfo{
        Code::drifted, Severity::warning, "deployed was changed by something else",
        R"(What is deployed is not what was applied last: somebody changed it by another way. `drift` lists what moved and which
side moved it, and leaves out what is under `ignore` of the deployment.

Wrong:
    editing the class that a deployment file:Production.cls names
Right:
    changing the settings and migrating, or `import` of what was changed
)"},
    CodeInfo{
        Code::verify_differs, Severity::error, "deployed is not what the plan says",
        R"(`verify` compared what is deployed with what it has to be after the plan was applied, and they differ: the plan was not
applied, or something was changed since.

Wrong:
    millwright verify plan.json          (before it is applied)
Right:
    millwright apply plan.json && millwright verify plan.json
)"},
    CodeInfo{
        Code::apply_unfinished, Severity::error, "an apply was interrupted",
        R"(An earlier apply began to change the deployment and did not come to an end, and what is deployed now is neither what
was there before nor what should have come of it. What was there before, what was to be and what is there are shown;
nothing is done before somebody has decided. A copy of what was there before lies in the folder of backups.

Wrong:
    editing a class file while it is being applied to
Right:
    putting the copy back, then: millwright status
)"},
    CodeInfo{
        Code::not_complete, Severity::warning, "applied, but not all of it",
        R"(With --skip-unsupported the changes that this kind of deployment cannot hold were left out and everything else was
applied. They are pending, and stay so.

Wrong:
    taking status 1 of --skip-unsupported for a failure
Right:
    millwright status           (tells what is pending)
)"},
    CodeInfo{
        Code::no_connection, Severity::error, "server cannot be reached",
        R"(The deployment is on a server that does not answer, or refuses: wrong host or port, wrong user or password, TLS that
cannot be agreed on, or the server is down. Nothing was done. A password does not belong into the settings' URL: it
comes from PGPASSWORD, a password file or the service file.

Wrong:
    store = "postgresql://ann:secret@db/states"
Right:
    store = "postgresql://ann@db/states"            (and ~/.pgpass, or PGPASSWORD)
)"},
    CodeInfo{
        Code::server_error, Severity::error, "server reports an error",
        R"(The server that holds the deployed state refused a statement: a permission is missing, it is short of disk or memory,
or it is shutting down. What it said is shown. The revision before is whole.

Wrong:
    a user who may not create a schema
Right:
    GRANT CREATE ON DATABASE states TO ann;
)"},
    CodeInfo{Code::protect_unknown, Severity::warning, "protection of what is not there",
             R"([protect] names an item or a process that the settings do not declare, so it protects nothing.

Wrong:
    [protect]
    items = ["Leger"]
Right:
    [protect]
    items = ["Ledger"]
)"},
    CodeInfo{Code::moved_unknown, Severity::warning, "moved to a name that is not there",
             R"([[moved]] says that something was renamed to a name that the settings do not declare.

Wrong:
    [[moved]]
    from = "Mail"
    to = "MailOut"              (and the item is called Mails)
Right:
    to = "Mails"
)"},
    CodeInfo{
        Code::secret_stale, Severity::error, "secret has another value than the plan was made with",
        R"(The value of a secret is not the one that was there when the plan was saved, so applying it would record something
that nobody reviewed. Nothing was done.

Wrong:
    rotating a password between `plan` and `apply`
Right:
    millwright plan --out plan.json                (again, with the new value)
)"},
    CodeInfo{
        Code::clock_behind, Severity::warning, "clock is behind the last revision",
        R"(The last revision was recorded at a later time than this machine's clock shows. Revisions are ordered by their numbers,
so nothing is lost; but one of the clocks is wrong.

Wrong:
    a build machine without time synchronisation
Right:
    the same time everywhere
)"},
    CodeInfo{
        Code::plan_stale_settings, Severity::error, "settings have changed since the plan was made",
        R"(This plan can be applied only together with the settings that it was made of, because values in them are in no plan;
and they say something else now. Nothing was done.

Wrong:
    millwright plan --out plan.json, then editing settings.toml, then millwright apply plan.json
Right:
    millwright plan --out plan.json && millwright apply plan.json
)"},
};

}  // namespace millwright::codes
