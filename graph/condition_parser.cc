#include "graph/condition_builder.h"
#include "graph/condition_grammar.h"
#include "graph/condition_slips.h"
#include "graph/utf8.h"

namespace millwright {
namespace {

namespace grammar = condition_grammar;

constexpr std::size_t most_bytes = 64 * 1024;

struct Reader {
    std::string_view text;
    ConditionBuilder builder;

    template <class Matched>
    Span span_of(const Matched& in) const {
        const auto begin = static_cast<std::uint32_t>(in.begin() - text.data());
        return {begin, begin + static_cast<std::uint32_t>(in.size())};
    }
};

/// A text in quotes: without them, and with doubled ones once.
std::string unquoted(std::string_view quoted) {
    const char quote = quoted.front();
    std::string text;
    for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
        text += quoted[i];
        if (quoted[i] == quote) ++i;
    }
    return text;
}

template <class Rule>
struct action : tao::pegtl::nothing<Rule> {};

/// An action that calls `take` with where the rule matched and its text.
template <void (*take)(ConditionBuilder&, Span, std::string_view)>
struct calls {
    template <class Matched>
    static void apply(const Matched& in, Reader& reader) {
        take(reader.builder, reader.span_of(in), std::string_view(in.begin(), in.size()));
    }
};

void take_number(ConditionBuilder& builder, Span at, std::string_view written) {
    const auto number = Decimal::parse(written);
    if (!number) ConditionBuilder::refuse(at, in_quotes(written) + " has more than 18 digits", "round it");
    builder.add_literal(at, *number, true);
}

void take_duration(ConditionBuilder& builder, Span at, std::string_view written) {
    const auto duration = parse_duration(written);
    if (!duration) {
        ConditionBuilder::refuse(at, in_quotes(written) + " is no duration",
                                 "write units d h m s ms, each once, the larger first, 100 years at most: 1h30m");
    }
    builder.add_literal(at, *duration, true);
}

void take_text(ConditionBuilder& builder, Span at, std::string_view written) {
    builder.add_literal(at, unquoted(written));
}

template <bool value>
void take_truth(ConditionBuilder& builder, Span at, std::string_view) {
    builder.add_literal(at, value);
}

template <Operation operation>
void take_prefix(ConditionBuilder& builder, Span at, std::string_view) {
    builder.add_prefix(at, operation);
}

template <Operation operation>
void take_infix(ConditionBuilder& builder, Span at, std::string_view) {
    builder.add_infix(at, operation);
}

void take_not_in(ConditionBuilder& builder, Span at, std::string_view) {
    builder.add_infix(at, Operation::in, true);
}

template <void (ConditionBuilder::*take)(Span)>
void take_span(ConditionBuilder& builder, Span at, std::string_view) {
    (builder.*take)(at);
}

template <void (ConditionBuilder::*refuse_here)(std::uint32_t) const>
void take_nothing(ConditionBuilder& builder, Span at, std::string_view) {
    (builder.*refuse_here)(at.begin);
}

using Builder = ConditionBuilder;
template <>
struct action<grammar::number> : calls<take_number> {};
template <>
struct action<grammar::duration> : calls<take_duration> {};
template <>
struct action<grammar::text> : calls<take_text> {};
template <>
struct action<grammar::yes> : calls<take_truth<true>> {};
template <>
struct action<grammar::no> : calls<take_truth<false>> {};
template <>
struct action<grammar::operand_name> : calls<take_span<&Builder::add_name>> {};
template <>
struct action<grammar::empty_list> : calls<take_span<&Builder::add_empty_list>> {};
template <>
struct action<grammar::not_word> : calls<take_prefix<Operation::not_>> {};
template <>
struct action<grammar::minus> : calls<take_prefix<Operation::negate>> {};
template <>
struct action<grammar::open_bracket> : calls<take_span<&Builder::open_bracket>> {};
template <>
struct action<grammar::open_list> : calls<take_span<&Builder::open_list>> {};
template <>
struct action<grammar::open_call> : calls<take_span<&Builder::open_call>> {};
template <>
struct action<grammar::close_bracket> : calls<take_span<&Builder::close_bracket>> {};
template <>
struct action<grammar::close_list> : calls<take_span<&Builder::close_list>> {};
template <>
struct action<grammar::comma> : calls<take_span<&Builder::add_comma>> {};
template <>
struct action<grammar::or_word> : calls<take_infix<Operation::or_>> {};
template <>
struct action<grammar::and_word> : calls<take_infix<Operation::and_>> {};
template <>
struct action<grammar::in_word> : calls<take_infix<Operation::in>> {};
template <>
struct action<grammar::not_in> : calls<take_not_in> {};
template <>
struct action<grammar::equal> : calls<take_infix<Operation::equal>> {};
template <>
struct action<grammar::not_equal> : calls<take_infix<Operation::not_equal>> {};
template <>
struct action<grammar::less> : calls<take_infix<Operation::less>> {};
template <>
struct action<grammar::less_equal> : calls<take_infix<Operation::less_equal>> {};
template <>
struct action<grammar::greater> : calls<take_infix<Operation::greater>> {};
template <>
struct action<grammar::greater_equal> : calls<take_infix<Operation::greater_equal>> {};
template <>
struct action<grammar::plus_sign> : calls<take_infix<Operation::add>> {};
template <>
struct action<grammar::minus_sign> : calls<take_infix<Operation::subtract>> {};
template <>
struct action<grammar::times> : calls<take_infix<Operation::multiply>> {};
template <>
struct action<grammar::divided> : calls<take_infix<Operation::divide>> {};
template <>
struct action<grammar::no_operand> : calls<take_nothing<&Builder::refuse_operand>> {};
template <>
struct action<grammar::no_operator> : calls<take_nothing<&Builder::refuse_operator>> {};

/// What keeps a text from being read at all.
std::optional<ConditionProblem> unreadable(std::string_view text) {
    if (text.size() > most_bytes) return ConditionProblem{0, 0, "the expression is longer than 64 KiB", "split it"};
    const std::size_t invalid = first_invalid_utf8(text);
    if (invalid == std::string_view::npos) return std::nullopt;
    const auto at = static_cast<std::uint32_t>(invalid);
    return ConditionProblem{at, at + 1, "this byte is no UTF-8", "write the expression as UTF-8"};
}

}  // namespace

tl::expected<Term, ConditionProblem> parse_condition(std::string_view text) {
    if (auto problem = unreadable(text)) return tl::unexpected(std::move(*problem));
    tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy> input(text.data(), text.data() + text.size(), "");
    Reader reader{text, ConditionBuilder(text)};
    try {
        tao::pegtl::parse<grammar::expression, action>(input, reader);
        return reader.builder.finish();
    } catch (ConditionProblem& problem) {
        return tl::unexpected(std::move(problem));
    }
}

}  // namespace millwright
