#include "templates/python_outline.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "settings/system.h"
#include "tests/support/corpus.h"
#include "tests/support/folder.h"

using namespace millwright;
using namespace millwright::templates;

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
    return all;
}

/// The text up to there.
std::string until(std::string_view text, std::uint32_t offset) {
    return std::string(text.substr(0, offset));
}

}  // namespace

TEST_CASE("a module of components is outlined") {
    const std::string text =
        "\"\"\"Orders.\"\"\"\n"
        "from dataclasses import dataclass\n"
        "from iop import (\n    BusinessProcess,  # routes\n    target as slot,\n)\n"
        "import os.path, sys as system\n\n\n"
        "@dataclass(frozen=True)\nclass Order(Message):\n"
        "    '''One\n    order.'''\n"
        "    id: str\n    lines: list[\n        str\n    ] = None; note: str = ''\n\n"
        "    class Inner:\n        hidden: int\n\n"
        "class Router(iop.BusinessProcess, metaclass=Meta):\n\tOutput = target()\n\tLog = iop.target('x')\n"
        "\tn = 3  # end\n\n\n"
        "# only by hand\nif __name__ == '__main__':\n    main = Router()\n";
    const PythonOutline outline = outline_python(text);
    CHECK(outline.problem.empty());
    REQUIRE(outline.imports.size() == 5);
    CHECK(outline.imports[1].name == "BusinessProcess");
    CHECK(outline.imports[2].alias == "slot");
    CHECK(outline.imports[3].alias == "os.path");
    CHECK(outline.imports[4].alias == "system");
    CHECK(until(text, outline.imports_end).ends_with("sys as system\n"));
    CHECK(text.substr(outline.classes_end).starts_with("# only by hand\n"));
    CHECK(joined(outline.names) == "dataclass BusinessProcess slot os system Order Router main");

    REQUIRE(outline.classes.size() == 2);
    const PythonClass& order = outline.classes[0];
    CHECK(joined(order.decorators) == "dataclass(frozen=True)");
    CHECK(joined(order.bases) == "Message");
    CHECK(text.substr(order.begin).starts_with("@dataclass"));
    CHECK(until(text, order.body).ends_with("    order.'''\n"));
    CHECK(until(text, order.end).ends_with("hidden: int\n"));
    REQUIRE(order.fields.size() == 3);
    CHECK(order.fields[0].type == "str");
    CHECK_FALSE(order.fields[0].has_default);
    CHECK(order.fields[1].type == "list[\n        str\n    ]");
    CHECK(order.fields[2].has_default);
    const PythonClass& router = outline.classes[1];
    CHECK(joined(router.bases) == "iop.BusinessProcess");
    CHECK(joined(router.targets) == "Output Log");
    CHECK(until(text, router.targets_end).ends_with("iop.target('x')\n"));
    CHECK(until(text, outline.imports[0].end).ends_with("import dataclass\n"));
    CHECK(until(text, outline.imports[1].end).ends_with("as slot,\n)\n"));
    CHECK(router.indent == "\t");
    CHECK(until(text, router.body).ends_with("metaclass=Meta):\n"));
}

TEST_CASE("strings hide what stands in them") {
    const PythonOutline outline = outline_python(
        "a = '# \\' (' + r'\\\\' + f\"{x['(']:'>{w}} {{\" + b\"\"\"\nclass No:\n\"\"\"\n"
        "b = \"go \\\non\"  # (\nc = \\\n  1\nclass Yes: x: int = 1; y = target()\n");
    CHECK(outline.problem.empty());
    CHECK(joined(outline.names) == "a b c Yes");
    REQUIRE(outline.classes.size() == 1);
    CHECK(outline.classes[0].fields.at(0).name == "x");
    CHECK(joined(outline.classes[0].targets) == "y");
    CHECK(outline.classes[0].body == 0);
}

TEST_CASE("blocks of the top level count, those for types are marked") {
    const PythonOutline outline = outline_python(
        "try:\n    import iop\nexcept ImportError as error:\n    iop = None\n"
        "if TYPE_CHECKING:\n    from messages import Order\nelse:\n    import x\n"
        "def work():\n    import hidden\n    secret = 1\n"
        "with a as b:\n    for c, d in e: f = 1\n");
    CHECK(joined(outline.names) == "iop error iop Order x work b c d f");
    REQUIRE(outline.imports.size() == 3);
    CHECK(outline.imports[1].for_types);
    CHECK_FALSE(outline.imports[2].for_types);
}

TEST_CASE("where imports go when there are none") {
    const auto place = [](std::string_view text) { return until(text, outline_python(text).imports_end); };
    CHECK(place("'''doc'''\nx = 1\n") == "'''doc'''\n");
    CHECK(place("#!/usr/bin/env python3\n# about x\nx = 1\n") == "#!/usr/bin/env python3\n");
    CHECK(place("# licence\n\nx = 1\n") == "# licence\n");
    CHECK(place("# about x\nx = 1\n").empty());
    CHECK(place("\xEF\xBB\xBFx = 1\n") == "\xEF\xBB\xBF");
    CHECK(place("import a\r\nx = 1\r\nimport b\r\nclass C: pass\r\nimport d\r\n").ends_with("import b\r\n"));
    CHECK(place("").empty());
}

TEST_CASE("what cannot be read is said with its line") {
    const auto problem = [](std::string_view text) { return outline_python(text).problem; };
    CHECK(problem("x = 1\ny = (1,\n\nz\n") == "line 2: a bracket is not closed");
    CHECK(problem("x = 1)\n") == "line 1: a closing bracket that no other opens");
    CHECK(problem("\n\"\"\"never\nclosed\n") == "line 2: a string is not closed");
    CHECK(problem("x = 'a\nb'\n") == "line 1: a string is not closed");
    CHECK(problem("class A:\nx = 1\n") == "line 1: nothing is indented below it");
    CHECK(problem("class A:\n") == "line 1: nothing is indented below it");
    CHECK(problem("if x:\n        a\n    b\n") == "line 3: it is indented as no line before it");
    CHECK(problem("a\n  b\n") == "line 2: it is indented as no line before it");
    CHECK(problem("a\nb \xFF\n") == "line 2: this is not text in UTF-8");
    CHECK(problem(std::string("a\0b", 3)) == "line 1: this is not text in UTF-8");
    CHECK(problem("x = 1 \\ 2\n") == "line 1: a \\ that no line end follows");
    std::string nested;
    for (int i = 0; i < 200; ++i) nested += "f'{";
    CHECK(problem(nested) == "line 1: strings are nested too deep");
}

// --- the same as Python's own parser says

namespace {

/// Prints each module of the standard library as its syntax tree says it is, in the form of `described`.
constexpr const char* oracle = R"(
import ast, os, sys
out = open(sys.argv[1], "wb")
left_out = ("site-packages", "dist-packages", "__pycache__", "test", "tests", "idlelib", "lib2to3")
for folder in sorted({os.path.dirname(os.__file__)}):
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if f not in left_out)
        for name in sorted(files):
            path = os.path.join(root, name)
            if not name.endswith(".py"):
                continue
            data = open(path, "rb").read()
            try:
                text = data.decode("utf-8")
                tree = ast.parse(data)
            except (UnicodeDecodeError, SyntaxError, ValueError, RecursionError):
                continue
            if "\f" in text.replace("\n\f\n", "") or "\0" in text:
                continue
            lines = data.splitlines(keepends=True)
            plain = text.replace("\ufeff", "")
            def source(node):
                return ast.get_source_segment(plain, node)
            say = lambda line: out.write(line.encode() + b"\n")
            say("file " + path)
            for node in tree.body:
                if isinstance(node, ast.ClassDef):
                    say("class " + node.name + " " + str(node.end_lineno))
                    for base in node.bases:
                        say(" base " + ascii(source(base)))
                    for decorator in node.decorator_list:
                        say(" decorator " + ascii(source(decorator)))
                    for each in node.body:
                        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
                            say(" field " + each.target.id + " " + ascii(source(each.annotation)) + " " + str(int(each.value is not None)))
                elif isinstance(node, ast.Import):
                    for each in node.names:
                        say("import " + each.name + " as " + (each.asname or each.name))
                elif isinstance(node, ast.ImportFrom):
                    for each in node.names:
                        say("from " + "." * node.level + (node.module or "") + " import " + each.name + " as " + (each.asname or each.name))
)";

/// As Python's ascii() quotes it, for what occurs in bases and decorators.
std::string quoted(const std::string& text) {
    const char quote = text.find('\'') != std::string::npos && text.find('"') == std::string::npos ? '"' : '\'';
    std::string out(1, quote);
    for (const char c : text) {
        if (c == '\n') {
            out += "\\n";
        } else {
            if (c == quote || c == '\\') out += '\\';
            out += c;
        }
    }
    return out + quote;
}

/// The line of the last statement in what ends there: comments and empty lines behind it are left out.
std::string last_line(std::string_view text, std::uint32_t end, long claimed) {
    // `claimed` is right when only comments and blanks stand between it and the end.
    long line = 0;
    std::size_t at = 0;
    while (line < claimed && at < text.size()) {
        const std::size_t next = text.find('\n', at);
        at = next == std::string_view::npos ? text.size() : next + 1;
        ++line;
    }
    if (at > end) return "before " + std::to_string(claimed);
    for (; at < end; at = text.find('\n', at) + 1) {
        const std::size_t word = text.find_first_not_of(" \t\r\f", at);
        if (text[word] != '#' && text[word] != '\n') return "behind " + std::to_string(claimed);
        if (text.find('\n', at) == std::string_view::npos) break;
    }
    return std::to_string(claimed);
}

std::vector<std::string> words_of(const std::string& line) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at <= line.size();) {
        const std::size_t end = std::min(line.find(' ', at), line.size());
        words.push_back(line.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

/// What the outline says, in the oracle's order and form. Imports below `if` and `try` are no statements of the module
/// itself, and the oracle leaves them out: `expected` tells which ones are asked for.
void compare(const std::string& path, const std::string& text, const std::vector<std::string>& expected) {
    const PythonOutline outline = outline_python(text);
    INFO(path);
    REQUIRE(outline.problem == "");
    std::vector<std::string> classes_expected, classes;
    auto imports = outline.imports.begin();
    std::size_t of_class = 0;
    for (const std::string& line : expected) {
        const auto words = words_of(line);
        if (words[0] == "import" || words[0] == "from") {
            const bool from = words[0] == "from";
            const auto same = [&](const PythonImport& each) {
                return each.module == words[1] && each.alias == words.back() && each.name == (from ? words[3] : "");
            };
            imports = std::find_if(imports, outline.imports.end(), same);
            INFO(line);
            REQUIRE(imports != outline.imports.end());
            ++imports;
            continue;
        }
        classes_expected.push_back(line);
        if (words[0] != "class") continue;
        INFO(line);
        REQUIRE(of_class < outline.classes.size());
        const PythonClass& each = outline.classes[of_class++];
        classes.push_back("class " + each.name + " " + last_line(text, each.end, std::stol(words[2])));
        for (const std::string& base : each.bases) classes.push_back(" base " + quoted(base));
        for (const std::string& decorator : each.decorators) classes.push_back(" decorator " + quoted(decorator));
        for (const PythonField& field : each.fields) {
            classes.push_back(" field " + field.name + " " + quoted(field.type) + (field.has_default ? " 1" : " 0"));
        }
    }
    CHECK(classes == classes_expected);
    CHECK(of_class == outline.classes.size());
}

}  // namespace

TEST_CASE("modules of Python's library are outlined as Python reads them") {
    const test::Folder folder;
    folder.put("oracle.py", oracle);
    const auto run = settings::run_program({"python3", "oracle.py", "oracle.txt"});
    if (!run) return test::skipped("there is no python3");
    INFO(run->err);
    REQUIRE(run->exit_status == 0);
    const std::string told = *settings::read_file("oracle.txt");
    std::vector<std::string> expected;
    std::string path;
    std::size_t modules = 0;
    const auto finish = [&] {
        if (!path.empty()) compare(path, *settings::read_file(path), expected);
        modules += path.empty() ? 0 : 1;
        expected.clear();
    };
    for (std::size_t at = 0; at < told.size();) {
        const std::size_t end = told.find('\n', at);
        const std::string line = told.substr(at, end - at);
        if (line.starts_with("file ")) {
            finish();
            path = line.substr(5);
        } else {
            expected.push_back(line);
        }
        at = end + 1;
    }
    finish();
    CHECK(modules > 100);
}
