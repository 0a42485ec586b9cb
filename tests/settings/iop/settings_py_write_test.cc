// What write_settings_py writes is what IoP deploys: every module is compiled and run by Python with something as strict
// as IoP is, and the production that comes out is the one that went in.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <map>

#include "settings/formats.h"
#include "settings/iop/python_values.h"
#include "settings/iop/settings_py.h"
#include "settings/settings_toml.h"
#include "tests/settings/iris/read.h"
#include "tests/support/corpus.h"
#include "tests/support/folder.h"
#include "tests/support/memory_files.h"
#include "tests/support/production_generator.h"

using namespace millwright;
using namespace millwright::test;
using settings::PythonStyle;

namespace {

settings::Reading read_toml(const std::string& text) {
    return settings::read_text("settings.toml", text, settings::Format::settings_toml, MemoryFiles{}, {});
}

std::string quoted(std::string_view text) {
    return "[" + std::string(text) + "]";
}

/// Settings sorted by scope and name; of one name in their order.
std::string settings_text(std::span<const Setting> settings) {
    std::multimap<std::pair<Text, Text>, Text> sorted;
    for (const Setting& each : settings) sorted.insert({{each.scope, each.name}, each.value});
    std::string out;
    for (const auto& [key, value] : sorted) {
        out += "    " + quoted(key.first) + quoted(key.second) + quoted(value) + "\n";
    }
    return out;
}

/// What an engine would hold of the production if IoP deployed it, without attributes that IoP has no word for.
std::string deployed_text(const Production& production, bool with_roles) {
    std::string out = quoted(production.name) + quoted(production.testing_enabled.text()) +
                      quoted(production.log_general_trace_events.text()) + quoted(production.actor_pool_size) +
                      quoted(production.description) + "\n";
    std::map<std::string_view, Text> own;
    for (const Setting& each : production.of(production.production_settings)) {
        if (const auto* argument = settings::iop::python_argument(each)) own.insert({argument->name, each.value});
    }
    for (const auto& [name, value] : own) {
        const auto is_default = [&](std::string_view otherwise) { return value == otherwise; };
        const bool left_out = (name == "shutdown_timeout" && is_default("120")) ||
                              (name == "update_timeout" && is_default("10")) ||
                              (name == "alert_action_window" && is_default("60")) ||
                              (name.starts_with("alert_notification") && is_default(""));
        if (!left_out) out += "  " + std::string(name) + quoted(value) + "\n";
    }
    std::map<Text, std::string> items;
    for (const Item& item : production.items) {
        std::string text;
        for (const Text each : {item.class_name, item.category, item.pool_size, item.enabled.text(),
                                item.foreground.text(), item.comment, item.log_trace_events.text(), item.schedule}) {
            text += quoted(each);
        }
        if (with_roles) text += name_of(item.role);
        items[item.name] = text + "\n" + settings_text(production.of(item.settings));
    }
    for (const auto& [name, text] : items) out += quoted(name) + text;
    return out;
}

/// Modules, each with the production that it should be.
class Modules {
public:
    /// False when the production cannot be written.
    bool add(const Production& production, const settings::Reading* beside = nullptr) {
        for (const PythonStyle style : {PythonStyle::instance, PythonStyle::class_style}) {
            const auto text = settings::write_settings_py(production, style, beside);
            if (!text) return false;
            const std::string name = "module_" + std::to_string(wanted_.size());
            folder_.put(name + ".py", *text);
            wanted_.push_back(deployed_text(production, false));
            roles_.push_back(roles_text(production));
        }
        return true;
    }
    void check() const {
        const std::string root(MILLWRIGHT_SOURCE_DIR);
        const std::string command = "SHOP_PASSWORD='p\"w' python3 -W error '" + root +
                                    "/tests/settings/iop/deploy_modules.py' '" + root + "/share' '" +
                                    folder_.path().string() + "'";
        REQUIRE(std::system(command.c_str()) == 0);
        for (std::size_t i = 0; i < wanted_.size(); ++i) {
            const std::string name = folder_.path().string() + "/module_" + std::to_string(i);
            const auto reading = read_json(file_text(name + ".json"));
            REQUIRE(reading.productions.size() == 1);
            INFO(file_text(name + ".py"));
            CHECK(deployed_text(reading.productions.front(), false) == wanted_[i]);
            CHECK(sorted_lines(file_text(name + ".kinds")) == roles_[i]);
        }
    }
    std::string module(std::size_t index) const {
        return file_text(folder_.path() / ("module_" + std::to_string(index) + ".py"));
    }
    std::size_t size() const { return wanted_.size(); }

private:
    static std::string sorted_lines(const std::string& text) {
        std::multimap<std::string, int> lines;
        std::size_t begin = 0;
        for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
            lines.insert({text.substr(begin, text.find(' ', begin) - begin), 0});
            begin = end + 1;
        }
        std::string out;
        for (const auto& [line, nothing] : lines) out += line + "\n";
        return out;
    }
    static std::string roles_text(const Production& production) {
        std::multimap<std::string, int> lines;
        for (const Item& item : production.items) lines.insert({std::string(name_of(item.role)), 0});
        std::string out;
        for (const auto& [line, nothing] : lines) out += line + "\n";
        return out;
    }

    Folder folder_;
    std::vector<std::string> wanted_;
    std::vector<std::string> roles_;
};

std::string written(const std::string& toml, PythonStyle style) {
    const auto reading = read_toml(toml);
    REQUIRE(reading.productions.size() == 1);
    const auto text = settings::write_settings_py(reading.productions[0], style, &reading);
    REQUIRE(text);
    return *text;
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::string left_out(const Production& production, const settings::Reading* beside = nullptr) {
    std::string out;
    for (const Diagnostic& each : settings::left_out_of_settings_py(production, beside)) {
        out += std::string(name_of(each.severity)) + " " + name_of(each.code) + " " + each.message + "\n";
    }
    return out;
}

constexpr std::string_view shop = R"(
format = 1
[production]
name = "Shop.Production"
testing_enabled = true
[service."HL7 In"]
class = "Python.bs.HL7"
targets = { Output = "Router" }
[process.Router]
class = "EnsLib.MsgRouter.RoutingEngine"
pool_size = 4
targets = { Small = "Archive", All = ["Archive", "class"] }
[operation.Archive]
class = "EnsLib.File.PassthroughOperation"
adapter_settings = { FilePath = "/out" }
[operation.class]
class = "Demo.Class"
enabled = false
)";

}  // namespace

TEST_CASE("Python in the instance style") {
    CHECK(written(std::string(shop), PythonStyle::instance) == R"(# The production Shop.Production, for IoP:
#     iop --migrate settings.py
# Written by Millwright, and yours from here on.
#
# Class names that begin with "Python." stand for classes of Python that the engine
# knows already. To let IoP register one, import it and write it behind the item's
# name, instead of class_name.
from iop import Production

prod = Production("Shop.Production", testing_enabled=True)

# Services
hl7_in = prod.service("HL7 In", class_name="Python.bs.HL7")

# Processes
router = prod.process(
    "Router",
    class_name="EnsLib.MsgRouter.RoutingEngine",
    pool_size=4,
)

# Operations
archive = prod.operation(
    "Archive",
    class_name="EnsLib.File.PassthroughOperation",
    adapter_settings={"FilePath": "/out"},
)

class_operation = prod.operation("class", class_name="Demo.Class", enabled=False)

# Routes
hl7_in.connect("Output", router)
router.connect("Small", archive)
router.connect("All", archive)
router.connect("All", class_operation, mode="add")

PRODUCTIONS = [prod]
)");
}

TEST_CASE("Python in the class style") {
    CHECK(written(std::string(shop), PythonStyle::class_style) == R"(# The production Shop.Production, for IoP:
#     iop --migrate settings.py
# Written by Millwright, and yours from here on.
#
# Class names that begin with "Python." stand for classes of Python that the engine
# knows already. To let IoP register one, import it and write it behind the item's
# name, instead of class_name.
from iop import OperationItem, ProcessItem, Production, Route, ServiceItem


class ShopProduction(Production):
    name = "Shop.Production"
    testing_enabled = True

    services = (
        ServiceItem(
            "HL7 In",
            class_name="Python.bs.HL7",
            routes=(Route("Output", "Router"),),
        ),
    )

    processes = (
        ProcessItem(
            "Router",
            class_name="EnsLib.MsgRouter.RoutingEngine",
            pool_size=4,
            routes=(Route("Small", "Archive"), Route("All", ("Archive", "class"))),
        ),
    )

    operations = (
        OperationItem(
            "Archive",
            class_name="EnsLib.File.PassthroughOperation",
            adapter_settings={"FilePath": "/out"},
        ),
        OperationItem("class", class_name="Demo.Class", enabled=False),
    )


PRODUCTIONS = [ShopProduction()]
)");
}

TEST_CASE("a value that connecting would not write stays a setting") {
    const auto reading = read_json(R"({"Production": {"@Name": "P", "Item": [
        {"@Name": "A", "@ClassName": "C", "Setting": [
            {"@Target": "Host", "@Name": "Spaced", "#text": "A, B"},
            {"@Target": "Host", "@Name": "Twice", "#text": "A,A"},
            {"@Target": "Host", "@Name": "Nobody", "#text": "A,Zed"},
            {"@Target": "Host", "@Name": "target_config_name", "#text": "B"},
            {"@Target": "Host", "@Name": "TargetConfigName", "#text": "B"},
            {"@Target": "Host", "@Name": "TargetConfigNames", "#text": "A,B"}]},
        {"@Name": "B", "@ClassName": "C"}]}})");
    const Production& production = reading.productions.at(0);
    const auto text = settings::write_settings_py(production, PythonStyle::instance);
    REQUIRE(text);
    for (const char* kept : {R"("Spaced": "A, B")", R"("Twice": "A,A")", R"("Nobody": "A,Zed")",
                             R"("target_config_name": "B")", R"("TargetConfigName": "B")"}) {
        CHECK(contains(*text, kept));
    }
    CHECK(contains(*text, "a.connect(\"TargetConfigNames\", a)\na.connect(\"TargetConfigNames\", b, mode=\"add\")\n"));
    Modules modules;
    REQUIRE(modules.add(production));
    modules.check();
}

TEST_CASE("settings that come twice are written as IoP holds them") {
    const auto reading =
        read_json(R"({"Production": {"@Name": "P", "Item": [{"@Name": "A", "@ClassName": "C", "Setting": [
        {"@Target": "Host", "@Name": "X", "#text": "1"}, {"@Target": "Host", "@Name": "X", "#text": "2"},
        {"@Target": "Odd", "@Name": "X", "#text": "3"}, {"@Target": "Adapter", "@Name": "X"},
        {"@Target": "", "@Name": "X", "#text": "4"}]}]}})");
    Modules modules;
    REQUIRE(modules.add(reading.productions.at(0)));
    CHECK(contains(modules.module(0),
                   "prod.update_component(\n    a,\n    other_settings=[\n        "
                   "{\"@Target\": \"Host\", \"@Name\": \"X\", \"#text\": \"2\"},"));
    modules.check();
}

TEST_CASE("numbers and truth values are written as such only where the text stays the same") {
    const std::string text = written(R"(
format = 1
[production]
name = "P"
actor_pool_size = "many"
shutdown_timeout = "90s"
[service.A]
class = "C"
pool_size = "007"
enabled = "perhaps"
settings = { count = 5, text = "12", zip = "01234", long = "1234567890123", minus = -3, hex = 0x1F, yes = true }
)",
                                     PythonStyle::instance);
    for (const char* part : {"actor_pool_size=\"many\"", "shutdown_timeout=90", "pool_size=\"007\"",
                             "enabled=\"perhaps\"", "\"count\": 5,", "\"text\": 12,", "\"zip\": \"01234\"",
                             "\"long\": \"1234567890123\"", "\"minus\": -3", "\"yes\": 1"}) {
        INFO(text);
        CHECK(contains(text, part));
    }
}

TEST_CASE("variables are named so that nothing is hidden and nothing comes twice") {
    const std::string text = written(R"(
format = 1
[production]
name = "P"
[service.print]
class = "C"
[operation."PRINT"]
class = "C"
[operation."Print Operation"]
class = "C"
[operation."2 steps"]
class = "C"
[operation."süß"]
class = "C"
[operation."漢字"]
class = "C"
[operation."かな"]
class = "C"
[process.prod]
class = "C"
[process."Ens.Alert-Handler"]
class = "C"
)",
                                     PythonStyle::instance);
    for (const char* variable :
         {"\nprint_service = ", "\nprint_operation = ", "\nprint_operation_2 = ", "\noperation_2_steps = ",
          "\noperation = ", "\noperation_2 = ", "\nprod_process = ", "\nens_alert_handler = ", "\ns_operation = "}) {
        INFO(text << variable);
        CHECK(contains(text, variable) == (std::string_view(variable) != "\ns_operation = "));
    }
    CHECK(contains(text, "\"s\xC3\xBC\xC3\x9F\""));
}

TEST_CASE("secrets of the environment are looked up, others stay references") {
    const auto reading = read_toml(R"(
format = 1
[production]
name = "P"
[service.A]
class = "C"
settings = { Password = "${secret:pw}", Url = "https://u:${secret:pw}@h/$${x}", Key = "${secret:key}" }
[secrets]
pw = { env = "SHOP_PASSWORD" }
key = { file = "key.txt" }
)");
    const Production& production = reading.productions.at(0);
    const std::string text = settings::write_settings_py(production, PythonStyle::instance, &reading).value();
    INFO(text);
    CHECK(contains(text, "import os\n\nfrom iop import Production\n"));
    CHECK(contains(text, "\"Password\": os.environ[\"SHOP_PASSWORD\"],"));
    CHECK(contains(text, "\"Url\": \"https://u:\" + os.environ[\"SHOP_PASSWORD\"] + \"@h/${x}\","));
    CHECK(contains(text, "\"Key\": \"${secret:key}\","));
    const auto settings = production.of(production.items[0].settings);
    CHECK(settings::is_in_environment(settings[0], reading));
    CHECK_FALSE(settings::is_in_environment(settings[2], reading));
    const std::string alone = settings::write_settings_py(production, PythonStyle::instance).value();
    CHECK(contains(alone, "\"Password\": \"${secret:pw}\""));
    CHECK_FALSE(contains(alone, "import os"));
}

TEST_CASE("known classes of Python are imported where their proxies get the same names") {
    auto reading = read_toml(R"(
format = 1
[production]
name = "P"
[service.In]
class = "Python.bs.FileIn"
[service."In 2"]
class = "Python.bs.FileIn"
[process.Router]
class = "Python.flow.bp.Router"
[process.Other]
class = "Python.other.Router"
[process.Own]
class = "Python.settings.Own"
[process.Named]
class = "Python.Named"
[python]
path = ["src"]
schemas = ["msg.Order"]
[python.classes]
"Python.bs.FileIn" = "bs.File_In"
"Python.flow.bp.Router" = "flow.bp.Router"
"Python.other.Router" = "other.Router"
"Python.settings.Own" = "settings.Own"
"Python.Named" = "bp.Named"
"Python.bp" = "bp.*"
"Python.folder" = "src/more"
)");
    REQUIRE(reading.productions.size() == 1);
    const std::string text =
        settings::write_settings_py(reading.productions[0], PythonStyle::class_style, &reading).value();
    INFO(text);
    CHECK(contains(text,
                   "import os\nimport sys\n\nfrom iop import ProcessItem, Production, ServiceItem\n\n"
                   "HERE = os.path.dirname(os.path.abspath(__file__))\n"
                   "sys.path.append(os.path.join(HERE, \"src\"))\n\n"
                   "import bp\nfrom bp import Named\nfrom bs import File_In\nfrom flow.bp import Router\n"
                   "from msg import Order\nfrom other import Router as Router_2\n\n"));
    CHECK(contains(text, "ServiceItem(\"In 2\", File_In),"));
    CHECK(contains(text, "ProcessItem(\"Other\", Router_2),"));
    CHECK(contains(text, "ProcessItem(\"Own\", class_name=\"Python.settings.Own\"),"));
    CHECK(contains(text, "ProcessItem(\"Named\", class_name=\"Python.Named\"),"));
    CHECK(contains(text,
                   "CLASSES = {\"Python.Named\": Named, \"Python.bp\": bp}\nSCHEMAS = [Order]\nPRODUCTIONS = [P()]\n"));
    const std::string lost = left_out(reading.productions[0], &reading);
    CHECK(contains(lost, "the registration of \"Python.folder\" from src/more is left out"));
    CHECK(contains(lost, "the registration of \"Python.settings.Own\" from settings.Own is left out"));
}

TEST_CASE("what IoP refuses is refused") {
    const auto refused = [](const std::string& json) {
        const auto reading = read_json(json);
        const auto text = settings::write_settings_py(reading.productions.at(0), PythonStyle::instance);
        REQUIRE_FALSE(text);
        CHECK(text.error().kind == FailureKind::input);
        std::string codes;
        for (const Diagnostic& each : text.error().diagnostics) codes += std::string(name_of(each.code)) + " ";
        return codes;
    };
    CHECK(refused(R"({"P": {"Item": [{"@Name": "A"}]}})") == "MW103 ");
    CHECK(refused(R"({"P": {"Item": [{"@Name": "A", "@ClassName": "C"}, {"@Name": "A", "@ClassName": "C"}]}})") ==
          "MW101 ");
    CHECK(refused(R"({"P": {"Item": [{"@Name": "", "@ClassName": "C"}]}})") == "MW101 ");
}

TEST_CASE("what is left out is counted") {
    const auto reading = read_toml(R"(
format = 1
[production]
name = "P"
update_timeout = "10s"
settings = { Other = "x" }
[process.A]
class = "C"
attributes = { DisableErrorTraps = "1" }
[[process.A.handler]]
on = "M"
reply = "M"
[message.M]
[message.N]
)");
    const Production& production = reading.productions.at(0);
    CHECK(left_out(production) ==
          "warning MW215 attributes that Python of IoP has no word for are left out: DisableErrorTraps of \"A\"\n"
          "warning MW215 settings of the production that Python of IoP cannot say are left out: \"Other\"\n"
          "warning MW215 settings of the production that are as by default are not deployed by IoP: \"UpdateTimeout\"\n"
          "warning MW215 Python of IoP has no words for 1 item's handlers, steps or messages, 2 messages\n");
    settings::Reading from_python;
    from_python.format = settings::Format::python;
    CHECK_FALSE(contains(left_out(production, &from_python), "messages"));
    CHECK(left_out(read_toml(std::string(shop)).productions.at(0)).empty());
}

TEST_CASE("whatever is in a production, Python deploys it") {
    Modules modules;
    std::size_t refused = 0;
    for (std::uint32_t seed = 0; seed < 400; ++seed) refused += modules.add(generated_production(seed)) ? 0 : 1;
    CHECK(refused > 10);
    REQUIRE(modules.size() > 300);
    modules.check();
}

TEST_CASE("long and hostile texts") {
    std::string longest = "text ";
    for (int i = 0; i < 12; ++i) longest += longest + (i % 3 == 0 ? "\n" : "'\"\\ ");
    std::string all;
    for (char c = 1; c < 0x7F; ++c) all += c;
    Production production;
    production.name = "x\"; import os; os.abort() #\n'''\"\"\"";
    production.description = production.texts.keep(longest);
    Item item;
    item.name = production.texts.keep(all + "\xC2\x85\xE2\x80\xA8\xEF\xBB\xBF\xF0\x9F\x98\x80\x7F");
    item.class_name = "\\";
    item.description = "#\n\r\x0C'''\ndef";
    production.file_description = item.description;
    production.settings.push_back({"Host", "\\N{DASH}", production.texts.keep(longest + all), {}, {}});
    item.settings = Range<Setting>{0, 1};
    production.items.push_back(item);
    Modules modules;
    REQUIRE(modules.add(production));
    modules.check();
}

TEST_CASE("productions of the corpus and the examples, as Python") {
    const auto corpus = corpus_folder();
    if (!corpus) return skipped("MILLWRIGHT_CORPUS is not set");
    Modules modules;
    for (const auto& folder :
         {*corpus / "iris", *corpus / "iop", std::filesystem::path(MILLWRIGHT_SOURCE_DIR) / "share"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            const auto format = settings::detect_format(entry.path().string(), {});
            if (!entry.is_regular_file() || !format || *format == settings::Format::python) continue;
            std::vector<std::string> texts{file_text(entry.path())};
            if (const std::size_t current = texts[0].find("\"current\":"); current != std::string::npos) {
                const std::size_t desired = texts[0].find("\"desired\":");
                const std::size_t operations = texts[0].find("\"operations\":");
                texts = {texts[0].substr(current + 10, texts[0].rfind(',', desired) - current - 10),
                         texts[0].substr(desired + 10, texts[0].rfind(',', operations) - desired - 10)};
            }
            for (const std::string& text : texts) {
                const auto reading =
                    settings::read_text(entry.path().string(), text, *format, settings::DiskFiles{}, {});
                if (!reading.readable) continue;
                for (const Production& production : reading.productions) modules.add(production);
            }
        }
    }
    CHECK(modules.size() >= 2 * (11 + 120));
    modules.check();
}
