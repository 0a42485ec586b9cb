#include "settings/system.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/support/folder.h"

using namespace millwright;
using namespace millwright::settings;
using millwright::test::Folder;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string why(const Failure& failure) {
    CHECK(failure.kind == FailureKind::environment);
    return failure.diagnostics.begin()->message;
}

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

int mode_of(const char* path) {
    struct stat about {};
    CHECK(::stat(path, &about) == 0);
    return static_cast<int>(about.st_mode & 07777);
}

}  // namespace

TEST_CASE("files are read whole, or it is said why not") {
    const Folder folder;
    folder.put("a", std::string("one\0two", 7));
    folder.put("empty", "");
    CHECK(read_file("a").value() == std::string("one\0two", 7));
    CHECK(read_file("empty").value().empty());
    CHECK(read_file("/proc/self/status").value().find("Name:") == 0);
    CHECK(why(read_file("gone").error()) == "cannot read \"gone\": there is no such file");
    CHECK(why(read_file(".").error()) == "cannot read \".\": it is a folder");
    CHECK(why(read_file(std::string("a\0b", 3)).error()) == "cannot read \"a\\x00b\": the name holds a NUL byte");
    if (::truncate("empty", 600LL * 1024 * 1024) == 0) {
        CHECK(why(read_file("empty").error()) == "\"empty\" is larger than 512 MiB");
    }
}

TEST_CASE("a write leaves the old file or the new one") {
    const Folder folder;
    folder.put("sub/a", "old");
    ::chmod("sub/a", 0640);
    fs::create_symlink("sub/a", "link");
    REQUIRE(write_file_atomically("link", "new"));
    CHECK(text_of("sub/a") == "new");
    CHECK(fs::is_symlink("link"));
    CHECK(mode_of("sub/a") == 0640);
    CHECK(files_in("sub") == 1);
    REQUIRE(write_file_atomically("fresh", std::string(3'000'000, 'x')));
    CHECK(fs::file_size("fresh") == 3'000'000);
    CHECK(why(write_file_atomically("sub", "x").error()) == "cannot write \"sub\": Is a directory");
    CHECK(why(write_file_atomically("none/x", "x").error()) == "cannot write \"none/x\": No such file or directory");
    REQUIRE(write_file_atomically("/dev/null", "x"));
    CHECK(why(write_file_atomically("/dev/full", "x").error()) ==
          "cannot write \"/dev/full\": No space left on device");
}

TEST_CASE("folders are made for their owner, and named once") {
    const Folder folder;
    REQUIRE(make_private_folder("a/b/c"));
    REQUIRE(make_private_folder("a/b"));
    CHECK(mode_of("a/b/c") == 0700);
    REQUIRE(write_file_atomically("a/b/c/secret", "x", 0600));
    CHECK(mode_of("a/b/c/secret") == 0600);
    CHECK(why(make_private_folder("a/b/c/secret").error()) == "cannot write \"a/b/c/secret\": Not a directory");
    REQUIRE(rename_folder("a/b/c", "a/b/d"));
    CHECK(text_of("a/b/d/secret") == "x");
    REQUIRE(make_private_folder("a/b/c"));
    CHECK(why(rename_folder("a/b/c", "a/b/d").error()) == "cannot write \"a/b/d\": File exists");
}

TEST_CASE("programs run without a shell") {
    const auto echoed = run_program({"printf", "%s|%s", "$HOME; ls", "two"}, {});
    REQUIRE(echoed);
    CHECK(echoed->out == "$HOME; ls|two");
    CHECK(echoed->exit_status == 0);
    const auto both = run_program({"sh", "-c", "echo out; echo err >&2; cat; exit 7"});
    REQUIRE(both);
    CHECK(both->out == "out\n");
    CHECK(both->err == "err\n");
    CHECK(both->exit_status == 7);
    const auto much = run_program({"sh", "-c", "head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2"});
    REQUIRE(much);
    CHECK(much->out.size() == 300'000);
    CHECK(much->err.size() == 300'000);
    CHECK(run_program({"sh", "-c", "echo $ONE"}, {"ONE=1"})->out == "1\n");
    CHECK(run_program({"sh", "-c", "kill -9 $$"})->exit_status == 137);
    CHECK(why(run_program({"no-such-program"}).error()).find("cannot start \"no-such-program\"") == 0);
    CHECK_FALSE(run_program({}));
}
