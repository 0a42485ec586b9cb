// One tree from many: follows includes, joins what they bring, and lays the overlay of a deployment over it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "settings/files.h"
#include "settings/reading.h"
#include "settings/toml_text.h"

namespace millwright::settings {

class Layers {
public:
    Layers(TomlTree& tree, Reading& reading, const Files& files, const ReadOptions& options)
        : tree_(tree), reading_(reading), files_(files), options_(options) {}

    /// Reads the text of a source and what it includes into one table; `path` is where the text came from. The table has
    /// neither `include` nor `overlay`. no_node when the text could not be read at all.
    NodeId read(std::uint32_t source, const std::string& path);
    /// False when some text had a syntax error or could not be read: what is missing may be in it.
    bool sound() const { return sound_; }

private:
    /// A file on the way from the root to the one that is being read.
    struct Opened {
        std::string path;
        Place include;  ///< what named it
    };
    using Names = std::unordered_map<Text, NodeId>;

    void follow_includes(NodeId root, NodeId from, const std::string& path);
    void include(NodeId root, const TomlNode& pattern, const std::string& path);
    void include_file(NodeId root, const std::string& path, Place place);
    bool is_outside(const std::string& path, const TomlNode& pattern);
    std::vector<std::string> matches(const std::string& pattern) const;
    void report_cycle(const std::string& path, Place place);

    void join(NodeId root, NodeId more);
    void join_member(NodeId into, NodeId child, unsigned levels);
    void report_twice(NodeId first, NodeId second, bool is_item);

    void take_overlays(NodeId root);
    void lay_over(NodeId into, NodeId overlay);
    void unset(NodeId root, NodeId list);
    void unset_path(NodeId root, const TomlNode& written);

    /// The members of a table by name; kept, because tables of 100,000 items get members one by one.
    Names& names_of(NodeId table);

    TomlTree& tree_;
    Reading& reading_;
    const Files& files_;
    const ReadOptions& options_;
    std::string project_;
    std::vector<Opened> opened_;
    std::set<std::string> seen_;
    std::unordered_map<NodeId, Names> names_;
    bool sound_ = true;
};

}  // namespace millwright::settings
