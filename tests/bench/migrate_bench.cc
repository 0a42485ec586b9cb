// The stages of a dry run and of an apply, each alone, by the number of items. An item has four settings, one of them a
// target setting, and about 300 bytes of canonical body, as items of real productions have. `apply` is to be read against
// `insert_same_rows`: the same rows into the same tables, one transaction, the same durability, and nothing else.
#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <string>

#include "migrate/changes.h"
#include "migrate/diff.h"
#include "migrate/registry.h"
#include "tests/migrate/state_folder.h"

using namespace millwright;
using namespace millwright::migrate;

namespace {

Production production_of(std::size_t items, std::size_t changed_each = 0) {
    test::Model model("Demo.Big");
    for (std::size_t i = 0; i < items; ++i) {
        const bool changed = changed_each != 0 && i % changed_each == 0;
        const std::string name = "Item " + std::to_string(i);
        const std::string port = std::to_string(1000 + i + (changed ? 1 : 0));
        const std::string target = "Item " + std::to_string(i % 3 == 2 ? i : i + 1 == items ? i : i + 1);
        model.item(name, i % 3 == 0 ? "EnsLib.File.PassthroughService" : "Demo.Router",
                   {{"Adapter", "FilePath", "/data/in/" + port},
                    {"Adapter", "Port", port},
                    {"Host", "MessageSchemaCategory", "2.5.1"},
                    {"Host", "TargetConfigNames", target}});
    }
    return model.take();
}

void canonical(benchmark::State& state) {
    const Production production = production_of(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) benchmark::DoNotOptimize(canonical_form(production, Holds::engine).fingerprint());
}

void compare(benchmark::State& state) {
    const auto items = static_cast<std::size_t>(state.range(0));
    const Production before = production_of(items);
    const Production after = production_of(items, 300);
    for (auto _ : state) {
        benchmark::DoNotOptimize(plan_between(before, Holds::engine, after, Holds::engine).operations.size());
    }
}

void dry_run(benchmark::State& state) {
    const auto items = static_cast<std::size_t>(state.range(0));
    const test::StateFolder folder;
    Registry registry = folder.registry();
    if (!test::applied(registry, production_of(items))) state.SkipWithError("the first apply failed");
    const Production after = production_of(items, 300);
    for (auto _ : state) {
        benchmark::DoNotOptimize(plan_migration(registry, after, Holds::engine, test::fresh())->plan.operations.size());
    }
}

void apply(benchmark::State& state) {
    const Production production = production_of(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        state.PauseTiming();
        const test::StateFolder folder;
        Registry registry = folder.registry();
        const auto planned = plan_migration(registry, production, Holds::engine, test::fresh());
        state.ResumeTiming();
        if (!registry.apply(planned->plan, planned->rows, test::who(), test::fresh())) {
            state.SkipWithError("the apply failed");
        }
    }
}

void apply_ten_changes(benchmark::State& state) {
    const auto items = static_cast<std::size_t>(state.range(0));
    const test::StateFolder folder;
    Registry registry = folder.registry();
    if (!test::applied(registry, production_of(items))) state.SkipWithError("the first apply failed");
    std::uint8_t number = 10;
    for (auto _ : state) {
        state.PauseTiming();
        const Production next = production_of(items, items / (number % 2 == 0 ? 10 : 20));
        const auto planned = plan_migration(registry, next, Holds::engine, test::fresh());
        state.ResumeTiming();
        if (!registry.apply(planned->plan, planned->rows, test::who(), test::fresh(++number))) {
            state.SkipWithError("the apply failed");
        }
    }
}

void run(sqlite3* database, const char* statements) {
    sqlite3_exec(database, statements, nullptr, nullptr, nullptr);
}

void insert_same_rows(benchmark::State& state) {
    const CanonicalForm form = canonical_form(production_of(static_cast<std::size_t>(state.range(0))), Holds::engine);
    for (auto _ : state) {
        const test::StateFolder folder;
        sqlite3* database = nullptr;
        sqlite3_open(folder.file().c_str(), &database);
        run(database,
            "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA;"
            "CREATE TABLE content(hash BLOB PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;"
            "CREATE TABLE entry(production INTEGER NOT NULL, key TEXT NOT NULL, hash BLOB NOT NULL, "
            "PRIMARY KEY(production, key)) STRICT, WITHOUT ROWID;"
            "CREATE TABLE change(production INTEGER NOT NULL, n INTEGER NOT NULL, key TEXT NOT NULL, "
            "old_hash BLOB, new_hash BLOB, PRIMARY KEY(production, n, key)) STRICT, WITHOUT ROWID; BEGIN");
        sqlite3_stmt* statements[3];
        sqlite3_prepare_v2(database, "INSERT INTO content VALUES(?, ?)", -1, &statements[0], nullptr);
        sqlite3_prepare_v2(database, "INSERT INTO entry VALUES(1, ?2, ?1)", -1, &statements[1], nullptr);
        sqlite3_prepare_v2(database, "INSERT INTO change VALUES(1, 1, ?2, NULL, ?1)", -1, &statements[2], nullptr);
        for (sqlite3_stmt* statement : statements) {
            for (const Entry& entry : form.entries()) {
                const std::string_view text = statement == statements[0] ? entry.body : entry.key;
                sqlite3_bind_blob(statement, 1, entry.hash.bytes.data(), 32, SQLITE_STATIC);
                sqlite3_bind_text(statement, 2, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
                sqlite3_step(statement);
                sqlite3_reset(statement);
            }
            sqlite3_finalize(statement);
        }
        run(database, "COMMIT");
        sqlite3_close(database);
    }
}

}  // namespace

BENCHMARK(canonical)->Arg(1'000)->Arg(3'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(compare)->Arg(1'000)->Arg(3'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(dry_run)->Arg(1'000)->Arg(3'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(apply)->Arg(100'000)->Unit(benchmark::kMillisecond)->Iterations(2);
BENCHMARK(insert_same_rows)->Arg(100'000)->Unit(benchmark::kMillisecond)->Iterations(2);
BENCHMARK(apply_ten_changes)->Arg(100'000)->Unit(benchmark::kMillisecond)->Iterations(3);
