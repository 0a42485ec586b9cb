#include <algorithm>
#include <map>
#include <memory>

#include "graph/condition_cases.h"
#include "graph/condition_space.h"

namespace millwright {
namespace {

/// Marks owners that exist only here: "?order" is what the name "order" stands for.
constexpr char mark = '?';

using Assumed = std::map<std::string, FieldType, std::less<>>;

std::optional<FieldKind> kind_of(const Value& value) {
    static constexpr std::optional<FieldKind> kinds[] = {std::nullopt,        FieldKind::boolean, FieldKind::decimal,
                                                         FieldKind::string,   FieldKind::date,    FieldKind::datetime,
                                                         FieldKind::duration, std::nullopt};
    static_assert(
        std::size(kinds) ==
        std::variant_size_v<std::variant<Absent, bool, Decimal, std::string, Date, DateTime, Duration, ValueList>>);
    return kinds[value.index()];
}

/// The kind that a term shows by itself.
std::optional<FieldKind> shown_kind(const Term& term) {
    switch (term.operation) {
        case Operation::literal: return kind_of(term.value);
        case Operation::len:
        case Operation::multiply:
        case Operation::divide:
        case Operation::negate: return FieldKind::decimal;
        case Operation::add:
        case Operation::subtract: return std::nullopt;
        default: return std::nullopt;
    }
}

class Assumptions {
public:
    explicit Assumptions(const ConditionScope& scope) : scope_(scope) {}

    /// `wanted`: what the place needs in which the term stands.
    void read(const Term& term, std::optional<FieldKind> wanted) {
        switch (term.operation) {
            case Operation::name: return note(term.name, wanted);
            case Operation::not_:
            case Operation::and_:
            case Operation::or_: return read_all(term, FieldKind::boolean);
            case Operation::missing:
            case Operation::present: return read_all(term, std::nullopt);
            case Operation::matches:
            case Operation::starts_with: return read_all(term, FieldKind::string);
            case Operation::add:
            case Operation::subtract:
            case Operation::multiply:
            case Operation::divide:
            case Operation::negate: return read_all(term, wanted ? wanted : FieldKind::decimal);
            default: return read_all(term, compared_with(term));
        }
    }

    Assumed take() { return std::move(assumed_); }

private:
    void read_all(const Term& term, std::optional<FieldKind> wanted) {
        for (const Term& each : term.operands) read(each, wanted);
    }

    /// Of a comparison: what one side shows, the other has to be.
    static std::optional<FieldKind> compared_with(const Term& term) {
        for (const Term& each : term.operands) {
            if (const auto kind = shown_kind(each)) return kind;
            if (each.operation != Operation::list || each.operands.empty()) continue;
            if (const auto kind = shown_kind(each.operands.front())) return kind;
        }
        return std::nullopt;
    }

    void note(const std::string& name, std::optional<FieldKind> wanted) {
        if (cases::type_of_name(name, scope_).kind != FieldKind::any) return;
        FieldType& type = assumed_.emplace(name, FieldType{}).first->second;
        if (wanted && type.kind == FieldKind::any) type.kind = *wanted;
    }

    const ConditionScope& scope_;
    Assumed assumed_;
};

bool is_owner(const Assumed& assumed, const std::string& path) {
    const auto next = assumed.lower_bound(path + ".");
    return next != assumed.end() && next->first.starts_with(path + ".");
}

}  // namespace

ConditionScope assume_types(std::span<const Term> conditions, const ConditionScope& scope) {
    Assumptions assumptions(scope);
    for (const Term& each : conditions) assumptions.read(each, FieldKind::boolean);
    const auto assumed = std::make_shared<const Assumed>(assumptions.take());
    ConditionScope result = scope;
    result.type_of = [assumed, known = scope.type_of](std::string_view owner,
                                                      std::string_view part) -> std::optional<FieldType> {
        if (!owner.empty() && owner.front() != mark) return known(owner, part);
        const std::string path =
            owner.empty() ? std::string(part) : std::string(owner.substr(1)) + "." + std::string(part);
        const auto found = owner.empty() ? known(owner, part) : std::nullopt;
        if (found && found->kind != FieldKind::any) return found;
        if (is_owner(*assumed, path)) return FieldType{FieldKind::message, false, mark + path, {}, {}};
        const auto type = assumed->find(path);
        return type == assumed->end() ? found : type->second;
    };
    return result;
}

}  // namespace millwright
