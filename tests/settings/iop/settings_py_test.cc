// How the reader of Python is started, what it may ask, and what becomes of it when it fails. What it reads is shown by
// python_report_test.cc and by the end-to-end cases.
#include "settings/iop/settings_py.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "settings/formats.h"
#include "tests/support/folder.h"
#include "tests/support/memory_files.h"
#include "tests/support/python_reader.h"

using namespace millwright;
using namespace millwright::settings;

namespace {

/// A reader that asks these questions and tells the answers as the name of its production.
const std::string asking = R"(
import json

def main(request, incoming, outgoing):
    answers = []
    for question in QUESTIONS:
        outgoing.write(json.dumps(question) + "\n")
        outgoing.flush()
        answers.append(json.loads(incoming.readline()))
    name = {"text": json.dumps(answers, sort_keys=True), "at": [1, 0, 0]}
    outgoing.write(json.dumps({"format": 1, "productions": [{"name": name, "items": []}]}) + "\n")
)";

Reading read(const std::string& reader, const Files& files = test::MemoryFiles{},
             std::string text = "PRODUCTIONS = []\n") {
    ReadOptions options;
    options.python = test::python_reader_with(reader);
    options.environment = [](const std::string& name) {
        return name == "SHOP" ? std::optional<std::string>("open") : std::nullopt;
    };
    return read_text("settings.py", std::move(text), Format::python, files, options);
}

std::string answers(const std::string& questions, const Files& files = test::MemoryFiles{}) {
    const Reading reading = read("QUESTIONS = " + questions + "\n" + asking, files);
    REQUIRE(reading.productions.size() == 1);
    return std::string(reading.productions[0].name);
}

std::string only_finding(const Reading& reading) {
    REQUIRE(reading.findings.size() == 1);
    CHECK(reading.findings.begin()->code == Code::python_not_available);
    CHECK_FALSE(reading.readable);
    CHECK(reading.productions.empty());
    return reading.findings.begin()->message;
}

}  // namespace

TEST_CASE("the reader asks for files, and each is a source") {
    const test::MemoryFiles files({{"bp.py", "class Router: pass\n"}, {"settings.py", "PRODUCTIONS = []\n"}});
    const Reading reading = read(
        "QUESTIONS = [{'ask': 'read', 'path': 'bp.py'}, {'ask': 'read', 'path': './bp.py'}, "
        "{'ask': 'read', 'path': 'settings.py'}, {'ask': 'read', 'path': 'no.py'}]\n" +
            asking,
        files);
    REQUIRE(reading.productions.size() == 1);
    CHECK(reading.productions[0].name ==
          R"([{"source": 2, "text": "class Router: pass\n"}, {"source": 2, "text": "class Router: pass\n"}, )"
          R"({"source": 1, "text": "PRODUCTIONS = []\n"}, {"missing": true}])");
    CHECK(reading.sources.size() == 2);
    CHECK(reading.sources[2].name() == "bp.py");
}

TEST_CASE("the reader asks for kinds, names and the environment") {
    const test::MemoryFiles files({{"shop/bp.py", ""}, {"shop/deep/er/x.py", ""}, {"shop/a.txt", ""}});
    CHECK(answers("[{'ask': 'kind', 'path': p} for p in ('shop', 'shop/bp.py', 'no')]", files) ==
          R"([{"kind": "folder"}, {"kind": "file"}, {"kind": "missing"}])");
    CHECK(answers("[{'ask': 'list', 'path': 'shop'}]", files) == R"([{"names": ["a.txt", "bp.py", "deep/"]}])");
    CHECK(answers("[{'ask': 'list', 'path': '.'}, {'ask': 'list', 'path': ''}]", files) ==
          R"([{"names": ["shop/"]}, {"names": ["shop/"]}])");
    CHECK(answers("[{'ask': 'environment', 'name': n} for n in ('SHOP', 'NO')]") ==
          R"([{"value": "open"}, {"value": null}])");
}

TEST_CASE("what is no text, or too large, is not given to the reader") {
    const test::MemoryFiles files({{"latin.py", "x = '\xE9'\n"}, {"giant.py", std::string(17UL << 20, '#')}});
    const Reading reading = read(
        "QUESTIONS = [{'ask': 'read', 'path': 'latin.py'}, {'ask': 'read', 'path': 'giant.py'}]\n" + asking, files);
    REQUIRE(reading.productions.size() == 1);
    CHECK(reading.readable);
    CHECK(reading.productions[0].name == R"([{"error": "it is no text in UTF-8"}, {"error": "it is too large"}])");
    REQUIRE(reading.findings.size() == 2);
    CHECK(reading.findings.begin()->code == Code::not_utf8);
    CHECK(std::next(reading.findings.begin())->code == Code::too_large);
}

TEST_CASE("files outside of the project are not read, unless that is allowed") {
    const test::Folder folder;
    folder.put("project/settings.py", "PRODUCTIONS = []\n");
    folder.put("secret.py", "x = 1\n");
    std::filesystem::create_symlink("../secret.py", "project/link.py");
    std::filesystem::current_path("project");
    const std::string questions =
        "QUESTIONS = [{'ask': 'read', 'path': '../secret.py'}, {'ask': 'read', 'path': 'link.py'}]\n" + asking;
    for (const bool allowed : {false, true}) {
        ReadOptions options;
        options.allow_outside = allowed;
        options.python = test::python_reader_with(questions);
        const auto reading = read_input("settings.py", DiskFiles{}, options);
        REQUIRE(reading);
        REQUIRE(reading->productions.size() == 1);
        const bool told = reading->productions[0].name.find("x = 1") != Text::npos;
        CHECK(told == allowed);
        CHECK(reading->findings.size() == (allowed ? 0 : 2));
    }
}

TEST_CASE("modules in a git repository above the settings are read") {
    const test::Folder folder;
    folder.put("repository/.git/HEAD", "");
    folder.put("repository/common/msg.py", "x = 1\n");
    folder.put("repository/shop/settings.py", "PRODUCTIONS = []\n");
    ReadOptions options;
    options.python =
        test::python_reader_with("QUESTIONS = [{'ask': 'read', 'path': 'repository/common/msg.py'}]\n" + asking);
    std::filesystem::create_directory("elsewhere");
    std::filesystem::current_path("elsewhere");
    options.python = test::python_reader_with(
        "QUESTIONS = [{'ask': 'read', 'path': '../repository/shop/../common/msg.py'}]\n" + asking);
    const auto reading = read_input("../repository/shop/settings.py", DiskFiles{}, options);
    REQUIRE(reading);
    REQUIRE(reading->productions.size() == 1);
    CHECK(reading->productions[0].name.find("x = 1") != Text::npos);
}

TEST_CASE("the reader knows the path, the folder and nothing of the project's modules") {
    const test::Folder folder;
    folder.put("json.py", "raise SystemExit(9)\n");
    folder.put("sitecustomize.py", "raise SystemExit(9)\n");
    folder.put("settings.py", "PRODUCTIONS = []\n");
    ReadOptions options;
    options.python = test::python_reader_with(R"(
import json, os, sys
def main(request, incoming, outgoing):
    print("this goes past the program")
    said = [request["path"], request["trust"], request["cwd"] == os.getcwd(), "" in sys.path, sys.flags.no_site,
            os.environ.get("PYTHONHASHSEED"), sys.stdin.read()]
    name = {"text": json.dumps(said), "at": None}
    outgoing.write(json.dumps({"format": 1, "productions": [{"name": name}]}) + "\n")
)");
    ::setenv("PYTHONPATH", folder.path().c_str(), 1);
    const auto reading = read_input("settings.py", DiskFiles{}, options);
    ::unsetenv("PYTHONPATH");
    REQUIRE(reading);
    REQUIRE(reading->productions.size() == 1);
    CHECK(reading->productions[0].name == R"(["settings.py", false, true, false, 1, "0", ""])");
}

TEST_CASE("a machine without Python is told so") {
    ReadOptions options;
    auto reader = test::python_reader_with("");
    reader->program = "no-such-python";
    options.python = reader;
    const Reading reading =
        read_text("settings.py", "PRODUCTIONS = []\n", Format::python, test::MemoryFiles{}, options);
    CHECK(only_finding(reading) ==
          "Python is needed to read it: cannot start \"no-such-python\": it is not there, or no program");
    const test::MemoryFiles files(std::map<std::string, std::string>{{"settings.py", "PRODUCTIONS = []\n"}});
    const auto input = read_input("settings.py", files, options);
    REQUIRE_FALSE(input);
    CHECK(input.error().kind == FailureKind::environment);
    options.python = nullptr;
    CHECK(only_finding(read_text("s.py", "", Format::python, files, options)) ==
          "this program was built without a reader of Python");
}

TEST_CASE("a reader that fails says how") {
    const std::string who = "the reader of Python (python3) ";
    CHECK(only_finding(read("def main(*ignored):\n    raise ValueError('a\\x1b[1mb')\n")) ==
          who + "ended with status 1: ValueError: a\\x1b[1mb");
    CHECK(only_finding(read("def main(*ignored):\n    import os\n    os._exit(3)\n")) == who + "ended with status 3");
    CHECK(only_finding(read("def main(*ignored):\n    import os\n    os.kill(os.getpid(), 11)\n")) ==
          who + "was killed by signal 11");
    CHECK(only_finding(read("def main(*ignored):\n    x = bytearray(1 << 40)\n")) == who + "needs too much memory");
    CHECK(only_finding(read("def main(*ignored):\n    pass\n")) == who + "ended with status 0");
}

TEST_CASE("an answer of another shape is refused") {
    const auto saying = [](const std::string& report) {
        return "def main(request, incoming, outgoing):\n    outgoing.write('''" + report + "\\n''')\n";
    };
    const std::string not_understood = "the reader's answer is not understood: ";
    CHECK(only_finding(read(saying("hello"))) == not_understood + "it is no JSON");
    CHECK(only_finding(read(saying("[]"))) == not_understood + "it is no object");
    CHECK(only_finding(read(saying(R"({"format": 2})"))) == not_understood + "\"format\" should be 1");
    CHECK(only_finding(read(saying(R"({"format": 1, "productions": 3})"))) ==
          not_understood + "\"productions\" should be a list");
    CHECK(only_finding(read(saying(R"({"too_old": "3.6.1"})"))) == "Python 3.6.1 (python3) is too old to read it");
}

TEST_CASE("a folder is read as its settings.py, and modules with PRODUCTIONS are found") {
    ReadOptions options;
    options.python = test::python_reader_with(R"(
import json
def main(request, incoming, outgoing):
    name = {"text": request["path"], "at": None}
    outgoing.write(json.dumps({"format": 1, "productions": [{"name": name}]}) + "\n")
)");
    const auto names = [&](const std::map<std::string, std::string>& files) {
        const auto reading = read_input("p", test::MemoryFiles(files), options);
        REQUIRE(reading);
        std::string all;
        for (const Production& each : reading->productions) all += std::string(each.name) + " ";
        return all;
    };
    const std::string settings = "from iop import Production\nPRODUCTIONS = [Production('A')]\n";
    CHECK(names({{"p/settings.py", settings}, {"p/other.py", settings}}) == "p/settings.py ");
    CHECK(names({{"p/settings.py", "DEBUG = True\n"}, {"p/a/settings.py", settings}, {"p/b.py", settings}}) ==
          "p/a/settings.py p/b.py ");
    CHECK(names({{"p/b.py", "from a import PRODUCTIONS\n"}, {"p/c.py", settings}}) == "p/c.py ");
    CHECK(detect_format("settings", settings) == Format::python);
    CHECK(detect_format("settings.PY", "") == Format::python);
    CHECK(detect_format("settings", "[production]\nname = \"A\"\n") == Format::settings_toml);
}
