#include "templates/objectscript_fields.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace millwright::templates {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

/// Without a word that it begins with.
bool take(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    text = trimmed(text.substr(word.size()));
    return true;
}

std::string_view word_of(std::string_view text) {
    return text.substr(0, text.find_first_of(" \t\r(;["));
}

struct DataType {
    std::string_view name;  ///< behind %Library. or %
    FieldKind kind;
};

constexpr std::array data_types{
    DataType{"String", FieldKind::string},      DataType{"Integer", FieldKind::integer},
    DataType{"BigInt", FieldKind::integer},     DataType{"SmallInt", FieldKind::integer},
    DataType{"Numeric", FieldKind::decimal},    DataType{"Decimal", FieldKind::decimal},
    DataType{"Double", FieldKind::decimal},     DataType{"Boolean", FieldKind::boolean},
    DataType{"Date", FieldKind::date},          DataType{"TimeStamp", FieldKind::datetime},
    DataType{"PosixTime", FieldKind::datetime},
};

FieldType type_of_data(std::string_view name) {
    if (!take(name, "%Library.")) take(name, "%");
    const auto found =
        std::find_if(data_types.begin(), data_types.end(), [&](const DataType& each) { return each.name == name; });
    FieldType type;
    if (found != data_types.end()) type.kind = found->kind;
    return type;
}

/// Of "amount: decimal; may be absent", "due: datetime, in UTC".
std::optional<FieldType> type_of_comment(std::string_view comment, std::string_view name) {
    if (!take(comment, name) || !take(comment, ":")) return std::nullopt;
    constexpr std::string_view absent = "; may be absent";
    const bool optional = comment.ends_with(absent);
    if (optional) comment.remove_suffix(absent.size());
    for (const std::string_view unit : {", in milliseconds", ", in UTC"}) {
        if (comment.ends_with(unit)) comment.remove_suffix(unit.size());
    }
    auto type = parse_field_type(comment);
    if (type) type->optional = optional;
    return type;
}

/// `%JSONFIELDNAME = "order_id"`
std::string_view json_name(std::string_view declaration) {
    constexpr std::string_view parameter = "%JSONFIELDNAME";
    const std::size_t at = declaration.find(parameter);
    if (at == std::string_view::npos) return {};
    std::string_view rest = trimmed(declaration.substr(at + parameter.size()));
    if (!take(rest, "=") || !rest.starts_with('"')) return {};
    return rest.substr(1, rest.find('"', 1) - 1);
}

/// A line "Property Amount As %Numeric(...) [ Required ];" without its first word.
std::optional<PartField> field_of(std::string_view declaration, std::string_view comment) {
    const std::string_view property = word_of(declaration);
    const std::string_view json = json_name(declaration);
    const std::string_view name = json.empty() ? property : json;
    if (name.empty()) return std::nullopt;
    if (auto type = type_of_comment(comment, name)) return PartField{std::string(name), std::move(*type)};
    std::string_view rest = trimmed(declaration.substr(property.size()));
    FieldType type = take(rest, "As ") ? type_of_data(word_of(rest)) : FieldType{};
    const bool required = declaration.find("Required") != std::string_view::npos;
    type.optional = !required && type.kind != FieldKind::any;
    return PartField{std::string(name), std::move(type)};
}

}  // namespace

std::vector<PartField> objectscript_fields(std::string_view text) {
    std::vector<PartField> fields;
    std::string_view comment;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (take(line, "///")) {
            comment = line;
            continue;
        }
        if (take(line, "Property ")) {
            if (auto field = field_of(line, comment)) fields.push_back(std::move(*field));
        }
        comment = {};
    }
    return fields;
}

}  // namespace millwright::templates
