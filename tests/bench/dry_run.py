#!/usr/bin/env python3
"""Times whole runs of millwright, and prints a table.

    tests/bench/dry_run.py [--bin build/release/millwright] [--runs 9] [--largest 100000]

Productions come from generate.py: services, processes and operations with about 1.5 routes an item and 570 bytes an item,
like real exports; 3,000 items are the size for which IoP's own import and plan were measured to take 40 s. "changed" has a
few items added, removed and altered. Every figure is the median of the runs after one that is not counted, of the whole
process from outside; memory is the peak of resident memory. Standard library only.
"""
import argparse
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
IOP_SECONDS = 40.0  # import and plan of 3,000 items; measured once, cannot be installed from Debian's packages


# Peak memory of a process is at least that of the one that started it, so a small program starts what is measured.
STARTER = """
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
int main(int, char** words) {
    const auto began = std::chrono::steady_clock::now();
    const pid_t child = fork();
    if (child == 0) {
        const int nothing = open("/dev/null", O_WRONLY);
        dup2(nothing, 1);
        dup2(nothing, 2);
        execv(words[1], words + 1);
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - began;
    std::printf("%d %.6f %ld\\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128, seconds.count(), usage.ru_maxrss);
}
"""


def compile_program(folder, name, text):
    source = folder / f"{name}.cc"
    source.write_text(text)
    subprocess.run(["g++", "-O2", source, "-o", folder / name], check=True)
    return folder / name


def once(command, folder, allowed=(0,)):
    """Seconds and peak MiB of one run."""
    words = [str(word) for word in (once.starter, *command)]
    answer = subprocess.run(words, cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout
    status, seconds, kibibytes = answer.split()
    if int(status) not in allowed:
        sys.exit(f"{' '.join(words[1:])}: exit status {status}")
    return float(seconds), int(kibibytes) / 1024


def measure(command, folder, runs, allowed=(0,)):
    once(command, folder, allowed)
    results = [once(command, folder, allowed) for _ in range(runs)]
    return statistics.median(r[0] for r in results), max(r[1] for r in results)


def generate(folder, items, kind, changed=False):
    path = folder / f"{'changed' if changed else 'base'}-{items}.{kind}"
    if not path.exists():
        extra = ["--changed"] if changed else []
        subprocess.run([sys.executable, HERE / "generate.py", str(items), kind, "-o", path, *extra],
                       check=True)
    return path


def deployed(program, folder, items, kind):
    """A folder whose embedded store holds the base production, and the changed one in it."""
    home = folder / f"home-{items}-{kind}"
    changed = home / f"changed.{kind}"
    if not home.exists():
        home.mkdir()
        base = home / f"base.{kind}"
        shutil.copy(generate(folder, items, kind), base)
        shutil.copy(generate(folder, items, kind, changed=True), changed)
        subprocess.run([program, "migrate", base.name, "--yes", "--quiet"], cwd=home, check=True, stdout=subprocess.DEVNULL)
    return home, changed


def row(name, seconds, memory, note=""):
    print(f"{name:<58}{seconds * 1000:>10.1f} ms{memory:>9.1f} MiB   {note}")


def start_up(program, folder, runs):
    empty, memory = measure([compile_program(folder, "empty", "int main() {}\n")], folder, runs * 5)
    row("empty C++ program", empty, memory)
    seconds, memory = measure([program, "--version"], folder, runs * 5)
    row("millwright --version", seconds, memory, f"+{(seconds - empty) * 1000:.1f} ms (aim: +3 ms)")
    settings = HERE.parent.parent / "share/examples/orders/settings.toml"
    seconds, memory = measure([program, "validate", settings], folder, runs * 5)
    row("millwright validate, 4 items", seconds, memory, f"+{(seconds - empty) * 1000:.1f} ms (aim: +8 ms for 20 items)")


def dry_runs(program, folder, runs):
    items = 3000
    for kind, aim in (("cls", 2000), ("toml", 200)):
        home, changed = deployed(program, folder, items, kind)
        seconds, memory = measure([program, "migrate", changed, "--dry-run"], home, runs, (0, 1))
        row(f"dry run, 3,000 items, changed {kind} against SQLite", seconds, memory,
            f"{IOP_SECONDS / seconds:,.0f} times IoP's 40 s (aim: {aim:,})")
    base, changed = generate(folder, items, "json"), generate(folder, items, "json", changed=True)
    seconds, memory = measure([program, "diff", base, changed], folder, runs, (0, 1))
    row("diff, 3,000 items, JSON against JSON", seconds, memory,
        f"{IOP_SECONDS / seconds:,.0f} times IoP's 40 s (aim: 2,000)")


def growth(program, folder, runs, largest):
    for kind in ("cls", "json", "toml"):
        before = None
        items = 1000
        while items <= largest:
            home, changed = deployed(program, folder, items, kind)
            seconds, memory = measure([program, "migrate", changed, "--dry-run"], home, max(3, runs // 3), (0, 1))
            note = f"{changed.stat().st_size / 2**20:.1f} MiB of text"
            if before:
                note += f"; 10 times the items: {seconds / before[0]:.1f} times the time, {memory / before[1]:.1f} the memory (aim: 11)"
            row(f"dry run, {items:,} items, changed {kind} against SQLite", seconds, memory, note)
            before = seconds, memory
            items *= 10


def memory_of_validate(program, folder, items):
    for kind in ("cls", "json", "toml"):
        settings = generate(folder, items, kind)
        seconds, memory = measure([program, "validate", settings], folder, 3, (0, 1))
        text = settings.stat().st_size / 2**20
        row(f"validate, {items:,} items, {kind}", seconds, memory,
            f"{memory / text:.1f} times the {text:.1f} MiB of text (aim: 4)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default=HERE.parent.parent / "build/release/millwright", type=pathlib.Path)
    parser.add_argument("--runs", default=9, type=int)
    parser.add_argument("--largest", default=100_000, type=int)
    options = parser.parse_args()
    program = options.bin.resolve()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        once.starter = compile_program(folder, "starter", STARTER)
        start_up(program, folder, options.runs)
        dry_runs(program, folder, options.runs)
        growth(program, folder, options.runs, options.largest)
        memory_of_validate(program, folder, options.largest)


if __name__ == "__main__":
    main()
