#include "settings/schema.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "settings/key_values.h"
#include "settings/keys.h"
#include "settings/step_keys.h"
#include "settings/toml_text.h"

namespace millwright::settings {
namespace {

using Json = nlohmann::ordered_json;

/// A text that refers to a variable is judged after the reference is resolved, not here.
const std::string or_reference = "|\\$\\{";
const std::string duration_pattern = "^([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$";
const std::string no_time_pattern = "^(0+(d|h|ms|m|s))+$";

Json json_of(const TomlTree& tree, NodeId id) {
    const TomlNode& node = tree[id];
    Json value;
    switch (node.kind) {
        case TomlKind::table:
            value = Json::object();
            for (const NodeId child : tree.children(id)) value[std::string(tree[child].key)] = json_of(tree, child);
            return value;
        case TomlKind::array:
            value = Json::array();
            for (const NodeId child : tree.children(id)) value.push_back(json_of(tree, child));
            return value;
        case TomlKind::integer: return std::stoll(plain_integer(node.text));
        case TomlKind::decimal: return plain_decimal(node.text);
        case TomlKind::boolean: return node.text == "true";
        default: return std::string(node.text);
    }
}

/// A default or an example of the table of keys, which are written as TOML.
Json json_of(std::string_view toml) {
    const std::string text = "x = " + std::string(toml);
    TomlTree tree;
    Diagnostics findings;
    const TomlText read = read_toml(tree, text, 1, findings);
    return json_of(tree, tree.find(read.root, "x"));
}

Json text_schema() {
    return {{"type", "string"}};
}

Json name_schema() {
    return {{"type", "string"}, {"minLength", 1}};
}

Json names_schema() {
    return {{"type", {"string", "array"}}, {"items", text_schema()}};
}

Json scalar_schema() {
    return {{"type", {"string", "number", "boolean"}}};
}

Json map_schema(Json of) {
    return {{"type", "object"}, {"additionalProperties", std::move(of)}};
}

Json duration_schema() {
    return {{"type", "string"}, {"minLength", 1}, {"pattern", duration_pattern + or_reference}};
}

Json period_schema() {
    Json schema = duration_schema();
    schema["not"] = {{"pattern", no_time_pattern}};
    return schema;
}

Json attempts_schema() {
    return {{"type", {"integer", "string"}}, {"minimum", 1}, {"pattern", "^unlimited$" + or_reference}};
}

Json times_schema() {
    return {{"type", "integer"}, {"minimum", 1}};
}

Json pairs_schema() {
    return {{"type", "array"},
            {"items", {{"type", "array"}, {"items", text_schema()}, {"minItems", 2}, {"maxItems", 2}}}};
}

/// The pattern decides; the list is what editors offer.
Json words_schema(const KeyInfo& key) {
    std::string pattern = "^(";
    Json words = Json::array();
    for (const std::string_view word : words_of(key)) {
        pattern += (words.empty() ? "" : "|") + std::string(word);
        words.push_back(word);
    }
    Json listed{{"enum", std::move(words)}, {"description", key.doc}};
    Json other = text_schema();
    other["description"] = key.doc;
    return {{"type", "string"},
            {"pattern", pattern + ")$" + or_reference},
            {"anyOf", Json::array({std::move(listed), std::move(other)})}};
}

Json value_schema(const KeyInfo& key) {
    switch (key.type) {
        case KeyType::name: return name_schema();
        case KeyType::flag:
        case KeyType::boolean: return {{"type", "boolean"}};
        case KeyType::count: return {{"type", "integer"}, {"minimum", 0}};
        case KeyType::version: return {{"const", json_of(key.example)}};
        case KeyType::factor: return {{"type", "number"}, {"exclusiveMinimum", 0}};
        case KeyType::attempts: return attempts_schema();
        case KeyType::duration: return duration_schema();
        case KeyType::period: return period_schema();
        case KeyType::word: return words_schema(key);
        case KeyType::names: return names_schema();
        case KeyType::map_of_text:
        case KeyType::expressions: return map_schema(text_schema());
        case KeyType::map_of_words: return map_schema(words_schema(key));
        case KeyType::map_of_values: return map_schema(scalar_schema());
        case KeyType::map_of_names: return map_schema(names_schema());
        case KeyType::fields: return map_schema(name_schema());
        case KeyType::value: return scalar_schema();
        case KeyType::times: return times_schema();
        case KeyType::map_of_times: return map_schema(times_schema());
        case KeyType::values:
        case KeyType::body: return {{"type", "object"}};
        case KeyType::pairs: return pairs_schema();
        case KeyType::text_or_map: return {{"type", {"string", "object"}}, {"additionalProperties", text_schema()}};
        default: return text_schema();
    }
}

Json required_keys(std::initializer_list<std::string_view> keys) {
    Json names = Json::array();
    for (const std::string_view key : keys) names.push_back(key);
    return {{"required", std::move(names)}};
}

Json any_of(Json first, Json second) {
    return {{"anyOf", Json::array({std::move(first), std::move(second)})}};
}

Json array_of(Json items) {
    return {{"type", "array"}, {"items", std::move(items)}};
}

/// Whether a table has to have a class. A process may have behaviour instead, so the table of keys does not say it.
bool needs_class(const TableInfo& table) {
    return table.name == "item";
}

/// Whether a part of the table, as overlays have it, may lack what the whole table has to have.
bool requires_something(const TableInfo& table) {
    if (!table.one_of.empty() || !table.needs.empty() || needs_class(table)) return true;
    if (!table.base.empty() && requires_something(table_named(table.base))) return true;
    return std::any_of(table.keys.begin(), table.keys.end(), [](const KeyInfo& key) {
        const bool merged = key.type == KeyType::table || key.type == KeyType::table_or_tables ||
                            key.type == KeyType::outputs || key.type == KeyType::wait;
        return key.required || (merged && requires_something(table_named(key.table)));
    });
}

/// Adds a case after those that are there: "if ... then ... else if ...". Tables have no allOf or oneOf: taplo completes
/// no keys of a table that has one.
void add_case(Json& schema, Json condition, Json consequence) {
    Json* last = &schema;
    while (last->contains("if")) last = &(*last)["else"];
    (*last)["if"] = std::move(condition);
    (*last)["then"] = std::move(consequence);
}

void add_otherwise(Json& schema, Json consequence) {
    Json* last = &schema;
    while (last->contains("if")) last = &(*last)["else"];
    *last = std::move(consequence);
}

Json refused_keys(const std::vector<std::string_view>& keys) {
    Json refused = Json::object();
    for (const std::string_view key : keys) refused[std::string(key)] = false;
    return {{"properties", std::move(refused)}};
}

/// The keys that mean nothing in a step of a kind are refused where they stand.
void add_kinds_of_steps(Json& schema) {
    const KeyInfo& kind_key = *find_key(table_named("step"), "kind");
    const auto kinds = words_of(kind_key);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        std::vector<std::string_view> refused;
        for (const StepKey& each : step_keys) {
            if (!each.belongs_to(static_cast<StepKind>(i))) refused.push_back(each.key);
        }
        Json of_kind;
        of_kind["properties"]["kind"]["const"] = kinds[i];
        if (json_of(kind_key.default_value) != kinds[i]) of_kind.update(required_keys({"kind"}));
        add_case(schema, std::move(of_kind), refused_keys(refused));
    }
}

/// Exactly one of some keys.
void add_choice(Json& schema, const TableInfo& table) {
    const auto keys = words_in(table.one_of);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const std::vector<std::string_view> later(keys.begin() + static_cast<std::ptrdiff_t>(i) + 1, keys.end());
        add_case(schema, required_keys({keys[i]}), refused_keys(later));
    }
    if (!keys.empty()) add_otherwise(schema, required_keys({keys[0]}));
}

/// Under both names that drafts have for it.
void add_needs(Json& schema, const TableInfo& table) {
    for (const KeyNeed& each : table.needs) {
        for (const char* word : {"dependentRequired", "dependencies"}) {
            schema[word][std::string(each.key)].push_back(each.needs);
        }
    }
}

/// Tables go into "$defs", each once; a part of a table (nothing is required of it) is another one.
class Schema {
public:
    std::string text(std::string_view id, std::string_view title, std::string_view description, const TableInfo& root) {
        Json schema;
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        schema["$id"] = id;
        schema["title"] = title;
        schema["description"] = description;
        schema.update(table(root, false));
        add_missing(root);
        schema["$defs"] = defs_;
        return schema.dump(1) + "\n";
    }

private:
    static std::string def_name(std::string_view table, bool part) {
        return std::string(table) + (part ? "_part" : "");
    }

    Json reference(std::string_view name, bool part) {
        const bool differs = part && requires_something(table_named(name));
        wanted_.insert({name, differs});
        return {{"$ref", "#/$defs/" + def_name(name, differs)}};
    }

    Json nested_schema(const KeyInfo& key, bool part) {
        switch (key.type) {
            case KeyType::table: return reference(key.table, part);
            case KeyType::tables: return array_of(reference(key.table, false));
            case KeyType::table_or_tables:
                return any_of(reference(key.table, part), array_of(reference(key.table, false)));
            case KeyType::outputs: return map_schema(any_of(name_schema(), reference(key.table, part)));
            case KeyType::wait: return any_of(duration_schema(), reference(key.table, part));
            default: break;
        }
        if (key.table.empty()) return map_schema({{"$ref", "#/$defs/overlay"}});
        Json schema = map_schema(reference(key.table, part));
        if (key.table != "item" && key.table != "process") schema["propertyNames"]["minLength"] = 1;
        return schema;
    }

    Json property(const KeyInfo& key, bool part) {
        const bool nested = !key.table.empty() || key.type == KeyType::named_tables;
        Json schema = nested ? nested_schema(key, part) : value_schema(key);
        schema["description"] =
            std::string(key.doc) + (key.since == "0.1" ? "" : " Since " + std::string(key.since) + ".");
        if (!key.default_value.empty()) schema["default"] = json_of(key.default_value);
        if (!key.example.empty()) schema["examples"].push_back(json_of(key.example));
        return schema;
    }

    void add_keys(Json& properties, Json& required, const TableInfo& table, bool part) {
        if (!table.base.empty()) add_keys(properties, required, table_named(table.base), part);
        for (const KeyInfo& key : table.keys) {
            const bool outside =
                std::find(not_in_overlay.begin(), not_in_overlay.end(), key.name) != not_in_overlay.end();
            if (part && table.name.empty() && outside) continue;
            properties[std::string(key.name)] = property(key, part);
            if (key.required && !part) required.push_back(key.name);
        }
    }

    Json table(const TableInfo& table, bool part) {
        Json schema{{"type", "object"}, {"properties", Json::object()}, {"additionalProperties", false}};
        Json required = Json::array();
        add_keys(schema["properties"], required, table, part);
        if (needs_class(table) && !part) required.push_back("class");
        schema["properties"]["description"] = property(description_key(), part);
        if (table.name.empty() && !part) {
            // An included file has neither format nor production, the root file both.
            add_case(schema, required_keys({"production"}), {{"required", required}});
        } else if (!required.empty()) {
            schema["required"] = required;
        }
        if (table.name == "step") add_kinds_of_steps(schema);
        if (!part) add_choice(schema, table);
        if (!part) add_needs(schema, table);
        return schema;
    }

    Json overlay() {
        Json schema = table(table_named(""), true);
        schema["properties"]["unset"] = property(unset_key(), true);
        return schema;
    }

    /// Adds what is referred to, and what that refers to, until nothing is missing.
    void add_missing(const TableInfo& root) {
        std::map<std::string, Json> made;
        if (root.name.empty()) made.emplace("overlay", overlay());
        for (bool more = true; more;) {
            const std::size_t before = made.size();
            const auto wanted = wanted_;
            for (const auto& [name, part] : wanted) {
                const std::string def = def_name(name, part);
                if (made.count(def) == 0) made.emplace(def, table(table_named(name), part));
            }
            more = made.size() != before;
        }
        for (auto& [name, schema] : made) defs_[name] = std::move(schema);
    }

    Json defs_ = Json::object();
    std::set<std::pair<std::string_view, bool>> wanted_;
};

}  // namespace

std::string settings_schema() {
    return Schema().text("urn:millwright:schema:settings:1", "settings.toml",
                         "A production: its items, messages, processes, and where it is deployed. Format 1.",
                         all_tables().front());
}

std::string scenario_schema() {
    return Schema().text("urn:millwright:schema:scenario:1", "*.scenario.toml",
                         "Scenarios: what is sent into a production, what is given, and what has to come of it.",
                         scenario_tables().front());
}

}  // namespace millwright::settings
