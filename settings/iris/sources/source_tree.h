// The classes below the folders that hold the sources of a production's components: where each stands is known from one
// quick look at every file, and a class is read when somebody asks for it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "settings/files.h"
#include "settings/iris/sources/class_source.h"
#include "settings/iris/sources/folder_scan.h"
#include "settings/reading.h"

namespace millwright::settings::iris {

/// Where a class is asked for: it completes names without package, and decides between classes of one name.
struct Asker {
    std::string path;                  ///< of the file in which the name stands
    std::string package;               ///< "Demo.HL7"
    std::vector<std::string> imports;  ///< further packages
    Place place;                       ///< of the name; for findings
};

Asker asker_of(const ClassSource& from);

class SourceTree {
public:
    /// `scanned` are the files of all folders. Classes that are read become sources of `reading`, and what is wrong with
    /// them warnings of its findings. Everything must outlive the tree.
    SourceTree(const FolderScan& scanned, const Files& files, const ReadOptions& options, Reading& reading);
    ~SourceTree();

    /// The class of that name: as it is written; else, without a package, in the packages of the asker, in its imports, in
    /// User, in the packages around the asker's, and last where just one class has that short name. Of several files with
    /// one class the one nearest to the asker's (MW806, once, where they are not copies). A class that was generated from
    /// another has no methods and no XData. nullptr when there is none. What is found stays as long as the tree.
    const ClassSource* find(std::string_view name, const Asker& asker);

    /// The text of `#define NAME text` (and of `#def1arg`) in the include files that the class names, and in those that
    /// these include, of its superclasses too; nothing for macros with arguments and those of the system.
    std::optional<std::string> macro(std::string_view name, const ClassSource& user);

    /// Whether there is a class of that name, just as it is written; it is not read.
    bool has(std::string_view full_name) const;

    const FolderScan& scanned() const { return scanned_; }
    const Files& files() const { return files_; }
    const ReadOptions& options() const { return options_; }
    Reading& reading() { return reading_; }

private:
    struct Index;
    const FolderScan& scanned_;
    const Files& files_;
    const ReadOptions& options_;
    Reading& reading_;
    std::unique_ptr<Index> index_;
};

}  // namespace millwright::settings::iris
