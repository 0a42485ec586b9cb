#include "graph/render/picture_details.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/production_text.h"

using namespace millwright;
using test::production_of;

namespace {

/// Details of the node of that name, a line each: "Item | class | x.Y @2 -> other".
std::string details_of(const Picture& picture, const Sources& sources, std::string_view title) {
    std::string text;
    for (const PictureNode& node : picture.nodes) {
        if (node.title != title) continue;
        for (const Detail& each : node.details) {
            text += each.section + " | " + each.name + " | " + each.value;
            if (each.place.known()) text += " @" + std::to_string(sources.locate(each.place).line);
            if (each.node != 0xFFFFFFFFU) text += " -> " + picture.nodes[each.node].title;
            if (each.is_before) text += " before";
            text += "\n";
        }
    }
    return text;
}

Picture pictured(const Production& production, const ViewOptions& options = {}) {
    const auto view = chosen(view_of(production, Routes(production)), options);
    REQUIRE(view.has_value());
    const DetailsOf details{&production, nullptr};
    return picture_of(*view, &details);
}

}  // namespace

TEST_CASE("details: what an item is, its settings by scope, targets, routes, messages, handlers") {
    auto read = production_of(
        "service S my.Service -> Out: P\n emits A\n setting Z Last = 1\n adapter Port = 80\n host Path = /in\n"
        "process P -> Out: O, Gone; Log: O\n category Middle\n pool 4\n disabled\n comment Decides\n"
        "  on A -> Out, async Log: B\n  accepts A\n  replies R\n"
        "operation O\n host X = P\n");
    read.production.handlers[0].when.text = "amount > 100";
    read.production.sends[1].when.text = "urgent";
    const Picture picture = pictured(read.production);
    CHECK(details_of(picture, read.sources, "S") ==
          "Item | class | my.Service @1\n"
          "Item | role | service @1\n"
          "Host settings | Path | /in @5\n"
          "Adapter settings | Port | 80 @4\n"
          "Z settings | Last | 1 @3\n"
          "Targets | Out | P @1\n"
          "Routes out | Out | P @1 -> P\n"
          "Messages | emits | A @2\n");
    CHECK(details_of(picture, read.sources, "P") ==
          "Item | class | Demo.P @6\n"
          "Item | role | process @6\n"
          "Item | category | Middle @6\n"
          "Item | enabled | false @6\n"
          "Item | pool size | 4 @6\n"
          "Item | comment | Decides @6\n"
          "Targets | Out | O, Gone @6\n"
          "Targets | Log | O @6\n"
          "Routes out | Out | O: A @6 -> O\n"
          "Routes out | Out | Gone: A (does not exist) @6 -> Gone\n"
          "Routes out | Log | O: B when urgent (async) @6 -> O\n"
          "Routes in | Out | S @1 -> S\n"
          "Routes in | X | O; origin setting @15 -> O\n"
          "Messages | accepts | A @12\n"
          "Messages | replies | R\n"
          "Handlers | on A | when amount > 100 → Out, Log: B when urgent (async) @11\n");
    CHECK(details_of(picture, read.sources, "Gone").empty());
}

TEST_CASE("details: routes to what is not drawn lead nowhere, and are there") {
    const auto read = production_of("service S -> Out: P\nprocess P -> Out: O\noperation O\n");
    ViewOptions options;
    options.roles = {Role::process};
    CHECK(details_of(pictured(read.production, options), read.sources, "P") ==
          "Item | class | Demo.P @2\n"
          "Item | role | process @2\n"
          "Targets | Out | O @2\n"
          "Routes out | Out | O @2\n"
          "Routes in | Out | S @1\n");
}

TEST_CASE("details: secrets are masked, references to them are not") {
    auto read = production_of(
        "operation O\n adapter Password = geheim\n adapter Link = https://me:geheim@host/\n adapter Port = 80\n"
        " adapter Key = x\n adapter Mixed = x\n adapter Kept = x\n comment \"https://me:geheim@host/\"\n");
    const auto refer = [&](std::size_t at, Text value) {
        read.production.settings[at].refers_to_secret = true;
        read.production.settings[at].value = value;
    };
    refer(3, "${secret:key}");
    refer(4, "user=me;x=${secret:key}");
    refer(5, "${secret-digest:0123456789abcdef}");
    const std::string text = details_of(pictured(read.production), read.sources, "O");
    CHECK(text ==
          "Item | class | Demo.O @1\n"
          "Item | role | operation @1\n"
          "Item | comment | (secret) @1\n"
          "Adapter settings | Password | (secret) @2\n"
          "Adapter settings | Link | (secret) @3\n"
          "Adapter settings | Port | 80 @4\n"
          "Adapter settings | Key | ${secret:key} @5\n"
          "Adapter settings | Mixed | (secret) @6\n"
          "Adapter settings | Kept | (secret) @7\n");
}

TEST_CASE("details: what is removed has those of the older side") {
    const auto before = production_of("service S -> Out: O\noperation O old.Class\n");
    const auto after = production_of("service S\n");
    const View view = merged(view_of(before.production, Routes(before.production)),
                             view_of(after.production, Routes(after.production)), {});
    const DetailsOf both{&after.production, &before.production};
    const Picture picture = picture_of(view, &both);
    CHECK(details_of(picture, before.sources, "O") ==
          "Item | class | old.Class @2 before\n"
          "Item | role | operation @2 before\n"
          "Routes in | Out | S @1 -> S before\n");
    CHECK(details_of(picture, after.sources, "S") == "Item | class | Demo.S @1\nItem | role | service @1\n");
    const DetailsOf only_after{&after.production, nullptr};
    CHECK(details_of(picture_of(view, &only_after), before.sources, "O").empty());
}

TEST_CASE("details: what is removed leads to what was moved") {
    const auto before = production_of("service S -> Out: O\noperation O\n");
    const auto after = production_of("service T\n");
    const View view = merged(view_of(before.production, Routes(before.production)),
                             view_of(after.production, Routes(after.production)), {"", "", {{"S", "T"}}, {}});
    const DetailsOf both{&after.production, &before.production};
    CHECK(details_of(picture_of(view, &both), before.sources, "O") ==
          "Item | class | Demo.O @2 before\n"
          "Item | role | operation @2 before\n"
          "Routes in | Out | S @1 -> T before\n");
}

TEST_CASE("details: what a group stands for, as far as one reads") {
    std::string text = "service S -> Out: M, N\n";
    for (std::size_t i = 1; i <= most_members + 2; ++i) text += "operation O" + std::to_string(i) + "\n";
    const auto read = production_of(text);
    ViewOptions options;
    options.collapse = Collapse::role;
    const Picture picture = pictured(read.production, options);
    CHECK(details_of(picture, read.sources, "services") == "Items |  | S\n");
    CHECK(details_of(picture, read.sources, "missing targets") == "Targets |  | M\nTargets |  | N\n");
    const std::string operations = details_of(picture, read.sources, "operations");
    CHECK(operations.starts_with("Items |  | O1\nItems |  | O10\n"));
    CHECK(operations.ends_with("\nItems |  | and 2 more\n"));
    CHECK(static_cast<std::size_t>(std::count(operations.begin(), operations.end(), '\n')) == most_members + 1);
}
