#include "migrate/intents.h"

#include <sqlite3.h>

#include <catch2/catch.hpp>

#include "tests/migrate/state_folder.h"

using namespace millwright;
using namespace millwright::migrate;
using namespace millwright::test;

namespace {

Intent intent_for(const std::string& production) {
    static const std::string body = "{\"name\":\"Mail\"}";
    Intent intent;
    intent.apply_id = std::string(32, 'a');
    intent.production = production;
    intent.before = sha256("before");
    intent.after = sha256("after");
    intent.identity = std::string(32, '1');
    intent.base_revision = 7;
    intent.base_fingerprint = sha256("base");
    intent.plan_digest = sha256("plan");
    intent.who = who();
    intent.backup = "kept \"here\"";
    intent.rows.rows = {{"item/Mail", sha256("old"), sha256(body), body}, {"item/Old", sha256("old"), {}, {}}};
    intent.rows.fingerprint = sha256("all");
    return intent;
}

void change(const StateFolder& folder, const std::string& statement) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(folder.file().c_str(), &database) == SQLITE_OK);
    CHECK(sqlite3_exec(database, statement.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
}

}  // namespace

TEST_CASE("An intent is found open with all that it needs, until it is settled") {
    const StateFolder folder;
    Registry registry = folder.registry();
    CHECK(!*open_intent(registry.store(), "Demo.One"));
    REQUIRE(begin_intent(registry.store(), intent_for("Demo.One"), fresh().digest_key, 0));
    CHECK(!*open_intent(registry.store(), "Demo.Two"));
    const auto found = open_intent(registry.store(), "Demo.One");
    REQUIRE((found && *found));
    const Intent wanted = intent_for("Demo.One");
    const Intent& intent = **found;
    CHECK(intent.apply_id == wanted.apply_id);
    CHECK(intent.before == wanted.before);
    CHECK(intent.after == wanted.after);
    CHECK(intent.base_revision == 7);
    CHECK(intent.base_fingerprint == wanted.base_fingerprint);
    CHECK(intent.plan_digest == wanted.plan_digest);
    CHECK(intent.backup == wanted.backup);
    CHECK(intent.who.now == wanted.who.now);
    CHECK(intent.rows.fingerprint == wanted.rows.fingerprint);
    CHECK(intent.rows.digest_key.bytes == fresh().digest_key.bytes);
    REQUIRE(intent.rows.rows.size() == 2);
    CHECK(intent.rows.rows[0].body == "{\"name\":\"Mail\"}");
    CHECK(!intent.rows.rows[1].after);
    REQUIRE(settle_intent(registry.store(), intent, IntentState::abandoned, 0));
    CHECK(!*open_intent(registry.store(), "Demo.One"));
}

TEST_CASE("An intent that cannot be read is damage, and one of a newer version is refused") {
    const StateFolder folder;
    Registry registry = folder.registry();
    REQUIRE(begin_intent(registry.store(), intent_for("Demo.One"), fresh().digest_key, 0));
    const auto code = [&](const std::string& document) {
        change(folder, "UPDATE intent SET plan=" + document);
        const auto found = open_intent(registry.store(), "Demo.One");
        REQUIRE(!found);
        return found.error().diagnostics.begin()->code;
    };
    CHECK(code("replace(plan, '\"1.0\"', '\"2.0\"')") == Code::state_newer);
    CHECK(code("replace(plan, '\"2.0\"', '\"1.0\"') || 'x'") == Code::state_damaged);
    CHECK(code("'{}'") == Code::state_damaged);
    CHECK(code("'[]'") == Code::state_damaged);
}
