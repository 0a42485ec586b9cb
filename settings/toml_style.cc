#include "settings/toml_style.h"

#include <algorithm>
#include <array>
#include <utility>

#include "graph/display_width.h"
#include "settings/toml_format.h"
#include "settings/toml_key.h"

namespace millwright::settings {
namespace {

/// Tables that are looked at for a style: enough to tell, and few enough for files of any size.
constexpr std::size_t most_tables = 50;

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t") == std::string_view::npos;
}

/// What a style is told by; each is decided by what is seen first.
class StyleSearch {
public:
    explicit StyleSearch(const TomlOutline& outline) : outline_(outline) {
        const std::size_t first = text().find('\n');
        if (first != std::string_view::npos && first > 0 && text()[first - 1] == '\r') style_.line_end = "\r\n";
    }

    TomlStyle near(std::string_view kind) {
        const auto& sections = outline_.sections();
        for (const bool own : {true, false}) {
            std::size_t left = most_tables;
            for (auto each = sections.rbegin(); each != sections.rend() && left > 0; ++each) {
                const bool of_kind = !each->path.empty() && each->path.front().name == kind;
                if (of_kind != own) continue;
                --left;
                look_at(*each, own);
            }
        }
        return std::move(style_);
    }

private:
    enum class Told : unsigned char {
        equals,
        inner_equals,
        comma,
        braces,
        brackets,
        indent,
        header,
        array,
        quotes,
        blank,
        count
    };

    std::string_view text() const { return outline_.text(); }
    std::string_view between(std::uint32_t from, std::uint32_t to) const { return text().substr(from, to - from); }
    /// True the first time.
    bool tells(Told what) { return !std::exchange(told_[static_cast<std::size_t>(what)], true); }

    void look_at(const OutlineSection& section, bool own) {
        if (!section.is_root && section.begin > 0 && tells(Told::blank)) {
            style_.blank_lines = outline_[section.begin].blank_before;
        }
        // Tables below those of a kind may stand further to the right.
        const bool top = own || section.path.size() <= 2;
        if (!section.is_root && top && section.path.size() <= 2 && tells(Told::header)) {
            style_.header_indent = indent_of(outline_[section.header]);
        }
        std::vector<const TomlStatement*> pairs;
        for (StatementId id = section.body; id < section.end; ++id) {
            if (outline_[id].kind == TomlStatementKind::pair) pairs.push_back(&outline_[id]);
        }
        if (!pairs.empty() && top && tells(Told::indent)) style_.indent = indent_of(*pairs.back());
        if (!pairs.empty() && tells(Told::equals)) look_at_signs(pairs);
        for (const TomlStatement* each : pairs) look_into(each->value, *each);
    }

    std::string indent_of(const TomlStatement& statement) const {
        const std::string_view before = between(statement.line, statement.span.begin);
        return is_blank(before) ? std::string(before) : std::string();
    }

    void look_at_signs(const std::vector<const TomlStatement*>& pairs) {
        std::string_view sign;
        std::size_t columns = 0;
        bool padded = false;
        for (const TomlStatement* each : pairs) {
            sign = between(each->key.end, outline_.syntax()[each->value].span.begin);
            const std::size_t column = each->key.end - each->span.begin + sign.find('=');
            if (each == pairs.front()) columns = column;
            if (column != columns) columns = 0;
            padded = padded || sign.find('=') > 1;
        }
        style_.aligned = padded && columns > 0;
        style_.equals = sign;
        if (padded) style_.equals = " " + std::string(sign.substr(sign.find('=')));
    }

    void look_into(PartId id, const TomlStatement& statement) {
        const TomlSyntaxPart& part = outline_.syntax()[id];
        if (part.kind == TomlPart::scalar) return look_at_quotes(part.span.in(text()));
        if (part.kind == TomlPart::comment || part.first == no_part) return;
        if (part.kind == TomlPart::table) {
            look_at_braces(part);
        } else {
            look_at_brackets(id, statement);
        }
        for (PartId child = part.first; child != no_part; child = outline_.syntax()[child].next) {
            look_into(child, statement);
        }
    }

    /// A text that only one kind of quotes can hold tells nothing.
    void look_at_quotes(std::string_view written) {
        const bool basic = written.starts_with('"') && !written.starts_with("\"\"\"");
        const bool literal = written.starts_with('\'') && !written.starts_with("'''");
        if ((!basic && !literal) || written.size() < 2) return;
        const std::string_view inside = written.substr(1, written.size() - 2);
        if (inside.find_first_of("'\"\\") != std::string_view::npos) return;
        if (tells(Told::quotes)) style_.literal = literal;
    }

    void look_at_commas(const TomlSyntaxPart& part, std::uint32_t begin) {
        const std::string_view sign = between(part.span.end, begin);
        const bool plain = sign.find(',') != std::string_view::npos && sign.find_first_not_of(" \t,") == sign.npos;
        if (plain && tells(Told::comma)) style_.comma = sign;
    }

    void look_at_braces(const TomlSyntaxPart& table) {
        const TomlSyntaxPart& first = outline_.syntax()[table.first];
        if (tells(Told::braces)) style_.inside_braces = between(table.span.begin + 1, first.key.begin);
        if (tells(Told::inner_equals)) style_.inner_equals = between(first.key.end, first.span.begin);
        if (first.next != no_part) look_at_commas(first, outline_.syntax()[first.next].key.begin);
    }

    void look_at_brackets(PartId id, const TomlStatement& statement) {
        const TomlSyntaxPart& array = outline_.syntax()[id];
        const TomlSyntaxPart& first = outline_.syntax()[array.first];
        if (between(array.span.begin, array.span.end).find('\n') == std::string_view::npos) {
            if (tells(Told::brackets)) style_.inside_brackets = between(array.span.begin + 1, first.span.begin);
            if (first.next != no_part) look_at_commas(first, outline_.syntax()[first.next].span.begin);
            return;
        }
        const std::size_t line = text().rfind('\n', first.span.begin);
        if (!first.own_line || line == std::string_view::npos) return;
        const std::string_view own = between(static_cast<std::uint32_t>(line + 1), first.span.begin);
        const std::string outer = indent_of(statement);
        if (!is_blank(own) || !own.starts_with(outer) || !tells(Told::array)) return;
        style_.array_indent = own.substr(outer.size());
        const auto elements = outline_.children(id);
        if (!elements.empty()) style_.closing_comma = !outline_.syntax()[elements.back()].comma.empty();
    }

    const TomlOutline& outline_;
    TomlStyle style_;
    std::array<bool, static_cast<std::size_t>(Told::count)> told_{};
};

bool has_arrays(const TomlValue& value) {
    if (const auto* elements = std::get_if<TomlValue::Array>(&value.is)) return !elements->empty();
    const auto* table = std::get_if<TomlValue::Table>(&value.is);
    return table != nullptr &&
           std::any_of(table->begin(), table->end(), [](const TomlMember& each) { return has_arrays(each.value); });
}

/// Writes a value as toml_format does, in another style.
class StyledWriter {
public:
    StyledWriter(const TomlStyle& style, std::size_t column) : style_(style), column_(column) {}

    void write(const TomlValue& value, const std::string& indent, std::size_t tail) {
        const std::string on_one_line = flat(value);
        const bool fits = column_ + display_width(on_one_line) + tail <= longest_toml_line;
        if (fits || !has_arrays(value)) return put(on_one_line);
        if (const auto* table = std::get_if<TomlValue::Table>(&value.is)) return write_table(*table, indent, tail);
        write_lines(std::get<TomlValue::Array>(value.is), indent);
    }
    std::string take() { return std::move(out_); }

private:
    std::string flat(const TomlValue& value) const {
        if (const auto* text = std::get_if<std::string>(&value.is)) return quoted(*text, value);
        std::string out;
        if (const auto* elements = std::get_if<TomlValue::Array>(&value.is)) {
            for (const TomlValue& each : *elements) out += (out.empty() ? "" : style_.comma) + flat(each);
            return out.empty() ? "[]" : "[" + style_.inside_brackets + out + style_.inside_brackets + "]";
        }
        const auto* table = std::get_if<TomlValue::Table>(&value.is);
        if (table == nullptr) return written(value);
        for (const TomlMember& each : *table) {
            out +=
                (out.empty() ? "" : style_.comma) + key_in(style_, each.key) + style_.inner_equals + flat(each.value);
        }
        return out.empty() ? "{}" : "{" + style_.inside_braces + out + style_.inside_braces + "}";
    }
    std::string quoted(const std::string& text, const TomlValue& value) const {
        const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
            return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F && c != '\'';
        });
        return style_.literal && plain ? "'" + text + "'" : written_inside(value);
    }

    void put(std::string_view text) {
        out_ += text;
        column_ += display_width(text);
    }
    void end_line(const std::string& indent) {
        out_ += style_.line_end + indent;
        column_ = display_width(indent);
    }

    void write_table(const TomlValue::Table& table, const std::string& indent, std::size_t tail) {
        put("{" + style_.inside_braces);
        for (const TomlMember& each : table) {
            const bool last = &each == &table.back();
            put(key_in(style_, each.key) + style_.inner_equals);
            write(each.value, indent, last ? tail + 1 + style_.inside_braces.size() : 1);
            put(last ? style_.inside_braces + "}" : style_.comma);
        }
    }
    void write_lines(const TomlValue::Array& elements, const std::string& indent) {
        put("[");
        const std::string deeper = indent + style_.array_indent;
        for (const TomlValue& each : elements) {
            end_line(deeper);
            write(each, deeper, 1);
            if (&each != &elements.back() || style_.closing_comma) put(",");
        }
        end_line(indent);
        put("]");
    }

    const TomlStyle& style_;
    std::string out_;
    std::size_t column_;
};

}  // namespace

TomlStyle style_near(const TomlOutline& outline, std::string_view kind) {
    return StyleSearch(outline).near(kind);
}

std::string key_in(const TomlStyle& style, std::string_view key) {
    const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), is_bare_key_character);
    const bool plain = std::all_of(
        key.begin(), key.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F && c != '\''; });
    return !bare && style.literal && plain ? "'" + std::string(key) + "'" : quoted_key(key);
}

std::string value_in(const TomlStyle& style, const TomlValue& value, std::string_view indent, std::size_t column) {
    // A text alone may take several lines; inside of brackets and braces none does.
    if (const auto* text = std::get_if<std::string>(&value.is); text != nullptr && text->find('\n') != text->npos) {
        return written(value);
    }
    StyledWriter writer(style, column);
    writer.write(value, std::string(indent), 0);
    return writer.take();
}

}  // namespace millwright::settings
