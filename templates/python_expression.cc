#include "templates/python_expression.h"

#include <algorithm>
#include <array>

#include "graph/condition_types.h"
#include "graph/condition_words.h"
#include "templates/python_writer.h"

namespace millwright::templates {
namespace python {
namespace {

/// Looks at terms: negations are tried in several ways, and each nested one again.
constexpr std::size_t most_steps = 20'000;

FieldType type_of_literal(const Value& value) {
    static constexpr std::array kinds = {FieldKind::any,  FieldKind::boolean,  FieldKind::decimal,  FieldKind::string,
                                         FieldKind::date, FieldKind::datetime, FieldKind::duration, FieldKind::list};
    return of_kind(kinds[value.index()]);
}

/// Whether 1 / number ends: no prime but 2 and 5 in its digits.
bool divides_exactly(const Value* literal) {
    const auto* number = literal == nullptr ? nullptr : std::get_if<Decimal>(literal);
    std::int64_t rest = number == nullptr ? 0 : number->coefficient();
    if (rest == 0) return false;
    while (rest % 2 == 0) rest /= 2;
    while (rest % 5 == 0) rest /= 5;
    return rest == 1 || rest == -1;
}

bool is_whole_days(const Value* literal) {
    const auto* duration = literal == nullptr ? nullptr : std::get_if<Duration>(literal);
    return duration != nullptr && duration->milliseconds % milliseconds_of_day == 0;
}

/// The names that an expression without conditions in it cannot do without.
void names_in(const Term& term, std::vector<std::string>& names) {
    switch (term.operation) {
        case Operation::name: names.push_back(term.name); break;
        case Operation::negate:
        case Operation::len:
        case Operation::add:
        case Operation::subtract:
        case Operation::multiply:
        case Operation::divide:
            for (const Term& operand : term.operands) names_in(operand, names);
            break;
        default: break;
    }
}

}  // namespace

FieldType of_kind(FieldKind kind) {
    FieldType type;
    type.kind = kind;
    return type;
}

void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
    for (const std::string& each : more) {
        if (std::find(to.begin(), to.end(), each) == to.end()) to.push_back(each);
    }
}

std::string bracketed(const Piece& piece, Level least) {
    return piece.level < least ? "(" + piece.text + ")" : piece.text;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string all;
    for (const std::string& part : parts) all += (all.empty() ? "" : std::string(between)) + part;
    return all;
}

bool has(const FieldType& type, std::initializer_list<FieldKind> kinds) {
    return std::find(kinds.begin(), kinds.end(), type.kind) != kinds.end();
}

bool is_plain_text(const FieldType& type) {
    return has(type, {FieldKind::string, FieldKind::choice});
}

std::string_view sign_of(Operation operation) {
    const Infix* infix = infix_of(operation);
    return infix == nullptr ? std::string_view{} : infix->sign;
}

/// Names that are present where the condition is true, or false.
void present_names(const Term& term, bool truth, std::vector<std::string>& names) {
    const std::vector<Term>& operands = term.operands;
    switch (term.operation) {
        case Operation::not_: return present_names(operands[0], !truth, names);
        case Operation::and_:
        case Operation::or_:
            if (truth == (term.operation == Operation::and_)) {
                for (const Term& operand : operands) present_names(operand, truth, names);
            }
            return;
        case Operation::missing:
        case Operation::present:
            if (truth == (term.operation == Operation::present)) names.push_back(operands[0].name);
            return;
        case Operation::literal:
        case Operation::list: return;
        default: break;
    }
    if (!truth) return;
    if (term.operation == Operation::name) names.push_back(term.name);
    for (const Term& operand : operands) names_in(operand, names);
}

bool Writer::too_long() {
    return ++steps_ > most_steps;
}

std::optional<PythonCondition> Writer::condition(const Term& term) {
    PythonCondition written;
    auto parts = parts_of(term, written.joint);
    if (failed_) return std::nullopt;
    written.parts = std::move(parts);
    written.imports = std::move(imports_);
    return written;
}

std::optional<PythonText> Writer::value(const Term& term, const FieldType& type) {
    Piece piece = term.operation == Operation::literal ? literal(term.value, type) : expression(term);
    if (piece.type.kind == FieldKind::boolean) piece.text = exact(piece);
    convert(piece, type);
    if (failed_) return std::nullopt;
    if (is_float(type) && term.operation != Operation::literal) {
        need(piece);
        piece.text = "float(" + piece.text + ")";
    }
    if (!piece.guards.empty()) {
        std::string guard;
        for (const std::string& name : piece.guards) guard += (guard.empty() ? "" : " and ") + name + " is not None";
        piece.text += " if " + guard + " else None";
    }
    return PythonText{std::move(piece.text), std::move(imports_)};
}

Piece Writer::give_up() {
    failed_ = true;
    return {};
}

void Writer::import(const std::string& module, const std::string& name) {
    const auto same = [&](const PythonImport& each) { return each.module == module && each.name == name; };
    if (std::none_of(imports_.begin(), imports_.end(), same))
        imports_.push_back({module, name, name.empty() ? module : name});
}

Piece Writer::name(const std::string& dotted) {
    Piece piece;
    std::string owner, path;
    FieldType type;
    for (std::size_t at = 0; at <= dotted.size();) {
        const std::size_t end = std::min(dotted.find('.', at), dotted.size());
        const std::string part = dotted.substr(at, end - at);
        const auto found = scope_.types.type_of(owner, part);
        if (!found || !is_python_name(part)) return give_up();
        if (type.optional && !is_present(spelled(path))) piece.guards.push_back(spelled(path));
        path = dotted.substr(0, end);
        type = *found;
        owner = type.name;
        at = end + 1;
    }
    piece.text = spelled(dotted);
    if (is_float(type)) {
        // Decimals and floats are not computed with together, and 9.99 is not the same in both.
        if (type.optional && !is_present(piece.text)) piece.guards.push_back(piece.text);
        import("decimal", "Decimal");
        piece.text = "Decimal(str(" + piece.text + "))";
        piece.type = of_kind(FieldKind::decimal);
        return piece;
    }
    piece.may_be_none = (type.optional || type.kind == FieldKind::any) && !is_present(piece.text);
    piece.whole = type.kind == FieldKind::integer;
    piece.inexact = piece.may_be_none;
    piece.type = std::move(type);
    return piece;
}

Piece Writer::literal(const Value& value, const FieldType& type) {
    const auto written = python_literal(value, type);
    if (!written) return give_up();
    Piece piece;
    piece.text = written->text;
    for (const PythonImport& each : written->imports) import(each.module, each.name);
    piece.level = piece.text.starts_with('-') ? Level::sign : Level::atom;
    piece.type = type.kind == FieldKind::any ? type_of_literal(value) : type;
    piece.whole = piece.text.find("Decimal") == std::string::npos;
    piece.literal = &value;
    return piece;
}

void Writer::need(Piece& piece) {
    if (piece.may_be_none) piece.guards.push_back(piece.text);
    piece.may_be_none = false;
}

Piece Writer::expression(const Term& term) {
    if (failed_ || too_long()) return give_up();
    switch (term.operation) {
        case Operation::literal: return literal(term.value, FieldType{});
        case Operation::name: return name(term.name);
        case Operation::negate: return negated(term);
        case Operation::len: return length(term);
        case Operation::list: return list(term, "[", "]");
        case Operation::add:
        case Operation::subtract:
        case Operation::multiply:
        case Operation::divide: return computed(term);
        default: return truth(term);
    }
}

Piece Writer::truth(const Term& term) {
    std::string joint;
    const auto parts = parts_of(term, joint);
    Piece piece = single(term, parts, joint);
    piece.type = of_kind(FieldKind::boolean);
    return piece;
}

Piece Writer::single(const Term& term, const std::vector<std::string>& parts, const std::string& joint) const {
    Piece piece;
    piece.text = joined(parts, " " + joint + " ");
    piece.level = joint == "or"    ? Level::alternative
                  : joint == "and" ? Level::conjunction
                                   : (piece.text.starts_with("not ") ? Level::negation : Level::comparison);
    piece.inexact = is_inexact(term);
    return piece;
}

bool Writer::is_inexact(const Term& term) const {
    switch (term.operation) {
        case Operation::name: {
            const auto type = scope_.types.type_of("", term.name);
            return term.name.find('.') != std::string::npos || !type || type->optional;
        }
        case Operation::and_:
        case Operation::or_:
            return std::any_of(term.operands.begin(), term.operands.end(),
                               [this](const Term& each) { return is_inexact(each); });
        case Operation::equal:
        case Operation::not_equal:
            return compares_truth(term) && (is_inexact(term.operands[0]) || is_inexact(term.operands[1]));
        default: return false;
    }
}

std::string Writer::exact(const Piece& piece) {
    return piece.inexact && piece.level != Level::atom ? "bool(" + piece.text + ")" : piece.text;
}

Piece Writer::negated(const Term& term) {
    Piece piece = expression(term.operands[0]);
    if (!has(piece.type, {FieldKind::integer, FieldKind::decimal, FieldKind::duration})) return give_up();
    need(piece);
    piece.text = "-" + bracketed(piece, Level::atom);
    piece.level = Level::sign;
    piece.literal = nullptr;
    return piece;
}

Piece Writer::length(const Term& term) {
    Piece piece = as_text(expression(term.operands[0]));
    if (!is_plain_text(piece.type) && !has(piece.type, {FieldKind::list, FieldKind::map})) return give_up();
    need(piece);
    piece.text = "len(" + piece.text + ")";
    piece.level = Level::atom;
    piece.type = of_kind(FieldKind::integer);
    piece.whole = true;
    piece.literal = nullptr;
    return piece;
}

Piece Writer::as_text(Piece piece) {
    if (piece.type.kind != FieldKind::uuid) return piece;
    need(piece);
    piece.text = "str(" + piece.text + ")";
    piece.type = of_kind(FieldKind::string);
    return piece;
}

Piece Writer::list(const Term& term, std::string_view open, std::string_view close) {
    Piece piece;
    std::vector<std::string> members;
    FieldType element;
    for (const Term& operand : term.operands) {
        const Piece member = expression(operand);
        if (!member.guards.empty()) return give_up();
        element.optional = element.optional || member.may_be_none;
        if (member.type.kind == FieldKind::uuid) return give_up();
        members.push_back(member.type.kind == FieldKind::boolean ? exact(member) : member.text);
    }
    piece.text = std::string(open) + joined(members, ", ") + std::string(close);
    piece.type = of_kind(FieldKind::list);
    piece.type.element.push_back(std::move(element));
    return piece;
}

Piece Writer::computed(const Term& term) {
    Piece left = as_text(expression(term.operands[0]));
    Piece right = as_text(expression(term.operands[1]));
    if (failed_) return {};
    const auto type = type_of_result(term.operation, left, right);
    if (!type) return give_up();
    need(left);
    need(right);
    const bool divides = term.operation == Operation::divide;
    if (divides && left.whole && right.whole) {
        import("decimal", "Decimal");
        left.text = "Decimal(" + left.text + ")";
        left.level = Level::atom;
    }
    const bool sum = term.operation == Operation::add || term.operation == Operation::subtract;
    Piece piece;
    piece.level = sum ? Level::sum : Level::product;
    piece.text = bracketed(left, piece.level) + " " + std::string(sign_of(term.operation)) + " " +
                 bracketed(right, sum ? Level::product : Level::sign);
    piece.type = *type;
    piece.whole = left.whole && right.whole && !divides;
    piece.guards = std::move(left.guards);
    append(piece.guards, right.guards);
    return piece;
}

std::optional<FieldType> Writer::type_of_result(Operation operation, const Piece& left, const Piece& right) {
    const auto is = [](const Piece& piece, FieldKind kind) { return piece.type.kind == kind; };
    const bool sum = operation == Operation::add || operation == Operation::subtract;
    if (is_number(left.type) && is_number(right.type)) {
        if (operation == Operation::divide && !divides_exactly(right.literal)) return std::nullopt;
        return of_kind(FieldKind::decimal);
    }
    if (is_plain_text(left.type) && is_plain_text(right.type) && operation == Operation::add)
        return of_kind(FieldKind::string);
    if (is(left, FieldKind::duration) && is(right, FieldKind::duration) && sum) return left.type;
    if (operation == Operation::multiply) {
        if (is(left, FieldKind::duration) && is_number(right.type) && right.whole) return left.type;
        if (is(right, FieldKind::duration) && is_number(left.type) && left.whole) return right.type;
        return std::nullopt;
    }
    for (const FieldKind kind : {FieldKind::date, FieldKind::datetime}) {
        const auto span_fits = [kind](const Piece& span) {
            return span.type.kind == FieldKind::duration &&
                   (kind == FieldKind::datetime || is_whole_days(span.literal));
        };
        if (is(left, kind) && is(right, kind) && operation == Operation::subtract) return of_kind(FieldKind::duration);
        if (is(left, kind) && span_fits(right) && sum) return of_kind(kind);
        if (is(right, kind) && span_fits(left) && operation == Operation::add) return of_kind(kind);
    }
    return std::nullopt;
}

void Writer::convert(Piece& piece, const FieldType& type) {
    const auto wrap = [&](std::string_view module, const std::string& name) {
        need(piece);
        if (!module.empty()) import(std::string(module), name);
        piece.text = name + "(" + piece.text + ")";
    };
    if (failed_ || piece.literal != nullptr || piece.type.kind == type.kind) {
        if (type.kind != FieldKind::decimal || !piece.whole || piece.literal != nullptr) return;
    }
    if (type.kind == FieldKind::decimal && piece.whole) return wrap("decimal", "Decimal");
    if (piece.type.kind == FieldKind::uuid && is_plain_text(type)) return wrap("", "str");
    if (type.kind == FieldKind::uuid && is_plain_text(piece.type)) return wrap("uuid", "UUID");
    const bool same_in_python = type.kind == FieldKind::any || (is_plain_text(piece.type) && is_plain_text(type)) ||
                                (is_number(type) && is_number(piece.type));
    if (!same_in_python) give_up();
}

}  // namespace python

namespace {

PythonScope knowing(PythonScope scope, const Term& condition, bool truth) {
    std::vector<std::string> names;
    python::present_names(condition, truth, names);
    for (const std::string& each : names) {
        for (std::size_t at = each.find('.'); at != std::string::npos; at = each.find('.', at + 1)) {
            scope.present.insert(scope.subject + "." + each.substr(0, at));
        }
        scope.present.insert(scope.subject + "." + each);
    }
    return scope;
}

}  // namespace

std::string PythonCondition::text() const {
    return python::joined(parts, " " + joint + " ");
}

std::optional<PythonCondition> python_condition(const Term& condition, const PythonScope& scope) {
    return python::Writer(scope).condition(condition);
}

std::optional<PythonText> python_value(const Term& term, const FieldType& type, const PythonScope& scope) {
    return python::Writer(scope).value(term, type);
}

PythonScope where_true(PythonScope scope, const Term& condition) {
    return knowing(std::move(scope), condition, true);
}

PythonScope where_false(PythonScope scope, const Term& condition) {
    return knowing(std::move(scope), condition, false);
}

}  // namespace millwright::templates
