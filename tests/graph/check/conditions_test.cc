#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>

#include "graph/check/check.h"
#include "settings/formats.h"
#include "tests/support/memory_files.h"

using namespace millwright;

namespace {

/// Findings about conditions (MW340 to MW369) as "MW343 warning: message"; reading has to find nothing.
std::string findings_in(const std::string& text) {
    const test::MemoryFiles files;
    auto reading = settings::read_text("settings.toml", "format = 1\n[production]\nname = \"P\"\n" + text,
                                       settings::Format::settings_toml, files, {});
    for (const Diagnostic* each : reading.findings.sorted()) FAIL(each->message);
    REQUIRE(reading.productions.size() == 1);
    Diagnostics found;
    check_production(reading.productions.front(), {}, found);
    std::string lines;
    for (const Diagnostic* each : found.sorted()) {
        const auto number = static_cast<unsigned>(each->code);
        if (number < 340 || number > 369) continue;
        CHECK(each->place.known());
        lines += name_of(each->code) + " " + std::string(name_of(each->severity)) + ": " + each->message + "\n";
    }
    return lines;
}

/// A process with one handler for Order, whose lines are given, and a target A and B.
std::string findings_of(const std::string& handler, const std::string& process = "") {
    return findings_in(
        "[message.Order]\nfields = { id = \"string\", amount = \"decimal\", count = \"int?\", note = \"string?\" }\n"
        "[message.Refusal]\nfields = { reason = \"string\", code = \"int?\" }\n"
        "[operation.One]\nclass = \"x.One\"\n[operation.Two]\nclass = \"x.Two\"\n"
        "[process.Router]\nclass = \"x.Router\"\ntargets = { A = \"One\", B = \"Two\" }\n" +
        process + "[[process.Router.handler]]\non = \"Order\"\n" + handler);
}

/// The same for a single send to A with that condition.
std::string findings_on(const std::string& when) {
    return findings_of("send = [{ to = \"A\", when = \"" + when + "\" }, { to = \"B\" }]\n");
}

bool has(const std::string& found, std::string_view what) {
    return found.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("conditions that are right have no findings") {
    CHECK(findings_on("amount > 100 and present(note)").empty());
    CHECK(findings_on("true") ==
          "MW345 warning: a send of \"Router\" to \"B\" never happens: an earlier one takes "
          "whatever it would\n");
    CHECK(findings_of("send = [{ to = \"A\" }]\n").empty());
    CHECK(findings_of("send = []\n").empty());
}

TEST_CASE("a condition that cannot be read, or does not fit") {
    CHECK(has(findings_on("amount > "), "MW340 error: the condition of a send of \"Router\" to \"A\": "));
    CHECK(has(findings_on("amount > 'x'"), "MW341 error: the condition of a send of \"Router\" to \"A\": "));
    CHECK(has(findings_on("amuont > 1"), "MW342 error: the condition of a send of \"Router\" to \"A\": "));
    CHECK(has(findings_on("amount + 1"), "MW341 error: the condition of a send of \"Router\" to \"A\": "));
    CHECK(has(findings_of("when = \"id\"\nsend = []\n"),
              "MW341 error: the condition of a handler of \"Router\" for \"Order\": "));
}

TEST_CASE("conditions that decide nothing") {
    CHECK(findings_on("amount > 100 and amount < 50") ==
          "MW343 warning: the condition of a send of \"Router\" to \"A\" is never true\n");
    CHECK(has(findings_on("amount > 100 or amount <= 100"),
              "MW344 warning: the condition of a send of \"Router\" to \"A\" is always true\n"));
    CHECK(findings_on("count > 100 or count <= 100").empty());
    CHECK(has(findings_on("missing(amount)"), "is never true"));
}

TEST_CASE("sends that earlier ones cover") {
    const std::string two =
        "send = [{ to = \"A\", when = \"amount > 100\" }, { to = \"B\", when = \"amount > 1000\" }, "
        "{ to = \"B\" }]\n";
    CHECK(findings_of(two) ==
          "MW345 warning: a send of \"Router\" to \"B\" never happens: an earlier one takes whatever it would\n");
    CHECK(findings_of(two, "route = \"all\"\n").empty());
    CHECK(findings_of("send = [{ to = \"A\", when = \"amount > 9\" }, { to = \"B\", when = \"amount <= 9\" }, { to = "
                      "\"B\" }]\n") ==
          "MW345 warning: a send of \"Router\" to \"B\" never happens: the earlier ones "
          "together take whatever it would\n");
    CHECK(findings_of("when = \"amount > 5\"\nsend = [{ to = \"A\", when = \"amount > 3\" }, { to = \"B\" }]\n") ==
          "MW346 warning: no handler of \"Router\" takes some \"Order\", for example when amount = 5\n"
          "MW345 warning: a send of \"Router\" to \"B\" never happens: an earlier one takes whatever it would\n");
    CHECK(findings_of("send = [{ to = \"A\" }, { to = \"B\", when_text = \"whatever\" }]\n") ==
          "MW345 warning: a send of \"Router\" to \"B\" never happens: an earlier one takes whatever it would\n");
    CHECK(findings_of("send = [{ to = \"A\", when_text = \"whatever\" }, { to = \"B\" }]\n").empty());
}

TEST_CASE("messages for which no condition holds") {
    const std::string two =
        "send = [{ to = \"A\", when = \"amount < 100\" }, { to = \"B\", when = \"amount > 100\" }]\n";
    const std::string finding =
        "MW346 warning: no condition of \"Router\" holds for some \"Order\", which it then sends nowhere, for "
        "example "
        "when amount = 100\n";
    CHECK(findings_of(two) == finding);
    CHECK(findings_of(two, "route = \"all\"\n") == finding);
    CHECK(findings_of(two + "reply = \"request\"\n").empty());
    CHECK(findings_of(two + "reject = true\n").empty());
    CHECK(findings_of(two + "start = true\ncorrelate = \"id\"\n").empty());
    CHECK(findings_of("when = \"amount != 100\"\n" + two + "[[process.Router.handler]]\non = \"*\"\n").empty());
    CHECK(findings_of("send = [{ to = \"A\", when = \"count < 3\" }, { to = \"B\", when = \"count >= 3\" }]\n") ==
          "MW346 warning: no condition of \"Router\" holds for some \"Order\", which it then sends nowhere, for "
          "example "
          "when count is missing\n");
    CHECK(findings_of("send = [{ to = \"A\", when = \"amount < 3\" }, { to = \"B\", when_text = \"?\" }]\n").empty());
    CHECK(findings_of("when = \"amount < 3\"\nsend = []\n[[process.Router.handler]]\non = \"Order\"\nwhen = \"amount > "
                      "3\"\nsend = []\n") ==
          "MW346 warning: no handler of \"Router\" takes some \"Order\", for example when amount = 3\n");
    CHECK(findings_of("when = \"amount < 3\"\nsend = []\n[[process.Router.handler]]\non = \"Order\"\n").empty());
}

TEST_CASE("what is not declared may have any field") {
    const std::string head =
        "[operation.One]\nclass = \"x.One\"\n[process.Router]\ntargets = { A = \"One\" }\n"
        "[[process.Router.handler]]\n";
    CHECK(findings_in(head +
                      "on = \"Order\"\nsend = [{ to = \"A\", when = \"total < 3\" }, { to = \"A\", when = \"total "
                      ">= 3\" }]\n")
              .empty());
    CHECK(findings_in(head + "on = \"Order\"\nsend = [{ to = \"A\", when = \"total < 3\" }]\n") ==
          "MW346 warning: no condition of \"Router\" holds for some \"Order\", which it then sends nowhere, for "
          "example "
          "when total = 3\n");
    CHECK(findings_in(head + "on = \"*\"\nsend = [{ to = \"A\", with = { x = \"a.b.c\" } }]\n").empty());
    CHECK(findings_in("[message.Order]\n" + head +
                      "on = \"Order\"\nwhen = \"x > 3\"\nreject = true\n"
                      "[[process.Router.handler]]\non = \"*\"\n")
              .empty());
}

TEST_CASE("what is given to a message") {
    const auto with = [](const std::string& values) {
        return findings_of("send = [{ to = \"A\", message = \"Refusal\", with = " + values + " }]\n");
    };
    CHECK(with("{ reason = \"'no'\" }").empty());
    CHECK(with("{ reason = \"id\", code = \"count\" }").empty());
    CHECK(has(with("{ reason = \"'no'\", cod = \"1\" }"),
              "MW347 error: a send of \"Router\" to \"A\" gives \"cod\", which message \"Refusal\" does not have\n"));
    CHECK(has(with("{ reason = \"1\" }"), "MW348 error: \"reason\" of a send of \"Router\" to \"A\": "));
    CHECK(with("{ code = \"1\" }") ==
          "MW349 warning: a send of \"Router\" to \"A\" does not give \"reason\", which "
          "message \"Refusal\" requires\n");
    CHECK(findings_of("send = [{ to = \"A\", message = \"Refusal\" }]\n").empty());
    CHECK(findings_of("send = [{ to = \"A\", with = { amount = \"amount + 1\" } }]\n").empty());
    CHECK(has(findings_of("send = [{ to = \"A\", with = { price = \"amount\" } }]\n"), "MW347 error"));
}

TEST_CASE("without code only the settings fill a message") {
    CHECK(findings_in(
              "[message.Order]\nfields = { id = \"string\" }\n[message.Refusal]\nfields = { reason = \"string\", "
              "code = \"int\" }\n[operation.One]\nclass = \"x.One\"\n[process.Router]\ntargets = { A = \"One\" }\n"
              "[[process.Router.handler]]\non = \"Order\"\nsend = [{ to = \"A\", message = \"Refusal\" }]\n") ==
          "MW349 error: a send of \"Router\" to \"A\" does not give \"code\", \"reason\", which message \"Refusal\" "
          "requires\n");
}

namespace {

std::string findings_of_steps(const std::string& steps, const std::string& process = "") {
    return findings_in(
        "[message.Book]\nfields = { id = \"string\", amount = \"decimal\" }\n"
        "[entity.Expense]\nstates = [\"new\", \"paid\"]\nfields = { total = \"decimal\" }\n"
        "[operation.One]\nclass = \"x.One\"\n"
        "[process.Approval]\ntargets = { A = \"One\" }\ntrigger = { manual = true }\n"
        "inputs = { id = \"string\", amount = \"decimal\" }\nstate = { done = \"bool\" }\n" +
        process + steps);
}

}  // namespace

TEST_CASE("expressions of steps") {
    const std::string task =
        "[[process.Approval.step]]\nname = \"review\"\nkind = \"human_task\"\nassignee_role = \"boss\"\n"
        "outcomes = [{ name = \"yes\" }, { name = \"no\", set = { done = \"true\" } }]\n";
    const std::string book = "[[process.Approval.step]]\nname = \"book\"\nto = \"A\"\nmessage = \"Book\"\n";
    const std::string given = "with = { id = \"id\", amount = \"amount\" }\n";
    CHECK(findings_of_steps(task + book + given + "when = \"review.outcome == 'yes' and amount > 3\"\n").empty());
    CHECK(has(findings_of_steps(task + book + given + "when = \"amuont > 3\"\n"),
              "MW342 error: the condition of step \"book\" of \"Approval\": "));
    CHECK(has(findings_of_steps(task + book + given + "when = \"review.outcome == 'maybe'\"\n"), "MW34"));
    CHECK(has(findings_of_steps(book + given + "when = \"amount > 3 and amount < 2\"\n"),
              "MW343 warning: the condition of step \"book\" of \"Approval\" is never true\n"));
    CHECK(has(findings_of_steps(book),
              "MW349 error: step \"book\" of \"Approval\" does not give \"amount\", \"id\", which message \"Book\" "
              "requires\n"));
    CHECK(has(findings_of_steps(task.substr(0, task.find("done")) + "don = \"true\" } }]\n"),
              "MW347 error: outcome \"no\" of step \"review\" of \"Approval\" gives \"don\", which the state of the "
              "process does not have\n"));
    const std::string effect = "[[process.Approval.step]]\nname = \"pay\"\nkind = \"side_effect\"\n";
    CHECK(findings_of_steps(effect + "effects = [{ update = \"Expense\", where = \"total > amount\", set = { status = "
                                     "\"'paid'\" } }]\n")
              .empty());
    CHECK(has(findings_of_steps(effect + "effects = [{ update = \"Expense\", where = \"totl > amount\" }]\n"),
              "MW342 error: `where` of an effect of step \"pay\" of \"Approval\": "));
    CHECK(has(findings_of_steps(effect + "effects = [{ update = \"Expense\", set = { status = \"'gone'\" } }]\n"),
              "MW348 error: \"status\" of an effect of step \"pay\" of \"Approval\": "));
    CHECK(has(findings_of_steps("[[process.Approval.compensation]]\nname = \"undo\"\nto = \"A\"\nmessage = \"Book\"\n"
                                "with = { id = \"idd\", amount = \"1\" }\n"),
              "MW342 error: \"id\" of compensation \"undo\" of \"Approval\": "));
}

TEST_CASE("a value that is there because a condition says so") {
    const auto send = [](const std::string& entry) { return findings_of("send = [" + entry + ", { to = \"B\" }]\n"); };
    const std::string give = "message = \"Refusal\", with = { reason = \"note\" } }";
    CHECK(has(send("{ to = \"A\", when = \"amount > 3\", " + give), "\"note\" may be absent"));
    CHECK(send("{ to = \"A\", when = \"present(note)\", " + give).empty());
    CHECK(send("{ to = \"A\", when = \"note != '' and amount > 3\", " + give).empty());
    CHECK(send("{ to = \"A\", when_text = \"?\", " + give).empty());
    CHECK(send("{ to = \"B\", when = \"missing(note)\" }, { to = \"A\", when = \"amount > 3\", " + give).empty());
}

TEST_CASE("many items without conditions cost nothing, and many conditions little") {
    std::string text = "[message.Order]\nfields = { amount = \"decimal\" }\n[operation.One]\nclass = \"x.One\"\n";
    for (int i = 0; i < 500; ++i) {
        const std::string name = "P" + std::to_string(i);
        text += "[process." + name + "]\nclass = \"x.P\"\ntargets = { A = \"One\" }\n[[process." + name +
                ".handler]]\non = \"Order\"\nsend = [{ to = \"A\", when = \"amount > 3 and amount < 9\" }, { to = "
                "\"A\", when = \"amount <= " +
                std::to_string(i) + " or amount > 4\" }, { to = \"A\" }]\n";
    }
    const auto begin = std::chrono::steady_clock::now();
    CHECK_FALSE(findings_in(text).empty());
    // A hundred times what it takes, for slow machines and sanitizers.
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
}

TEST_CASE("where many fields do not exist, only the first are given a suggestion: each costs time for every field") {
    std::string fields;
    std::string with;
    for (int i = 0; i < 3'000; ++i) {
        fields += (i == 0 ? "field_" : ", field_") + std::to_string(i) + " = \"int?\"";
        with += (i == 0 ? "feild_" : ", feild_") + std::to_string(i) + " = \"1\"";
    }
    const test::MemoryFiles files;
    const auto reading =
        settings::read_text("settings.toml",
                            "format = 1\n[production]\nname = \"P\"\n[message.Order]\n[message.Large]\nfields = { " +
                                fields + " }\n[operation.One]\nclass = \"x.One\"\n[process.R]\nclass = \"x.R\"\n" +
                                "targets = { A = \"One\" }\n[[process.R.handler]]\non = \"Order\"\n" +
                                "send = [{ to = \"A\", message = \"Large\", with = { " + with + " } }]\n",
                            settings::Format::settings_toml, files, {});
    REQUIRE(reading.productions.size() == 1);
    Diagnostics found;
    check_production(reading.productions.front(), {}, found);
    const auto is_unknown = [](const Diagnostic& each) { return each.code == Code::unknown_field; };
    CHECK(std::count_if(found.begin(), found.end(), is_unknown) == 3'000);
    CHECK(std::count_if(found.begin(), found.end(), [&](const Diagnostic& each) {
              return is_unknown(each) && each.hint.starts_with("did you mean");
          }) == 100);
}

TEST_CASE("a value that another overlay or variable gave is named with its part") {
    const test::MemoryFiles files;
    auto reading = settings::read_text(
        "settings.toml",
        "format = 1\n[production]\nname = \"P\"\n[message.Order]\nfields = { amount = \"decimal\" }\n"
        "[process.R]\n[[process.R.handler]]\non = \"Order\"\nwhen = \"amount > \\u0027x\\u0027\"\nreject = true\n",
        settings::Format::settings_toml, files, {});
    REQUIRE(reading.productions.size() == 1);
    Diagnostics found;
    check_production(reading.productions.front(), {}, found);
    bool seen = false;
    for (const Diagnostic& each : found) {
        if (each.code != Code::condition_type) continue;
        seen = true;
        CHECK(has(each.message, " (at \""));
        CHECK(reading.sources.text_of(each.place) == "\"amount > \\u0027x\\u0027\"");
    }
    CHECK(seen);
}
