// Stops an apply at every named point and at every change of a file, and looks at what is left.
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <functional>
#include <map>
#include <random>
#include <set>

#include "migrate/fault_point.h"
#include "tests/faults/sqlite_shim.h"
#include "tests/migrate/model.h"
#include "tests/migrate/state_folder.h"

using namespace millwright;
using namespace millwright::migrate;
using millwright::test::applied;
using millwright::test::DiskFault;
using millwright::test::DiskPlan;
using millwright::test::SqliteShim;
using millwright::test::StateFolder;

namespace {

const char* stop_at = nullptr;
std::vector<std::string>* seen_points = nullptr;

}  // namespace

// Takes the place of the product's own, which does nothing.
void millwright::migrate::fault_point(const char* name) {
    if (seen_points != nullptr) seen_points->emplace_back(name);
    if (stop_at == nullptr || std::strcmp(stop_at, name) != 0) return;
    kill(getpid(), SIGKILL);
}

namespace {

enum class Ending { done, failed, killed };

Production before_apply() {
    return test::orders();
}

Production after_apply() {
    Production production = test::orders();
    production.items[0].comment = "changed";
    production.items[2].pool_size = "3";
    return production;
}

/// Applies in a child of its own, which may die.
Ending apply_in_child(const StateFolder& folder, const Production& production, std::uint8_t number,
                      const std::function<void()>& prepare) {
    const pid_t child = fork();
    if (child == 0) {
        prepare();
        Registry registry = folder.registry();
        const auto result = applied(registry, production, {}, number);
        if (result) SqliteShim::lose_power();  // what was called applied must be on the disk
        const bool unknown = !result && result.error().diagnostics.begin()->code == Code::outcome_unknown;
        _exit(result ? 0 : unknown ? 2 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) return Ending::killed;
    REQUIRE(WIFEXITED(status));
    if (WEXITSTATUS(status) == 2) return Ending::killed;  // not known: either revision will do
    return WEXITSTATUS(status) == 0 ? Ending::done : Ending::failed;
}

std::map<std::string, std::string> files_of(const StateFolder& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        std::ifstream stream(entry.path(), std::ios::binary);
        files[entry.path().filename().string()] = {std::istreambuf_iterator<char>(stream), {}};
    }
    return files;
}

Digest fingerprint(const Production& production) {
    return canonical_form(production, Holds::everything, test::fresh().digest_key).fingerprint();
}

/// The state is whole at revision `old_revision` or the one after it, reading it writes nothing, and the next apply works.
/// Returns the revision found.
std::uint64_t check_whole(const StateFolder& folder, std::uint64_t old_revision) {
    const auto files = files_of(folder);
    Registry registry = folder.registry();
    const auto deployed = registry.read("Demo.Orders", test::fresh());
    REQUIRE(deployed);
    REQUIRE((deployed->revision == old_revision || deployed->revision == old_revision + 1));
    const auto history = registry.history("Demo.Orders");
    REQUIRE(history);
    CHECK(history->size() == deployed->revision);
    if (deployed->revision > 0) {
        const auto production = registry.production("Demo.Orders");
        REQUIRE(production);
        const Production expected = deployed->revision == 2 ? after_apply() : before_apply();
        CHECK(fingerprint(*production) == fingerprint(expected));
    }
    CHECK(files_of(folder) == files);
    const auto next = applied(registry, after_apply(), {}, 99);
    REQUIRE(next);
    CHECK(registry.history("Demo.Orders")->size() == (deployed->revision == 2 ? 2 : deployed->revision + 1));
    CHECK(fingerprint(*registry.production("Demo.Orders")) == fingerprint(after_apply()));
    return deployed->revision;
}

/// The named points that an apply passes, in order, each once.
std::vector<std::string> points_of_an_apply(bool first_apply) {
    const StateFolder folder;
    std::vector<std::string> points;
    Registry registry = folder.registry();
    if (!first_apply) REQUIRE(applied(registry, before_apply()));
    seen_points = &points;
    REQUIRE(applied(registry, after_apply(), {}, 2));
    seen_points = nullptr;
    return points;
}

}  // namespace

TEST_CASE("Killed at any named point, an apply leaves the old or the new revision whole") {
    for (const bool first_apply : {true, false}) {
        const auto points = points_of_an_apply(first_apply);
        REQUIRE(points.size() >= 8);
        REQUIRE(std::set<std::string>(points.begin(), points.end()).size() == points.size());
        bool committed = false;
        for (const std::string& point : points) {
            INFO(point << (first_apply ? " of the first apply" : " of the second apply"));
            const StateFolder folder;
            if (!first_apply) {
                Registry registry = folder.registry();
                REQUIRE(applied(registry, before_apply()));
            }
            const auto outcome = apply_in_child(folder, first_apply ? before_apply() : after_apply(), 2,
                                                [&] { stop_at = point.c_str(); });
            REQUIRE(outcome == Ending::killed);
            committed = committed || point == "after commit";
            const std::uint64_t old_revision = first_apply ? 0 : 1;
            CHECK(check_whole(folder, old_revision) == old_revision + (committed ? 1 : 0));
        }
        CHECK(committed);
    }
}

namespace {

/// One apply with the disk going wrong at its `at`th change; false when the apply makes fewer changes.
bool goes_wrong(const DiskPlan& plan, bool first_apply) {
    const StateFolder folder;
    if (!first_apply) {
        Registry registry = folder.registry();
        REQUIRE(applied(registry, before_apply()));
    }
    const Ending ending =
        apply_in_child(folder, first_apply ? before_apply() : after_apply(), 2, [&] { SqliteShim::install(plan); });
    const std::uint64_t old_revision = first_apply ? 0 : 1;
    const std::uint64_t found = check_whole(folder, old_revision);
    if (ending == Ending::failed) CHECK(found == old_revision);
    if (ending == Ending::done) CHECK(found == old_revision + 1);
    return ending != Ending::done;
}

std::uint64_t changes_of_an_apply(DiskFault fault, bool first_apply) {
    std::uint64_t changes = 0;
    while (goes_wrong({changes + 1, fault}, first_apply)) ++changes;
    return changes;
}

}  // namespace

TEST_CASE("Whatever the disk does at any of its changes, an apply leaves a whole revision") {
    for (const bool first_apply : {true, false}) {
        const std::uint64_t changes = changes_of_an_apply(DiskFault::kill, first_apply);
        CHECK(changes > 10);
        for (const auto fault :
             {DiskFault::torn, DiskFault::power, DiskFault::shuffle, DiskFault::full, DiskFault::broken}) {
            for (std::uint64_t at = 1; at <= changes; ++at) {
                INFO("fault " << static_cast<int>(fault) << " at change " << at << ", first apply " << first_apply);
                goes_wrong({at, fault, false}, first_apply);
                if (fault >= DiskFault::full) goes_wrong({at, fault, true}, first_apply);
            }
        }
    }
}

TEST_CASE("A sync that fails, once or for good, leaves a whole revision and is never called a success") {
    for (const bool first_apply : {true, false}) {
        const std::uint64_t syncs = changes_of_an_apply(DiskFault::sync, first_apply);
        CHECK(syncs >= 3);
        for (std::uint64_t at = 1; at <= syncs; ++at) {
            INFO("sync " << at << ", first apply " << first_apply);
            CHECK(goes_wrong({at, DiskFault::sync, true}, first_apply));
        }
    }
}

TEST_CASE("Killed at random moments, applies leave whole revisions and the next one works") {
    const StateFolder folder;
    std::mt19937 random(11);
    std::uint64_t revision = 0;
    for (int round = 0; round < 60; ++round) {
        Production production = test::orders();
        production.items[0].comment = production.texts.keep(std::to_string(round));
        const pid_t child = fork();
        if (child == 0) {
            Registry registry = folder.registry();
            _exit(applied(registry, production, {}, static_cast<std::uint8_t>(round + 10)) ? 0 : 1);
        }
        usleep(static_cast<useconds_t>(random() % 12'000));
        kill(child, SIGKILL);
        int status = 0;
        waitpid(child, &status, 0);
        const Registry registry = folder.registry();
        const auto history = registry.history("Demo.Orders");
        REQUIRE(history);
        REQUIRE((history->size() == revision || history->size() == revision + 1));
        revision = history->size();
        if (revision > 0) REQUIRE(registry.production("Demo.Orders"));
    }
    Registry registry = folder.registry();
    Production last = test::orders();
    last.items[0].comment = "last";
    CHECK(applied(registry, last, {}, 200)->revision == revision + 1);
}

TEST_CASE("Of many migrators at once one wins each revision, and nothing is lost") {
    const StateFolder folder;
    Registry registry = folder.registry();
    REQUIRE(applied(registry, before_apply()));
    constexpr int migrators = 16;
    std::vector<pid_t> children;
    for (int i = 0; i < migrators; ++i) {
        const pid_t child = fork();
        if (child == 0) {
            Production production = test::orders();
            production.items[0].comment = production.texts.keep(std::to_string(i));
            Registry own = folder.registry();
            ApplyOptions options;
            options.lock_timeout_ms = 20'000;
            const auto result = applied(own, production, options, static_cast<std::uint8_t>(i + 20));
            if (result) _exit(0);
            const bool refused = result.error().kind == FailureKind::refused;
            _exit(refused ? 1 : 2);
        }
        children.push_back(child);
    }
    std::map<int, int> outcomes;
    for (const pid_t child : children) {
        int status = 0;
        waitpid(child, &status, 0);
        ++outcomes[WIFEXITED(status) ? WEXITSTATUS(status) : -1];
    }
    CHECK(outcomes[0] >= 1);
    CHECK(outcomes[0] + outcomes[1] == migrators);
    CHECK(registry.history("Demo.Orders")->size() == 1 + static_cast<std::size_t>(outcomes[0]));
}

TEST_CASE("A state that is cut or changed anywhere is noticed or harmless, and never changed by reading") {
    const StateFolder whole;
    {
        Registry registry = whole.registry();
        REQUIRE(applied(registry, before_apply()));
        REQUIRE(applied(registry, after_apply(), {}, 2));
    }
    const std::string bytes = whole.bytes();
    const Digest expected = fingerprint(after_apply());
    const auto look = [&](const std::string& changed) {
        const StateFolder folder;
        folder.write(changed);
        Registry registry = folder.registry();
        const auto deployed = registry.read("Demo.Orders", test::fresh());
        const auto production = registry.production("Demo.Orders");
        if (!deployed) {
            CHECK(deployed.error().kind != FailureKind::input);
            CHECK_FALSE(deployed.error().diagnostics.begin()->hint.empty());
        }
        if (production) CHECK(fingerprint(*production) == expected);
        (void)registry.history("Demo.Orders");
        CHECK(folder.bytes() == changed);
    };
    for (std::size_t size = 0; size < bytes.size(); size += 512) look(bytes.substr(0, size));
    std::mt19937 random(3);
    for (int i = 0; i < 600; ++i) {
        std::string changed = bytes;
        changed[random() % changed.size()] ^= static_cast<char>(1U << (random() % 8));
        look(changed);
    }
}

TEST_CASE("Files that are no state of ours are refused with what to do, and kept") {
    const auto code = [](const std::string& bytes) {
        const StateFolder folder;
        folder.write(bytes);
        Registry registry = folder.registry();
        const auto read = registry.read("Demo.Orders", test::fresh());
        REQUIRE_FALSE(read);
        CHECK(read.error().kind == FailureKind::environment);
        CHECK_FALSE(applied(registry, before_apply()));
        CHECK(folder.bytes() == bytes);
        return read.error().diagnostics.begin()->code;
    };
    CHECK(code("this is a text and not a database at all, whatever its name says") == Code::state_damaged);
    CHECK(code(std::string(4096, '\0')) == Code::state_damaged);

    const StateFolder foreign;
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(foreign.file().c_str(), &database) == SQLITE_OK);
    REQUIRE(sqlite3_exec(database, "CREATE TABLE t(x)", nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
    CHECK(code(foreign.bytes()) == Code::state_damaged);
}

TEST_CASE("A state of a newer version is refused, naming both versions") {
    const StateFolder folder;
    Registry registry = folder.registry();
    REQUIRE(applied(registry, before_apply()));
    for (const char* change : {"PRAGMA user_version=4", "UPDATE meta SET canonical=9"}) {
        sqlite3* database = nullptr;
        REQUIRE(sqlite3_open(folder.file().c_str(), &database) == SQLITE_OK);
        REQUIRE(sqlite3_exec(database, change, nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(database);
        const auto read = registry.read("Demo.Orders", test::fresh());
        REQUIRE_FALSE(read);
        CHECK(read.error().kind == FailureKind::refused);
        CHECK(read.error().diagnostics.begin()->code == Code::state_newer);
        REQUIRE(sqlite3_open(folder.file().c_str(), &database) == SQLITE_OK);
        sqlite3_exec(database, "PRAGMA user_version=3", nullptr, nullptr, nullptr);
        sqlite3_close(database);
    }
}

TEST_CASE("A folder that cannot be written: reading works, applying says so") {
    if (geteuid() == 0) {
        // The superuser writes anywhere; a file where the folder should be stops anybody.
        const StateFolder folder;
        std::ofstream(folder.path() / "file") << "x";
        Registry registry(sqlite_store("sqlite:x", (folder.path() / "file" / "state.db").string()));
        CHECK(registry.read("Demo.Orders", test::fresh()));
        const auto result = applied(registry, before_apply());
        REQUIRE_FALSE(result);
        CHECK(result.error().kind == FailureKind::environment);
        CHECK(result.error().diagnostics.begin()->code == Code::state_unwritable);
        return;
    }
    const StateFolder folder;
    Registry registry = folder.registry();
    REQUIRE(applied(registry, before_apply()));
    chmod(folder.path().c_str(), 0500);
    CHECK(registry.read("Demo.Orders", test::fresh())->revision == 1);
    const auto result = applied(registry, after_apply(), {}, 2);
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == FailureKind::environment);
}
