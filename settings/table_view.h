// A table of settings.toml as its reader sees it: every key checked against settings/keys.h, values by name and type.
// What is wrong has been reported when a value is not there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "graph/production.h"
#include "settings/key_values.h"
#include "settings/keys.h"
#include "settings/reading.h"
#include "settings/toml_text.h"

namespace millwright::settings {

/// What the readers of all tables share.
struct ReaderState {
    TomlTree& tree;
    Reading& reading;
    Production& production;
    std::size_t hints_given = 0;  ///< looking for the nearest name is not cheap, so only the first findings get it

    Diagnostic& report(Code code, Place place, std::string message) {
        return reading.findings.add(code, place, std::move(message));
    }
    /// "did you mean", as long as not too many were asked for.
    std::string hint_for(std::string_view name, std::span<const std::string_view> known);
    /// For an unknown key: the nearest known one, else where it belongs.
    std::string hint_for_key(std::string_view name, const TableInfo& table);
    Text keep(Text text) { return production.texts.keep(text); }
    TomlNode operator[](NodeId id) const { return tree[id]; }
};

class TableView {
public:
    /// Checks the table's keys and the types of their values, and reports what is wrong.
    TableView(ReaderState& state, NodeId table, const TableInfo& info);

    Place place() const { return state_[table_].place; }
    /// The node of a key that is there and has the right type, or no_node.
    NodeId node(std::string_view key) const;
    bool has(std::string_view key) const { return node(key) != no_node; }
    /// Whether it is there at all, right or not: what is wrong has been reported, and need not be missed as well.
    bool gave(std::string_view key) const { return state_.tree.find(table_, key) != no_node; }
    /// Where the key's value is, else where the table is.
    Place place_of(std::string_view key) const;
    Place key_place_of(std::string_view key) const;

    Text text(std::string_view key, Text otherwise = {}) const;
    bool boolean(std::string_view key, bool otherwise = false) const;
    Flag flag(std::string_view key, Flag otherwise) const;
    /// A number as text.
    Text count(std::string_view key, Text otherwise) const;
    std::optional<Duration> duration(std::string_view key) const;
    Duration duration(std::string_view key, Duration otherwise) const { return duration(key).value_or(otherwise); }
    /// The index of the key's word among those allowed.
    std::size_t word_index(std::string_view key, std::size_t otherwise) const;
    template <class Enum>
    Enum word(std::string_view key, Enum otherwise) const {
        return static_cast<Enum>(word_index(key, static_cast<std::size_t>(otherwise)));
    }
    Expression expression(std::string_view key) const;
    /// `when`, or the `when_text` of another world; both are a conflict.
    Expression condition() const;
    Range<NameRef> names(std::string_view key) const;
    std::vector<std::string> strings(std::string_view key) const;
    Range<Field> fields(std::string_view key) const;
    Range<Assignment> assignments(std::string_view key) const;
    /// The tables of an array of tables, or the one table.
    std::vector<NodeId> tables(std::string_view key) const;
    /// The members of a table that has names of the user's.
    std::vector<NodeId> members(std::string_view key) const;

    /// Reports each required key that is missing.
    void require_keys() const;
    /// The key that is given of those of which a table has exactly one. Empty after `thing` ("a trigger") was reported at
    /// `where` to have none, or several; also when its value has been reported.
    std::string_view only_one(const std::string& thing, Place where) const;

private:
    bool right_type(NodeId value, const KeyInfo& key);
    bool right_value(NodeId value, const KeyInfo& key);
    bool right_members(NodeId value, const KeyInfo& key);
    bool wrong(NodeId value, const KeyInfo& key);
    bool wrong_member(NodeId member, const KeyInfo& key);
    void check_names(NodeId tables, const KeyInfo& key);
    void check_needs() const;

    ReaderState& state_;
    NodeId table_;
    const TableInfo& info_;
    std::vector<std::pair<std::string_view, NodeId>> known_;
};

/// The names in a value that is one text or an array of text.
std::vector<NameRef> names_in(ReaderState& state, NodeId value);
/// The text of a node as an expression.
Expression expression_from(ReaderState& state, NodeId value);
/// "type?" as a field.
Field field_from(ReaderState& state, const TomlNode& key, NodeId type);

}  // namespace millwright::settings
