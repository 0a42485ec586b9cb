#include "migrate/selection.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/migrate/model.h"
#include "tests/migrate/state_folder.h"

using namespace millwright;
using namespace millwright::migrate;
using millwright::test::applied;
using millwright::test::fresh;
using millwright::test::Model;
using millwright::test::StateFolder;

namespace {

Production before() {
    Model model;
    model.item("In", "Demo.In", {{"Host", "Out", "Old"}}, Role::service);
    model.item("Old", "Demo.Old", {}, Role::operation);
    model.item("Side", "Demo.Side", {}, Role::operation);
    return model.take();
}

Production after() {
    Model model;
    model.item("In", "Demo.In", {{"Host", "Out", "New"}}, Role::service);
    Item& added = model.item("New", "Demo.New", {}, Role::operation);
    added.accepts = model.names({"Order"});
    model.item("Side", "Demo.Side2", {}, Role::operation);
    model.message("Order", {{"id", "Id"}});
    model.message("Id", {{"text", "string"}});
    return model.take();
}

std::vector<std::string> subjects(const Plan& plan) {
    std::vector<std::string> names;
    for (const Operation& each : plan.operations) names.push_back(each.subject);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

using Texts = std::vector<std::string>;

Plan part(const Selection& selection) {
    const Production older = before();
    const Production newer = after();
    return plan_between(older, Holds::everything, newer, Holds::everything, &selection);
}

}  // namespace

TEST_CASE("What a chosen item depends on comes along, and nothing else") {
    CHECK(subjects(part({{"Side"}, {}, false})) == Texts{"Side"});
    CHECK(subjects(part({{"New"}, {}, false})) == Texts{"Id", "New", "Order"});
    CHECK(subjects(part({{"In"}, {}, false})) == Texts{"Id", "In", "New", "Order"});
    // Who still sends to what is removed comes along, with what it sends to then.
    CHECK(subjects(part({{"Old"}, {}, false})) == Texts{"Id", "In", "New", "Old", "Order"});
    CHECK(part({{"Side"}, {}, false}).chosen.words.empty());
    CHECK(part({{"In"}, {}, false}).chosen.words.size() == 3);
}

TEST_CASE("What depends on an item that is left out is left out too") {
    CHECK(subjects(part({{}, {"Side"}, false})) == Texts{"Id", "In", "New", "Old", "Order"});
    CHECK(subjects(part({{}, {"New"}, false})) == Texts{"Id", "Order", "Side"});
    CHECK(subjects(part({{}, {"In"}, false})) == Texts{"Id", "New", "Order", "Side"});
    CHECK(subjects(part({{"In", "Side"}, {"New"}, false})) == Texts{"Side"});
}

TEST_CASE("A part and then the rest is the whole, and the fingerprint of a part is that of what is deployed then") {
    for (const char* name : {"In", "New", "Old", "Side"}) {
        for (const bool only : {true, false}) {
            const StateFolder folder;
            Registry registry = folder.registry();
            REQUIRE(applied(registry, before()));
            const Production desired = after();
            auto planned = plan_migration(registry, desired, Holds::everything, fresh(2));
            REQUIRE(planned);
            const Digest whole = planned->plan.desired_fingerprint;
            const std::size_t all = planned->plan.operations.size();
            Selection selection;
            (only ? selection.only : selection.except).emplace_back(name);
            choose_part(*planned, desired, selection);
            const PlanCounts left = planned->plan.chosen.left_out;
            CHECK(left.add + left.change + left.remove + left.move + planned->plan.operations.size() == all);
            ApplyOptions options;
            options.allow_destructive = true;
            const auto first = registry.apply(planned->plan, planned->rows, test::who(), fresh(2), options);
            REQUIRE(first);
            CHECK(canonical_form(*registry.production("Demo.Orders"), Holds::everything, planned->rows.digest_key)
                      .fingerprint() == first->fingerprint);
            REQUIRE(applied(registry, after(), options, 3));
            CHECK(registry.status("Demo.Orders")->fingerprint == whole);
        }
    }
}

TEST_CASE("Both names of what is renamed are chosen together") {
    Model older;
    older.item("Mail", "Demo.Mail");
    older.item("Other", "Demo.Other");
    Model newer;
    newer.item("Post", "Demo.Mail");
    newer.item("Other", "Demo.Other2");
    newer.moved("Mail", "Post");
    const Production from = older.take();
    const Production to = newer.take();
    for (const char* name : {"Mail", "Post"}) {
        const Selection selection{{name}, {}, false};
        const Plan plan = plan_between(from, Holds::everything, to, Holds::everything, &selection);
        REQUIRE(plan.operations.size() == 1);
        CHECK(plan.operations.front().action == Action::move);
    }
    const CanonicalForm before_form = canonical_form(from, Holds::everything);
    const CanonicalForm after_form = canonical_form(to, Holds::everything);
    CHECK(choosable(before_form, after_form, to) == std::vector<std::string_view>{"Mail", "Other", "Post"});
}
