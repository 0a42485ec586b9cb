#include "templates/objectscript_names.h"

#include <array>
#include <cctype>

namespace millwright::templates {
namespace {

bool is_letter(char each) {
    return std::isalpha(static_cast<unsigned char>(each)) != 0;
}

bool is_digit(char each) {
    return each >= '0' && each <= '9';
}

/// Day 0 of $Horolog is 1840-12-31; %Date holds it and later days.
constexpr std::int32_t first_day = -47'117;
/// The year 1840 and earlier are refused by $ZDateTimeH too.
constexpr std::int64_t first_moment = first_day * milliseconds_of_day;

std::optional<std::string> moment_literal(DateTime moment) {
    if (moment.milliseconds < first_moment) return std::nullopt;
    std::string text = date_text(moment);
    for (char& each : text) {
        if (each == 'T') each = ' ';
    }
    if (text.ends_with('Z')) text.pop_back();
    // %TimeStamp keeps no zeros at the end of a fraction.
    const bool fraction = text.find('.') != std::string::npos;
    while (fraction && text.ends_with('0')) text.pop_back();
    return objectscript_literal(text);
}

struct ValueText {
    std::optional<std::string> operator()(const Absent&) const { return "\"\""; }
    std::optional<std::string> operator()(bool truth) const { return truth ? "1" : "0"; }
    std::optional<std::string> operator()(const Decimal& number) const { return to_text(number); }
    std::optional<std::string> operator()(const std::string& text) const { return objectscript_literal(text); }
    std::optional<std::string> operator()(const Date& date) const {
        if (date.days < first_day) return std::nullopt;
        return "$ZDateH(" + objectscript_literal(date_text(date)) + ", 3)";
    }
    std::optional<std::string> operator()(const DateTime& moment) const { return moment_literal(moment); }
    std::optional<std::string> operator()(const Duration& duration) const {
        return std::to_string(duration.milliseconds);
    }
    std::optional<std::string> operator()(const ValueList&) const { return std::nullopt; }
};

struct DataType {
    std::string_view name;
    std::string_view parameters;
};

/// In the order of FieldKind.
constexpr std::array<DataType, 11> data_types{{{"%String", "MAXLEN = \"\""},
                                               {"%String", "MAXLEN = \"\""},
                                               {"%Integer", ""},
                                               {"%Numeric", "SCALE = 18"},
                                               {"%Boolean", ""},
                                               {"%Date", ""},
                                               {"%TimeStamp", "XMLTIMEZONE = \"UTC\""},
                                               {"%Integer", ""},
                                               {"%String", "MAXLEN = 36"},
                                               {"%Binary", "MAXLEN = \"\""},
                                               {"%String", "MAXLEN = \"\""}}};

/// `VALUELIST = ",open,closed"`: its first character divides the values, so one that none of them has is taken.
std::string value_list(const std::vector<std::string>& choices) {
    for (const char divider : {',', ';', '/', '!', '~'}) {
        std::string list;
        bool in_use = false;
        for (const std::string& each : choices) {
            in_use = in_use || each.find(divider) != std::string::npos;
            list += divider + each;
        }
        if (!in_use) return "VALUELIST = " + objectscript_literal(list);
    }
    return {};
}

}  // namespace

std::string objectscript_name(std::string_view name) {
    std::string out;
    bool begins = true;
    for (const char each : name) {
        if (!is_letter(each) && !is_digit(each)) {
            begins = true;
        } else {
            if (out.empty() && is_digit(each)) out += 'X';
            const char upper = static_cast<char>(std::toupper(static_cast<unsigned char>(each)));
            out += begins ? upper : each;
            begins = false;
        }
    }
    return out.empty() ? "X" : out;
}

std::string objectscript_property(std::string_view field, std::string_view owner) {
    const std::string name = objectscript_name(field);
    const bool id = name == "Id" || name == "ID";
    return id ? objectscript_name(owner.substr(owner.rfind('.') + 1)) + "Id" : name;
}

std::string objectscript_literal(std::string_view text) {
    std::string out;
    bool open = false;
    bool joined = false;
    const auto part = [&](bool quoted) {
        if (open == quoted) return;
        if (open) out += '"';
        if (!out.empty()) out += '_';
        joined = joined || !out.empty();
        if (quoted) out += '"';
        open = quoted;
    };
    bool after_control = false;
    for (const char each : text) {
        const auto code = static_cast<unsigned char>(each);
        const bool control = code < 0x20 || code == 0x7F;
        part(!control);
        if (control) {
            if (after_control) out += '_', joined = true;
            out += "$Char(" + std::to_string(code) + ")";
        } else {
            out += each;
            if (each == '"') out += '"';
        }
        after_control = control;
    }
    if (open) out += '"';
    if (out.empty()) return "\"\"";
    return joined ? "(" + out + ")" : out;
}

std::optional<std::string> objectscript_value(const Value& value) {
    return std::visit(ValueText{}, static_cast<const Value::variant&>(value));
}

std::string without_brackets(const std::string& expression) {
    if (!expression.starts_with('(')) return expression;
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < expression.size(); ++i) {
        const char each = expression[i];
        quoted = quoted != (each == '"');
        if (!quoted) depth += (each == '(' ? 1 : 0) - (each == ')' ? 1 : 0);
        if (depth == 0) return i + 1 == expression.size() ? expression.substr(1, i - 1) : expression;
    }
    return expression;
}

std::string objectscript_class(const FieldType& type, const ClassOfMessage& class_of) {
    if (type.kind == FieldKind::message) return class_of(type.name);
    const auto kind = static_cast<std::size_t>(type.kind);
    return kind < data_types.size() ? std::string(data_types.at(kind).name) : "%String";
}

bool can_be_required(const FieldType& type) {
    switch (type.kind) {
        case FieldKind::integer:
        case FieldKind::decimal:
        case FieldKind::boolean:
        case FieldKind::date:
        case FieldKind::datetime:
        case FieldKind::duration:
        case FieldKind::choice:
        case FieldKind::uuid: return !type.optional;
        default: return false;
    }
}

std::string objectscript_type(const FieldType& type, const ClassOfMessage& class_of,
                              std::vector<std::string> parameters) {
    const bool many = (type.kind == FieldKind::list || type.kind == FieldKind::map) && !type.element.empty();
    const FieldType& one = many ? type.element.front() : type;
    const auto kind = static_cast<std::size_t>(one.kind);
    if (kind < data_types.size() && !data_types.at(kind).parameters.empty()) {
        parameters.emplace_back(data_types.at(kind).parameters);
    }
    if (one.kind == FieldKind::choice) {
        if (const std::string list = value_list(one.choices); !list.empty()) parameters.push_back(list);
    }
    std::string text = many ? (type.kind == FieldKind::list ? "list Of " : "array Of ") : "";
    text += objectscript_class(one, class_of);
    for (std::size_t i = 0; i < parameters.size(); ++i) text += (i == 0 ? "(" : ", ") + parameters[i];
    return parameters.empty() ? text : text + ")";
}

}  // namespace millwright::templates
