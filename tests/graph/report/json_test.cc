#include "graph/report/json.h"

#include <catch2/catch.hpp>

using namespace millwright;

TEST_CASE("the document of validate") {
    Sources sources;
    sources.add("a.toml", "one\ntwo three\n");
    Diagnostics diagnostics;
    diagnostics.add(Code::missing_target, {1, 8, 13}, "m \"x\"").note({1, 0, 3}, "here").advise("do");
    diagnostics.add(Code::unused_operation, {}, "n").note({}, "why").in_file("b.toml");
    diagnostics.add(Code::usage, {}, "hidden").as(Severity::off);
    CHECK(diagnostics_json(diagnostics, sources) == R"({
  "format_version": "1.0",
  "valid": false,
  "counts": {
    "error": 1,
    "warning": 0,
    "note": 1
  },
  "diagnostics": [
    {
      "code": "MW205",
      "severity": "note",
      "message": "n",
      "file": "b.toml",
      "line": null,
      "column": null,
      "end_line": null,
      "end_column": null,
      "hint": null,
      "notes": [
        {
          "message": "why",
          "file": null,
          "line": null,
          "column": null
        }
      ]
    },
    {
      "code": "MW201",
      "severity": "error",
      "message": "m \"x\"",
      "file": "a.toml",
      "line": 2,
      "column": 5,
      "end_line": 2,
      "end_column": 10,
      "hint": "do",
      "notes": [
        {
          "message": "here",
          "file": "a.toml",
          "line": 1,
          "column": 1
        }
      ]
    }
  ]
}
)");
}

TEST_CASE("warnings leave a document valid") {
    Diagnostics diagnostics;
    diagnostics.add(Code::unreached_item, {}, "w");
    CHECK(diagnostics_json(diagnostics, {}).find("\"valid\": true") != std::string::npos);
    JsonText json(0);
    write_diagnostics(json, Diagnostics{}, {});
    CHECK(json.text() == "[]");
}
