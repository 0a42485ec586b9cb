#!/usr/bin/env python3
"""A row of Markdown for each production: its items, and its edges by where they were found.

    tests/bench/iris_origins.py --bin build/release/millwright PATH[:PRODUCTION]...

PATH is a class or a folder of sources, whose only production is meant where none is named. Standard library only.
"""
import argparse
import collections
import json
import subprocess

ORIGINS = ("setting", "default", "rule", "bpl", "source")


def row(binary, path, production):
    command = [binary, "render", path, "--format", "json", "--quiet"]
    if production:
        command += ["--production", production]
    graph = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    items = {node["name"] for node in graph["nodes"]}
    edges = collections.Counter(edge["origin"] for edge in graph["edges"] if edge["target"] in items)
    dynamic = sum(len(node.get("dynamic", ())) for node in graph["nodes"])
    cells = [graph["production"], len(items), *(edges[origin] or "" for origin in ORIGINS), dynamic or ""]
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bin", required=True)
    options.add_argument("paths", nargs="+", metavar="PATH[:PRODUCTION]")
    given = options.parse_args()
    print("| production | items | " + " | ".join(ORIGINS) + " | dynamic |")
    print("|---" * (len(ORIGINS) + 3) + "|")
    for each in given.paths:
        path, _, production = each.partition(":")
        print(row(given.bin, path, production))


if __name__ == "__main__":
    main()
