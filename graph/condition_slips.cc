#include "graph/condition_slips.h"

#include <algorithm>
#include <array>

#include "graph/condition_words.h"
#include "graph/suggest.h"
#include "graph/utf8.h"

namespace millwright {
namespace {

/// How something is written elsewhere, and here. An empty message stands for `"X" is no operator`.
struct Slip {
    std::string_view written;
    std::string_view message;
    std::string_view hint;
};

// Longer ones before their beginnings.
constexpr std::array operator_slips{
    Slip{"===", "", "write =="},
    Slip{"!==", "", "write !="},
    Slip{"==", "", "write =="},
    Slip{"=>", "", "write >="},
    Slip{"=<", "", "write <="},
    Slip{"=~", "", "write matches(x, 'regular expression')"},
    Slip{"=", "\"=\" does not compare", "write =="},
    Slip{"<=>", "", "write ==, <= or >="},
    Slip{"<>", "", "write !="},
    Slip{"<<", "", "write <"},
    Slip{">>", "", "write >"},
    Slip{"!", "", "write != for \"is not equal\", and not for \"not\""},
    Slip{"&&", "", "write and"},
    Slip{"&", "", "write and"},
    Slip{"||", "", "write or"},
    Slip{"|", "", "write or; to allow several values, write x in ['a', 'b']"},
    Slip{"**", "", "there is no power; write a product"},
    Slip{"//", "", "write /"},
    Slip{"%", "", "there is no remainder of a division"},
    Slip{"^", "", "there is no power; write a product"},
    Slip{"??", "", "to ask whether a value is there, write present(x)"},
    Slip{"?", "", "a condition has no branches; write two entries with a condition each"},
    Slip{":=", "\":=\" does not compare", "write =="},
    Slip{"[", "members of a list have no numbers here", "to ask for a member, write 'a' in x or contains(x, 'a')"},
    Slip{";", "\";\" ends nothing", "an expression is one; join conditions with and"},
    Slip{"\xE2\x89\xA4", "", "write <="},
    Slip{"\xE2\x89\xA5", "", "write >="},
    Slip{"\xE2\x89\xA0", "", "write !="},
    Slip{"\xC3\x97", "", "write *"},
    Slip{"\xE2\x88\x92", "", "write -, the minus of the keyboard"},
    Slip{"\xE2\x80\x93", "", "write -, the minus of the keyboard"},
};

constexpr std::array operator_words{
    Slip{"AND", "", "write and"},
    Slip{"And", "", "write and"},
    Slip{"OR", "", "write or"},
    Slip{"Or", "", "write or"},
    Slip{"IN", "", "write in"},
    Slip{"NOT", "", "write not in, or !="},
    Slip{"not", "\"not\" does not stand between operands", "write not in, or !=, or and not"},
    Slip{"xor", "", "write != between two truths"},
    Slip{"is", "", "write ==, or missing(x) for an absent value"},
    Slip{"IS", "", "write ==, or missing(x) for an absent value"},
    Slip{"eq", "", "write =="},
    Slip{"ne", "", "write !="},
    Slip{"lt", "", "write <"},
    Slip{"le", "", "write <="},
    Slip{"gt", "", "write >"},
    Slip{"ge", "", "write >="},
    Slip{"equals", "", "write =="},
    Slip{"between", "", "write x >= 1 and x <= 9"},
    Slip{"BETWEEN", "", "write x >= 1 and x <= 9"},
    Slip{"like", "", "write matches(x, 'regular expression'), contains(x, 'text') or starts_with(x, 'text')"},
    Slip{"LIKE", "", "write matches(x, 'regular expression'), contains(x, 'text') or starts_with(x, 'text')"},
    Slip{"matches", "\"matches\" does not stand between operands", "write matches(x, 'regular expression')"},
    Slip{"contains", "\"contains\" does not stand between operands", "write contains(x, 'text')"},
    Slip{"starts_with", "\"starts_with\" does not stand between operands", "write starts_with(x, 'text')"},
    Slip{"div", "", "write /"},
    Slip{"mod", "", "there is no remainder of a division"},
    Slip{"if", "", "a condition has no branches; write two entries with a condition each"},
};

constexpr std::array operand_slips{
    Slip{"!", "\"!\" is no operator", "write not"},
    Slip{"~", "\"~\" is no operator", "write not"},
    Slip{"+", "a number needs no plus sign", "leave it out"},
    Slip{".", "a number begins with a digit", "write 0.5, not .5"},
    Slip{"`", "` does not begin a text", "write the text in ' or \""},
    Slip{"\xE2\x80\x98", "this quotation mark does not begin a text", "write the text in ' or \" of the keyboard"},
    Slip{"\xE2\x80\x99", "this quotation mark does not begin a text", "write the text in ' or \" of the keyboard"},
    Slip{"\xE2\x80\x9C", "this quotation mark does not begin a text", "write the text in ' or \" of the keyboard"},
    Slip{"\xE2\x80\x9D", "this quotation mark does not begin a text", "write the text in ' or \" of the keyboard"},
    Slip{"\xE2\x80\x9E", "this quotation mark does not begin a text", "write the text in ' or \" of the keyboard"},
    Slip{"$", "a name has no \"$\"", "write the name of a field by itself"},
    Slip{"@", "a name has no \"@\"", "write the name of a field by itself"},
    Slip{"{", "\"{\" begins nothing", "a list of values is written ['a', 'b']"},
    Slip{"\xE2\x88\x92", "this minus sign is not the one of the keyboard", "write -"},
    Slip{"\\", "\"\\\" begins nothing", "a quote inside a text is doubled: 'it''s'"},
};

constexpr std::array operand_words{
    Slip{"not", "\"not\" needs an end of its word", "write not x"},
};

constexpr std::array names{
    Slip{"True", "\"True\" is no value", "write true"},
    Slip{"TRUE", "\"TRUE\" is no value", "write true"},
    Slip{"False", "\"False\" is no value", "write false"},
    Slip{"FALSE", "\"FALSE\" is no value", "write false"},
    Slip{"null", "\"null\" is no value", ""},
    Slip{"Null", "\"Null\" is no value", ""},
    Slip{"NULL", "\"NULL\" is no value", ""},
    Slip{"None", "\"None\" is no value", ""},
    Slip{"nil", "\"nil\" is no value", ""},
    Slip{"undefined", "\"undefined\" is no value", ""},
};

constexpr std::array functions{
    Slip{"not", "", "write not x"},
    Slip{"exists", "", "write present(x)"},
    Slip{"has", "", "write present(x), or contains(x, 'member')"},
    Slip{"defined", "", "write present(x)"},
    Slip{"is_null", "", "write missing(x)"},
    Slip{"isnull", "", "write missing(x)"},
    Slip{"is_none", "", "write missing(x)"},
    Slip{"empty", "", "write len(x) == 0, or missing(x)"},
    Slip{"length", "", "write len(x)"},
    Slip{"size", "", "write len(x)"},
    Slip{"count", "", "write len(x)"},
    Slip{"startsWith", "", "write starts_with(x, 'text')"},
    Slip{"startswith", "", "write starts_with(x, 'text')"},
    Slip{"endsWith", "", "write matches(x, 'text$')"},
    Slip{"endswith", "", "write matches(x, 'text$')"},
    Slip{"ends_with", "", "write matches(x, 'text$')"},
    Slip{"includes", "", "write contains(x, 'member')"},
    Slip{"regex", "", "write matches(x, 'regular expression')"},
    Slip{"match", "", "write matches(x, 'regular expression')"},
    Slip{"search", "", "write matches(x, 'regular expression')"},
    Slip{"now", "a condition knows no clock", "compare with a field, or with date('2026-01-31')"},
    Slip{"today", "a condition knows no clock", "compare with a field, or with date('2026-01-31')"},
    Slip{"datetime", "", "write date('2026-01-31T10:00:00Z')"},
    Slip{"duration", "", "write a duration as it is: 1h30m"},
    Slip{"int", "", "values are not converted; write the number as it is"},
    Slip{"str", "", "values are not converted; write the text as it is"},
};

Advice worded(const Slip& slip, std::string_view what) {
    std::string message(slip.message);
    if (message.empty()) message = in_quotes(slip.written) + " is no " + std::string(what);
    return {std::move(message), std::string(slip.hint)};
}

template <std::size_t count>
const Slip* find_prefix(const std::array<Slip, count>& slips, std::string_view text) {
    const auto found =
        std::find_if(slips.begin(), slips.end(), [&](const Slip& slip) { return text.starts_with(slip.written); });
    return found == slips.end() ? nullptr : &*found;
}

template <std::size_t count>
const Slip* find_word(const std::array<Slip, count>& slips, std::string_view word) {
    const auto found = std::find_if(slips.begin(), slips.end(), [&](const Slip& slip) { return word == slip.written; });
    return found == slips.end() ? nullptr : &*found;
}

std::vector<std::string_view> names_of_functions() {
    std::vector<std::string_view> found;
    for (const Function& each : condition_functions()) found.push_back(each.name);
    found.push_back("date");
    return found;
}

/// "a, b and c"
std::string listed(const std::vector<std::string_view>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + std::string(words[i]);
    }
    return text;
}

bool in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

std::optional<Advice> operator_slip(std::string_view text) {
    const Slip* slip = find_word(operator_words, first_word(text));
    if (slip == nullptr) slip = find_prefix(operator_slips, text);
    if (slip == nullptr) return std::nullopt;
    return worded(*slip, "operator");
}

std::optional<Advice> operand_slip(std::string_view text) {
    const Slip* slip = find_word(operand_words, first_word(text));
    if (slip == nullptr) slip = find_prefix(operand_slips, text);
    if (slip == nullptr) return std::nullopt;
    return worded(*slip, "operand");
}

std::optional<Advice> name_slip(std::string_view name) {
    const Slip* slip = find_word(names, name);
    if (slip == nullptr) return std::nullopt;
    return worded(*slip, "value");
}

std::string_view number_token(std::string_view text) {
    const auto end = std::find_if(text.begin(), text.end(), [](char c) { return !in_word(c) && c != '.'; });
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

Advice number_slip(std::string_view token) {
    const std::string_view digits = token.substr(0, token.find_first_not_of("0123456789."));
    const std::string_view unit = token.substr(digits.size());
    if (unit.empty() && digits.ends_with('.')) {
        return {in_quotes(token) + " is no number", "a digit has to stand behind the point"};
    }
    if (unit.empty()) return {in_quotes(token) + " is no number", "a number has one point at most: 1000.5"};
    if (unit.starts_with('_')) {
        std::string plain(token);
        std::erase(plain, '_');
        return {in_quotes(token) + " is no number", "write " + printable(plain)};
    }
    if (digits.find('.') != std::string_view::npos) {
        return {in_quotes(token) + " is neither a number nor a duration",
                "a duration has whole numbers: 1h30m, not 1.5h"};
    }
    return {in_quotes(token) + " is neither a number nor a duration",
            "the units of durations are d h m s ms, as in 1h30m; a name begins with a letter; a text has quotes"};
}

Advice function_slip(std::string_view name) {
    const std::vector<std::string_view> function_names = names_of_functions();
    const std::size_t point = name.rfind('.');
    const std::string_view last = point == std::string_view::npos ? name : name.substr(point + 1);
    const Slip* slip = find_word(functions, last);
    Advice advice = slip ? worded(*slip, "function") : Advice{in_quotes(name) + " is no function", {}};
    if (advice.hint.empty() && point != std::string_view::npos) {
        const auto known = nearest(last, function_names);
        if (known) advice.hint = "write " + std::string(*known) + "(" + printable(name.substr(0, point)) + ", ...)";
    }
    if (advice.hint.empty()) advice.hint = did_you_mean(last, function_names);
    if (advice.hint.empty()) advice.hint = "there are " + listed(function_names);
    return advice;
}

std::string_view first_word(std::string_view text) {
    const auto end = std::find_if(text.begin(), text.end(), [](char c) { return !in_word(c); });
    const std::size_t size = static_cast<std::size_t>(end - text.begin());
    return text.substr(0, size > 0 ? size : std::max<std::size_t>(1, utf8_length(text)));
}

}  // namespace millwright
