#include "settings/table_view.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "graph/suggest.h"
#include "graph/utf8.h"

namespace millwright::settings {
namespace {

constexpr std::size_t most_hints = 300;

using Kinds = unsigned;

constexpr Kinds kind(TomlKind kind) {
    return 1U << static_cast<unsigned>(kind);
}

constexpr Kinds tables = kind(TomlKind::table);
constexpr Kinds arrays = kind(TomlKind::array);
constexpr Kinds texts = kind(TomlKind::text);
constexpr Kinds integers = kind(TomlKind::integer);
constexpr Kinds decimals = kind(TomlKind::decimal);
constexpr Kinds booleans = kind(TomlKind::boolean);

struct Shape {
    Kinds value;    ///< what the value itself may be
    Kinds members;  ///< what its members may be, where it is a table or array; 0: looked at by its reader
};

/// By KeyType.
constexpr std::array<Shape, 23> shapes{{
    {texts, 0},                                        // text
    {booleans | texts, 0},                             // flag
    {booleans, 0},                                     // boolean
    {integers | texts, 0},                             // count
    {integers, 0},                                     // integer
    {integers | decimals, 0},                          // decimal
    {integers | texts, 0},                             // attempts
    {texts, 0},                                        // duration
    {texts, 0},                                        // word
    {texts | arrays, texts},                           // names
    {tables, texts},                                   // map_of_text
    {tables, texts | integers | decimals | booleans},  // map_of_values
    {tables, texts | arrays},                          // map_of_names
    {tables, texts},                                   // fields
    {tables, texts},                                   // expressions
    {texts | integers | decimals | booleans, 0},       // value
    {texts | tables, texts},                           // text_or_map
    {tables, texts | tables},                          // outputs
    {texts | tables, 0},                               // wait
    {tables, 0},                                       // table
    {arrays, tables},                                  // tables
    {tables | arrays, 0},                              // table_or_tables
    {tables, tables},                                  // named_tables
}};

bool fits(const TomlNode& node, Kinds allowed) {
    return (kind(node.kind) & allowed) != 0;
}

bool is_whole_number(std::string_view word) {
    return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::string ReaderState::hint_for(std::string_view name, std::span<const std::string_view> known) {
    return ++hints_given > most_hints ? std::string() : did_you_mean(name, known);
}

std::string shown(std::string_view name) {
    constexpr std::size_t longest = 100;
    std::size_t end = std::min(name.size(), longest);
    while (end > 0 && end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
    return "\"" + printable(name.substr(0, end)) + (end < name.size() ? "...\"" : "\"");
}

TableView::TableView(ReaderState& state, NodeId table_node, const TableInfo& info)
    : state_(state), table_(table_node), info_(info) {
    for (const NodeId child : state.tree.children(table_node)) {
        const TomlNode& node = state[child];
        const KeyInfo* key = find_key(info, node.key);
        if (key == nullptr) {
            state
                .report(Code::unknown_key, node.key_place,
                        "unknown key " + shown(node.key) + " in " + std::string(info.title))
                .advise(state.hint_for(node.key, key_names(info)));
        } else if (right_type(child, *key)) {
            known_.emplace_back(key->name, child);
        }
    }
}

bool TableView::wrong(NodeId value, const KeyInfo& key) {
    const TomlNode& node = state_[value];
    const bool element = node.key.empty() || node.key != key.name;
    Diagnostic& finding =
        state_.report(Code::wrong_type, node.place,
                      element ? "what is in \"" + std::string(key.name) + "\" has to make " + expectation(key) +
                                    "; this is " + std::string(words_for(node.kind))
                              : "\"" + std::string(key.name) + "\" has to be " + expectation(key) + ", not " +
                                    std::string(words_for(node.kind)));
    const bool scalar = node.kind != TomlKind::table && node.kind != TomlKind::array && node.kind != TomlKind::text;
    if (scalar && (shapes[static_cast<std::size_t>(key.type)].value & texts) != 0) {
        finding.advise("put it into quotes: \"" + printable(node.text) + "\"");
    }
    return false;
}

bool TableView::right_type(NodeId value, const KeyInfo& key) {
    if (!fits(state_[value], shapes[static_cast<std::size_t>(key.type)].value)) return wrong(value, key);
    return right_members(value, key) && right_value(value, key);
}

bool TableView::right_members(NodeId value, const KeyInfo& key) {
    const Kinds members = shapes[static_cast<std::size_t>(key.type)].members;
    if (members == 0) return true;
    bool right = true;
    for (const NodeId member : state_.tree.children(value)) {
        if (!fits(state_[member], members)) {
            right = wrong(member, key);
        } else if (key.type == KeyType::map_of_names) {
            for (const NodeId name : state_.tree.children(member)) {
                if (!fits(state_[name], texts)) right = wrong(name, key);
            }
        }
    }
    // A member that is wrong does not take the others with it, where they have names of their own.
    return right || key.type == KeyType::named_tables;
}

bool TableView::right_value(NodeId value, const KeyInfo& key) {
    const TomlNode& node = state_[value];
    const auto report = [&](Code code, const std::string& hint) {
        state_
            .report(code, node.place,
                    "\"" + std::string(key.name) + "\" has to be " + expectation(key) + ", not " + shown(node.text))
            .advise(hint);
        return false;
    };
    const bool is_text = node.kind == TomlKind::text;
    switch (key.type) {
        case KeyType::flag:
            // Imported productions may have words here, and nothing at all: they are kept.
            if (is_text && Flag::read(node.text, state_.tree.texts).is_boolean()) {
                report(Code::wrong_type, "write true or false without quotes");
            } else if (is_text && !node.text.empty()) {
                report(Code::not_a_boolean, "write true or false");
            }
            return true;
        case KeyType::count:
            if (is_text && is_whole_number(node.text))
                report(Code::wrong_type, "write the number without quotes");
            else if (is_text && !node.text.empty())
                report(Code::not_a_number, "write a whole number, 0 or more");
            return true;
        case KeyType::integer: return !node.text.starts_with('-') || report(Code::out_of_range, {});
        case KeyType::attempts:
            if (is_text) return node.text == "unlimited" || report(Code::bad_value, {});
            return (is_whole_number(node.text) && node.text != "0" && node.text.size() < 10) ||
                   report(Code::out_of_range, {});
        case KeyType::duration:
            return parse_duration(node.text) || report(Code::bad_duration, "units are d, h, m, s and ms");
        case KeyType::wait:
            return !is_text || parse_duration(node.text) || report(Code::bad_duration, "units are d, h, m, s and ms");
        case KeyType::word: {
            const auto words = words_of(key);
            return std::find(words.begin(), words.end(), node.text) != words.end() ||
                   report(Code::bad_value, state_.hint_for(node.text, words));
        }
        default: return true;
    }
}

NodeId TableView::node(std::string_view key) const {
    assert(find_key(info_, key) != nullptr && "a key that settings/key_tables.h does not have");
    const auto found = std::find_if(known_.begin(), known_.end(), [&](const auto& each) { return each.first == key; });
    return found == known_.end() ? no_node : found->second;
}

Place TableView::place_of(std::string_view key) const {
    const NodeId value = node(key);
    return value == no_node ? place() : state_[value].place;
}

Place TableView::key_place_of(std::string_view key) const {
    const NodeId value = node(key);
    return value == no_node ? place() : state_[value].key_place;
}

Text TableView::text(std::string_view key, Text otherwise) const {
    const NodeId value = node(key);
    return value == no_node ? otherwise : state_.keep(state_[value].text);
}

bool TableView::boolean(std::string_view key, bool otherwise) const {
    const NodeId value = node(key);
    return value == no_node ? otherwise : state_[value].text == "true";
}

Flag TableView::flag(std::string_view key, Flag otherwise) const {
    const NodeId value = node(key);
    return value == no_node ? otherwise : Flag::read(state_[value].text, state_.production.texts);
}

Text TableView::count(std::string_view key, Text otherwise) const {
    return text(key, otherwise);
}

std::optional<Duration> TableView::duration(std::string_view key) const {
    const NodeId value = node(key);
    return value == no_node ? std::nullopt : parse_duration(state_[value].text);
}

std::size_t TableView::word_index(std::string_view key, std::size_t otherwise) const {
    const NodeId value = node(key);
    if (value == no_node) return otherwise;
    const auto words = words_of(*find_key(info_, key));
    return static_cast<std::size_t>(std::find(words.begin(), words.end(), state_[value].text) - words.begin());
}

Expression TableView::expression(std::string_view key) const {
    const NodeId value = node(key);
    return value == no_node ? Expression{} : expression_from(state_, value);
}

Expression TableView::condition() const {
    if (!has("when_text")) return expression("when");
    if (has("when")) {
        state_
            .report(Code::conflicting_keys, key_place_of("when_text"),
                    "a condition is either \"when\" or \"when_text\"")
            .note(key_place_of("when"), "it is also given here")
            .advise("keep \"when\" where it says the same; \"when_text\" is for what it cannot say");
    }
    Expression condition = expression("when_text");
    condition.foreign = !condition.text.empty();
    return condition;
}

Range<NameRef> TableView::names(std::string_view key) const {
    const NodeId value = node(key);
    return value == no_node ? Range<NameRef>{} : append(state_.production.names, names_in(state_, value));
}

std::vector<std::string> TableView::strings(std::string_view key) const {
    std::vector<std::string> out;
    if (const NodeId value = node(key); value != no_node) {
        for (const NameRef& name : names_in(state_, value)) out.emplace_back(name.name);
    }
    return out;
}

Range<Field> TableView::fields(std::string_view key) const {
    std::vector<Field> out;
    for (const NodeId member : members(key)) out.push_back(field_from(state_, state_[member], member));
    return append(state_.production.fields, std::move(out));
}

Range<Assignment> TableView::assignments(std::string_view key) const {
    std::vector<Assignment> out;
    for (const NodeId member : members(key)) {
        out.push_back({state_.keep(state_[member].key), expression_from(state_, member)});
    }
    return append(state_.production.assignments, std::move(out));
}

std::vector<NodeId> TableView::tables(std::string_view key) const {
    const NodeId value = node(key);
    if (value == no_node) return {};
    if (state_[value].kind == TomlKind::table) return {value};
    return members(key);
}

std::vector<NodeId> TableView::members(std::string_view key) const {
    std::vector<NodeId> out;
    if (const NodeId value = node(key); value != no_node) {
        for (const NodeId member : state_.tree.children(value)) out.push_back(member);
    }
    return out;
}

void TableView::require_keys() const {
    for (const KeyInfo& key : info_.keys) {
        if (!key.required || state_.tree.find(table_, key.name) != no_node) continue;
        state_
            .report(Code::missing_key, place(),
                    "\"" + std::string(key.name) + "\" is missing in " + std::string(info_.title))
            .advise(std::string(key.name) + " = " + std::string(key.example));
    }
}

std::vector<NameRef> names_in(ReaderState& state, NodeId value) {
    const TomlNode& node = state[value];
    if (node.kind == TomlKind::text) return {{state.keep(node.text), node.place}};
    std::vector<NameRef> names;
    for (const NodeId child : state.tree.children(value)) {
        names.push_back({state.keep(state[child].text), state[child].place});
    }
    return names;
}

Expression expression_from(ReaderState& state, NodeId value) {
    const TomlNode& node = state[value];
    const std::string_view written = state.reading.sources.text_of(node.place);
    Expression expression{state.keep(node.text), node.place};
    expression.verbatim = written.size() == node.text.size() + 2 && written.substr(1, node.text.size()) == node.text;
    return expression;
}

Field field_from(ReaderState& state, const TomlNode& key, NodeId type) {
    Text written = state[type].text;
    const bool optional = written.ends_with('?');
    if (optional) written.remove_suffix(1);
    return {state.keep(key.key), state.keep(written), optional, state[type].place};
}

}  // namespace millwright::settings
