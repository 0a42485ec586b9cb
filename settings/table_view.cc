#include "settings/table_view.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "graph/suggest.h"
#include "graph/utf8.h"
#include "settings/type_hints.h"

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
constexpr std::array<Shape, 31> shapes{{
    {texts, 0},                                        // text
    {texts, 0},                                        // name
    {booleans | texts, 0},                             // flag
    {booleans, 0},                                     // boolean
    {integers | texts, 0},                             // count
    {integers, 0},                                     // version
    {integers | decimals, 0},                          // factor
    {integers | texts, 0},                             // attempts
    {texts, 0},                                        // duration
    {texts, 0},                                        // period
    {texts, 0},                                        // word
    {texts | arrays, texts},                           // names
    {tables, texts},                                   // map_of_text
    {tables, texts},                                   // map_of_words
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
    {tables | arrays, tables},                         // table_or_tables
    {tables, tables},                                  // named_tables
    {integers, 0},                                     // times
    {tables, integers},                                // map_of_times
    {tables, 0},                                       // values
    {tables, 0},                                       // body
    {arrays, arrays},                                  // pairs
}};

bool fits(const TomlNode& node, Kinds allowed) {
    return (kind(node.kind) & allowed) != 0;
}

}  // namespace

std::string ReaderState::hint_for(std::string_view name, std::span<const std::string_view> known) {
    return ++hints_given > most_hints ? std::string() : did_you_mean(name, known);
}

std::string ReaderState::hint_for_key(std::string_view name, const TableInfo& table) {
    const std::string near = hint_for(name, key_names(table));
    return near.empty() && hints_given <= most_hints ? hint_for_stray_key(table, name) : near;
}

TableView::TableView(ReaderState& state, NodeId table_node, const TableInfo& info)
    : state_(state), table_(table_node), info_(info) {
    for (const NodeId child : state.tree.children(table_node)) {
        const TomlNode node = state[child];
        const KeyInfo* key = find_key(info, node.key);
        if (key == nullptr) {
            state
                .report(Code::unknown_key, node.key_place,
                        "unknown key " + shown(node.key) + " in " + std::string(info.title))
                .advise(state.hint_for_key(node.key, info));
        } else if (right_type(child, *key)) {
            known_.emplace_back(key->name, child);
        }
    }
    check_needs();
}

bool TableView::wrong(NodeId value, const KeyInfo& key) {
    const TomlNode& node = state_[value];
    const std::string_view written = state_.reading.sources.text_of(node.place);
    state_
        .report(Code::wrong_type, node.place,
                "\"" + std::string(key.name) + "\" has to be " + expectation(key) + ", not " +
                    std::string(words_for(node.kind)))
        .advise(hint_for_type(state_.tree, value, key, written));
    return false;
}

/// A member of a table with names of the user's, or an element of an array.
bool TableView::wrong_member(NodeId member, const KeyInfo& key) {
    const TomlNode& node = state_[member];
    const bool in_array = key.type == KeyType::map_of_names && node.key.empty();
    const std::string_view expected = in_array ? "a name in quotes" : member_expectation(key);
    const std::string named = node.key.empty() ? "every element of" : shown(node.key) + " in";
    state_
        .report(Code::wrong_type, node.place,
                named + " \"" + std::string(key.name) + "\" has to be " + std::string(expected) + ", not " +
                    std::string(words_for(node.kind)))
        .advise(hint_for_member(state_.tree, member, key, state_.reading.sources.text_of(node.place)));
    return false;
}

bool TableView::right_type(NodeId value, const KeyInfo& key) {
    if (!fits(state_[value], shapes[static_cast<std::size_t>(key.type)].value)) return wrong(value, key);
    return right_members(value, key) && right_value(value, key);
}

bool TableView::right_members(NodeId value, const KeyInfo& key) {
    const Kinds members = shapes[static_cast<std::size_t>(key.type)].members;
    const bool one_table = key.type == KeyType::table_or_tables && state_[value].kind == TomlKind::table;
    if (members == 0 || one_table) return true;
    std::vector<NodeId> wrong_ones;
    for (const NodeId member : state_.tree.children(value)) {
        bool right = fits(state_[member], members) || wrong_member(member, key);
        if (right && key.type == KeyType::map_of_names) {
            for (const NodeId name : state_.tree.children(member))
                right = (fits(state_[name], texts) || wrong_member(name, key)) && right;
        }
        if (!right) wrong_ones.push_back(member);
    }
    if (wrong_ones.empty()) return true;
    // A member that is wrong does not take the others with it.
    auto next_wrong = wrong_ones.begin();
    state_.tree.remove_if(value, [&](NodeId member) {
        const bool is_wrong = next_wrong != wrong_ones.end() && *next_wrong == member;
        if (is_wrong) ++next_wrong;
        return is_wrong;
    });
    return true;
}

bool TableView::right_value(NodeId value, const KeyInfo& key) {
    const TomlNode& node = state_[value];
    if (key.type == KeyType::named_tables) check_names(value, key);
    const auto problem = problem_with(key, node, info_.title);
    if (!problem) return true;
    std::string hint = key.type == KeyType::word ? state_.hint_for(node.text, words_of(key)) : problem->hint;
    const bool from_variable =
        node.kind == TomlKind::text && state_.reading.sources.text_of(node.place).find("${") != std::string_view::npos;
    if (from_variable && (key.type == KeyType::flag || key.type == KeyType::count))
        hint = "a number or a truth value cannot come from a variable; write it in an overlay";
    state_.report(problem->code, node.place, problem->message).advise(hint);
    return problem->kept;
}

/// Things other than items need a name; what is wrong with the names of items, imported ones too, is a check's business.
void TableView::check_names(NodeId tables, const KeyInfo& key) {
    if (key.table == "item" || key.table == "process" || key.table.empty()) return;
    for (const NodeId member : state_.tree.children(tables)) {
        if (!state_[member].key.empty()) continue;
        state_.report(Code::bad_value, state_[member].key_place,
                      "a name under [" + std::string(key.name) + "] may not be empty");
    }
}

void TableView::check_needs() const {
    for (const KeyNeed& each : info_.needs) {
        const NodeId value = state_.tree.find(table_, each.key);
        if (value == no_node || state_.tree.find(table_, each.needs) != no_node) continue;
        state_.report(
            Code::unknown_key, state_[value].key_place,
            shown(each.key) + " means nothing without " + shown(each.needs) + " in " + std::string(info_.title));
    }
}

std::string_view TableView::only_one(const std::string& thing, Place where) const {
    const auto keys = words_in(info_.one_of);
    std::vector<std::string_view> given;
    for (const std::string_view key : keys) {
        if (state_.tree.find(table_, key) != no_node) given.push_back(key);
    }
    if (given.size() == 1) return has(given[0]) ? given[0] : std::string_view();
    if (given.empty()) {
        std::string listed;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            listed += (i == 0 ? "" : i + 1 == keys.size() ? " and " : ", ") + std::string(keys[i]);
        }
        const KeyInfo& first = *find_key(info_, keys[0]);
        state_.report(Code::missing_key, where, thing + " needs one of " + listed)
            .advise(std::string(first.name) + " = " + std::string(first.example) + ", for example");
        return {};
    }
    const Place first = state_[state_.tree.find(table_, given[0])].key_place;
    const Place second = state_[state_.tree.find(table_, given[1])].key_place;
    state_
        .report(Code::conflicting_keys, std::max(first, second),
                thing + " has either " + shown(given[0]) + " or " + shown(given[1]) + ", not both")
        .note(std::min(first, second), "the other one is here");
    return {};
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
    const NodeId value = node(key);
    if (value == no_node) return otherwise;
    const TomlNode& written = state_[value];
    return state_.keep(written.kind == TomlKind::integer ? Text(plain_integer(written.text)) : written.text);
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
