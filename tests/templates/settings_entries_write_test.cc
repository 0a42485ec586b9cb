#include <catch2/catch.hpp>
#include <chrono>
#include <random>

#include "settings/edit.h"
#include "settings/settings_toml.h"
#include "settings/toml_format.h"
#include "settings/toml_syntax.h"
#include "templates/scaffold.h"
#include "tests/support/memory_files.h"
#include "tests/support/part_entries.h"
#include "tests/support/production_dump.h"
#include "tests/support/production_generator.h"

using namespace millwright;
using namespace millwright::templates;
using namespace millwright::test;

namespace {

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

struct Style {
    std::string name;
    std::string before;
    std::string after;
};

/// The same project in other ways of writing it, and with the part added.
const std::vector<Style> other_styles{
    {"sub-tables, dense, indented, single quotes",
     R"(format = 1
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
)",
     R"(format = 1
[production]
  name = 'Demo'
[secrets]
  book = { env = 'BOOK' }
[message.Ping]
  class = 'messages.Ping'
  [message.Ping.fields]
    id = 'string'
[message.Order]
  class = 'messages.Order'
  [message.Order.fields]
    id = 'string'
    total = 'decimal?'
[message.Refusal]
  kind = 'event'
  class = 'messages.Refusal'
  stream = 'orders'
  [message.Refusal.fields]
    reason = 'string'
[service.In]
  class = 'services.In'
  emits = ['Ping']
  [service.In.targets]
    Output = ['Old', 'Router']
[process.Old]
  class = 'processes.Old'
  [process.Old.targets]
    Ok = 'Out'
  [[process.Old.handler]]
    on = 'Ping'
    [[process.Old.handler.send]]
      to = 'Ok'
[process.Router]
  class = 'processes.Router'
  [process.Router.targets]
    Accepted = 'Out'
    Refused = ['Book', 'Out']
  [[process.Router.handler]]
    on = 'Order'
    method = 'route_order'
    [[process.Router.handler.send]]
      to = 'Refused'
      message = 'Refusal'
      mode = 'async'
      when = "id == ''"
      with = { reason = "'no id'" }
    [[process.Router.handler.send]]
      to = 'Accepted'
[operation.Out]
  class = 'operations.Out'
[operation.Book]
  class = 'operations.Book'
  adapter_settings = { Port = 8080, Password = '${secret:book}' }
  accepts = ['Refusal']
[deployment.local]
  store = 'sqlite:x.db'
[overlay.local]
  operation.Out.pool_size = 2
)"},
    {"dotted keys below headers",
     R"(format=1
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
operation.Out.pool_size=2)",
     R"(format=1
production.name="Demo"

[secrets]
book={env="BOOK"}

[message.Ping]
class="messages.Ping"
fields.id="string"

[message.Order]
class="messages.Order"
fields.id="string"
fields.total="decimal?"

[message.Refusal]
kind="event"
class="messages.Refusal"
stream="orders"
fields.reason="string"

[service.In]
class="services.In"
targets.Output=["Old","Router"]
emits=["Ping"]

[process.Old]
class="processes.Old"
targets.Ok="Out"
handler=[{on="Ping",send=[{to="Ok"}]}]

[process.Router]
class="processes.Router"
targets.Accepted="Out"
targets.Refused=["Book","Out"]
handler=[
  {on="Order",method="route_order",send=[
    {to="Refused",message="Refusal",mode="async",when="id == ''",with={reason="'no id'"}},
    {to="Accepted"},
  ]},
]

[operation.Out]
class="operations.Out"

[operation.Book]
class="operations.Book"
adapter_settings={Port=8080,Password="${secret:book}"}
accepts=["Refusal"]

[deployment.local]
store="sqlite:x.db"

[overlay.local]
operation.Out.pool_size=2)"},
    {"one table for each kind",
     R"(format = 1

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
)",
     R"(format = 1

[production]
name = "Demo"

[secrets]
book = { env = "BOOK" }

[message]
Ping = { class = "messages.Ping", fields = { id = "string" } }
Order = { class = "messages.Order", fields = { id = "string", total = "decimal?" } }
Refusal = { kind = "event", class = "messages.Refusal", stream = "orders", fields = { reason = "string" } }

[service]
In = { class = "services.In", targets = { Output = ["Old", "Router"] }, emits = ["Ping"] }

[process]
Old = { class = "processes.Old", targets = { Ok = "Out" }, handler = [{ on = "Ping", send = [{ to = "Ok" }] }] }
Router = { class = "processes.Router", targets = { Accepted = "Out", Refused = ["Book", "Out"] }, handler = [
  { on = "Order", method = "route_order", send = [
    { to = "Refused", message = "Refusal", mode = "async", when = "id == ''", with = { reason = "'no id'" } },
    { to = "Accepted" },
  ] },
] }

[operation]
Out = { class = "operations.Out" }
Book = { class = "operations.Book", adapter_settings = { Port = 8080, Password = "${secret:book}" }, accepts = [
  "Refusal",
] }

[deployment.local]
store = "sqlite:x.db"

[overlay.local]
operation.Out.pool_size = 2
)"},
    {"one table for each kind, dotted",
     R"(format = 1

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
)",
     R"(format = 1

[production]
name = "Demo"

[secrets]
book = { env = "BOOK" }

[message]
Ping.class = "messages.Ping"
Ping.fields.id = "string"
Order.class = "messages.Order"
Order.fields.id = "string"
Order.fields.total = "decimal?"
Refusal.kind = "event"
Refusal.class = "messages.Refusal"
Refusal.stream = "orders"
Refusal.fields.reason = "string"

[service]
In.class = "services.In"
In.targets.Output = ["Old", "Router"]
In.emits = ["Ping"]

[process]
Old.class = "processes.Old"
Old.targets.Ok = "Out"
Old.handler = [{ on = "Ping", send = [{ to = "Ok" }] }]
Router.class = "processes.Router"
Router.targets.Accepted = "Out"
Router.targets.Refused = ["Book", "Out"]
Router.handler = [
  { on = "Order", method = "route_order", send = [
    { to = "Refused", message = "Refusal", mode = "async", when = "id == ''", with = { reason = "'no id'" } },
    { to = "Accepted" },
  ] },
]

[operation]
Out.class = "operations.Out"
Book.class = "operations.Book"
Book.adapter_settings = { Port = 8080, Password = "${secret:book}" }
Book.accepts = ["Refusal"]

[deployment.local]
store = "sqlite:x.db"

[overlay.local]
operation.Out.pool_size = 2
)"},
    {"no headers",
     R"(format = 1
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
)",
     R"(format = 1
production.name = "Demo"
secrets.book = { env = "BOOK" }
message.Ping.class = "messages.Ping"
message.Ping.fields.id = "string"
message.Order.class = "messages.Order"
message.Order.fields.id = "string"
message.Order.fields.total = "decimal?"
message.Refusal.kind = "event"
message.Refusal.class = "messages.Refusal"
message.Refusal.stream = "orders"
message.Refusal.fields.reason = "string"
service.In.class = "services.In"
service.In.targets.Output = ["Old", "Router"]
service.In.emits = ["Ping"]
process.Old.class = "processes.Old"
process.Old.targets.Ok = "Out"
process.Old.handler = [{ on = "Ping", send = [{ to = "Ok" }] }]
process.Router.class = "processes.Router"
process.Router.targets.Accepted = "Out"
process.Router.targets.Refused = ["Book", "Out"]
process.Router.handler = [
  { on = "Order", method = "route_order", send = [
    { to = "Refused", message = "Refusal", mode = "async", when = "id == ''", with = { reason = "'no id'" } },
    { to = "Accepted" },
  ] },
]
operation.Out.class = "operations.Out"
operation.Book.class = "operations.Book"
operation.Book.adapter_settings = { Port = 8080, Password = "${secret:book}" }
operation.Book.accepts = ["Refusal"]
deployment.local.store = "sqlite:x.db"
overlay.local.operation.Out.pool_size = 2
)"},
    {"everything in braces",
     R"(format = 1
production = { name = "Demo" }
message = { Ping = { class = "messages.Ping", fields = { id = "string" } } }
service = { In = { class = "services.In", targets = { Output = "Old" }, emits = ["Ping"] } }
process = { Old = { class = "processes.Old", targets = { Ok = "Out" }, handler = [{ on = "Ping", send = [{ to = "Ok" }] }] } }
operation = { Out = { class = "operations.Out" } }
deployment = { local = { store = "sqlite:x.db" } }
overlay = { local = { operation = { Out = { pool_size = 2 } } } }
)",
     R"(format = 1
production = { name = "Demo" }
secrets = { book = { env = "BOOK" } }
message = { Ping = { class = "messages.Ping", fields = { id = "string" } }, Order = { class = "messages.Order", fields = { id = "string", total = "decimal?" } }, Refusal = { kind = "event", class = "messages.Refusal", stream = "orders", fields = { reason = "string" } } }
service = { In = { class = "services.In", targets = { Output = ["Old", "Router"] }, emits = ["Ping"] } }
process = { Old = { class = "processes.Old", targets = { Ok = "Out" }, handler = [{ on = "Ping", send = [{ to = "Ok" }] }] }, Router = { class = "processes.Router", targets = { Accepted = "Out", Refused = ["Book", "Out"] }, handler = [
  { on = "Order", method = "route_order", send = [
    { to = "Refused", message = "Refusal", mode = "async", when = "id == ''", with = { reason = "'no id'" } },
    { to = "Accepted" },
  ] },
] } }
operation = { Out = { class = "operations.Out" }, Book = { class = "operations.Book", adapter_settings = { Port = 8080, Password = "${secret:book}" }, accepts = [
  "Refusal",
] } }
deployment = { local = { store = "sqlite:x.db" } }
overlay = { local = { operation = { Out = { pool_size = 2 } } } }
)"},
};

std::string dump_of(const std::string& text) {
    const MemoryFiles files(Texts{{"settings.toml", text}});
    return dump(*settings_project(files).production);
}

/// The same settings with comments between and behind lines, other indentation, blanks and line ends.
std::string disturbed(const std::string& text, std::uint32_t seed) {
    std::mt19937 dice(seed);
    const auto one_in = [&](unsigned count) { return dice() % count == 0; };
    const std::string line_end = one_in(3) ? "\r\n" : "\n";
    settings::TomlSyntax syntax(text);
    std::string out = one_in(4) ? "\xEF\xBB\xBF" : "";
    for (auto each = syntax.next(); each.kind != settings::TomlStatementKind::end; each = syntax.next()) {
        if (each.blank_before && !one_in(3)) out += line_end;
        if (one_in(4)) out += "# a comment" + line_end;
        if (one_in(6)) out += line_end + "# and another" + line_end + line_end;
        if (one_in(5)) out += "  ";
        const std::string_view statement = each.span.in(text);
        const bool pair = each.kind == settings::TomlStatementKind::pair;
        const std::size_t key = pair ? each.key.end - each.span.begin : 0;
        const std::size_t value = pair ? syntax[each.value].span.begin - each.span.begin : 0;
        if (pair && one_in(3)) {
            out += std::string(statement.substr(0, key)) + "=" + std::string(statement.substr(value));
        } else {
            out += statement;
        }
        if (one_in(5)) out += "  # behind";
        out += line_end;
    }
    return out;
}

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

/// Headers with the comment line right above them.
std::string commented_headers(const std::string& text) {
    std::string found;
    std::string above;
    for (const std::string& line : lines_of(text)) {
        const std::size_t begin = line.find_first_not_of(' ');
        if (begin != std::string::npos && line[begin] == '[' && above.starts_with("#")) found += above + line + "\n";
        above = line;
    }
    return found;
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
    CHECK(with_entries(canonical, router_part()) == canonical_after);
    CHECK(settings::formatted_toml(canonical_after) == canonical_after);
}

TEST_CASE("a part that is there already changes nothing") {
    CHECK(with_entries(Texts{{"settings.toml", canonical_after}}, router_part()).empty());
    for (const Style& style : other_styles) {
        INFO(style.name);
        CHECK(with_entries(Texts{{"settings.toml", style.after}}, router_part()).empty());
    }
}

TEST_CASE("a part is added to settings in any other style, and says the same") {
    const std::string wanted = dump_of(canonical_after);
    for (const Style& style : other_styles) {
        INFO(style.name);
        REQUIRE(dump_of(style.before) == dump_of(canonical));
        CHECK(with_entries(style.before, router_part()) == style.after);
        CHECK(dump_of(style.after) == wanted);
    }
}

TEST_CASE("line ends, byte order marks, a missing last line end are kept") {
    const std::string windows = replaced(canonical, "\n", "\r\n");
    CHECK(with_entries(windows, router_part()) == replaced(canonical_after, "\n", "\r\n"));
    CHECK(with_entries("\xEF\xBB\xBF" + canonical, router_part()) == "\xEF\xBB\xBF" + canonical_after);
    const std::string open = "format = 1\n[production]\nname = \"D\"\n[operation.A]\nclass = \"a\"";
    Part part;
    part.components = {part_operation("B", "b")};
    CHECK(with_entries(open, part) == open + "\n[operation.B]\nclass = \"b\"");
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
    const Texts changed = with_entries(texts, router_part());
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
    CHECK(with_entries(text, router_part()) == "refused: the process \"Router\" is there already, and is another one");
    const std::string after = with_entries(text, router_part(), true);
    CHECK(after.find("# Mine.\n[process.Router]\nclass = \"processes.Router\"\ntargets = { Accepted") !=
          std::string::npos);
    CHECK(dump_of(with_entries(text, router_part(), true)) == dump_of(with_entries(after, router_part())));
}

TEST_CASE("target settings that lead to the new item are found, extended or made") {
    Part part;
    part.components = {part_operation("New", "n")};
    const auto connected = [&](const std::string& targets, const std::string& setting = "Output") {
        part.connections = {{"In A", Role::service, setting, false, ""}};
        const std::string text = "format = 1\nproduction.name = \"D\"\n[service.in]\nname = \"In A\"\nclass = \"a\"\n" +
                                 targets + "[operation.X]\nclass = \"x\"\n";
        const std::string after = with_entries(text, part);
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

TEST_CASE("random settings: only lines come, and what was there is as before") {
    Part part;
    PartMessage message;
    message.name = "New message";
    message.fields = {part_field("id", "string")};
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
        Production production = generated_production(seed);
        const std::string plain = settings::write_settings_toml(production);
        const std::string text = seed % 3 == 0 ? plain : disturbed(plain, seed);
        const MemoryFiles files(Texts{{"settings.toml", text}});
        const auto reading = settings::read_input("settings.toml", files, {});
        if (!reading->readable || reading->productions.empty()) continue;
        INFO(text);
        const std::string after = with_entries(text, part);
        INFO(after);
        CHECK(lines_lost(text, after) == 0);
        CHECK(lines_lost(commented_headers(text), commented_headers(after)) == 0);
        if (settings::formatted_toml(text) == text) CHECK(settings::formatted_toml(after) == after);
        CHECK(with_entries(Texts{{"settings.toml", after}}, part).empty());
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
    const MemoryFiles files(Texts{{"settings.toml", text}});
    const Project project = settings_project(files);
    FileChanges changes(files);
    const auto begin = std::chrono::steady_clock::now();
    REQUIRE(write_settings(router_part(), {}, project, changes));
    const auto took = std::chrono::steady_clock::now() - begin;
    CHECK(changes.all().size() == 1);
    CHECK(took < std::chrono::seconds(5));  // about half a second; an order of magnitude for slow machines
}
