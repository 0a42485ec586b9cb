#include "graph/render/json.h"

#include <catch2/catch.hpp>

#include "tests/support/production_text.h"

using namespace millwright;

TEST_CASE("render json: nodes, edges, and what is left out") {
    auto read = test::production_of("service A one.A -> Out: P, Nowhere\n category X\n disabled\nprocess P\n", "a.txt");
    const View view = view_of(read.production, Routes(read.production));
    CHECK(render_json(view, {&read.sources, nullptr}) == R"({
  "format_version": "1.0",
  "production": "Demo.Test",
  "nodes": [
    {
      "name": "A",
      "role": "service",
      "class": "one.A",
      "category": "X",
      "enabled": false,
      "file": "a.txt",
      "line": 1
    },
    {
      "name": "P",
      "role": "process",
      "class": "Demo.P",
      "category": "",
      "enabled": true,
      "file": "a.txt",
      "line": 4
    }
  ],
  "edges": [
    {
      "source": "A",
      "target_setting": "Out",
      "target": "P",
      "origin": "declared",
      "interaction": null,
      "messages": [],
      "condition": null,
      "file": "a.txt",
      "line": 1
    },
    {
      "source": "A",
      "target_setting": "Out",
      "target": "Nowhere",
      "origin": "declared",
      "interaction": null,
      "messages": [],
      "condition": null,
      "file": "a.txt",
      "line": 1
    }
  ],
  "left_out": {
    "items": 0,
    "routes": 0,
    "inside": 0
  }
}
)");
}

TEST_CASE("render json: messages, interaction and condition") {
    auto read = test::production_of("process P -> Out: O\n on One -> async Out\noperation O\n");
    read.production.sends[0].when.text = "a == 1";
    const View view = view_of(read.production, Routes(read.production));
    const std::string json = render_json(view, {&read.sources, nullptr});
    CHECK(json.find("\"interaction\": \"async\"") != std::string::npos);
    CHECK(json.find("\"condition\": \"a == 1\"") != std::string::npos);
    CHECK(json.find("\"One\"") != std::string::npos);
}

namespace {

/// From "nodes" to "left_out", every blank taken away.
std::string dense(const std::string& json) {
    std::string text;
    for (const char c : json.substr(json.find("\"nodes\""))) {
        if (c != ' ' && c != '\n') text += c;
    }
    return text;
}

}  // namespace

TEST_CASE("render json: what changes, with the places of its side") {
    const auto before = test::production_of("service S -> Out: Old, Gone\noperation Old\noperation Gone\n", "old.txt");
    const auto after = test::production_of("operation New\nservice S -> Out: New\n", "new.txt");
    const View view = merged(view_of(before.production, Routes(before.production)),
                             view_of(after.production, Routes(after.production)),
                             {"revision 3", "", {{"Old", "New"}}, {{"S", {"pool_size 1 → 2"}}}});
    const std::string json = render_json(view, {&after.sources, &before.sources});
    CHECK(json.find(R"(  "before": "revision 3",
  "after": null,
  "nodes": [)") != std::string::npos);
    CHECK(dense(json) == dense(R"("nodes": [
        {"name": "S", "role": "service", "class": "Demo.S", "category": "", "enabled": true, "file": "new.txt",
         "line": 2, "change": "changed", "was": null, "changes": ["pool_size 1 → 2"]},
        {"name": "Gone", "role": "operation", "class": "Demo.Gone", "category": "", "enabled": true,
         "file": "old.txt", "line": 3, "change": "removed", "was": null, "changes": []},
        {"name": "New", "role": "operation", "class": "Demo.New", "category": "", "enabled": true, "file": "new.txt",
         "line": 1, "change": "moved", "was": "Old", "changes": ["class Demo.Old → Demo.New"]}],
      "edges": [
        {"source": "S", "target_setting": "Out", "target": "Gone", "origin": "declared", "interaction": null,
         "messages": [], "condition": null, "file": "old.txt", "line": 1, "change": "removed", "changes": []},
        {"source": "S", "target_setting": "Out", "target": "New", "origin": "declared", "interaction": null,
         "messages": [], "condition": null, "file": "new.txt", "line": 2, "change": null, "changes": []}],
      "left_out": {"items": 0, "routes": 0, "inside": 0}})"));
    // Without the older texts, its places are not known.
    const std::string alone = render_json(view, {&after.sources, nullptr});
    CHECK(alone.find("old.txt") == std::string::npos);
    CHECK(alone.find("\"line\": null") != std::string::npos);
}

TEST_CASE("render json: groups") {
    const auto read =
        test::production_of("service A -> Out: B, C\n category X\nservice B -> Out: M, N\n category X\noperation C\n");
    ViewOptions options;
    options.collapse = Collapse::category;
    const auto view = chosen(view_of(read.production, Routes(read.production)), options);
    REQUIRE(view.has_value());
    CHECK(dense(render_json(*view, {&read.sources, nullptr})) == dense(R"("nodes": [
        {"name": "X", "role": "group", "class": "", "category": "X", "enabled": true, "file": null, "line": null,
         "items": 2, "contains": "2 services"},
        {"name": "no category", "role": "group", "class": "", "category": "", "enabled": true, "file": null,
         "line": null, "items": 1, "contains": "1 operation"}],
      "edges": [
        {"source": "X", "target_setting": "", "target": "no category", "origin": "declared", "interaction": null,
         "messages": [], "condition": null, "file": null, "line": null, "routes": 1},
        {"source": "X", "target_setting": "", "target": "missing targets", "origin": "declared", "interaction": null,
         "messages": [], "condition": null, "file": null, "line": null, "routes": 2}],
      "left_out": {"items": 0, "routes": 0, "inside": 1}})"));
}

TEST_CASE("picture json: nodes by id, kinds by name") {
    Sources sources;
    const std::uint32_t source = sources.add("a.toml", "one\ntwo\n");
    Picture picture;
    picture.of = PictureOf::process;
    picture.title = "P, a process of Demo";
    picture.caption = "2 steps";
    picture.nodes.resize(2);
    picture.nodes[0].key = "step/ask";
    picture.nodes[0].look = Look::human_task;
    picture.nodes[0].title = "ask";
    picture.nodes[0].lines = {"of \"reviewers\""};
    picture.nodes[0].place = {source, 4, 7};
    picture.nodes[1].key = "complete";
    picture.nodes[1].look = Look::complete;
    PictureEdge edge;
    edge.target = 1;
    edge.line = Line::branch;
    edge.label = "approve";
    edge.condition = "amount > 100";
    picture.edges.push_back(edge);
    CHECK(picture_json(picture, {&sources, nullptr}) == R"({
  "format_version": "1.0",
  "title": "P, a process of Demo",
  "caption": "2 steps",
  "nodes": [
    {
      "id": "step/ask",
      "kind": "human_task",
      "title": "ask",
      "lines": [
        "of \"reviewers\""
      ],
      "file": "a.toml",
      "line": 2
    },
    {
      "id": "complete",
      "kind": "complete",
      "title": "",
      "lines": [],
      "file": null,
      "line": null
    }
  ],
  "edges": [
    {
      "source": "step/ask",
      "target": "complete",
      "kind": "branch",
      "label": "approve",
      "messages": [],
      "condition": "amount > 100",
      "file": null,
      "line": null
    }
  ],
  "left_out": {
    "items": 0,
    "routes": 0
  }
}
)");
    picture.has_changes = true;
    picture.before_label = "HEAD";
    picture.nodes[0].change = Change::changed;
    picture.nodes[0].changes = {"timeout 5m → 1h"};
    picture.edges[0].change = Change::added;
    const std::string json = picture_json(picture, {&sources, nullptr});
    CHECK(json.find(R"("before": "HEAD",
  "after": null,)") != std::string::npos);
    CHECK(dense(json).find(R"("line":2,"change":"changed","changes":["timeout5m→1h"]})") != std::string::npos);
    CHECK(dense(json).find(R"("was":null,"lines":[])") != std::string::npos);
    CHECK(dense(json).find(R"("line":null,"change":"added","changes":[]})") != std::string::npos);
}
