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
