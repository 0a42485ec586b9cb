// The grammar of conditions as PEGTL rules. It is flat: operands and operators take turns, and brackets are tokens; what
// belongs together is decided by graph/condition_builder.h. So nothing recurses, and time is linear in the text.
#pragma once

#include <tao/pegtl.hpp>

namespace millwright::condition_grammar {

using namespace tao::pegtl;

struct blank : one<' ', '\t', '\n', '\r'> {};
struct blanks : star<blank> {};
struct word_character : ranges<'a', 'z', 'A', 'Z', '0', '9', '_'> {};
struct word_end : not_at<word_character> {};
template <char... letters>
struct word : seq<string<letters...>, word_end> {};

struct reserved : sor<word<'a', 'n', 'd'>, word<'o', 'r'>, word<'n', 'o', 't'>, word<'i', 'n'>,
                      word<'t', 'r', 'u', 'e'>, word<'f', 'a', 'l', 's', 'e'>> {};
struct part : seq<ranges<'a', 'z', 'A', 'Z', '_'>, star<word_character>> {};
struct name : seq<not_at<reserved>, list<part, one<'.'>>> {};

template <char quote>
struct quoted : seq<one<quote>, star<sor<string<quote, quote>, not_one<quote>>>, one<quote>> {};
struct text : sor<quoted<'\''>, quoted<'"'>> {};
struct digits : plus<digit> {};
struct number
    : seq<digits, opt<one<'.'>, digits>, opt<one<'e', 'E'>, opt<one<'+', '-'>>, digits>, word_end, not_at<one<'.'>>> {};
struct duration : seq<plus<digits, plus<one<'d', 'h', 'm', 's'>>>, word_end, not_at<one<'.'>>> {};
struct yes : word<'t', 'r', 'u', 'e'> {};
struct no : word<'f', 'a', 'l', 's', 'e'> {};
struct empty_list : seq<one<'['>, blanks, one<']'>> {};

// What stands before an operand, any number of times.
struct not_word : word<'n', 'o', 't'> {};
struct minus : one<'-'> {};
struct open_bracket : one<'('> {};
struct open_list : seq<one<'['>, not_at<blanks, one<']'>>> {};
struct open_call : seq<name, blanks, one<'('>> {};
struct opening : sor<not_word, minus, open_bracket, open_list, open_call> {};

struct operand_name : name {};  // an action of its own: a name stands before the bracket of a call too
/// Takes nothing; its action says what is wrong here.
struct no_operand : success {};
struct operand : sor<number, duration, text, yes, no, operand_name, empty_list, no_operand> {};

struct or_word : word<'o', 'r'> {};
struct and_word : word<'a', 'n', 'd'> {};
struct in_word : word<'i', 'n'> {};
struct not_in : seq<word<'n', 'o', 't'>, plus<blank>, word<'i', 'n'>> {};
struct equal : seq<string<'=', '='>, not_at<one<'='>>> {};
struct not_equal : seq<string<'!', '='>, not_at<one<'='>>> {};
struct less_equal : seq<string<'<', '='>, not_at<one<'=', '>'>>> {};
struct greater_equal : seq<string<'>', '='>, not_at<one<'='>>> {};
struct less : seq<one<'<'>, not_at<one<'=', '>', '<'>>> {};
struct greater : seq<one<'>'>, not_at<one<'=', '>'>>> {};
struct plus_sign : one<'+'> {};
struct minus_sign : one<'-'> {};
struct times : seq<one<'*'>, not_at<one<'*'>>> {};
struct divided : seq<one<'/'>, not_at<one<'/'>>> {};
struct comma : seq<one<','>, not_at<blanks, one<']'>>> {};
struct infix : sor<or_word, and_word, in_word, not_in, equal, not_equal, less_equal, greater_equal, less, greater,
                   plus_sign, minus_sign, times, divided, comma> {};

struct close_bracket : one<')'> {};
struct close_list : seq<opt<one<','>, blanks>, one<']'>> {};
struct closing : sor<close_bracket, close_list> {};

struct whole_operand : seq<blanks, star<opening, blanks>, operand, blanks> {};
/// Takes nothing; its action says what is wrong here.
struct no_operator : success {};
struct expression
    : seq<whole_operand, star<sor<seq<closing, blanks>, seq<infix, whole_operand>>>, sor<eof, no_operator>> {};

}  // namespace millwright::condition_grammar
