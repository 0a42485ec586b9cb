#include "cli/write_changes.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <sstream>

#include "tests/support/folder.h"

using namespace millwright;
using namespace millwright::cli;
using templates::FileChange;

namespace {

std::string text_of(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

std::size_t things_in(const std::filesystem::path& folder) {
    const std::filesystem::recursive_directory_iterator all(folder);
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

std::string said(const Result<bool>& failed) {
    REQUIRE_FALSE(failed);
    CHECK(failed.error().kind == FailureKind::environment);
    std::string text;
    for (const Diagnostic& each : failed.error().diagnostics) {
        CHECK(each.code == Code::cannot_write);
        text += each.message + "\n";
        for (const Note& note : each.notes) text += note.message + "\n";
    }
    return text;
}

/// No file may become larger than this many bytes, so that a write fails in the middle.
class LargestFile {
public:
    explicit LargestFile(rlim_t bytes) : signal_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    LargestFile(const LargestFile&) = delete;
    LargestFile& operator=(const LargestFile&) = delete;
    ~LargestFile() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, signal_);
    }

private:
    void (*signal_)(int);
    rlimit before_{};
};

}  // namespace

TEST_CASE("files are written and folders made") {
    const test::Folder folder;
    folder.put("a.py", "old\n");
    REQUIRE(write_changes({{"x/y/b.py", std::nullopt, "b\n"}, {"a.py", "old\n", "new\n"}, {"c", std::nullopt, ""}}));
    CHECK(text_of("x/y/b.py") == "b\n");
    CHECK(text_of("a.py") == "new\n");
    CHECK(std::filesystem::exists("c"));
    CHECK(things_in(".") == 5);
}

TEST_CASE("a file that changed meanwhile stops everything") {
    const test::Folder folder;
    folder.put("a.py", "other\n");
    folder.put("b.py", "there\n");
    CHECK(
        said(write_changes({{"new.py", std::nullopt, "x"}, {"a.py", "old\n", "new\n"}, {"b.py", std::nullopt, "x"}})) ==
        "cannot write \"a.py\": somebody changed it meanwhile\ncannot write \"b.py\": it is there meanwhile\n");
    CHECK(text_of("a.py") == "other\n");
    CHECK(things_in(".") == 2);
}

TEST_CASE("what cannot be a file or a folder stops everything") {
    const test::Folder folder;
    folder.put("file", "text\n");
    std::filesystem::create_directory("folder");
    CHECK(said(write_changes({{"new.py", std::nullopt, "x"}, {"file/b.py", std::nullopt, "b"}})) ==
          "cannot write \"file/b.py\": \"file\" is no folder\n");
    CHECK(said(write_changes({{"folder", "", "b"}})) == "cannot write \"folder\": it is no regular file\n");
    CHECK(things_in(".") == 2);
}

TEST_CASE("a write that fails in the middle takes back what was written") {
    const test::Folder folder;
    folder.put("a.py", "old\n");
    const std::string large(4096, 'x');
    const LargestFile limit(1024);
    CHECK(said(write_changes({{"deep/er/b.py", std::nullopt, "b\n"}, {"a.py", "old\n", "new\n"}, {"c", {}, large}})) ==
          "cannot write \"c\": File too large\nnothing was changed: what had been written before it was taken back\n");
    CHECK(text_of("a.py") == "old\n");
    CHECK(things_in(".") == 1);
}

TEST_CASE("a link is followed, and its folder tried") {
    const test::Folder folder;
    folder.put("real/a.py", "old\n");
    std::filesystem::create_symlink("real/a.py", "a.py");
    REQUIRE(write_changes({{"a.py", "old\n", "new\n"}}));
    CHECK(std::filesystem::is_symlink("a.py"));
    CHECK(text_of("real/a.py") == "new\n");
}
