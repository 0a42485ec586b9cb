// Walks through the text of an InterSystems class (UDL), member by member, whatever their bodies hold. Where braces do not
// match, the walk goes on at the next line that begins a member.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "settings/iris/member_line.h"

namespace millwright::settings::iris {

/// Offsets count in the text of the class.
struct MemberText {
    MemberKind kind = MemberKind::method;
    std::string_view name;       ///< without the quotes that may stand around it
    std::size_t name_begin = 0;  ///< of the name without quotes
    std::size_t head = 0;        ///< after the name
    std::size_t head_end = 0;    ///< where its ';' or '{' is
    bool body_follows = false;
    std::size_t body = 0;
    std::size_t body_end = 0;  ///< where its '}' is, or the text ends; after pass_body
};

/// A line before the class: Include, Import, IncludeGenerator.
struct ClassDirective {
    std::string_view word;
    std::size_t begin = 0;  ///< of what follows the word
    std::size_t end = 0;
};

enum class Oddity : std::uint8_t {
    unknown_member,  ///< a word that begins no member
    unclosed_head,   ///< no ';' or '{' before the next member
    unclosed_body,   ///< no '}' before the next member
    closed_early,    ///< members follow the '}' of the class
};

struct OddText {
    Oddity kind = Oddity::unknown_member;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view member;  ///< its name; of an unknown member the word
};

class ClassWalker {
public:
    explicit ClassWalker(std::string_view text);

    /// Goes to the first member. False when the text holds no class; with a name the class ends before its '{'.
    bool find_class();
    std::string_view name() const { return name_; }
    std::size_t name_begin() const { return name_begin_; }
    /// Where the '{' of the class is.
    std::size_t head_end() const { return head_end_; }
    const std::vector<ClassDirective>& directives() const { return directives_; }

    /// The head of the next member; nothing at the end of the class.
    std::optional<MemberText> next();
    /// Goes past the body of the member that `next` gave last; without it the body is read as members.
    void pass_body(MemberText& member);

    std::size_t at() const { return at_; }
    /// The text ends before the class does. Known at its end.
    bool cut_off() const { return cut_off_; }
    const std::vector<OddText>& oddities() const { return oddities_; }

private:
    std::string_view word();
    void add_directive(std::string_view word);
    bool begins_class();
    bool ends_class();
    void find_indent(std::size_t first_member);
    void skip_unknown(std::size_t begin);
    std::size_t end_of_head(const MemberText& member);
    std::size_t end_by_lines(std::size_t from, std::size_t limit) const;
    bool ends_cleanly(std::size_t after) const;
    bool closes_head(std::size_t at) const;
    bool closes_a_line(std::size_t at) const;
    std::size_t next_member_line(std::size_t from);
    void odd(Oddity kind, std::size_t begin, std::size_t end, std::string_view member);

    std::string_view text_;
    std::size_t at_ = 0;
    std::string_view name_;
    std::size_t name_begin_ = 0;
    std::size_t head_end_ = 0;
    bool cut_off_ = false;
    std::string_view indent_;  // of members: most files have none
    std::size_t members_ = 0;
    std::size_t misread_ = 0;
    std::size_t searched_ = 1;  // between here and member_line_ no member begins
    std::size_t member_line_ = 0;
    std::vector<ClassDirective> directives_;
    std::vector<OddText> oddities_;
};

}  // namespace millwright::settings::iris
