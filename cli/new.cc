#include <algorithm>
#include <filesystem>

#include "cli/command.h"
#include "cli/embedded.h"
#include "cli/inputs.h"
#include "cli/new_listing.h"
#include "cli/new_options.h"
#include "cli/new_templates.h"
#include "cli/write_changes.h"
#include "graph/suggest.h"
#include "graph/utf8.h"
#include "templates/scaffold.h"

namespace millwright::cli {
namespace {

namespace fs = std::filesystem;
using templates::FileChange;
using templates::FileChanges;
using templates::PartKind;
using templates::PartRequest;
using templates::Scaffold;

std::vector<std::string_view> kind_names() {
    std::vector<std::string_view> names;
    for (const auto& each : templates::all_kinds()) names.push_back(name_of(each.kind));
    return names;
}

std::string joined(const std::vector<std::string_view>& words) {
    std::string text;
    for (const std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string(word);
    return text;
}

/// A path as it is shown and compared by people.
std::string shown(const std::string& path) {
    return fs::path(path).lexically_normal().generic_string();
}

/// The changes as `git apply` and `patch -p1` take them in the project's folder: no path may lead out of it.
std::vector<FileChange> below(const std::string& root, std::vector<FileChange> changes) {
    const bool outside = root.starts_with("..") || root.starts_with("/");
    for (FileChange& change : changes) {
        const fs::path path(change.path);
        change.path = (outside ? path.lexically_relative(root) : path).lexically_normal().generic_string();
    }
    return changes;
}

std::string coloured(const std::string& diff) {
    std::string text;
    for (std::size_t begin = 0; begin < diff.size();) {
        const std::size_t end = std::min(diff.find('\n', begin), diff.size());
        const std::string_view line = std::string_view(diff).substr(begin, end - begin);
        std::string_view colour;
        if (line.starts_with("+++") || line.starts_with("---")) {
            colour = "\033[1m";
        } else if (line.starts_with('+')) {
            colour = "\033[32m";
        } else if (line.starts_with('-')) {
            colour = "\033[31m";
        } else if (line.starts_with("@@")) {
            colour = "\033[36m";
        }
        text += colour.empty() ? std::string(line) : std::string(colour) + std::string(line) + "\033[0m";
        text += '\n';
        begin = end + 1;
    }
    return text;
}

class New final : public Invocation {
public:
    void declare(OptionTable& options) override {
        options.argument("KIND", kind_, false,
                         "production, service, process, operation, message, schedule, story, scenario");
        options.argument("NAME", name_, false, "of the new part, as settings and classes have it");
        options.flag("--dry-run", dry_run_, "write nothing, show what would change as a unified diff");
        options.flag("--list", list_, "show the kinds (or KIND) with options, examples, templates and their fields");
        options.value("--show", show_, "TEMPLATE", "print a template, to be copied and changed");
        options.value("--settings", input_.file, "FILE",
                      "the project (default: the nearest settings.toml, else settings.py)");
        input_.declare(options);
        asked_.declare(options);
    }

    ExitStatus run(Console& console) override {
        if (!show_.empty()) return show(console);
        const auto kind = templates::part_kind_named(kind_);
        if (!kind && !(kind_.empty() && list_)) return unknown_kind(console);
        if (list_) {
            console.out(listing_of_parts(kind));
            return ExitStatus::fine;
        }
        if (name_.empty()) {
            return console.misused("`new " + kind_ + "` needs a name",
                                   "`millwright new --list " + kind_ + "` has an example");
        }
        const auto request = asked_.request(*kind, name_);
        if (!request) return console.failed(request.error());
        FileChanges changes(disk_);
        const auto scaffold =
            *kind == PartKind::production ? production(console, *request, changes) : part(console, *request, changes);
        if (!scaffold) return console.failed(scaffold.error(), sources_);
        return dry_run_ ? show(console, *scaffold, changes) : write(console, *scaffold, changes);
    }

private:
    ExitStatus unknown_kind(Console& console) const {
        const auto names = kind_names();
        if (kind_.empty()) {
            return console.misused("`new` needs a kind: " + joined(names),
                                   "`millwright new --list` shows them with examples");
        }
        std::string hint = did_you_mean(kind_, names);
        if (hint.empty()) hint = "`millwright new --list` shows them with examples";
        return console.misused("there is no kind " + in_quotes(kind_) + ": " + joined(names), std::move(hint));
    }

    ExitStatus show(Console& console) const {
        std::vector<std::string_view> names;
        for (const templates::TemplateFile& file : embedded_templates()) {
            if (file.name == show_) {
                console.out(file.text);
                return ExitStatus::fine;
            }
            names.push_back(file.name);
        }
        std::string hint = did_you_mean(show_, names);
        if (hint.empty()) hint = "`millwright new --list` shows the names of templates";
        auto failure = fail(FailureKind::environment, Code::unknown_name, {},
                            "there is no template " + in_quotes(show_), std::move(hint));
        return console.failed(failure.value());
    }

    /// --settings FILE, else the nearest settings.toml, else the nearest settings.py.
    Result<std::string> settings_file(Console& console) const {
        if (!input_.file.empty()) return input_.file;
        for (const std::string_view name : {"settings.toml", "settings.py"}) {
            const std::string found = nearest_file(name);
            if (found.empty()) continue;
            console.remark("using " + printable(found));
            return found;
        }
        return fail(FailureKind::environment, Code::cannot_read, {},
                    "no settings.toml and no settings.py here or above",
                    "`millwright new production NAME` makes one; --settings FILE names one");
    }

    Result<Scaffold> part(Console& console, const PartRequest& request, FileChanges& changes) {
        const auto file = settings_file(console);
        if (!file) return tl::unexpected<Failure>(file.error());
        const auto options = read_options(console, input_);
        if (!options) return tl::unexpected<Failure>(options.error());
        const auto project = templates::read_project(*file, disk_, *options, input_.production, &sources_);
        if (!project) return tl::unexpected<Failure>(project.error());
        settings_ = project->settings;
        root_ = project->root;
        const auto set = templates_of(root_, disk_);
        if (!set) return tl::unexpected<Failure>(set.error());
        return templates::add_part(request, *project, disk_, *set, changes);
    }

    Result<Scaffold> production(Console& console, const PartRequest& request, FileChanges& changes) {
        if (!input_.file.empty() || !input_.production.empty()) {
            return fail(FailureKind::environment, Code::usage, {},
                        "`new production` makes settings of its own: --settings and --production mean nothing",
                        "--dir FOLDER says where it goes");
        }
        (void)console;
        const auto set = templates_of("", disk_);
        if (!set) return tl::unexpected<Failure>(set.error());
        return templates::add_production(request, disk_, *set, changes);
    }

    static void tell(Console& console, const Scaffold& scaffold) {
        for (const std::string& sentence : scaffold.remarks) console.remark(printable(sentence));
        console.findings(scaffold.findings, scaffold.sources);
    }

    ExitStatus show(Console& console, const Scaffold& scaffold, const FileChanges& changes) const {
        const std::string diff = unified_diff(below(root_, changes.all()));
        console.out(console.surroundings().colour_out() ? coloured(diff) : diff);
        tell(console, scaffold);
        if (changes.all().empty()) console.remark("nothing would change: everything is there already");
        if (!scaffold.lines.empty()) console.remark("to be added to " + printable(settings_) + ":\n");
        for (const std::string& line : scaffold.lines) console.remark(line);
        if (root_.starts_with("..") || root_.starts_with("/")) {
            console.remark("the paths of the difference count from " + printable(root_));
        }
        return ExitStatus::fine;
    }

    ExitStatus write(Console& console, const Scaffold& scaffold, const FileChanges& changes) const {
        tell(console, scaffold);
        if (const auto written = write_changes(changes.all()); !written) return console.failed(written.error());
        for (const FileChange& change : changes.all()) {
            console.out_line((change.before ? "changed " : "created ") + printable(shown(change.path)));
        }
        if (changes.all().empty()) console.remark("nothing to change: everything is there already");
        if (!scaffold.lines.empty()) console.out("\nAdd to " + printable(shown(settings_)) + ":\n\n");
        for (const std::string& line : scaffold.lines) console.out_line(line);
        if (!scaffold.commands.empty()) console.out(changes.all().empty() ? "Next:\n" : "\nNext:\n");
        for (const std::string& command : scaffold.commands) console.out_line("  " + command);
        return ExitStatus::fine;
    }

    InputOptions input_;
    NewOptions asked_;
    std::string kind_;
    std::string name_;
    std::string show_;
    bool list_ = false;
    bool dry_run_ = false;
    settings::DiskFiles disk_;
    Sources sources_;  ///< of settings with errors
    std::string settings_;
    std::string root_;
};

}  // namespace

const Command new_command{
    "new",
    "scaffold a part: code, tests, scenarios, settings entry",
    "Writes the code of a new part, tests and scenarios of what it decides, and its entries in the settings, and "
    "prints\n"
    "the files and the commands to run next. Modules, messages and the style of what is there are found and followed;\n"
    "no other byte changes, and nothing is replaced without --force. In a project that is declared in a settings.py "
    "the\n"
    "lines to add there are printed. What was decided without being asked is said on standard error. `--list` shows\n"
    "every kind with its options; files in .millwright/templates replace the templates.\n\n"
    "Examples\n"
    "  millwright new process OrderRouter --target Accepted=AcceptedOperation --target Rejected=RejectedOperation \\\n"
    "      --on OrderRequest --when \"Rejected=order_id == ''\" --from OrderFile\n"
    "  millwright new operation Mail --on RejectedOrder --dry-run\n"
    "  millwright new service Inbox --inlet file --emit OrderRequest --target Output=OrderProcess\n"
    "  millwright new process Approval --step book=Ledger --step review:human_task=manager --lang objectscript\n"
    "  millwright new message RejectedOrder --field reason=string --field amount=decimal?\n"
    "  millwright new production Demo.Orders --ci gitlab\n"
    "  millwright new --list process\n",
    [] { return std::unique_ptr<Invocation>(new New); },
};

}  // namespace millwright::cli
