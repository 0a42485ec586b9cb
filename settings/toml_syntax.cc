#include "settings/toml_syntax.h"

#include <algorithm>

#include "graph/utf8.h"
#include "settings/limits.h"
#include "settings/toml_key.h"
#include "settings/toml_number.h"

namespace millwright::settings {
namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

}  // namespace

TomlSyntax::TomlSyntax(std::string_view text) : text_(text) {
    if (ahead(byte_order_mark)) at_ = static_cast<std::uint32_t>(byte_order_mark.size());
}

void TomlSyntax::skip_blanks() {
    while (is_blank(here())) ++at_;
}

unsigned TomlSyntax::skip_space() {
    unsigned line_ends = 0;
    while (at_ < text_.size()) {
        skip_blanks();
        if (ahead("\r\n")) ++at_;
        if (here() != '\n') break;
        ++line_ends;
        ++at_;
    }
    return line_ends;
}

TomlSpan TomlSyntax::take_comment() {
    TomlSpan comment{at_, static_cast<std::uint32_t>(std::min(text_.find('\n', at_), text_.size()))};
    at_ = comment.end;
    while (comment.end > comment.begin && (is_blank(text_[comment.end - 1]) || text_[comment.end - 1] == '\r')) {
        --comment.end;
    }
    return comment;
}

TomlSpan TomlSyntax::take_key() {
    TomlSpan key{at_, at_};
    while (at_ < text_.size()) {
        if (here() == '"' || here() == '\'') {
            quoted();
        } else if (is_bare_key_character(here()) || here() == '.') {
            ++at_;
        } else if (is_blank(here())) {
            ++at_;
            continue;
        } else {
            break;
        }
        key.end = at_;
    }
    return key;
}

void TomlSyntax::end_line(TomlStatement& statement) {
    skip_blanks();
    if (here() == '#') statement.comment = take_comment();
    if (ahead("\r\n")) ++at_;
    if (at_ < text_.size()) ++at_;
    statement.next = at_;
}

TomlStatement TomlSyntax::next() {
    TomlStatement statement;
    statement.line = at_;
    statement.blank_before = skip_space() > 0;
    if (at_ >= text_.size()) return statement;
    const std::size_t line_end = at_ == 0 ? std::string_view::npos : text_.rfind('\n', at_ - 1);
    if (line_end != std::string_view::npos) {
        statement.line = std::max(statement.line, static_cast<std::uint32_t>(line_end + 1));
    }
    statement.span.begin = at_;
    if (here() == '#') {
        statement.kind = TomlStatementKind::comment;
        statement.span = take_comment();
    } else if (here() == '[') {
        const bool array = ahead("[[");
        statement.kind = array ? TomlStatementKind::array_header : TomlStatementKind::header;
        at_ += array ? 2 : 1;
        skip_blanks();
        statement.key = take_key();
        at_ = std::min(at_ + (array ? 2U : 1U), size());
        statement.span.end = at_;
    } else {
        statement.kind = TomlStatementKind::pair;
        statement.key = take_key();
        if (here() == '=') ++at_;
        skip_blanks();
        statement.value = value(0);
        statement.span.end = at_;
    }
    end_line(statement);
    return statement;
}

PartId TomlSyntax::add(TomlPart kind) {
    TomlSyntaxPart part;
    part.kind = kind;
    part.span = {at_, at_};
    parts_.push_back(part);
    return static_cast<PartId>(parts_.size() - 1);
}

PartId TomlSyntax::value(unsigned depth) {
    const bool holder = depth <= limits::nesting;
    const TomlPart kind = holder && here() == '['   ? TomlPart::array
                          : holder && here() == '{' ? TomlPart::table
                                                    : TomlPart::scalar;
    const PartId made = add(kind);
    if (kind == TomlPart::array) {
        array(made, depth);
    } else if (kind == TomlPart::table) {
        table(made, depth);
    } else if (here() == '"' || here() == '\'') {
        quoted();
    } else {
        scalar();
    }
    parts_[made].span.end = at_;
    return made;
}

void TomlSyntax::append(PartId holder, PartId& last, PartId child) {
    (last == no_part ? parts_[holder].first : parts_[last].next) = child;
    last = child;
}

void TomlSyntax::array(PartId array, unsigned depth) {
    ++at_;
    PartId last = no_part;
    PartId element = no_part;
    unsigned line_ends = 0;
    while (at_ < text_.size()) {
        line_ends += skip_space();
        if (here() == ',') {
            if (element != no_part) parts_[element].comma = {at_, at_ + 1};
            ++at_;
            continue;
        }
        if (here() == ']' || at_ >= text_.size()) break;
        const std::uint32_t begin = at_;
        PartId child = no_part;
        if (here() == '#') {
            child = add(TomlPart::comment);
            parts_[child].span = take_comment();
        } else {
            child = element = value(depth + 1);
        }
        if (at_ == begin) break;
        parts_[child].own_line = line_ends > 0;
        parts_[child].blank_before = line_ends > 1;
        append(array, last, child);
        line_ends = 0;
    }
    if (here() == ']') ++at_;
}

void TomlSyntax::table(PartId table, unsigned depth) {
    ++at_;
    PartId last = no_part;
    while (at_ < text_.size()) {
        skip_blanks();
        if (here() == ',') {
            if (last != no_part) parts_[last].comma = {at_, at_ + 1};
            ++at_;
            continue;
        }
        const std::uint32_t begin = at_;
        const TomlSpan key = take_key();
        if (key.empty()) break;
        if (here() == '=') ++at_;
        skip_blanks();
        const PartId member = value(depth + 1);
        if (at_ == begin) break;
        parts_[member].key = key;
        append(table, last, member);
    }
    if (here() == '}') ++at_;
}

void TomlSyntax::scalar() {
    at_ += static_cast<std::uint32_t>(leading_word(text_.substr(at_)).size());
}

void TomlSyntax::quoted() {
    const char quote = here();
    const char several[] = {quote, quote, quote, '\0'};
    const bool long_text = ahead(several);
    at_ += long_text ? 3 : 1;
    while (at_ < text_.size() && !(long_text ? ahead(several) : here() == quote)) {
        at_ += quote == '"' && here() == '\\' ? 2 : 1;
    }
    at_ += long_text ? 3 : 1;
    // Up to two quotes may stand before the closing three.
    for (int i = 0; long_text && i < 2 && here() == quote; ++i) ++at_;
    at_ = std::min(at_, size());
}

std::vector<TomlSpan> written_key_parts(std::string_view text, TomlSpan key) {
    TextStore store;
    std::vector<KeyPart> parts;
    std::uint32_t at = key.begin;
    std::vector<TomlSpan> written;
    if (read_key(text.substr(0, key.end), at, store, parts)) return written;
    for (const KeyPart& part : parts) written.push_back({part.begin, part.end});
    return written;
}

}  // namespace millwright::settings
