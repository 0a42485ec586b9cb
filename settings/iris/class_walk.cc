#include "settings/iris/class_walk.h"

#include <algorithm>
#include <string>

#include "graph/utf8.h"
#include "settings/iris/body_end.h"
#include "settings/iris/xml_scan.h"

namespace millwright::settings::iris {
namespace {

constexpr std::size_t npos = std::string_view::npos;

// A body that is not understood costs a look at all that follows; so after some of them nobody looks past the next member.
constexpr std::size_t most_misread = 8;

// Members that stand further to the right are taken for ones that follow something in their line.
constexpr std::size_t most_indent = 64;

// Of a text that is something else entirely, only the beginning is reported.
constexpr std::size_t most_oddities = 10;

// Directives are a handful of short lines.
constexpr std::size_t most_directives = 1000;
constexpr std::size_t most_directive_bytes = 65536;

bool holds_word(std::string_view text, std::string_view word) {
    for (std::size_t at = 0; at + word.size() <= text.size(); ++at) {
        if (same_word(text.substr(at, word.size()), word)) return true;
    }
    return false;
}

BodyLanguage language_of(MemberKind kind, std::string_view head) {
    if (kind == MemberKind::xdata || kind == MemberKind::storage) return BodyLanguage::data;
    if (kind == MemberKind::query) return BodyLanguage::sql;
    if (!holds_word(head, "language")) {
        return kind == MemberKind::client_method ? BodyLanguage::script : BodyLanguage::object_script;
    }
    if (holds_word(head, "python")) return BodyLanguage::python;
    if (holds_word(head, "javascript")) return BodyLanguage::script;
    return holds_word(head, "tsql") || holds_word(head, "ispl") ? BodyLanguage::sql : BodyLanguage::object_script;
}

}  // namespace

ClassWalker::ClassWalker(std::string_view text) : text_(text) {
    if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
}

void ClassWalker::odd(Oddity kind, std::size_t begin, std::size_t end, std::string_view member) {
    if (oddities_.size() < most_oddities) oddities_.push_back({kind, begin, end, member});
}

std::string_view ClassWalker::word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
}

bool ClassWalker::find_class() {
    for (at_ = skip_comments(text_, at_); at_ < text_.size(); at_ = skip_comments(text_, at_)) {
        const std::string_view first = word();
        if (same_word(first, "Class")) {
            if (begins_class()) break;
        } else {
            add_directive(first);
        }
    }
    if (name_.empty()) return false;
    head_end_ = find_outside(text_, at_, next_member_line(at_), "{");
    if (head_end_ >= text_.size() || text_[head_end_] != '{') {
        cut_off_ = true;
        at_ = text_.size();
        return false;
    }
    at_ = head_end_ + 1;
    return true;
}

/// `Include (A, B)`, perhaps over several lines; another line is passed over.
void ClassWalker::add_directive(std::string_view word) {
    const std::size_t line_end = std::min(text_.find('\n', at_), text_.size());
    const bool known = directives_.size() < most_directives &&
                       (same_word(word, "Include") || same_word(word, "Import") || same_word(word, "IncludeGenerator"));
    std::size_t begin = at_;
    while (begin < line_end && is_xml_space(text_[begin])) ++begin;
    std::size_t end = line_end;
    if (known && begin < line_end && text_[begin] == '(') {
        const std::size_t close = text_.substr(begin, most_directive_bytes).find(')');
        if (close != npos) end = begin + close + 1;
    }
    if (known) directives_.push_back({word, begin, end});
    at_ = known ? end : line_end;
}

/// After the word "Class": a name, and what may follow it. Prose is passed over up to the end of its line.
bool ClassWalker::begins_class() {
    const std::size_t line_end = std::min(text_.find('\n', at_), text_.size());
    const std::size_t begin = skip_comments(text_, at_);
    std::size_t end = begin;
    while (end < text_.size() && (is_word(text_[end]) || text_[end] == '.')) ++end;
    const std::size_t after = skip_comments(text_, end);
    const std::string_view rest = text_.substr(after);
    const std::string_view next_line = text_.substr(skip_comments(text_, line_end));
    const bool follows = rest.empty() || rest[0] == '{' || rest[0] == '[' || next_line.starts_with('{') ||
                         same_word(rest.substr(0, 7), "Extends");
    if (begin == at_ || end == begin || !follows) {
        at_ = std::max({line_end, begin, end == begin ? begin : after});
        return false;
    }
    name_begin_ = begin;
    name_ = text_.substr(begin, end - begin);
    at_ = end;
    return true;
}

std::optional<MemberText> ClassWalker::next() {
    while (true) {
        const std::size_t begin = at_ = skip_comments(text_, at_);
        if (at_ >= text_.size()) {
            cut_off_ = true;
            return std::nullopt;
        }
        if (text_[at_] == '}') {
            if (ends_class()) return std::nullopt;
            continue;
        }
        const auto kind = member_kind(word());
        if (kind && members_++ == 0) find_indent(begin);
        if (!kind) {
            skip_unknown(begin);
            continue;
        }
        MemberText member;
        member.kind = *kind;
        at_ = skip_comments(text_, at_);
        const bool quoted = at_ < text_.size() && text_[at_] == '"';
        member.name_begin = quoted ? ++at_ : at_;
        if (quoted)
            at_ = std::min(text_.find_first_of("\"\n", at_), text_.size());
        else
            word();
        member.name = text_.substr(member.name_begin, at_ - member.name_begin);
        if (quoted && at_ < text_.size()) ++at_;
        member.head = at_;
        member.head_end = end_of_head(member);
        member.body_follows = member.head_end < text_.size() && text_[member.head_end] == '{';
        at_ = std::min(member.head_end + (closes_head(member.head_end) ? 1 : 0), text_.size());
        member.body = member.body_end = at_;
        return member;
    }
}

/// Members stand where the first one does; one that follows something in its line says nothing.
void ClassWalker::find_indent(std::size_t first_member) {
    const std::size_t line = text_.substr(0, first_member).find_last_not_of(" \t");
    if (line == npos || text_[line] != '\n' || first_member - line > most_indent) return;
    indent_ = text_.substr(line + 1, first_member - line - 1);
    searched_ = 1;
    member_line_ = 0;
}

/// Text that is no member: to the next line that begins one; where there is none, past the word or the sign.
void ClassWalker::skip_unknown(std::size_t begin) {
    if (at_ == begin && text_[at_++] == ';') return;  // as after a '}'
    odd(Oddity::unknown_member, begin, at_, text_.substr(begin, at_ - begin));
    const std::size_t line = next_member_line(begin);
    at_ = line < text_.size() ? line : std::min(text_.find('\n', at_), text_.size());
}

bool ClassWalker::closes_head(std::size_t at) const {
    return at < text_.size() && (text_[at] == '{' || text_[at] == ';');
}

std::size_t ClassWalker::end_of_head(const MemberText& member) {
    const std::size_t limit = next_member_line(at_);
    const std::string_view signs = has_body(member.kind) ? ";{" : ";";
    std::size_t end = find_outside(text_, at_, limit, signs);
    if (end < limit || limit == text_.size()) return end;
    odd(Oddity::unclosed_head, member.name_begin, member.name_begin + member.name.size(), member.name);
    const std::string brace = "\n" + std::string(indent_) + "{";
    end = text_.substr(0, limit).find(has_body(member.kind) ? brace : ";", at_);
    if (end == npos) return limit;
    return has_body(member.kind) ? end + brace.size() - 1 : end;
}

void ClassWalker::pass_body(MemberText& member) {
    if (!member.body_follows) return;
    const BodyLanguage language = language_of(member.kind, text_.substr(member.head, member.head_end - member.head));
    const std::size_t limit = misread_ < most_misread ? text_.size() : next_member_line(member.body);
    const std::size_t end = end_of_body(text_.substr(0, limit), member.body, language, indent_);
    if (end == npos) ++misread_;
    const bool sure = end != npos && (closes_a_line(end) || ends_cleanly(end + 1));
    const std::size_t line = next_member_line(member.body);
    const std::size_t better = sure ? end : end_by_lines(end == npos ? member.body : end, line);
    member.body_end = better == npos ? end : better;
    at_ = member.body_end + 1;
    if (member.body_end != npos) return;
    at_ = line;
    const std::size_t last = text_.substr(member.body, line - member.body).rfind('}');
    member.body_end = last == npos ? line : member.body + last;
    if (line < text_.size()) {
        odd(Oddity::unclosed_body, member.name_begin, member.name_begin + member.name.size(), member.name);
    }
}

/// Exports close every member with a '}' that stands alone in a line, where the member begins.
std::size_t ClassWalker::end_by_lines(std::size_t from, std::size_t limit) const {
    const std::string_view text = text_.substr(0, limit);
    for (std::size_t at = text.find('}', from); at != npos; at = text.find('}', at + 1)) {
        if (closes_a_line(at) && ends_cleanly(at + 1)) return at;
    }
    return npos;
}

bool ClassWalker::closes_a_line(std::size_t at) const {
    const std::size_t before = indent_.size() + 1;
    if (at < before || text_[at - before] != '\n' || text_.substr(at - indent_.size(), indent_.size()) != indent_) {
        return false;
    }
    const std::size_t next = text_.find_first_not_of(" \t\r", at + 1);
    return next == npos || text_[next] == '\n';
}

/// Whether a member, the end of the class and nothing else, or nothing at all follows.
bool ClassWalker::ends_cleanly(std::size_t after) const {
    const std::size_t at = skip_comments(text_, after);
    if (at >= text_.size()) return true;
    if (text_[at] == '}') return skip_comments(text_, at + 1) >= text_.size();
    std::size_t end = at;
    while (end < text_.size() && is_word(text_[end])) ++end;
    return member_kind(text_.substr(at, end - at)).has_value();
}

/// At a '}': whether it is the last of the class. One too many in a body looks like it.
bool ClassWalker::ends_class() {
    const std::size_t after = skip_comments(text_, at_ + 1);
    const std::size_t line = after < text_.size() ? next_member_line(after) : text_.size();
    if (line >= text_.size()) return true;
    const std::string_view between = text_.substr(after, line - after);
    if (between.starts_with("Class ") || between.find("\nClass ") != npos) return true;  // another class
    odd(Oddity::closed_early, at_, at_ + 1, name_);
    at_ = line;
    return false;
}

/// The first line at or after `from` that begins a member, or the end of the text.
std::size_t ClassWalker::next_member_line(std::size_t from) {
    if (from < searched_ || from > member_line_) {
        searched_ = from;
        member_line_ = std::min(find_member_line(text_, from, indent_), text_.size());
    }
    return member_line_;
}

}  // namespace millwright::settings::iris
