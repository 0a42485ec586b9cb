#include "settings/settings_toml.h"

#include <catch2/catch.hpp>
#include <string>

#include "settings/formats.h"
#include "tests/support/memory_files.h"
#include "tests/support/production_dump.h"

using namespace millwright;
using namespace millwright::settings;
using millwright::test::dump;
using millwright::test::MemoryFiles;

namespace {

Reading read(const std::string& text, const ReadOptions& options = {}, const MemoryFiles& files = {}) {
    return read_text("settings.toml", text, Format::settings_toml, files, options);
}

/// "line:column MWnnn message" of every finding that is shown.
std::vector<std::string> said(const Reading& reading) {
    std::vector<std::string> lines;
    for (const Diagnostic* each : reading.findings.sorted()) {
        const LineColumn at = reading.sources.locate(each->place);
        const std::string file = each->place.source > 1 ? std::string(reading.sources.name_of(each->place)) + ":" : "";
        lines.push_back(file + std::to_string(at.line) + ":" + std::to_string(at.column) + " " + name_of(each->code) +
                        " " + each->message);
    }
    return lines;
}

using Lines = std::vector<std::string>;

/// A file with a production and this, read without findings.
const Production& sound(const Reading& reading) {
    CHECK(said(reading) == Lines{});
    REQUIRE(reading.readable);
    REQUIRE(reading.productions.size() == 1);
    return reading.productions.front();
}

/// What is read has to live as long as what is looked at.
const Production& sound(Reading&& reading) = delete;

const std::string head = "format = 1\n[production]\nname = \"P\"\n";

std::vector<std::string> settings_of(const Production& production, Range<Setting> range) {
    std::vector<std::string> out;
    for (const Setting& each : production.of(range)) {
        out.push_back(std::string(each.scope) + "." + std::string(each.name) + "=" + std::string(each.value) +
                      (each.is_target() ? " target" : "") + (each.refers_to_secret ? " secret" : ""));
    }
    return out;
}

void check_round_trip(const Production& production) {
    const std::string text = write_settings_toml(production);
    INFO(text);
    const Reading again = read(text);
    const Production& same = sound(again);
    CHECK(dump(same) == dump(production));
    CHECK(write_settings_toml(same) == text);
}

}  // namespace

TEST_CASE("an item has everything that its table says") {
    const Reading reading = read(head + R"(
[service."to EMR - FILE"]
class = "a.B"
category = "X,Y"
pool_size = 0
enabled = false
foreground = true
comment = "c"
log_trace_events = true
schedule = "@N"
description = "d"
settings = { Port = 9_999, Rate = 1.50, On = true, Off = false, Text = "x" }
adapter_settings = { FilePath = "/x" }
other_settings = [{ target = "Odd", name = "N", value = 5 }]
attributes = { DisableErrorTraps = "1" }
targets = { Out = ["B", "A"], None = [], Spaced = "A, B" }
adapter = "a.Adapter"
emits = ["M"]
accepts = "M"
replies = { M = "R" }
raises = { C = ["E1", "E2"] }
[operation.A]
class = "a.A"
[component.B]
class = "a.A"
)");
    const Production& production = sound(reading);
    REQUIRE(production.items.size() == 3);
    const Item& item = production.items[0];
    CHECK(item.name == "to EMR - FILE");
    CHECK(item.key.empty());
    CHECK(item.role == Role::service);
    CHECK(item.class_name == "a.B");
    CHECK(item.pool_size == "0");
    CHECK(item.enabled.text() == "false");
    CHECK(reading.sources.text_of(item.place) == "\"to EMR - FILE\"");
    CHECK(reading.sources.text_of(item.class_place) == "\"a.B\"");
    CHECK(settings_of(production, item.settings) ==
          Lines{"Host.Port=9_999", "Host.Rate=1.50", "Host.On=1", "Host.Off=0", "Host.Text=x", "Adapter.FilePath=/x",
                "Odd.N=5", "Host.Out=B,A target", "Host.None= target", "Host.Spaced=A, B target"});
    const auto settings = production.of(item.settings);
    CHECK(production.of(settings[7].names).size() == 2);
    CHECK(reading.sources.text_of(production.of(settings[7].names)[1].place) == "\"A\"");
    CHECK(production.of(settings[9].names)[1].name == "B");
    CHECK(production.of(item.accepts).size() == 1);
    CHECK(production.of(item.raises).size() == 2);
    CHECK(production.of(item.attributes)[0].name == "DisableErrorTraps");
    check_round_trip(production);
}

TEST_CASE("items come in the order of the file, whatever their role") {
    const Reading reading = read(head + R"(
[operation.O]
class = "x"
[service.S]
class = "x"
name = "other"
[operation.P]
class = "x"
)");
    const Production& production = sound(reading);
    REQUIRE(production.items.size() == 3);
    CHECK(production.items[0].name == "O");
    CHECK(production.items[1].name == "other");
    CHECK(production.items[1].key == "S");
    CHECK(production.items[2].name == "P");
}

TEST_CASE("production settings get the engine's names and units") {
    const Reading reading = read(R"(format = 1
[production]
name = "P"
shutdown_timeout = "2m"
alert_action_window = "1h"
alert_notification_operation = "Mail"
settings = { StorageLocation = "/x" }
description = ""
)");
    const Production& production = sound(reading);
    CHECK(settings_of(production, production.production_settings) ==
          Lines{"Production.ShutdownTimeout=120", "Production.AlertActionWindow=60",
                "Production.AlertNotificationOperation=Mail", "Production.StorageLocation=/x"});
    CHECK(production.description_presence == Presence::present);
    check_round_trip(production);
    CHECK(said(read(
              "format = 1\n[production]\nname = \"P\"\nshutdown_timeout = \"1500ms\"\nupdate_timeout = \"soon\"\n")) ==
          Lines{"4:20 MW020 \"1500ms\" is not a whole number of seconds, the unit in which the engine keeps "
                "ShutdownTimeout",
                "5:18 MW020 \"update_timeout\" has to be a duration such as \"30s\" or \"1h30m\", not \"soon\""});
    CHECK(said(read(head + "update_timeout = \"5s\"\nsettings = { UpdateTimeout = 5 }\n")) ==
          Lines{"5:30 MW022 \"UpdateTimeout\" is set a second time"});
}

TEST_CASE("wrong types, unknown keys and words are all reported in one run") {
    const Reading reading = read(R"(format = 1
[production]
name = 5
[service.A]
clas = "x"
pool_size = 1.5
enabled = "yes"
settings = { A = 2024-01-01, B = [1] }
targets = { T = 1 }
emits = [1]
[operation.B]
class = "x"
adapter_settings = "x"
[process.C]
overlap = "skipp"
handler = [{ on = "M", send = [{ message = "M" }] }]
[message.M]
kind = "evnt"
fields = { a = 1 }
[nonsense]
)");
    CHECK(reading.readable);
    CHECK(said(reading) ==
          Lines{
              "3:8 MW006 \"name\" has to be text in quotes, not a whole number",
              "4:10 MW103 \"A\" has no class",
              "5:1 MW005 unknown key \"clas\" in an item",
              "6:13 MW006 \"pool_size\" has to be a whole number from 0, not a decimal number",
              "7:11 MW006 \"enabled\" has to be true or false, not \"yes\"",
              "8:18 MW006 \"A\" in \"settings\" has to be text, a number or a boolean, not a date",
              "8:34 MW006 \"B\" in \"settings\" has to be text, a number or a boolean, not an array",
              "9:17 MW006 \"T\" in \"targets\" has to be a name in quotes, or an array of names, not a whole number",
              "10:10 MW006 every element of \"emits\" has to be text in quotes, not a whole number",
              "13:20 MW006 \"adapter_settings\" has to be a table of text, numbers and booleans, not text",
              "15:11 MW026 \"overlap\" has to be one of \"skip\", \"queue\", \"cancel_previous\" or \"allow\", not "
              "\"skipp\"",
              "16:32 MW008 \"to\" is missing in a send entry",
              "18:8 MW026 \"kind\" has to be one of \"request\", \"event\" or \"command\", not \"evnt\"",
              "19:16 MW006 \"a\" in \"fields\" has to be a field type in quotes, not a whole number",
              "20:2 MW005 unknown key \"nonsense\" in the file",
          });
    std::vector<std::string> hints;
    for (const Diagnostic& each : reading.findings) hints.push_back(each.hint);
    CHECK(std::count(hints.begin(), hints.end(), "did you mean \"class\"?") == 1);
    CHECK(std::count(hints.begin(), hints.end(), "did you mean \"skip\"?") == 1);
}

TEST_CASE("a name in targets and in settings is an error with both places") {
    const Reading reading =
        read(head + "[service.A]\nclass = \"x\"\nsettings = { T = \"A\" }\ntargets = { T = \"A\" }\n");
    REQUIRE(said(reading) == Lines{"6:18 MW022 \"T\" is set both in targets and in settings"});
    CHECK(reading.sources.locate(reading.findings.begin()->notes.at(0).place).line == 7);
}

TEST_CASE("the format version and the production are required") {
    CHECK(said(read("[production]\nname = \"P\"\n")) == Lines{"1:1 MW010 the file does not say \"format = 1\""});
    const Reading newer = read("format = 2\n[x]\n");
    CHECK_FALSE(newer.readable);
    CHECK(said(newer) == Lines{"1:10 MW010 format \"2\" is not known; this version reads format 1"});
    const Reading none = read("format = 1\n");
    CHECK_FALSE(none.readable);
    CHECK(said(none) == Lines{"1:1 MW013 the file declares no production"});
    CHECK(said(read("format = 1\n[production]\n")) == Lines{"2:1 MW008 \"name\" is missing in the production"});
}

TEST_CASE("after a syntax error the rest is read, and what may be in the lost part is not missed") {
    const Reading reading = read("format = 1\n[production]\nname = \n[service.A]\nclass = \"${dir}\"\npool = 2\n");
    CHECK_FALSE(reading.readable);
    CHECK(said(reading) ==
          Lines{"3:8 MW004 a value is expected after \"=\"", "6:1 MW005 unknown key \"pool\" in an item"});
}

TEST_CASE("variables, defaults and the environment") {
    ReadOptions options;
    options.variables = {{"given", "from the command line"}};
    options.environment = [](const std::string& name) -> std::optional<std::string> {
        if (name == "HOME") return "/home/me";
        if (name == "MILLWRIGHT_VAR_seen") return "from the environment";
        return std::nullopt;
    };
    const Reading reading = read(head + R"([variables]
dir = "/data/${env:HOME}"
given = "no"
seen = "no"
[service.A]
class = "x"
settings = { a = "${dir}/in", b = "${given}", c = "${seen}", d = "${gone:-a:-b}", e = "$${dir} $5 $$", f = "${env:GONE:-}" }
comment = "${dir}"
)",
                                 options);
    const Production& production = sound(reading);
    CHECK(settings_of(production, production.items[0].settings) ==
          Lines{"Host.a=/data//home/me/in", "Host.b=from the command line", "Host.c=from the environment",
                "Host.d=a:-b", "Host.e=${dir} $5 $$", "Host.f="});
    CHECK(production.items[0].comment == "/data//home/me");
    check_round_trip(production);
}

TEST_CASE("substitutions that cannot be made are errors") {
    CHECK(said(read(head + R"([variables]
dir = "x"
a = "${b}"
b = "-${a}"
[service.A]
class = "${dri}"
settings = { a = "${", b = "${a b}", c = "${a}", d = "${env:GONE}", e = "${secret:gone}" }
comment = "${secret:known}"
[secrets]
known = { env = "X" }
)")) == Lines{
            "6:5 MW016 a variable refers to itself: a -> b -> a",
            "9:9 MW015 there is no variable \"dri\"",
            "10:18 MW016 \"${\" without \"}\"",
            "10:28 MW016 \"a b\" between \"${\" and \"}\" is no name",
            "10:54 MW015 the environment variable \"GONE\" is not set",
            "10:73 MW015 there is no secret \"gone\"",
            "11:11 MW016 a secret can only be part of a setting's value",
        });
    std::string text = head + "[variables]\na0 = \"0123456789\"\n";
    for (int i = 1; i < 40; ++i) {
        const std::string before = "${a" + std::to_string(i - 1) + "}";
        text += "a" + std::to_string(i) + " = \"" + before + before + "\"\n";
    }
    const auto lines = said(read(text + "[service.A]\nclass = \"${a39}\"\n"));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].find("longer than 64 MiB") != std::string::npos);
}

TEST_CASE("secrets stay references") {
    const Reading reading = read(head + R"([secrets]
pw = { file = "/run/secrets/pw" }
[operation.A]
class = "x"
adapter_settings = { Password = "${secret:pw}", Line = "user=$${x} ${secret:pw}" }
)");
    const Production& production = sound(reading);
    CHECK(settings_of(production, production.items[0].settings) ==
          Lines{"Adapter.Password=${secret:pw} secret", "Adapter.Line=user=$${x} ${secret:pw} secret"});
    REQUIRE(reading.secrets.size() == 1);
    CHECK(reading.secrets[0].file == "/run/secrets/pw");
    check_round_trip(production);
}

TEST_CASE("deployments keep what is resolved when they are contacted") {
    ReadOptions options;
    options.variables = {{"host", "h.example"}};
    const Reading reading = read(head + R"([secrets]
token = { env = "T" }
[deployment.local]
store = "sqlite:.millwright/state.db"
default = true
[deployment.live]
iris = "https://${host}:52773"
username = "${env:IOP_USERNAME}"
password = "${secret:token}"
verify_ssl = false
ignore = ["items.X.comment"]
)",
                                 options);
    sound(reading);
    REQUIRE(reading.deployments.size() == 2);
    CHECK(reading.deployments[0].is_default);
    CHECK(reading.deployments[0].kind == DeploymentKind::store);
    CHECK(reading.deployments[1].kind == DeploymentKind::iris);
    CHECK(reading.deployments[1].url == "https://h.example:52773");
    CHECK(reading.deployments[1].options.at("username") == "${env:IOP_USERNAME}");
    CHECK(reading.deployments[1].options.at("password") == "${secret:token}");
    CHECK(reading.deployments[1].options.at("verify_ssl") == "false");
    CHECK(said(read(head + "[deployment.a]\n[deployment.b]\nstore = \"x\"\nfile = \"y\"\n")) ==
          Lines{"4:13 MW008 deployment \"a\" needs one of store, iris, orchestrator and file",
                "7:1 MW022 deployment \"b\" has either \"store\" or \"file\", not both"});
}

TEST_CASE("an overlay merges tables, replaces values and unsets") {
    const std::string text = head + R"([variables]
dir = "/a"
[operation.A]
class = "x"
pool_size = 2
settings = { one = "${dir}", two = 2 }
targets = { T = ["B", "A"] }
[operation.B]
class = "y"
[deployment.live]
store = "sqlite:x"
[overlay.live]
unset = ["operation.A.pool_size", "operation.A.settings.two"]
variables.dir = "/b"
operation.A.settings.three = 3
operation.A.targets = { T = ["B"] }
production.testing_enabled = true
[overlay.live.operation.C]
class = "z"
)";
    const Reading plain = read(text);
    CHECK(sound(plain).items.size() == 2);
    CHECK(plain.overlays == Lines{"live"});
    ReadOptions options;
    options.overlay = "live";
    const Reading laid = read(text, options);
    const Production& production = sound(laid);
    REQUIRE(production.items.size() == 3);
    CHECK(production.items[0].pool_size == "1");
    CHECK(production.testing_enabled.on(false));
    CHECK(settings_of(production, production.items[0].settings) ==
          Lines{"Host.one=/b", "Host.three=3", "Host.T=B target"});
    CHECK(said(read(head + "[overlay.x]\nformat = 1\nunset = [\"a.b\"]\n[deployment.y]\nstore = \"sqlite:s\"\n",
                    [] {
                        ReadOptions chosen;
                        chosen.overlay = "x";
                        return chosen;
                    }())) == Lines{"4:10 MW023 there is no deployment \"x\"",
                                   "5:1 MW019 \"format\" cannot stand in an overlay",
                                   "6:10 MW026 \"a.b\" names nothing that could be unset"});
}

TEST_CASE("includes join files") {
    const MemoryFiles files({
        {"p/parts/a.toml",
         "[operation.A]\nclass = \"x\"\n[[moved]]\nfrom = \"Old\"\nto = \"A\"\n[variables]\nv = \"1\"\n"},
        {"p/parts/b.toml",
         "include = \"deep/*.toml\"\n[operation.B]\nclass = \"x\"\n[[moved]]\nfrom = \"Oldest\"\nto = \"Old\"\n"},
        {"p/parts/deep/c.toml", "include = [\"../a.toml\"]\n[operation.C]\nclass = \"${v}\"\n"},
        {"p/parts/x.scenario.toml", "not settings"},
        {"p/parts/readme.txt", "not settings"},
    });
    const Reading reading =
        read_text("p/settings.toml", "include = [\"parts/*.toml\"]\n" + head + "[service.S]\nclass = \"x\"\n",
                  Format::settings_toml, files, {});
    const Production& production = sound(reading);
    std::string names;
    for (const Item& item : production.items) names += std::string(item.name);
    CHECK(names == "SABC");
    CHECK(production.items[3].class_name == "1");
    REQUIRE(production.moved.size() == 2);
    CHECK(production.moved[1].from == "Oldest");
}

TEST_CASE("what goes wrong with includes") {
    const MemoryFiles files({
        {"p/a.toml", "include = [\"b.toml\"]\n[production]\nname = \"Q\"\n[service.S]\nclass = \"y\"\n"},
        {"p/b.toml", "include = [\"a.toml\"]\n[variables]\nv = \"2\"\n"},
        {"p/bad.toml", "[service.T]\nclass = five\n"},
        {"q/c.toml", ""},
    });
    const Reading reading = read_text("p/settings.toml", R"(format = 1
include = ["a.toml", "gone.toml", "none/*.toml", "../q/c.toml", "bad.toml"]
[production]
name = "P"
[variables]
v = "1"
[service.S]
class = "x"
)",
                                      Format::settings_toml, files, {});
    CHECK_FALSE(reading.readable);
    CHECK(said(reading) ==
          Lines{
              "2:22 MW012 there is no file \"p/gone.toml\"",
              "2:35 MW028 no file matches \"none/*.toml\"",
              "2:50 MW904 include \"../q/c.toml\" leaves the folder of the settings file",
              "p/a.toml:2:2 MW019 \"production\" can stand only in the root file, not in one that is included",
              "p/a.toml:4:10 MW007 \"S\" is defined a second time",
              "p/b.toml:1:12 MW011 files include one another: p/a.toml -> p/b.toml -> p/a.toml",
              "p/b.toml:3:1 MW007 \"v\" is defined a second time",
              "p/bad.toml:2:9 MW004 \"five\" is not a value",
          });
    ReadOptions options;
    options.allow_outside = true;
    const Reading outside =
        read_text("p/settings.toml", "include = [\"../q/c.toml\"]\n" + head, Format::settings_toml, files, options);
    CHECK(sound(outside).name == "P");
}

TEST_CASE("levels of checks") {
    const Reading reading = read(head + "[checks]\nmw204 = \"off\"\nMW2xx = \"error\"\nroutes = \"note\"\n");
    sound(reading);
    CHECK(reading.check_levels == std::map<std::string, Severity>{{"MW204", Severity::off},
                                                                  {"MW2xx", Severity::error},
                                                                  {"routes", Severity::note}});
    CHECK(said(read(head + "[checks]\nMW999 = \"off\"\nMW204 = \"of\"\n")) ==
          Lines{"5:1 MW005 \"MW999\" is neither the code of a check nor a family",
                "6:9 MW026 the level of a check has to be \"off\", \"note\", \"warning\" or \"error\", not \"of\""});
}

TEST_CASE("field types") {
    const Reading reading = read(head + R"([message.A]
fields = { a = "string?", b = "list<map<int?>>", c = "A", d = "x|y", e = "strng", f = "list<B>", g = "x||y" }
)");
    CHECK(said(reading) == Lines{"5:74 MW106 \"strng\" is no field type", "5:87 MW106 \"list<B>\" is no field type",
                                 "5:102 MW106 \"x||y\" is no field type"});
}

TEST_CASE("a process may do without a class when it has behaviour") {
    CHECK(said(read(head + "[process.A]\nroute = \"all\"\n")) == Lines{});
    CHECK(said(read(head + "[process.A]\ncomment = \"x\"\n[component.B]\n")) ==
          Lines{"4:10 MW103 \"A\" has no class", "6:12 MW103 \"B\" has no class"});
}

TEST_CASE("folders and formats") {
    const MemoryFiles files({
        {"f/settings.toml", head},
        {"g/a/P.cls",
         "Class P Extends Ens.Production {\nXData ProductionDefinition {\n<Production "
         "Name=\"P\"></Production>\n}\n}\n"},
        {"g/b.json", "{\"version\": 1}"},
        {"g/c.txt", "[x]"},
        {"h/readme.md", "nothing"},
        {"i.dat", std::string("a\0b", 3)},
        {"j.dat", "\xFF\xFE"},
        {"k.dat", "some words"},
        {"l.dat", "\n  {\"Production\": {}}"},
    });
    const auto own = read_input("f", files, {});
    REQUIRE(own);
    CHECK(sound(*own).name == "P");
    const auto folder = read_input("g", files, {});
    REQUIRE(folder);
    CHECK(folder->format == Format::iris_class);
    CHECK(sound(*folder).name == "P");
    const auto nothing = read_input("h", files, {});
    REQUIRE_FALSE(nothing);
    CHECK(nothing.error().kind == FailureKind::environment);
    CHECK(nothing.error().diagnostics.begin()->code == Code::no_production);
    const auto missing = read_input("gone.toml", files, {});
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == FailureKind::environment);
    CHECK(said(*read_input("i.dat", files, {})) == Lines{"1:2 MW003 a NUL byte: this is not a text file"});
    CHECK(said(*read_input("j.dat", files, {})) == Lines{"1:1 MW002 this is not UTF-8"});
    CHECK(said(*read_input("k.dat", files, {})) == Lines{"1:1 MW018 the format of this file is not known"});
    CHECK(detect_format("l.dat", "\n  {}") == Format::production_json);
    CHECK(detect_format("X.CLS", "") == Format::iris_class);
    CHECK(detect_format("x", "\xEF\xBB\xBF<Export>") == Format::iris_xml);
    CHECK(detect_format("x", "# settings\n") == Format::settings_toml);
    CHECK(format_named("iris-class") == Format::iris_class);
    CHECK_FALSE(format_named("yaml"));
    for (const FormatInfo& each : all_formats()) CHECK(&info_of(each.format) == &each);
}

TEST_CASE("the writer comments on names that no item has, and writes texts of several lines as such") {
    const Reading reading = read(head + R"([service.A]
class = "x"
settings = { TargetConfigNames = "A,Gone", "%settings" = "a=1\nb=\"2\"\n", Other = "x" }
)");
    const Production& production = sound(reading);
    CHECK(write_settings_toml(production) == R"(format = 1

[production]
name = "P"

[service.A]
class = "x"

[service.A.settings]
# "Gone" names no item
TargetConfigNames = "A,Gone"
"%settings" = """
a=1
b="2"
"""
Other = "x"
)");
    check_round_trip(production);
}
