#include "graph/field_type.h"

#include <algorithm>
#include <array>

namespace millwright {
namespace {

constexpr int deepest = 16;

// Sorted as settings' format describes them; `names` and `kinds` go together.
constexpr std::array<std::string_view, 10> names{"string",   "int",      "decimal", "bool",  "date",
                                                 "datetime", "duration", "uuid",    "bytes", "any"};
constexpr std::array<FieldKind, 10> kinds{
    FieldKind::string,   FieldKind::integer,  FieldKind::decimal, FieldKind::boolean, FieldKind::date,
    FieldKind::datetime, FieldKind::duration, FieldKind::uuid,    FieldKind::bytes,   FieldKind::any};

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<FieldType> parse(std::string_view text, int depth);

/// "list<T>" or "map<T>": what T is. Nothing for another text.
std::optional<FieldType> parse_container(std::string_view text, int depth) {
    const bool list = text.starts_with("list<");
    if ((!list && !text.starts_with("map<")) || !text.ends_with('>')) return std::nullopt;
    const std::size_t open = text.find('<');
    auto element = parse(text.substr(open + 1, text.size() - open - 2), depth + 1);
    if (!element) return std::nullopt;
    FieldType type;
    type.kind = list ? FieldKind::list : FieldKind::map;
    type.element.push_back(std::move(*element));
    return type;
}

/// "a|b|c": no part empty, none twice.
std::optional<FieldType> parse_choice(std::string_view text) {
    FieldType type;
    type.kind = FieldKind::choice;
    for (;;) {
        const std::size_t bar = text.find('|');
        const std::string_view part = trimmed(text.substr(0, bar));
        if (part.empty()) return std::nullopt;
        type.choices.emplace_back(part);
        if (bar == std::string_view::npos) break;
        text.remove_prefix(bar + 1);
    }
    std::vector<std::string_view> sorted(type.choices.begin(), type.choices.end());
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) return std::nullopt;
    return type;
}

std::optional<FieldType> parse_required(std::string_view text, int depth) {
    const auto known = std::find(names.begin(), names.end(), text);
    if (known != names.end())
        return FieldType{kinds[static_cast<std::size_t>(known - names.begin())], false, {}, {}, {}};
    if (auto container = parse_container(text, depth)) return container;
    if (text.empty() || text.find_first_of("<>?") != std::string_view::npos) return std::nullopt;
    if (text.find('|') != std::string_view::npos) return parse_choice(text);
    return FieldType{FieldKind::message, false, std::string(text), {}, {}};
}

std::optional<FieldType> parse(std::string_view text, int depth) {
    if (depth > deepest) return std::nullopt;
    text = trimmed(text);
    const bool optional = text.ends_with('?');
    if (optional) text = trimmed(text.substr(0, text.size() - 1));
    auto type = parse_required(text, depth);
    if (type) type->optional = optional;
    return type;
}

std::string without_optional(const FieldType& type) {
    switch (type.kind) {
        case FieldKind::list: return "list<" + to_text(type.element.at(0)) + ">";
        case FieldKind::map: return "map<" + to_text(type.element.at(0)) + ">";
        case FieldKind::message: return type.name;
        case FieldKind::choice: {
            std::string text;
            for (const std::string& choice : type.choices) text += (text.empty() ? "" : "|") + choice;
            return text;
        }
        default:
            return std::string(
                names[static_cast<std::size_t>(std::find(kinds.begin(), kinds.end(), type.kind) - kinds.begin())]);
    }
}

}  // namespace

std::optional<FieldType> parse_field_type(std::string_view text) {
    return parse(text, 0);
}

std::string to_text(const FieldType& type) {
    return without_optional(type) + (type.optional ? "?" : "");
}

std::span<const std::string_view> built_in_field_types() {
    return names;
}

}  // namespace millwright
