// A settings text as a plain tree with the place of every key and value: the door in front of the TOML library. Syntax
// errors are reported all in one run, and no input makes it crash.
#pragma once

#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <vector>

#include "graph/diagnostic.h"
#include "graph/source.h"
#include "graph/text.h"
#include "settings/toml_scan.h"

namespace millwright::settings {

enum class TomlKind : std::uint8_t { table, array, text, integer, decimal, boolean, date };

/// "a table", "an array", "text", "a whole number", ...
std::string_view words_for(TomlKind kind);

using NodeId = std::uint32_t;
inline constexpr NodeId no_node = 0xFFFFFFFFU;

struct TomlNode {
    TomlKind kind = TomlKind::table;
    bool refers_to_secret = false;  ///< set by substitution
    Text key;                       ///< in the table that holds it; empty in arrays
    Text text;                      ///< text: its value; number, boolean, date: as written
    Place key_place;                ///< of an element of an array: its value's place
    Place place;                    ///< of the value; of a table with a header: the header
    NodeId first = no_node;         ///< children of tables and arrays, in the order of the file
    NodeId last = no_node;
    NodeId next = no_node;
};

/// The trees of all texts of one reading, in one vector. Texts point into the sources or into the tree's own store.
class TomlTree {
public:
    class Children {
    public:
        class iterator {
        public:
            using difference_type = std::ptrdiff_t;
            using value_type = NodeId;
            iterator() = default;
            iterator(const TomlTree* tree, NodeId at) : tree_(tree), at_(at) {}
            NodeId operator*() const { return at_; }
            iterator& operator++() {
                at_ = (*tree_)[at_].next;
                return *this;
            }
            bool operator==(const iterator& other) const { return at_ == other.at_; }

        private:
            const TomlTree* tree_ = nullptr;
            NodeId at_ = no_node;
        };
        Children(const TomlTree* tree, NodeId first) : tree_(tree), first_(first) {}
        iterator begin() const { return {tree_, first_}; }
        iterator end() const { return {tree_, no_node}; }

    private:
        const TomlTree* tree_;
        NodeId first_;
    };

    NodeId add(TomlNode node) {
        nodes_.push_back(node);
        return static_cast<NodeId>(nodes_.size() - 1);
    }
    /// Makes `child` the last child of `parent`.
    void append(NodeId parent, NodeId child);
    /// Takes a child out; linear in the children before it.
    void remove(NodeId parent, NodeId child);
    /// Puts `by` where `child` stands among the children of `parent`; linear in the children before it.
    void replace(NodeId parent, NodeId child, NodeId by);

    const TomlNode& operator[](NodeId id) const { return nodes_[id]; }
    TomlNode& operator[](NodeId id) { return nodes_[id]; }
    Children children(NodeId id) const { return {this, nodes_[id].first}; }
    /// The child of that key, or no_node; linear in the children.
    NodeId find(NodeId table, std::string_view key) const;
    std::size_t size() const { return nodes_.size(); }
    void reserve(std::size_t more) { nodes_.reserve(nodes_.size() + more); }
    /// Takes over all nodes of another tree; they keep their order, and the first of them becomes the one returned.
    NodeId adopt(TomlTree&& other);

    TextStore texts;

private:
    std::vector<TomlNode> nodes_;
    std::vector<TextStore> adopted_;
};

/// What became of a text. `root` is no_node when nothing in it could be read.
struct TomlText {
    NodeId root = no_node;
    bool sound = false;  ///< no syntax error; otherwise the tree holds what could be read
};

/// Reads the text of a source into the tree. The text must stay where it is.
TomlText read_toml(TomlTree& tree, std::string_view text, std::uint32_t source, Diagnostics& findings,
                   TomlReading way = {});

}  // namespace millwright::settings
