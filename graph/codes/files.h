// MW0xx, files and format: what can be wrong with an input before it is a production.
#pragma once

#include <array>

#include "graph/codes.h"

namespace millwright::codes {

inline constexpr std::array files{
    CodeInfo{Code::cannot_read, Severity::error, "file cannot be read",
             R"(The file is missing, is a folder, may not be read, or is larger than 512 MiB. Nothing was read from it.

Wrong:
    millwright validate setings.toml
Right:
    millwright validate settings.toml
)"},
    CodeInfo{Code::not_utf8, Severity::error, "not UTF-8",
             R"(Settings are UTF-8 text. The place is the first byte that is not. Files saved as Latin-1 or UTF-16, and
binary files, have to be converted first.

Wrong:
    comment = "Gr\xFCn"        (one byte FC, as Latin-1 writes it)
Right:
    comment = "Grün"           (saved as UTF-8: iconv -f LATIN1 -t UTF-8)
)"},
    CodeInfo{Code::nul_byte, Severity::error, "zero byte in text",
             R"(A text file holds no zero byte. It is probably a binary file, or text saved as UTF-16.

Wrong:
    a compiled file or a picture given as settings
Right:
    the settings file itself; of a UTF-16 file: iconv -f UTF-16 -t UTF-8
)"},
    CodeInfo{
        Code::syntax, Severity::error, "syntax error",
        R"(The text does not follow the grammar of its format: TOML, XML, JSON or an InterSystems class. What stands after
the place may be reported as well, but is only understood when this is right.

Wrong:
    name = "Demo.Orders
Right:
    name = "Demo.Orders"
)"},
    CodeInfo{
        Code::unknown_key, Severity::error, "unknown key",
        R"(settings.toml knows every key that it may hold, so that a slip of the fingers is not ignored in silence. The
nearest key that exists is named. A setting of the engine belongs into `settings` or `adapter_settings`.

Wrong:
    [operation.Mail]
    poolsize = 2
Right:
    [operation.Mail]
    pool_size = 2
)"},
    CodeInfo{Code::wrong_type, Severity::error, "value of the wrong type",
             R"(The key takes a value of another type: text, a number, true or false, a list or a table.

Wrong:
    enabled = "yes"
Right:
    enabled = true
)"},
    CodeInfo{
        Code::duplicate_key, Severity::error, "key given twice",
        R"(A key or table comes twice, in one file or in two that are included. Both places are shown. Two items of one name
(allowed by InterSystems IRIS when at most one is enabled) need two keys and a `name`.

Wrong:
    [operation.Mail]
    class = "operations.Mail"
    [operation.Mail]
    class = "operations.OldMail"
Right:
    [operation.Mail]
    class = "operations.Mail"
    [operation.OldMail]
    name = "Mail"
    class = "operations.OldMail"
    enabled = false
)"},
    CodeInfo{Code::missing_key, Severity::error, "required key missing",
             R"(A table lacks a key that it cannot do without.

Wrong:
    [production]
    testing_enabled = true
Right:
    [production]
    name = "Demo.Orders"
    testing_enabled = true
)"},
    CodeInfo{Code::out_of_range, Severity::error, "number out of range",
             R"(A number is larger or smaller than what it counts can be, or than 64 bits hold.

Wrong:
    pool_size = 99999999999999999999
Right:
    pool_size = 4
)"},
    CodeInfo{
        Code::bad_format_version, Severity::error, "format version missing or unknown",
        R"(The root file of the settings says which version of the format it is written in. This version of Millwright reads
version 1; a larger number needs a newer Millwright.

Wrong:
    [production]
    name = "Demo.Orders"
Right:
    format = 1

    [production]
    name = "Demo.Orders"
)"},
    CodeInfo{Code::include_cycle, Severity::error, "files include each other",
             R"(A file includes itself, directly or through others. The cycle is shown as a path.

Wrong:
    # a.toml                   # b.toml
    include = ["b.toml"]       include = ["a.toml"]
Right:
    # a.toml
    include = ["b.toml"]       (and b.toml includes nothing of a.toml)
)"},
    CodeInfo{
        Code::include_not_found, Severity::error, "included file not found",
        R"(An entry of `include` names no file that can be read: it is missing, a folder, a device, or may not be read.
Entries are relative to the file that they stand in.

Wrong:
    include = ["operation/mail.toml"]     (the folder is called operations)
Right:
    include = ["operations/mail.toml"]
)"},
    CodeInfo{Code::no_production, Severity::error, "no production in the input",
             R"(The input was read, and holds no production: an XML file without a <Production>, a class without
XData ProductionDefinition, a settings file without [production], a folder without any of these.

Wrong:
    Class Demo.Orders Extends %RegisteredObject { }
Right:
    Class Demo.Orders Extends Ens.Production { XData ProductionDefinition { <Production Name="Demo.Orders"/> } }
)"},
    CodeInfo{Code::truncated, Severity::error, "input ends too early",
             R"(The text ends in the middle of something: a class without its closing brace, a production without
</Production>. The file was probably cut off when it was copied or exported.

Wrong:
    <Production Name="Demo.Orders"><Item Name="A"
Right:
    <Production Name="Demo.Orders"><Item Name="A" ClassName="Demo.A"/></Production>
)"},
    CodeInfo{
        Code::unknown_variable, Severity::error, "variable not known",
        R"(A text refers to a variable, environment variable or secret that nothing defines. `${name:-default}` gives a
default; `$${` is a literal `${`.

Wrong:
    adapter_settings = { FilePath = "${orders_dir}" }
Right:
    [variables]
    orders_dir = "/data/orders"
)"},
    CodeInfo{
        Code::bad_substitution, Severity::error, "substitution not understood",
        R"(What stands after `${` in a text is not one of ${name}, ${name:-default}, ${env:NAME}, ${secret:name}, or its
closing brace is missing. Two dollar signs give a literal `${`.

Wrong:
    FilePath = "${orders_dir"
Right:
    FilePath = "${orders_dir}"
)"},
    CodeInfo{
        Code::not_understood, Severity::warning, "part of a foreign format not understood",
        R"(Something in a file of another tool has no meaning to Millwright. It is left out of the production and the rest is
read; with --strict it is an error.

Wrong:
    <Production Name="Demo.Orders"><Itm Name="A"/></Production>
Right:
    <Production Name="Demo.Orders"><Item Name="A" ClassName="Demo.A"/></Production>
)"},
    CodeInfo{Code::unknown_format, Severity::error, "format not recognised",
             R"(Neither the name of the file nor its first bytes tell which format it has.

Wrong:
    millwright render notes.txt
Right:
    millwright render settings.toml
)"},
    CodeInfo{
        Code::root_only, Severity::error, "table belongs into the root file",
        R"(`format`, [production] and [deployment.X] may only stand in the root file, not in a file that it includes.

Wrong:
    # operations.toml, included
    [deployment.local]
    store = "sqlite:.millwright/state.db"
Right:
    # settings.toml, the root
    [deployment.local]
    store = "sqlite:.millwright/state.db"
)"},
    CodeInfo{
        Code::bad_duration, Severity::error, "duration not understood",
        R"(A duration is whole numbers with the units d, h, m, s, ms, the larger first. Where an engine counts in seconds or
minutes, the duration has to be whole seconds or minutes.

Wrong:
    shutdown_timeout = "2 minutes"
Right:
    shutdown_timeout = "2m"
)"},
    CodeInfo{
        Code::conflicting_keys, Severity::error, "keys exclude each other",
        R"(Two keys say the same thing in two ways, so that it is not clear which one counts: a name in both `targets` and
`settings` of an item, for example.

Wrong:
    targets = { Output = "A" }
    settings = { Output = "B" }
Right:
    targets = { Output = "A" }
)"},
    CodeInfo{
        Code::unknown_deployment, Severity::error, "deployment not declared",
        R"(--deployment, MILLWRIGHT_DEPLOYMENT or an [overlay.X] names a deployment that the settings do not declare.

Wrong:
    millwright migrate --deployment prod
Right:
    [deployment.prod]
    store = "sqlite:/var/lib/millwright/prod.db"
)"},
    CodeInfo{
        Code::cannot_write, Severity::error, "file cannot be written",
        R"(A file could not be written: the folder does not exist or may not be written to, or the disk is full. What was
there before is unchanged.

Wrong:
    millwright render -o missing-folder/graph.svg
Right:
    millwright render -o graph.svg
)"},
    CodeInfo{
        Code::usage, Severity::error, "wrong use of the command",
        R"(The command line cannot be carried out as it stands: an option that does not exist, a missing argument, options
that exclude each other. `millwright COMMAND --help` shows what the command takes.

Wrong:
    millwright diff settings.toml
Right:
    millwright diff old.cls settings.toml
)"},
    CodeInfo{Code::bad_value, Severity::error, "value not allowed",
             R"(The key takes one of a few words, or text of a certain form, and the value is none of these.

Wrong:
    [message.OrderPlaced]
    kind = "evnt"
Right:
    [message.OrderPlaced]
    kind = "event"
)"},
    CodeInfo{
        Code::not_available_yet, Severity::error, "not available yet",
        R"(What was asked for is planned and not part of this version: a live InterSystems IRIS as deployment, for example.
Nothing was done.

Wrong:
    millwright migrate --deployment live          (an IRIS)
Right:
    millwright migrate --deployment local         (a registry: store = "sqlite:...")
)"},
    CodeInfo{
        Code::include_matches_nothing, Severity::warning, "include matches no file",
        R"(An entry of `include` with a wildcard matches no file. `*` and `?` stand for characters of one name and not for the
dot that a hidden file begins with; `**` stands for any number of folders. Scenario files (*.scenario.toml) are never
included by a wildcard.

Wrong:
    include = ["operation/*.toml"]     (the folder is called operations)
Right:
    include = ["operations/*.toml"]
)"},
    CodeInfo{
        Code::variable_not_used, Severity::warning, "variable given and not used",
        R"(--var gives a value to a variable that the settings neither declare nor use, and that is called nearly as one of theirs:
the variable that was meant keeps the value that it has in the settings.

Wrong:
    millwright migrate --var oders_dir=/data/orders
Right:
    millwright migrate --var orders_dir=/data/orders
)"},
    CodeInfo{
        Code::unknown_name, Severity::error, "nothing of that name",
        R"(The command line names an item, a process, a category or a message that the production does not have. The nearest
name that it has is said.

Wrong:
    millwright render --focus OrderProces
Right:
    millwright render --focus OrderProcess
)"},
    CodeInfo{
        Code::unusable_name, Severity::error, "name that cannot be used",
        R"(A name on the command line cannot become what it is for: the name of a class, a field, a target setting. Such names
begin with a letter and go on with letters, digits and, in Python, underscores; words of the language are no names. Names with
slashes, dots or blanks would end up in other folders, or nowhere.

Wrong:
    millwright new process order-router
Right:
    millwright new process OrderRouter
)"},
    CodeInfo{
        Code::name_taken, Severity::error, "name that is taken",
        R"(What was to be written is there already: an item, message, story or schedule of that name in the settings, a class of
that name in its module, or a file. Nothing was written. --force replaces what is in the way.

Wrong:
    millwright new process OrderProcess
Right:
    millwright new process OrderRouter
)"},
    CodeInfo{
        Code::bad_template, Severity::error, "template that cannot be used",
        R"(A file in .millwright/templates cannot be filled: it uses a field that its kind of template does not have, a section
is not closed, or no template has its name. `millwright new --list` shows the templates with their fields.

Wrong:
    class {{clas}}(BusinessProcess):
Right:
    class {{class}}(BusinessProcess):
)"},
    CodeInfo{
        Code::module_not_understood, Severity::error, "module that cannot be added to",
        R"(A module to which a class was to be added cannot be read far enough to do that safely: a bracket or a text is not
closed, the name that would have to be imported means something else in it, or it is no text in UTF-8. Nothing was written.

Wrong:
    TARGETS = ("Accepted", "Rejected"
Right:
    TARGETS = ("Accepted", "Rejected")
)"},
    CodeInfo{
        Code::python_not_available, Severity::error, "no Python to read Python with",
        R"(A settings.py is read by a small reader that needs Python 3.8 or later (the command python3, or the program that
MILLWRIGHT_PYTHON names) and nothing else: neither IoP nor the packages that the project imports. It was not found, could
not be started, ended early, or was stopped at its limit of time or memory. Everything but Python works without it.

Wrong:
    millwright validate settings.py            (on a machine without python3)
Right:
    apt-get install python3
)"},
    CodeInfo{
        Code::python_syntax, Severity::error, "Python that cannot be parsed",
        R"(A module is not correct Python, or is written for a later version than the python3 that reads it: then let
MILLWRIGHT_PYTHON name a later one. Other modules are read all the same; what would have come from this one is not known.

Wrong:
    print "started"
Right:
    print("started")
)"},
    CodeInfo{
        Code::python_dynamic, Severity::error, "value that only running the code would tell",
        R"(The settings are read and never executed, so that a value which comes from the network, a file, the clock or a package
is not known. An item or a setting without it would be another production than the one that is meant, so nothing is
deployed; where only a component or a message is concerned it is a warning. Say it as a constant or with os.environ.get, or
let --trust execute the file with stand-ins for IoP and for packages that are not installed.

Wrong:
    prod.operation("Mail", Mail, settings={"Host": socket.gethostname()})
Right:
    prod.operation("Mail", Mail, settings={"Host": os.environ.get("MAIL_HOST", "localhost")})
)"},
    CodeInfo{
        Code::python_refused, Severity::error, "settings that IoP would refuse",
        R"(Running these settings would end with an exception: an item of a name that is taken, a connection to an item that is
not there, CLASSES that is no dictionary, a message class among CLASSES, an item without a class, or any other mistake that
Python reports when it meets it.

Wrong:
    prod.connect(router.Output, "Flie")
Right:
    prod.connect(router.Output, "File")
)"},
    CodeInfo{
        Code::python_module_missing, Severity::warning, "module of the project not found",
        R"(An import names a module that should be in the project (it is relative, or its package is there) and is not. What
would have come from it is not known. Packages that are only not installed are no finding.

Wrong:
    from .mesages import OrderRequest
Right:
    from .messages import OrderRequest
)"},
};

}  // namespace millwright::codes
