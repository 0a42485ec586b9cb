// Applying 100,000 items to SQLite and to PostgreSQL against writing the same rows and nothing else, what an apply of ten
// changes does under the lock against one of everything, and a dry run of what is unchanged against reading the settings.
//     bench_apply [RUNS [ITEMS]]        default: 5 100000
// The same rows: of the same tables, made by the same statements, in one transaction with the same durability, on the same
// disk (never in memory): prepared INSERTs for SQLite, COPY for PostgreSQL. Every figure is a median; what is compared takes
// turns, so that a busy machine slows both. Items are those of generate.py, from settings.toml: some three rows an item.
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "migrate/postgres.h"
#include "migrate/postgres_store.h"
#include "migrate/sqlite.h"
#include "migrate/sqlite_store.h"
#include "settings/formats.h"
#include "tests/migrate/model.h"
#include "tests/migrate/state_folder.h"
#include "tests/migrate/watched_store.h"
#include "tests/support/memory_files.h"
#include "tests/support/postgres_server.h"

using namespace millwright;
using namespace millwright::migrate;

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point began) {
    return std::chrono::duration<double>(Clock::now() - began).count();
}

double median(std::vector<double> all) {
    std::sort(all.begin(), all.end());
    return all.empty() ? 0 : all[all.size() / 2];
}

[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "bench_apply: %s\n", why.c_str());
    std::exit(1);
}

void row(const std::string& what, double seconds, const std::string& note = "") {
    std::printf("%-62s%10.1f ms   %s\n", what.c_str(), seconds * 1000, note.c_str());
}

std::string ratio(double one, double other, const std::string& what, const std::string& aim) {
    char text[128];
    std::snprintf(text, sizeof text, "%.3g times %s (aim: %s)", one / other, what.c_str(), aim.c_str());
    return text;
}

/// A folder on a disk.
class Scratch {
public:
    Scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "millwright-bench-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) give_up("no temporary folder");
        path_ = name;
    }
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    std::string file(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

/// Settings of that many items, as text.
std::string settings_text(std::size_t items, const std::string& words = "") {
    const Scratch scratch;
    const std::string file = scratch.file("settings.toml");
    const std::string command = "python3 '" + std::string(MILLWRIGHT_SOURCE_DIR) + "/tests/bench/generate.py' " +
                                std::to_string(items) + " toml " + words + " -o " + file;
    if (std::system(command.c_str()) != 0) give_up(command);
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

settings::Reading read(const std::string& text) {
    const test::MemoryFiles files;
    return settings::read_text("settings.toml", text, settings::Format::settings_toml, files, {});
}

/// An empty place for a registry on one engine, and writing rows into tables of a registry there.
struct BenchedKind {
    std::string name;
    std::string against;
    std::string (*fresh_place)(const Scratch&, int number);
    std::unique_ptr<Store> (*store)(const std::string& place);
    std::unique_ptr<Sql> (*connect)(const std::string& place);
};

const test::PostgresServer& server() {
    static const test::PostgresServer durable("--durable");
    return durable;
}

std::string fresh_file(const Scratch& scratch, int number) {
    return scratch.file("state-" + std::to_string(number) + ".db");
}
std::unique_ptr<Store> store_in_file(const std::string& place) {
    return sqlite_store("sqlite:state.db", place);
}
std::unique_ptr<Sql> connect_to_file(const std::string& place) {
    return std::move(*open_sqlite_to_write(place, place));
}

std::string fresh_schema(const Scratch&, int number) {
    return server().url() + "?schema=bench" + std::to_string(number);
}
std::unique_ptr<Store> store_on_server(const std::string& place) {
    return std::move(*postgres_store(place));
}
std::unique_ptr<Sql> connect_to_server(const std::string& place) {
    return std::move(*connect_postgres(*postgres_address(place), "bench"));
}

/// Everything in a fresh store, applied; seconds.
double apply_all(const BenchedKind& engine, const std::string& place, const Production& production) {
    Registry registry(engine.store(place));
    const auto planned = plan_migration(registry, production, Holds::everything, test::fresh());
    if (!planned) give_up("no plan");
    const auto began = Clock::now();
    if (!registry.apply(planned->plan, planned->rows, test::who(), test::fresh())) give_up("the apply failed");
    return seconds_since(began);
}

void write_rows(Sql& sql, const CanonicalForm& form) {
    std::vector<const Entry*> by_hash;
    for (const Entry& entry : form.entries()) by_hash.push_back(&entry);
    std::sort(by_hash.begin(), by_hash.end(), [](auto* a, auto* b) { return a->hash < b->hash; });
    by_hash.erase(std::unique(by_hash.begin(), by_hash.end(), [](auto* a, auto* b) { return a->hash == b->hash; }),
                  by_hash.end());
    auto content = sql.write_rows("content", "hash, body");
    for (const Entry* entry : by_hash) {
        (*content)->digest(entry->hash);
        (*content)->text(entry->body);
        if (!(*content)->end_row()) give_up("content");
    }
    if (!(*content)->finish()) give_up("content");
    auto entries = sql.write_rows("entry", "production, key, hash");
    for (const Entry& entry : form.entries()) {
        (*entries)->number(1);
        (*entries)->text(entry.key);
        (*entries)->digest(entry.hash);
        if (!(*entries)->end_row()) give_up("entry");
    }
    if (!(*entries)->finish()) give_up("entry");
    auto changes = sql.write_rows("change", "production, n, key, old_hash, new_hash");
    for (const Entry& entry : form.entries()) {
        (*changes)->number(1);
        (*changes)->number(1);
        (*changes)->text(entry.key);
        (*changes)->null();
        (*changes)->digest(entry.hash);
        if (!(*changes)->end_row()) give_up("change");
    }
    if (!(*changes)->finish()) give_up("change");
}

/// The same rows into the tables of a registry that holds next to nothing; seconds.
double write_same_rows(const BenchedKind& engine, const std::string& place, const CanonicalForm& form) {
    test::Model model("Bench.Other");
    model.item("X", "Y");
    apply_all(engine, place, model.take());
    auto sql = engine.connect(place);
    {
        auto transaction = Transaction::begin(*sql, true);
        if (!sql->run("DELETE FROM entry; DELETE FROM change") || !transaction->commit()) give_up("cannot delete");
    }
    const auto began = Clock::now();
    {
        auto transaction = Transaction::begin(*sql, true);
        write_rows(*sql, form);
        if (!transaction->commit()) give_up("the commit failed");
    }
    return seconds_since(began);
}

/// Between taking the lock and the end of the commit, for all of `production`, and then for what `next` changes in it.
std::pair<test::Watched, test::Watched> under_the_lock(const BenchedKind& engine, const std::string& place,
                                                       const Production& production, const Production& next) {
    std::pair<test::Watched, test::Watched> watched;
    std::uint8_t number = 1;
    for (const auto& [what, counts] : {std::pair(&production, &watched.first), std::pair(&next, &watched.second)}) {
        Registry registry(std::make_unique<test::WatchedStore>(engine.store(place), *counts));
        if (!test::applied(registry, *what, {true, 0}, number++)) give_up("an apply failed");
    }
    return watched;
}

void measure(const BenchedKind& engine, int runs, const Production& production, const Production& next) {
    const Scratch scratch;
    const CanonicalForm form = canonical_form(production, Holds::everything, test::fresh().digest_key);
    std::vector<double> applies;
    std::vector<double> rows;
    std::vector<double> locked_all;
    std::vector<double> locked_few;
    std::pair<test::Watched, test::Watched> watched;
    int number = 0;
    // The first time a server makes room for its log, and caches fill: not counted.
    apply_all(engine, engine.fresh_place(scratch, ++number), production);
    for (int run = 0; run < runs; ++run) {
        applies.push_back(apply_all(engine, engine.fresh_place(scratch, ++number), production));
        rows.push_back(write_same_rows(engine, engine.fresh_place(scratch, ++number), form));
        watched = under_the_lock(engine, engine.fresh_place(scratch, ++number), production, next);
        locked_all.push_back(watched.first.seconds);
        locked_few.push_back(watched.second.seconds);
    }
    const auto counts = [](const test::Watched& each) {
        return std::to_string(each.statements) + " statements, " + std::to_string(each.rows_read) + " rows read, " +
               std::to_string(each.rows_written) + " written";
    };
    row(engine.name + ": " + engine.against + " of the same rows", median(rows));
    row(engine.name + ": apply of everything", median(applies),
        ratio(median(applies), median(rows), "that", "at most 2"));
    row(engine.name + ": under the lock, everything", median(locked_all), counts(watched.first));
    row(engine.name + ": under the lock, ten changes", median(locked_few),
        ratio(median(locked_few), median(locked_all), "that", "at most 0.01") + "; " + counts(watched.second));
}

void measure_dry_run(const BenchedKind& engine, int runs, const std::string& text, const Production& production) {
    const Scratch scratch;
    const std::string place = engine.fresh_place(scratch, 1000);
    apply_all(engine, place, production);
    std::vector<double> readings;
    std::vector<double> plans;
    for (int run = 0; run < runs; ++run) {
        auto began = Clock::now();
        const settings::Reading reading = read(text);
        readings.push_back(seconds_since(began));
        began = Clock::now();
        const Registry registry(engine.store(place));
        const auto planned = plan_migration(registry, reading.productions[0], Holds::everything, test::fresh());
        plans.push_back(seconds_since(began));
        if (!planned || planned->plan.has_changes()) give_up("there should be no change");
    }
    row(engine.name + ": comparing what is unchanged", median(plans),
        ratio(median(plans), median(readings), "reading the settings", "less than 1"));
}

}  // namespace

int main(int count, char** words) {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const int runs = count > 1 ? std::atoi(words[1]) : 5;
    const std::size_t items = count > 2 ? std::strtoul(words[2], nullptr, 10) : 100'000;
    const std::string text = settings_text(items);
    const auto began = Clock::now();
    const settings::Reading reading = read(text);
    const double reading_seconds = seconds_since(began);
    if (reading.productions.size() != 1) give_up("the settings cannot be read");
    const Production& production = reading.productions[0];
    settings::Reading changed = read(text);
    for (std::size_t i = 0; i < 10; ++i) {
        Production& next = changed.productions[0];
        next.items[i * next.items.size() / 10].comment = "changed";
    }
    const CanonicalForm form = canonical_form(production, Holds::everything);
    std::printf("%zu items, %zu entries, medians of %d runs on %s\n", items, form.entries().size(), runs,
                std::filesystem::temp_directory_path().c_str());
    row("reading the settings", reading_seconds);
    std::vector<BenchedKind> engines{{"SQLite", "INSERT", fresh_file, store_in_file, connect_to_file}};
    if (server().missing().empty())
        engines.push_back({"PostgreSQL", "COPY", fresh_schema, store_on_server, connect_to_server});
    else
        std::printf("PostgreSQL: %s\n", server().missing().c_str());
    for (const BenchedKind& engine : engines) {
        measure(engine, runs, production, changed.productions[0]);
        measure_dry_run(engine, runs, text, production);
    }
}
