#include "migrate/drift.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "migrate/registry.h"
#include "tests/migrate/model.h"

namespace millwright::migrate {
namespace {

using test::Model;
using Lines = std::vector<std::string>;

Production mail(std::string_view port, std::string_view pool = "1") {
    Model model;
    model.item("Mail", "Demo.Mail", {{"Adapter", "Port", port}, {"Adapter", "Host.Name", "a"}}).pool_size =
        model.text(pool);
    return model.take();
}

struct Three {
    Production last;
    Production deployed;
    Production desired;
};

Drift drift(const Three& three, const Lines& ignore = {}) {
    DigestKey key;
    key.bytes.fill(3);
    const auto form = [&](const Production& production) { return canonical_form(production, Holds::engine, key); };
    const CanonicalForm last = form(three.last);
    const CanonicalForm deployed = form(three.deployed);
    const CanonicalForm desired = form(three.desired);
    return drift_between({&last, &three.last}, {&deployed, &three.deployed}, {&desired, &three.desired}, ignore);
}

/// "PATH: LAST, DEPLOYED, DESIRED by SIDE"
Lines lines(const Drift& drift) {
    Lines all;
    for (const DriftChange& each : drift.changes) {
        std::string values = each.last_applied.json + ", " + each.deployed.json + ", " + each.desired.json;
        values.erase(std::remove(values.begin(), values.end(), '"'), values.end());
        all.push_back(each.path + ": " + values + " by " + std::string(name_of(each.moved_by)) +
                      (each.agreed ? ", agreed" : ""));
    }
    return all;
}

const std::string port = "items.Mail.settings.Adapter.Port: ";

TEST_CASE("which side moved is told") {
    CHECK(lines(drift({mail("25"), mail("25"), mail("25")})).empty());
    CHECK(lines(drift({mail("25"), mail("26"), mail("25")})) == Lines{port + "25, 26, 25 by deployed"});
    CHECK(lines(drift({mail("25"), mail("25"), mail("26")})) == Lines{port + "25, 25, 26 by settings"});
    CHECK(lines(drift({mail("25"), mail("26"), mail("27")})) == Lines{port + "25, 26, 27 by both"});
    CHECK(lines(drift({mail("25"), mail("26"), mail("26")})) == Lines{port + "25, 26, 26 by both, agreed"});
}

TEST_CASE("what only the settings moved, and what both moved alike, is no drift") {
    CHECK_FALSE(drift({mail("25"), mail("25"), mail("26")}).drifted());
    CHECK(drift({mail("25"), mail("25"), mail("26")}).pending() == 1);
    CHECK_FALSE(drift({mail("25"), mail("26"), mail("26")}).drifted());
    CHECK(drift({mail("25"), mail("26"), mail("25")}).drifted());
    CHECK(drift({mail("25"), mail("26"), mail("27")}).drifted());
}

TEST_CASE("a whole item on one side and a part of it on the other meet") {
    const Drift gone = drift({mail("25"), Model().take(), mail("26")});
    REQUIRE(gone.changes.size() == 2);
    CHECK(gone.changes[0].path == "items.Mail");
    CHECK(gone.changes[0].moved_by == MovedBy::both);
    CHECK(gone.changes[0].deployed.is_null());
    CHECK(lines(gone)[1] == port + "25, null, 26 by both");
    const Drift removed = drift({mail("25"), mail("26"), Model().take()});
    REQUIRE(removed.changes.size() == 2);
    CHECK(removed.changes[0].moved_by == MovedBy::both);
    CHECK(lines(removed)[1] == port + "25, 26, null by both");
}

TEST_CASE("values that look like secrets are masked on all sides") {
    const auto with = [](std::string_view password) {
        Model model;
        model.item("Mail", "Demo.Mail", {{"Adapter", "Password", password}});
        return model.take();
    };
    const Drift found = drift({with("one"), with("two"), with("three")});
    REQUIRE(found.changes.size() == 1);
    for (const std::string& line : lines(found)) {
        for (const char* value : {"one", "two", "three"}) CHECK(line.find(value) == std::string::npos);
    }
    CHECK(found.changes[0].moved_by == MovedBy::both);
    CHECK_FALSE(found.changes[0].agreed);
}

TEST_CASE("ignored paths are no drift, and an ignore that nothing has is told") {
    const Three moved{mail("25"), mail("26", "2"), mail("25")};
    CHECK(drift(moved).changes.size() == 2);
    CHECK(drift(moved, {"items.Mail.pool_size"}).changes.size() == 1);
    const Drift all = drift(moved, {"items.Mail", "items.Router", "not..a key"});
    CHECK(all.changes.empty());
    CHECK(all.ignored == 2);
    CHECK_FALSE(all.drifted());
    CHECK(all.unused_ignores == Lines{"items.Router", "not..a key"});
    const Drift settings_only = drift({mail("25"), mail("25"), mail("26")}, {"items"});
    CHECK(settings_only.changes.size() == 1);
    CHECK(settings_only.unused_ignores == Lines{"items"});
}

TEST_CASE("patterns of paths are prefixes with any part where a star is") {
    const auto covers = [](std::string_view pattern, std::string_view path) {
        const auto read = PathPattern::read(pattern);
        REQUIRE(read);
        return read->covers(path);
    };
    CHECK(covers("items.Mail", "items.Mail.settings.Adapter.Port"));
    CHECK(covers("items.Mail", "items.Mail"));
    CHECK_FALSE(covers("items.Mail.pool_size", "items.Mail"));
    CHECK_FALSE(covers("items.Mail", "items.MailOut"));
    CHECK(covers("items.*.pool_size", "items.\"to EMR - FILE\".pool_size"));
    CHECK_FALSE(covers("items.*.pool_size", "items.Mail.class"));
    CHECK(covers("items.\"a.b\"", "items.\"a.b\".class"));
    CHECK(covers("items.'a.b'", "items.\"a.b\".class"));
    CHECK_FALSE(covers("items.a.b", "items.\"a.b\".class"));
    CHECK_FALSE(covers("items.\"*\"", "items.Mail"));
    CHECK_FALSE(PathPattern::read(""));
    CHECK_FALSE(PathPattern::read("items.\"Mail"));
}

TEST_CASE("in a registry only the settings move") {
    const Production before = mail("25");
    const Production after = mail("26");
    const Drift found = drift_of_registry(plan_between(before, Holds::everything, after, Holds::everything), {});
    CHECK(lines(found) == Lines{port + "25, 25, 26 by settings"});
    CHECK_FALSE(found.drifted());
}

}  // namespace
}  // namespace millwright::migrate
