#include "cli/iop_spelling.h"

#include <catch2/catch.hpp>

using millwright::cli::from_iop_spelling;
using Words = std::vector<std::string>;

TEST_CASE("the spellings of iop become commands") {
    CHECK(from_iop_spelling({"--migrate", "settings.toml", "--dry-run"}) ==
          Words{"migrate", "settings.toml", "--dry-run"});
    CHECK(from_iop_spelling({"-m", "s.toml", "--explain"}) == Words{"migrate", "s.toml", "--dry-run"});
    CHECK(from_iop_spelling({"-M", "s.toml", "--strict-production-validation"}) ==
          Words{"migrate", "s.toml", "--warnings-as-errors"});
    CHECK(from_iop_spelling({"-x"}) == Words{"status"});
    CHECK(from_iop_spelling({"-v"}) == Words{"--version"});
}

TEST_CASE("the word that chooses the command may stand anywhere, and may hold its value") {
    CHECK(from_iop_spelling({"--dry-run", "-m", "s.toml"}) == Words{"migrate", "--dry-run", "s.toml"});
    CHECK(from_iop_spelling({"--migrate=s.toml", "--dry-run"}) == Words{"migrate", "s.toml", "--dry-run"});
}

TEST_CASE("the name after -e is a production's, unless it is a file's") {
    CHECK(from_iop_spelling({"-e", "Demo.Orders", "--format", "json"}) ==
          Words{"export", "--production", "Demo.Orders", "--format", "json"});
    CHECK(from_iop_spelling({"--export=Demo.Orders", "--format", "toml"}) ==
          Words{"export", "--production", "Demo.Orders", "--format", "toml"});
    CHECK(from_iop_spelling({"-e", "settings.toml", "--format=xml"}) ==
          Words{"export", "settings.toml", "--format", "xml"});
    CHECK(from_iop_spelling({"-e", "--format", "json"}) == Words{"export", "--format", "json"});
    CHECK(from_iop_spelling({"-e", "--format"}) == Words{"export", "--format"});
}

TEST_CASE("what -e writes is written by export or drawn by render") {
    CHECK(from_iop_spelling({"-e"}) == Words{"export", "--format", "json"});
    CHECK(from_iop_spelling({"-e", "Demo.Orders"}) ==
          Words{"export", "--production", "Demo.Orders", "--format", "json"});
    CHECK(from_iop_spelling({"-e", "-o", "p.xml"}) == Words{"export", "-o", "p.xml"});
    CHECK(from_iop_spelling({"-e", "--output=p.xml"}) == Words{"export", "--output=p.xml"});
    CHECK(from_iop_spelling({"-e", "s.py", "--format", "python"}) == Words{"export", "s.py", "--format", "python"});
    CHECK(from_iop_spelling({"-e", "s.py", "--format", "class"}) ==
          Words{"export", "s.py", "--format", "python-class"});
    CHECK(from_iop_spelling({"--format=graph", "-e", "Demo.Orders", "--force-local"}) ==
          Words{"render", "--format", "json", "--production", "Demo.Orders", "--force-local"});
    CHECK(from_iop_spelling({"-e", "--format", "mermaid"}) == Words{"render", "--format", "mermaid"});
    CHECK(from_iop_spelling({"export", "--format", "graph"}) == Words{"export", "--format", "graph"});
}

TEST_CASE("our own command line is left alone") {
    CHECK(from_iop_spelling({}) == Words{});
    CHECK(from_iop_spelling({"migrate", "-m"}) == Words{"migrate", "-m"});
    CHECK(from_iop_spelling({"--help"}) == Words{"--help"});
    CHECK(from_iop_spelling({"--no-such-thing"}) == Words{"--no-such-thing"});
}
