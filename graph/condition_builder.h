// Puts the operands, operators and brackets of a condition together as its tree, and words what does not fit. Used by the
// parser only.
#pragma once

#include <string_view>
#include <vector>

#include "graph/condition_words.h"

namespace millwright {

/// A token: bytes [begin, end) of the expression.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// Operands and operators come in the order of the text. Every function throws a ConditionProblem about what does not fit;
/// the parser catches it.
class ConditionBuilder {
public:
    explicit ConditionBuilder(std::string_view text) : text_(text) { frames_.push_back({}); }

    void add_literal(Span at, Value value, bool is_number = false);
    void add_name(Span at);
    void add_empty_list(Span at);

    void add_prefix(Span at, Operation operation);
    void add_infix(Span at, Operation operation, bool negated = false);
    void add_comma(Span at);
    void open_bracket(Span at);
    void open_list(Span at);
    /// `at` is the function's name, blanks and the bracket.
    void open_call(Span at);
    void close_bracket(Span at);
    void close_list(Span at);

    /// Says what is wrong where an operand should be, or an operator.
    [[noreturn]] void refuse_operand(std::uint32_t at) const;
    [[noreturn]] void refuse_operator(std::uint32_t at) const;
    [[noreturn]] static void refuse(Span at, std::string message, std::string hint = {});

    Term finish();

private:
    struct Operand {
        Term term;
        Span extent;         ///< with the brackets around it
        unsigned depth = 1;  ///< of the tree
        bool is_number = false;
    };
    struct Operator {
        Operation operation = Operation::literal;
        Binding binding = Binding::or_;
        bool negated = false;  ///< not in
        Span at;
    };
    enum class FrameKind : std::uint8_t { whole, bracket, list, call, date };
    struct Frame {
        FrameKind kind = FrameKind::whole;
        Span at;
        const Function* function = nullptr;
        std::size_t first_operand = 0;
        std::size_t first_operator = 0;
        bool after_in = false;
    };

    std::string_view text_at(Span at) const { return text_.substr(at.begin, at.end - at.begin); }
    [[noreturn]] void refuse_chain(Span at) const;
    [[noreturn]] void refuse_absent_value(Span at) const;
    [[noreturn]] void refuse_count(const Frame& frame, Span at) const;
    [[noreturn]] void refuse_unclosed() const;
    [[noreturn]] void refuse_end() const;
    void close(FrameKind kind, Span at);
    void close_call(const Frame& frame, Span at);
    void check_pattern(Term& call);

    bool frame_has_operators() const { return operators_.size() > frames_.back().first_operator; }
    bool after_in() const;
    void open(FrameKind kind, Span at, const Function* function = nullptr);
    void add_operand(Operand operand);
    void reduce_all();
    void reduce();
    void reduce_prefix(const Operator& top);
    void reduce_infix(const Operator& top);
    Operand take_operand();
    static void check_depth(const Operand& operand);
    Operand gathered(Operation operation, std::size_t first, Span at);

    std::string_view text_;
    std::vector<Operand> operands_;
    std::vector<Operator> operators_;
    std::vector<Frame> frames_;
    unsigned patterns_ = 0;
    Span last_;                   ///< the token before
    bool last_is_infix_ = false;  ///< or a comma or a prefix
};

}  // namespace millwright
