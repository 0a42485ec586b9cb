#!/usr/bin/env python3
"""Kills applies at random moments, and at every named fault point, and looks at what is left.

    tests/faults/kill_apply.py BIN [--kills N] [--items N] [--seed N]

BIN is the folder with millwright and millwright-faults. Applies alternate between two versions of one production. After
each SIGKILL what is deployed must be exactly the old or the new version, with the history that belongs to it and no lock
held, and the next run must work without a person. Each version has a value of its own of a secret: it must belong to what
is deployed, and be in no file. ctest does 25; before a release: --kills 1000. Standard library only.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
LEFT = {"state.db", "state.db-journal", "state.db.lock"}  # all that an apply may leave in its folder
CANARY = "canary-value-"
SECRET = """
[secrets]
kill = { env = "KILL_SECRET" }
[operation.Kill]
class = "demo.Kill"
settings = { Password = "${secret:kill}" }
"""
OLDER = """format = 1
[production]
name = "Demo.Older"
[operation.Mail]
class = "demo.Other"
"""


def environment(version, **more):
    return {**os.environ, "KILL_SECRET": CANARY + version, **more}


def look_for_values(folder):
    for path in pathlib.Path(folder).rglob("*"):
        must(not path.is_file() or CANARY.encode() not in path.read_bytes(), f"the value of a secret is in {path.name}")


class Wrong(Exception):
    pass


def must(holds, text):
    if not holds:
        raise Wrong(text)


def backing_up(point):
    """Only an apply that makes a backup passes the points that are about one."""
    return ["--backup-dir", "backups"] if point.startswith("backup") else []


class Deployment:
    """A folder with both versions of the settings and a state, and what must be in that state."""

    def __init__(self, binaries, folder, items):
        self.binaries = binaries
        self.folder = folder
        self.exports = {}  # version: what is exported when it is deployed
        self.prints = {}   # version: its fingerprint
        self.applied = []  # the versions applied so far, in order
        self.seconds = 0.0
        for version, words in (("a", []), ("b", ["--changed"])):
            subprocess.run([sys.executable, ROOT / "tests/bench/generate.py", str(items), "toml", *words, "-o",
                            folder / f"{version}.toml"], check=True)
            with open(folder / f"{version}.toml", "a", encoding="utf-8") as settings:
                settings.write(SECRET)
        for version in "ab":
            self.apply_well(version)
            self.exports[version] = self.output("export", f"{version}.toml", "--deployed", "--format", "json")
            self.prints[version] = json.loads(self.output("status", f"{version}.toml", "--format", "json"))["fingerprint"]
        must(self.exports["a"] != self.exports["b"], "the two versions are the same")

    def output(self, *words):
        # What is not asked for a value takes no harm from another one.
        version = words[1][0] if words[1].endswith(".toml") else "a"
        done = subprocess.run([self.binaries / "millwright", *words], cwd=self.folder, capture_output=True, timeout=300,
                              env=environment(version))
        must(CANARY.encode() not in done.stdout + done.stderr, f"the value of a secret is shown by {words}")
        must(done.returncode == 0, f"{' '.join(words)}: exit {done.returncode}\n{done.stderr.decode()}")
        return done.stdout

    def start(self, version, program="millwright", **more):
        backup = backing_up(more.get("MILLWRIGHT_TEST_STOP_AT", ""))
        return subprocess.Popen(
            [self.binaries / program, "migrate", f"{version}.toml", "--yes", "--allow-destructive", "--quiet", *backup],
            cwd=self.folder, env=environment(version, **more), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE)

    def next_version(self):
        return "b" if self.applied and self.applied[-1] == "a" else "a"

    def apply_well(self, version):
        began = time.monotonic()
        process = self.start(version)
        _, messages = process.communicate(timeout=300)
        self.seconds = time.monotonic() - began
        must(process.returncode == 0, f"an apply that nobody disturbs: exit {process.returncode}\n{messages.decode()}")
        self.applied.append(version)

    def look(self, version):
        """After an apply of `version` that may have been killed: old or new, and everything as it must be with it."""
        look_for_values(self.folder / ".millwright")
        look_for_values(self.folder / "backups")
        left = set(os.listdir(self.folder / ".millwright"))
        must(left <= LEFT, f"left behind: {left - LEFT}")
        status = json.loads(self.output("status", f"{version}.toml", "--format", "json"))
        new = status["revision"] == len(self.applied) + 1
        if new:
            self.applied.append(version)
        must(status["revision"] == len(self.applied), f"revision {status['revision']} after {len(self.applied)} applies")
        must(not status["lock"]["held"], "a lock outlives its process")
        must((status["pending"] == 0) == new, f"{status['pending']} changes are pending")
        deployed = self.applied[-1]
        must(status["fingerprint"] == self.prints[deployed], "the fingerprint is of neither version")
        export = self.output("export", f"{version}.toml", "--deployed", "--format", "json")
        must(export == self.exports[deployed], "what is deployed is neither the old nor the new version")
        return "new" if new else "old"

    def look_at_history(self):
        history = json.loads(self.output("history", "--file", "a.toml", "--format", "json"))["revisions"]
        prints = [revision["fingerprint"] for revision in history]
        must(prints == [self.prints[version] for version in self.applied], "the history is not what was applied")
        must(len({revision["at"] for revision in history}) == len(history), "two revisions of one moment")


def kill_at_random(deployment, dice):
    """One apply, killed at some moment of the time that an apply takes; what came of it."""
    version = deployment.next_version()
    process = deployment.start(version)
    time.sleep(dice.random() * deployment.seconds * 1.1)
    process.kill()
    process.communicate()
    ended = process.returncode >= 0
    must(not ended or process.returncode == 0, f"exit {process.returncode}")
    journal = (deployment.folder / ".millwright" / "state.db-journal").exists()
    found = deployment.look(version)
    must(not ended or found == "new", "an apply that ended well is not there")
    return "ended before the kill" if ended else f"killed, {found}" + (", open journal" if journal else "")


def fault_points():
    names = []
    for path in sorted((ROOT / "migrate").glob("*.cc")):
        names += re.findall(r'fault_point\("([^"]+)"\)', path.read_text(encoding="utf-8"))
    return list(dict.fromkeys(names))  # each engine has some of the same


UPGRADING = "kept"  # passed only where a state is upgraded


def stop_at_every_point(deployment, fresh):
    """Counts of old and new, of one apply stopped at each named point, on the state as it is and on none."""
    counts = collections.Counter()
    for point in fault_points():
        if point == UPGRADING:
            continue
        version = deployment.next_version()
        process = deployment.start(version, "millwright-faults", MILLWRIGHT_TEST_STOP_AT=point)
        process.communicate(timeout=300)
        must(process.returncode == -9, f'nothing stops at "{point}": exit {process.returncode}')
        counts[deployment.look(version)] += 1
        deployment.apply_well(deployment.next_version())
        deployment.look_at_history()
        folder = fresh / point.replace(" ", "-")
        folder.mkdir()
        (folder / "a.toml").write_bytes((deployment.folder / "a.toml").read_bytes())
        command = [deployment.binaries / "millwright-faults", "migrate", "a.toml", "--yes", "--quiet", *backing_up(point)]
        subprocess.run(command, cwd=folder, env=environment("a", MILLWRIGHT_TEST_STOP_AT=point), capture_output=True)
        look_for_values(folder / ".millwright")
        again = subprocess.run(command, cwd=folder, env=environment("a"), capture_output=True)
        must(again.returncode == 0, f'after a first apply stopped at "{point}": {again.stderr.decode()}')
    return counts


def stop_while_upgrading(binaries, folder):
    """A state of the first format, its upgrade stopped at every named point: whole, and upgraded by the next run."""
    older = (ROOT / "tests/migrate/stored/format-1.db").read_bytes()
    for point in fault_points():
        place = folder / ("older-" + point.replace(" ", "-"))
        (place / ".millwright").mkdir(parents=True)
        (place / ".millwright" / "state.db").write_bytes(older)
        (place / "settings.toml").write_text(OLDER)

        def run(program, *words, **more):
            return subprocess.run([binaries / program, *words], cwd=place, env=environment("a", **more),
                                  capture_output=True, timeout=300)

        def revision():
            return json.loads(run("millwright", "status", "--format", "json").stdout)["revision"]

        apply = ["migrate", "--yes", "--allow-destructive", "--quiet", *backing_up(point)]
        stopped = run("millwright-faults", *apply, MILLWRIGHT_TEST_STOP_AT=point)
        must(stopped.returncode == -9, f'nothing stops at "{point}" of an upgrade: exit {stopped.returncode}')
        must(revision() in (2, 3), f'after an upgrade stopped at "{point}": revision {revision()}')
        again = run("millwright", *apply)
        must(again.returncode == 0, f'after an upgrade stopped at "{point}": {again.stderr.decode()}')
        must(revision() == 3, f'after an upgrade stopped at "{point}" and one more apply: revision {revision()}')
        kept = sqlite3.connect(f"file:{place}/.millwright/state.db.format-1?mode=ro", uri=True)
        must(kept.execute("SELECT max(n) FROM revision").fetchone() == (2,), "the copy of the older state is not whole")
        kept.close()
        left = set(os.listdir(place / ".millwright"))
        must(left <= LEFT | {"state.db.format-1"}, f"left behind: {left}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--items", type=int, default=300)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    chosen = parser.parse_args()
    os.umask(0o022)
    dice = random.Random(chosen.seed)
    counts = collections.Counter()
    with tempfile.TemporaryDirectory(prefix="millwright-kill-") as folder:
        place = pathlib.Path(folder)
        (place / "main").mkdir()
        try:
            deployment = Deployment(chosen.bin.resolve(), place / "main", chosen.items)
            print(f"an apply takes {deployment.seconds * 1000:.0f} ms; seed {chosen.seed}", flush=True)
            for number in range(chosen.kills):
                counts[kill_at_random(deployment, dice)] += 1
                if number % 2 == 1:  # else the next apply, too, meets what this one left
                    deployment.apply_well(deployment.next_version())
                if number % 10 == 9 or number == chosen.kills - 1:
                    deployment.look_at_history()
            if (deployment.binaries / "millwright-faults").exists():
                stopped = stop_at_every_point(deployment, place)
                stop_while_upgrading(deployment.binaries, place)
                print(f"{len(fault_points())} named points: {stopped['old']} old, {stopped['new']} new, and an upgrade at each")
            deployment.apply_well(deployment.next_version())
            deployment.look_at_history()
        except Wrong as wrong:
            print(f"FAILED after {sum(counts.values())} kills, seed {chosen.seed}: {wrong}")
            return 1
        print(f"{chosen.kills} applies, {len(deployment.applied)} revisions: "
              + "; ".join(f"{count} {what}" for what, count in sorted(counts.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
