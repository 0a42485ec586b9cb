#include "settings/type_hints.h"

#include <algorithm>
#include <vector>

#include "graph/utf8.h"
#include "settings/toml_key.h"

namespace millwright::settings {
namespace {

constexpr std::size_t few_tables = 3;
constexpr std::size_t few_keys = 8;

bool is_scalar(TomlKind kind) {
    return kind != TomlKind::table && kind != TomlKind::array && kind != TomlKind::text;
}

std::string quote(const TomlNode& node) {
    return "put it into quotes: \"" + printable(node.text) + "\"";
}

std::string hint_for_flag(const TomlNode& node) {
    if (node.kind == TomlKind::integer && (node.text == "0" || node.text == "1"))
        return node.text == "1" ? "write true" : "write false";
    return is_scalar(node.kind) || node.kind == TomlKind::text ? "write true or false, without quotes" : "";
}

/// A number alone is most often meant in seconds.
std::string hint_for_duration(const TomlNode& node) {
    const bool plain = node.kind == TomlKind::integer &&
                       node.text.find_first_not_of("0123456789") == std::string_view::npos && node.text.size() < 10;
    return plain ? "write the unit too: \"" + std::string(node.text) + "s\"" : "";
}

std::string hint_for_tables(const KeyInfo& key, std::string_view written) {
    if (written.starts_with('{')) return "put it into an array: [{ ... }]";
    return written.starts_with('[') ? "write the header with two brackets, [[...]]: there may be several"
                                    : "for example " + std::string(key.name) + " = " + std::string(key.example);
}

std::string hint_for_named(const KeyInfo& key) {
    return "write [" + std::string(key.name) + ".NAME], with its keys below it";
}

/// The names in one list: "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return text;
}

bool has_own(const TableInfo& table, std::string_view name) {
    return std::any_of(table.keys.begin(), table.keys.end(), [&](const KeyInfo& key) { return key.name == name; });
}

/// A key of the file that stands below the header of another table, which is where TOML then puts it.
std::string hint_for_root_key(const KeyInfo& key) {
    const std::string name(key.name);
    if (key.type == KeyType::named_tables) return "it belongs to the file: write [" + name + ".NAME]";
    if (key.type == KeyType::tables) return "it belongs to the file: write [[" + name + "]]";
    const bool header =
        key.type == KeyType::table || key.type == KeyType::map_of_text || key.type == KeyType::map_of_words;
    return header ? "it belongs to the file: write [" + name + "]"
                  : "it belongs to the file: write it above the first [header]";
}

}  // namespace

std::string hint_for_type(const TomlTree& tree, NodeId value, const KeyInfo& key, std::string_view written) {
    const TomlNode node = tree[value];
    switch (key.type) {
        case KeyType::flag:
        case KeyType::boolean: return hint_for_flag(node);
        case KeyType::count: return is_scalar(node.kind) ? "write a whole number, 0 or more" : "";
        case KeyType::duration:
        case KeyType::period:
        case KeyType::wait: return hint_for_duration(node);
        case KeyType::tables: return hint_for_tables(key, written);
        case KeyType::named_tables: return hint_for_named(key);
        case KeyType::text:
        case KeyType::name:
        case KeyType::names:
        case KeyType::word:
        case KeyType::text_or_map: return is_scalar(node.kind) ? quote(node) : "";
        case KeyType::table:
            return node.kind == TomlKind::array && written.starts_with("[[") ? "write the header with one bracket" : "";
        default: return "";
    }
}

std::string hint_for_member(const TomlTree& tree, NodeId member, const KeyInfo& key, std::string_view written) {
    const TomlNode node = tree[member];
    if (key.type == KeyType::named_tables)
        return key.name == "secrets" ? "write { env = \"NAME\" } or { file = \"/run/secrets/name\" }"
                                     : hint_for_named(key);
    if (key.type == KeyType::map_of_words || key.type == KeyType::map_of_times) return {};
    if (key.type == KeyType::pairs) return "for example " + std::string(key.name) + " = " + std::string(key.example);
    if (is_scalar(node.kind)) return quote(node);
    if (node.kind != TomlKind::table || written.starts_with('{')) return {};
    for (const NodeId child : tree.children(member)) {
        const std::string name = std::string(node.key) + "." + std::string(tree[child].key);
        return "a name with a dot needs quotes: " + quoted_text(name);
    }
    return {};
}

std::string hint_for_stray_key(const TableInfo& table, std::string_view name) {
    std::vector<std::string> holders;
    const auto tables = tables_beside(table);
    for (const TableInfo& other : tables) {
        if (!has_own(other, name)) continue;
        if (&other == &tables.front()) return hint_for_root_key(*find_key(other, name));
        holders.emplace_back(other.title);
    }
    if (!holders.empty() && holders.size() <= few_tables) return "it is a key of " + listed(holders);
    std::vector<std::string> known;
    for (const std::string_view key : key_names(table)) known.emplace_back(key);
    return known.size() <= few_keys ? "there are " + listed(known) : std::string();
}

}  // namespace millwright::settings
