#include "graph/render/mermaid.h"

#include <catch2/catch.hpp>

#include "tests/support/production_text.h"

using namespace millwright;
using test::production_of;

namespace {

Result<std::string> mermaid_of(const Production& production) {
    return mermaid_text(picture_of(view_of(production, Routes(production))));
}

}  // namespace

TEST_CASE("mermaid: subgraphs by role, ids, classes of what there is") {
    const auto read = production_of(
        "production Demo.Orders\nservice In -> Out: P\nprocess P -> Ok: O; Gone: Nowhere\n on Order -> Ok\n"
        "operation O\n disabled\nservice In2\n host Any = P\n");
    CHECK(*mermaid_of(read.production) ==
          "---\n"
          "title: \"Demo.Orders (4 items, 4 routes, 1 missing target)\"\n"
          "---\n"
          "flowchart LR\n"
          "  subgraph g0 [\"Services\"]\n"
          "    n0>\"In\"]:::service\n"
          "    n1>\"In2\"]:::service\n"
          "  end\n"
          "  subgraph g1 [\"Processes\"]\n"
          "    n2(\"P\"):::process\n"
          "  end\n"
          "  subgraph g2 [\"Operations\"]\n"
          "    n3[[\"O<br/>disabled\"]]:::disabled\n"
          "  end\n"
          "  n4{{\"Nowhere<br/>does not exist\"}}:::missing\n"
          "  classDef part fill:none,stroke:#9A9A9A\n"
          "  class g0,g1,g2 part\n"
          "  n0 -->|\"Out\"| n2\n"
          "  n1 -.->|\"Any\"| n2\n"
          "  n2 -.->|\"Gone\"| n4\n"
          "  n2 -->|\"Ok: Order\"| n3\n"
          "  classDef service fill:#DCEEF9,stroke:#0072B2,color:#111111\n"
          "  classDef process fill:#FFF1D2,stroke:#9A6400,color:#111111\n"
          "  classDef disabled fill:#FAFAFA,stroke:#8F8F8F,color:#6A6A6A,stroke-dasharray:4 3\n"
          "  classDef missing fill:#FFFFFF,stroke:#C7330A,color:#A52A08,stroke-dasharray:4 3\n");
}

TEST_CASE("mermaid: nothing in a name means anything") {
    auto read = production_of("service A -> Out: B\noperation B\n");
    read.production.items[0].name = "a\"b<c>|{d}\\n%%{init}`#x&\n";
    read.production.items[1].name = "";
    read.production.name = "t\"i\\t";
    const std::string text = *mermaid_of(read.production);
    CHECK(text.find("n0>\"a#34;b#60;c#62;#124;{d}#92;n#37;#37;{init}#96;#35;x#38;#92;n\"]") != std::string::npos);
    CHECK(text.find("n1[[\"(no name)\"]]") != std::string::npos);
    CHECK(text.find("title: \"t\\\"i\\\\t (") != std::string::npos);
}

TEST_CASE("mermaid: what is too large is refused with a way out") {
    std::string text = "operation O\n";
    for (int i = 0; i < 501; ++i) text += "service S" + std::to_string(i) + " -> Out: O\n";
    const auto many = mermaid_of(production_of(text).production);
    REQUIRE_FALSE(many.has_value());
    const Diagnostic& finding = *many.error().diagnostics.begin();
    CHECK(finding.code == Code::too_large);
    CHECK(finding.message.find("501 routes") != std::string::npos);
    CHECK(finding.hint.find("svg") != std::string::npos);

    std::string wide;
    for (int i = 0; i < 800; ++i) wide += "service " + std::string(70, 'x') + std::to_string(i) + "\n";
    const auto large = mermaid_of(production_of(wide).production);
    REQUIRE_FALSE(large.has_value());
    CHECK(large.error().diagnostics.begin()->message.find("characters") != std::string::npos);
}

TEST_CASE("mermaid: nothing to draw") {
    CHECK(*mermaid_of(production_of("").production) ==
          "---\ntitle: \"Demo.Test (0 items, 0 routes)\"\n---\nflowchart LR\n");
}
