#include "templates/template_text.h"

#include <catch2/catch.hpp>

using namespace millwright;
using namespace millwright::templates;

namespace {

Result<std::string> fill(std::string text, const TemplateFields& fields) {
    const TemplateSet set({}, [&](const std::string&) { return std::optional(text); });
    return set.fill("x.py", fields);
}

TemplateFields one(std::string name, TemplateValue value) {
    TemplateFields fields;
    fields.set(std::move(name), std::move(value));
    return fields;
}

std::string message_of(const Result<std::string>& failed) {
    REQUIRE_FALSE(failed);
    const Diagnostic& diagnostic = *failed.error().diagnostics.begin();
    CHECK(diagnostic.code == Code::bad_template);
    return diagnostic.file + ": " + diagnostic.message;
}

}  // namespace

TEST_CASE("values come in as they are") {
    CHECK(fill("a = {{x}}\n", one("x", "\"<&>'\"")).value() == "a = \"<&>'\"\n");
}

TEST_CASE("lines that hold only a section's tag leave nothing behind") {
    TemplateFields fields;
    fields.set("rows", std::vector{one("x", "1"), one("x", "2")}).set("none", false);
    CHECK(
        fill("begin\n{{#rows}}\n  {{x}}\n{{/rows}}\n{{#none}}\nno\n{{/none}}\n{{^none}}\nyes\n{{/none}}\nend\n", fields)
            .value() == "begin\n  1\n  2\nyes\nend\n");
}

TEST_CASE("empty lines around sections stay") {
    TemplateFields fields;
    fields.set("shown", true).set("text", "1\n2");
    CHECK(fill("a\n\n{{#shown}}\nb\n{{/shown}}\n\n{{! a note }}\n{{text}}\n\n", fields).value() ==
          "a\n\nb\n\n1\n2\n\n");
    CHECK(fill("{{#shown}}a{{/shown}}\n\nb", fields).value() == "a\n\nb");
}

TEST_CASE("a field that the template does not have is named with its line") {
    CHECK(message_of(fill("a\n{{clas}}\n", one("class", "X"))) ==
          ".millwright/templates/x.py:2: the template uses \"clas\", which is none of its fields");
    CHECK(message_of(fill("{{> other}}", one("class", "X"))) ==
          ".millwright/templates/x.py:1: the template uses \"> other\", which is none of its fields");
}

TEST_CASE("a template that is not well-formed is refused with its line") {
    const TemplateFields fields = one("rows", true);
    CHECK(message_of(fill("a\nb {{#rows}}", fields)).starts_with(".millwright/templates/x.py:2: the template is not"));
    CHECK(message_of(fill("a\n{{/rows}}", fields)).starts_with(".millwright/templates/x.py:2: the template is not"));
    CHECK(message_of(fill("{{rows", fields)).starts_with(".millwright/templates/x.py:1: the template is not"));
    for (const char* text : {"{{", "{{{", "{{=", "{{=a=}}", "{{= =}}", "{{#", "{{}}"}) {
        CHECK(message_of(fill(text, fields)).starts_with(".millwright/templates/x.py:1: the template "));
    }
}

TEST_CASE("the tag of an unknown field is found, not one that begins like it, also with other delimiters") {
    TemplateFields fields;
    fields.set("class", "X").set("rows", std::vector{one("name", "1")});
    CHECK(message_of(fill("{{class}}\n{{! clas }}\n{{ clas }}", fields)).starts_with(".millwright/templates/x.py:3: "));
    CHECK(message_of(fill("{{class}}\n{{>  other}}", fields)).starts_with(".millwright/templates/x.py:2: "));
    CHECK(message_of(fill("{{=<% %>=}}\n{{clas}}\n<%clas%>", fields)).starts_with(".millwright/templates/x.py:3: "));
    CHECK(message_of(fill("{{#rows}}\n{{name}}\n{{{ nam }}}\n{{/rows}}", fields))
              .starts_with(".millwright/templates/x.py:3: "));
}

TEST_CASE("characters that steer something stay what they are") {
    CHECK(fill("a\x01{{x}}\n", one("x", "\x01{{x}}")).value() == "a\x01\x01{{x}}\n");
    CHECK(message_of(fill("a\nb\xFF", {})) == ".millwright/templates/x.py:2: the template is not UTF-8");
}

TEST_CASE("templates that would cost the stack, the memory or the day are refused") {
    TemplateFields fields;
    fields.set("shown", true).set("rows", std::vector<TemplateFields>(10, one("x", "1")));
    const auto nested = [](std::size_t times, const std::string& begin, const std::string& end) {
        std::string text;
        for (std::size_t i = 0; i < times; ++i) text += begin;
        text += "x";
        for (std::size_t i = 0; i < times; ++i) text += end;
        return text;
    };
    CHECK(fill(nested(64, "{{#shown}}", "{{/shown}}"), fields).value() == "x");
    for (const std::string& text :
         {nested(65, "{{#shown}}", "{{/shown}}"), nested(10'000, "{{^.}}", "{{/.}}"),
          "{{=| |=}}" + nested(20'000, "|#.|", "|/.|"), "{{{=| |=}}}" + nested(65, "|# .|", "|/.|"),
          std::string("{{=| |=}}|={{ }}=|") + nested(65, "{{#.}}", "")}) {
        CHECK(message_of(fill(text, fields)) ==
              ".millwright/templates/x.py:1: more than 64 sections are open in each other");
    }
    CHECK(message_of(fill(nested(12, "{{#rows}}", "{{/rows}}"), fields)) ==
          ".millwright/templates/x.py:1: the template writes more than 64 MiB");
    CHECK(message_of(fill(std::string(256 * 1024 + 1, 'x'), fields)) ==
          ".millwright/templates/x.py:1: the template is larger than 256 KiB");
}

TEST_CASE("a replaced template counts before the built-in one") {
    const std::vector<TemplateFile> built_in{{"a", "built in"}, {"b", "built in"}};
    const TemplateSet set(built_in, [](const std::string& name) {
        return name == "a" ? std::optional<std::string>("replaced") : std::nullopt;
    });
    CHECK(set.fill("a", {}).value() == "replaced");
    CHECK(set.fill("b", {}).value() == "built in");
    CHECK_FALSE(set.fill("c", {}));
}
