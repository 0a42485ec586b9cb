// Conditions as Python: the parts of an `if`, with guards for what may be None.
#include <algorithm>
#include <array>

#include "graph/condition_types.h"
#include "templates/python_writer.h"

namespace millwright::templates::python {
namespace {

/// The comparison that holds where this one does not, of values that are there and have an order.
std::optional<Operation> opposite(Operation operation) {
    static constexpr std::array<std::pair<Operation, Operation>, 4> pairs = {
        {{Operation::less, Operation::greater_equal},
         {Operation::less_equal, Operation::greater},
         {Operation::greater, Operation::less_equal},
         {Operation::greater_equal, Operation::less}}};
    for (const auto& [one, other] : pairs) {
        if (one == operation) return other;
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::string> Writer::parts_of(const Term& term, std::string& joint) {
    joint.clear();
    if (failed_ || too_long()) return give_up_condition();
    switch (term.operation) {
        case Operation::and_:
        case Operation::or_: return chain(term, joint);
        case Operation::not_: return negation(term.operands[0], joint);
        case Operation::missing:
        case Operation::present: return presence(term, joint);
        case Operation::in: return membership(term, joint, "in");
        case Operation::matches:
        case Operation::starts_with:
        case Operation::contains: return call(term, joint);
        case Operation::literal:
        case Operation::name: {
            const Piece piece = expression(term);
            if (piece.type.kind != FieldKind::boolean) give_up();
            return guarded(piece.guards, piece.text, joint);
        }
        default: return comparison(term, joint);
    }
}

std::vector<std::string> Writer::guarded(const std::vector<std::string>& guards, std::string text, std::string& joint) {
    std::vector<std::string> parts;
    for (const std::string& guard : guards) parts.push_back(guard + " is not None");
    parts.push_back(std::move(text));
    joint = parts.size() > 1 ? "and" : "";
    return parts;
}

std::vector<std::string> Writer::chain(const Term& term, std::string& joint) {
    const bool all = term.operation == Operation::and_;
    const auto known = present_;
    std::vector<std::string> parts;
    for (const Term& operand : term.operands) {
        std::string inner;
        auto more = parts_of(operand, inner);
        if (inner == (all ? "and" : "or") || inner.empty()) {
            append(parts, more);
        } else {
            const std::string text = joined(more, " " + inner + " ");
            append(parts, {all || more.size() > 1 ? "(" + text + ")" : text});
        }
        know(operand, all);
    }
    present_ = known;
    joint = parts.size() > 1 ? (all ? "and" : "or") : "";
    return parts;
}

void Writer::know(const Term& term, bool truth) {
    std::vector<std::string> names;
    present_names(term, truth, names);
    for (const std::string& each : names) {
        for (std::size_t at = each.find('.'); at != std::string::npos; at = each.find('.', at + 1)) {
            present_.insert(spelled(each.substr(0, at)));
        }
        present_.insert(spelled(each));
    }
}

std::vector<std::string> Writer::negation(const Term& term, std::string& joint) {
    joint.clear();
    if (term.operation == Operation::not_) {
        const Piece inner = truth(term.operands[0]);
        if (!inner.inexact) return parts_of(term.operands[0], joint);
    }
    if (term.operation == Operation::missing || term.operation == Operation::present) {
        Term other = term;
        other.operation = term.operation == Operation::missing ? Operation::present : Operation::missing;
        return presence(other, joint);
    }
    std::string inner_joint;
    if (const auto flipped = opposite(term.operation)) {
        Term other = term;
        other.operation = *flipped;
        auto parts = parts_of(other, inner_joint);
        if (parts.size() == 1) return parts;
    }
    auto parts = parts_of(term, inner_joint);
    if (parts.size() == 1 && term.operation == Operation::in) return membership(term, joint, "not in");
    if (parts.size() == 1 && (term.operation == Operation::equal || term.operation == Operation::not_equal)) {
        Term other = term;
        other.operation = term.operation == Operation::equal ? Operation::not_equal : Operation::equal;
        if (!has_none(term)) return comparison(other, joint);
        if (term.operation == Operation::equal && !compares_truth(term)) return {compared(Operation::not_equal, term)};
    }
    const Piece piece = single(term, parts, inner_joint);
    return {"not " + (piece.level < Level::negation ? "(" + piece.text + ")" : piece.text)};
}

bool Writer::has_none(const Term& term) {
    return std::any_of(term.operands.begin(), term.operands.end(),
                       [this](const Term& each) { return expression(each).may_be_none; });
}

std::vector<std::string> Writer::presence(const Term& term, std::string& joint) {
    const Piece piece = name(term.operands[0].name);
    const bool missing = term.operation == Operation::missing;
    std::vector<std::string> parts;
    const std::string itself = spelled(term.operands[0].name);
    for (const std::string& guard : piece.guards) {
        if (guard != itself) parts.push_back(guard + (missing ? " is None" : " is not None"));
    }
    parts.push_back(itself + (missing ? " is None" : " is not None"));
    joint = parts.size() == 1 ? "" : missing ? "or" : "and";
    return parts;
}

std::vector<std::string> Writer::call(const Term& term, std::string& joint) {
    Piece where = as_text(expression(term.operands[0]));
    if (term.operation == Operation::contains && has(where.type, {FieldKind::list, FieldKind::map})) {
        Term turned = term;
        turned.operation = Operation::in;
        std::swap(turned.operands[0], turned.operands[1]);
        return membership(turned, joint, "in");
    }
    Piece what = as_text(expression(term.operands[1]));
    if (!is_plain_text(where.type) || !is_plain_text(what.type)) return give_up_condition();
    need(where);
    need(what);
    std::vector<std::string> guards = where.guards;
    append(guards, what.guards);
    if (term.operation == Operation::matches) return search(term, where, guards, joint);
    const std::string text = term.operation == Operation::starts_with
                                 ? bracketed(where, Level::atom) + ".startswith(" + what.text + ")"
                                 : bracketed(what, Level::sum) + " in " + bracketed(where, Level::sum);
    return guarded(guards, text, joint);
}

std::vector<std::string> Writer::search(const Term& term, const Piece& where, const std::vector<std::string>& guards,
                                        std::string& joint) {
    const auto* pattern = std::get_if<std::string>(&term.operands[1].value);
    const auto regex = pattern == nullptr ? std::nullopt : python_regex(*pattern);
    if (!regex) return give_up_condition();
    import("re", "");
    return guarded(
        guards,
        "re.search(" + regex->literal + ", " + where.text + (regex->ascii ? ", re.ASCII)" : ")") + " is not None",
        joint);
}

std::vector<std::string> Writer::give_up_condition() {
    failed_ = true;
    return {};
}

std::vector<std::string> Writer::membership(const Term& term, std::string& joint, std::string_view sign) {
    const Term& members = term.operands[1];
    if (members.operation == Operation::list && members.operands.size() == 1) {
        Term equality = term;
        equality.operation = Operation::equal;
        equality.operands[1] = members.operands[0];
        if (sign == "in") return comparison(equality, joint);
        return negation(equality, joint);
    }
    Piece where = members.operation == Operation::list ? list_for(term.operands[0], members) : expression(members);
    Piece what =
        beside(expression(term.operands[0]), where.type.element.empty() ? FieldType{} : where.type.element.front());
    if (failed_ || !has(where.type, {FieldKind::list, FieldKind::map})) return give_up_condition();
    need(where);
    const bool none_in_it = where.type.kind == FieldKind::list && where.type.element.front().optional;
    if (none_in_it) need(what);
    std::vector<std::string> guards = what.guards;
    append(guards, where.guards);
    if (what.type.kind == FieldKind::boolean) what.text = exact(what);
    return guarded(guards, bracketed(what, Level::sum) + " " + std::string(sign) + " " + where.text, joint);
}

Piece Writer::list_for(const Term& looked_for, const Term& members) {
    const Piece what = expression(looked_for);
    if (what.type.kind != FieldKind::uuid && what.type.kind != FieldKind::bytes) return list(members, "(", ")");
    Piece piece;
    std::vector<std::string> texts;
    for (const Term& member : members.operands) {
        const Piece each = beside(expression(member), what.type);
        if (each.literal == nullptr) return give_up();
        texts.push_back(each.text);
    }
    piece.text = "(" + joined(texts, ", ") + ")";
    piece.type = of_kind(FieldKind::list);
    piece.type.element.push_back(what.type);
    piece.type.element.front().optional = false;
    return piece;
}

Piece Writer::beside(Piece piece, const FieldType& other) {
    const auto* text = piece.literal == nullptr ? nullptr : std::get_if<std::string>(piece.literal);
    if (text == nullptr) return piece;
    if (other.kind == FieldKind::bytes) return literal(*piece.literal, other);
    if (other.kind != FieldKind::uuid) return piece;
    const bool small = std::none_of(text->begin(), text->end(), [](char c) { return c >= 'A' && c <= 'F'; });
    return small ? literal(*piece.literal, of_kind(FieldKind::uuid)) : give_up();
}

Writer::Operands Writer::operands_of(const Term& term) {
    Operands both{expression(term.operands[0]), expression(term.operands[1])};
    both.left = beside(std::move(both.left), both.right.type);
    both.right = beside(std::move(both.right), both.left.type);
    if ((both.left.type.kind == FieldKind::uuid) != (both.right.type.kind == FieldKind::uuid)) {
        both.left = as_text(both.left);
        both.right = as_text(both.right);
    }
    return both;
}

bool Writer::compares_truth(const Term& term) {
    return std::any_of(term.operands.begin(), term.operands.end(), [](const Term& each) {
        return each.operation == Operation::literal && std::holds_alternative<bool>(each.value);
    });
}

bool Writer::comparable_in_python(Operation operation, const FieldType& a, const FieldType& b) {
    const bool equality = operation == Operation::equal || operation == Operation::not_equal;
    if (a.kind == FieldKind::any || b.kind == FieldKind::any) return operation == Operation::equal;
    if (is_number(a) && is_number(b)) return true;
    if (is_plain_text(a) && is_plain_text(b)) return true;
    if (a.kind != b.kind || has(a, {FieldKind::map, FieldKind::message})) return false;
    return equality || has(a, {FieldKind::uuid, FieldKind::date, FieldKind::datetime, FieldKind::duration});
}

std::string Writer::compared(Operation operation, const Term& term) {
    const Operands both = operands_of(term);
    return text_of(operation, both);
}

std::string Writer::text_of(Operation operation, const Operands& both) const {
    const auto side = [](Piece piece) {
        if (piece.type.kind == FieldKind::boolean) piece.text = exact(piece);
        if (piece.text.starts_with("bool(")) piece.level = Level::atom;
        return bracketed(piece, Level::sum);
    };
    return side(both.left) + " " + std::string(sign_of(operation)) + " " + side(both.right);
}

std::vector<std::string> Writer::comparison(const Term& term, std::string& joint) {
    if (compares_truth(term)) return truth_compared(term, joint);
    Operands both = operands_of(term);
    if (failed_ || !comparable_in_python(term.operation, both.left.type, both.right.type)) {
        return give_up_condition();
    }
    std::vector<std::string> guards = both.left.guards;
    append(guards, both.right.guards);
    // None == x is False, as it should be, unless x is None too; all other comparisons need both.
    const bool equality = term.operation == Operation::equal;
    if (both.left.may_be_none && (!equality || both.right.may_be_none)) append(guards, {both.left.text});
    if (both.right.may_be_none && !equality) append(guards, {both.right.text});
    return guarded(guards, text_of(term.operation, both), joint);
}

std::vector<std::string> Writer::truth_compared(const Term& term, std::string& joint) {
    const bool second = term.operands[1].operation == Operation::literal;
    const Term& other = term.operands[second ? 0 : 1];
    const bool* literal = std::get_if<bool>(&term.operands[second ? 1 : 0].value);
    if (literal == nullptr) return give_up_condition();
    const bool wanted = *literal == (term.operation == Operation::equal);
    if (wanted) return parts_of(other, joint);
    const Piece piece = expression(other);
    if (piece.type.kind != FieldKind::boolean) return give_up_condition();
    if (other.operation == Operation::name && (piece.may_be_none || !piece.guards.empty()))
        return guarded(piece.guards, piece.text + " is False", joint);
    return negation(other, joint);
}

}  // namespace millwright::templates::python
