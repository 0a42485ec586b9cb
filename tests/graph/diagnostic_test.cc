#include "graph/diagnostic.h"

#include <catch2/catch.hpp>

#include "graph/result.h"

using namespace millwright;

TEST_CASE("a finding has its code's severity unless it is told otherwise") {
    Diagnostics found;
    CHECK(found.add(Code::missing_target, {}, "a").severity == Severity::error);
    CHECK(found.add(Code::unused_operation, {}, "b").severity == Severity::note);
    CHECK(found.add(Code::missing_target, {}, "c").as(Severity::warning).severity == Severity::warning);
    const SeverityCounts counts = found.counts();
    CHECK(counts.error == 1);
    CHECK(counts.warning == 1);
    CHECK(counts.note == 1);
    CHECK(found.has_errors());
}

TEST_CASE("references to findings stay valid while more are added") {
    Diagnostics found;
    Diagnostic& first = found.add(Code::usage, {}, "first");
    for (int i = 0; i < 1000; ++i) found.add(Code::usage, {}, "more");
    first.note({1, 2, 3}, "n").advise("h").in_file("f");
    CHECK(found.begin()->notes.size() == 1);
    CHECK(found.begin()->hint == "h");
    CHECK(found.begin()->file == "f");
}

TEST_CASE("shown by source, place, code and message; those that are off not at all") {
    Diagnostics found;
    found.add(Code::missing_target, {2, 0, 1}, "e");
    found.add(Code::missing_target, {1, 5, 6}, "d");
    found.add(Code::unknown_key, {1, 5, 6}, "c");
    found.add(Code::unknown_key, {1, 5, 6}, "b");
    found.add(Code::usage, {}, "a");
    found.add(Code::usage, {1, 0, 0}, "off").as(Severity::off);
    std::string order;
    for (const Diagnostic* each : found.sorted()) order += each->message;
    CHECK(order == "abcde");
    CHECK(found.counts().error == 5);
}

TEST_CASE("merging moves all findings") {
    Diagnostics one;
    Diagnostics two;
    one.add(Code::usage, {}, "a");
    two.add(Code::usage, {}, "b");
    one.merge(std::move(two));
    CHECK(one.size() == 2);
    CHECK(two.empty());
}

TEST_CASE("a failure carries one finding") {
    const Result<int> failed = fail(FailureKind::refused, Code::lock_held, {1, 2, 3}, "m", "h");
    REQUIRE_FALSE(failed.has_value());
    CHECK(failed.error().kind == FailureKind::refused);
    CHECK(failed.error().diagnostics.begin()->hint == "h");
    const Result<int> in_file = fail_in_file(FailureKind::environment, Code::cannot_read, "f", "m");
    CHECK(in_file.error().diagnostics.begin()->file == "f");
}
