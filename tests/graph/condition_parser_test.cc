#include "graph/condition.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <utility>

using namespace millwright;

namespace {

/// The tree with every bracket written: (and (== a 1) b).
std::string shape(const Term& term) {
    static const char* const names[] = {
        "literal", "name", "not", "-", "and", "or", "==",      "!=",      "<",       "<=",          ">",        ">=",
        "in",      "list", "+",   "-", "*",   "/",  "missing", "present", "matches", "starts_with", "contains", "len"};
    if (term.operation == Operation::literal) return literal_text(term.value);
    if (term.operation == Operation::name) return term.name;
    std::string text = "(" + std::string(names[static_cast<int>(term.operation)]);
    for (const Term& operand : term.operands) text += " " + shape(operand);
    return text + ")";
}

std::string shape_of(std::string_view text) {
    const auto term = parse_condition(text);
    return term ? shape(*term) : "error: " + term.error().message;
}

/// "7 ^^ message (hint)": the place as bytes and the text there.
std::string refusal(std::string_view text) {
    const auto term = parse_condition(text);
    if (term) return "read as " + shape(*term);
    const ConditionProblem& problem = term.error();
    REQUIRE(problem.begin <= problem.end);
    REQUIRE(problem.end <= text.size());
    return std::to_string(problem.begin) + " " + std::string(text.substr(problem.begin, problem.end - problem.begin)) +
           " | " + problem.message + " | " + problem.hint;
}

}  // namespace

TEST_CASE("operators bind as the grammar says") {
    for (const auto& [text, wanted] : {std::pair{"a and b or c and not d", "(or (and a b) (and c (not d)))"},
                                       {"(a or b) and c", "(and (or a b) c)"},
                                       {"a and (b and (c and d))", "(and a b c d)"},
                                       {"(a or b) or (c or d)", "(or a b c d)"},
                                       {"a + b * c - d / (e - f)", "(- (+ a (* b c)) (/ d (- e f)))"},
                                       {"a - b - c", "(- (- a b) c)"},
                                       {"a - (b - c)", "(- a (- b c))"},
                                       {"not a == b", "(not (== a b))"},
                                       {"not not a and b", "(and (not (not a)) b)"},
                                       {"a not in ['x']", "(not (in a (list 'x')))"},
                                       {"not a in [1, -2, 3.50,]", "(not (in a (list 1 -2 3.5)))"},
                                       {"a not \n in []", "(not (in a (list)))"},
                                       {"x in tags", "(in x tags)"},
                                       {"-a * b", "(* (- a) b)"},
                                       {"a - -5", "(- a -5)"},
                                       {"--5", "(- -5)"},
                                       {"-(5)", "(- 5)"},
                                       {"- 5m", "-5m"},
                                       {"a<b", "(< a b)"},
                                       {"a<-b", "(< a (- b))"},
                                       {"((((a))))", "a"},
                                       {"len(a) >= 3", "(>= (len a) 3)"},
                                       {"contains ( tags , 'x' )", "(contains tags 'x')"},
                                       {"missing(a.b) or present(date)", "(or (missing a.b) (present date))"},
                                       {"matches(a, 'x|y')", "(matches a 'x|y')"},
                                       {"trueish and andy and orb and inn", "(and trueish andy orb inn)"},
                                       {"a.and.not.true == true", "(== a.and.not.true true)"}}) {
        CAPTURE(text);
        CHECK(shape_of(text) == wanted);
    }
}

TEST_CASE("literals of every kind") {
    for (const auto& [text, wanted] :
         {std::pair{"'it''s'", "\"it's\""},
          {"\"say \"\"no\"\"\"", "'say \"no\"'"},
          {"'a\"b''c'", "'a\"b''c'"},
          {"''", "''"},
          {"'\\n'", "'\\n'"},
          {"1e3", "1000"},
          {"0.10", "0.1"},
          {"90m", "1h30m"},
          {"true", "true"},
          {"false", "false"},
          {"date(\"2026-01-31\")", "date('2026-01-31')"},
          {"date ( '2026-01-31T10:00:00.5+02:00' )", "date('2026-01-31T08:00:00.500Z')"}}) {
        CAPTURE(text);
        CHECK(shape_of(text) == wanted);
    }
}

TEST_CASE("terms know where they were written") {
    const std::string text = "a and (b.c + 1) < len( x )";
    const auto term = parse_condition(text);
    REQUIRE(term.has_value());
    const auto at = [&](const Term& part) { return text.substr(part.begin, part.end - part.begin); };
    CHECK(at(*term) == text);
    const Term& less = term->operands[1];
    CHECK(at(less) == "(b.c + 1) < len( x )");
    CHECK(at(less.operands[0]) == "b.c + 1");
    CHECK(at(less.operands[0].operands[0]) == "b.c");
    CHECK(at(less.operands[1]) == "len( x )");
}

TEST_CASE("slips of people who know other languages") {
    for (const auto& [text, wanted] : {
             std::pair{"a = 1", "2 = | \"=\" does not compare | write =="},
             {"a === 1", "2 = | \"===\" is no operator | write =="},
             {"a <> 1", "2 < | \"<>\" is no operator | write !="},
             {"a && b", "2 & | \"&&\" is no operator | write and"},
             {"a || b", "2 | | \"||\" is no operator | write or"},
             {"!a", "0 ! | \"!\" is no operator | write not"},
             {"a AND b", "2 AND | \"AND\" is no operator | write and"},
             {"NOT a", "0 NOT | \"NOT\" is no operator | write not"},
             {"a == null", "5 null | \"null\" is no value | for a value that is absent, write missing(a)"},
             {"b and a.c != None", "13 None | \"None\" is no value | for a value that is absent, write present(a.c)"},
             {"nil == a", "0 nil | \"nil\" is no value | for a value that is absent, write missing(x)"},
             {"a is null", "2 is | \"is\" is no operator | write ==, or missing(x) for an absent value"},
             {"a == True", "5 True | \"True\" is no value | write true"},
             {"'it\\'s'", "3 \\' | a backslash does not keep a quote from ending the text | double the quote: ''"},
             {"'it's'", "4 s | the text before ended at its quote | a quote inside a text is doubled: 'it''s'"},
             {"a < b < c", "6 < | comparisons do not chain | write a < b and b < ..."},
             {"1 <= a + 2 <= 9", "11 <= | comparisons do not chain | write 1 <= a + 2 and a + 2 <= ..."},
             {"a == not b", "5 not | \"not\" needs brackets behind \"==\" | write (not x)"},
             {"x in ('a', 'b')", "5 ( | a list does not stand in round brackets | write in ['a', 'b']"},
             {"x == ['a']", "5 [ | a list stands only behind \"in\" | write x in ['a', 'b']"},
             {"a[0]",
              "1 [ | members of a list have no numbers here | to ask for a member, write 'a' in x or "
              "contains(x, 'a')"},
             {"a \xE2\x89\xA4 b", "2 \xE2\x89\xA4 | \"\xE2\x89\xA4\" is no operator | write <="},
             {"\xE2\x80\x9C"
              "a\xE2\x80\x9D",
              "0 \xE2\x80\x9C | this quotation mark does not begin a text | write the text "
              "in ' or \" of the keyboard"},
             {"a not b", "2 not | \"not\" does not stand between operands | write not in, or !=, or and not"},
             {".5", "0 . | a number begins with a digit | write 0.5, not .5"},
             {"+5", "0 + | a number needs no plus sign | leave it out"},
         }) {
        CAPTURE(text);
        CHECK(refusal(text) == wanted);
    }
}

TEST_CASE("what is incomplete or left over") {
    for (const auto& [text, wanted] : {
             std::pair{"", "0  | the expression is empty | leave the key out, or write true"},
             {" \n ", "0  \n  | the expression is empty | leave the key out, or write true"},
             {"a and", "2 and | nothing stands on the right of \"and\" | complete it, or leave it out"},
             {"(a or )", "3 or | nothing stands on the right of \"or\" | complete it, or leave it out"},
             {"and a", "0 and | nothing stands on the left of \"and\" | complete it, or leave it out"},
             {"a == == b", "2 == | nothing stands on the right of \"==\" | complete it, or leave it out"},
             {"not", "0 not | nothing stands on the right of \"not\" | complete it, or leave it out"},
             {"a 'b'",
              "2 ' | an operator is missing before \"'\" | write and, or, == or another one between the two; a "
              "text has quotes: 'new'"},
             {"a b",
              "2 b | an operator is missing before \"b\" | write and, or, == or another one between the two; a "
              "text has quotes: 'new'"},
             {"'abc",
              "0 ' | the text that begins here is not closed | write ' at its end; inside it, the quote is doubled"},
             {"(a", "0 ( | \"(\" is not closed | add ) where it ends"},
             {"len (a", "4 ( | \"(\" is not closed | add ) where it ends"},
             {"a in ['x'", "5 [ | \"[\" is not closed | add ] where the list ends"},
             {"a)", "1 ) | \")\" closes nothing | leave it out, or open a bracket before"},
             {"a]", "1 ] | \"]\" closes nothing | leave it out, or open the list with ["},
             {"x in [a)", "7 ) | \")\" does not close the \"[\" before it | write ] at the end of the list"},
             {"(a]", "2 ] | \"]\" does not close the \"(\" before it | write ) where the bracket ends"},
             {"()", "1 ) | something is missing before \")\" | write a name or a value"},
             {"a, b", "1 , | \",\" joins nothing here | write and or or; a list of values is written in ['a', 'b']"},
             {"a.", "1 . | a field's name is missing behind the point | write order.lines, without blanks"},
             {"a @ b", "2 @ | \"@\" means nothing in a condition | leave it out; a text has quotes: 'new'"},
             {"a \xFF", "2 \xFF | this byte is no UTF-8 | write the expression as UTF-8"},
         }) {
        CAPTURE(text);
        CHECK(refusal(text) == wanted);
    }
}

TEST_CASE("numbers, durations and dates that are none") {
    for (const auto& [text, wanted] : {
             std::pair{"5min",
                       "0 5min | \"5min\" is neither a number nor a duration | the units of durations are d h m s "
                       "ms, as in 1h30m; a name begins with a letter; a text has quotes"},
             {"1.5h",
              "0 1.5h | \"1.5h\" is neither a number nor a duration | a duration has whole numbers: 1h30m, not "
              "1.5h"},
             {"1_000", "0 1_000 | \"1_000\" is no number | write 1000"},
             {"1.2.3", "0 1.2.3 | \"1.2.3\" is no number | a number has one point at most: 1000.5"},
             {"5.", "0 5. | \"5.\" is no number | a digit has to stand behind the point"},
             {"1000000000000000000",
              "0 1000000000000000000 | \"1000000000000000000\" has more than 18 digits | round it"},
             {"1m1h",
              "0 1m1h | \"1m1h\" is no duration | write units d h m s ms, each once, the larger first, 100 years "
              "at most: 1h30m"},
             {"date('2026-02-30')",
              "5 '2026-02-30' | \"2026-02-30\" is no date | write date('2026-01-31') or "
              "date('2026-01-31T10:00:00Z')"},
             {"date(day)",
              "5 day | \"date\" takes a text in quotes | write date('2026-01-31'); a field that is a date is "
              "compared as it is"},
         }) {
        CAPTURE(text);
        CHECK(refusal(text) == wanted);
    }
}

TEST_CASE("calls that do not fit") {
    for (const auto& [text, wanted] : {
             std::pair{"leng(x) > 1", "0 leng | \"leng\" is no function | did you mean \"len\"?"},
             {"x.startswith('a')", "0 x.startswith | \"startswith\" is no function | write starts_with(x, 'text')"},
             {"x.contain('a')", "0 x.contain | \"x.contain\" is no function | write contains(x, ...)"},
             {"upper(x)",
              "0 upper | \"upper\" is no function | there are missing, present, matches, starts_with, "
              "contains, len and date"},
             {"now() > a", "0 now | a condition knows no clock | compare with a field, or with date('2026-01-31')"},
             {"len()", "0 len() | \"len\" takes one operand | write len(x)"},
             {"len(a, b)", "0 len(a, b) | \"len\" takes one operand | write len(x)"},
             {"matches(x)", "0 matches(x) | \"matches\" takes two operands | write matches(x, 'regular expression')"},
             {"matches(x, y)",
              "11 y | the regular expression has to be a text in quotes | write matches(x, '^[0-9]+$')"},
             {"matches(x, '(')",
              "11 '(' | \"(\" is no regular expression: missing ): ( | RE2's syntax: "
              "https://github.com/google/re2/wiki/Syntax"},
             {"missing(a + 1)", "8 a + 1 | \"missing\" takes a name, not what it is computed from | write missing(x)"},
             {"date()", "0 date() | \"date\" takes one operand | write date('2026-01-31')"},
             {"date('2026-01-31', 1)", "0 date('2026-01-31', | \"date\" takes one operand | write date('2026-01-31')"},
         }) {
        CAPTURE(text);
        CHECK(refusal(text) == wanted);
    }
}

TEST_CASE("expressions are bounded in length and depth") {
    const auto repeated = [](std::string_view part, std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) text += part;
        return text;
    };
    CHECK(parse_condition(repeated("(", 100) + "a" + repeated(")", 100)).has_value());
    CHECK(refusal(repeated("(", 101) + "a") == "100 ( | more than 100 brackets are open here | split the expression");
    CHECK(parse_condition(repeated("not ", 99) + "a").has_value());
    CHECK(parse_condition(repeated("not ", 100) + "a").error().message ==
          "the expression is nested more than 100 deep");
    CHECK(parse_condition("a" + repeated(" + a", 99)).has_value());
    CHECK_FALSE(parse_condition("a" + repeated(" + a", 100)).has_value());
    CHECK(parse_condition("a" + repeated(" and a", 10'000)).has_value());
    CHECK(parse_condition("true" + repeated(" and matches(a, 'b')", 100)).has_value());
    CHECK(parse_condition("true" + repeated(" and matches(a, 'b')", 101)).error().message ==
          "more than 100 regular expressions in one expression");
    CHECK(parse_condition("'" + repeated("x", 65'534) + "'").has_value());
    CHECK(refusal("'" + repeated("x", 65'535) + "'") == "0  | the expression is longer than 64 KiB | split it");
}

TEST_CASE("no expression takes long to read") {
    for (const char* part :
         {"(",        "[",  "not ", "- ", "-",      "len(",         "a in [",      "a and (", "'",           "''", "a.",
          "((a) or ", "1e", ",",    " ",  "a in (", "matches(a, '", "not not in ", "date(",   "a or b and ", "= "}) {
        CAPTURE(part);
        std::string text;
        while (text.size() < 65'000) text += part;
        const auto start = std::chrono::steady_clock::now();
        const bool read = parse_condition(text).has_value() || parse_condition(text + "a").has_value();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        CHECK(took.count() < (read ? 2.0 : 1.0));
    }
}
