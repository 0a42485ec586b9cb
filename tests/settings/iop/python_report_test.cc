#include "settings/iop/python_report.h"

#include <catch2/catch.hpp>

#include "graph/routes.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

/// Single quotes in place of double ones, so that reports are easy to read.
std::string quoted(std::string text) {
    for (char& c : text) c = c == '\'' ? '"' : c;
    return text;
}

/// A report about a settings.py of 1,000 bytes and a module of 1,000.
Reading read(const std::string& members, bool strict = false) {
    Reading reading;
    reading.format = Format::python;
    reading.sources.add("settings.py", std::string(1000, '#'));
    reading.sources.add("bp.py", std::string(1000, '#'));
    ReadOptions options;
    options.strict = strict;
    std::string wrong;
    const bool understood =
        iop::read_python_report(quoted("{'format': 1, " + members + "}"), 1, options, reading, wrong);
    INFO(wrong);
    REQUIRE(understood);
    return reading;
}

std::string why_wrong(const std::string& report) {
    Reading reading;
    reading.sources.add("settings.py", "text");
    std::string wrong;
    CHECK_FALSE(iop::read_python_report(quoted(report), 1, {}, reading, wrong));
    CHECK(reading.productions.empty());
    CHECK(reading.findings.empty());
    return wrong;
}

/// A service Files, a process Router with a target setting Output, and operations.
std::string shop(const std::string& component, const std::string& messages = "",
                 const std::string& settings =
                     "{'target': {'text': 'Host'}, 'name': {'text': 'Output'}, "
                     "'value': {'text': 'Mail', 'at': [1, 50, 56]}}") {
    return "'productions': [{'name': {'text': 'Shop', 'at': [1, 1, 5]}, 'items': ["
           "{'name': {'text': 'Router', 'at': [1, 10, 16]}, 'class_name': {'text': 'Python.bp.Router', 'at': [1, 17, "
           "20]},"
           " 'role': 'process', 'settings': [" +
           settings +
           "], 'routes': ['Output'], 'component': 0},"
           "{'name': {'text': 'Mail', 'at': [1, 20, 24]}, 'class_name': {'text': 'Python.Mail'}, 'role': 'operation'}"
           "]}], 'components': [{'module': 'bp', 'name': 'Router', 'place': [2, 1, 7], 'kind': 'process'" +
           component + "}], 'messages': [" + messages + "]";
}

const std::string order =
    "{'module': 'msg', 'name': 'Order', 'place': [2, 300, 305], 'class_name': 'msg.Order', 'kind': 'message', "
    "'fields': [{'name': 'amount', 'type': 'decimal', 'optional': true, 'place': [2, 310, 316]}, "
    "{'name': 'odd', 'type': '<<', 'place': null}]}";

const std::string on_order =
    ", 'handlers': [{'message': 0, 'message_name': 'Order', 'method': 'on_order', 'dispatch': 'decorated', "
    "'place': [2, 20, 30], 'doc': 'Orders'}]";

std::string found_text(const Production& production, const Item& item) {
    std::string text;
    for (const FoundRoute& each : production.of(item.found)) {
        text += std::string(each.target_setting) + "|" + std::string(each.target) + "|" +
                std::string(name_of(each.origin)) + "|" + std::string(each.message) + "|" +
                (each.mode == Interaction::sync ? "sync" : "async") + "|" + std::string(each.when.text) + "|" +
                std::to_string(each.place.begin) + "\n";
    }
    return text;
}

std::string codes(const Reading& reading) {
    std::string text;
    for (const Diagnostic& each : reading.findings) text += name_of(each.code) + " " + each.message + "\n";
    return text;
}

}  // namespace

TEST_CASE("a production with its items and settings") {
    const Reading reading = read(
        "'productions': [{'name': {'text': 'Shop.Production', 'at': [1, 1, 5]}, 'testing_enabled': {'text': 'true'}, "
        "'actor_pool_size': {'text': '4', 'form': 'number'}, 'description': {'text': ''}, "
        "'settings': [{'target': {'text': 'Production'}, 'name': {'text': 'ShutdownTimeout'}, 'value': {'text': '60', "
        "'form': 'number', 'at': [1, 7, 9]}}], 'attributes': [{'name': {'text': 'Odd'}, 'value': {'text': 'x'}}], "
        "'items': [{'name': {'text': 'File', 'at': [1, 10, 16]}, 'class_name': {'text': 'Python.File', 'at': [1, 17, "
        "20]}, 'role': 'operation', 'category': {'text': 'a'}, 'pool_size': {'text': '2'}, 'enabled': {'text': "
        "'false'}, "
        "'foreground': {'text': '1'}, 'comment': {'text': 'c'}, 'log_trace_events': {'text': 'true'}, 'schedule': "
        "{'text': 's'}, 'adapter': {'text': 'Ens.Adapter'}, 'settings': ["
        "{'target': {'text': 'Adapter'}, 'name': {'text': 'Port'}, 'value': {'text': '80', 'form': 'number', 'at': [1, "
        "30, 32]}}, {'target': {'text': 'Other'}, 'name': {'text': 'X'}, 'value': {'text': 'true', 'form': "
        "'boolean'}}]}]}]");
    REQUIRE(reading.productions.size() == 1);
    const Production& shop = reading.productions[0];
    CHECK(shop.name == "Shop.Production");
    CHECK(shop.place == Place{1, 1, 5});
    CHECK(shop.testing_enabled.on(false));
    CHECK(shop.actor_pool_size == "4");
    CHECK(shop.description_presence == Presence::present);
    REQUIRE(shop.of(shop.production_settings).size() == 1);
    CHECK(shop.of(shop.production_settings)[0].form == ValueForm::text);
    CHECK(shop.of(shop.production_attributes)[0].name == "Odd");
    const Item& file = shop.items.at(0);
    CHECK(file.role == Role::operation);
    CHECK(file.category == "a");
    CHECK(file.pool_size == "2");
    CHECK_FALSE(file.enabled.on(true));
    CHECK(file.foreground.on(false));
    CHECK(file.comment == "c");
    CHECK(file.log_trace_events.on(false));
    CHECK(file.schedule == "s");
    CHECK(file.adapter == "Ens.Adapter");
    CHECK(file.class_place == Place{1, 17, 20});
    const auto settings = shop.of(file.settings);
    REQUIRE(settings.size() == 2);
    CHECK(settings[0].value == "80");
    CHECK(settings[0].form == ValueForm::text);
    CHECK(settings[0].place == Place{1, 30, 32});
    CHECK(settings[1].form == ValueForm::boolean);
    CHECK(reading.findings.empty());
    CHECK(reading.python.place == Place{1, 0, 0});
}

TEST_CASE("connected settings are declared targets, and others are recognised") {
    const Reading reading = read(shop("", "",
                                      "{'target': {'text': 'Host'}, 'name': {'text': 'Output'}, 'value': {'text': "
                                      "'Mail, Nobody', 'at': [1, 50, 56]}}, {'target': {'text': 'Host'}, 'name': "
                                      "{'text': 'Other'}, 'value': {'text': 'Mail'}}"));
    const Production& production = reading.productions.at(0);
    const auto settings = production.of(production.items[0].settings);
    CHECK(settings[0].target == TargetOrigin::declared);
    REQUIRE(production.of(settings[0].names).size() == 2);
    CHECK(production.of(settings[0].names)[1].name == "Nobody");
    CHECK(production.of(settings[0].names)[1].place == Place{1, 50, 56});
    CHECK(settings[1].target == TargetOrigin::setting);
}

TEST_CASE("a process has handlers with what it sends through its target settings") {
    const Reading reading = read(shop(
        on_order +
            ", 'sends': [{'method': 'on_order', 'handlers': [0], 'setting': 'Output', 'targets': [], 'interaction': "
            "'async', 'message': 0, 'when': {'text': 'request.amount > 100', 'at': [2, 40, 60]}, 'timeout': "
            "{'text': '2.5', 'form': 'number'}, 'place': [2, 70, 80]}, "
            "{'handlers': [0], 'setting': 'Output', 'passes_on': true, 'place': [2, 90, 95]}]",
        order));
    CHECK(codes(reading).empty());
    const Production& shop = reading.productions.at(0);
    REQUIRE(shop.messages.size() == 1);
    CHECK(shop.messages[0].name == "Order");
    CHECK(shop.messages[0].class_name == "msg.Order");
    const auto fields = shop.of(shop.messages[0].fields);
    REQUIRE(fields.size() == 2);
    CHECK(fields[0].type == "decimal");
    CHECK(fields[0].optional);
    CHECK(fields[1].type == "any");
    const Item& router = shop.items[0];
    REQUIRE(router.behaviour);
    const auto handlers = shop.of(router.behaviour->handlers);
    REQUIRE(handlers.size() == 1);
    CHECK(handlers[0].on == "Order");
    CHECK(handlers[0].dispatch == Dispatch::decorated);
    CHECK(handlers[0].description == "Orders");
    const auto sends = shop.of(handlers[0].sends);
    REQUIRE(sends.size() == 2);
    CHECK(sends[0].to == "Output");
    CHECK(sends[0].message == "Order");
    CHECK(sends[0].mode == Interaction::async);
    CHECK(sends[0].when.text == "request.amount > 100");
    CHECK(sends[0].when.foreign);
    CHECK(sends[0].timeout->milliseconds == 2500);
    CHECK(sends[1].message.empty());
    CHECK(router.found.empty());
    const Routes routes(shop);
    REQUIRE(routes.all().size() == 1);
    CHECK(routes.of(routes.all()[0].messages).size() == 2);
}

TEST_CASE("sends that no handler or target setting tells are found routes") {
    const auto found = [](const std::string& sends, const std::string& settings = "", const std::string& more = "") {
        const Reading reading = read(shop(on_order + more + ", 'sends': [" + sends + "]", order, settings));
        const Production& production = reading.productions.at(0);
        return found_text(production, production.items[0]);
    };
    const std::string by_name =
        "{'handlers': [0], 'targets': [{'text': 'Mail', 'at': [2, 40, 46]}], 'interaction': 'async', "
        "'message': 0, 'place': [2, 30, 50]}";
    CHECK(found(by_name) == "|Mail|source|Order|async||40\n");
    CHECK(found(by_name + "," + by_name) == "|Mail|source|Order|async||40\n");
    CHECK(found("{'handlers': [0], 'targets': [{'text': 'Mail'}], 'passes_on': true, 'place': [2, 30, 50]}") ==
          "|Mail|source|Order|sync||30\n");
    CHECK(found("{'handlers': [], 'targets': [{'text': 'A'}, {'text': 'B'}], 'place': null}") ==
          "|A|source||sync||10\n|B|source||sync||10\n");
    const std::string by_setting = "{'handlers': [0], 'setting': 'Output', 'message': 0, 'place': [2, 30, 50]}";
    const std::string targets = ", 'targets': [{'name': 'Output', 'default': {'text': 'Mail', 'at': [2, 5, 9]}}]";
    CHECK(found(by_setting, "", targets) == "Output|Mail|default|Order|sync||5\n");
    CHECK(found(by_setting).empty());
    const std::string unknown_message = "{'handlers': [0], 'setting': 'Output', 'place': [2, 30, 50]}";
    CHECK(
        found(unknown_message, "{'target': {'text': 'Host'}, 'name': {'text': 'Output'}, 'value': {'text': 'Mail'}}") ==
        "Output||source||sync||30\n");
    const std::string option = "{'handlers': [0], 'options': 'target', 'message': 0, 'place': [2, 30, 50]}";
    CHECK(found(option,
                "{'target': {'text': 'Host'}, 'name': {'text': '%settings'}, 'value': {'text': "
                "'a=1\\ntarget = Mail\\n', 'at': [1, 60, 70]}}") == "%settings|Mail|setting|Order|sync||60\n");
    CHECK(found(option).empty());
}

TEST_CASE("services emit, operations accept unless they take whatever comes") {
    const auto items = [](const std::string& role, const std::string& component) {
        std::string report = shop(component, order, "");
        report.replace(report.find("'role': 'process'"), 17, "'role': '" + role + "'");
        return read(report);
    };
    const Reading service = items("service",
                                  ", 'sends': [{'setting': 'Output', 'message': 0, 'place': [2, 30, 50]}, "
                                  "{'setting': 'Output', 'message': 0, 'place': [2, 60, 70]}]");
    const Production& one = service.productions.at(0);
    REQUIRE(one.of(one.items[0].emits).size() == 1);
    CHECK(one.of(one.items[0].emits)[0].name == "Order");
    const Reading operation = items("operation", on_order);
    const Production& two = operation.productions.at(0);
    REQUIRE(two.of(two.items[0].accepts).size() == 1);
    CHECK_FALSE(two.items[0].behaviour);
    const Reading any = items("operation",
                              ", 'handlers': [{'message': 0, 'method': 'a', 'dispatch': 'typed'}, "
                              "{'message': null, 'method': 'on_message', 'dispatch': 'fallback'}]");
    CHECK(any.productions.at(0).items[0].accepts.empty());
}

TEST_CASE("messages of one name are told apart, and classes from elsewhere have their name") {
    const std::string handlers =
        ", 'handlers': [{'message': 0, 'method': 'a'}, {'message': 1, 'method': 'b'}, {'message': null, "
        "'message_name': "
        "'Ens.Request', 'method': 'c'}, {'message': null, 'method': 'd'}]";
    const Reading reading = read(shop(handlers,
                                      "{'module': 'a', 'name': 'Order'}, {'module': 'b', 'name': 'Order'}, "
                                      "{'module': 'c', 'name': 'Unused'}"));
    const Production& shop = reading.productions.at(0);
    REQUIRE(shop.messages.size() == 3);
    CHECK(shop.messages[0].name == "a.Order");
    CHECK(shop.messages[1].name == "b.Order");
    CHECK(shop.messages[2].name == "Ens.Request");
    const auto on = shop.of(shop.items[0].behaviour->handlers);
    CHECK(on[2].on == "Ens.Request");
    CHECK(on[3].on == "*");
}

TEST_CASE("sends to nobody, and sends that nobody can tell") {
    const std::string sends =
        ", 'sends': [{'targets': [{'text': 'Mial', 'at': [2, 40, 46]}, {'text': 'Ens.Alert'}], "
        "'place': [2, 30, 50]}, {'method': 'on_order', 'unknown': 'it is in the message', 'place': "
        "[2, 60, 70]}]";
    const Reading reading = read(shop(sends));
    CHECK(codes(reading) ==
          "MW803 \"Router.on_order\" sends to an item that only running the code would tell: it is in the message\n"
          "MW804 the code of \"Router\" sends to \"Mial\", and no item is called that\n");
    CHECK(std::prev(reading.findings.end())->hint == "did you mean \"Mail\"?");
    const Reading other = read(
        "'productions': [{'name': {'text': 'A'}, 'items': [{'name': {'text': 'X'}, 'component': 0}]}, {'name': "
        "{'text': "
        "'B'}, 'items': [{'name': {'text': 'Mial'}}]}], 'components': [{'name': 'R', 'sends': [{'targets': [{'text': "
        "'Mial'}]}]}]");
    CHECK(codes(other).empty());
}

TEST_CASE("what the environment holds and is named like a secret is a reference") {
    const auto setting = [](const std::string& name, const std::string& value) {
        const Reading reading = read(
            shop("", "", "{'target': {'text': 'Host'}, 'name': {'text': '" + name + "'}, 'value': " + value + "}"));
        const Production& production = reading.productions.at(0);
        const Setting& found = production.of(production.items[0].settings)[0];
        std::string text = std::string(found.value) + (found.refers_to_secret ? " (refers)" : "");
        for (const auto& each : reading.secrets) text += " " + each.name + "=" + each.env;
        for (const auto& each : production.secrets) text += " uses " + std::string(each.name);
        return text;
    };
    CHECK(setting("Password", "{'text': 'hunter2', 'environment': 'MAIL-PW', 'fallback': 'x'}") ==
          "${secret:mail_pw} (refers) mail_pw=MAIL-PW uses mail_pw");
    CHECK(setting("Password", "{'text': '', 'environment': 'PW'}") == "${secret:pw} (refers) pw=PW uses pw");
    CHECK(setting("Path", "{'text': '/data', 'environment': 'DATA'}") == "/data");
    CHECK(setting("UsePassword", "{'text': '1', 'environment': 'X'}") == "1");
}

TEST_CASE("REMOTE_SETTINGS are a deployment, without the password") {
    const Reading reading = read(
        "'productions': [], 'remote': {'url': {'text': 'https://me:pw@iris.example', 'at': [1, 3, 9]}, 'username': "
        "{'text': 'me'}, 'password': {'text': 'hunter2', 'at': [1, 10, 20]}, 'namespace': {'text': 'USER', "
        "'environment': "
        "'NS', 'fallback': 'USER'}, 'verify_ssl': {'text': 'false', 'form': 'boolean'}, 'package': {'text': 'a${b}'}}");
    REQUIRE(reading.deployments.size() == 1);
    const Deployment& remote = reading.deployments[0];
    CHECK(remote.name == "remote");
    CHECK(remote.kind == DeploymentKind::iris);
    CHECK_FALSE(remote.is_default);
    CHECK(remote.url == "https://me:(secret)@iris.example");
    CHECK(remote.place == Place{1, 3, 9});
    CHECK(remote.options ==
          std::map<std::string, std::string>{
              {"username", "me"}, {"namespace", "${env:NS:-USER}"}, {"verify_ssl", "false"}, {"package", "a$${b}"}});
    CHECK(codes(reading).find("MW208 the password of REMOTE_SETTINGS is in clear text, and is not kept") !=
          std::string::npos);
    const Reading better = read("'productions': [], 'remote': {'password': {'text': 'x', 'environment': 'PW'}}");
    CHECK(better.deployments[0].options.at("password") == "${env:PW}");
    CHECK(codes(better).find("MW208") == std::string::npos);
}

TEST_CASE("a variable that holds a secret holds it wherever its value is used") {
    const Reading reading = read(
        "'productions': [{'name': {'text': 'P'}, 'items': [{'name': {'text': 'A'}, 'class_name': {'text': 'X'}, "
        "'settings': [{'target': {'text': 'Host'}, 'name': {'text': 'Url'}, 'value': {'text': 'canary', 'environment': "
        "'PW'}}, {'target': {'text': 'Host'}, 'name': {'text': 'Path'}, 'value': {'text': '/d', 'environment': "
        "'DIR'}}, "
        "{'target': {'text': 'Host'}, 'name': {'text': 'Password'}, 'value': {'text': 'canary', 'environment': 'PW'}}, "
        "{'target': {'text': 'Host'}, 'name': {'text': 'Peer'}, 'value': {'text': 'raven', 'environment': "
        "'IOP_PW'}}]}]}], "
        "'remote': {'url': {'text': 'https://iris.example'}, 'password': {'text': 'raven', 'environment': 'IOP_PW'}}");
    REQUIRE(reading.productions.size() == 1);
    std::string values;
    for (const Setting& each : reading.productions[0].settings) values += std::string(each.value) + " ";
    CHECK(values == "${secret:pw} /d ${secret:pw} ${secret:iop_pw} ");
    REQUIRE(reading.python.environment.size() == 1);
    CHECK(reading.python.environment[0].variable == "DIR");
}

TEST_CASE("classes, schemas, folders and IoP's own findings") {
    const Reading reading = read(
        "'productions': [], 'classes': [{'name': 'Python.A', 'target': 'a.A', 'kind': 'component', 'form': 'class', "
        "'production': '', 'place': [1, 2, 3]}, {'name': 'Python.B', 'target': 'b.*', 'kind': 'component', 'form': "
        "'module', "
        "'path': 'lib'}, {'name': 'Python.C', 'target': 'c.C', 'production': 'Shop', 'form': 'class'}], 'schemas': "
        "[{'target': 'msg.Order', 'place': [1, 5, 6]}], 'path': [{'text': 'src'}, {'text': 'lib'}], 'validation': "
        "[{'production': 'Shop', 'kind': 'setting', 'path': 'items.A', 'message': 'm', 'suggestion': 's', 'place': "
        "null}]");
    CHECK(reading.readable);
    const PythonSources& python = reading.python;
    REQUIRE(python.classes.size() == 1);
    CHECK(python.classes[0].python_name == "a.A");
    CHECK(python.registrations.size() == 3);
    CHECK(python.registrations[2].production == "Shop");
    REQUIRE(python.path.size() == 2);
    CHECK(python.path[1].text == "lib");
    CHECK(python.schemas.at(0).text == "msg.Order");
    CHECK(python.issues.at(0).suggestion == "s");
    CHECK(codes(reading) == "MW013 the settings hold no production\n");
    CHECK(reading.findings.begin()->severity == Severity::note);
    CHECK_FALSE(read("'productions': []").readable);
}

TEST_CASE("findings keep code, severity, notes and hint") {
    const std::string findings =
        "'productions': [], 'readable': false, 'findings': [{'code': 'MW036', 'severity': '', 'place': [2, 4, 5], "
        "'message': 'bad \\u001b', 'hint': 'fix it', 'notes': [{'place': [1, 2, 3], 'message': 'here'}]}, {'code': "
        "'MW037', 'severity': 'warning', 'message': 'dynamic'}]";
    const Reading reading = read(findings);
    CHECK_FALSE(reading.readable);
    REQUIRE(reading.findings.size() == 2);
    const Diagnostic& first = *reading.findings.begin();
    CHECK(first.code == Code::python_syntax);
    CHECK(first.severity == Severity::error);
    CHECK(first.place == Place{2, 4, 5});
    CHECK(first.message == "bad \\x1b");
    CHECK(first.hint == "fix it");
    CHECK(first.notes.at(0).place == Place{1, 2, 3});
    CHECK(std::next(reading.findings.begin())->severity == Severity::warning);
    CHECK(std::next(read(findings, true).findings.begin())->severity == Severity::error);
}

TEST_CASE("reports of another shape are refused") {
    CHECK(why_wrong("") == "it is no JSON");
    CHECK(why_wrong("3") == "it is no object");
    CHECK(why_wrong("{}") == "\"format\" should be 1");
    CHECK(why_wrong("{'format': 1, 'productions': {}}") == "\"productions\" should be a list");
    CHECK(why_wrong("{'format': 1, 'productions': [3]}") == "\"productions\" should be a list of objects");
    const auto in_production = [](const std::string& members) {
        return why_wrong("{'format': 1, 'productions': [{" + members + "}]}");
    };
    CHECK(in_production("'place': [1, 0, 5]") == "\"place\" should be a place in a source");
    CHECK(in_production("'place': [2, 0, 1]") == "\"place\" should be a place in a source");
    CHECK(in_production("'place': [0, 0, 0]") == "\"place\" should be a place in a source");
    CHECK(in_production("'place': [1, 2, 1]") == "\"place\" should be a place in a source");
    CHECK(in_production("'place': [1, -1, 1]") == "\"place\" should be a place in a source");
    CHECK(in_production("'name': 'Shop'") == "\"name\" should be a value with its place");
    CHECK(in_production("'name': {'text': 3}") == "\"text\" should be text");
    CHECK(in_production("'items': [{'component': 0}]") == "\"component\" should be the number of an element");
    CHECK(in_production("'items': [{'routes': [1]}]") == "\"routes\" should be a list of texts");
    CHECK(why_wrong("{'format': 1, 'readable': 'no'}") == "\"readable\" should be true or false");
    CHECK(why_wrong("{'format': 1, 'readable': false}") == "\"findings\" should be why the settings are not readable");
    CHECK(why_wrong("{'format': 1, 'findings': [{'code': 'X'}]}") == "\"code\" should be a code");
}
