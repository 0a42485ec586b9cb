#include "settings/layers.h"

#include <algorithm>
#include <array>

#include "graph/suggest.h"
#include "graph/utf8.h"
#include "settings/glob.h"
#include "settings/limits.h"
#include "settings/table_view.h"

namespace millwright::settings {
namespace {

constexpr std::string_view wildcards = "wildcards are *, ? and ** for any folders; [ ] and { } stand for themselves";
constexpr unsigned whole_depth = limits::nesting;

constexpr std::array<Text, 3> root_only{"format", "production", "deployment"};
constexpr std::array<Text, 4> item_tables{"service", "process", "operation", "component"};

bool is_array_of_tables(const TomlTree& tree, NodeId id) {
    const TomlNode& node = tree[id];
    return node.kind == TomlKind::array && node.first != no_node && tree[node.first].kind == TomlKind::table;
}

std::string said(const Failure& failure) {
    return failure.diagnostics.begin()->message;
}

}  // namespace

MemberNames::Names& MemberNames::of(NodeId table) {
    const auto [found, is_new] = known_.try_emplace(table);
    if (is_new) {
        for (const NodeId child : tree_.children(table)) found->second.emplace(tree_.key(child), child);
    }
    return found->second;
}

NodeId Layers::read(std::uint32_t source, const std::string& path) {
    const std::string normal = path_from("", path);
    project_ = folder_of(normal);
    real_project_ = files_.real_path(project_).value_or(project_);
    const std::string real = files_.real_path(normal).value_or(normal);
    seen_.insert(real);
    opened_.push_back({normal, real, {}});
    bytes_ = reading_.sources[source].text().size();
    const TomlText text = read_toml(tree_, reading_.sources[source].text(), source, reading_.findings);
    sound_ = text.sound;
    if (text.root == no_node) return no_node;
    follow_includes(text.root, text.root, normal);
    check_items(text.root);
    return text.root;
}

void Layers::follow_includes(NodeId root, NodeId from, const std::string& path) {
    const NodeId list = tree_.find(from, "include");
    if (list == no_node) return;
    tree_.remove(from, list);
    std::vector<NodeId> patterns;
    if (tree_[list].kind == TomlKind::array) {
        for (const NodeId child : tree_.children(list)) patterns.push_back(child);
    } else {
        patterns.push_back(list);
    }
    for (const NodeId each : patterns) {
        const TomlNode pattern = tree_[each];
        if (pattern.kind == TomlKind::text) {
            include(root, pattern, path);
        } else {
            not_read(Code::wrong_type, pattern.place,
                     "what is in \"include\" has to be paths; this is " + std::string(words_for(pattern.kind)))
                .advise("include = [\"parts/*.toml\"]");
        }
    }
}

/// A finding after which what is missing may be in a file that was not read.
Diagnostic& Layers::not_read(Code code, Place place, std::string message) {
    sound_ = false;
    return reading_.findings.add(code, place, std::move(message));
}

bool Layers::leaves_project(const std::string& path, const TomlNode& pattern) {
    const bool absolute = pattern.text.starts_with('/');
    if (options_.allow_outside || (!absolute && is_below(path, project_))) return false;
    if (absolute) {
        not_read(Code::outside_project, pattern.place, "include " + shown(pattern.text) + " is an absolute path")
            .advise("write it relative to this file, or allow it with --allow-outside");
    } else {
        not_read(Code::outside_project, pattern.place,
                 "include " + shown(pattern.text) + " leaves the folder of the settings file")
            .advise("move the file below it, or allow it with --allow-outside");
    }
    return true;
}

void Layers::include(NodeId root, const TomlNode& pattern, const std::string& path) {
    if (pattern.text.empty()) {
        not_read(Code::include_not_found, pattern.place, "an empty path includes nothing")
            .advise("include = [\"parts/*.toml\"]");
        return;
    }
    if (pattern.text.find("${") != Text::npos) {
        not_read(
            Code::include_not_found, pattern.place,
            "include " + shown(pattern.text) + " holds a variable, and variables have no values before all is read")
            .advise("name the file; what differs between deployments belongs into [overlay.NAME]");
        return;
    }
    const std::string wanted = path_from(folder_of(path), pattern.text);
    if (leaves_project(wanted, pattern)) return;
    if (has_wildcard(wanted)) return include_matches(root, wanted, pattern);
    include_file(root, wanted, pattern.place);
}

void Layers::include_matches(NodeId root, const std::string& wanted, const TomlNode& pattern) {
    const Listing listing = files_.list(fixed_folder(wanted), levels_of(wanted));
    for (const Diagnostic& each : listing.left_out) {
        not_read(each.code == Code::too_many ? each.code : Code::include_not_found, pattern.place,
                 "include " + shown(pattern.text) + ": " + each.message);
    }
    bool found = false;
    const std::string own = opened_.back().path;
    for (const std::string& path : listing.files) {
        if (path == own || path.ends_with(".scenario.toml") || !glob_matches(wanted, path)) continue;
        found = true;
        include_file(root, path, pattern.place);
    }
    if (found || !listing.left_out.empty()) return;
    Diagnostic& finding =
        reading_.findings.add(Code::include_matches_nothing, pattern.place, "no file matches " + shown(pattern.text));
    if (pattern.text.find_first_of("[{") != Text::npos) finding.advise(std::string(wildcards));
    if (pattern.text.ends_with(".scenario.toml")) finding.advise("scenario files are never included");
}

void Layers::report_cycle(const std::string& real, Place place) {
    const auto first =
        std::find_if(opened_.begin(), opened_.end(), [&](const Opened& each) { return each.real == real; });
    std::string cycle;
    for (auto at = first; at != opened_.end(); ++at) cycle += files_.display_name(at->path) + " -> ";
    Diagnostic& finding = reading_.findings.add(
        Code::include_cycle, place, "files include one another: " + cycle + files_.display_name(first->path));
    for (auto at = first + 1; first != opened_.end() && at < opened_.end(); ++at) {
        finding.note(at->include, "and it is included here");
    }
    finding.advise("remove this include: the file is read already");
}

/// The endings say nothing: "a.toml" is not near "b.toml".
std::string Layers::nearest_file(const std::string& path) {
    constexpr std::string_view ending = ".toml";
    if (compared_ > limits::comparisons) return {};
    const Listing listing = files_.list(folder_of(path), 1);
    std::vector<std::string_view> stems;
    for (const std::string& each : listing.files) {
        if (each == opened_.back().path || !each.ends_with(ending)) continue;
        const std::string_view name = std::string_view(each).substr(each.rfind('/') + 1);
        stems.push_back(name.substr(0, name.size() - ending.size()));
    }
    // A folder without such files costs its listing all the same.
    compared_ += listing.files.size() + 1;
    std::string_view stem = std::string_view(path).substr(path.rfind('/') + 1);
    if (stem.ends_with(ending)) stem.remove_suffix(ending.size());
    const auto near = nearest(stem, stems);
    return near ? "did you mean " + in_quotes(std::string(*near) + std::string(ending)) + "?" : std::string();
}

bool Layers::can_be_read(const std::string& path, Place place) {
    const std::string name = shown(files_.display_name(path));
    switch (files_.kind(path)) {
        case FileKind::file: return true;
        case FileKind::missing:
            not_read(Code::include_not_found, place, "there is no file " + name)
                .advise(path.find_first_of("[{") == std::string::npos ? nearest_file(path) : std::string(wildcards));
            break;
        case FileKind::folder:
            not_read(Code::include_not_found, place, name + " is a folder")
                .advise("for the files in it: \"" + std::string(path.substr(path.rfind('/') + 1)) + "/*.toml\"");
            break;
        case FileKind::other:
            not_read(Code::include_not_found, place, name + " is no regular file but a device, a pipe or a socket");
            break;
    }
    return false;
}

bool Layers::within_limits(Place place) {
    if (too_many_) return false;
    if (opened_.size() > limits::include_depth) {
        not_read(Code::too_deep, place,
                 "files include files more than " + std::to_string(limits::include_depth) + " deep");
        return false;
    }
    if (seen_.size() <= limits::included_files) return true;
    too_many_ = true;
    not_read(Code::too_many, place,
             "more than " + std::to_string(limits::included_files) +
                 " files are included; this and what follows is left out");
    return false;
}

/// Where a file leads; reports one that is outside.
std::optional<std::string> Layers::real_path_inside(const std::string& path, Place place) {
    const auto real = files_.real_path(path);
    if (real && (options_.allow_outside || is_below(*real, real_project_))) return real;
    not_read(Code::outside_project, place,
             shown(files_.display_name(path)) + " is a symbolic link out of the folder of the settings file" +
                 (real ? ": it leads to " + shown(*real) : ""))
        .advise("move the file below it, or allow it with --allow-outside");
    return std::nullopt;
}

void Layers::include_file(NodeId root, const std::string& path, Place place) {
    if (!can_be_read(path, place)) return;
    const auto real = real_path_inside(path, place);
    if (!real) return;
    const bool open =
        std::any_of(opened_.begin(), opened_.end(), [&](const Opened& each) { return each.real == *real; });
    if (open) return report_cycle(*real, place);
    if (seen_.contains(*real) || !within_limits(place)) return;
    seen_.insert(*real);
    read_file(root, path, *real, place);
}

void Layers::read_file(NodeId root, const std::string& path, const std::string& real, Place place) {
    auto text = files_.read(path);
    if (!text) {
        const Code code = text.error().diagnostics.begin()->code;
        not_read(code == Code::too_large ? code : Code::include_not_found, place, said(text.error()));
        return;
    }
    bytes_ += text->size();
    if (bytes_ > limits::all_bytes) {
        not_read(Code::too_large, place,
                 "the files of these settings are together larger than " +
                     std::to_string(limits::all_bytes / limits::mebibyte) + " MiB");
        return;
    }
    const auto source = reading_.sources.add(files_.display_name(path), std::move(*text));
    const TomlText read = read_toml(tree_, reading_.sources[source].text(), source, reading_.findings);
    sound_ = sound_ && read.sound;
    if (read.root == no_node) return;
    opened_.push_back({path, real, place});
    read_includes_of(root, read.root, path);
    opened_.pop_back();
}

/// What a file holds comes before what it includes, as in the root file.
void Layers::read_includes_of(NodeId root, NodeId included, const std::string& path) {
    const NodeId list = tree_.find(included, "include");
    const NodeId includes = tree_.add({});
    if (list != no_node) {
        tree_.remove(included, list);
        tree_.append(includes, list);
    }
    join(root, included);
    follow_includes(root, includes, path);
}

void Layers::check_items(NodeId root) {
    std::size_t count = 0;
    for (const NodeId table : tree_.children(root)) {
        const bool holds_items =
            std::find(item_tables.begin(), item_tables.end(), tree_[table].key) != item_tables.end();
        for (NodeId item = holds_items ? tree_[table].first : no_node; item != no_node; item = tree_.next(item)) {
            if (++count != limits::items + 1) continue;
            not_read(Code::too_many, tree_[item].key_place,
                     "there are more than " + std::to_string(limits::items) + " items");
        }
    }
}

void Layers::join(NodeId root, NodeId more) {
    std::vector<NodeId> children;
    for (const NodeId child : tree_.children(more)) children.push_back(child);
    for (const NodeId child : children) {
        const Text key = tree_[child].key;
        if (std::find(root_only.begin(), root_only.end(), key) != root_only.end()) {
            reading_.findings.add(Code::root_only, tree_[child].key_place,
                                  shown(key) + " can stand only in the root file, not in one that is included");
        } else if (key != "description") {
            join_member(root, child, key == "overlay" ? whole_depth : 2);
        }
    }
}

/// Adds a member to a table that may have it already. `levels`: how deep tables of one name are joined.
void Layers::join_member(NodeId into, NodeId child, unsigned levels) {
    MemberNames::Names& names = names_.of(into);
    const auto [known, is_new] = names.emplace(tree_[child].key, child);
    if (is_new) return tree_.append(into, child);
    const NodeId first = known->second;
    std::vector<NodeId> members;
    for (const NodeId member : tree_.children(child)) members.push_back(member);
    // What the parts of an overlay unset adds up, too.
    const bool unset = levels > 2 && tree_[child].key == "unset" && tree_[child].kind == TomlKind::array;
    if ((is_array_of_tables(tree_, first) && is_array_of_tables(tree_, child)) ||
        (unset && tree_[first].kind == TomlKind::array)) {
        for (const NodeId member : members) tree_.append(first, member);
        return;
    }
    const bool tables = tree_[first].kind == TomlKind::table && tree_[child].kind == TomlKind::table;
    if (!tables || levels < 2) return report_twice(first, child);
    for (const NodeId member : members) join_member(first, member, levels - 1);
}

void Layers::report_twice(NodeId first, NodeId second) {
    reading_.findings
        .add(Code::duplicate_key, tree_[second].key_place, shown(tree_[second].key) + " is defined a second time")
        .note(tree_[first].key_place, "the first definition is here");
}

}  // namespace millwright::settings
