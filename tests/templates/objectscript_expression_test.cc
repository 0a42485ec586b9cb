#include "templates/objectscript_expression.h"

#include <catch2/catch.hpp>
#include <map>

#include "templates/objectscript_names.h"

using namespace millwright;
using namespace millwright::templates;

namespace {

const std::map<std::string, std::string, std::less<>> fields{
    {"order_id", "string"},   {"note", "string?"},     {"amount", "decimal"},     {"limit", "decimal?"},
    {"count", "int"},         {"urgent", "bool"},      {"paid", "bool?"},         {"day", "date"},
    {"due", "date?"},         {"at", "datetime"},      {"took", "duration"},      {"state", "open|closed"},
    {"tags", "list<string>"}, {"sizes", "list<int>?"}, {"rates", "map<decimal>"}, {"customer", "Customer?"},
    {"whatever", "any"},
};
const std::map<std::string, std::string, std::less<>> customer{{"name", "string"}, {"age", "int?"}};

ObjectScriptScope scope() {
    ObjectScriptScope scope;
    scope.types.type_of = [](std::string_view owner, std::string_view part) -> std::optional<FieldType> {
        const auto& all = owner.empty() ? fields : customer;
        const auto found = all.find(part);
        return found == all.end() ? std::nullopt : parse_field_type(found->second);
    };
    scope.holder = [](std::string_view) { return std::string("pRequest"); };
    scope.property = [](std::string_view, std::string_view part) { return objectscript_name(part); };
    return scope;
}

Term parsed(std::string_view text) {
    const auto term = parse_condition(text);
    INFO(text);
    REQUIRE(term);
    return *term;
}

std::string condition(std::string_view text) {
    const auto said = objectscript_condition(parsed(text), scope());
    return said ? said->text : "cannot: " + said.error();
}

std::string value(std::string_view text, std::string_view type = "string") {
    const auto said = objectscript_expression(parsed(text), *parse_field_type(type), scope());
    return said ? said->text : "cannot: " + said.error();
}

std::string assigned(std::string_view text, std::string_view type) {
    const auto said = objectscript_assignment("tRequest", "X", *parse_field_type(type), parsed(text), scope());
    if (!said) return "cannot: " + said.error();
    std::string out;
    for (const std::string& line : *said) out += (out.empty() ? "" : "\n") + line;
    return out;
}

}  // namespace

TEST_CASE("texts are compared as they stand, numbers as numbers") {
    CHECK(condition("order_id == ''") == R"((pRequest.OrderId = ""))");
    CHECK(condition("order_id == 'say \"hi\"'") == R"((pRequest.OrderId = "say ""hi"""))");
    CHECK(condition("state != 'open'") == R"((pRequest.State '= "open"))");
    CHECK(condition("amount == 1.50") == "(+pRequest.Amount = 1.5)");
    CHECK(condition("amount >= count") == "(pRequest.Amount >= pRequest.Count)");
    CHECK(condition("urgent == true") == "(pRequest.Urgent = 1)");
}

TEST_CASE("every operator has its brackets, because ObjectScript has no precedence") {
    CHECK(condition("amount + count * 2 > 100 - 1") == "((pRequest.Amount + (pRequest.Count * 2)) > (100 - 1))");
    CHECK(condition("urgent and (count > 1 or not order_id == 'a')") ==
          R"((pRequest.Urgent && ((pRequest.Count > 1) || '(pRequest.OrderId = "a"))))");
    CHECK(condition("-count < -1") == "((-pRequest.Count) < -1)");
    CHECK(condition("amount / 4 > 1") == "((pRequest.Amount / 4) > 1)");
}

TEST_CASE("texts are put in order by what follows what") {
    CHECK(condition("order_id > 'm'") == R"((pRequest.OrderId ] "m"))");
    CHECK(condition("order_id < 'm'") == R"(("m" ] pRequest.OrderId))");
    CHECK(condition("order_id >= 'm'") == R"('("m" ] pRequest.OrderId))");
    CHECK(condition("order_id <= 'm'") == R"('(pRequest.OrderId ] "m"))");
    CHECK(condition("at >= date('2026-01-31T10:00:00Z')") == R"('("2026-01-31 10:00:00" ] pRequest.At))");
}

TEST_CASE("what may be absent makes comparisons false") {
    CHECK(condition("limit < 5") == R"(((pRequest.Limit '= "") && (pRequest.Limit < 5)))");
    CHECK(condition("limit + amount < limit") ==
          R"(((pRequest.Limit '= "") && ((pRequest.Limit + pRequest.Amount) < pRequest.Limit)))");
    CHECK(condition("not (limit < 5)") == R"('((pRequest.Limit '= "") && (pRequest.Limit < 5)))");
    CHECK(condition("note != 'a'") == R"(((pRequest.Note '= "") && (pRequest.Note '= "a")))");
    CHECK(condition("paid") == "pRequest.Paid");
    CHECK(condition("not paid") == "'pRequest.Paid");
    CHECK(condition("paid == false") == R"(((pRequest.Paid '= "") && (pRequest.Paid = 0)))");
    CHECK(condition("missing(limit)") == R"((pRequest.Limit = ""))");
    CHECK(condition("present(note)") == R"((pRequest.Note '= ""))");
    CHECK(condition("customer.age > 17") ==
          R"(($IsObject(pRequest.Customer) && (pRequest.Customer.Age '= "") && (pRequest.Customer.Age > 17)))");
    CHECK(condition("missing(customer)") == "'$IsObject(pRequest.Customer)");
    CHECK(condition("missing(customer.age)") == R"('($IsObject(pRequest.Customer) && (pRequest.Customer.Age '= "")))");
}

TEST_CASE("dates are numbers of days, moments are texts, durations are milliseconds") {
    CHECK(condition("day > date('2026-01-31')") == R"((pRequest.Day > $ZDateH("2026-01-31", 3)))");
    CHECK(condition("day + 7d >= date('2026-01-31')") == R"(((pRequest.Day + 7) >= $ZDateH("2026-01-31", 3)))");
    CHECK(condition("due - day > 2d") ==
          R"(((pRequest.Due '= "") && (((pRequest.Due - pRequest.Day) * 86400000) > 172800000)))");
    CHECK(condition("took * 2 > 1h30m") == "((pRequest.Took * 2) > 5400000)");
    CHECK(condition("at == date('2026-01-31T10:00:00.500Z')") == R"((pRequest.At = "2026-01-31 10:00:00.5"))");
}

TEST_CASE("parts of texts, lists and regular expressions") {
    CHECK(condition("contains(order_id, 'x')") == R"((pRequest.OrderId [ "x"))");
    CHECK(condition("starts_with(order_id, 'ab')") == R"(($Extract(pRequest.OrderId, 1, 2) = "ab"))");
    CHECK(
        condition("starts_with(order_id, note)") ==
        R"(((pRequest.Note '= "") && ($Extract(pRequest.OrderId, 1, $Length($Translate(pRequest.Note, $Char(0)))) = $Translate(pRequest.Note, $Char(0)))))");
    CHECK(condition("len(order_id) > 3") == "($WLength(pRequest.OrderId) > 3)");
    CHECK(condition("len(tags) == 0") == "(pRequest.Tags.Count() = 0)");
    CHECK(condition("state in ['open', 'new']") == R"(((pRequest.State = "open") || (pRequest.State = "new")))");
    CHECK(condition("limit in [1, 2]") ==
          R"(((pRequest.Limit '= "") && ((+pRequest.Limit = 1) || (+pRequest.Limit = 2))))");
    CHECK(condition("order_id not in []") == "'0");
    CHECK(condition("'a' in tags") == R"((pRequest.Tags.Find("a") '= ""))");
    CHECK(condition("contains(tags, order_id)") == R"((pRequest.Tags.Find(pRequest.OrderId) '= ""))");
    CHECK(condition("matches(order_id, '^A[0-9]+$')") == R"(($Locate(pRequest.OrderId, "\AA[0-9]+\z") > 0))");
    CHECK(condition("matches(order_id, 'a*')") ==
          R"(((pRequest.OrderId = "") || ($Locate(pRequest.OrderId, "a*") > 0)))");
}

TEST_CASE("what cannot be said exactly is not said") {
    CHECK(condition("missing(order_id)") == "cannot: order_id is never absent, and an empty text is no missing one");
    CHECK(condition("amount / 3 > 1") == "cannot: a quotient is rounded otherwise");
    CHECK(condition("amount / count > 1") == "cannot: a quotient is rounded otherwise");
    CHECK(condition("took * amount > 1h") == "cannot: a duration is multiplied by what may be no whole number");
    CHECK(condition("at + 1h > at") == "cannot: moments are added up otherwise");
    CHECK(condition("day + took > day") == "cannot: only whole days can be added to a date");
    CHECK(condition("tags == tags") == "cannot: lists are compared as a whole");
    CHECK(condition("1 in sizes") == "cannot: only texts can be looked for in a list");
    CHECK(condition("whatever == 1") == "cannot: the type of whatever is not known");
    CHECK(condition("nobody == 1") == "cannot: the type of nobody is not known");
    CHECK(condition("day > date('1700-01-01')") == "cannot: date('1700-01-01') has no value in ObjectScript");
    CHECK(condition("matches(order_id, '\\bx')") ==
          "cannot: the regular expression means something else in ObjectScript");
}

TEST_CASE("an optional text that is empty is another than one that is absent") {
    CHECK(condition("note == ''") == R"(((pRequest.Note '= "") && ($Translate(pRequest.Note, $Char(0)) = "")))");
    CHECK(condition("note == order_id") ==
          R"(((pRequest.Note '= "") && ($Translate(pRequest.Note, $Char(0)) = pRequest.OrderId)))");
    CHECK(condition("len(note) > 0") ==
          R"(((pRequest.Note '= "") && ($WLength($Translate(pRequest.Note, $Char(0))) > 0)))");
    CHECK(condition("note > 'a'") == R"(((pRequest.Note '= "") && (pRequest.Note ] "a")))");
    CHECK(value("note + '.'") ==
          R"($Select((pRequest.Note '= ""): ($Translate(pRequest.Note, $Char(0)) _ "."), 1: ""))");
    CHECK(value("note", "string?") == "pRequest.Note");
    CHECK(value("''", "string?") == "$Char(0)");
    CHECK(value("''") == "\"\"");
}

TEST_CASE("an empty list that counts as a missing one is said") {
    const auto said = objectscript_condition(parsed("missing(sizes) or missing(sizes)"), scope());
    REQUIRE(said);
    CHECK(said->text == "'(pRequest.Sizes.Count() > 0)");
    CHECK(said->notes == std::vector<std::string>{"in ObjectScript an empty sizes counts as a missing one"});
    CHECK(objectscript_condition(parsed("order_id == 'a'"), scope())->notes.empty());
}

TEST_CASE("values: texts are joined, what is absent is empty") {
    CHECK(value("'missing id'") == R"("missing id")");
    CHECK(value("order_id + '-' + state") == R"(((pRequest.OrderId _ "-") _ pRequest.State))");
    CHECK(value("note") == "$Translate(pRequest.Note, $Char(0))");
    CHECK(value("limit + 1", "decimal") == R"($Select((pRequest.Limit '= ""): (pRequest.Limit + 1), 1: ""))");
    CHECK(value("customer.name") == R"($Select($IsObject(pRequest.Customer): pRequest.Customer.Name, 1: ""))");
    CHECK(value("'2026-01-31'", "date") == R"($ZDateH("2026-01-31", 3))");
    CHECK(value("'2026-01-31'") == R"("2026-01-31")");
    CHECK(value("count > 1", "bool") == "(pRequest.Count > 1)");
}

TEST_CASE("members of lists and maps are copied") {
    CHECK(assigned("'a'", "string") == R"(Set tRequest.X = "a")");
    CHECK(assigned("tags", "list<string>") ==
          "For tPosition = 1:1:pRequest.Tags.Count() {\n    Do tRequest.X.Insert(pRequest.Tags.GetAt(tPosition))\n}");
    CHECK(assigned("rates", "map<decimal>").find("Do tRequest.X.SetAt(tValue, tKey)") != std::string::npos);
}

TEST_CASE("a list that is written out is filled member by member") {
    Term list;
    list.value = ValueList{std::string("a"), std::string("b")};
    const FieldType texts = *parse_field_type("list<string>");
    CHECK(*objectscript_assignment("tRequest", "X", texts, list, scope()) ==
          std::vector<std::string>{"Do tRequest.X.Insert(\"a\")", "Do tRequest.X.Insert(\"b\")"});
    list.value = ValueList{};
    CHECK(objectscript_assignment("tRequest", "X", texts, list, scope())->empty());
    list.operation = Operation::list;
    list.operands = {parsed("order_id")};
    CHECK(*objectscript_assignment("tRequest", "X", texts, list, scope()) ==
          std::vector<std::string>{"Do tRequest.X.Insert(pRequest.OrderId)"});
}

TEST_CASE("regular expressions of RE2 as ICU has them") {
    CHECK(icu_pattern("^a.b$") == "\\Aa[^\\n]b\\z");
    CHECK(icu_pattern("\\d{2,3}x{y") == "[0-9]{2,3}x\\{y");
    CHECK(icu_pattern("[\\d_-]\\w") == "[0-9_-][0-9A-Za-z_]");
    CHECK(icu_pattern("(?:a|b)\\.") == "(?:a|b)\\.");
    CHECK(icu_pattern("[]a]") == "[\\]a]");
    for (const auto* different : {"(?i)a", "[[:alpha:]]", "\\pL", "[a&&b]", "\\bx", "\\Qa\\E", "[^\\W]"}) {
        CHECK_FALSE(icu_pattern(different));
    }
}

TEST_CASE("texts as literals, names as ObjectScript has them") {
    CHECK(objectscript_literal("") == "\"\"");
    CHECK(objectscript_literal("a\r\nb") == "(\"a\"_$Char(13)_$Char(10)_\"b\")");
    CHECK(objectscript_literal("\t") == "$Char(9)");
    CHECK(objectscript_name("order_id") == "OrderId");
    CHECK(objectscript_name("2nd order-id") == "X2ndOrderId");
    CHECK(objectscript_name("OrderRouter") == "OrderRouter");
}

TEST_CASE("types of properties") {
    const auto type = [](std::string_view text, std::vector<std::string> parameters = {}) {
        return objectscript_type(
            *parse_field_type(text), [](std::string_view name) { return "Demo." + std::string(name); },
            std::move(parameters));
    };
    CHECK(type("string", {"%JSONFIELDNAME = \"order_id\""}) == "%String(%JSONFIELDNAME = \"order_id\", MAXLEN = \"\")");
    CHECK(type("date?") == "%Date");
    CHECK(type("list<OrderLine>") == "list Of Demo.OrderLine");
    CHECK(type("map<int>") == "array Of %Integer");
    CHECK(type("open|closed") == "%String(MAXLEN = \"\", VALUELIST = \",open,closed\")");
    CHECK(type("decimal") == "%Numeric(SCALE = 18)");
}

TEST_CASE("brackets go where they are around the whole of an expression") {
    CHECK(without_brackets("(a = 1)") == "a = 1");
    CHECK(without_brackets("((a = 1) || b)") == "(a = 1) || b");
    CHECK(without_brackets("(a = 1) || (b = 2)") == "(a = 1) || (b = 2)");
    CHECK(without_brackets("'(a = 1)") == "'(a = 1)");
    CHECK(without_brackets("(a = \")\")") == "a = \")\"");
    CHECK(without_brackets("(a = \"\"\"(\") _ (b)") == "(a = \"\"\"(\") _ (b)");
    CHECK(without_brackets("a") == "a");
}
