#include "cli/options.h"

#include <catch2/catch.hpp>

using millwright::cli::OptionTable;

namespace {

struct Values {
    bool dry_run = false;
    std::string output;
    std::string format = "text";
    std::vector<std::string> variables;
    std::string file;

    OptionTable table() {
        OptionTable options;
        options.argument("FILE", file, false, "what to read");
        options.flag("--dry-run", dry_run, "change nothing");
        options.value("-o,--output", output, "OUT", "where to write");
        options.choice("--format", format, {"text", "json"}, "how");
        options.values("--var", variables, "NAME=VALUE", "a variable");
        return options;
    }
};

std::string error_of(const OptionTable& options, std::vector<std::string> words) {
    const auto parsed = options.parse("migrate", std::move(words));
    REQUIRE(!parsed);
    const auto& diagnostic = *parsed.error().diagnostics.begin();
    CHECK(parsed.error().kind == millwright::FailureKind::environment);
    return diagnostic.message + " | " + diagnostic.hint;
}

}  // namespace

TEST_CASE("options and arguments are filled, in any order") {
    Values values;
    REQUIRE(values.table().parse("migrate",
                                 {"--dry-run", "a.toml", "-o", "x", "--var", "a=b", "--format=json", "--var", "c=d"}));
    CHECK(values.dry_run);
    CHECK(values.file == "a.toml");
    CHECK(values.output == "x");
    CHECK(values.format == "json");
    CHECK(values.variables == std::vector<std::string>{"a=b", "c=d"});
}

TEST_CASE("an option takes one value, so that an argument may follow it") {
    Values values;
    REQUIRE(values.table().parse("migrate", {"--var", "a=b", "a.toml"}));
    CHECK(values.file == "a.toml");
    CHECK(values.variables.size() == 1);
}

TEST_CASE("a name that begins with a dash can be given after --") {
    Values values;
    REQUIRE(values.table().parse("migrate", {"--", "-odd.toml"}));
    CHECK(values.file == "-odd.toml");
}

TEST_CASE("what is wrong with a command line is said with a way out") {
    Values values;
    const OptionTable options = values.table();
    CHECK(error_of(options, {"--dryrun"}) == "unknown option \"--dryrun\" | did you mean \"--dry-run\"?");
    CHECK(error_of(options, {"a", "b"}) == "unexpected argument \"b\" | see `millwright migrate --help`");
    CHECK(error_of(options, {"--format", "jsn"}) ==
          "--format does not know \"jsn\": text, json | did you mean \"json\"?");
    CHECK_THAT(error_of(options, {"-o"}), Catch::Contains("--output"));
}

TEST_CASE("a choice that may come several times is checked each time") {
    std::vector<std::string> roles;
    OptionTable options;
    options.choices("--role", roles, {"service", "process"}, "only these");
    REQUIRE(options.parse("render", {"--role", "process", "--role=service"}));
    CHECK(roles == std::vector<std::string>{"process", "service"});
    roles.clear();
    CHECK(error_of(options, {"--role", "service", "--role", "proces"}) ==
          "--role does not know \"proces\": service, process | did you mean \"process\"?");
}

TEST_CASE("help lists arguments and options from the same declaration") {
    Values values;
    CHECK(values.table().usage("migrate") ==
          "millwright migrate [FILE] [options]\n"
          "\nArguments\n"
          "  FILE                            what to read\n"
          "\nOptions\n"
          "  --dry-run                       change nothing\n"
          "  -o,--output OUT                 where to write\n"
          "  --format WORD                   how: text, json\n"
          "  --var NAME=VALUE                a variable\n");
}
