#!/usr/bin/env python3
"""Many migrators of one production at once, as from many machines, and what is there when all have ended.

    tests/faults/race.py BIN [--engine sqlite|postgresql] [--migrators N] [--rounds N]

BIN is the folder with millwright and millwright-faults (which takes the names of user and machine from the environment).
Each migrator wants a version of its own. A round has them start together in one of three ways: as they are (who meets the
lock is refused at once), with --lock-timeout (who waited meets a deployment that moved), and again and again until each has
been applied. Held: a success is a revision of its own, made by who says so; whoever loses ends with 3 and is told who holds
the lock, or that what is deployed moved; no other exit status; the history is one line without gaps; what is deployed is
what the last success wanted; the lock is free. Standard library only.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

from trial import SECONDS, SKIP, Wrong, must, postgres_server

SETTINGS = """format = 1
[production]
name = "Demo.Race"
[service.In]
class = "demo.In"
targets = {{ Output = "Out" }}
[operation.Out]
class = "demo.Out"
settings = {{ Wanted = "{wanted}" }}
[deployment.shared]
store = "{store}"
"""
HOLDER = r"(user-\d+@machine-\d+, process \d+|holder not known)"


class Migrators:
    def __init__(self, binaries, folder, store, number):
        self.binaries = binaries
        self.folder = folder
        self.store = store
        self.number = number
        self.revisions = []  # (user, host, what it wanted)
        self.meetings = collections.Counter()

    def output(self, *words):
        done = subprocess.run([self.binaries / "millwright", *words], cwd=self.folder / "0", capture_output=True,
                              timeout=SECONDS)
        must(done.returncode == 0, f"{' '.join(words)}: exit {done.returncode}\n{done.stderr.decode()}")
        return done.stdout

    def migrate(self, one, wanted, words):
        """Exit status and messages of migrator `one`, who wants that value."""
        folder = self.folder / str(one)
        folder.mkdir(exist_ok=True)
        (folder / "settings.toml").write_text(SETTINGS.format(wanted=wanted, store=self.store))
        names = {"MILLWRIGHT_TEST_USER": f"user-{one}", "MILLWRIGHT_TEST_HOST": f"machine-{one}"}
        done = subprocess.run([self.binaries / "millwright-faults", "migrate", "--yes", "--quiet", *words], cwd=folder,
                              env={**os.environ, **names}, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS)
        return done.returncode, done.stdout.decode() + done.stderr.decode()

    def judge(self, one, status, messages):
        """Whether it was applied."""
        must(status in (0, 3), f"migrator {one}: exit {status}\n{messages}")
        if status == 0:
            self.meetings["applied"] += 1
            return True
        held = re.search(r"error MW\d+: another apply holds the lock: " + HOLDER, messages)
        moved = re.search(r"error MW\d+: the deployed production is at revision \d+, and the plan was made of revision",
                          messages)
        must(held or moved, f"migrator {one} was refused, and not told why:\n{messages}")
        must("nothing was done" in messages, f"migrator {one} is not told that nothing was done:\n{messages}")
        self.meetings["told who holds the lock" if held else "told that what is deployed moved"] += 1
        if held and held[1] == "holder not known":
            self.meetings["of these: not by name"] += 1
        return False

    def try_once(self, one, label, words):
        wanted = f"{label}-{one}"
        applied = self.judge(one, *self.migrate(one, wanted, words))
        return [(f"user-{one}", f"machine-{one}", wanted)] if applied else []

    def try_until_applied(self, one, label, words):
        for _ in range(100 * self.number):
            if applied := self.try_once(one, label, words):
                return applied
        raise Wrong(f"migrator {one} is never let in")

    def round(self, label, attempt, words=()):
        """All at once."""
        before = len(self.revisions)
        with concurrent.futures.ThreadPoolExecutor(self.number) as pool:
            futures = [pool.submit(attempt, one, label, words) for one in range(self.number)]
            won = [success for future in futures for success in future.result()]
        history = json.loads(self.output("history", "--format", "json"))["revisions"]
        must([row["revision"] for row in history] == list(range(1, len(history) + 1)), "the history has gaps")
        must(len(history) == before + len(won), f"{len(won)} successes and {len(history) - before} revisions")
        made = [(row["by"], row["host"]) for row in history[before:]]
        must(sorted(made) == sorted((user, host) for user, host, _ in won), f"{made} are not those who were told so")
        must(len({row["plan_digest"] for row in history}) == len(history), "two revisions of one plan")
        wanted = {(user, host): value for user, host, value in won}
        self.revisions += [(*names, wanted[names]) for names in made]
        must(won, "nobody won")
        last = self.revisions[-1][2]
        exported = self.output("export", "--deployed", "--format", "json").decode()
        must(f'"{last}"' in exported, f"what is deployed is not {last}, which was the last to win")
        must(not json.loads(self.output("status", "--format", "json"))["lock"]["held"], "a lock outlives its process")


def race(chosen, folder, store):
    """Prints counts; raises Wrong."""
    migrators = Migrators(chosen.bin.resolve(), folder, store, chosen.migrators)
    must(migrators.judge(0, *migrators.migrate(0, "first", ())), "the first apply")
    migrators.revisions.append(("user-0", "machine-0", "first"))
    migrators.meetings.clear()
    for number in range(chosen.rounds):
        for name, attempt, words in (("at once", migrators.try_once, ()),
                                     ("with --lock-timeout", migrators.try_once, ("--lock-timeout", "120s")),
                                     ("until applied", migrators.try_until_applied, ("--lock-timeout", "120s"))):
            began = time.monotonic()
            before = len(migrators.revisions)
            migrators.round(f"{name.replace(' ', '')}-{number}", attempt, words)
            new = len(migrators.revisions) - before
            if attempt == migrators.try_until_applied:
                must(new == chosen.migrators, f"{new} of {chosen.migrators} were applied")
            print(f"{chosen.engine}, {chosen.migrators} migrators {name}: {new} revisions, "
                  + ", ".join(f"{count} {what}" for what, count in sorted(migrators.meetings.items()))
                  + f"; {time.monotonic() - began:.1f} s", flush=True)
            migrators.meetings.clear()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--migrators", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="millwright-race-") as folder:
        try:
            if chosen.engine == "sqlite":
                race(chosen, pathlib.Path(folder), f"sqlite:{folder}/shared/state.db")
                return 0
            support = postgres_server()
            try:
                server = support.PostgresServer()
            except support.Missing as why:
                print(f"SKIPPED: {why}")
                return SKIP
            with server:
                race(chosen, pathlib.Path(folder), server.url(schema="race"))
        except Wrong as wrong:
            print(f"FAILED: {wrong}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
