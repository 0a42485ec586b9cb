#include "settings/toml_format.h"

#include <algorithm>
#include <vector>

#include "graph/display_width.h"
#include "settings/toml_equal.h"
#include "settings/toml_key.h"
#include "settings/toml_syntax.h"

namespace millwright::settings {
namespace {

constexpr std::size_t indent_step = 2;

/// Whether the text of a literal string is the same between double quotes.
bool same_between_double_quotes(std::string_view inside) {
    return inside.find_first_of("\"\\") == std::string_view::npos;
}

class Formatter {
public:
    explicit Formatter(std::string_view text) : text_(text), syntax_(text) { out_.reserve(text.size()); }

    std::string run() {
        TomlStatement statement = syntax_.next();
        for (; statement.kind != TomlStatementKind::end; statement = syntax_.next()) {
            if (statement.kind == TomlStatementKind::comment) {
                waiting_.push_back({statement.span, statement.blank_before});
                continue;
            }
            if (statement.kind != TomlStatementKind::pair) set_apart(statement);
            write_waiting();
            write_blank_line(statement.blank_before);
            write(statement);
            syntax_.forget();
        }
        write_waiting();
        return std::move(out_);
    }

private:
    /// A comment on a line of its own whose next statement is not known yet.
    struct Waiting {
        TomlSpan span;
        bool blank_before;
    };

    /// A blank line goes before a header, or before the comment lines right above it.
    void set_apart(TomlStatement& header) {
        if (waiting_.empty() || header.blank_before) {
            header.blank_before = true;
            return;
        }
        const auto begins = [](const Waiting& each) { return each.blank_before; };
        const auto found = std::find_if(waiting_.rbegin(), waiting_.rend(), begins);
        (found == waiting_.rend() ? waiting_.front() : *found).blank_before = true;
    }
    void write_waiting() {
        for (const Waiting& each : waiting_) {
            write_blank_line(each.blank_before);
            out_ += each.span.in(text_);
            end_line();
        }
        waiting_.clear();
    }
    void write_blank_line(bool wanted) {
        if (wanted && !out_.empty()) end_line();
    }
    void end_line() {
        out_ += '\n';
        line_ = out_.size();
    }

    void write(const TomlStatement& statement) {
        switch (statement.kind) {
            case TomlStatementKind::header: write_header(statement, "[", "]"); break;
            case TomlStatementKind::array_header: write_header(statement, "[[", "]]"); break;
            default:
                write_key(statement.key);
                out_ += " = ";
                write_value(statement.value, 0, 0);
        }
        if (!statement.comment.empty()) write_comment(statement.comment);
        end_line();
    }
    void write_header(const TomlStatement& statement, const char* open, const char* close) {
        out_ += open;
        write_key(statement.key);
        out_ += close;
    }
    void write_comment(TomlSpan comment) {
        out_ += ' ';
        out_ += comment.in(text_);
    }

    void write_key(TomlSpan key) {
        const std::string_view written = key.in(text_);
        if (std::all_of(written.begin(), written.end(), is_bare_key_character)) {
            out_ += written;
            return;
        }
        std::uint32_t at = key.begin;
        if (read_key(text_.substr(0, key.end), at, store_, key_parts_)) {
            out_ += written;
            return;
        }
        for (const KeyPart& part : key_parts_) {
            if (&part != key_parts_.data()) out_ += '.';
            const bool bare =
                !part.text.empty() && std::all_of(part.text.begin(), part.text.end(), is_bare_key_character);
            if (bare) {
                out_ += part.text;
            } else {
                write_string(text_.substr(part.begin, part.end - part.begin));
            }
        }
    }

    /// Literal strings become basic ones where nothing inside changes; all others stay as they are.
    void write_string(std::string_view written) {
        const bool literal = written.size() >= 2 && written.front() == '\'' && !written.starts_with("'''");
        const std::string_view inside = literal ? written.substr(1, written.size() - 2) : std::string_view{};
        if (!literal || !same_between_double_quotes(inside)) {
            out_ += written;
            return;
        }
        out_ += '"';
        out_ += inside;
        out_ += '"';
    }

    /// `indent`: of the line on which the value begins. `tail`: columns that will follow its end on the same line.
    void write_value(PartId id, std::size_t indent, std::size_t tail) {
        const TomlPart kind = syntax_[id].kind;
        if (kind == TomlPart::scalar) return write_scalar(id);
        const std::size_t before = out_.size();
        if (write_flat(id, tail)) return;
        out_.resize(before);
        if (syntax_[id].first == no_part) {
            out_ += kind == TomlPart::table ? "{}" : "[]";
        } else if (kind == TomlPart::table) {
            write_table(id, indent, tail);
        } else {
            write_lines(id, indent + indent_step);
        }
    }
    void write_scalar(PartId id) {
        const std::string_view written = syntax_[id].span.in(text_);
        write_string(written);
        const std::size_t line_end = written.rfind('\n');
        if (line_end != std::string_view::npos) line_ = out_.size() - (written.size() - line_end - 1);
    }

    /// Writes the value on this line; false, with part of it written, where it does not fit.
    bool write_flat(PartId id, std::size_t tail) {
        const TomlSyntaxPart part = syntax_[id];
        if (part.kind == TomlPart::comment) return false;
        if (part.kind == TomlPart::scalar) {
            write_string(part.span.in(text_));
            return part.span.in(text_).find('\n') == std::string_view::npos && fits(tail);
        }
        const bool braces = part.kind == TomlPart::table;
        out_ += braces ? '{' : '[';
        for (PartId child = part.first; child != no_part; child = syntax_[child].next) {
            out_ += child != part.first ? ", " : braces ? " " : "";
            if (braces) write_member_key(child);
            if (!write_flat(child, tail)) return false;
        }
        if (braces && part.first != no_part) out_ += ' ';
        out_ += braces ? '}' : ']';
        return fits(tail);
    }
    bool fits(std::size_t tail) const {
        const std::size_t most = longest_toml_line - std::min(tail, longest_toml_line);
        // No character is wider than it has bytes.
        return out_.size() - line_ <= most || display_width(std::string_view(out_).substr(line_)) <= most;
    }
    void write_member_key(PartId member) {
        write_key(syntax_[member].key);
        out_ += " = ";
    }

    /// A table in braces that does not fit: TOML wants it on one line all the same, but arrays in it may be broken.
    void write_table(PartId id, std::size_t indent, std::size_t tail) {
        out_ += '{';
        for (PartId child = syntax_[id].first; child != no_part; child = syntax_[child].next) {
            out_ += child == syntax_[id].first ? " " : ", ";
            write_member_key(child);
            write_value(child, indent, syntax_[child].next == no_part ? tail + 2 : 1);
        }
        out_ += " }";
    }

    /// An array with one element a line.
    void write_lines(PartId id, std::size_t indent) {
        out_ += '[';
        bool first = true;
        for (PartId child = syntax_[id].first; child != no_part; child = syntax_[child].next) {
            const TomlSyntaxPart part = syntax_[child];
            if (part.kind == TomlPart::comment && !part.own_line) {
                write_comment(part.span);
                continue;
            }
            end_line();
            write_blank_line(part.blank_before && !first);
            first = false;
            out_.append(indent, ' ');
            if (part.kind == TomlPart::comment) {
                out_ += part.span.in(text_);
            } else {
                write_value(child, indent, 1);
                out_ += ',';
            }
        }
        end_line();
        out_.append(indent - indent_step, ' ');
        out_ += ']';
    }

    std::string_view text_;
    TomlSyntax syntax_;
    std::string out_;
    std::size_t line_ = 0;  ///< offset in `out_` at which its last line begins
    std::vector<Waiting> waiting_;
    TextStore store_;
    std::vector<KeyPart> key_parts_;
};

}  // namespace

std::string formatted_toml(std::string_view text) {
    return Formatter(text).run();
}

std::optional<std::string> format_toml(std::string_view text, std::uint32_t source, Diagnostics& findings) {
    TomlTree before;
    const TomlText was = read_toml(before, text, source, findings);
    if (!was.sound) return std::nullopt;
    std::string formatted = formatted_toml(text);
    if (formatted == text) return formatted;
    TomlTree after;
    Diagnostics ignored;
    const TomlText is = read_toml(after, formatted, source, ignored);
    if (is.sound && same_tree(before, was.root, after, is.root)) return formatted;
    findings.add(Code::cannot_write, {source, 0, 0}, "the formatted text would not say the same, and is not written")
        .advise("this is a defect of millwright; please report it with the file");
    return std::nullopt;
}

}  // namespace millwright::settings
