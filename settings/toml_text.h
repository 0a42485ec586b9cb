// A settings text as a plain tree with the place of every key and value: the door in front of the TOML library. Syntax
// errors are reported all in one run, and no input makes it crash.
#pragma once

#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <unordered_map>
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
    Text text;                      ///< text: its value; number, boolean, date: as written; else empty
    Place key_place;                ///< of an element of an array: its value's place; in the same source as `place`
    Place place;                    ///< of the value; of a table with a header: the header
    NodeId first = no_node;         ///< the first child of a table or array, in the order of the file
};

/// The trees of all texts of one reading. Texts point into the sources or into the tree's own store. A node takes 32 bytes,
/// because texts are mostly what stands at their places, with or without quotes; TomlNode is made when it is asked for.
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
                at_ = tree_->next(at_);
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

    /// The text of a source, before nodes with places in it are added; it must stay where it is.
    void set_source(std::uint32_t source, std::string_view text);
    /// Adds a node without children.
    NodeId add(const TomlNode& node);
    /// Makes `child` the last child of `parent`.
    void append(NodeId parent, NodeId child);
    /// Takes a child out; linear in the children before it.
    void remove(NodeId parent, NodeId child);
    /// Puts `by` where `child` stands among the children of `parent`; linear in the children before it.
    void replace(NodeId parent, NodeId child, NodeId by);
    /// Takes out the children for which `goes` is true; linear in the children.
    template <class Predicate>
    void remove_if(NodeId parent, Predicate goes) {
        const NodeId first_child = first(parent);
        nodes_[parent].first = nodes_[parent].last = no_node;
        for (NodeId child = first_child; child != no_node;) {
            const NodeId following = next(child);
            if (!goes(child)) append(parent, child);
            child = following;
        }
    }
    /// Gives a node the key, value and children of another one; it stays where it is.
    void assign(NodeId id, NodeId other);
    void set_key(NodeId id, Text key, Place place);
    /// Of a node that is text.
    void set_text(NodeId id, Text text, bool refers_to_secret);
    /// Where a value ends that has no key yet.
    void set_end(NodeId id, std::uint32_t end);

    TomlNode operator[](NodeId id) const;
    TomlKind kind(NodeId id) const { return static_cast<TomlKind>(nodes_[id].kind); }
    Text key(NodeId id) const;
    /// The next child of the same parent, or no_node.
    NodeId next(NodeId id) const { return nodes_[id].next; }
    /// The last child of a table or array, or no_node.
    NodeId last(NodeId id) const { return nodes_[id].last; }
    Children children(NodeId id) const { return {this, first(id)}; }
    /// The child of that key, or no_node; linear in the children.
    NodeId find(NodeId table, std::string_view key) const;
    std::size_t size() const { return nodes_.size(); }
    void reserve(std::size_t more) { nodes_.reserve(nodes_.size() + more); }
    /// Takes over all nodes of another tree; they keep their order, and the first of them becomes the one returned.
    NodeId adopt(TomlTree&& other);
    /// A tree with the same nodes. Their texts stay in this one, which has to live as long.
    TomlTree same_nodes() const;

    TextStore texts;

private:
    /// Where a text is found: there is none, it is what stands at its place, that without quotes, or it is kept apart.
    enum class Form : std::uint8_t { none, written, quoted, apart };
    struct Packed {
        std::uint32_t begin;
        std::uint32_t end;
        std::uint32_t key_begin;
        std::uint32_t key_end;
        NodeId next;
        NodeId first;  ///< of a text that is kept apart: its index in `texts_apart_`
        NodeId last;
        std::uint32_t source : 24;
        std::uint32_t kind : 3;
        std::uint32_t refers_to_secret : 1;
        std::uint32_t key_form : 2;
        std::uint32_t text_form : 2;
    };

    bool holds_children(NodeId id) const { return kind(id) == TomlKind::table || kind(id) == TomlKind::array; }
    NodeId first(NodeId id) const { return holds_children(id) ? nodes_[id].first : no_node; }
    Text at_place(Form form, std::uint32_t source, std::uint32_t begin, std::uint32_t end) const;
    Form form_of(Text text, std::uint32_t source, std::uint32_t begin, std::uint32_t end) const;
    Text text(const Packed& node) const;

    std::vector<Packed> nodes_;
    std::vector<std::string_view> sources_;
    std::vector<Text> texts_apart_;
    std::unordered_map<NodeId, Text> keys_apart_;
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
