#include <algorithm>
#include <filesystem>
#include <set>

#include "cli/command.h"
#include "cli/inputs.h"
#include "graph/utf8.h"
#include "settings/glob.h"
#include "settings/scenarios.h"
#include "settings/settings_files.h"
#include "settings/system.h"
#include "settings/toml_format.h"

namespace millwright::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view root_name = "settings.toml";

/// A file whose text is not in the canonical style.
struct Change {
    std::string path;
    std::string text;
};

class Fmt final : public Invocation {
public:
    void declare(OptionTable& options) override {
        options.arguments("FILE", files_, false,
                          "what to format (default: the nearest settings.toml, its includes and its scenarios)");
        options.flag("--check", check_, "write nothing, exit 1 when a file would change");
        options.flag("--allow-outside", input_.allow_outside, "let includes leave the project's folder");
    }

    ExitStatus run(Console& console) override {
        if (const auto read = read_files(console); !read) return console.failed(read.error());
        const std::vector<Change> changes = format();
        console.findings(reading_.findings, reading_.sources);
        // Nothing is written as long as anything is wrong with any of the files.
        if (reading_.findings.has_errors()) return wrong_input();
        if (check_) return name(console, changes);
        return write(console, changes);
    }

private:
    /// Findings are what is wrong with one of several files; a failure means that there is no file at all.
    Result<bool> read_files(Console& console) {
        if (files_.empty()) {
            const auto nearest = input_file(console, input_);
            if (!nearest) return tl::unexpected(nearest.error());
            files_.push_back(*nearest);
            with_includes(*nearest);
            return true;
        }
        for (const std::string& file : files_) {
            std::error_code ignored;
            if (fs::is_directory(file, ignored)) {
                with_includes((fs::path(file) / root_name).generic_string());
            } else {
                alone(file);
            }
        }
        return true;
    }

    void with_includes(const std::string& root) {
        settings::ReadOptions options;
        options.allow_outside = input_.allow_outside;
        const settings::DiskFiles files;
        auto read = settings::read_settings_files(root, files, options, reading_);
        if (!read) return cannot_read(std::move(read.error()));
        for (const std::string& path : settings::scenario_files(files, settings::folder_of(root))) alone(path);
    }

    void alone(const std::string& path) {
        auto text = settings::DiskFiles{}.read(path);
        if (!text) return cannot_read(std::move(text.error()));
        const auto format = settings::detect_format(path, *text);
        if (format && *format != settings::Format::settings_toml) {
            return cannot_format(path,
                                 "is " + with_article(settings::info_of(*format).title) + "; fmt is for settings files",
                                 "name files in TOML");
        }
        std::error_code ignored;
        if (!check_ && !fs::is_regular_file(path, ignored))
            return cannot_format(path, "is no regular file and cannot be rewritten", "--check reads it");
        reading_.sources.add(path, std::move(*text));
    }
    static std::string with_article(std::string_view title) {
        return (title.starts_with("IRIS") ? "an " : "a ") + std::string(title);
    }

    void cannot_format(const std::string& path, const std::string& why, std::string hint) {
        reading_.findings.add(Code::unknown_format, {}, in_quotes(path) + " " + why)
            .in_file(path)
            .advise(std::move(hint));
        unusable_ = true;
    }
    void cannot_read(Failure failure) {
        unusable_ = true;
        reading_.findings.merge(std::move(failure.diagnostics));
    }

    /// One entry for each file that is not formatted yet, in the order of reading.
    std::vector<Change> format() {
        std::vector<Change> changes;
        std::set<fs::path> seen;
        for (std::uint32_t source = 1; source <= reading_.sources.size(); ++source) {
            const Source& file = reading_.sources[source];
            std::error_code ignored;
            if (!seen.insert(fs::weakly_canonical(file.name(), ignored)).second) continue;
            auto formatted = settings::format_toml(file.text(), source, reading_.findings);
            if (formatted && *formatted != file.text()) changes.push_back({file.name(), std::move(*formatted)});
        }
        files_seen_ = seen.size();
        return changes;
    }

    ExitStatus wrong_input() const {
        const auto ours = [](const Diagnostic& each) { return each.code == Code::cannot_write; };
        const bool defect = std::any_of(reading_.findings.begin(), reading_.findings.end(), ours);
        return unusable_ || defect ? ExitStatus::environment : ExitStatus::no;
    }

    std::string counted(std::size_t changed, const char* what) const {
        const std::string files = files_seen_ == 1 ? " file " : " files ";
        return std::to_string(changed) + " of " + std::to_string(files_seen_) + files + what;
    }

    ExitStatus name(Console& console, const std::vector<Change>& changes) const {
        for (const Change& change : changes) console.out_line(printable(change.path));
        console.remark(counted(changes.size(), "would change"));
        return changes.empty() ? ExitStatus::fine : ExitStatus::no;
    }

    ExitStatus write(Console& console, const std::vector<Change>& changes) const {
        ExitStatus status = ExitStatus::fine;
        for (const Change& change : changes) {
            if (const auto written = settings::write_file_atomically(change.path, change.text); !written) {
                status = worse(status, console.failed(written.error()));
            } else {
                console.remark("formatted " + printable(change.path));
            }
        }
        if (changes.empty()) console.remark(counted(0, "had to change"));
        return status;
    }

    InputOptions input_;
    std::vector<std::string> files_;
    bool check_ = false;
    settings::Reading reading_;
    std::size_t files_seen_ = 0;
    bool unusable_ = false;
};

}  // namespace

const Command fmt_command{
    "fmt",
    "rewrite settings files in one style",
    "Rewrites files in place; comments, their order and what the files say stay the same. When anything is wrong\n"
    "with one of the files, none is written. With --check the names of the files that would change go to standard\n"
    "output.\n\n"
    "Examples\n"
    "  millwright fmt\n"
    "  millwright fmt --check settings.toml orders.scenario.toml\n",
    [] { return std::unique_ptr<Invocation>(new Fmt); },
};

}  // namespace millwright::cli
