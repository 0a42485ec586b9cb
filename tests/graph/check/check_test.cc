#include "graph/check/check.h"

#include <catch2/catch.hpp>
#include <chrono>

#include "graph/report/text.h"
#include "tests/support/production_text.h"

using namespace millwright;
using test::production_of;

namespace {

/// Findings as "MW201 error LINE: message", one line each, in the order in which they are shown.
std::string findings_in(std::string_view text, const CheckOptions& options = {}) {
    const auto read = production_of(text);
    Diagnostics found;
    check_production(read.production, options, found);
    std::string lines;
    for (const Diagnostic* each : found.sorted()) {
        lines += name_of(each->code) + " " + std::string(name_of(each->severity)) + " ";
        lines += std::to_string(read.sources.locate(each->place).line) + ": " + each->message + "\n";
    }
    return lines;
}

/// The whole report.
std::string report_on(std::string_view text) {
    const auto read = production_of(text);
    Diagnostics found;
    check_production(read.production, {}, found);
    return diagnostics_text(found, read.sources, {});
}

constexpr std::string_view orders =
    "message OrderRequest\n"
    "message RejectedOrder\n"
    "service OrderFile services.OrderFileService -> Output: OrderProcess\n"
    "  emits OrderRequest\n"
    "  adapter FilePath = /data/orders\n"
    "process OrderProcess processes.OrderProcess -> Accepted: AcceptedOperation; Rejected: RejectedOperation\n"
    "  on OrderRequest -> Rejected: RejectedOrder, Accepted\n"
    "operation AcceptedOperation operations.AcceptedOperation\n"
    "  accepts OrderRequest\n"
    "operation RejectedOperation operations.RejectedOperation\n"
    "  accepts RejectedOrder\n"
    "  adapter SMTPServer = mail.example\n"
    "  adapter Password = ${secret:mail_password}\n";

std::string with(std::string_view text, std::string_view from, std::string_view to) {
    std::string changed(text);
    const auto at = changed.find(from);
    REQUIRE(at != std::string::npos);
    return changed.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("the order production has no findings") {
    CHECK(findings_in(orders).empty());
}

TEST_CASE("a target that does not exist is an error that offers the nearest item") {
    CHECK(report_on("service A -> Output: Ruoter\nprocess Router -> Out: Mail\nservice B -> Output: Router\noperation "
                    "Mail\n") ==
          "test.txt:1:22: error MW201: target setting \"Output\" of \"A\" names \"Ruoter\", which does not exist\n"
          "    1 | service A -> Output: Ruoter\n"
          "      |                      ^~~~~~\n"
          "  test.txt:2:9: note: \"Router\" is declared here\n"
          "  hint: did you mean \"Router\"?\n");
    CHECK(findings_in("service A -> Output: Ens.Alert\n").empty());
}

TEST_CASE("a service is never offered as a target") {
    const std::string report = report_on("service Routers -> Output: Router\n");
    CHECK(report.find("did you mean") == std::string::npos);
    CHECK(report.find("hint: declare it") != std::string::npos);
}

TEST_CASE("a Host setting that looks like a target and names no item is a warning") {
    CHECK(findings_in("service A\n host TargetConfigNames = Nowhere, B\n host BadMessageHandler = Gone\n host "
                      "ConfigName = x\noperation B\n") ==
          "MW202 warning 2: setting \"TargetConfigNames\" of \"A\" names \"Nowhere\", and no item is called that\n"
          "MW202 warning 3: setting \"BadMessageHandler\" of \"A\" names \"Gone\", and no item is called that\n"
          "MW202 warning 4: setting \"ConfigName\" of \"A\" names \"x\", and no item is called that\n");
}

TEST_CASE("Host settings that are no targets are left alone") {
    CHECK(findings_in("service A\n"
                      " host TargetConfigNames = Ens.Alert, Ens.ScheduleHandler\n"
                      " host AckTargetConfigNames =\n"
                      " host ReplyTargetConfigNames = @Default\n"
                      " host Framing = Flexible\n"
                      " host SearchTableClass = EnsLib.HL7.SearchTable\n"
                      " host AlertGroups = Nobody\n"
                      " host RequestTarget = /api/orders\n"
                      " host SpeedTarget = 15\n"
                      " host %gatewayTarget = x\n"
                      " adapter TargetConfigNames = Nowhere\n")
              .empty());
}

TEST_CASE("a route to a service is an error") {
    CHECK(findings_in("service A -> Out: P\nprocess P -> Back: A\n") ==
          "MW203 error 2: \"P\" has a route to the service \"A\" by \"Back\"; nothing can be sent to a service\n");
    CHECK(findings_in("service A\n host TargetConfigNames = P\nprocess P\n host TargetConfigNames = A\n")
              .find("MW203 error") == 0);
    CHECK(findings_in("service A\n host TargetConfigNames = P\nprocess P\n host DuplexTargetConfigName = A\n")
              .find("MW203 warning") == 0);
    CHECK(findings_in("service A\n host TargetConfigNames = P\nprocess P\n host Partner = A\n").find("MW203") ==
          std::string::npos);
}

TEST_CASE("nothing reaches an item") {
    SECTION("declared targets: a warning, and a note for an operation") {
        CHECK(findings_in("service A -> Out: P\nprocess P\nprocess Lost -> Out: O\noperation O\noperation Old\n") ==
              "MW204 warning 3: nothing reaches process \"Lost\"\n"
              "MW205 note 5: nothing sends to operation \"Old\"\n");
    }
    SECTION("a circle is reported once") {
        CHECK(findings_in("service A -> Out: P\nprocess P\nprocess X -> Out: Y\nprocess Y -> Out: X; Self: Y\n") ==
              "MW204 warning 3: nothing reaches process \"X\"\n");
        CHECK(findings_in("service A -> Out: P\nprocess P\nprocess X -> Self: X\n") ==
              "MW204 warning 3: nothing reaches process \"X\"\n");
    }
    SECTION("an item of unknown role may bring messages in") {
        CHECK(findings_in("component A -> Out: P\nprocess P\n").empty());
    }
    SECTION("put aside") {
        CHECK(findings_in("service A -> Out: P\nprocess P\nprocess Lost\n disabled\n") ==
              "MW204 note 3: nothing reaches process \"Lost\"\n");
    }
}

TEST_CASE("where routes live in code, what nothing reaches is a note") {
    CHECK(findings_in("service A\n host TargetConfigNames = P\nprocess P\nprocess Q\noperation O1\noperation O2\n") ==
          "MW204 note 4: nothing reaches process \"Q\"\n"
          "MW205 note 5: no setting sends to 2 operations: \"O1\", \"O2\"\n");
    CHECK(findings_in("service A\n host TargetConfigNames = R\ncomponent R\n host BusinessRuleName = "
                      "Demo.Rule\noperation O1\n") == "MW205 note 5: nothing sends to operation \"O1\"\n");
    CHECK(findings_in("service A\n host %settings = target=Chat\nprocess Chat\n").empty());
    CHECK(findings_in("operation Ens.Alert\noperation T HS.Util.Trace.Operations\nservice S -> Out: O\noperation O\n")
              .empty());
}

TEST_CASE("an item behind disabled items only") {
    CHECK(report_on("service A -> Out: P\nprocess P -> Out: O, Q\n  disabled\nprocess Q -> Out: R\noperation "
                    "O\noperation R\n") ==
          "test.txt:4:9: warning MW207: nothing arrives at \"Q\": every path from a service goes through a disabled "
          "item\n"
          "    4 | process Q -> Out: R\n"
          "      |         ^\n"
          "  test.txt:2:9: note: \"P\" is disabled\n"
          "  hint: enable \"P\", or disable \"Q\" too\n"
          "test.txt:5:11: warning MW207: nothing arrives at \"O\": every path from a service goes through a disabled "
          "item\n"
          "    5 | operation O\n"
          "      |           ^\n"
          "  test.txt:2:9: note: \"P\" is disabled\n"
          "  hint: enable \"P\", or disable \"O\" too\n");
    CHECK(findings_in("service A -> Out: P, O\nprocess P -> Out: O\n disabled\noperation O\n").empty());
    CHECK(findings_in("service A -> Out: O\n disabled\noperation O\n disabled\n").empty());
}

TEST_CASE("adapter settings on a process") {
    CHECK(findings_in("service A -> Out: P\n adapter Port = 1\nprocess P\n adapter Port = 1\n adapter Host = h\n") ==
          "MW206 error 4: process \"P\" has the adapter setting \"Port\" and 1 more; a process has no adapter\n");
}

TEST_CASE("secrets in clear text are reported and not shown") {
    const std::string_view text =
        "service A -> Out: O\noperation O\n adapter Password = hunter2\n adapter UsePassword = 1\n"
        " adapter Credentials = mail\n host %settings = token=hunter2\n";
    CHECK(findings_in(text) ==
          "MW208 warning 3: setting \"Password\" of \"O\" seems to hold a secret in clear text\n"
          "MW208 warning 6: setting \"%settings\" of \"O\" seems to hold a secret in clear text\n");
    const std::string report = report_on(text);
    CHECK(report.find("hunter2") == std::string::npos);
    CHECK(report.find("${secret:password}") != std::string::npos);
}

TEST_CASE("settings in a spelling that the engine does not know") {
    CHECK(findings_in("service A\n host target_config_names = P\nprocess P\n host retryInterval = 5\n") ==
          "MW212 warning 2: setting \"target_config_names\" of \"A\" is another spelling of \"TargetConfigNames\", "
          "which is the "
          "one that the engine knows\n"
          "MW212 warning 4: setting \"retryInterval\" of \"P\" is another spelling of \"RetryInterval\", which is the "
          "one that "
          "the engine knows\n");
    CHECK(findings_in("service A -> TargetConfigNames: P\nprocess P\n").empty());
}

TEST_CASE("items of one name") {
    CHECK(findings_in("service A -> Out: X\noperation X\noperation X\n") ==
          "MW101 error 3: two items are called \"X\"\n");
    CHECK(findings_in("service A -> Out: X\noperation X\noperation X\n disabled\n") ==
          "MW101 warning 3: two items are called \"X\"\n");
    CHECK(findings_in("service A -> Out: X\noperation X\noperation X\noperation X\n disabled\n") ==
          "MW101 error 3: two items are called \"X\"\nMW101 error 4: two items are called \"X\"\n");
}

TEST_CASE("names that the engine does not allow") {
    for (const char* name : {"a|b", "a;b", "a,b", "a:b", "a[b", "-a", "_a", "a-", "a!", "a$", "*"}) {
        CAPTURE(name);
        const std::string text = "service \"" + std::string(name) + "\"\n";
        CHECK(findings_in(text).find("MW102 warning 1: InterSystems IRIS does not allow the item name") == 0);
        CHECK(findings_in(text, {true, {}}).find("MW102 error 1: ") == 0);
    }
    CHECK(findings_in("service \"to EMR - FILE\"\nservice a_b-c\nservice \"a*b\"\nservice \"a]b\"\n").empty());
    CHECK(findings_in("service \"\"\n") == "MW102 error 1: an item has an empty name\n");
}

TEST_CASE("values that are no numbers or truth values") {
    CHECK(findings_in("service A\n pool many\n") ==
          "MW108 error 1: the pool size of \"A\" is \"many\", which is no whole number\n");
    CHECK(findings_in("service A\n pool -1\n").find("MW108") == 0);
    CHECK(findings_in("service A\n pool 99999999999999\n").find("MW108") == 0);
    CHECK(findings_in("service A\n enabled perhaps\n") ==
          "MW107 error 1: \"enabled\" of \"A\" is \"perhaps\", neither true nor false\n");
    CHECK(findings_in("service A\n pool 0\n enabled yes\n").empty());
}

TEST_CASE("what reading has reported is not reported again") {
    const auto read = production_of("service A\n pool many\n");
    Diagnostics found;
    found.add(Code::not_a_number, read.production.items[0].place, "the reader's");
    check_production(read.production, {}, found);
    CHECK(found.size() == 1);
}

TEST_CASE("an item without a class") {
    auto read = production_of("service A -> Out: P\nprocess P -> Out: O\n on M -> Out\noperation O\n");
    for (Item& item : read.production.items) item.class_name = {};
    Diagnostics found;
    check_production(read.production, {}, found);
    std::string lines;
    for (const Diagnostic& each : found) lines += each.message + "\n";
    CHECK(lines == "service \"A\" has no class\noperation \"O\" has no class\n");
}

TEST_CASE("messages that are not declared") {
    CHECK(
        findings_in(with(orders, "accepts OrderRequest", "accepts OrderReqest")) ==
        "MW104 error 9: `accepts` of \"AcceptedOperation\" names the message \"OrderReqest\", which is not declared\n");
    CHECK(report_on(with(orders, "on OrderRequest", "on OrderReqest")).find("did you mean \"OrderRequest\"?") !=
          std::string::npos);
}

TEST_CASE("a message that the target does not accept") {
    const std::string found = findings_in(with(orders, "accepts RejectedOrder", "accepts OrderRequest"));
    CHECK(
        found ==
        "MW209 error 7: \"OrderProcess\" sends \"RejectedOrder\" to \"RejectedOperation\", which does not accept it\n");
    CHECK(findings_in(with(orders, "emits OrderRequest", "emits RejectedOrder"))
              .find("MW209 error 4: \"OrderFile\" sends \"RejectedOrder\" to \"OrderProcess\", which does not accept "
                    "it\n") == 0);
}

TEST_CASE("an accepted message that nobody sends") {
    const std::string text = with(orders, "  on OrderRequest", "  on RejectedOrder\n  on OrderRequest");
    CHECK(findings_in(text) ==
          "MW210 warning 7: \"OrderProcess\" accepts \"RejectedOrder\", which nobody sends to it\n");
    CHECK(findings_in(with(text, "  emits OrderRequest\n", "")).empty());
}

TEST_CASE("nothing is said about messages while none is declared") {
    const std::string text = with(with(orders, "message OrderRequest\n", ""), "message RejectedOrder\n", "");
    CHECK(findings_in(with(text, "accepts RejectedOrder", "accepts Nothing")).empty());
}

TEST_CASE("a fallback handler accepts everything") {
    CHECK(findings_in("message A\nmessage B\nservice S -> Out: P\n emits A\nprocess P -> Out: O\n on * -> "
                      "Out\noperation O\n accepts B\n")
              .empty());
}

TEST_CASE("a send by a target setting that is not there") {
    CHECK(report_on("service A -> Out: P\nprocess P -> Accepted: Ok\n  on M -> Ok\noperation Ok\n") ==
          "test.txt:3:11: error MW211: \"P\" sends to \"Ok\", which is no target setting of it\n"
          "    3 |   on M -> Ok\n"
          "      |           ^~\n"
          "  test.txt:4:11: note: \"Ok\" is an item; a send names a target setting that leads to it\n"
          "  hint: write to = \"Accepted\", which leads to it\n");
    CHECK(report_on("service A -> Out: P, Ok\nprocess P\n  on M -> Ok\noperation Ok\n")
              .find("hint: add targets = { Ok = \"Ok\" } to the process") != std::string::npos);
    CHECK(report_on("service A -> Out: P\nprocess P -> Accepted: Ok\n  on M -> Acepted\noperation Ok\n")
              .find("hint: did you mean \"Accepted\"?") != std::string::npos);
    CHECK(report_on("service A -> Out: P\nprocess P -> Accepted: Ok; B: Ok\n  on M -> Something\noperation Ok\n")
              .find("or name one of those there are: \"Accepted\", \"B\"") != std::string::npos);
}

TEST_CASE("what is not reached is not said to be hidden in code that has been read") {
    const auto read = production_of("service A -> Out: P\nprocess P\nprocess Lost\n");
    const auto report = [&](bool code_read) {
        CheckOptions options;
        options.code_read = code_read;
        Diagnostics found;
        check_production(read.production, options, found);
        return diagnostics_text(found, read.sources, {});
    };
    CHECK(report(false).find("name it in `targets`") != std::string::npos);
    CHECK(report(true).find("connect a target setting of the item that sends to it") != std::string::npos);
    CHECK(report(true).find("`targets`") == std::string::npos);
}

TEST_CASE("levels change the severity of codes and families") {
    const std::string_view text = "service A -> Out: Nowhere\noperation Old\n";
    const auto with_levels = [&](std::map<std::string, Severity> levels) {
        return findings_in(text, {false, std::move(levels), nullptr});
    };
    CHECK(with_levels({{"MW205", Severity::off}}).find("MW205") == std::string::npos);
    CHECK(with_levels({{"mw205", Severity::error}}).find("MW205 error") != std::string::npos);
    CHECK(with_levels({{"routes", Severity::note}}).find("MW201 note") == 0);
    CHECK(with_levels({{"MW2xx", Severity::warning}, {"MW201", Severity::error}}).find("MW201 error") == 0);
    CHECK(with_levels({{"MW2xx", Severity::warning}, {"MW201", Severity::error}}).find("MW205 warning") !=
          std::string::npos);
}

TEST_CASE("hostile names are shown escaped") {
    auto read = production_of("service A -> Out: B\n");
    read.production.items[0].name = "a\"b<c>|{d}\n%\x1b[31m";
    Diagnostics found;
    check_production(read.production, {}, found);
    const std::string text = diagnostics_text(found, read.sources, {});
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find("a\"b<c>|{d}\\n%\\x1b[31m") != std::string::npos);
}

TEST_CASE("ten thousand findings take little time") {
    std::string text;
    for (int i = 0; i < 10'000; ++i) {
        const std::string n = std::to_string(i);
        text += "service S" + n + " -> Out: Missing" + n + "x\noperation S" + n + "y\n";
    }
    const auto start = std::chrono::steady_clock::now();
    const std::string report = report_on(text);
    CHECK(std::count(report.begin(), report.end(), '\n') > 60'000);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

TEST_CASE("a hundred thousand items of one name take little time") {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "operation X\n disabled\n";
    const auto start = std::chrono::steady_clock::now();
    CHECK(findings_in(text).find("MW101 warning 3:") != std::string::npos);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}
