#include "graph/condition_cases.h"

#include <catch2/catch.hpp>
#include <random>

using namespace millwright;

namespace {

using Types = std::map<std::string, std::string>;

/// "amount" to "decimal?", "order.total" to "int" with "order" to "Order" and "Order.total" to "int".
ConditionScope scope_of(const Types& types, bool open = false) {
    ConditionScope scope;
    scope.open = open;
    scope.type_of = [types](std::string_view owner, std::string_view part) -> std::optional<FieldType> {
        const std::string key = owner.empty() ? std::string(part) : std::string(owner) + "." + std::string(part);
        const auto found = types.find(key);
        return found == types.end() ? std::nullopt : parse_field_type(found->second);
    };
    scope.names = [](std::string_view) { return std::vector<std::string>{}; };
    return scope;
}

const Types usual{{"amount", "decimal?"},
                  {"price", "decimal"},
                  {"count", "int?"},
                  {"size", "int"},
                  {"other", "int"},
                  {"id", "string?"},
                  {"name", "string"},
                  {"title", "string"},
                  {"urgent", "bool?"},
                  {"paid", "bool"},
                  {"status", "new|open|closed"},
                  {"state", "new|gone?"},
                  {"day", "date"},
                  {"at", "datetime?"},
                  {"wait", "duration"},
                  {"tags", "list<string>?"},
                  {"order", "Order?"},
                  {"Order.total", "int"},
                  {"Order.note", "string?"},
                  {"key", "uuid"},
                  {"thing", "any?"}};

Term term_of(std::string_view text) {
    const auto term = parse_condition(text);
    INFO(text);
    REQUIRE(term.has_value());
    return *term;
}

std::vector<Term> terms_of(const std::vector<std::string>& texts) {
    std::vector<Term> terms;
    for (const std::string& each : texts) terms.push_back(term_of(each));
    return terms;
}

std::string name_of(Verdict verdict) {
    static const char* names[] = {"never", "always", "sometimes", "unknown"};
    return names[static_cast<std::size_t>(verdict)];
}

std::string verdict_on(std::string_view text, const Types& types = usual) {
    return name_of(decide(term_of(text), scope_of(types)));
}

/// The example, "none" or "unknown".
std::string uncovered_by(const std::vector<std::string>& texts, const ConditionScope& scope = scope_of(usual)) {
    const auto terms = terms_of(texts);
    const Uncovered found = find_uncovered(terms, scope);
    if (found.example) return to_text(*found.example);
    return found.certain ? "none" : "unknown";
}

std::string coverage_of(std::string_view later, const std::vector<std::string>& earlier) {
    const auto terms = terms_of(earlier);
    return name_of(covered(term_of(later), terms, scope_of(usual)));
}

}  // namespace

TEST_CASE("conditions that are never true") {
    for (const char* text : {
             "false",
             "amount > 100 and amount < 50",
             "amount > 100 and not (amount > 50)",
             "amount == 1 and amount == 2",
             "size > 1 and size < 2",
             "size == 1.5",
             "size * 2 == 3",
             "missing(name)",
             "missing(amount) and amount > 1",
             "present(id) and missing(id)",
             "name == 'a' and name == 'b'",
             "name in ['a', 'b'] and name not in ['a', 'b', 'c']",
             "status not in ['new', 'open', 'closed']",
             "paid and not paid",
             "paid == true and paid == false",
             "size != size",
             "size < other and other < size",
             "size < other and other < size + 1 and false",
             "size > other and size <= 3 and other >= 3",
             "price < size and size < price",
             "name == title and name == 'a' and title == 'b'",
             "name != title and len(name) == 0 and len(title) == 0",
             "len(name) < 0",
             "len(name) > 3 and name == 'abc'",
             "day < date('2026-01-01') and day > date('2026-02-01')",
             "wait > 2h and wait < 30m",
             "starts_with(name, 'a') and name == 'b'",
             "starts_with(name, 'a') and not starts_with(name, 'a')",
             "matches(name, '^[0-9]+$') and name in ['a', 'b']",
             "contains(tags, 'x') and missing(tags)",
             "missing(order) and order.total > 3",
             "name < 'b' and name > 'c'",
         }) {
        CAPTURE(text);
        CHECK(verdict_on(text) == "never");
        CHECK(verdict_on("not (" + std::string(text) + ")") == "always");
    }
}

TEST_CASE("conditions that are always true") {
    for (const char* text : {
             "true",
             "price > 100 or price <= 100",
             "amount > 100 or amount <= 100 or missing(amount)",
             "present(name)",
             "status in ['new', 'open', 'closed']",
             "state == 'new' or state == 'gone' or missing(state)",
             "paid or not paid",
             "size == size",
             "size < other or other <= size",
             "size > 1 or size < 2",
             "name == '' or len(name) >= 1",
             "size <= 2.5 or size >= 3",
             "starts_with(name, 'a') or not starts_with(name, 'a')",
             "day <= date('2026-01-01') or day >= date('2026-01-02')",
             "price / 4 > 1 or price <= 4",
             "100 > price or price >= 100",
         }) {
        CAPTURE(text);
        CHECK(verdict_on(text) == "always");
    }
}

TEST_CASE("conditions that are sometimes true") {
    for (const char* text : {
             "amount > 100",
             "amount > 100 or amount <= 100",  // not when it is missing
             "missing(amount)",
             "size > 1 and size < 3",
             "price > 1 and price < 2",
             "name == 'a' or name == 'b'",
             "name != ''",
             "urgent",
             "not urgent",
             "status == 'open'",
             "size < other",
             "size < other and other < price and price < 3",
             "name == title",
             "name < 'b'",
             "len(name) > 3",
             "len(tags) == 2",
             "starts_with(name, 'ab')",
             "contains(name, 'ab') and starts_with(name, 'x')",
             "matches(name, '^abc$')",
             "size + other > 3",
             "day > date('2026-01-01')",
             "at > date('2026-01-01T10:00:00Z')",
             "wait >= 1h",
             "contains(tags, 'x')",
             "'x' in tags",
             "present(order)",
             "order.total > 3",
             "order.note == 'x' and order.total < 0",
             "thing == 3",
             "thing == 'a' or thing > 4",
         }) {
        CAPTURE(text);
        CHECK(verdict_on(text) == "sometimes");
    }
}

TEST_CASE("what cannot be decided is unknown") {
    for (const char* text : {"matches(name, '^[0-9]{3}-[a-z]$')", "size * other == 391 and size > 1 and other > 1",
                             "starts_with(name, 'ab') and not starts_with(name, 'a')"}) {
        CAPTURE(text);
        CHECK(verdict_on(text) == "unknown");
    }
}

TEST_CASE("a value for which no condition holds") {
    CHECK(uncovered_by({"price < 100", "price > 100"}) == "price = 100");
    CHECK(uncovered_by({"amount < 100", "amount > 100"}) == "amount = 100");
    CHECK(uncovered_by({"amount < 100", "amount >= 100"}) == "amount is missing");
    CHECK(uncovered_by({"price < 100", "price >= 100"}) == "none");
    CHECK(uncovered_by({"price > 100"}) == "price = 100");
    CHECK(uncovered_by({"size > 0 and size < 4", "size > 4"}) == "size = 0");
    CHECK(uncovered_by({"size <= 0", "size >= 2"}) == "size = 1");
    CHECK(uncovered_by({"price <= 0", "price >= 1"}) == "price = 0.5");
    CHECK(uncovered_by({"status == 'new'", "status == 'open'"}) == "status = 'closed'");
    CHECK(uncovered_by({"name == 'a'", "name == 'b'"}) == "name = ''");
    CHECK(uncovered_by({"name == ''"}) == "name = 'a'");
    CHECK(uncovered_by({"id == 'a'", "id != 'a'"}) == "id is missing");
    CHECK(uncovered_by({"paid"}) == "paid = false");
    CHECK(uncovered_by({"day < date('2026-01-31')", "day > date('2026-01-31')"}) == "day = date('2026-01-31')");
    CHECK(uncovered_by({"wait < 1h", "wait > 1h"}) == "wait = 1h");
    CHECK(uncovered_by({"price < 1 and paid", "price >= 1"}) == "paid = false, price = 0");
    CHECK(uncovered_by({"paid", "matches(name, '[0-9]{3}-[a-z]')"}) == "name = '', paid = false");
    CHECK(uncovered_by({"true"}) == "none");
    CHECK(uncovered_by({"false"}) == "");
    CHECK(uncovered_by({"matches(name, '[0-9]')", "not matches(name, '[0-9]')"}) == "none");
    CHECK(uncovered_by({"missing(order)", "order.total > 3", "order.total < 3"}) == "order = [], order.total = 3");
}

TEST_CASE("uncovered where something else holds") {
    const auto terms = terms_of({"price < 100", "price > 200"});
    const auto found = find_uncovered(terms, term_of("price != 100 and price < 200"), scope_of(usual));
    REQUIRE(found.example.has_value());
    CHECK(to_text(*found.example) == "price = 101");
    CHECK(find_uncovered(terms, term_of("price < 50"), scope_of(usual)).certain);
}

TEST_CASE("covered by earlier conditions") {
    CHECK(coverage_of("price > 1000", {"price > 100"}) == "always");
    CHECK(coverage_of("price > 100", {"price > 1000"}) == "sometimes");
    CHECK(coverage_of("price < 0", {"price > 1000"}) == "never");
    CHECK(coverage_of("status == 'open'", {"status == 'new'", "status != 'closed'"}) == "always");
    CHECK(coverage_of("true", {"price < 3", "price >= 3"}) == "always");
    CHECK(coverage_of("true", {"amount < 3", "amount >= 3"}) == "sometimes");
    CHECK(coverage_of("amount > 3", {}) == "never");
    CHECK(coverage_of("matches(name, '[0-9]') and paid", {"matches(name, '[0-9]')"}) == "always");
    CHECK(coverage_of("matches(name, '[0-9]')", {"matches(name, '[0-9][0-9]')"}) == "unknown");
}

TEST_CASE("names of unknown type may be anything, and absent") {
    const ConditionScope open = scope_of({}, true);
    CHECK(name_of(decide(term_of("total < 100 and total > 200"), open)) == "never");
    CHECK(name_of(decide(term_of("total < 100 or total >= 100"), open)) == "sometimes");
    CHECK(uncovered_by({"total < 100", "total >= 100"}, open) != "none");
    const auto terms = terms_of({"total < 100", "total >= 100", "order.lines > 3", "kind == 'a' and flag"});
    const ConditionScope assumed = assume_types(terms, open);
    CHECK(uncovered_by({"total < 100", "total >= 100"}, assumed) == "none");
    CHECK(uncovered_by({"total < 100", "total > 100"}, assumed) == "total = 100");
    CHECK(uncovered_by({"order.lines > 3"}, assumed) == "order.lines = 3");
    CHECK(uncovered_by({"kind == 'a'", "kind != 'a' and flag"}, assumed) == "flag = false, kind = ''");
}

TEST_CASE("what is too large is unknown, and soon") {
    std::string text = "size == 0";
    for (int i = 1; i < 2000; ++i) text += " or size == " + std::to_string(i);
    CHECK(verdict_on(text) == "unknown");
    Types many;
    text = "true";
    for (int i = 0; i < 60; ++i) {
        const std::string name = "n" + std::to_string(i);
        many[name] = "int";
        many["m" + std::to_string(i)] = "int";
        text += " and (" + name + " < 1 or m" + std::to_string(i) + " > 3)";
    }
    text += " and (" + text + ") and n0 == 0 and n0 == 1";
    CHECK(verdict_on(text, many) != "sometimes");
}

namespace {

/// Made-up conditions over a few names, and all values that tell them apart.
class MadeUp {
public:
    explicit MadeUp(std::uint32_t seed) : random_(seed) {}

    std::size_t below(std::size_t count) { return random_() % count; }

    std::string condition(int depth, bool pure) {
        if (depth == 0 || below(4) == 0) return atom(pure);
        switch (below(3)) {
            case 0: return "not (" + condition(depth - 1, pure) + ")";
            case 1: return "(" + condition(depth - 1, pure) + " and " + condition(depth - 1, pure) + ")";
            default: return "(" + condition(depth - 1, pure) + " or " + condition(depth - 1, pure) + ")";
        }
    }

private:
    std::string pick(const std::vector<std::string>& from) { return from[below(from.size())]; }
    std::string sign() { return pick({"==", "!=", "<", "<=", ">", ">="}); }
    std::string number() { return std::to_string(below(4)); }
    std::string text() { return pick({"''", "'a'", "'b'", "'ab'"}); }

    std::string atom(bool pure) {
        switch (below(pure ? 8 : 14)) {
            case 0: return pick({"i", "j", "k", "d", "e"}) + " " + sign() + " " + number();
            case 1: return "d " + sign() + " " + pick({"0.5", "1", "1.5"});
            case 2: return "s " + pick({"==", "!="}) + " " + text();
            case 3: return "t in [" + text() + ", " + text() + "]";
            case 4: return pick({"missing(", "present("}) + pick({"i", "s", "f", "c", "d"}) + ")";
            case 5: return pick({"f", "g", "f == true", "g != f"});
            case 6: return "c " + pick({"==", "!="}) + " " + pick({"'x'", "'y'", "'z'"});
            case 7: return number() + " " + sign() + " " + pick({"i", "d"});
            case 8: return pick({"i", "d", "k"}) + " " + sign() + " " + pick({"j", "e", "k"});
            case 9: return "s " + pick({"==", "!=", "<"}) + " t";
            case 10: return "len(" + pick({"s", "t"}) + ") " + sign() + " " + number();
            case 11: return pick({"starts_with", "contains", "matches"}) + "(" + pick({"s", "t"}) + ", 'a')";
            case 12: return pick({"i + j", "d - e", "i * k", "2 * d + 1", "-i"}) + " " + sign() + " " + number();
            default: return "s " + pick({"<", ">="}) + " " + text();
        }
    }

    std::mt19937 random_;
};

const Types made_up_types{{"i", "int?"},    {"j", "int"},    {"k", "int"},   {"d", "decimal?"}, {"e", "decimal"},
                          {"s", "string?"}, {"t", "string"}, {"f", "bool?"}, {"g", "bool"},     {"c", "x|y|z?"}};

std::vector<Value> values_of(const std::string& name) {
    std::vector<Value> values;
    const std::string type = made_up_types.at(name);
    if (type.ends_with('?')) values.push_back(Absent{});
    if (type.starts_with("int")) {
        for (int i = -2; i < 7; ++i) values.push_back(Decimal(i));
    } else if (type.starts_with("decimal")) {
        for (int i = -2; i < 16; ++i) values.push_back(*Decimal::of(i * 25, 2));
    } else if (type.starts_with("string")) {
        for (const char* each : {"", "a", "b", "ab", "c", "aab", "zzzz"}) values.push_back(std::string(each));
    } else if (type.starts_with("bool")) {
        values.insert(values.end(), {true, false});
    } else {
        for (const char* each : {"x", "y", "z"}) values.push_back(std::string(each));
    }
    return values;
}

void add_names(const Term& term, std::map<std::string, std::vector<Value>>& names) {
    if (term.operation == Operation::name) names.emplace(term.name, values_of(term.name));
    for (const Term& each : term.operands) add_names(each, names);
}

/// Calls with every combination of values, of which there are fewer than 50,000; false when there are more.
template <class Visit>
bool for_all(const std::map<std::string, std::vector<Value>>& names, const Visit& visit) {
    std::size_t count = 1;
    for (const auto& [name, values] : names) count *= values.size();
    if (count > 50'000) return false;
    for (std::size_t number = 0; number < count; ++number) {
        std::map<std::string, Value, std::less<>> values;
        std::size_t rest = number;
        for (const auto& [name, all] : names) {
            values[name] = all[rest % all.size()];
            rest /= all.size();
        }
        visit([&](std::string_view name) { return values.find(name)->second; });
    }
    return true;
}

}  // namespace

TEST_CASE("verdicts on made-up conditions agree with trying all values") {
    const ConditionScope scope = scope_of(made_up_types);
    std::map<Verdict, int> seen;
    for (std::uint32_t seed = 0; seed < 1000; ++seed) {
        MadeUp made_up(seed);
        const bool pure = seed % 3 != 0;
        const std::string text = made_up.condition(3, pure);
        CAPTURE(seed, text);
        const Term term = term_of(text);
        std::map<std::string, std::vector<Value>> names;
        add_names(term, names);
        bool is = false;
        bool is_not = false;
        if (!for_all(names, [&](const ValueOf& value_of) { (holds(term, value_of) ? is : is_not) = true; })) continue;
        const Verdict verdict = decide(term, scope);
        ++seen[verdict];
        if (verdict == Verdict::never) CHECK_FALSE(is);
        if (verdict == Verdict::always) CHECK_FALSE(is_not);
        // All values that a pure condition tells apart were tried.
        if (pure) CHECK(name_of(verdict) == (!is ? "never" : !is_not ? "always" : "sometimes"));
        if (is && is_not) CHECK((verdict == Verdict::sometimes || verdict == Verdict::unknown));
    }
    CHECK(seen[Verdict::never] > 15);
    CHECK(seen[Verdict::always] > 15);
    CHECK(seen[Verdict::sometimes] > 400);
    CHECK(seen[Verdict::unknown] < 30);
}

TEST_CASE("examples of made-up conditions hold whatever the other names are") {
    const ConditionScope scope = scope_of(made_up_types);
    int found = 0;
    int none = 0;
    for (std::uint32_t seed = 0; seed < 800; ++seed) {
        MadeUp made_up(seed + 10'000);
        const bool pure = seed % 2 == 0;
        std::vector<std::string> texts;
        for (int i = 0; i < 3; ++i) texts.push_back(made_up.condition(2, pure));
        CAPTURE(seed, texts);
        const auto terms = terms_of(texts);
        std::map<std::string, std::vector<Value>> names;
        for (const Term& each : terms) add_names(each, names);
        const Uncovered uncovered = find_uncovered(terms, scope);
        if (uncovered.example) {
            for (const auto& [name, value] : *uncovered.example) names[name] = {value};
        }
        bool some = false;
        bool all = true;
        const bool tried = for_all(names, [&](const ValueOf& value_of) {
            const bool open =
                std::none_of(terms.begin(), terms.end(), [&](const Term& each) { return holds(each, value_of); });
            some = some || open;
            all = all && open;
        });
        if (!tried) continue;
        if (uncovered.example) CHECK(all);
        if (uncovered.certain) CHECK_FALSE(some);
        if (pure) CHECK((uncovered.example || uncovered.certain));
        ++(uncovered.example ? found : none);
    }
    CHECK(found > 300);
    CHECK(none > 50);
}
