#!/usr/bin/env python3
"""Times pictures of millwright against Graphviz' dot, and prints a table.

    tests/bench/pictures.py [--bin build/release/millwright] [--runs 5]

Productions come from generate.py: services, processes and operations with 1.5 routes an item, nearly all of them joined,
because real productions cluster but hang together. 1,000 items are about the largest that people still draw in one picture;
dot is quick there, and what is measured is mostly what everything around it costs. 5,000 are where dot takes so long that
nobody waits. 10,000 are the most that are drawn without being collapsed. Growth is shown from 2,500 to 40,000 items.
Pictures with more than 300 routes are placed by millwright, and Graphviz only draws them.

Seconds are those of the processor, user and system, of a whole run with all its children; the runs of what is compared
alternate, and the median counts. Clock times stand beside them. Standard library and `dot` only.
"""
import argparse
import json
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


class Run:
    """One run: seconds of the processor, of the clock, and peak MiB."""

    def __init__(self, command, folder):
        quiet = [(os.POSIX_SPAWN_OPEN, descriptor, os.devnull, os.O_RDWR, 0) for descriptor in (0, 1, 2)]
        began = time.monotonic()
        words = [str(word) for word in command]
        before = os.getcwd()
        os.chdir(folder)
        child = os.posix_spawnp(words[0], words, os.environ, file_actions=quiet)
        os.chdir(before)
        _, status, usage = os.wait4(child, 0)
        self.clock = time.monotonic() - began
        self.processor = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024
        if status != 0:
            sys.exit(f"{' '.join(words)}: status {status}")


def interleaved(commands, folder, runs):
    """Medians of processor and clock seconds, and the largest memory, by command."""
    results = [[Run(command, folder) for command in commands] for _ in range(runs)]
    return [(statistics.median(run[i].processor for run in results), statistics.median(run[i].clock for run in results),
             max(run[i].memory for run in results)) for i in range(len(commands))]


def row(name, measured, note=""):
    processor, clock, memory = measured
    print(f"{name:<66}{processor:>8.2f} s{clock:>8.2f} s{memory:>8.0f} MiB   {note}", flush=True)


def generate(folder, items):
    path = folder / f"{items}.toml"
    if not path.exists():
        subprocess.run([sys.executable, HERE / "generate.py", str(items), "toml", "-o", path], check=True)
    return path


def written(program, settings, format_, *more):
    command = [program, "render", settings, "--format", format_, "--quiet", *more]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def render(program, settings, *more):
    return [program, "render", settings, "-o", settings.with_suffix(".svg"), "--quiet", *more]


def dot(text):
    return ["dot", "-Tsvg", text, "-o", text.with_suffix(".dot.svg")]


def plain_graph(program, settings):
    """Names and edges, nothing else."""
    view = json.loads(written(program, settings, "json"))
    path = settings.with_suffix(".plain.dot")
    edges = (f"{json.dumps(edge['source'])} -> {json.dumps(edge['target'])};\n" for edge in view["edges"])
    nodes = (f"{json.dumps(node['name'])};\n" for node in view["nodes"])
    path.write_text("digraph {\n" + "".join(nodes) + "".join(edges) + "}\n")
    return path


def without_settings(program, settings):
    """Our labels and shapes, and dot's own defaults of how it lays out."""
    text = written(program, settings, "dot", "--collapse", "none")
    text = re.sub(r"^\t\t(splines|nslimit1?|mclimit|layout|ranksep|nodesep)=[^,\n]*,?\n", "", text, flags=re.M)
    text = re.sub(r'^\t\tpos="[^"]*",?\n', "", text, flags=re.M)
    path = settings.with_suffix(".labels.dot")
    path.write_text(text)
    return path


def against_the_same_text(program, folder, runs):
    settings = generate(folder, 1000)
    text = settings.with_suffix(".same.dot")
    text.write_text(written(program, settings, "dot"))
    ours, theirs = interleaved([render(program, settings), dot(text)], folder, runs)
    row("1,000 items: dot on the text that millwright writes", theirs)
    row("1,000 items: millwright render -o x.svg", ours, f"{ours[0] / theirs[0]:.2f} times (aim: at most 1.1)")


def against_defaults(program, folder, runs):
    settings = generate(folder, 5000)
    commands = [render(program, settings), dot(plain_graph(program, settings)), dot(without_settings(program, settings))]
    ours, plain, labels = interleaved(commands, folder, max(1, runs // 2))
    row("5,000 items: dot with its defaults, names and edges only", plain)
    row("5,000 items: dot with its defaults, our labels and shapes", labels)
    row("5,000 items: millwright render -o x.svg", ours,
        f"{ours[0] / plain[0]:.2f} and {ours[0] / labels[0]:.2f} times (aim: a quarter)")


def growth(program, folder, runs):
    before = None
    for items in (2500, 5000, 10_000, 20_000, 40_000):
        (ours,) = interleaved([render(program, generate(folder, items), "--collapse", "none")], folder, max(1, runs // 2))
        note = "aim: under 15 s" if items == 10_000 else ""
        if before:
            note = (f"twice the items: {ours[0] / before[0]:.1f} times the time, {ours[2] / before[2]:.1f} the memory; " + note).strip("; ")
        row(f"{items:,} items: millwright render -o x.svg", ours, note)
        before = ours


def shuffled(text, seed):
    head, *tables = text.split("\n\n[")
    random.Random(seed).shuffle(tables)
    return "\n\n[".join([head, *(table.rstrip("\n") for table in tables)]) + "\n"


def without_lines(text):
    """Lines of the file are other ones, of course."""
    return re.sub(r'"(line|column)": *\d+', r'"\1": 0', text)


def identity(program, folder):
    for items in (1000, 5000):
        settings = generate(folder, items)
        first = [written(program, settings, "dot"), without_lines(written(program, settings, "json"))]
        for seed in (1, 2, 3):
            other = folder / "shuffled" / settings.name
            other.parent.mkdir(exist_ok=True)
            other.write_text(shuffled(settings.read_text(), seed))
            again = [written(program, other, "dot"), without_lines(written(program, other, "json"))]
            again[1] = again[1].replace(str(other), str(settings))
            if again != first:
                sys.exit(f"{items:,} items, shuffled by {seed}: dot or json differs")
        svg = [written(program, settings, "svg") for _ in range(2)]
        if svg[0] != svg[1]:
            sys.exit(f"{items:,} items: svg differs from run to run")
        print(f"{items:,} items: dot and json are the same bytes from shuffled input, svg from run to run")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default=HERE.parent.parent / "build/release/millwright", type=pathlib.Path)
    parser.add_argument("--runs", default=5, type=int)
    options = parser.parse_args()
    program = options.bin.resolve()
    print(f"{'':<66}{'processor':>10}{'clock':>10}{'memory':>12}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        against_the_same_text(program, folder, options.runs)
        against_defaults(program, folder, options.runs)
        growth(program, folder, options.runs)
        identity(program, folder)


if __name__ == "__main__":
    main()
