// Real production classes, as they were exported: their pictures hold every item, and checks find no error in them.
#include <algorithm>
#include <catch2/catch.hpp>

#include "graph/check/check.h"
#include "graph/layout/layout.h"
#include "graph/render/dot.h"
#include "graph/render/mermaid.h"
#include "graph/report/text.h"
#include "settings/formats.h"
#include "tests/support/corpus.h"

using namespace millwright;

namespace {

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

void check_picture(const Production& production) {
    const Routes routes(production);
    const View view = view_of(production, routes);
    const auto svg = layout::lay_out(dot_text(picture_of(view)), layout::PictureFormat::svg, {});
    REQUIRE(svg.has_value());
    CHECK(count(*svg, "class=\"node ") == production.items.size() + view.missing());
    CHECK(count(*svg, "class=\"edge ") == routes.all().size());
    CHECK(mermaid_text(picture_of(view)).has_value());
}

}  // namespace

TEST_CASE("corpus: real production classes are drawn and hold no errors") {
    const auto corpus = test::corpus_folder();
    if (!corpus) return test::skipped("MILLWRIGHT_CORPUS is not set");
    const auto reading = settings::read_input((*corpus / "iris").string(), settings::DiskFiles{}, {});
    REQUIRE(reading.has_value());
    CHECK(reading->productions.size() >= 10);
    for (const Production& production : reading->productions) {
        CAPTURE(production.name);
        Diagnostics found;
        check_production(production, {}, found);
        INFO(diagnostics_text(found, reading->sources, {}));
        CHECK_FALSE(found.has_errors());
        CHECK(found.counts().warning <= 2);
        check_picture(production);
    }
}
