// Random productions are applied, and applied back, to a registry and to a map; both must say the same after each step.
#include <array>
#include <catch2/catch.hpp>
#include <map>
#include <random>

#include "tests/migrate/engines.h"
#include "tests/migrate/model.h"

using namespace millwright;
using namespace millwright::migrate;
using millwright::test::fresh;
using millwright::test::Model;
using millwright::test::who;

namespace {

using Rows = std::map<std::string, std::string>;  // key: body

/// What is deployed after each revision, of each production: index 0 is nothing.
struct Remembered {
    std::vector<Rows> revisions{{}};
    std::vector<Digest> fingerprints{{}};
};

CanonicalForm form_of(const Production& production) {
    return canonical_form(production, Holds::everything, fresh().digest_key);
}

Rows rows_of(const CanonicalForm& form) {
    Rows rows;
    for (const Entry& entry : form.entries()) rows.emplace(entry.key, entry.body);
    return rows;
}

/// Names that sort differently by language, and that somebody might take for SQL, a path or a number.
constexpr std::array<std::string_view, 12> names{"a",     "B",         "ä",    "Z z",        "z'; DROP TABLE entry; --",
                                                 "\"q\"", "\\x00ff",   "$1 ?", "日本\u202e", "%s\t\n\r",
                                                 "../..", "{1,\"2\",}"};

Production some_production(const std::string& name, std::mt19937& dice) {
    Model model(name);
    for (const std::string_view each : names) {
        if (dice() % 3 == 0) continue;
        const std::string port = std::to_string(dice() % 3);
        model.item(each, dice() % 5 == 0 ? "Demo.Other" : "Demo.Class",
                   {{"Adapter", "Port", port}, {"Host", names[dice() % names.size()], names[dice() % names.size()]}});
    }
    if (dice() % 2 == 0) model.message(names[dice() % names.size()], {{"id", "string"}});
    return model.take();
}

/// Applies, and compares what was written with what has to be.
void step(Registry& registry, Remembered& known, const Production& production, std::uint32_t number) {
    const CanonicalForm form = form_of(production);
    Fresh values = fresh();
    for (std::size_t i = 0; i < 4; ++i) values.apply_id[i] = static_cast<std::uint8_t>(number >> (8 * i));
    const auto planned = plan_migration(registry, production, Holds::everything, values);
    REQUIRE(planned);
    const bool changes = rows_of(form) != known.revisions.back();
    CHECK(planned->plan.has_changes() == changes);
    const auto done = registry.apply(planned->plan, planned->rows, who(), values, {true, 0});
    REQUIRE(done);
    CHECK(done->written == changes);
    if (!changes) return;
    known.revisions.push_back(rows_of(form));
    known.fingerprints.push_back(form.fingerprint());
    CHECK(done->revision == known.revisions.size() - 1);
    CHECK(done->fingerprint == form.fingerprint());
}

/// Every revision reads back, and the history says what changed in each.
void compare(const Registry& registry, const std::string& name, const Remembered& known) {
    const auto history = registry.history(name);
    REQUIRE(history);
    REQUIRE(history->size() == known.revisions.size() - 1);
    for (std::size_t n = 1; n < known.revisions.size(); ++n) {
        const auto production = registry.production(name, n);
        REQUIRE(production);
        CHECK(rows_of(form_of(*production)) == known.revisions[n]);
        CHECK((*history)[n - 1].fingerprint == known.fingerprints[n]);
        std::size_t added = 0;
        std::size_t changed = 0;
        for (const auto& [key, body] : known.revisions[n]) {
            const auto before = known.revisions[n - 1].find(key);
            added += before == known.revisions[n - 1].end() ? 1 : 0;
            changed += before != known.revisions[n - 1].end() && before->second != body ? 1 : 0;
        }
        CHECK((*history)[n - 1].added == added);
        CHECK((*history)[n - 1].changed == changed);
        CHECK(known.revisions[n - 1].size() + added - (*history)[n - 1].removed == known.revisions[n].size());
    }
}

}  // namespace

TEMPLATE_TEST_CASE("Whatever is applied and applied back, a registry says what a map says", "", test::OnSqlite,
                   test::OnPostgres) {
    const TestType place;
    if (place.missing()) return;
    Registry registry = place.registry();
    for (const std::uint32_t seed : {1U, 2U}) {
        std::mt19937 dice(seed);
        std::map<std::string, Remembered> known;
        for (std::uint32_t number = 0; number < 20; ++number) {
            CAPTURE(seed, number);
            const std::string name = "Demo.N" + std::to_string(seed) + (dice() % 3 == 0 ? "'b" : "\"A");
            Remembered& own = known[name];
            const std::size_t revisions = own.revisions.size() - 1;
            if (revisions > 0 && dice() % 3 == 0) {
                const auto earlier = registry.production(name, 1 + dice() % revisions);
                REQUIRE(earlier);
                step(registry, own, *earlier, seed * 1000 + number);
            } else {
                step(registry, own, some_production(name, dice), seed * 1000 + number);
            }
            const std::string image = place.image();
            const auto again = registry.production(name);
            REQUIRE(again);
            step(registry, own, *again, seed * 1000 + 500 + number);
            CHECK(place.image() == image);
        }
        for (const auto& [name, own] : known) compare(registry, name, own);
    }
}
