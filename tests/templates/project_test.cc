#include "templates/project.h"

#include <catch2/catch.hpp>

#include "tests/support/folder.h"
#include "tests/support/memory_files.h"

using namespace millwright;
using namespace millwright::templates;

namespace {

using Texts = std::map<std::string, std::string>;

const std::string orders = R"(format = 1
[production]
name = "Demo.Orders"
[service.In]
class = "shop.services.In"
targets = { Output = "Decide" }
[process.Decide]
class = "shop.processes.Decide"
targets = { Ok = "Mail" }
[[process.Decide.handler]]
on = "*"
send = [{ to = "Ok" }]
[operation.Mail]
class = "EnsLib.EMail.OutboundAdapter"
)";

Texts python_project() {
    return {
        {"p/settings.toml", orders},
        {"p/shop/__init__.py", ""},
        {"p/shop/services.py", "class In(BusinessService):\n    pass\n"},
        {"p/shop/processes.py", "class Decide(BusinessProcess):\n    pass\n"},
        {"p/bo.py", ""},
        {"p/tests/test_decide.py", ""},
        {"p/test_more.py", ""},
        {"p/node_modules/x/a.py", ""},
        {"p/other/pyvenv.cfg", ""},
        {"p/other/lib/a.py", ""},
        {"p/README.md", ""},
        {"q/processes.py", ""},
    };
}

Result<Project> project_of(const Texts& texts, const std::string& settings = "p/settings.toml",
                           const std::string& production = {}) {
    return read_project(settings, test::MemoryFiles(texts), {}, production);
}

std::vector<std::string> paths(const Project& project) {
    std::vector<std::string> found;
    for (const Module& each : project.modules) found.push_back(each.path);
    return found;
}

Diagnostic failure_of(const Result<Project>& project) {
    REQUIRE_FALSE(project);
    REQUIRE(project.error().diagnostics.size() == 1);
    return *project.error().diagnostics.begin();
}

}  // namespace

TEST_CASE("a project is its settings and the code below them") {
    const auto project = project_of(python_project());
    REQUIRE(project);
    CHECK(project->root == "p/");
    CHECK(project->settings == "p/settings.toml");
    CHECK(project->declaration == Declaration::settings_toml);
    CHECK(project->production->name == "Demo.Orders");
    CHECK(paths(*project) ==
          std::vector<std::string>{"bo.py", "shop/__init__.py", "shop/processes.py", "shop/services.py"});
    CHECK(project->modules[1].import_name == "shop");
    CHECK(project->modules[2].import_name == "shop.processes");
    CHECK(project->language == Language::python);
    CHECK(project->remarks.empty());
}

TEST_CASE("modules are found by path and by class") {
    const auto project = project_of(python_project());
    REQUIRE(project);
    CHECK(project->find_module("shop/services.py")->import_name == "shop.services");
    CHECK(project->find_module("services.py") == nullptr);
    CHECK(project->module_of_class("shop.processes.Decide")->path == "shop/processes.py");
    CHECK(project->module_of_class("EnsLib.EMail.OutboundAdapter") == nullptr);
}

TEST_CASE("a new class goes where those of its role are") {
    const auto project = project_of(python_project());
    REQUIRE(project);
    CHECK(project->module_for(PartKind::process) == "shop/processes.py");
    CHECK(project->module_for(PartKind::service) == "shop/services.py");
    CHECK(project->module_for(PartKind::operation) == "bo.py");
    CHECK(project->module_for(PartKind::message) == "shop/messages.py");
    Texts short_names = python_project();
    for (const char* each : {"p/shop/services.py", "p/shop/processes.py"}) short_names.erase(each);
    short_names["p/bp.py"] = "";
    const auto other = project_of(short_names);
    REQUIRE(other);
    CHECK(other->module_for(PartKind::process) == "bp.py");
    CHECK(other->module_for(PartKind::service) == "services.py");
}

TEST_CASE("folders of [python] path are where imports begin") {
    Texts texts = python_project();
    texts["p/settings.toml"] +=
        "[python]\npath = [\"shop\", \"../q\"]\nclasses = { \"Python.D\" = \"processes.Decide\" }\n";
    const auto project = project_of(texts);
    REQUIRE(project);
    CHECK(project->python_path == std::vector<std::string>{".", "shop"});
    CHECK(project->remarks ==
          std::vector<std::string>{"\"../q\" of [python] path is outside of the project's folder; its "
                                   "code was not looked at."});
    texts["settings.toml"] = texts["p/settings.toml"];
    const auto here = project_of(texts, "settings.toml");
    REQUIRE(here);
    CHECK(here->python_path == std::vector<std::string>{".", "shop"});
    CHECK(project->find_module("shop/processes.py")->import_name == "processes");
    CHECK(project->module_of_class("Python.D")->path == "shop/processes.py");
}

TEST_CASE("classes of ObjectScript are modules, and tell the language") {
    Texts texts{
        {"settings.toml", orders},
        {"src/Demo/Decide.cls", "/// Class Not.This\nClass Demo.Logic.Decide Extends Ens.BusinessProcess\n{\n}\n"},
        {"src/broken.cls", "nothing"}};
    texts["settings.toml"].replace(orders.find("shop.processes.Decide"), 21, "Demo.Logic.Decide");
    const auto project = project_of(texts, "settings.toml");
    REQUIRE(project);
    CHECK(project->root.empty());
    CHECK(project->language == Language::objectscript);
    CHECK(project->module_of_class("Demo.Logic.Decide")->path == "src/Demo/Decide.cls");
    CHECK(project->package() == "Demo.Logic");
    CHECK(project_of(python_project())->package() == "Demo");
    CHECK(project_of({{"settings.toml", orders}}, "settings.toml")->package() == "Demo");
    CHECK(project_of({{"settings.toml", "format = 1\n[production]\nname = \"A.B.C\"\n"}}, "settings.toml")->package() ==
          "A.B");
    CHECK(
        project_of({{"settings.toml", "format = 1\n[production]\nname = \"Orders\"\n"}}, "settings.toml")->package() ==
        "Orders");
}

TEST_CASE("a settings.py is a project without a production") {
    const auto project = project_of({{"p/settings.py", "PRODUCTIONS = []\n"}, {"p/bp.py", ""}}, "p");
    REQUIRE(project);
    CHECK(project->declaration == Declaration::settings_py);
    CHECK(project->settings == "p/settings.py");
    CHECK(project->production == nullptr);
    CHECK(project->module_for(PartKind::process) == "bp.py");
}

TEST_CASE("settings with errors are refused, with their places") {
    Texts texts = python_project();
    texts["p/settings.toml"] += "[operation.Other]\nclas = \"x\"\n";
    const auto project = project_of(texts);
    REQUIRE_FALSE(project);
    CHECK(project.error().kind == FailureKind::input);
    std::vector<std::string> files;
    for (const Diagnostic& each : project.error().diagnostics) files.push_back(each.file);
    CHECK(std::find(files.begin(), files.end(), "p/settings.toml:16:1") != files.end());
    Sources sources;
    const auto again = read_project("p/settings.toml", test::MemoryFiles(texts), {}, "", &sources);
    REQUIRE_FALSE(again);
    CHECK(sources.size() == 1);
    CHECK(std::any_of(again.error().diagnostics.begin(), again.error().diagnostics.end(),
                      [&](const Diagnostic& each) { return sources.text_of(each.place) == "clas"; }));
}

TEST_CASE("errors of the graph are errors of the project") {
    Texts texts = python_project();
    texts["p/settings.toml"].replace(orders.find("Output = \"Decide\""), 17, "Output = \"Decid\" ");
    const auto project = project_of(texts);
    REQUIRE_FALSE(project);
    CHECK(project.error().kind == FailureKind::input);
    CHECK(project.error().diagnostics.begin()->file == "p/settings.toml:6:22");
}

TEST_CASE("what cannot be added to is said") {
    CHECK(failure_of(project_of({}, "none.toml")).code == Code::cannot_read);
    CHECK(failure_of(project_of({{"a.json", "{}"}}, "a.json")).code == Code::unknown_format);
    const Diagnostic unknown = failure_of(project_of(python_project(), "p/settings.toml", "Demo.Order"));
    CHECK(unknown.message == "no production named \"Demo.Order\"");
    CHECK(unknown.hint == "did you mean \"Demo.Orders\"?");
}

TEST_CASE("code beyond the limits is left out, and that is said") {
    Texts texts = python_project();
    texts["p/large.py"] = std::string(largest_module + 1, '#');
    const auto project = project_of(texts);
    REQUIRE(project);
    CHECK(project->find_module("large.py") == nullptr);
    CHECK(project->remarks == std::vector<std::string>{"1 file of code of more than 1024 KiB left out."});
    for (std::size_t i = 0; i < most_modules; ++i) texts["p/a" + std::to_string(i) + ".py"] = "";
    const auto many = project_of(texts);
    REQUIRE(many);
    CHECK(many->modules.size() == most_modules);
    CHECK(many->remarks.size() == 1);
}

TEST_CASE("a project on disk is read like one in memory") {
    const test::Folder folder;
    folder.put("settings.toml", orders);
    folder.put("shop/processes.py", "class Decide:\n    pass\n");
    folder.put(".venv/lib/x.py", "");
    const auto project = read_project("settings.toml", settings::DiskFiles{}, {}, "");
    REQUIRE(project);
    CHECK(paths(*project) == std::vector<std::string>{"shop/processes.py"});
}
