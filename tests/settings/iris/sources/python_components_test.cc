// Items of production classes that are made of Python, Java or C#: which class is meant, where it is, what it sends.
#include "settings/iris/sources/python_components.h"

#include <catch2/catch.hpp>

#include "graph/routes.h"
#include "settings/formats.h"
#include "settings/iris/sources/folder_scan.h"
#include "tests/support/memory_files.h"
#include "tests/support/python_reader.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

using Texts = std::map<std::string, std::string>;

const std::string order =
    "from dataclasses import dataclass\nfrom iop import Message\n@dataclass\nclass Order(Message):\n"
    "    amount: int = 0\n";
const std::string router =
    "from iop import BusinessProcess\nfrom msg import Order\nclass Router(BusinessProcess):\n"
    "    def on_order(self, request: Order):\n        self.send_request_sync('File', request)\n"
    "        self.send_request_async(self.target, request)\n";

/// `<Item>` elements for a production; a setting is "Host:%module=bp".
std::string item(const std::string& name, const std::string& class_name,
                 const std::vector<std::string>& settings = {}) {
    std::string made = "<Item Name=\"" + name + "\" ClassName=\"" + class_name + "\">";
    for (const std::string& each : settings) {
        const std::size_t equals = each.find('=');
        made += "<Setting Target=\"Host\" Name=\"" + each.substr(0, equals) + "\">" + each.substr(equals + 1) +
                "</Setting>";
    }
    return made + "</Item>\n";
}

/// src/iris/Shop.cls with these items, and the files of a folder "src".
struct Read {
    explicit Read(const std::string& items, const Texts& texts = {}, bool with_python = true) {
        if (with_python) options.python = test::python_reader();
        for (const auto& [name, text] : texts) files_by_path["src/" + name] = text;
        files.emplace(files_by_path);
        reading = read_text("src/iris/Shop.cls",
                            "Class Shop Extends Ens.Production\n{\nXData ProductionDefinition\n{\n<Production "
                            "Name=\"Shop\">\n" +
                                items + "</Production>\n}\n}\n",
                            Format::iris_class, *files, options);
        scan = iris::scan_folder("src", *files, options);
        iris::SourceTree tree(scan, *files, options, reading);
        iris::read_python_components(tree);
    }

    /// "A -> B setting async Order", by item, in the order of the routes.
    std::vector<std::string> routes() const {
        const Production& production = reading.productions.at(0);
        std::vector<std::string> found;
        for (const Item& each : production.items) {
            for (const FoundRoute& route : production.of(each.found)) {
                std::string words = std::string(each.name) + " -> ";
                if (!route.dynamic.empty()) words += "? ";
                words += std::string(route.dynamic.empty() ? route.target : route.dynamic);
                if (!route.target_setting.empty()) words += " by " + std::string(route.target_setting);
                words += " " + std::string(name_of(route.origin));
                if (route.mode == Interaction::async) words += " async";
                if (!route.message.empty()) words += " " + std::string(route.message);
                found.push_back(words);
            }
        }
        return found;
    }

    std::vector<std::string> findings() const {
        std::vector<std::string> found;
        for (const Diagnostic& each : reading.findings) {
            found.push_back(std::string(name_of(each.code)) + " " + std::string(name_of(each.severity)) + " " +
                            each.message);
        }
        return found;
    }

    const Item& item_at(std::size_t number) const { return reading.productions.at(0).items.at(number); }

    Texts files_by_path;
    std::optional<test::MemoryFiles> files;
    ReadOptions options;
    iris::FolderScan scan;
    Reading reading;
};

const std::vector<std::string> none;

}  // namespace

TEST_CASE("settings of an item name its module and class, and lines of %settings its targets") {
    const Read read(item("Route", "IOP.BusinessProcess",
                         {"%module=bp", "%classname=Router", "%settings=limit=10\r\ntarget=Mail\r\n",
                          "%classpaths=/irisdev/app/src/python/"}) +
                        item("File", "Ens.X") + item("Mail", "Ens.X"),
                    {{"python/bp.py", router}, {"python/msg.py", order}});
    CHECK(read.routes() ==
          std::vector<std::string>{"Route -> File source Order", "Route -> Mail by %settings setting async Order"});
    CHECK(read.findings() == none);
    CHECK(read.item_at(0).role == Role::process);
    REQUIRE(read.item_at(0).behaviour.has_value());
    CHECK(read.reading.productions[0].messages.size() == 1);
}

TEST_CASE("a target setting of an item is used as for settings in Python") {
    const Read read(item("Route", "Grongier.PEX.BusinessProcess", {"%module=bp", "%classname=Router", "target=Mail"}) +
                        item("File", "Ens.X") + item("Mail", "Ens.X"),
                    {{"python/bp.py", router}, {"python/msg.py", order}});
    CHECK(read.routes() == std::vector<std::string>{"Route -> File source Order"});
    const Routes routes(read.reading.productions[0]);
    CHECK(routes.from(ItemId(0)).size() == 2);
}

TEST_CASE("of several modules of one name that in the folder of the classpath is meant, else the nearest") {
    const std::string other =
        "from iop import BusinessProcess\nclass Router(BusinessProcess):\n"
        "    def on_request(self, request):\n        self.send_request_sync('Mail', request)\n";
    const Texts files{{"iris/bp.py", other}, {"deep/python/bp.py", router}, {"deep/python/msg.py", order}};
    const std::string targets = item("File", "Ens.X") + item("Mail", "Ens.X");
    const Read by_path(
        item("R", "IOP.BusinessProcess", {"%module=bp", "%classname=Router", "%classpaths=/opt/lib|/app/python"}) +
            targets,
        files);
    CHECK(by_path.routes().front() == "R -> File source Order");
    const Read nearest(item("R", "IOP.BusinessProcess", {"%module=bp", "%classname=Router"}) + targets, files);
    CHECK(nearest.routes() == std::vector<std::string>{"R -> Mail source"});
}

TEST_CASE("a proxy is what the nearest settings register, or is called like its module and class") {
    const std::string settings = "from bp import Router\nCLASSES = {'Python.Route': Router}\n";
    const Texts files{{"python/bp.py", router}, {"python/msg.py", order}, {"python/settings.py", settings}};
    const std::string targets = item("File", "Ens.X");
    const std::vector<std::string> one{"R -> File source Order"};
    CHECK(Read(item("R", "Python.Route") + targets, files).routes() == one);
    CHECK(Read(item("R", "Python.bp.Router") + targets, files).routes() == one);
    CHECK(Read(item("R", "Python.Router") + targets, files).routes() == one);
    CHECK(Read(item("R", "Demo.Router") + targets, files).routes() == none);

    const Read absent(item("R", "Python.Absent") + targets, {{"python/bp.py", router}});
    CHECK(absent.routes() == none);
    CHECK(
        absent.findings() ==
        std::vector<std::string>{"MW801 warning nothing is known of what \"R\" handles and sends: no settings register "
                                 "\"Python.Absent\", and no module of Python is like it"});
}

TEST_CASE(
    "a class that intersystems_pyprod has written names its module and class itself; its properties are settings") {
    const std::string shop =
        "from intersystems_pyprod import BusinessProcess, IRISProperty, JsonSerialize, Status\n"
        "class Order(JsonSerialize):\n    amount = 0\n"
        "class Router(BusinessProcess):\n"
        "    target = IRISProperty(default='File', datatype=str, settings='Basic')\n"
        "    copy = IRISProperty(default='File')\n"
        "    def OnRequest(self, request):\n"
        "        status, answer = self.SendRequestSync(self.target, Order(amount=1))\n"
        "        if status != 1:\n            return Status.ERROR('no')\n"
        "        self.SendRequestAsync(self.copy, Order())\n"
        "        return Status.OK()\n";
    const std::string written =
        "Class shop.Router Extends Ens.BusinessProcess\n{\n"
        "Property target As %VarString [ InitialExpression = \"File\" ];\n"
        "Property copy As %VarString [ InitialExpression = \"File\" ];\n"
        "Property PythonClassName As %String(MAXLEN = \"\") [ InitialExpression = \"Router\" ];\n"
        "Property PythonModuleOrScript As %String(MAXLEN = \"\") [ InitialExpression = \"shop\" ];\n}\n";
    const Read read(item("R", "shop.Router", {"target=Mail"}) + item("File", "Ens.X") + item("Mail", "Ens.X"),
                    {{"shop/shop.py", shop}, {"shop/Router.cls", written}});
    const Routes routes(read.reading.productions[0]);
    REQUIRE(routes.from(ItemId(0)).size() == 2);
    CHECK(read.routes() == std::vector<std::string>{"R -> File by copy default async Order"});
    CHECK(read.findings() == none);
}

TEST_CASE("a class whose module lacks it is told") {
    const Read read(item("R", "IOP.BusinessProcess", {"%module=bp", "%classname=Ruoter"}) +
                        item("S", "IOP.BusinessProcess", {"%module=bq", "%classname=Router"}),
                    {{"python/bp.py", router}, {"python/msg.py", order}});
    CHECK(read.findings() == std::vector<std::string>{"MW801 warning nothing is known of what \"S\" handles and sends: "
                                                      "its module \"bq\" is not among the sources",
                                                      "MW801 warning nothing is known of what \"R\" handles and sends: "
                                                      "the module \"bp\" has no class \"Ruoter\""});
}

TEST_CASE("broken Python is a warning, and the rest is read") {
    const Read read(item("R", "IOP.BusinessProcess", {"%module=bp", "%classname=Router"}) +
                        item("B", "IOP.BusinessProcess", {"%module=bad", "%classname=Router", "%settings=target=R"}) +
                        item("File", "Ens.X"),
                    {{"python/bp.py", router}, {"python/msg.py", order}, {"python/bad.py", "class Router(:\n"}});
    CHECK(read.routes() == std::vector<std::string>{"R -> File source Order", "B -> R by %settings setting"});
    REQUIRE(read.findings().size() == 1);
    CHECK(read.findings()[0].starts_with("MW036 warning src/python/bad.py is not Python"));
}

TEST_CASE("without Python that is one warning, and lines that name items are routes all the same") {
    const std::string items =
        item("R", "IOP.BusinessProcess", {"%module=bp", "%classname=Router", "%settings=a=File"}) +
        item("S", "Python.bp.Router") + item("File", "Ens.X");
    Read read(items, {{"python/bp.py", router}, {"python/msg.py", order}}, false);
    CHECK(read.routes() == std::vector<std::string>{"R -> File by %settings setting"});
    CHECK(read.findings() ==
          std::vector<std::string>{"MW035 warning the Python of \"R\" and 1 more is not read: this program was built "
                                   "without a reader of Python"});
    CHECK(read.reading.readable);
}

TEST_CASE("where no Python is among the sources, lines that name items are all that is told") {
    const Read read(item("R", "IOP.BusinessProcess", {"%module=bp", "%classname=Router", "%settings=a=File"}) +
                    item("S", "Python.bp.Router", {"%settings=b=R"}) + item("File", "Ens.X"));
    CHECK(read.routes() == std::vector<std::string>{"R -> File by %settings setting", "S -> R by %settings setting"});
    CHECK(read.findings() == none);
}

TEST_CASE("no item of Python, no Python") {
    Read read(item("R", "Demo.Process", {"%module=bp"}) + item("T", "EnsLib.File.PassthroughService"),
              {{"python/bp.py", router}}, false);
    CHECK(read.findings() == none);
    CHECK(read.routes() == none);
}

TEST_CASE("what is outside of the folder is not read") {
    const Texts files{{"python/bp.py", "from common import Order\n" + router},
                      {"python/msg.py", order},
                      {"../common.py", "raise ValueError('read')\n"}};
    const Read read(item("R", "IOP.BusinessProcess", {"%module=bp", "%classname=Router"}) + item("File", "Ens.X"),
                    files);
    CHECK(read.findings() == none);
    CHECK(read.reading.sources.size() == 3);
}

TEST_CASE("where only running Python would tell, what stands there is kept") {
    const Read read(item("R", "IOP.BusinessService", {"%module=bs", "%classname=In"}),
                    {{"python/bs.py",
                      "from iop import BusinessService\nclass In(BusinessService):\n"
                      "    def on_process_input(self, request):\n"
                      "        self.send_request_sync(request.where, request)\n"}});
    CHECK(read.routes() == std::vector<std::string>{"R -> ? it comes from the message source"});
    REQUIRE(read.findings().size() == 1);
    CHECK(read.findings()[0].starts_with("MW803 note"));
}

TEST_CASE("components of a gateway: Java and C# send what lines of %remoteSettings say") {
    const std::string java =
        "package dc.rmq;\n// SendRequestSync(\"Comment\", x);\n/* SendRequestSync(\"Other\", x); */\n"
        "public class Service extends BusinessService {\n  public String TargetConfigNames;\n"
        "  public String Fixed = \"Mail\";\n  private String[] targets;\n"
        "  public void OnInit() { targets = TargetConfigNames.split(\",\"); String s = "
        "\"SendRequestSync(\\\"No\\\",\"; }\n"
        "  public Object OnProcessInput(Object in) {\n    for (String target : targets) {\n"
        "      SendRequestAsync(target, in);\n    }\n    SendRequestSync(\"File\", in);\n"
        "    SendRequestAsync(Fixed, in);\n    return SendRequestSync(route(in), in);\n  }\n}\n"
        "class Another { void f() { SendRequestSync(\"Elsewhere\", null); } }\n";
    const std::string sharp =
        "namespace dc {\n  public class Consumer : BusinessService {\n"
        "    public string Target { get; set; } = \"File\";\n"
        "    void f() { SendRequestSync(this.Target, m); }\n  }\n}\n";
    const Read read(item("J", "EnsLib.PEX.BusinessService",
                         {"%remoteClassname=dc.rmq.Service", "%remoteSettings=TOPIC=test\nTargetConfigNames=R,Mail"}) +
                        item("C", "EnsLib.PEX.BusinessService", {"%remoteClassname=dc.Consumer"}) +
                        item("N", "EnsLib.PEX.BusinessService",
                             {"%remoteClassname=dc.Absent", "%remoteSettings=Where=Mail\nOther=nowhere"}) +
                        item("R", "Ens.X") + item("File", "Ens.X") + item("Mail", "Ens.X"),
                    {{"java/dc/rmq/Service.java", java}, {"dotnet/All.cs", sharp}}, false);
    CHECK(read.routes() == std::vector<std::string>{"J -> R by %remoteSettings setting async",
                                                    "J -> Mail by %remoteSettings setting async", "J -> File source",
                                                    "J -> Mail source async", "J -> ? route(in) source",
                                                    "C -> File source", "N -> Mail by %remoteSettings setting"});
    CHECK(read.findings() ==
          std::vector<std::string>{"MW803 note the code of \"J\" sends to an item that only running it "
                                   "would tell: route(in)"});
}

TEST_CASE("components of a gateway in Python") {
    const std::string text =
        "import iris.pex\nclass P(iris.pex.BusinessProcess):\n    def OnRequest(self, request):\n"
        "        self.SendRequestAsync(self.TargetConfigName, request, False)\n";
    const Read read(item("P", "EnsLib.PEX.BusinessProcess",
                         {"%remoteClassname=demo.P.P", "%remoteSettings=TOPIC=t\nTargetConfigName=Mail",
                          "%gatewayExtraClasspaths=/app/dist/demo-1.0-py3-none-any.whl"}) +
                        item("Mail", "Ens.X"),
                    {{"py/demo/demo/__init__.py", ""}, {"py/demo/demo/P.py", text}});
    CHECK(read.routes() == std::vector<std::string>{"P -> Mail by %remoteSettings setting async"});
    CHECK(read.findings() == none);
}
