// Members in the text of an InterSystems class (UDL): the words that begin them, and lines that can be nothing else, by
// which a reader that lost its way finds it again.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace millwright::settings::iris {

enum class MemberKind : std::uint8_t {
    class_method,
    client_method,
    foreign_key,
    index,
    method,
    parameter,
    projection,
    property,
    query,
    relationship,
    storage,
    trigger,
    xdata,
};

/// Words of UDL are the same in any letter case.
bool same_word(std::string_view a, std::string_view b);
bool is_word(char c);

/// What a word begins; nothing for other words.
std::optional<MemberKind> member_kind(std::string_view word);
/// The word, as UDL writes it.
std::string_view name_of(MemberKind kind);
/// Whether the head of such a member ends with the '{' of a body (or a ';'), and not always with a ';'.
bool has_body(MemberKind kind);

/// Whether the line that begins at `at` is, as exports write it, the first line of a member; `indent` stands before all
/// members of its class, mostly nothing. ObjectScript, Python and XML have no such lines but in comments and strings.
bool begins_member_line(std::string_view text, std::size_t at, std::string_view indent);
/// Where the member of the first such line begins, at or after `from`, which need not be the start of a line; npos when
/// there is none.
std::size_t find_member_line(std::string_view text, std::size_t from, std::string_view indent);

/// Past the white space and the comments of UDL at `at`.
std::size_t skip_comments(std::string_view text, std::size_t at);

}  // namespace millwright::settings::iris
