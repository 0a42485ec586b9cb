#include "templates/python_types.h"

#include <catch2/catch.hpp>

using namespace millwright;
using namespace millwright::templates;

namespace {

std::string annotation(std::string_view type) {
    return python_type(*parse_field_type(type)).text;
}

std::string read(std::string_view annotation) {
    return to_text(field_type_of_python(annotation));
}

}  // namespace

TEST_CASE("field types are annotations") {
    CHECK(annotation("string") == "str");
    CHECK(annotation("decimal?") == "Optional[Decimal]");
    CHECK(annotation("list<OrderLine>?") == "Optional[list[OrderLine]]");
    CHECK(annotation("map<decimal?>") == "dict[str, Optional[Decimal]]");
    CHECK(annotation("open|in review") == "Literal[\"open\", \"in review\"]");
    CHECK(annotation("duration") == "timedelta");
    CHECK(annotation("any?") == "Optional[Any]");
}

TEST_CASE("annotations say what they need") {
    const PythonText text = python_type(*parse_field_type("list<datetime>?"));
    REQUIRE(text.imports.size() == 2);
    CHECK(text.imports[0].module == "typing");
    CHECK(text.imports[1].module == "datetime");
    CHECK(python_type(*parse_field_type("int")).imports.empty());
}

TEST_CASE("a type whose name is that of a field gets another one") {
    const PythonText dated = python_type(*parse_field_type("date?"), {"date"});
    CHECK(dated.text == "Optional[Date]");
    CHECK(dated.imports.back().name == "date");
    CHECK(dated.imports.back().alias == "Date");
    CHECK(python_type(*parse_field_type("list<string>"), {"list"}).text == "builtins.list[str]");
}

TEST_CASE("annotations are read as field types") {
    CHECK(read("str") == "string");
    CHECK(read("float") == "decimal");
    CHECK(read("Optional[str]") == "string?");
    CHECK(read("typing.Optional[datetime.date]") == "date?");
    CHECK(read("datetime.datetime | None") == "datetime?");
    CHECK(read("None | int") == "int?");
    CHECK(read("Union[str, None]") == "string?");
    CHECK(read("Union[None, str]") == "string?");
    CHECK(read("Union[str, int]") == "any");
    CHECK(read("str | int | None") == "any?");
    CHECK(read("List[Decimal]") == "list<decimal>");
    CHECK(read("list") == "list<any>");
    CHECK(read("Dict[str, list[int]]") == "map<list<int>>");
    CHECK(read("Literal['open', \"closed\"]") == "open|closed");
    CHECK(read("Optional[Literal['a']]") == "a?");
    CHECK(field_type_of_python(R"(Literal["\\\x41\u00e4\n", r'\d'])").choices ==
          std::vector<std::string>{"\\A\xC3\xA4\n", "\\d"});
    CHECK(read("Annotated[str, Field(max_length=3)]") == "string");
    CHECK(read("\"OrderLine\"") == "OrderLine");
    CHECK(read("messages.OrderLine") == "OrderLine");
    CHECK(read("UUID") == "uuid");
    CHECK(read("Callable[[int], str]") == "any");
    CHECK(read("") == "any");
    CHECK(read("list[") == "any");
}

TEST_CASE("what is written reads back") {
    for (const char* type : {"string", "int?", "list<decimal?>", "map<date>", "a|b", "Order?", "uuid", "bytes?",
                             "list<map<datetime>>?", "duration", "bool", "any"}) {
        CHECK(read(annotation(type)) == type);
    }
}

TEST_CASE("texts are Python literals") {
    CHECK(python_quoted("it's \"x\"\n\\") == R"("it's \"x\"\n\\")");
    CHECK(python_quoted("\x01\xC3\xA4\xE2\x80\xAE") == "\"\\x01\xC3\xA4\\u202e\"");
}

TEST_CASE("names that Python takes") {
    CHECK(is_python_name("order_id"));
    CHECK_FALSE(is_python_name("class"));
    CHECK_FALSE(is_python_name("1st"));
    CHECK_FALSE(is_python_name("order-id"));
}
