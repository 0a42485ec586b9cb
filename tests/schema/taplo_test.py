#!/usr/bin/env python3
"""Do the schemas of settings.toml and of scenarios work in editors? Tried with taplo, which checks and completes TOML for most of them.

    tests/schema/taplo_test.py TOOLS        TOOLS: where npm installed tests/tools/package.json

`taplo lint` takes the examples and refuses each file of settings_wrong/ at the key that its first line names; the language
server offers the keys of tables with what they mean, and the words of keys. Exits 77 where node or the tools are missing
(share/test.sh installs them where npm and its registry are to be had).
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = (ROOT / "share/schema/settings.schema.json").as_uri()
WRONG = pathlib.Path(__file__).resolve().parent / "settings_wrong"
DIRECTIVE = f"#:schema {SCHEMA}\n"
OF_SCENARIOS = f"#:schema {(ROOT / 'share/schema/scenario.schema.json').as_uri()}\n"

# Where a completion is asked for: the text before, and names that have to be offered.
COMPLETIONS = [
    ("a service", "[service.X]\n", {"class", "pool_size", "targets", "adapter_settings", "description"}, {"handler", "store"}),
    ("a process", "[process.X]\n", {"class", "state", "route", "trigger", "when_failed"}, {"store"}),
    ("a step", "[process.X]\n[[process.X.step]]\nname = \"s\"\n", {"kind", "when", "retry", "outcomes", "satisfies"}, {"store"}),
    ("a deployment", "[deployment.X]\n", {"store", "iris", "namespace", "ignore"}, {"class"}),
    ("an overlay", "[overlay.X]\n", {"operation", "unset", "variables"}, {"format", "deployment", "overlay"}),
    ("an overlaid item", "[overlay.X.operation.Y]\n", {"pool_size", "enabled"}, {"unset"}),
    ("a message", "[message.X]\n", {"kind", "class", "fields", "stream"}, {"pool_size"}),
    ("words", "[message.X]\nkind = ", {'"request"', '"event"', '"command"'}, set()),
    ("the file", "\n", {"production", "message", "service", "overlay"}, {"pool_size"}),
]
# taplo shows no meaning for a key that is another table: it takes that table's own.
TABLES = {"retry", "trigger", "production", "overlay"}


def run(*command, folder):
    return subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True, timeout=120)


def lint(tools, folder, texts):
    """Checks all files in one run: {name: places of errors as "line:column"}, and what taplo said."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    done = run("node", tools / "node_modules/@taplo/cli/dist/cli.js", "lint", "--colors", "never", *texts, folder=folder)
    said = done.stdout + done.stderr
    places = {name: re.findall(rf"/{re.escape(name)}:(\d+):\d+", said) for name in texts}
    return done.returncode, places, said


def line_of(path, text):
    """The number of the line in which the last part of a key's path is written; 0 where a whole table is meant."""
    part = next((part for part in reversed(path.split(".")) if not part.isdigit()), "")
    numbers = [number for number, line in enumerate(text.splitlines(), 1)
               if part and re.search(rf"(^|[\s{{,]){re.escape(part)} = ", line)]
    return numbers[-1] if numbers else 0


def lints(tools, folder):
    problems = []
    good = {path.parent.name + ".toml": DIRECTIVE + path.read_text(encoding="utf-8")
            for path in sorted(ROOT.glob("share/examples/*/settings.toml"))}
    good |= {path.name: OF_SCENARIOS + path.read_text(encoding="utf-8")
             for path in sorted(ROOT.glob("share/examples/*/*.scenario.toml"))}
    status, places, said = lint(tools, folder, good)
    if status != 0 or any(places.values()):
        problems.append(f"the examples: exit {status}; taplo says\n{said}")
    wrong = {path.name: DIRECTIVE + path.read_text(encoding="utf-8") for path in sorted(WRONG.glob("*.toml"))}
    status, places, said = lint(tools, folder, wrong)
    if status != 1:
        problems.append(f"the wrong files: exit {status}; taplo says\n{said}")
    for name, text in wrong.items():
        line = line_of(text.splitlines()[1].removeprefix("# "), text)
        if not places[name] or line and str(line) not in places[name]:
            problems.append(f"{name}: an error in line {line} was expected, there are some in {places[name]}")
    _, places, said = lint(tools, folder, {"wrong.toml": OF_SCENARIOS + "[[scenario]]\nname = \"a\"\nsend = { too = \"A\" }\n"})
    if set(places["wrong.toml"]) != {"4"}:
        problems.append(f"a wrong scenario: an error in line 4 was expected; taplo says\n{said}")
    return problems, len(wrong) + 1


def completions(tools, folder):
    asked = []
    for number, (_, before, _, _) in enumerate(COMPLETIONS):
        text = DIRECTIVE + "format = 1\n" + before
        (folder / f"{number}.toml").write_text(text + "\n", encoding="utf-8")
        lines = text.split("\n")
        asked += [f"{number}.toml", len(lines) - 1, len(lines[-1])]
    done = run("node", ROOT / "tests/tools/complete.js", tools / "node_modules/@taplo/lsp", *asked, folder=folder)
    if done.returncode != 0:
        return [f"the language server: {done.stderr[-2000:]}"]
    problems = []
    for (what, _, wanted, unwanted), items in zip(COMPLETIONS, json.loads(done.stdout), strict=True):
        offered = {item["label"] for item in items}
        if not wanted <= offered or offered & unwanted:
            problems.append(f"{what}: not offered {sorted(wanted - offered)}, offered all the same "
                            f"{sorted(offered & unwanted)}")
        meant = {item["label"] for item in items if item.get("documentation", {}).get("value")}
        keys = {name for name in wanted if name.isidentifier()} - TABLES
        if not keys <= meant:
            problems.append(f"{what}: offered without a meaning {sorted(keys - meant)}")
    return problems


def main():
    tools = pathlib.Path(sys.argv[1]).resolve()
    if shutil.which("node") is None or not (tools / "node_modules/@taplo/lsp").is_dir():
        print("SKIPPED: node or taplo is not installed here")
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        problems, wrong = lints(tools, folder)
        problems += completions(tools, folder)
    for problem in problems:
        print("FAILED:", problem)
    print(f"{wrong} wrong files, {len(COMPLETIONS)} completions, {len(problems)} failures")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
