#!/usr/bin/env python3
"""Reads every source file and fails on what the house does not allow.

    tests/house/house.py [ROOT]        check the repository (or another tree)
    tests/house/house.py --self-test   show that each rule can fail

Rules: an include does not climb (LAYERS); a third-party header is included only where THIRD_PARTY says; an include of
our own is rooted and exists; the first line of a header is a // comment; a file is at most 500 lines (tests: 900), a
function at most 60; only cli and tests print. Standard library only.
"""
import pathlib
import re
import sys
import tempfile

# Each box and the boxes whose headers its files may include. tests may include everything.
LAYERS = {
    "graph": {"graph"},
    "graph/layout": {"graph", "graph/layout"},
    "settings": {"settings", "graph"},
    "templates": {"templates", "settings", "graph"},
    "migrate": {"migrate", "settings", "graph"},
    "cli": {"cli", "migrate", "templates", "settings", "graph", "graph/layout"},
}

# Third-party headers and the files that may include them, both as regular expressions of the whole name. A header that
# stands in no line may be included by nobody: add it here, and only where it is needed.
THIRD_PARTY = [
    (r"tl/expected\.hpp", r"graph/result\.h"),
    (r"nettle/.*", r"graph/digest\.cc"),
    (r"utf8proc\.h", r"graph/display_width\.cc"),
    (r"(graphviz/)?(cgraph|cdt)\.h", r"graph/render/dot_canvas\.cc|graph/layout/.*"),
    (r"(graphviz/)?gvc.*\.h", r"graph/layout/.*"),
    (r"tao/pegtl.*\.hpp", r"graph/condition_(parser|grammar)[^/]*"),
    (r"re2/re2\.h", r"graph/(condition_\w+|regex)\.cc"),
    (r"date/.*\.h", r"settings/zones\.cc"),
    (r"toml\.hpp", r"settings/toml_text\.cc|tests/bench/toml_bench\.cc"),
    (r"pugixml\.hpp", r"settings/iris/.*"),
    (r"nlohmann/json\.hpp", r".*\.cc"),
    (r"nlohmann/json_fwd\.hpp", r".*"),
    (r"sqlite3\.h", r"migrate/sqlite[^/]*|tests/.*"),
    (r"libpq-fe\.h", r"migrate/postgres_library\.h"),
    (r"CLI/.*\.hpp", r"cli/options\.cc"),
    (r"kainjow/mustache\.hpp", r"templates/template_text\.cc"),
    (r"dtl/dtl\.hpp", r"templates/unified_diff\.cc"),
    (r"catch2/.*|rapidcheck.*|benchmark/.*", r"tests/.*"),
]

# Headers of the C++ library and of the system that are named like a third-party one, without a folder, ending in .h.
SYSTEM = re.compile(
    r"(sys|netinet|arpa|linux)/\w+\.h|(dirent|dlfcn|errno|fcntl|fnmatch|getopt|glob|grp|iconv|limits|math|netdb|poll|pthread|"
    r"pwd|sched|signal|spawn|stdint|stdlib|string|strings|syslog|termios|time|unistd|utime|wchar)\.h")

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
PRINTS = re.compile(r"\bstd::(cout|cerr|clog)\b|\b(printf|puts|putchar|vprintf)\s*\(|\bf(printf|puts|write)\s*\(.*\bstd(out|err)\b")
ROOMS = ("cli", "graph", "migrate", "settings", "templates", "tests")
MOST_LINES, MOST_LINES_OF_TESTS, MOST_LINES_OF_A_FUNCTION = 500, 900, 60


def box_of(name):
    """The box that a file belongs to: the longest one in LAYERS that its path begins with; 'tests' for tests."""
    boxes = [box for box in (*LAYERS, "tests") if name.startswith(box + "/")]
    return max(boxes, key=len, default=None)


def without_strings_and_comments(text):
    """The text with the insides of strings, characters and comments blanked, line breaks kept."""
    pattern = re.compile(
        r'R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)"|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'
        r"(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'", re.DOTALL)
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def include_findings(root, name, lines):
    box = box_of(name)
    for number, line in enumerate(lines, 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        quote, header = found.groups()
        ours = box_of(header)
        if quote == '"' and ours is None:
            yield number, f'"{header}" is not rooted at the repository'
        elif quote == '"':
            if not (root / header).exists():
                yield number, f'"{header}" does not exist'
            if box != "tests" and ours not in LAYERS[box]:
                yield number, f'"{header}" climbs: {box} may not include {ours}'
        else:
            yield from third_party_findings(name, number, header)


def third_party_findings(name, number, header):
    if "/" not in header and "." not in header or SYSTEM.fullmatch(header):
        return
    rules = [files for pattern, files in THIRD_PARTY if re.fullmatch(pattern, header)]
    if not rules:
        yield number, f"<{header}> is in no line of the table of third-party headers"
    elif not any(re.fullmatch(files, name) for files in rules):
        yield number, f"<{header}> may be included only by {' or '.join(rules)}"


def function_findings(text):
    """Functions longer than allowed. A function begins at a line that is not deeper than the class that holds it and
    opens a brace that is neither a type's nor a namespace's nor an initialiser's."""
    depth, open_blocks = 0, []
    statement = ""
    for number, line in enumerate(without_strings_and_comments(text).split("\n"), 1):
        if line.lstrip().startswith("#"):
            continue
        for sign in line:
            if sign == "{":
                inside = any(kind == "function" for kind, _ in open_blocks)
                scope = re.search(r"\b(namespace|class|struct|union|enum|extern)\b(?![^{]*\)\s*(const|noexcept|override|\s)*$)", statement)
                kind = "scope" if scope else "function" if ")" in statement and "=" not in statement.split("(")[0] else "other"
                open_blocks.append(("inner" if inside else kind, number))
                depth, statement = depth + 1, ""
            elif sign == "}":
                if open_blocks:
                    kind, began = open_blocks.pop()
                    if kind == "function" and number - began + 1 > MOST_LINES_OF_A_FUNCTION:
                        yield began, f"a function of {number - began + 1} lines; at most {MOST_LINES_OF_A_FUNCTION}"
                depth, statement = depth - 1, ""
            elif sign == ";":
                statement = ""
            else:
                statement += sign
        statement += " "


def file_findings(root, name):
    text = (root / name).read_text(encoding="utf-8")
    lines = text.split("\n")
    count = len(lines) - (lines[-1] == "")
    most = MOST_LINES_OF_TESTS if name.startswith("tests/") else MOST_LINES
    if count > most:
        yield count, f"{count} lines; at most {most}"
    if name.endswith(".h") and not lines[0].startswith("// "):
        yield 1, "the first line of a header says in a // comment what it is for"
    yield from include_findings(root, name, lines)
    if not name.startswith(("cli/", "tests/")):
        for number, line in enumerate(without_strings_and_comments(text).split("\n"), 1):
            if PRINTS.search(line):
                yield number, "only cli prints"
    if not name.startswith("tests/"):
        yield from function_findings(text)


def findings(root):
    for room in ROOMS:
        for path in sorted((root / room).rglob("*")):
            if path.suffix in (".h", ".cc") and path.is_file():
                name = path.relative_to(root).as_posix()
                if path.relative_to(root).parts[:2] == ("tests", "cases"):
                    continue
                for number, message in file_findings(root, name):
                    yield f"{name}:{number}: {message}"


BAD = {  # name: (text, what must be said of it, or nothing)
    "graph/a.h": ("// What it is.\n#include <string>\n", ""),
    "graph/b.cc": ('#include "settings/keys.h"\n', "graph/b.cc:1: \"settings/keys.h\" climbs"),
    "graph/c.cc": ('#include "graph/layout/child.h"\n', "graph/c.cc:1: \"graph/layout/child.h\" climbs"),
    "graph/layout/child.h": ("// Draws.\n#include <graphviz/gvc.h>\n#include <sys/wait.h>\n", ""),
    "settings/keys.h": ("// Keys.\n#include \"graph/a.h\"\n", ""),
    "settings/d.cc": ('#include "migrate/plan.h"\n#include "graph/layout/child.h"\n',
                      "settings/d.cc:2: \"graph/layout/child.h\" climbs"),
    "settings/e.cc": ("#include <toml.hpp>\n", "settings/e.cc:1: <toml.hpp> may be included only by"),
    "settings/toml_text.cc": ("#include <toml.hpp>\n", ""),
    "migrate/plan.h": ("// Plans.\n#include <nlohmann/json.hpp>\n", "migrate/plan.h:2: <nlohmann/json.hpp> may be"),
    "migrate/f.cc": ('#include <boost/any.hpp>\n#include "plan.h"\n', "migrate/f.cc:1: <boost/any.hpp> is in no line"),
    "migrate/g.cc": ('#include "plan.h"\n', "migrate/g.cc:1: \"plan.h\" is not rooted"),
    "migrate/h.cc": ('#include "cli/run.h"\n', "migrate/h.cc:1: \"cli/run.h\" climbs"),
    "templates/i.cc": ('#include "migrate/plan.h"\n', "templates/i.cc:1: \"migrate/plan.h\" climbs"),
    "templates/j.cc": ('#include "graph/nowhere.h"\n', "templates/j.cc:1: \"graph/nowhere.h\" does not exist"),
    "cli/run.h": ("\n#include \"graph/layout/child.h\"\n", "cli/run.h:1: the first line of a header"),
    "cli/k.cc": ('void f() {\n  std::cout << 1;\n' + "  f();\n" * 60 + "}\n", "cli/k.cc:1: a function of 63 lines"),
    "cli/l.cc": ('namespace a {\nvoid f(int x) {\n  if (x) {\n' + "    f(1);\n" * 56 + "  }\n}\n}\n", ""),
    "graph/m.cc": ("// std::cout\nconst char* a = \"std::cout\";\nvoid f() { std::cout << 1; }\n", "graph/m.cc:3: only cli"),
    "graph/n.cc": ("\n" * 501, "graph/n.cc:501: 501 lines"),
    "tests/graph/o_test.cc": ("#include <catch2/catch.hpp>\n#include \"cli/run.h\"\n" + "\n" * 800, ""),
    "tests/graph/p_test.cc": ("\n" * 901, "tests/graph/p_test.cc:901: 901 lines"),
}


def self_test():
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, (text, _) in BAD.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        found = list(findings(root))
    wrong = 0
    for name, (_, wanted) in BAD.items():
        said = [line for line in found if line.startswith(name + ":")]
        if not any(line.startswith(wanted) for line in said) if wanted else said:
            wrong += 1
            print(f"{name}: wanted {wanted or 'nothing'!r}, got {said}")
    print(f"self-test: {len(BAD) - wrong} passed, {wrong} failed")
    return 1 if wrong else 0


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    root = pathlib.Path(sys.argv[1]) if sys.argv[1:] else pathlib.Path(__file__).resolve().parent.parent.parent
    found = list(findings(root))
    print("\n".join(found) if found else "the house is in order")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
