#include "templates/decisions.h"

#include <algorithm>
#include <set>

#include "graph/condition_cases.h"
#include "graph/utf8.h"
#include "templates/draft.h"
#include "templates/names.h"

namespace millwright::templates {
namespace {

std::string text_literal(const std::string& text) {
    return literal_text(Value(text));
}

bool is_number(const FieldType& type) {
    return type.kind == FieldKind::integer || type.kind == FieldKind::decimal;
}

/// What has to be told apart: the targets that need a condition, and the one that gets the rest.
struct Wanted {
    std::vector<std::string> settings;
    std::string rest;
};

/// Conditions, one for each target that needs one.
using Conditions = std::vector<std::string>;

/// One value for each target, the rest included; nothing when there are too few. Values named like a target are its own.
std::optional<Conditions> by_choice(const PartField& field, const Wanted& wanted) {
    if (field.type.kind != FieldKind::choice || field.type.choices.size() <= wanted.settings.size())
        return std::nullopt;
    std::set<std::string> free(field.type.choices.begin(), field.type.choices.end());
    for (const std::string& setting : wanted.settings) free.erase(snake_case(setting));
    std::vector<std::string> left;
    for (const std::string& value : field.type.choices) {
        if (free.contains(value) && value != snake_case(wanted.rest)) left.push_back(value);
    }
    const bool rest_named = free.contains(snake_case(wanted.rest));
    const std::size_t first = rest_named || left.empty() ? 0 : 1;  // the first one is the rest's
    Conditions conditions;
    std::size_t next = first;
    for (const std::string& setting : wanted.settings) {
        const auto& all = field.type.choices;
        std::string value = snake_case(setting);
        if (std::find(all.begin(), all.end(), value) == all.end()) {
            if (next == left.size()) return std::nullopt;
            value = left[next++];
        }
        conditions.push_back(field.name + " == " + text_literal(value));
    }
    return conditions;
}

/// A way to tell targets apart by one field; `one`: where only one target needs a condition.
struct Way {
    bool one;
    bool (*fits)(const FieldType& type);
    std::string (*condition)(const std::string& field, const std::string& setting, std::size_t number);
};

std::string equals_setting(const std::string& field, const std::string& setting, std::size_t) {
    return field + " == " + text_literal(snake_case(setting));
}
std::string equals_number(const std::string& field, const std::string&, std::size_t number) {
    return field + " == " + std::to_string(number);
}

// In the order in which they are tried; the fields of choices come before all of them.
constexpr Way ways[] = {
    {true, [](const FieldType& type) { return type.kind == FieldKind::boolean; },
     [](const std::string& field, const std::string&, std::size_t) { return field; }},
    {true, [](const FieldType& type) { return type.kind == FieldKind::string; },
     [](const std::string& field, const std::string&, std::size_t) { return field + " == ''"; }},
    {true, is_number, [](const std::string& field, const std::string&, std::size_t) { return field + " <= 0"; }},
    {true, [](const FieldType& type) { return type.optional; },
     [](const std::string& field, const std::string&, std::size_t) { return "missing(" + field + ")"; }},
    {false, [](const FieldType& type) { return type.kind == FieldKind::string; }, equals_setting},
    {false, is_number, equals_number},
};

std::vector<Conditions> candidates(const std::vector<PartField>& fields, const Wanted& wanted) {
    std::vector<Conditions> all;
    for (const PartField& field : fields) {
        if (auto conditions = by_choice(field, wanted)) all.push_back(std::move(*conditions));
    }
    for (const Way& way : ways) {
        if (way.one && wanted.settings.size() != 1) continue;
        for (const PartField& field : fields) {
            if (!way.fits(field.type)) continue;
            Conditions conditions;
            for (std::size_t i = 0; i < wanted.settings.size(); ++i) {
                conditions.push_back(way.condition(field.name, wanted.settings[i], i + 1));
            }
            all.push_back(std::move(conditions));
        }
    }
    return all;
}

/// Whether each condition, in that order, can be what decides, and something is left for the rest.
bool decides(const std::vector<Term>& terms, const ConditionScope& scope) {
    std::vector<Term> earlier;
    for (const Term& each : terms) {
        const Verdict verdict = decide(each, scope);
        if (verdict == Verdict::never || verdict == Verdict::always) return false;
        if (!earlier.empty() && covered(each, earlier, scope) == Verdict::always) return false;
        earlier.push_back(each);
    }
    const Uncovered left = find_uncovered(terms, scope);
    return left.example || !left.certain;
}

/// "accepted|rejected", a word for each target.
std::optional<PartField> route_field(std::span<const RouteWish> wishes) {
    FieldType type;
    type.kind = FieldKind::choice;
    for (const RouteWish& each : wishes) {
        const std::string word = snake_case(each.setting);
        if (std::find(type.choices.begin(), type.choices.end(), word) != type.choices.end()) return std::nullopt;
        type.choices.push_back(word);
    }
    return PartField{"route", std::move(type)};
}

std::vector<PartField> fields_to_add(std::span<const RouteWish> wishes, const PartMessage& message,
                                     std::size_t needed) {
    std::vector<PartField> added;
    const auto has = [&](std::string_view name) {
        return std::any_of(message.fields.begin(), message.fields.end(),
                           [&](const PartField& each) { return each.name == name; });
    };
    FieldType text;
    text.kind = FieldKind::string;
    if (!has("id")) added.push_back({"id", std::move(text)});
    if (needed < 2 || has("route")) return added;
    if (auto route = route_field(wishes)) added.push_back(std::move(*route));
    return added;
}

std::string remark_on(const RouteDecision& decision, std::span<const RouteWish> wishes, const PartMessage& message) {
    std::string made;
    for (const std::size_t i : decision.order) {
        if (wishes[i].when || !decision.when[i]) continue;
        made += (made.empty() ? "" : ", ") + in_quotes(wishes[i].setting) + " when " + decision.when[i]->text;
    }
    const std::string& rest = wishes[decision.order.back()].setting;
    return "No condition was given for all targets of " + in_quotes(message.name) + ", so it goes to " + made +
           ", and otherwise to " + in_quotes(rest) + "; --when SETTING=CONDITION says it better.";
}

/// The decision with the first conditions that can be told apart.
bool make_conditions(RouteDecision& decision, std::span<const RouteWish> wishes, const std::vector<PartField>& fields,
                     const ScopeOf& scope_of, std::size_t rest) {
    Wanted wanted{{}, wishes[rest].setting};
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        if (i != rest && !wishes[i].when) wanted.settings.push_back(wishes[i].setting);
    }
    const ConditionScope scope = scope_of(fields);
    for (const Conditions& each : candidates(fields, wanted)) {
        auto when = decision.when;
        std::vector<Term> terms;
        std::size_t next = 0;
        for (std::size_t i = 0; i < wishes.size(); ++i) {
            if (i == rest) continue;
            if (!when[i]) when[i] = expression(each[next++]);
            terms.push_back(when[i]->term);
        }
        if (!decides(terms, scope)) continue;
        decision.when = std::move(when);
        return true;
    }
    return false;
}

void collect_names(const Term& term, std::vector<std::string>& names) {
    if (term.operation == Operation::name) {
        const std::string name = term.name.substr(0, term.name.find('.'));
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    for (const Term& each : term.operands) collect_names(each, names);
}

}  // namespace

RouteDecision decide_routes(std::span<const RouteWish> wishes, const PartMessage& message, bool may_add,
                            const ScopeOf& scope_of) {
    RouteDecision decision;
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        decision.when.push_back(wishes[i].when);
        if (!wishes[i].when) open.push_back(i);
    }
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        if (open.empty() || i != open.front()) decision.order.push_back(i);
    }
    if (open.empty()) return decision;
    decision.order.push_back(open.front());
    if (open.size() == 1) return decision;
    bool made = make_conditions(decision, wishes, message.fields, scope_of, open.front());
    if (!made && may_add) {
        decision.added_fields = fields_to_add(wishes, message, open.size() - 1);
        std::vector<PartField> fields = message.fields;
        fields.insert(fields.end(), decision.added_fields.begin(), decision.added_fields.end());
        made = make_conditions(decision, wishes, fields, scope_of, open.front());
    }
    decision.everyone = !made;
    if (made) decision.remark = remark_on(decision, wishes, message);
    return decision;
}

std::vector<PartField> fields_named(std::span<const Term> terms) {
    std::vector<std::string> names;
    for (const Term& each : terms) collect_names(each, names);
    ConditionScope open;
    open.open = true;
    open.type_of = [](std::string_view, std::string_view) { return std::optional<FieldType>{}; };
    const ConditionScope assumed = assume_types(terms, open);
    std::vector<PartField> fields;
    for (const std::string& name : names) {
        FieldType type = assumed.type_of("", name).value_or(FieldType{});
        if (type.kind == FieldKind::any) type.kind = FieldKind::string;
        fields.push_back({name, std::move(type)});
    }
    return fields;
}

}  // namespace millwright::templates
