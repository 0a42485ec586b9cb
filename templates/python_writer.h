// Writes conditions as Python: what python_expression.cc (values) and python_condition.cc (truth) share. Only they use it.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "templates/python_expression.h"

namespace millwright::templates::python {

/// How tightly Python's signs bind, loosest first.
enum class Level : std::uint8_t { alternative, conjunction, negation, comparison, sum, product, sign, atom };

/// A piece of Python. `guards` are names that must not be None, or it cannot be computed.
struct Piece {
    std::string text;
    Level level = Level::atom;
    FieldType type;
    bool may_be_none = false;  ///< of a name: computed, but None
    bool whole = false;        ///< a number that Python holds as int
    bool inexact = false;      ///< of a condition: good for `if`, but None or another value may stand for False
    const Value* literal = nullptr;
    std::vector<std::string> guards;
};

FieldType of_kind(FieldKind kind);
bool has(const FieldType& type, std::initializer_list<FieldKind> kinds);
bool is_plain_text(const FieldType& type);
/// The same without what is there already.
void append(std::vector<std::string>& to, const std::vector<std::string>& more);
std::string bracketed(const Piece& piece, Level least);
std::string joined(const std::vector<std::string>& parts, std::string_view between);
std::string_view sign_of(Operation operation);
/// Names that are present where the condition is true, or false.
void present_names(const Term& term, bool truth, std::vector<std::string>& names);

/// One expression; the scope must outlive it.
class Writer {
public:
    explicit Writer(const PythonScope& scope) : scope_(scope), present_(scope.present) {}

    std::optional<PythonCondition> condition(const Term& term);
    std::optional<PythonText> value(const Term& term, const FieldType& type);

private:
    bool too_long();
    Piece give_up();
    void import(const std::string& module, const std::string& name);

    // --- what conditions are made of

    std::string spelled(std::string_view name) const { return scope_.subject + "." + std::string(name); }
    bool is_present(const std::string& text) const { return present_.contains(text); }

    /// A name, with guards for what stands before its points.
    Piece name(const std::string& dotted);
    Piece literal(const Value& value, const FieldType& type);

    /// Must be there to be computed with.
    static void need(Piece& piece);
    Piece expression(const Term& term);
    Piece truth(const Term& term);
    Piece single(const Term& term, const std::vector<std::string>& parts, const std::string& joint) const;

    /// Whether something else than True or False can come out.
    bool is_inexact(const Term& term) const;

    /// A condition as a value.
    static std::string exact(const Piece& piece);
    Piece negated(const Term& term);
    Piece length(const Term& term);

    /// A UUID as text.
    Piece as_text(Piece piece);
    Piece list(const Term& term, std::string_view open, std::string_view close);
    Piece computed(const Term& term);
    static std::optional<FieldType> type_of_result(Operation operation, const Piece& left, const Piece& right);

    // --- conditions

    /// The parts of a condition for `if`. What earlier parts say of names is known in later ones.
    std::vector<std::string> parts_of(const Term& term, std::string& joint);
    std::vector<std::string> guarded(const std::vector<std::string>& guards, std::string text, std::string& joint);
    std::vector<std::string> chain(const Term& term, std::string& joint);
    void know(const Term& term, bool truth);
    std::vector<std::string> negation(const Term& term, std::string& joint);
    bool has_none(const Term& term);
    std::vector<std::string> presence(const Term& term, std::string& joint);
    std::vector<std::string> call(const Term& term, std::string& joint);
    std::vector<std::string> search(const Term& term, const Piece& where, const std::vector<std::string>& guards,
                                    std::string& joint);
    std::vector<std::string> give_up_condition();
    std::vector<std::string> membership(const Term& term, std::string& joint, std::string_view sign);

    /// Members that are literals take the type of what is looked for.
    Piece list_for(const Term& looked_for, const Term& members);

    /// A text literal beside a UUID becomes one, where such a UUID is written like that.
    Piece beside(Piece piece, const FieldType& other);

    // --- comparisons

    struct Operands {
        Piece left, right;
    };
    Operands operands_of(const Term& term);
    static bool compares_truth(const Term& term);

    /// Whether Python compares values of these types as graph/condition.h does.
    static bool comparable_in_python(Operation operation, const FieldType& a, const FieldType& b);
    std::string compared(Operation operation, const Term& term);
    std::string text_of(Operation operation, const Operands& both) const;
    std::vector<std::string> comparison(const Term& term, std::string& joint);

    /// x == true and the like.
    std::vector<std::string> truth_compared(const Term& term, std::string& joint);

    // --- values of fields

    void convert(Piece& piece, const FieldType& type);

    const PythonScope& scope_;
    std::set<std::string> present_;
    std::vector<PythonImport> imports_;
    std::size_t steps_ = 0;  // taken
    bool failed_ = false;
};

}  // namespace millwright::templates::python
