#include "migrate/plan_file.h"

#include <catch2/catch.hpp>

#include "migrate/deployments.h"
#include "migrate/plan_json.h"
#include "migrate/saved_plan.h"
#include "tests/migrate/model.h"
#include "tests/migrate/state_folder.h"

using namespace millwright;
using namespace millwright::migrate;
using millwright::test::applied;
using millwright::test::code_of;
using millwright::test::fresh;
using millwright::test::Model;
using millwright::test::orders;
using millwright::test::StateFolder;
using millwright::test::who;

namespace {

Production changed() {
    Model model;
    model.item("Files", "Demo.Files", {{"Adapter", "FilePath", "/out"}, {"Host", "Output", "Mail"}}, Role::service);
    model.item("Mail", "Demo.Mail", {{"Adapter", "Password", "canary"}}, Role::operation);
    model.item("Token", "Demo.Token", {{"Adapter", "Password", "${secret:token}"}}, Role::operation);
    return model.take();
}

struct Saving {
    Planned planned;
    PlanMaker maker;
    std::string text;
};

Saving saved(const Deployment& deployment, const Production& production) {
    auto planned = deployment.plan(production, Holds::everything, fresh());
    REQUIRE(planned);
    Saving saving{std::move(*planned), {}, {}};
    saving.maker = plan_maker(saving.planned, production, deployment, {});
    saving.maker.tool = "millwright test";
    saving.text = plan_file_text(saving.planned.plan, saving.planned.rows, saving.maker, {}, {});
    return saving;
}

Deployment deployment_in(const StateFolder& folder) {
    return Deployment(folder.registry());
}

}  // namespace

TEST_CASE("A saved plan reads back as the plan that it was") {
    const StateFolder folder;
    Registry registry = folder.registry();
    REQUIRE(applied(registry, orders()));
    const Production production = changed();
    const Saving saving = saved(deployment_in(folder), production);
    const auto read = read_plan_file(saving.text, "plan.json");
    REQUIRE(read);
    CHECK(plan_json(read->plan, read->sources()) == plan_json(saving.planned.plan, {}));
    CHECK(read->plan.target.identity == saving.planned.plan.target.identity);
    REQUIRE(read->rows.rows.size() == saving.planned.rows.rows.size());
    for (std::size_t i = 0; i < read->rows.rows.size(); ++i) {
        const RowChange& a = read->rows.rows[i];
        const RowChange& b = saving.planned.rows.rows[i];
        CHECK((a.key == b.key && a.before == b.before && a.after == b.after && a.body == b.body));
    }
    CHECK_FALSE(read->needs_settings);
    CHECK(saving.text.find("canary") == std::string::npos);
}

TEST_CASE("A plan for a state that is not there hides what its key would be needed for") {
    const StateFolder folder;
    const Production production = changed();
    const Saving saving = saved(deployment_in(folder), production);
    CHECK(saving.maker.needs_settings);
    CHECK(saving.maker.hidden == std::vector<std::string>{"item/Mail"});
    const auto read = read_plan_file(saving.text, "plan.json");
    REQUIRE(read);
    CHECK(read->hidden == saving.maker.hidden);
    CHECK(read->plan.target.identity.empty());
    CHECK(read->plan.desired_fingerprint == Digest{});
    CHECK(saving.text == saved(deployment_in(folder), production).text);
}

TEST_CASE("Every byte of a saved plan counts") {
    const StateFolder folder;
    const Production production = orders();
    const std::string text = saved(deployment_in(folder), production).text;
    REQUIRE(read_plan_file(text, "plan.json"));
    for (std::size_t at = 0; at < text.size(); at += 7) {
        std::string other = text;
        other[at] = other[at] == 'x' ? 'y' : 'x';
        INFO(at);
        const auto read = read_plan_file(other, "plan.json");
        REQUIRE_FALSE(read);
        const Code code = code_of(read.error());
        CHECK((code == Code::plan_altered || code == Code::plan_unreadable || code == Code::plan_newer));
    }
    for (std::size_t size = 0; size < text.size(); size += 11) {
        const auto read = read_plan_file(text.substr(0, size), "plan.json");
        REQUIRE_FALSE(read);
        CHECK(code_of(read.error()) == Code::plan_unreadable);
    }
}

TEST_CASE("A saved plan is applied once, and only to what it was made of") {
    const StateFolder folder;
    Registry registry = folder.registry();
    REQUIRE(applied(registry, orders()));
    Model more;
    more.item("Files", "Demo.Files", {{"Adapter", "FilePath", "/out"}}, Role::service);
    const Production production = more.take();
    Deployment deployment = deployment_in(folder);
    const auto read = read_plan_file(saved(deployment, production).text, "plan.json");
    REQUIRE(read);
    const PlanPlace place{"state.db", "sqlite:state.db"};
    auto now = deployment.record().read("Demo.Orders", fresh());
    REQUIRE(now);
    REQUIRE(check_current(*read, deployment, *now, place));
    Deployed other = *now;
    other.identity = "0123456789abcdef0123456789abcdef";
    CHECK(code_of(check_current(*read, deployment, other, place).error()) == Code::plan_foreign);
    other = *now;
    other.fingerprint = sha256("another");
    CHECK(code_of(check_current(*read, deployment, other, place).error()) == Code::deployed_moved);

    auto ready = planned_from(*read, std::move(*now));
    REQUIRE(ready);
    ApplyOptions options;
    options.allow_destructive = true;
    options.plan_digest = read->plan.saved_digest;
    REQUIRE(deployment.apply(*ready, who(), fresh(2), options));
    now = deployment.record().read("Demo.Orders", fresh());
    CHECK(code_of(check_current(*read, deployment, *now, place).error()) == Code::plan_applied);
    const auto history = deployment.history("Demo.Orders");
    const auto verified = verify(*read, deployment, revision_of(*read, *history), fresh());
    REQUIRE(verified);
    CHECK(verified->same);
}
