#include "settings/system.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "settings/files.h"
#include "settings/glob.h"
#include "tests/support/corpus.h"

using namespace millwright;
using namespace millwright::settings;
namespace fs = std::filesystem;

namespace {

/// A folder of its own, gone at the end; the working directory is in it meanwhile.
class Folder {
public:
    Folder() : before_(fs::current_path()) {
        std::string pattern = (fs::temp_directory_path() / "millwright-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
        fs::current_path(path_);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        fs::current_path(before_);
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    void put(const std::string& name, const std::string& text) const {
        fs::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text;
    }
    const fs::path& path() const { return path_; }

private:
    fs::path before_;
    fs::path path_;
};

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

TEST_CASE("files on disk are listed in order, without hidden folders") {
    const Folder folder;
    for (const char* name : {"s/b.toml", "s/a/z.toml", "s/.git/x", "s/a/.hidden", "t"}) folder.put(name, "");
    const DiskFiles files;
    CHECK(files.list("s").files == std::vector<std::string>{"s/a/.hidden", "s/a/z.toml", "s/b.toml"});
    CHECK(files.list("").files == std::vector<std::string>{"s/a/.hidden", "s/a/z.toml", "s/b.toml", "t"});
    CHECK(files.list("gone").files.empty());
    CHECK(files.is_folder("s"));
    CHECK_FALSE(files.is_folder("t"));
    CHECK(files.list("", 1).files == std::vector<std::string>{"t"});
    CHECK(files.list("s", 2).files == files.list("s").files);
}

TEST_CASE("links, pipes and folders that may not be read") {
    const Folder folder;
    folder.put("p/a.toml", "");
    folder.put("o/b.toml", "");
    fs::create_symlink("../o/b.toml", "p/link.toml");
    fs::create_symlink("../o", "p/folder");
    fs::create_symlink("nowhere", "p/dangling");
    REQUIRE(::mkfifo("p/pipe", 0600) == 0);
    const DiskFiles files;
    CHECK(files.list("p").files == std::vector<std::string>{"p/a.toml", "p/link.toml"});
    CHECK(files.list("p").left_out.empty());
    CHECK(files.kind("p/pipe") == FileKind::other);
    CHECK(files.kind("p/dangling") == FileKind::missing);
    CHECK(files.kind("p/folder") == FileKind::folder);
    CHECK(files.real_path("p/folder/b.toml") == files.real_path("o/b.toml"));
    CHECK_FALSE(files.real_path("p/dangling"));
    if (::geteuid() == 0) return;
    fs::permissions("o", fs::perms::none);
    REQUIRE(files.list("").left_out.size() == 1);
    CHECK(files.list("").left_out.front().message == "cannot read the folder \"o\": Permission denied");
    fs::permissions("o", fs::perms::all);
}

TEST_CASE("files of a commit") {
    const Folder folder;
    if (!run_program({"git", "--version"})) return test::skipped("there is no git");
    const std::vector<std::string> who{"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@b", "GIT_COMMITTER_NAME=a",
                                       "GIT_COMMITTER_EMAIL=a@b", "GIT_CONFIG_GLOBAL=/dev/null"};
    CHECK(why(GitFiles::at("HEAD").error()).find("not a git repository") != std::string::npos);
    folder.put("p/settings.toml", "old");
    folder.put("p/parts/[x].toml", "part");
    folder.put("p/.hidden/y.toml", "");
    fs::create_symlink("parts", "p/folder");
    fs::create_symlink("folder/[x].toml", "p/link.toml");
    fs::create_symlink("/etc/passwd", "p/absolute");
    fs::create_symlink("../../x", "p/outside");
    fs::create_symlink("round", "p/round");
    REQUIRE(run_program({"git", "init", "-q"}, who)->exit_status == 0);
    REQUIRE(run_program({"git", "add", "-A"}, who)->exit_status == 0);
    REQUIRE(run_program({"git", "commit", "-q", "-m", "x"}, who)->exit_status == 0);
    folder.put("p/settings.toml", "new");
    fs::current_path("p");

    const auto files = GitFiles::at("HEAD");
    REQUIRE(files);
    CHECK(files->read("settings.toml").value() == "old");
    CHECK(files->read("./parts/../settings.toml").value() == "old");
    CHECK(files->read((fs::current_path() / "settings.toml").string()).value() == "old");
    CHECK(files->list("parts").files == std::vector<std::string>{"parts/[x].toml"});
    CHECK(files->read("parts/[x].toml").value() == "part");
    CHECK(files->list("").files == std::vector<std::string>{"link.toml", "parts/[x].toml", "settings.toml"});
    CHECK(files->list("", 1).files == std::vector<std::string>{"link.toml", "settings.toml"});
    CHECK(files->list("folder").files == std::vector<std::string>{"folder/[x].toml"});
    CHECK(files->read("link.toml").value() == "part");
    CHECK(files->real_path("link.toml") == "p/parts/[x].toml");
    CHECK(files->kind("folder") == FileKind::folder);
    CHECK(files->kind("round") == FileKind::missing);
    CHECK_FALSE(files->real_path("absolute"));
    CHECK_FALSE(files->real_path("outside"));
    CHECK(why(files->read("absolute").error()) == "cannot read \"HEAD:absolute\": it is outside the repository");
    CHECK(files->list("..").files ==
          std::vector<std::string>{"../p/link.toml", "../p/parts/[x].toml", "../p/settings.toml"});
    CHECK(files->is_folder("parts"));
    CHECK(files->is_folder(".."));
    CHECK_FALSE(files->is_folder("settings.toml"));
    CHECK(files->display_name("settings.toml") == "HEAD:settings.toml");
    CHECK(why(files->read("gone").error()) == "cannot read \"HEAD:gone\": there is no such file in that commit");
    CHECK(why(files->read("parts").error()) == "cannot read \"HEAD:parts\": it is a folder");
    CHECK(why(files->read("../../x").error()) == "cannot read \"HEAD:../../x\": it is outside the repository");
    CHECK(why(GitFiles::at("no-such").error()) == "\"no-such\" names no commit of this repository");
    CHECK(why(GitFiles::at("--help").error()) == "\"--help\" is not a git revision");
    CHECK(why(GitFiles::at("").error()) == "\"\" is not a git revision");
}

TEST_CASE("patterns of paths") {
    CHECK(glob_matches("a/*.toml", "a/b.toml"));
    CHECK_FALSE(glob_matches("a/*.toml", "a/b/c.toml"));
    CHECK(glob_matches("a/**/*.toml", "a/b.toml"));
    CHECK(glob_matches("a/**/*.toml", "a/b/c/d.toml"));
    CHECK(glob_matches("**", "x/y"));
    CHECK_FALSE(glob_matches("a/*.toml", "a/.b.toml"));
    CHECK(glob_matches("a/.*.toml", "a/.b.toml"));
    CHECK(levels_of("a/*.toml") == 1);
    CHECK(levels_of("a/*/b/c?.toml") == 3);
    CHECK(levels_of("a/**/*.toml") > 1'000'000);
    CHECK(glob_matches("?.t*l", "a.toml"));
    CHECK_FALSE(glob_matches("?.toml", "ab.toml"));
    CHECK_FALSE(glob_matches("a/*.toml", "b/b.toml"));
    const std::string stars(2'000, '*');
    CHECK_FALSE(glob_matches(stars + "b", std::string(2'000, 'a')));
    CHECK(fixed_folder("a/b/*.toml") == "a/b");
    CHECK(fixed_folder("*.toml").empty());
    CHECK(fixed_folder("/*.toml") == "/");
    CHECK(path_from("a/b", "../c.toml") == "a/c.toml");
    CHECK(path_from("", "./c.toml") == "c.toml");
    CHECK(is_below("a/b", "a"));
    CHECK_FALSE(is_below("ab/c", "a"));
    CHECK(is_below("x", ""));
    CHECK_FALSE(is_below("../x", ""));
    CHECK_FALSE(is_below("/x", ""));
}
