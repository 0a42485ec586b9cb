// One tree from many files: follows includes and joins what they bring.
#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "settings/files.h"
#include "settings/reading.h"
#include "settings/toml_text.h"

namespace millwright::settings {

/// The members of tables by name; kept, because tables of 100,000 items get members one by one.
class MemberNames {
public:
    using Names = std::unordered_map<Text, NodeId>;

    explicit MemberNames(const TomlTree& tree) : tree_(tree) {}
    Names& of(NodeId table);

private:
    const TomlTree& tree_;
    std::unordered_map<NodeId, Names> known_;
};

/// The project is the folder of the root file as it was given: what is included has to lie below it, also when symbolic
/// links are followed, unless the options say otherwise.
class Layers {
public:
    Layers(TomlTree& tree, Reading& reading, const Files& files, const ReadOptions& options)
        : tree_(tree), reading_(reading), files_(files), options_(options), names_(tree) {}

    /// Reads the text of a source and what it includes into one table without `include`; `path` is where the text came
    /// from. no_node when the text could not be read at all.
    NodeId read(std::uint32_t source, const std::string& path);
    /// False when some text had a syntax error or could not be read: what is missing may be in it.
    bool sound() const { return sound_; }

private:
    /// A file on the way from the root to the one that is being read.
    struct Opened {
        std::string path;
        std::string real;
        Place include;  ///< what named it
    };

    void follow_includes(NodeId root, NodeId from, const std::string& path);
    void include(NodeId root, const TomlNode& pattern, const std::string& path);
    void include_matches(NodeId root, const std::string& wanted, const TomlNode& pattern);
    void include_file(NodeId root, const std::string& path, Place place);
    void read_file(NodeId root, const std::string& path, const std::string& real, Place place);
    void read_includes_of(NodeId root, NodeId included, const std::string& path);
    bool leaves_project(const std::string& path, const TomlNode& pattern);
    bool can_be_read(const std::string& path, Place place);
    bool within_limits(Place place);
    std::optional<std::string> real_path_inside(const std::string& path, Place place);
    std::string nearest_file(const std::string& path);
    Diagnostic& not_read(Code code, Place place, std::string message);
    void report_cycle(const std::string& real, Place place);
    void check_items(NodeId root);

    void join(NodeId root, NodeId more);
    void join_member(NodeId into, NodeId child, unsigned levels);
    void report_twice(NodeId first, NodeId second);

    TomlTree& tree_;
    Reading& reading_;
    const Files& files_;
    const ReadOptions& options_;
    std::string project_;
    std::string real_project_;
    std::vector<Opened> opened_;
    std::set<std::string> seen_;  ///< by their real paths
    std::size_t bytes_ = 0;
    std::size_t compared_ = 0;  ///< files, for hints
    bool too_many_ = false;     ///< reported already
    MemberNames names_;
    bool sound_ = true;
};

}  // namespace millwright::settings
