// Productions for tests from a few lines of text, so that a test shows what it is about.
//
//     message OrderRequest
//     service A services.A -> Output: B, C; Other: D       role, name, class (optional), declared target settings
//       emits OrderRequest
//     process B
//       on OrderRequest -> Output, Other: RejectedOrder    a handler that sends by target settings; `: message` changes it
//       sync or async before a target setting of `on` sets the mode; every target setting is sent to
//     operation C
//       disabled | pool 4 | class X | category A,B | comment text | name Real name | replies Reply
//       accepts OrderRequest, RejectedOrder
//       host TargetConfigNames = B                         settings; Host ones that name items become target settings
//       adapter Port = 80 | setting Scope Name = value
//
// Names that hold blanks or signs are written in double quotes. `#` begins a comment. Places are places in the text.
#pragma once

#include <string>
#include <string_view>

#include "graph/production.h"
#include "graph/source.h"

namespace millwright::test {

struct ProductionText {
    Sources sources;
    Production production;
};

/// A line that is not understood throws std::invalid_argument with the line.
ProductionText production_of(std::string_view text, std::string file = "test.txt");

/// The item of that name; throws when there is none.
ItemId item_of(const Production& production, std::string_view name);

}  // namespace millwright::test
