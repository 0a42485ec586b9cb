#include "templates/scaffold.h"

#include <catch2/catch.hpp>

#include "settings/toml_format.h"
#include "tests/support/memory_files.h"
#include "tests/support/template_files.h"

using namespace millwright;
using namespace millwright::templates;

namespace {

using Texts = std::map<std::string, std::string>;

const std::string orders = R"(format = 1

[production]
name = "Demo.Orders"

[message.OrderRequest]
class = "messages.OrderRequest"
fields = { order_id = "string", amount = "decimal?" }

[service.In]
class = "services.In"
targets = { Output = "Accept" }
emits = ["OrderRequest"]

[operation.Accept]
class = "operations.Accept"
accepts = ["OrderRequest"]
)";

/// What came of adding a part: the texts afterwards, the paths in the order of writing, and what is said.
struct Added {
    Texts texts;
    std::vector<std::string> paths;
    Result<Scaffold> said;
};

Added add(const Texts& texts, const PartRequest& request, const std::string& settings = "settings.toml") {
    static const test::BuiltInTemplates templates;
    const test::MemoryFiles files(texts);
    const auto project = read_project(settings, files, {}, "");
    REQUIRE(project);
    FileChanges changes(files);
    Added outcome{texts, {}, add_part(request, *project, files, templates.set(), changes)};
    for (const FileChange& each : changes.all()) {
        outcome.texts[each.path] = each.after;
        outcome.paths.push_back(each.path);
    }
    return outcome;
}

PartRequest request(PartKind kind, const std::string& name) {
    PartRequest wanted;
    wanted.kind = kind;
    wanted.name = name;
    return wanted;
}

PartRequest router() {
    PartRequest wanted = request(PartKind::process, "OrderRouter");
    wanted.on = {"OrderRequest"};
    wanted.targets = {{"Accepted", "Accept"}, {"Rejected", "Reject"}};
    wanted.from = {"In.Output"};
    wanted.create_missing = true;
    return wanted;
}

std::vector<std::string> messages(const Diagnostics& findings) {
    std::vector<std::string> all;
    for (const Diagnostic& each : findings) all.push_back(each.message);
    return all;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("a part is code, tests, scenarios and settings, which come last") {
    const Added outcome = add({{"settings.toml", orders}}, router());
    REQUIRE(outcome.said);
    REQUIRE(outcome.paths.size() > 3);
    CHECK(outcome.paths.back() == "settings.toml");
    CHECK(outcome.paths[outcome.paths.size() - 2] == "order_router.scenario.toml");
    CHECK(outcome.texts.contains("processes.py"));
    CHECK(outcome.texts.contains("tests/test_order_router.py"));
    CHECK(messages(outcome.said->findings) == Strings{});
    CHECK(outcome.said->lines.empty());
    CHECK_FALSE(outcome.said->remarks.empty());
    CHECK(outcome.said->commands == Strings{"millwright validate settings.toml", "python3 -m unittest discover",
                                            "millwright migrate settings.toml --dry-run",
                                            "millwright migrate settings.toml"});
    for (const char* each : {"settings.toml", "order_router.scenario.toml"}) {
        CHECK(settings::formatted_toml(outcome.texts.at(each)) == outcome.texts.at(each));
    }
}

TEST_CASE("a run that was stopped anywhere can be done again") {
    const Texts before{{"settings.toml", orders}};
    const Added whole = add(before, router());
    REQUIRE(whole.said);
    for (std::size_t written = 0; written < whole.paths.size(); ++written) {
        Texts texts = before;
        for (std::size_t i = 0; i < written; ++i) texts[whole.paths[i]] = whole.texts.at(whole.paths[i]);
        const Added again = add(texts, router());
        REQUIRE(again.said);
        CHECK(again.texts == whole.texts);
        CHECK(again.paths == Strings(whole.paths.begin() + static_cast<std::ptrdiff_t>(written), whole.paths.end()));
    }
}

TEST_CASE("names that are taken are refused and nothing is left behind, unless they are replaced") {
    const Added whole = add({{"settings.toml", orders}}, router());
    const Added again = add(whole.texts, router());
    REQUIRE_FALSE(again.said);
    CHECK(again.said.error().kind == FailureKind::refused);
    CHECK(again.paths.empty());
    PartRequest forced = router();
    forced.force = true;
    const Added replaced = add(whole.texts, forced);
    REQUIRE(replaced.said);
    CHECK(replaced.paths.empty());
}

TEST_CASE("what nothing sends to is said, with how to connect it") {
    PartRequest wanted = request(PartKind::operation, "Archive");
    wanted.on = {"OrderRequest"};
    const Added outcome = add({{"settings.toml", orders}}, wanted);
    REQUIRE(outcome.said);
    CHECK(messages(outcome.said->findings) == Strings{"nothing sends to operation \"Archive\""});
    CHECK(outcome.said->findings.begin()->hint.starts_with("--from ITEM.SETTING"));
    CHECK(outcome.said->sources.text_of(outcome.said->findings.begin()->place) == "Archive");
    wanted.from = {"In.Archive"};
    const Added connected = add({{"settings.toml", orders}}, wanted);
    REQUIRE(connected.said);
    CHECK(messages(connected.said->findings) == Strings{});
    CHECK(connected.texts.at("settings.toml").find("{ Output = \"Accept\", Archive = \"Archive\" }") !=
          std::string::npos);
}

TEST_CASE("a project of ObjectScript gets classes") {
    const Texts before{
        {"p/settings.toml", orders},
        {"p/src/operations/Accept.cls", "Class operations.Accept Extends Ens.BusinessOperation\n{\n}\n"}};
    const Added outcome = add(before, router(), "p/settings.toml");
    REQUIRE(outcome.said);
    CHECK(outcome.paths.back() == "p/settings.toml");
    CHECK(std::any_of(outcome.paths.begin(), outcome.paths.end(),
                      [](const std::string& path) { return path.ends_with("/OrderRouter.cls"); }));
    CHECK(std::none_of(outcome.paths.begin(), outcome.paths.end(),
                       [](const std::string& path) { return path.ends_with(".py"); }));
    CHECK(outcome.said->commands.front() == "millwright validate p/settings.toml");
}

TEST_CASE("of a settings.py the lines are told") {
    PartRequest wanted = router();
    wanted.from.clear();
    wanted.fields = {{"order_id", "string"}};
    const Added outcome = add({{"my app/settings.py", "PRODUCTIONS = []\n"}}, wanted, "my app/settings.py");
    REQUIRE(outcome.said);
    CHECK(outcome.texts.at("my app/settings.py") == "PRODUCTIONS = []\n");
    CHECK_FALSE(outcome.said->lines.empty());
    CHECK(outcome.said->remarks.back().starts_with("No scenarios were written"));
    CHECK(outcome.said->commands ==
          Strings{"millwright validate 'my app/settings.py'", "python3 -m unittest discover -s 'my app/'",
                  "millwright migrate 'my app/settings.py' --dry-run", "iop --migrate 'my app/settings.py'"});
}

TEST_CASE("parts are added one after another, and settings stay free of errors") {
    Texts texts = add({{"settings.toml", orders}}, router()).texts;
    std::vector<PartRequest> wanted;
    wanted.push_back(request(PartKind::message, "Invoice"));
    wanted.back().fields = {{"number", "int"}};
    wanted.push_back(request(PartKind::operation, "Billing"));
    wanted.back().on = {"Invoice"};
    wanted.push_back(request(PartKind::process, "Nightly"));
    wanted.back().steps = {"bill", "pause:wait=5m"};
    wanted.back().targets = {{"Bill", "Billing"}};
    wanted.push_back(request(PartKind::schedule, "nightly"));
    wanted.back().cron = "0 1 * * *";
    wanted.back().process = "Nightly";
    wanted.push_back(request(PartKind::story, "ST-1"));
    wanted.back().title = "Orders are billed";
    wanted.back().then = {"an invoice is sent"};
    wanted.push_back(request(PartKind::service, "Desk"));
    wanted.back().emits = {"OrderRequest"};
    wanted.back().targets = {{"Output", "OrderRouter"}};
    for (const PartRequest& each : wanted) {
        INFO(each.name);
        Added outcome = add(texts, each);
        for (const Diagnostic& why : outcome.said ? Diagnostics{} : outcome.said.error().diagnostics)
            UNSCOPED_INFO(why.message);
        REQUIRE(outcome.said);
        texts = outcome.texts;
        CHECK(settings::formatted_toml(texts.at("settings.toml")) == texts.at("settings.toml"));
    }
    const auto project = read_project("settings.toml", test::MemoryFiles(texts), {}, "");
    REQUIRE(project);
    CHECK(project->production->items.size() == 7);
    CHECK(project->production->schedules.size() == 1);
    CHECK(project->production->stories.size() == 1);
}

TEST_CASE("a message of one language is no message for a class of the other") {
    PartRequest wanted = request(PartKind::operation, "Store");
    wanted.on = {"OrderRequest"};
    wanted.language = Language::objectscript;
    const Added python = add({{"settings.toml", orders}, {"messages.py", "class OrderRequest:\n    pass\n"}}, wanted);
    REQUIRE_FALSE(python.said);
    CHECK(messages(python.said.error().diagnostics) ==
          Strings{"message \"OrderRequest\" is a class of Python, messages.OrderRequest, which a class of ObjectScript "
                  "cannot name"});
    CHECK(python.paths.empty());

    std::string settings = orders;
    settings.replace(settings.find("messages.OrderRequest"), 21, "Demo.OrderRequest");
    wanted.language = Language::python;
    const Texts texts{{"settings.toml", settings},
                      {"src/Demo/OrderRequest.cls", "Class Demo.OrderRequest Extends Ens.Request\n{\n}\n"}};
    const Added objectscript = add(texts, wanted);
    REQUIRE_FALSE(objectscript.said);
    CHECK(messages(objectscript.said.error().diagnostics) ==
          Strings{"message \"OrderRequest\" is a class of ObjectScript, Demo.OrderRequest, which a class of Python "
                  "cannot name"});
    wanted.language = Language::objectscript;
    CHECK(add(texts, wanted).said);
}

TEST_CASE("packages of ObjectScript have no underscores and differ in more than capital letters") {
    const Texts texts{{"settings.toml", orders},
                      {"src/Demo/Msg/Order.cls", "Class Demo.Msg.Order Extends Ens.Request\n{\n}\n"}};
    PartRequest wanted = request(PartKind::message, "Note");
    wanted.language = Language::objectscript;
    for (const auto& [package, complaint] : std::map<std::string, std::string>{
             {"demo_msg", "module \"demo_msg\" has an underscore, which no package of ObjectScript may have"},
             {"demo", "package \"demo\" differs from \"Demo\" only in capital letters, which no two packages may do"},
             {"Demo.MSG.New",
              "package \"Demo.MSG.New\" differs from \"Demo.Msg.New\" only in capital letters, which no two packages "
              "may do"}}) {
        wanted.module = package;
        const Added outcome = add(texts, wanted);
        REQUIRE_FALSE(outcome.said);
        CHECK(messages(outcome.said.error().diagnostics) == Strings{complaint});
    }
    wanted.module = "Demo.Msg";
    CHECK(add(texts, wanted).paths.front() == "src/Demo/Msg/Note.cls");
}
