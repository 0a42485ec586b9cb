#!/usr/bin/env python3
"""Does the parser of mermaid take what we write, and find the same nodes, titles and edges in it?

    tests/mermaid/mermaid_test.py BIN TOOLS     BIN: the build folder; TOOLS: where npm installed tests/tools/package.json

Drawn are the pictures of tests/support/pictures.h, the examples, and the classes of MILLWRIGHT_CORPUS where that is set.
Each diagram with a bracket taken out has to be refused. Exits 77 where node or mermaid is missing (share/test.sh installs
them where npm and its registry are to be had).
"""
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLES = HERE.parents[1] / "share/examples"
MOST_EDGES, MOST_CHARACTERS = 500, 50_000


def drawn(folder):
    inputs = [str(path) for path in sorted(EXAMPLES.glob("*/settings.toml"))]
    corpus = os.environ.get("MILLWRIGHT_CORPUS")
    if corpus:
        inputs += [str(path) for path in sorted(pathlib.Path(corpus, "iris").glob("*.cls"))]
    done = subprocess.run([folder / "tests/print-mermaid", *inputs], capture_output=True, check=True, timeout=120)
    return json.loads(done.stdout)


def parsed(tools, texts):
    done = subprocess.run(["node", HERE / "parse.mjs", tools], input=json.dumps([{"text": text} for text in texts]),
                          capture_output=True, text=True, timeout=300, check=True)
    return json.loads(done.stdout)


def shown(label):
    """A label as a reader sees it: mermaid keeps its entities in a writing of its own until it draws."""
    return html.unescape(label.replace("ﬂ°°", "&#").replace("ﬂ°", "&").replace("¶ß", ";")).replace("\u200b", "")


def problems_of(diagram, result):
    if "error" in result:
        return [f"refused: {result['error'].strip()}"]
    problems = [f"read as Markdown: {found}" for found in result["markdown"]]
    if len(result["nodes"]) != len(diagram["titles"]) or result["edges"] != diagram["edges"]:
        problems.append(f"{len(result['nodes'])} nodes and {result['edges']} edges instead of {len(diagram['titles'])} "
                        f"and {diagram['edges']}")
    for number, title in enumerate(diagram["titles"]):
        label = shown(result["nodes"].get(f"n{number}", ""))
        if title not in label:
            problems.append(f"the title {title!r} became {label!r}")
    return problems


def broken(text):
    """Without the bracket that closes the first node; None where there is no node."""
    less = re.sub(r'(?m)^( +n0\S*?".*")[\])}/]+(?=:::)', r"\1", text, count=1)
    return less if less != text else None


def main():
    folder, tools = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    if shutil.which("node") is None or not (tools / "node_modules/mermaid").is_dir():
        print("SKIPPED: node or mermaid is not installed here")
        return 77
    diagrams = drawn(folder)
    problems = []
    for diagram, result in zip(diagrams, parsed(tools, [diagram["text"] for diagram in diagrams])):
        problems += [f"{diagram['name']}: {problem}" for problem in problems_of(diagram, result)]
        if len(diagram["text"]) > MOST_CHARACTERS or diagram["edges"] > MOST_EDGES:
            problems.append(f"{diagram['name']}: larger than viewers of mermaid draw")
    wrong = [text for text in map(broken, (diagram["text"] for diagram in diagrams)) if text]
    problems += [f"not refused: {text}" for text, result in zip(wrong, parsed(tools, wrong)) if "error" not in result]
    if len(wrong) < len(diagrams) - 1:
        problems.append(f"only {len(wrong)} diagrams were broken")
    for problem in problems:
        print("FAILED:", problem)
    print(f"{len(diagrams)} diagrams, {len(wrong)} broken ones")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
