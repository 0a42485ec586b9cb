#!/usr/bin/env python3
"""Kills applies at random moments, and looks at what is left.

    tests/faults/kill_apply.py BIN [--engine sqlite|postgresql] [--kills N] [--items N] [--seed N]

BIN is the folder with millwright. Applies alternate between two versions of one production. After each SIGKILL what is
deployed must be exactly the old or the new version, with the history that belongs to it and no lock held, and the next run
must work without a person. Each version has a value of its own of a secret: it must belong to what is deployed, and be in
no file. A dry run right after the kill must be right and write no byte. ctest does 25; before a release: --kills 1000.
Standard library only.
"""
import argparse
import collections
import os
import pathlib
import random
import sys
import tempfile
import time

from trial import SKIP, Deployment, Wrong, must, postgres_server


def kill_at_random(deployment, dice):
    """One apply, killed at some moment of the time that an apply takes; what came of it."""
    version = deployment.next_version()
    process = deployment.start(version)
    time.sleep(dice.random() * deployment.seconds * 1.1)
    process.kill()
    _, messages = process.communicate()
    ended = process.returncode >= 0
    must(not ended or process.returncode == 0, f"exit {process.returncode}\n{messages.decode()}")
    journal = (deployment.state / "state.db-journal").exists()
    found = deployment.look(version)
    must(not ended or found == "new", "an apply that ended well is not there")
    return "ended before the kill" if ended else f"killed, {found}" + (", open journal" if journal else "")


def kills(deployment, chosen):
    """Prints counts; raises Wrong."""
    dice = random.Random(chosen.seed)
    counts = collections.Counter()
    print(f"an apply takes {deployment.seconds * 1000:.0f} ms; seed {chosen.seed}", flush=True)
    began = time.monotonic()
    try:
        for number in range(chosen.kills):
            counts[kill_at_random(deployment, dice)] += 1
            if number % 2 == 1:  # else the next apply, too, meets what this one left
                deployment.apply_well(deployment.next_version())
            if number % 10 == 9 or number == chosen.kills - 1:
                deployment.look_at_history()
        deployment.apply_well(deployment.next_version())
        deployment.look_at_history()
    except Wrong as wrong:
        raise Wrong(f"after {sum(counts.values())} kills, seed {chosen.seed}: {wrong}") from None
    print(f"{chosen.engine}: {chosen.kills} applies, {len(deployment.applied)} revisions, "
          f"{time.monotonic() - began:.0f} s: " + "; ".join(f"{count} {what}" for what, count in sorted(counts.items())))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--items", type=int, default=300)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    chosen = parser.parse_args()
    os.umask(0o022)
    with tempfile.TemporaryDirectory(prefix="millwright-kill-") as folder:
        try:
            if chosen.engine == "sqlite":
                kills(Deployment(chosen.bin.resolve(), pathlib.Path(folder), chosen.items), chosen)
                return 0
            support = postgres_server()
            try:
                server = support.PostgresServer(durable=True)
            except support.Missing as why:
                print(f"SKIPPED: {why}")
                return SKIP
            with server:
                store = f'\n[deployment.shared]\nstore = "{server.url()}"\n'
                kills(Deployment(chosen.bin.resolve(), pathlib.Path(folder), chosen.items, store), chosen)
        except Wrong as wrong:
            print(f"FAILED {wrong}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
