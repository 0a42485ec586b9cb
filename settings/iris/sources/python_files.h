// The modules of Python among scanned files: which of them a setting of a production, or the name of a proxy class, may
// mean. Nothing is read, but for the names of classes where nothing else tells.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "settings/iop/wanted_components.h"
#include "settings/iris/sources/source_tree.h"

namespace millwright::settings::iris {

/// The folders, and files, that hold the sources of components: nothing else is looked into.
std::vector<std::string> given_sources(const SourceTree& tree);

class PythonFiles {
public:
    explicit PythonFiles(const SourceTree& tree);

    bool empty() const { return files_.empty(); }

    /// The ways to a class of the module of that name ("bo", "demo.processes"), the likeliest first: that which lies
    /// below one of the folders `classpaths` of the machine that runs the production ("/irisdev/app/src/python|/opt/lib"),
    /// as far as the ends of the paths tell; then the one nearest to the file `asker`.
    std::vector<iop::PythonWay> with_module(std::string_view module, std::string_view class_name,
                                            std::string_view classpaths, std::string_view asker) const;
    /// The ways to the class that a proxy is generated for: "Python.demo.bo.FileOperation", in which underscores are left
    /// out and folders may be, or "Python.FileOperation".
    std::vector<iop::PythonWay> of_proxy(std::string_view proxy, std::string_view asker);
    /// The ways to what settings register by that name: those that say the name, and, for names that begin with "Python.",
    /// those next to the asker.
    std::vector<iop::PythonWay> registered(std::string_view name, std::string_view asker);

private:
    struct Module {
        std::string path;
        std::vector<std::string> folders;  ///< of its display name
        std::vector<std::string> names;    ///< folders and own name, without the ending, without __init__
    };
    struct Candidate;

    std::vector<Candidate> candidates(std::string_view module, std::string_view classpaths, std::string_view asker,
                                      bool loose) const;
    iop::PythonWay way_to(const Candidate& candidate, std::string_view class_name) const;
    std::vector<std::string> folders_of(std::string_view classpaths, std::string_view asker) const;
    void look_into_files();
    void note_classes(const Module& module, std::string_view text);

    const SourceTree& tree_;
    std::vector<Module> files_;
    std::map<std::string, std::vector<const Module*>, std::less<>> classes_;  ///< by name without underscores
    std::vector<std::pair<const Module*, std::string>> settings_;             ///< with their texts
    bool looked_into_ = false;
};

}  // namespace millwright::settings::iris
