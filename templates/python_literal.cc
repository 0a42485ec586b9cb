// Values as Python literals, by the type of the field that they are for.
#include <algorithm>
#include <array>
#include <cstdio>

#include "graph/condition_types.h"
#include "templates/python_expression.h"

namespace millwright::templates {
namespace {

PythonText with_import(std::string text, std::string module, const std::string& name) {
    return {std::move(text), {PythonImport{std::move(module), name, name}}};
}

std::string number(std::int64_t value) {
    return std::to_string(value);
}

/// "2026-01-31..." as "2026, 1, 31".
std::string arguments_of_date(const std::string& text) {
    const auto part = [&](std::size_t at, std::size_t length) { return number(std::stol(text.substr(at, length))); };
    return part(0, 4) + ", " + part(5, 2) + ", " + part(8, 2);
}

PythonText date_literal(Date date) {
    return with_import("date(" + arguments_of_date(date_text(date)) + ")", "datetime", "date");
}

PythonText moment_literal(DateTime moment) {
    std::int64_t rest = moment.milliseconds % milliseconds_of_day;
    if (rest < 0) rest += milliseconds_of_day;
    const std::array<std::int64_t, 4> parts = {rest / 3'600'000, rest / 60'000 % 60, rest / 1000 % 60,
                                               rest % 1000 * 1000};
    std::size_t shown = parts.size();
    while (shown > 2 && parts[shown - 1] == 0) --shown;
    std::string text = "datetime(" + arguments_of_date(date_text(moment));
    for (std::size_t i = 0; i < shown; ++i) text += ", " + number(parts[i]);
    PythonText result = with_import(text + ", tzinfo=timezone.utc)", "datetime", "datetime");
    result.imports.push_back({"datetime", "timezone", "timezone"});
    return result;
}

PythonText duration_literal(Duration duration) {
    struct Unit {
        std::int64_t milliseconds;
        std::string_view name;
    };
    static constexpr std::array<Unit, 5> units = {{{milliseconds_of_day, "days"},
                                                   {3'600'000, "hours"},
                                                   {60'000, "minutes"},
                                                   {1000, "seconds"},
                                                   {1, "milliseconds"}}};
    const bool negative = duration.milliseconds < 0;
    std::int64_t rest = negative ? -duration.milliseconds : duration.milliseconds;
    std::string parts;
    for (const Unit& unit : units) {
        const std::int64_t count = rest / unit.milliseconds;
        rest %= unit.milliseconds;
        if (count > 0) parts += (parts.empty() ? "" : ", ") + std::string(unit.name) + "=" + number(count);
    }
    return with_import((negative ? "-timedelta(" : "timedelta(") + parts + ")", "datetime", "timedelta");
}

std::optional<PythonText> text_literal(const std::string& text, const FieldType& type) {
    if (type.kind == FieldKind::uuid) {
        if (!is_uuid(text)) return std::nullopt;
        return with_import("UUID(" + python_quoted(text) + ")", "uuid", "UUID");
    }
    if (type.kind != FieldKind::bytes) return PythonText{python_quoted(text), {}};
    const bool ascii =
        std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    const std::string literal = python_quoted(text);
    return PythonText{ascii ? "b" + literal : literal + ".encode()", {}};
}

/// Members with their imports; of a map each key with a simple value.
std::optional<PythonText> list_literal(const ValueList& members, const FieldType& type) {
    const bool map = type.kind == FieldKind::map;
    const FieldType element = type.element.empty() ? FieldType{} : type.element.front();
    PythonText result;
    result.text = map ? "{" : "[";
    for (std::size_t i = 0; i < members.size(); ++i) {
        const auto member = map ? python_literal(members[i], FieldType{FieldKind::string, false, {}, {}, {}})
                                : python_literal(members[i], element);
        if (!member) return std::nullopt;
        result.text += (i > 0 ? ", " : "") + member->text + (map ? ": None" : "");
        result.imports.insert(result.imports.end(), member->imports.begin(), member->imports.end());
    }
    result.text += map ? "}" : "]";
    return result;
}

struct LiteralOf {
    const FieldType& type;

    std::optional<PythonText> operator()(Absent) const { return PythonText{"None", {}}; }
    std::optional<PythonText> operator()(bool truth) const { return PythonText{truth ? "True" : "False", {}}; }
    std::optional<PythonText> operator()(Decimal decimal) const {
        const std::string text = to_text(decimal);
        if (is_float(type)) return PythonText{decimal.is_whole() ? text + ".0" : text, {}};
        if (type.kind != FieldKind::decimal && decimal.is_whole()) return PythonText{text, {}};
        return with_import("Decimal(\"" + text + "\")", "decimal", "Decimal");
    }
    std::optional<PythonText> operator()(const std::string& text) const { return text_literal(text, type); }
    std::optional<PythonText> operator()(Date date) const { return date_literal(date); }
    std::optional<PythonText> operator()(DateTime moment) const { return moment_literal(moment); }
    std::optional<PythonText> operator()(Duration duration) const { return duration_literal(duration); }
    std::optional<PythonText> operator()(const ValueList& members) const { return list_literal(members, type); }
};

/// The text of a literal where the field is of another kind: a date's text for a date.
Value fitting(const Value& value, const FieldType& type) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) return value;
    if (type.kind == FieldKind::date) {
        if (const auto date = read_date(*text)) return *date;
    }
    if (type.kind == FieldKind::datetime) {
        if (const auto moment = read_moment(*text)) return *moment;
    }
    return value;
}

}  // namespace

std::optional<PythonText> python_literal(const Value& value, const FieldType& type) {
    if (type.kind == FieldKind::message && !value.is_absent()) return std::nullopt;
    return std::visit(LiteralOf{type}, static_cast<const Value::variant&>(fitting(value, type)));
}

}  // namespace millwright::templates
