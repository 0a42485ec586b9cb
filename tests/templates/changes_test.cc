#include "templates/changes.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "tests/support/folder.h"
#include "tests/support/memory_files.h"

using namespace millwright;
using namespace millwright::templates;

namespace {

std::string diff_of(std::optional<std::string> before, std::string after) {
    return unified_diff({{"dir/a.txt", std::move(before), std::move(after)}});
}

}  // namespace

TEST_CASE("a diff has three lines of context") {
    CHECK(diff_of("1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\n5\nnew\n6\n7\n8\n") ==
          "--- a/dir/a.txt\n+++ b/dir/a.txt\n@@ -3,6 +3,7 @@\n 3\n 4\n 5\n+new\n 6\n 7\n 8\n");
}

TEST_CASE("changes that are far apart are hunks of their own") {
    std::string before;
    for (int i = 1; i <= 30; ++i) before += std::to_string(i) + "\n";
    std::string after = before;
    after.replace(after.find("2\n"), 2, "two\n").replace(after.find("29\n"), 3, "");
    CHECK(diff_of(before, after) ==
          "--- a/dir/a.txt\n+++ b/dir/a.txt\n@@ -1,5 +1,5 @@\n 1\n-2\n+two\n 3\n 4\n 5\n"
          "@@ -26,5 +26,4 @@\n 26\n 27\n 28\n-29\n 30\n");
}

TEST_CASE("a new file comes from /dev/null") {
    CHECK(diff_of(std::nullopt, "x\n") == "--- /dev/null\n+++ b/dir/a.txt\n@@ -0,0 +1,1 @@\n+x\n");
    CHECK(diff_of(std::nullopt, "x\ny\n") == "--- /dev/null\n+++ b/dir/a.txt\n@@ -0,0 +1,2 @@\n+x\n+y\n");
    CHECK(diff_of(std::nullopt, "") ==
          "diff --git a/dir/a.txt b/dir/a.txt\nnew file mode 100644\nindex 0000000..e69de29\n");
}

TEST_CASE("a missing line end is said") {
    CHECK(diff_of("x", "x\ny\n") ==
          "--- a/dir/a.txt\n+++ b/dir/a.txt\n@@ -1,1 +1,2 @@\n-x\n\\ No newline at end of file\n+x\n+y\n");
    CHECK(diff_of("x\n", "x\n").empty());
}

TEST_CASE("changes know what is on disk and what was changed before") {
    const test::MemoryFiles disk(std::map<std::string, std::string>{{"a.py", "one\n"}});
    FileChanges changes(disk);
    REQUIRE(changes.set("./a.py", "two\n"));
    REQUIRE(changes.set("a.py", "three\n"));
    REQUIRE(changes.add("tests/b.py", "b\n", false));
    REQUIRE(changes.all().size() == 2);
    CHECK(changes.all()[0].before == "one\n");
    CHECK(changes.all()[0].after == "three\n");
    CHECK_FALSE(changes.all()[1].before);
    CHECK(changes.text("a.py").value() == "three\n");
    CHECK_FALSE(changes.text("c.py").value());

    const ChangedFiles files(disk, changes);
    CHECK(files.read("tests/b.py").value() == "b\n");
    CHECK(files.kind("tests") == settings::FileKind::folder);
    CHECK(files.kind("nowhere") == settings::FileKind::missing);
    CHECK(files.list("", 1).files == std::vector<std::string>{"a.py"});
    CHECK(files.list("tests").files == std::vector<std::string>{"tests/b.py"});
}

TEST_CASE("a pipe is not waited for") {
    const test::Folder folder;
    REQUIRE(::mkfifo("a.py", 0600) == 0);
    const settings::DiskFiles disk;
    FileChanges changes(disk);
    const auto text = changes.text("a.py");
    REQUIRE_FALSE(text);
    CHECK(text.error().diagnostics.begin()->message == "cannot read \"a.py\": it is no regular file");
    CHECK_FALSE(changes.set("./a.py", "x"));
    CHECK(changes.all().empty());
}

TEST_CASE("a path cannot end the head of its difference") {
    CHECK(unified_diff({{"a\nb/x", "1\n", "2\n"}}) ==
          "--- \"a/a\\012b/x\"\n+++ \"b/a\\012b/x\"\n@@ -1,1 +1,1 @@\n-1\n+2\n");
}

TEST_CASE("a file that is there is not overwritten") {
    const test::MemoryFiles disk(std::map<std::string, std::string>{{"a.py", "one\n"}});
    FileChanges changes(disk);
    const auto refused = changes.add("a.py", "two\n", false);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == FailureKind::refused);
    CHECK(refused.error().diagnostics.begin()->code == Code::name_taken);
    REQUIRE(changes.add("a.py", "one\n", false));
    CHECK(changes.all().empty());
    REQUIRE(changes.add("a.py", "two\n", true));
    CHECK(changes.all().size() == 1);
}

TEST_CASE("new files are in their folders, as those that are there") {
    const test::Folder folder;
    folder.put("there/a.py", "x");
    const settings::DiskFiles disk;
    FileChanges changes(disk);
    REQUIRE(changes.add("b.py", "x", false));
    REQUIRE(changes.add("there/b.py", "x", false));
    REQUIRE(changes.add("new/er/b.py", "x", false));
    const ChangedFiles files(disk, changes);
    const std::string here = disk.real_path(".").value();
    for (const std::string path : {"b.py", "there/b.py", "new/er/b.py", "new/er", "there/a.py"}) {
        CHECK(files.real_path(path) == here + "/" + path);
    }
    CHECK_FALSE(files.real_path("none.py"));
}

TEST_CASE("files that would be new below the root have a place, too") {
    const test::MemoryFiles none{{}};
    FileChanges changes(none);
    REQUIRE(changes.add("/there/new/a.py", "x", false));
    CHECK(changes.creates("/there/new/a.py"));
    CHECK_FALSE(changes.creates("/there/new/b.py"));
    CHECK(ChangedFiles(none, changes).real_path("/there/new/a.py"));
}
