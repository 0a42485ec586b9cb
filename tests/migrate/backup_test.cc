#include "migrate/backup.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/migrate/state_folder.h"

namespace millwright::migrate {
namespace {

namespace fs = std::filesystem;
using test::fresh;
using test::who;

std::string text_of(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// orders(), with a reference to a secret, a value in clear text that looks like one, and more than one kind of thing.
Production with_secrets() {
    test::Model model;
    model.production = test::orders();
    model.item(
        "Safe", "Demo.Safe",
        {{"Adapter", "Password", "hunter2"}, {"Adapter", "Token", "${secret:api_token}"}, {"Host", "Plain", "1"}},
        Role::operation);
    model.protect("Mail");
    model.production.secrets.push_back({model.text("api_token"), {}, {}});
    return model.take();
}

Backup backup_of(const Plan& plan, const Production& before) {
    Backup backup;
    backup.plan = &plan;
    backup.before = &before;
    backup.digest_key = fresh().digest_key;
    return backup;
}

Plan some_plan() {
    Plan plan;
    plan.production = "Demo.Orders";
    plan.base_revision = 3;
    plan.target.identity = "aa";
    return plan;
}

void change(const fs::path& file, const std::string& from, const std::string& to) {
    std::string text = text_of(file);
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    std::ofstream(file, std::ios::binary) << text.replace(at, from.size(), to);
}

TEST_CASE("a backup reads back as what was deployed, without a secret in it") {
    const test::StateFolder folder;
    const Plan plan = some_plan();
    const Production before = with_secrets();
    Backup backup = backup_of(plan, before);
    backup.originals = {{"Production.cls", "Class Demo.Orders\n"}};
    const auto path = write_backup((folder.path() / "a/b").string(), backup, who(), fresh());
    REQUIRE(path);
    CHECK(fs::path(*path).filename() == "20260102T030405Z-0101010101010101");
    CHECK(text_of(fs::path(*path) / "original/Production.cls") == "Class Demo.Orders\n");
    std::size_t files = 0;
    for (const auto& each : fs::recursive_directory_iterator(folder.path())) {
        struct stat about {};
        REQUIRE(::stat(each.path().c_str(), &about) == 0);
        CHECK((about.st_mode & 077) == 0);
        if (!each.is_regular_file()) continue;
        ++files;
        CHECK(text_of(each.path()).find("hunter2") == std::string::npos);
    }
    CHECK(files == 7);

    const auto kept = read_backup(*path);
    REQUIRE(kept);
    CHECK(kept->revision == 3);
    CHECK(kept->identity == "aa");
    CHECK(kept->at == who().now);
    CHECK(kept->only_digests == std::vector<std::string>{"\"Password\" of \"Safe\""});
    const DigestKey key = fresh().digest_key;
    CHECK(canonical_form(kept->production, Holds::everything, key).fingerprint() ==
          canonical_form(before, Holds::everything, key).fingerprint());
}

TEST_CASE("a format that cannot say the production is left out, and the backup says why") {
    const test::StateFolder folder;
    const Plan plan = some_plan();
    test::Model model;
    Behaviour behaviour;
    behaviour.steps = model.steps({"one"});
    model.item("Flow", "", {}, Role::process).behaviour = behaviour;
    const Production before = model.take();
    const auto path = write_backup(folder.path().string(), backup_of(plan, before), who(), fresh());
    REQUIRE(path);
    CHECK(fs::exists(fs::path(*path) / "production.toml"));
    CHECK_FALSE(fs::exists(fs::path(*path) / "production.xml"));
    const auto metadata = nlohmann::json::parse(text_of(fs::path(*path) / "metadata.json"));
    REQUIRE(metadata["left_out"].size() >= 1);
    CHECK(metadata["left_out"][0]["name"] == "production.xml");
    CHECK_FALSE(metadata["left_out"][0]["why"].get<std::string>().empty());
    CHECK(read_backup(*path)->production.items.size() == 1);
}

TEST_CASE("where nothing was deployed, the backup says so") {
    const test::StateFolder folder;
    Plan plan = some_plan();
    plan.base_revision = 0;
    Backup backup;
    backup.plan = &plan;
    const auto path = write_backup(folder.path().string(), backup, who(), fresh());
    REQUIRE(path);
    CHECK(is_backup(*path));
    const auto kept = read_backup(*path);
    REQUIRE(kept);
    CHECK(kept->revision == 0);
    CHECK(kept->production.items.empty());
    CHECK(kept->production.name == "Demo.Orders");
}

TEST_CASE("a backup that was changed, cut off or written by a newer version is not read") {
    const test::StateFolder folder;
    const Plan plan = some_plan();
    const Production before = test::orders();
    const fs::path path = *write_backup(folder.path().string(), backup_of(plan, before), who(), fresh());
    const auto code_of = [&] {
        const auto kept = read_backup(path.string());
        REQUIRE_FALSE(kept);
        return kept.error().diagnostics.begin()->code;
    };
    SECTION("a body") {
        change(path / "deployed.json", "/in", "/on");
        CHECK(code_of() == Code::state_damaged);
    }
    SECTION("half of it") {
        fs::resize_file(path / "deployed.json", fs::file_size(path / "deployed.json") / 2);
        CHECK(code_of() == Code::state_damaged);
    }
    SECTION("gone") {
        fs::remove(path / "deployed.json");
        CHECK(code_of() == Code::cannot_read);
    }
    SECTION("no metadata") {
        fs::remove(path / "metadata.json");
        CHECK_FALSE(is_backup(path.string()));
        CHECK(code_of() == Code::cannot_read);
    }
    SECTION("metadata of somebody else") {
        change(path / "metadata.json", "millwright-backup", "iop");
        CHECK_FALSE(is_backup(path.string()));
        CHECK(code_of() == Code::state_damaged);
    }
    SECTION("newer") {
        change(path / "metadata.json", "\"1.0\"", "\"2.0\"");
        CHECK(code_of() == Code::state_newer);
        CHECK(read_backup(path.string()).error().kind == FailureKind::refused);
    }
}

TEST_CASE("a backup that cannot be written says so and leaves no folder that looks whole") {
    const test::StateFolder folder;
    const Plan plan = some_plan();
    const Production before = test::orders();
    std::ofstream(folder.path() / "file") << "x";
    const auto in_file = write_backup((folder.path() / "file").string(), backup_of(plan, before), who(), fresh());
    REQUIRE_FALSE(in_file);
    CHECK(in_file.error().diagnostics.begin()->code == Code::cannot_write);
    REQUIRE(write_backup(folder.path().string(), backup_of(plan, before), who(), fresh()));
    const auto again = write_backup(folder.path().string(), backup_of(plan, before), who(), fresh());
    REQUIRE_FALSE(again);
    CHECK(again.error().kind == FailureKind::environment);
}

}  // namespace
}  // namespace millwright::migrate
