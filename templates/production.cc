// A whole production: a skeleton, and components added to it one after the other as anybody would add them.
#include <algorithm>
#include <array>

#include "graph/utf8.h"
#include "settings/formats.h"
#include "settings/toml_writer.h"
#include "templates/names.h"
#include "templates/quoting.h"
#include "templates/scaffold.h"

namespace millwright::templates {
namespace {

/// No files at all: what a new folder holds. The production is made in it first and compared with what is there later.
class NoFiles final : public settings::Files {
public:
    Result<std::string> read(const std::string& path) const override {
        return fail_in_file(FailureKind::environment, Code::cannot_read, path, "there is no file " + in_quotes(path));
    }
    settings::Listing list(const std::string&, unsigned) const override { return {}; }
    settings::FileKind kind(const std::string&) const override { return settings::FileKind::missing; }
    std::optional<std::string> real_path(const std::string&) const override { return std::nullopt; }
    std::string display_name(const std::string& path) const override { return path; }
};

/// A pipeline that can be written.
struct Pipeline {
    std::string_view name;  ///< of --ci
    std::string_view path;
    std::string_view file;  ///< the template
};

constexpr std::array pipelines{
    Pipeline{"github", ".github/workflows/millwright.yml", "production/github.yml"},
    Pipeline{"gitlab", ".gitlab-ci.yml", "production/gitlab-ci.yml"},
};

/// The components, senders behind those that they send to.
std::vector<PartRequest> components(Language language) {
    PartRequest accepted;
    accepted.kind = PartKind::operation;
    accepted.name = "AcceptedOperation";
    accepted.description = "Takes on what was accepted.";
    accepted.on = {"IntakeRequest"};
    accepted.fields = {{"reference", "string"}, {"content", "string?"}};

    PartRequest rejected;
    rejected.kind = PartKind::operation;
    rejected.name = "RejectedOperation";
    rejected.description = "Tells the sender what was rejected.";
    rejected.on = {"Rejection"};
    rejected.fields = {{"reference", "string"}, {"reason", "string"}};

    PartRequest process;
    process.kind = PartKind::process;
    process.name = "IntakeProcess";
    process.description = "Decides what is accepted.";
    process.targets = {{"Accepted", accepted.name}, {"Rejected", rejected.name}};
    process.on = {"IntakeRequest"};
    process.when = {{"Rejected", "reference == ''"}};
    process.send = {{"Rejected", "Rejection"}};
    process.with = {{"Rejected.reason", "'missing reference'"}};

    PartRequest service;
    service.kind = PartKind::service;
    service.name = "IntakeService";
    service.description = "Brings documents in.";
    service.emits = {"IntakeRequest"};
    service.targets = {{"Output", process.name}};
    service.adapter_settings = {{"CallInterval", "${call_interval}"}};

    std::vector<PartRequest> all{accepted, rejected, process, service};
    for (PartRequest& each : all) each.language = language;
    return all;
}

class NewProduction {
public:
    NewProduction(const PartRequest& request, const TemplateSet& templates)
        : request_(request), templates_(templates), language_(request.language.value_or(Language::python)) {
        root_ = request.folder.empty() ? snake_case(last_part(request.name)) : request.folder;
        while (root_.ends_with('/') && root_.size() > 1) root_.pop_back();
        root_ = root_ == "." ? std::string() : root_ + "/";
        for (const Pipeline& each : pipelines) {
            if (each.name == (request.ci.empty() ? "github" : request.ci)) pipeline_ = &each;
        }
    }

    /// Everything as it is in an empty folder, settings last.
    Result<std::vector<FileChange>> files() {
        FileChanges changes(nothing_);
        if (auto made = skeleton(changes); !made) return tl::unexpected<Failure>(made.error());
        for (const PartRequest& each : components(language_)) {
            if (auto added = add(each, changes); !added) return tl::unexpected<Failure>(added.error());
        }
        if (auto written = surroundings(changes); !written) return tl::unexpected<Failure>(written.error());
        std::vector<FileChange> all = changes.all();
        std::stable_partition(all.begin(), all.end(), [&](const FileChange& each) { return each.path != settings(); });
        return all;
    }

    Scaffold said(const settings::Files& disk) const {
        Scaffold scaffold;
        if (pipeline_ != nullptr && !root_.empty() && in_repository(disk)) {
            scaffold.remarks.push_back("Pipelines are read in a repository's root only: where " + in_quotes(root_) +
                                       " is not one, move " + in_quotes(root_ + std::string(pipeline_->path)) +
                                       " there and let it change into the folder.");
        }
        if (!root_.empty()) scaffold.commands.push_back("cd " + shell_path(root_.substr(0, root_.size() - 1)));
        scaffold.commands.push_back("millwright validate settings.toml");
        if (language_ == Language::python) scaffold.commands.push_back("python3 -m unittest discover");
        scaffold.commands.push_back("millwright render settings.toml -o production.svg");
        scaffold.commands.push_back("millwright migrate settings.toml --dry-run");
        scaffold.commands.push_back("millwright migrate settings.toml");
        return scaffold;
    }

private:
    std::string settings() const { return root_ + "settings.toml"; }

    TemplateFields fields(const FileChanges& changes) const {
        TemplateFields all;
        const std::string about = "Documents come in, a process decides, and one operation takes each on.";
        all.set("production", request_.name);
        all.set("description", settings::toml_text(request_.description.empty() ? about : request_.description));
        all.set("python", language_ == Language::python);
        all.set("sources", sources(changes));
        all.set("ci", pipeline_ != nullptr);
        all.set("ci_file", pipeline_ == nullptr ? std::string() : std::string(pipeline_->path));
        return all;
    }

    /// The folder of the first class file.
    std::string sources(const FileChanges& changes) const {
        for (const FileChange& each : changes.all()) {
            if (each.path.ends_with(".cls"))
                return each.path.substr(root_.size(), each.path.rfind('/') + 1 - root_.size());
        }
        return {};
    }

    Result<bool> put(std::string_view path, std::string_view name, FileChanges& changes) const {
        auto text = templates_.fill(std::string(name), fields(changes));
        if (!text) return tl::unexpected<Failure>(text.error());
        return changes.set(root_ + std::string(path), std::move(*text));
    }

    Result<bool> skeleton(FileChanges& changes) const {
        return put("settings.toml", "production/settings.toml", changes);
    }

    Result<bool> surroundings(FileChanges& changes) const {
        if (auto done = put("README.md", "production/README.md", changes); !done) return done;
        if (auto done = put(".gitignore", "production/gitignore", changes); !done) return done;
        if (pipeline_ == nullptr) return true;
        return put(pipeline_->path, pipeline_->file, changes);
    }

    Result<Scaffold> add(const PartRequest& component, FileChanges& changes) const {
        const ChangedFiles files(nothing_, changes);
        settings::ReadOptions options;
        options.environment = [](const std::string&) { return std::optional<std::string>(); };
        const auto project = read_project(settings(), files, options, request_.name);
        if (!project) return tl::unexpected<Failure>(project.error());
        return add_part(component, *project, nothing_, templates_, changes);
    }

    bool in_repository(const settings::Files& disk) const {
        static constexpr unsigned levels = 32;
        std::string up;
        for (unsigned level = 0; level < levels; ++level, up += "../") {
            if (disk.kind(up + ".git") != settings::FileKind::missing) return true;
        }
        return false;
    }

    const PartRequest& request_;
    const TemplateSet& templates_;
    Language language_;
    std::string root_;  ///< a prefix of paths
    const Pipeline* pipeline_ = nullptr;
    NoFiles nothing_;
};

}  // namespace

Result<Scaffold> add_production(const PartRequest& request, const settings::Files& files, const TemplateSet& templates,
                                FileChanges& changes) {
    const Language language = request.language.value_or(Language::python);
    if (auto good = check_part_name(PartKind::production, request.name, language); !good) {
        return tl::unexpected<Failure>(good.error());
    }
    NewProduction production(request, templates);
    auto all = production.files();
    if (!all) return tl::unexpected<Failure>(all.error());
    for (FileChange& file : *all) {
        if (auto added = changes.add(file.path, std::move(file.after), request.force); !added) {
            return tl::unexpected<Failure>(added.error());
        }
    }
    return production.said(files);
}

}  // namespace millwright::templates
