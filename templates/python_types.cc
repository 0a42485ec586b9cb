#include "templates/python_types.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>

#include "graph/utf8.h"
#include "templates/python_lines.h"

namespace millwright::templates {
namespace {

struct TypeName {
    FieldKind kind;
    std::string_view name;
    std::string_view module;  ///< empty: built in
    std::string_view other;   ///< used where the name means something else
};

constexpr std::array<TypeName, 10> type_names = {{
    {FieldKind::any, "Any", "typing", "AnyType"},
    {FieldKind::string, "str", "", "builtins.str"},
    {FieldKind::integer, "int", "", "builtins.int"},
    {FieldKind::decimal, "Decimal", "decimal", "DecimalNumber"},
    {FieldKind::boolean, "bool", "", "builtins.bool"},
    {FieldKind::date, "date", "datetime", "Date"},
    {FieldKind::datetime, "datetime", "datetime", "DateTime"},
    {FieldKind::duration, "timedelta", "datetime", "TimeDelta"},
    {FieldKind::uuid, "UUID", "uuid", "Uuid"},
    {FieldKind::bytes, "bytes", "", "builtins.bytes"},
}};

constexpr std::array<TypeName, 4> form_names = {{
    {FieldKind::list, "list", "", "builtins.list"},
    {FieldKind::map, "dict", "", "builtins.dict"},
    {FieldKind::choice, "Literal", "typing", "LiteralOf"},
    {FieldKind::any, "Optional", "typing", "OptionalOf"},
}};

class TypeWriter {
public:
    explicit TypeWriter(const std::set<std::string>& taken) : taken_(taken) {}

    PythonText written(const FieldType& type) {
        PythonText result;
        result.text = text_of(type);
        result.imports = std::move(imports_);
        return result;
    }

private:
    std::string use(const TypeName& type) {
        const std::string name(type.name);
        const bool elsewhere = taken_.contains(name);
        if (!type.module.empty()) {
            const std::string alias(elsewhere ? type.other : type.name);
            add({std::string(type.module), name, alias});
            return alias;
        }
        if (!elsewhere) return name;
        add({"builtins", "", "builtins"});
        return std::string(type.other);
    }

    void add(PythonImport import) {
        const bool known = std::any_of(imports_.begin(), imports_.end(),
                                       [&](const PythonImport& each) { return each.alias == import.alias; });
        if (!known) imports_.push_back(std::move(import));
    }

    const TypeName& form(FieldKind kind) const {
        return *std::find_if(form_names.begin(), form_names.end(),
                             [kind](const TypeName& each) { return each.kind == kind; });
    }

    std::string text_of(const FieldType& type) {
        if (!type.optional) return bare(type);
        const std::string form_name = use(form(FieldKind::any));
        return form_name + "[" + bare(type) + "]";
    }

    std::string bare(const FieldType& type) {
        switch (type.kind) {
            case FieldKind::message: return type.name;
            case FieldKind::choice: {
                std::string choices;
                for (const std::string& each : type.choices)
                    choices += (choices.empty() ? "" : ", ") + python_quoted(each);
                return use(form(FieldKind::choice)) + "[" + choices + "]";
            }
            case FieldKind::list: return use(form(FieldKind::list)) + "[" + text_of(type.element.front()) + "]";
            case FieldKind::map: {
                const std::string name = use(form(FieldKind::map));
                return name + "[" + use(type_names[1]) + ", " + text_of(type.element.front()) + "]";
            }
            default:
                return use(*std::find_if(type_names.begin(), type_names.end(),
                                         [&](const TypeName& each) { return each.kind == type.kind; }));
        }
    }

    const std::set<std::string>& taken_;
    std::vector<PythonImport> imports_;
};

/// Names of annotations by the last part of a dotted name; those of form_names stand in `named` itself.
constexpr std::array<std::pair<std::string_view, FieldKind>, 14> read_names = {{
    {"str", FieldKind::string},
    {"int", FieldKind::integer},
    {"float", FieldKind::decimal},
    {"Decimal", FieldKind::decimal},
    {"bool", FieldKind::boolean},
    {"date", FieldKind::date},
    {"datetime", FieldKind::datetime},
    {"timedelta", FieldKind::duration},
    {"UUID", FieldKind::uuid},
    {"bytes", FieldKind::bytes},
    {"bytearray", FieldKind::bytes},
    {"list", FieldKind::list},
    {"dict", FieldKind::map},
    {"object", FieldKind::any},
}};

FieldType of_kind(FieldKind kind) {
    FieldType type;
    type.kind = kind;
    if (kind == FieldKind::list || kind == FieldKind::map) type.element.emplace_back();
    return type;
}

/// The character that an escape stands for, from behind its backslash; `at` goes behind it.
std::string unescaped(std::string_view text, std::size_t& at) {
    static constexpr std::string_view letters = "ntr", meant = "\n\t\r";
    const char c = text[at++];
    if (const auto letter = letters.find(c); letter != std::string_view::npos) return {meant[letter]};
    const std::size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : 0;
    unsigned code = 0;
    const auto read = std::from_chars(text.data() + at, text.data() + std::min(at + digits, text.size()), code, 16);
    if (digits == 0 || read.ptr != text.data() + at + digits) return {c};
    at += digits;
    if (code < 0x80) return {static_cast<char>(code)};
    const auto tail = [code](unsigned shift) { return static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
    if (code < 0x800) return {static_cast<char>(0xC0U | (code >> 6U)), tail(0)};
    return {static_cast<char>(0xE0U | (code >> 12U)), tail(6), tail(0)};
}

/// What a string means; prefixes but r are passed over.
std::string unquoted(std::string_view literal) {
    const std::size_t begin = literal.find_first_of("\"'");
    if (begin == std::string_view::npos) return std::string(literal);
    const char quote = literal[begin];
    const bool triple = literal.substr(begin).starts_with(std::string(3, quote)) && literal.size() >= begin + 6;
    const std::size_t quotes = triple ? 3 : 1;
    if (literal.size() < begin + 2 * quotes) return std::string(literal);
    const std::string_view inner = literal.substr(begin + quotes, literal.size() - begin - 2 * quotes);
    if (literal.substr(0, begin).find_first_of("rR") != std::string_view::npos) return std::string(inner);
    std::string out;
    for (std::size_t at = 0; at < inner.size();) {
        const char c = inner[at++];
        out += c == '\\' && at < inner.size() ? unescaped(inner, at) : std::string(1, c);
    }
    return out;
}

/// Recursive descent over the tokens of one annotation; gives up as `any`.
class TypeReader {
public:
    TypeReader(std::string_view text, const std::vector<PythonToken>& tokens) : text_(text), tokens_(tokens) {}

    FieldType read(unsigned depth) {
        FieldType type = part(depth);
        while (take("|")) {
            FieldType more = part(depth);
            const bool none = is_none_;
            is_none_ = false;
            if (none) {
                type.optional = true;
            } else if (first_none_) {
                more.optional = true;
                type = std::move(more);
                first_none_ = false;
            } else {
                type = optional_like(type);
            }
        }
        return type;
    }
    bool at_end() const { return at_ == tokens_.size(); }

private:
    static FieldType optional_like(const FieldType& type) {
        FieldType any;
        any.optional = type.optional;
        return any;
    }
    std::string_view word() const {
        return at_ < tokens_.size() ? text_.substr(tokens_[at_].begin, tokens_[at_].end - tokens_[at_].begin)
                                    : std::string_view();
    }
    bool take(std::string_view sign) {
        if (word() != sign) return false;
        ++at_;
        return true;
    }

    FieldType part(unsigned depth) {
        is_none_ = false;
        if (at_end() || depth > 16) {
            at_ = tokens_.size();
            return {};
        }
        if (tokens_[at_].kind == PythonTokenKind::string) {
            const std::string inner = unquoted(word());
            ++at_;
            return field_type_of_python(inner);
        }
        std::string_view name;
        do {
            name = word();
            ++at_;
        } while (take("."));
        if (name == "None") {
            is_none_ = true;
            first_none_ = first_none_ || at_ == 1;
            return {};
        }
        return named(name, depth);
    }

    FieldType named(std::string_view name, unsigned depth) {
        if (name == "Literal") return literal();
        if (name == "Optional" || name == "Annotated" || name == "Union") {
            if (!take("[")) return {};
            FieldType type = arguments(name, depth);
            take("]");
            return type;
        }
        static constexpr std::array<std::string_view, 6> lists = {"List", "Sequence", "Iterable",
                                                                  "set",  "Set",      "tuple"};
        static constexpr std::array<std::string_view, 3> maps = {"Dict", "Mapping", "MutableMapping"};
        if (std::find(lists.begin(), lists.end(), name) != lists.end()) name = "list";
        if (std::find(maps.begin(), maps.end(), name) != maps.end()) name = "dict";
        const auto known =
            std::find_if(read_names.begin(), read_names.end(), [name](const auto& each) { return each.first == name; });
        FieldType type;
        if (known != read_names.end()) {
            type = of_kind(known->second);
            if (name == "float") type.name = name;  // a decimal to settings; what Python computes with has to fit
        } else if (name != "Any" && is_python_name(name)) {
            type.kind = FieldKind::message;
            type.name = name;
        }
        if (!take("[")) return type;
        if (type.kind == FieldKind::message) type = FieldType{};
        subscripts(type, depth);
        return type;
    }

    /// Of Optional, Union and Annotated, up to the closing bracket.
    FieldType arguments(std::string_view form, unsigned depth) {
        FieldType type = read(depth + 1);
        bool optional = form == "Optional" || is_none_;
        bool none_first = is_none_;
        std::size_t others = 0;
        while (take(",")) {
            if (form == "Annotated") {
                pass_subscripts();
                break;
            }
            if (word() == "]") break;
            FieldType more = read(depth + 1);
            if (is_none_) {
                optional = true;
            } else if (none_first) {
                type = std::move(more);
                none_first = false;
            } else {
                ++others;
            }
        }
        is_none_ = first_none_ = false;
        if (others > 0) type = FieldType{};
        type.optional = type.optional || optional;
        return type;
    }

    void subscripts(FieldType& type, unsigned depth) {
        if (type.element.empty()) {
            pass_subscripts();
            take("]");
            return;
        }
        if (type.kind == FieldKind::map) {
            read(depth + 1);
            take(",");
        }
        FieldType element = read(depth + 1);
        is_none_ = false;
        type.element.front() = std::move(element);
        pass_subscripts();
        take("]");
    }

    /// To the closing bracket of what is open here.
    void pass_subscripts() {
        std::size_t open = 0;
        for (; at_ < tokens_.size(); ++at_) {
            if (word() == "[" || word() == "(") ++open;
            if ((word() == "]" || word() == ")") && open-- == 0) return;
        }
    }

    FieldType literal() {
        FieldType type;
        type.kind = FieldKind::choice;
        if (!take("[")) return {};
        for (; !at_end() && word() != "]"; ++at_) {
            if (tokens_[at_].kind == PythonTokenKind::string) type.choices.push_back(unquoted(word()));
            if (word() == "None") type.optional = true;
        }
        take("]");
        if (type.choices.empty()) return {};
        return type;
    }

    std::string_view text_;
    const std::vector<PythonToken>& tokens_;
    std::size_t at_ = 0;
    bool is_none_ = false, first_none_ = false;
};

void append_escaped(std::string& out, char c, char quote) {
    static constexpr std::array<std::pair<char, std::string_view>, 4> escapes = {
        {{'\\', "\\\\"}, {'\n', "\\n"}, {'\t', "\\t"}, {'\r', "\\r"}}};
    if (c == quote) out += '\\';
    const auto escape = std::find_if(escapes.begin(), escapes.end(), [c](const auto& each) { return each.first == c; });
    if (escape != escapes.end()) {
        out += escape->second;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
        char text[16];
        std::snprintf(text, sizeof text, "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
        out += text;
    } else {
        out += c;
    }
}

}  // namespace

PythonText python_type(const FieldType& type, const std::set<std::string>& taken) {
    return TypeWriter(taken).written(type);
}

FieldType field_type_of_python(std::string_view annotation) {
    // In brackets, so that it is one line for the reader of lines.
    const std::string text = "(" + std::string(annotation) + ")";
    PythonLines lines(text);
    const PythonLine* line = lines.next();
    if (line == nullptr || line->tokens.size() < 3) return {};
    const std::vector<PythonToken> inner(line->tokens.begin() + 1, line->tokens.end() - 1);
    TypeReader reader(text, inner);
    FieldType type = reader.read(0);
    return reader.at_end() ? type : FieldType{};
}

std::string python_quoted(std::string_view text) {
    const bool single = text.find('"') != std::string_view::npos && text.find('\'') == std::string_view::npos;
    const char quote = single ? '\'' : '"';
    std::string out(1, quote);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = std::max<std::size_t>(utf8_length(text.substr(at)), 1);
        if (const char32_t hidden = length > 1 ? hidden_character(text.substr(at)) : 0; hidden != 0) {
            char escaped[16];
            std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(hidden));
            out += escaped;
        } else if (length > 1) {
            out += text.substr(at, length);
        } else {
            append_escaped(out, text[at], quote);
        }
        at += length;
    }
    return out + quote;
}

bool is_python_keyword(std::string_view word) {
    static constexpr std::array<std::string_view, 35> keywords = {
        "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
        "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
        "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
        "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};
    return std::find(keywords.begin(), keywords.end(), word) != keywords.end();
}

bool is_python_name(std::string_view word) {
    const auto is_part = [](char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    return !word.empty() && std::all_of(word.begin(), word.end(), is_part) && !(word[0] >= '0' && word[0] <= '9') &&
           !is_python_keyword(word);
}

}  // namespace millwright::templates
