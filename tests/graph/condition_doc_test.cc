// Are the examples of share/doc/conditions.md what the program does?
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "graph/condition.h"

using namespace millwright;

namespace {

/// The lines of all blocks of a kind ("```KIND").
std::vector<std::string> lines_of(std::string_view kind) {
    std::ifstream page(MILLWRIGHT_SOURCE_DIR "/share/doc/conditions.md");
    REQUIRE(page.good());
    std::vector<std::string> lines;
    bool inside = false;
    bool wanted = false;
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with("```")) {
            inside = !inside;
            wanted = inside && line.substr(3) == kind;
        } else if (wanted) {
            lines.push_back(line);
        }
    }
    REQUIRE_FALSE(inside);
    return lines;
}

/// The fields that the page's own TOML declares: message, then name, then type.
std::map<std::string, std::map<std::string, std::string>> declared() {
    std::map<std::string, std::map<std::string, std::string>> messages;
    std::string message;
    for (const std::string& line : lines_of("toml")) {
        if (line.starts_with("[message.")) message = line.substr(9, line.size() - 10);
        if (!line.starts_with("fields = { ")) continue;
        std::istringstream fields(line.substr(11));
        std::string name;
        std::string type;
        while (std::getline(fields, name, ' ') && name != "}" && std::getline(fields, type, '"') &&
               std::getline(fields, type, '"')) {
            messages[message][name] = type;
            std::getline(fields, type, ' ');
        }
    }
    return messages;
}

ConditionScope scope() {
    return {[messages = declared()](std::string_view owner, std::string_view part) -> std::optional<FieldType> {
                const auto& fields = messages.at(owner.empty() ? "Order" : std::string(owner));
                const auto found = fields.find(std::string(part));
                return found == fields.end() ? std::nullopt : parse_field_type(found->second);
            },
            {},
            false};
}

/// What is wrong with a condition first, or nothing.
std::string refusal(std::string_view text) {
    const auto term = parse_condition(text);
    if (!term) return term.error().message;
    const CheckedTerm checked = check_condition(*term, scope());
    return checked.problems.empty() ? "" : checked.problems[0].message;
}

std::pair<std::string, std::string> halves(const std::string& line) {
    static const std::string arrow = " \xE2\x86\x92 ";
    const std::size_t at = line.find(arrow);
    REQUIRE(at != std::string::npos);
    return {line.substr(0, at), line.substr(at + arrow.size())};
}

}  // namespace

TEST_CASE("the conditions in the documentation fit") {
    REQUIRE(declared()["Order"].size() == 12);
    REQUIRE(declared()["Customer"].size() == 2);
    const auto lines = lines_of("");
    REQUIRE(lines.size() >= 20);
    for (const std::string& line : lines) {
        CAPTURE(line);
        CHECK(refusal(line).empty());
    }
}

TEST_CASE("the values in the documentation are those that are computed") {
    const std::map<std::string, Value, std::less<>> fields{{"amount", Decimal(100)},
                                                           {"quantity", Decimal(3)},
                                                           {"wait", Duration{5'400'000}},
                                                           {"day", *read_date("2026-01-31")},
                                                           {"order_id", std::string("A-17")}};
    const auto lines = lines_of("values");
    REQUIRE(lines.size() >= 10);
    for (const std::string& line : lines) {
        CAPTURE(line);
        const auto [text, wanted] = halves(line);
        const auto term = parse_condition(text);
        REQUIRE(term.has_value());
        CHECK(check_types(*term, scope()).problems.empty());
        const Value value = evaluate(*term, [&](std::string_view name) {
            const auto found = fields.find(name);
            return found == fields.end() ? Value(Absent{}) : found->second;
        });
        CHECK(literal_text(value) == wanted);
    }
}

TEST_CASE("the documentation says how wrong conditions are refused") {
    const auto lines = lines_of("refused");
    REQUIRE(lines.size() >= 10);
    for (const std::string& line : lines) {
        CAPTURE(line);
        const auto [text, wanted] = halves(line);
        CHECK(refusal(text) == wanted);
    }
}
