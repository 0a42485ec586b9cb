#include "settings/files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "settings/system.h"
#include "tests/support/corpus.h"
#include "tests/support/folder.h"

using namespace millwright;
using namespace millwright::settings;
using millwright::test::Folder;
namespace fs = std::filesystem;

namespace {

std::string why(const Failure& failure) {
    CHECK(failure.kind == FailureKind::environment);
    return failure.diagnostics.begin()->message;
}

}  // namespace

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
