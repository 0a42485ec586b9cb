#include "templates/settings_entries.h"

#include <chrono>

#include <catch2/catch.hpp>

#include "settings/edit.h"
#include "settings/settings_toml.h"
#include "settings/toml_format.h"
#include "templates/scaffold.h"
#include "tests/support/memory_files.h"
#include "tests/support/production_dump.h"
#include "tests/support/production_generator.h"

using namespace millwright;
using namespace millwright::templates;

namespace {

using Texts = std::map<std::string, std::string>;

Project project_of(const settings::Files& files) {
    Project project;
    project.settings = "settings.toml";
    project.declaration = Declaration::settings_toml;
    project.reading = *settings::read_input(project.settings, files, {});
    REQUIRE(project.reading.readable);
    REQUIRE(project.reading.productions.size() == 1);
    project.production = &project.reading.productions.front();
    return project;
}

/// The files that change, with their new texts; or "refused" and why.
Texts added(const Texts& texts, const Part& part, bool force = false) {
    const test::MemoryFiles files(texts);
    const Project project = project_of(files);
    FileChanges changes(files);
    PartRequest request;
    request.force = force;
    const auto done = write_settings(part, request, project, changes);
    if (!done) return {{"refused", done.error().diagnostics.begin()->message}};
    Texts changed;
    for (const FileChange& each : changes.all()) changed[each.path] = each.after;
    return changed;
}

std::string added(const std::string& text, const Part& part, bool force = false) {
    const Texts changed = added(Texts{{"settings.toml", text}}, part, force);
    if (changed.contains("refused")) return "refused: " + changed.at("refused");
    return changed.empty() ? text : changed.at("settings.toml");
}

std::string dump_of(const std::string& text) {
    const test::MemoryFiles files(Texts{{"settings.toml", text}});
    return test::dump(*project_of(files).production);
}

PartExpression expression(const std::string& text) {
    return {text, {}};
}

PartField field(const std::string& name, const std::string& type) {
    return {name, *parse_field_type(type)};
}

Component operation(const std::string& name, const std::string& class_name) {
    Component component;
    component.role = Role::operation;
    component.name = name;
    component.class_name = class_name;
    return component;
}

/// A router with its message, two ways out, and an operation that is made with it.
Part router() {
    Part part;
    PartMessage order;
    order.name = "Order";
    order.class_name = "messages.Order";
    order.fields = {field("id", "string"), field("total", "decimal?")};
    PartMessage refusal;
    refusal.name = "Refusal";
    refusal.kind = MessageKind::event;
    refusal.stream = "orders";
    refusal.class_name = "messages.Refusal";
    refusal.fields = {field("reason", "string")};
    part.messages = {order, refusal};
    Component process;
    process.name = "Router";
    process.class_name = "processes.Router";
    process.targets = {{"Accepted", {"Out"}}, {"Refused", {"Book", "Out"}}};
    PartHandler handler;
    handler.on = "Order";
    handler.method = "route_order";
    handler.sends = {
        {"Refused", "Refusal", expression("id == ''"), {{"reason", expression("'no id'")}}, Interaction::async},
        {"Accepted", "", std::nullopt, {}, Interaction::sync}};
    process.handlers = {handler};
    Component book;
    book.role = Role::operation;
    book.name = "Book";
    book.class_name = "operations.Book";
    PartHandler accepted;
    accepted.on = "Refusal";
    book.handlers = {accepted};
    book.adapter_settings = {{"Port", "8080"}, {"Password", "${secret:book}"}};
    part.components = {process, book};
    part.secrets = {"book"};
    part.connections = {{"In", Role::service, "Output", false, "services.In"}};
    return part;
}

const std::string canonical = R"(# Orders.
format = 1

[production]
name = "Demo"

[message.Ping]
class = "messages.Ping"
fields = { id = "string" }

[service.In]
class = "services.In"
targets = { Output = "Old" } # where it goes
emits = ["Ping"]

[process.Old]
class = "processes.Old"
targets = { Ok = "Out" }

[[process.Old.handler]]
on = "Ping"
send = [{ to = "Ok" }]

# What acts.
[operation.Out]
class = "operations.Out"

# ---- where it runs ----

[deployment.local]
store = "sqlite:x.db"

[overlay.local]
operation.Out.pool_size = 2
)";

const std::string canonical_after = R"(# Orders.
format = 1

[production]
name = "Demo"

[secrets]
book = { env = "BOOK" }

[message.Ping]
class = "messages.Ping"
fields = { id = "string" }

[message.Order]
class = "messages.Order"
fields = { id = "string", total = "decimal?" }

[message.Refusal]
kind = "event"
class = "messages.Refusal"
stream = "orders"
fields = { reason = "string" }

[service.In]
class = "services.In"
targets = { Output = ["Old", "Router"] } # where it goes
emits = ["Ping"]

[process.Old]
class = "processes.Old"
targets = { Ok = "Out" }

[[process.Old.handler]]
on = "Ping"
send = [{ to = "Ok" }]

[process.Router]
class = "processes.Router"
targets = { Accepted = "Out", Refused = ["Book", "Out"] }

[[process.Router.handler]]
on = "Order"
method = "route_order"
send = [
  { to = "Refused", message = "Refusal", mode = "async", when = "id == ''", with = { reason = "'no id'" } },
  { to = "Accepted" },
]

# What acts.
[operation.Out]
class = "operations.Out"

[operation.Book]
class = "operations.Book"
adapter_settings = { Port = 8080, Password = "${secret:book}" }
accepts = ["Refusal"]

# ---- where it runs ----

[deployment.local]
store = "sqlite:x.db"

[overlay.local]
operation.Out.pool_size = 2
)";

/// The same project in other ways of writing it.
const std::vector<std::pair<std::string, std::string>> other_styles{
    {"sub-tables, dense, indented, single quotes", R"(format = 1
[production]
  name = 'Demo'
[message.Ping]
  class = 'messages.Ping'
  [message.Ping.fields]
    id = 'string'
[service.In]
  class = 'services.In'
  emits = ['Ping']
  [service.In.targets]
    Output = 'Old'
[process.Old]
  class = 'processes.Old'
  [process.Old.targets]
    Ok = 'Out'
  [[process.Old.handler]]
    on = 'Ping'
    [[process.Old.handler.send]]
      to = 'Ok'
[operation.Out]
  class = 'operations.Out'
[deployment.local]
  store = 'sqlite:x.db'
[overlay.local]
  operation.Out.pool_size = 2
)"},
    {"dotted keys below headers", R"(format=1
production.name="Demo"

[message.Ping]
class="messages.Ping"
fields.id="string"

[service.In]
class="services.In"
targets.Output="Old"
emits=["Ping"]

[process.Old]
class="processes.Old"
targets.Ok="Out"
handler=[{on="Ping",send=[{to="Ok"}]}]

[operation.Out]
class="operations.Out"

[deployment.local]
store="sqlite:x.db"

[overlay.local]
operation.Out.pool_size=2)"},
    {"one table for each kind", R"(format = 1

[production]
name = "Demo"

[message]
Ping = { class = "messages.Ping", fields = { id = "string" } }

[service]
In = { class = "services.In", targets = { Output = "Old" }, emits = ["Ping"] }

[process]
Old = { class = "processes.Old", targets = { Ok = "Out" }, handler = [{ on = "Ping", send = [{ to = "Ok" }] }] }

[operation]
Out = { class = "operations.Out" }

[deployment.local]
store = "sqlite:x.db"

[overlay.local]
operation.Out.pool_size = 2
)"},
    {"one table for each kind, dotted", R"(format = 1

[production]
name = "Demo"

[message]
Ping.class = "messages.Ping"
Ping.fields.id = "string"

[service]
In.class = "services.In"
In.targets.Output = "Old"
In.emits = ["Ping"]

[process]
Old.class = "processes.Old"
Old.targets.Ok = "Out"
Old.handler = [{ on = "Ping", send = [{ to = "Ok" }] }]

[operation]
Out.class = "operations.Out"

[deployment.local]
store = "sqlite:x.db"

[overlay.local]
operation.Out.pool_size = 2
)"},
    {"no headers", R"(format = 1
production.name = "Demo"
message.Ping.class = "messages.Ping"
message.Ping.fields.id = "string"
service.In.class = "services.In"
service.In.targets.Output = "Old"
service.In.emits = ["Ping"]
process.Old.class = "processes.Old"
process.Old.targets.Ok = "Out"
process.Old.handler = [{ on = "Ping", send = [{ to = "Ok" }] }]
operation.Out.class = "operations.Out"
deployment.local.store = "sqlite:x.db"
overlay.local.operation.Out.pool_size = 2
)"},
    {"everything in braces", R"(format = 1
production = { name = "Demo" }
message = { Ping = { class = "messages.Ping", fields = { id = "string" } } }
service = { In = { class = "services.In", targets = { Output = "Old" }, emits = ["Ping"] } }
process = { Old = { class = "processes.Old", targets = { Ok = "Out" }, handler = [{ on = "Ping", send = [{ to = "Ok" }] }] } }
operation = { Out = { class = "operations.Out" } }
deployment = { local = { store = "sqlite:x.db" } }
overlay = { local = { operation = { Out = { pool_size = 2 } } } }
)"},
};

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

/// How many lines of the old text are not in the new one, in their order.
std::size_t lines_lost(const std::string& before, const std::string& after) {
    const auto now = lines_of(after);
    auto at = now.begin();
    std::size_t lost = 0;
    for (const std::string& line : lines_of(before)) {
        const auto found = std::find(at, now.end(), line);
        if (found == now.end()) {
            ++lost;
        } else {
            at = found + 1;
        }
    }
    return lost;
}

std::string replaced(std::string text, std::string_view old, std::string_view by) {
    for (std::size_t at = text.find(old); at != std::string::npos; at = text.find(old, at + by.size())) {
        text.replace(at, old.size(), by);
    }
    return text;
}

}  // namespace

TEST_CASE("a part is added to settings in canonical style") {
    CHECK(settings::formatted_toml(canonical) == canonical);
    CHECK(added(canonical, router()) == canonical_after);
    CHECK(settings::formatted_toml(canonical_after) == canonical_after);
}

TEST_CASE("a part that is there already changes nothing") {
    CHECK(added(Texts{{"settings.toml", canonical_after}}, router()).empty());
    for (const auto& [style, text] : other_styles) {
        INFO(style);
        const std::string once = added(text, router());
        CHECK(added(Texts{{"settings.toml", once}}, router()).empty());
    }
}

TEST_CASE("in every style a part says the same, and the lines that were there stay") {
    const std::string wanted = dump_of(canonical_after);
    for (const auto& [style, text] : other_styles) {
        INFO(style);
        REQUIRE(dump_of(text) == dump_of(canonical));
        const std::string after = added(text, router());
        INFO(after);
        CHECK(dump_of(after) == wanted);
        if (style != "everything in braces") CHECK(lines_lost(text, after) <= 1);
    }
}

TEST_CASE("line ends, byte order marks, a missing last line end are kept") {
    const std::string windows = replaced(canonical, "\n", "\r\n");
    CHECK(added(windows, router()) == replaced(canonical_after, "\n", "\r\n"));
    CHECK(added("\xEF\xBB\xBF" + canonical, router()) == "\xEF\xBB\xBF" + canonical_after);
    const std::string open = "format = 1\n[production]\nname = \"D\"\n[operation.A]\nclass = \"a\"";
    Part part;
    part.components = {operation("B", "b")};
    CHECK(added(open, part) == open + "\n[operation.B]\nclass = \"b\"");
}

TEST_CASE("entries go to the file that holds most of what is like them") {
    Texts texts{
        {"settings.toml", "format = 1\ninclude = [\"*/*.toml\", \"*.toml\"]\n\n[production]\nname = \"D\"\n"},
        {"items.toml",
         "[service.In]\nclass = \"a\"\ntargets = { Output = \"Out\" }\n\n[service.In2]\nclass = "
         "\"a\"\n\n[operation.Out]\nclass = \"b\"\n"},
        {"more/messages.toml", "[message.Ping]\nclass = \"m\"\n"},
        {"more/one.toml", "[operation.A]\nclass = \"b\"\n\n[operation.B]\nclass = \"b\"\n"},
    };
    const Texts changed = added(texts, router());
    std::vector<std::string> paths;
    for (const auto& [path, text] : changed) paths.push_back(path);
    CHECK(paths == std::vector<std::string>{"items.toml", "more/messages.toml", "more/one.toml", "settings.toml"});
    CHECK(changed.at("settings.toml") == texts["settings.toml"] + "\n[secrets]\nbook = { env = \"BOOK\" }\n");
    CHECK(changed.at("more/messages.toml").find("[message.Order]") != std::string::npos);
    CHECK(changed.at("more/one.toml").find("[operation.Book]") != std::string::npos);
    CHECK(changed.at("items.toml").find("targets = { Output = [\"Out\", \"Router\"] }") != std::string::npos);
    CHECK(changed.at("items.toml").find("[process.Router]") != std::string::npos);
}

TEST_CASE("another thing of the same name is in the way, unless it is replaced") {
    const std::string text = canonical + "\n# Mine.\n[process.Router]\nclass = \"other.Router\"\n";
    CHECK(added(text, router()) == "refused: the process \"Router\" is there already, and is another one");
    const std::string after = added(text, router(), true);
    CHECK(after.find("# Mine.\n[process.Router]\nclass = \"processes.Router\"\ntargets = { Accepted") !=
          std::string::npos);
    CHECK(dump_of(added(text, router(), true)) == dump_of(added(after, router())));
}

TEST_CASE("target settings that lead to the new item are found, extended or made") {
    Part part;
    part.components = {operation("New", "n")};
    const auto connected = [&](const std::string& targets, const std::string& setting = "Output") {
        part.connections = {{"In A", Role::service, setting, false, ""}};
        const std::string text = "format = 1\nproduction.name = \"D\"\n[service.in]\nname = \"In A\"\nclass = \"a\"\n" +
                                 targets + "[operation.X]\nclass = \"x\"\n";
        const std::string after = added(text, part);
        const std::size_t begin = after.find("class = \"a\"\n") + 12;
        return after.substr(begin, after.find("[operation.X]") - begin);
    };
    CHECK(connected("targets = { Output = \"X\" }\n") == "targets = { Output = [\"X\", \"New\"] }\n");
    CHECK(connected("targets = { Output = [\"X\"] }\n") == "targets = { Output = [\"X\", \"New\"] }\n");
    CHECK(connected("targets = { Output = [] }\n") == "targets = { Output = [\"New\"] }\n");
    CHECK(connected("targets = { Output = \"New\" }\n") == "targets = { Output = \"New\" }\n");
    CHECK(connected("targets = { Output = [\n  \"X\", # x\n] }\n") ==
          "targets = { Output = [\n  \"X\", # x\n  \"New\",\n] }\n");
    CHECK(connected("targets = { Output = \"X\" }\n", "Other") == "targets = { Output = \"X\", Other = \"New\" }\n");
    CHECK(connected("targets.Output = \"X\"\n", "Other") == "targets.Output = \"X\"\ntargets.Other = \"New\"\n");
    CHECK(connected("[service.in.targets]\nOutput = \"X\"\n", "Other") ==
          "[service.in.targets]\nOutput = \"X\"\nOther = \"New\"\n");
    CHECK(connected("") == "targets = { Output = \"New\" }\n");
    CHECK(connected("[process.P]\nclass = \"p\"\n[process.P.targets]\nOk = \"X\"\n")
              .starts_with("[service.in.targets]\nOutput = \"New\"\n[process.P]"));
}

TEST_CASE("behaviour is declared as the format has it") {
    Part part;
    PartMessage placed;
    placed.name = "Placed";
    placed.kind = MessageKind::event;
    placed.in_settings = true;
    part.messages = {placed};
    Component process;
    process.name = "Fulfil";
    process.description = "Costs ${x}";
    process.targets = {{"Stock", {"Stock"}}};
    process.route = RouteChoice::all;
    process.streams = {"order"};
    process.inputs = {field("id", "string")};
    process.state = {field("id", "string"), field("n", "int?")};
    process.trigger = "Placed";
    PartHandler start;
    start.on = "Placed";
    start.dispatch = Dispatch::decorated;
    start.start = start.end = start.compensates = true;
    start.correlate = {"id"};
    start.reply = "request";
    PartHandler rest;
    rest.on = "*";
    rest.dispatch = Dispatch::fallback;
    process.handlers = {start, rest};
    PartStep reserve;
    reserve.name = "reserve";
    reserve.setting = "Stock";
    reserve.message = "Reserve";
    reserve.with = {{"id", expression("id")}};
    reserve.compensate_with = "release";
    PartStep pause;
    pause.name = "pause";
    pause.kind = StepKind::wait;
    pause.wait = Duration{90'000};
    PartStep review;
    review.name = "review";
    review.kind = StepKind::human_task;
    review.subject = "manager";
    review.when = expression("n > 1");
    process.steps = {reserve, pause, review};
    process.compensations = {{"release", "Stock", "Release", {{"id", expression("id")}}}};
    part.components = {process};
    PartSchedule nightly;
    nightly.name = "nightly";
    nightly.cron = "0 1 * * *";
    nightly.process = "Fulfil";
    part.schedule = nightly;
    PartStory story;
    story.name = "ST-1";
    story.title = "It arrives";
    story.then = {"it is there"};
    part.story = story;
    const std::string before = "format = 1\n\n[production]\nname = \"D\"\n\n[operation.Stock]\nclass = \"s\"\n";
    CHECK(added(before, part) == R"(format = 1

[production]
name = "D"

[process.Fulfil]
description = "Costs $${x}"
targets = { Stock = "Stock" }
trigger = { event = "Placed" }
route = "all"
streams = ["order"]
inputs = { id = "string" }
state = { id = "string", n = "int?" }

[[process.Fulfil.handler]]
on = "Placed"
dispatch = "decorated"
start = true
correlate = "id"
compensates = true
end = true
reply = "request"

[[process.Fulfil.handler]]
on = "*"

[[process.Fulfil.step]]
name = "reserve"
to = "Stock"
message = "Reserve"
with = { id = "id" }
compensate_with = "release"

[[process.Fulfil.step]]
name = "pause"
kind = "wait"
wait = "1m30s"

[[process.Fulfil.step]]
name = "review"
kind = "human_task"
assignee_role = "manager"
when = "n > 1"

[[process.Fulfil.compensation]]
name = "release"
to = "Stock"
message = "Release"
with = { id = "id" }

[operation.Stock]
class = "s"

[schedule.nightly]
cron = "0 1 * * *"
process = "Fulfil"

[story.ST-1]
title = "It arrives"
then = ["it is there"]
)");
}

TEST_CASE("an operation says what it accepts, replies and raises") {
    Part part;
    Component operation;
    operation.role = Role::operation;
    operation.name = "Stock";
    operation.class_name = "s";
    operation.settings = {{"Big", "99999999999999999999"}, {"On", "true"}, {"Code", "007"}, {"N", "-5"}};
    operation.raises = {"Done"};
    PartHandler reserve;
    reserve.on = "Reserve";
    reserve.reply = "Answer";
    operation.handlers = {reserve};
    part.components = {operation};
    const auto entry = [&] { return settings::written(component_entry(part.components.front(), part).members); };
    CHECK(entry() ==
          "{ class = \"s\", settings = { Big = \"99999999999999999999\", On = true, Code = \"007\", N = -5 }, "
          "accepts = [\"Reserve\"], replies = \"Answer\", raises = { Reserve = [\"Done\"] } }");
    PartHandler release;
    release.on = "Release";
    part.components.front().handlers.push_back(release);
    part.components.front().settings.clear();
    CHECK(entry() ==
          "{ class = \"s\", accepts = [\"Reserve\", \"Release\"], replies = { Reserve = \"Answer\" }, "
          "raises = { Reserve = [\"Done\"], Release = [\"Done\"] } }");
}

TEST_CASE("random settings: only lines come, and what was there is as before") {
    Part part;
    PartMessage message;
    message.name = "New message";
    message.fields = {field("id", "string")};
    part.messages = {message};
    Component process;
    process.name = "New \"item\"";
    process.class_name = "new.Class";
    process.targets = {{"Ok", {"Some"}}};
    PartHandler handler;
    handler.on = "New message";
    handler.sends = {{"Ok", "", std::nullopt, {}, Interaction::sync}};
    process.handlers = {handler};
    part.components = {process};
    std::size_t tried = 0;
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
        Production production = test::generated_production(seed);
        const std::string text = settings::write_settings_toml(production);
        const test::MemoryFiles files(Texts{{"settings.toml", text}});
        const auto reading = settings::read_input("settings.toml", files, {});
        if (!reading->readable || reading->productions.empty()) continue;
        INFO(text);
        const std::string after = added(text, part);
        INFO(after);
        CHECK(lines_lost(text, after) == 0);
        if (settings::formatted_toml(text) == text) CHECK(settings::formatted_toml(after) == after);
        CHECK(added(Texts{{"settings.toml", after}}, part).empty());
        auto back = settings::SettingsEdit::of("s", after);
        REQUIRE(back);
        CHECK(back->remove({{"message"}, {"New message"}}));
        CHECK(back->remove({{"process"}, {"New \"item\""}}));
        CHECK(dump_of(back->text()) == dump_of(text));
        ++tried;
    }
    CHECK(tried > 200);
}

TEST_CASE("a part is added to ten thousand items at once") {
    std::string text = "format = 1\n\n[production]\nname = \"D\"\n\n[service.In]\nclass = \"i\"\n";
    for (int i = 0; i < 10'000; ++i) {
        const std::string name = "Item" + std::to_string(i);
        text += "\n[operation." + name + "]\nclass = \"operations." + name +
                "\"\nadapter_settings = { Port = " + std::to_string(i) + " }\naccepts = [\"Ping\"]\n";
    }
    const test::MemoryFiles files(Texts{{"settings.toml", text}});
    const Project project = project_of(files);
    FileChanges changes(files);
    const auto begin = std::chrono::steady_clock::now();
    REQUIRE(write_settings(router(), {}, project, changes));
    const auto took = std::chrono::steady_clock::now() - begin;
    CHECK(changes.all().size() == 1);
    CHECK(took < std::chrono::seconds(5));  // about half a second; an order of magnitude for slow machines
}

TEST_CASE("show", "[.show]") {
    for (const auto& [style, text] : other_styles) WARN(added(text, router()));
}
