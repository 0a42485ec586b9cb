#include "migrate/canonical.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <random>

#include "migrate/stored_production.h"
#include "tests/migrate/model.h"
#include "tests/migrate/state_folder.h"

using namespace millwright;
using namespace millwright::migrate;
using millwright::test::Model;

namespace {

CanonicalForm form_of(Production production, Holds holds = Holds::everything) {
    return canonical_form(production, holds);
}

std::string body(const CanonicalForm& form, std::string_view key) {
    const Entry* entry = form.find(key);
    return entry == nullptr ? std::string() : std::string(entry->body);
}

/// Everything that a production can hold, with values that are not defaults.
Production everything() {
    Model model("Demo.All");
    Production& made = model.production;
    made.testing_enabled = true;
    made.actor_pool_size = "3";
    made.description = "all";
    model.production_setting({"Production", "ShutdownTimeout", "30"});
    Item& item = model.item("P", "Demo.P", {{"Host", "Out", "O"}, {"Adapter", "Password", "x"}, {"Other", "Q", ""}},
                            Role::process);
    item.category = "c";
    item.enabled = false;
    item.adapter = "A";
    item.emits = model.names({"M"});
    item.replies = append(made.replies, {{"M", "R", {}}});
    item.raises = append(made.raises, {{"M", "E", {}}});
    item.attributes = append(made.attributes, {{"InactivityTimeout", "5", {}}});
    Send send;
    send.to = "Out";
    send.message = "M";
    send.mode = Interaction::async;
    send.when.text = "a == 1";
    send.with = append(made.assignments, {{"b", {"2", {}}}, {"a", {"1", {}}}});
    send.timeout = Duration{5000};
    Handler handler;
    handler.on = "M";
    handler.start = true;
    handler.when.text = "payload.total exceeds limit";
    handler.when.foreign = true;
    handler.sends = append(made.sends, {send});
    handler.correlate = append(made.correlations, {{"i", "e", {}}});
    Step step;
    step.name = "s";
    step.kind = StepKind::human_task;
    step.retry.max_attempts = 0;
    step.retry.factor = 1.5;
    step.required = false;
    step.effects = append(made.effects, {{EffectKind::update, "Thing", {"x", {}}, {}, {}}});
    step.outcomes = append(made.outcomes, {{"ok", "OK", "complete", {}, "sure?", "primary", {}}});
    step.satisfies = append(made.satisfied, {{"ST", "done", {}}});
    step.after = model.names({"r"});
    step.after_given = true;
    Behaviour behaviour;
    behaviour.handlers = append(made.handlers, {handler});
    behaviour.steps = append(made.steps, {step});
    behaviour.compensations =
        append(made.compensations, {Compensation{"undo", "Out", "M", {}, "", Duration{1000}, {}}});
    behaviour.triggers = append(made.triggers, {Trigger{TriggerKind::cron, "* * * * *", "UTC", "", {}, {}}});
    behaviour.state = model.fields({{"x", "int?"}});
    behaviour.outputs = append(made.outputs, {Output{{"o", "string", false, {}}, {"ST", "done", {}}}});
    behaviour.timeout = Duration{3'600'000};
    behaviour.route = RouteChoice::all;
    behaviour.workflow_task = true;
    made.items.back().behaviour = behaviour;
    model.item("O", "Ens.MailOperation", {}, Role::operation);
    model.message("M", {{"b", "string"}, {"a", "int?"}}).kind = MessageKind::event;
    Schedule schedule;
    schedule.name = "nightly";
    schedule.every = Duration{60'000};
    schedule.overlap = Overlap::allow;
    made.schedules.push_back(schedule);
    Story story;
    story.name = "ST";
    story.status = StoryStatus::accepted;
    story.unless = append(made.exceptions, {{"w", "t", {}}});
    made.stories.push_back(story);
    Entity entity;
    entity.name = "Thing";
    entity.states = model.names({"a", "b"});
    entity.transitions = append(made.transitions, {{"a", "b"}});
    made.entities.push_back(entity);
    for (const auto kind : {DeclaredKind::channel, DeclaredKind::surface, DeclaredKind::role, DeclaredKind::intent}) {
        made.declared_names.push_back({kind, "N", {}});
    }
    model.protect("P").protect("Q", ProtectedKind::process);
    made.default_settings.push_back({"*", "a/b", "*", "Port", "1", {}});
    made.default_settings.push_back({"*", "a", "b/*", "Port", "2", {}});
    return model.take();
}

}  // namespace

TEST_CASE("Bodies are compact, sorted, and without what is default") {
    Model model("Demo.P");
    model.item("B", "C");
    model.item("A \"quoted\"", "Demo.A",
               {{"Host", "Out", " B , B"}, {"Adapter", "Port", "1"}, {"Adapter", "Host", ""}});
    const CanonicalForm form = form_of(model.take(), Holds::engine);
    REQUIRE(form.entries().size() == 3);
    CHECK(body(form, "production") == R"({"name":"Demo.P"})");
    CHECK(body(form, "item/B") == R"({"class":"C","name":"B"})");
    CHECK(body(form, "item/A \"quoted\"") ==
          R"({"class":"Demo.A","name":"A \"quoted\"","settings":[{"name":"Host","scope":"Adapter","value":""},)"
          R"({"name":"Port","scope":"Adapter","value":"1"}],"targets":{"Out":["B","B"]}})");
    CHECK(form.find("item/A \"quoted\"")->hash == sha256(body(form, "item/A \"quoted\"")));
}

TEST_CASE("What means the same has the same fingerprint") {
    Model one;
    one.item("A", "C", {{"Adapter", "Port", "1"}, {"Host", "Out", "B,A"}, {"Adapter", "File", "x"}});
    one.item("B", "C").enabled = Flag::read("1", one.production.texts);
    Model two;
    two.item("B", "C").enabled = Flag::read("Yes", two.production.texts);
    two.item("A", "C",
             {{"Host", "Out", " B , A"}, {"Adapter", "Port", "9"}, {"Adapter", "File", "x"}, {"Adapter", "Port", "1"}});
    two.production.items[1].attributes = append(two.production.attributes, {{"Legacy", "", {}}});
    CHECK(form_of(one.take()).fingerprint() == form_of(two.take()).fingerprint());
}

TEST_CASE("An absent setting is not an empty one") {
    Model one;
    one.item("A", "C", {{"Adapter", "Port", ""}});
    Model two;
    two.item("A", "C");
    CHECK(form_of(one.take()).fingerprint() != form_of(two.take()).fingerprint());
}

TEST_CASE("What only settings can say is not in an engine's form") {
    Production production = everything();
    const CanonicalForm whole = canonical_form(production, Holds::everything);
    const CanonicalForm engine = canonical_form(production, Holds::engine);
    CHECK(engine.entries().size() == 3);
    CHECK(whole.find("declared/P") != nullptr);
    CHECK(whole.find("declared/O") == nullptr);  // its class tells the role
    CHECK(whole.find("process/P") != nullptr);
    for (const Entry& entry : engine.entries()) {
        CHECK(held_by_engine(entry.key));
        REQUIRE(whole.find(entry.key) != nullptr);
        CHECK(whole.find(entry.key)->hash == entry.hash);
    }
}

TEST_CASE("Items of one name have different keys, in an order that does not depend on the file") {
    Model one;
    one.item("A", "C2").enabled = false;
    one.item("A", "C1");
    one.item("2/A", "C");
    Model two;
    two.item("2/A", "C");
    two.item("A", "C1");
    two.item("A", "C2").enabled = false;
    const CanonicalForm a = form_of(one.take());
    const CanonicalForm b = form_of(two.take());
    CHECK(a.fingerprint() == b.fingerprint());
    CHECK(body(a, "item/A").find("C1") != std::string::npos);
    CHECK(body(a, "item2/A").find("C2") != std::string::npos);
    CHECK(body(a, "item/2/A").find("\"C\"") != std::string::npos);
    CHECK(kind_of_key("item2/A") == "item");
    CHECK(name_of_key("item/2/A") == "2/A");
}

TEST_CASE("Keys of default settings do not run together") {
    const CanonicalForm form = form_of(everything());
    CHECK(form.find("default_setting/*/a%2Fb/*/Port") != nullptr);
    CHECK(form.find("default_setting/*/a/b%2F*/Port") != nullptr);
}

TEST_CASE("A value that looks like a secret is a digest that depends on the deployment's key") {
    Model model;
    model.item("A", "C", {{"Adapter", "Password", "canary"}, {"Adapter", "Token", "${secret:t}"}});
    model.production.default_settings.push_back({"*", "*", "*", "Password", "canary", {}});
    model.production.items[0].attributes = append(model.production.attributes, {{"ApiKey", "canary", {}}});
    const Production production = model.take();
    DigestKey key;
    key.bytes.fill(1);
    const CanonicalForm one = canonical_form(production, Holds::everything);
    const CanonicalForm two = canonical_form(production, Holds::everything, key);
    for (const CanonicalForm* form : {&one, &two}) {
        for (const Entry& entry : form->entries()) CHECK(entry.body.find("canary") == std::string_view::npos);
    }
    CHECK(body(one, "item/A").find("${secret:t}") != std::string::npos);
    CHECK(one.fingerprint() != two.fingerprint());
}

TEST_CASE("A password inside a value is hidden whatever the setting is called") {
    Model model;
    model.item("A", "C",
               {{"Adapter", "Dsn", "Server=h;Password=canary"},
                {"Adapter", "Url", "https://a:canary@h/x"},
                {"Adapter", "Plain", "Server=h;Port=1"}});
    const Production production = model.take();
    const CanonicalForm form = canonical_form(production, Holds::everything);
    const Entry* entry = form.find("item/A");
    REQUIRE(entry != nullptr);
    CHECK(entry->body.find("canary") == std::string_view::npos);
    CHECK(entry->body.find("Server=h;Port=1") != std::string_view::npos);
}

TEST_CASE("Reading a form back and writing it again changes nothing") {
    for (auto* make :
         {+[] { return everything(); }, +[] { return test::orders(); }, +[] { return Model("").take(); }}) {
        const Production production = make();
        CanonicalForm form = canonical_form(production, Holds::everything);
        const auto back = production_from_entries(production.name, form.entries());
        REQUIRE(back);
        const CanonicalForm again = canonical_form(*back, Holds::everything);
        REQUIRE(again.entries().size() == form.entries().size());
        for (std::size_t i = 0; i < again.entries().size(); ++i) {
            CHECK(again.entries()[i].key == form.entries()[i].key);
            CHECK(again.entries()[i].body == form.entries()[i].body);
        }
    }
}

TEST_CASE("Random productions survive being read back, in any order of their items") {
    std::mt19937 random(7);
    const std::vector<std::string> words{"",     "A",   "B",  "a b", "x.y",  "\xC3\xA9", "1",
                                         "true", "A,B", "\"", "\n",  "${x}", "/"};
    const auto word = [&] { return std::string_view(words[random() % words.size()]); };
    for (int round = 0; round < 200; ++round) {
        Model model(word());
        for (auto i = random() % 6; i > 0; --i) {
            Item& item = model.item(
                word(), word(),
                {{random() % 2 ? "Host" : "Adapter", word(), word()}, {random() % 2 ? "Host" : word(), word(), word()}},
                static_cast<Role>(random() % 4));
            item.pool_size = model.text(word());
            item.enabled = Flag::read(word(), model.production.texts);
            item.comment = model.text(word());
            if (random() % 3 == 0) item.accepts = model.names({word(), word()});
        }
        Production production = model.take();
        CanonicalForm form = canonical_form(production, Holds::everything);
        std::shuffle(production.items.begin(), production.items.end(), random);
        CHECK(canonical_form(production, Holds::everything).fingerprint() == form.fingerprint());
        const auto back = production_from_entries(production.name, form.entries());
        REQUIRE(back);
        CHECK(canonical_form(*back, Holds::everything).fingerprint() == form.fingerprint());
    }
}

TEST_CASE("Bodies that nobody of ours wrote are refused") {
    const auto read = [](std::string_view key, std::string_view text) {
        std::vector<Entry> entries(1);
        entries[0].key = key;
        entries[0].body = text;
        return production_from_entries("P", entries);
    };
    CHECK(read("item/A", R"({"name":"A"})"));
    for (const char* text : {"", "{", "[]", "1", R"({"name":1})", R"({"settings":{}})", R"({"targets":[]})",
                             R"({"settings":[{"digest":"zz"}]})", R"({"targets":{"S":"A"}})", "{\"name\":\"\xFF\"}"}) {
        if (*text == '\0') continue;
        INFO(text);
        CHECK_FALSE(read("item/A", text));
    }
    CHECK_FALSE(read("unknown/A", "{}"));
    CHECK_FALSE(read("process/A", R"({"timeout":"never"})"));
    CHECK_FALSE(read("process/A", R"({"step":[{"kind":"nothing"}]})"));
}
