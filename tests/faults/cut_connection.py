#!/usr/bin/env python3
"""Cuts the connection to a PostgreSQL server, or stops the server, in the middle of applies, and looks at what is said and
what is left.

    tests/faults/cut_connection.py BIN [--messages N] [--stops N] [--hang] [--seed N]

BIN is the folder with millwright. A proxy (cutting_proxy.py) cuts at the first N messages of the client in turn (0: at each),
before and after it is forwarded, and at COMMIT. The server is stopped at once, and its backend killed, N times at a random
moment. Held: an apply ends with 0 only if it was applied; with 4 and "nothing was applied" or "the revision before is whole"
only if it was not; after a COMMIT of which no answer came the apply's id tells which; the history is right, and the next run
works without a person. --hang: also a server that never answers again (minutes: TCP's own time-outs). Standard library only.
"""
import argparse
import collections
import os
import pathlib
import random
import re
import signal
import sys
import tempfile
import time

from cutting_proxy import CuttingProxy
from trial import SECONDS, SKIP, Deployment, Wrong, must, postgres_server

NOTHING = re.compile(r"nothing was (applied|done|changed)|the revision before is whole")


class Applies:
    """One deployment on the server; applies go through a proxy."""

    def __init__(self, binaries, folder, server, items):
        self.server = server
        self.direct = f'\n[deployment.shared]\nstore = "{server.url()}"\n'
        self.deployment = Deployment(binaries, folder, items, self.direct)
        self.counts = collections.Counter()

    def through(self, port, version, words=()):
        """Starts an apply of the version that connects to that port."""
        path = self.deployment.folder / f"{version}.toml"
        text = path.read_text(encoding="utf-8")
        other = self.deployment.folder / f"{version}-proxy.toml"
        other.write_text(text.replace(f":{self.server.port}/", f":{port}/"), encoding="utf-8")
        return self.deployment.start(f"{version}-proxy", "millwright", words, KILL_SECRET=f"canary-value-{version}")

    def judge(self, version, status, messages, what):
        """What was said must be what is there."""
        found = self.deployment.look(version)
        must(status in (0, 4), f"exit {status}\n{messages}")
        if status == 0:
            must(found == "new", f"called applied, and is not\n{messages}")
            said = "applied"
        elif NOTHING.search(messages):
            must(found == "old", f"called not applied, and is\n{messages}")
            said = "not applied"
        else:
            must("millwright status" in messages, f"neither yes nor no nor what to do\n{messages}")
            said = f"not known ({found})"
        self.counts[f"{what}: said {said}"] += 1

    def disturbed(self, **plan):
        """One apply through a proxy; whether the proxy did something."""
        version = self.deployment.next_version()
        with CuttingProxy(self.server.port, **plan) as proxy:
            process = self.through(proxy.port, version)
            _, messages = process.communicate(timeout=SECONDS)
        try:
            self.judge(version, process.returncode, messages.decode(), plan["what"] + (" COMMIT" if "text" in plan else ""))
        except Wrong as wrong:
            raise Wrong(f"{plan}: {wrong}") from None
        return proxy.done > 0

    def stopped(self, what, dice, how):
        """One apply, and at some moment of it `how()`; then the server is there again."""
        version = self.deployment.next_version()
        process = self.deployment.start(version)
        time.sleep(dice.random() * self.deployment.seconds)
        how()
        _, messages = process.communicate(timeout=SECONDS)
        self.server.start() if not self.server.ready() else None
        self.judge(version, process.returncode, messages.decode(), what)


def kill_backend(server):
    """The process of the server that serves an apply."""
    try:
        rows = server.query("SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'millwright %@%'")
    except RuntimeError:  # the server restarts after the last one
        return
    for row in rows[:1]:
        try:
            os.kill(int(row[0]), signal.SIGKILL)
        except ProcessLookupError:
            pass


def cut_everywhere(applies, chosen):
    for what in ("before", "after"):
        applies.disturbed(what=what, text=b"COMMIT\0")
        at = 0
        step = 1
        while applies.disturbed(what=what, at=at + step):
            at += step
            if chosen.messages and at >= chosen.messages:
                break
        applies.deployment.look_at_history()
        print(f"cut {what} each of {at} messages", flush=True)


def run(chosen, folder, server):
    dice = random.Random(chosen.seed)
    applies = Applies(chosen.bin.resolve(), folder, server, chosen.items)
    print(f"an apply takes {applies.deployment.seconds * 1000:.0f} ms; seed {chosen.seed}", flush=True)
    cut_everywhere(applies, chosen)
    for _ in range(chosen.stops):
        applies.stopped("server stopped", dice, server.stop)
        applies.stopped("backend killed", dice, lambda: kill_backend(server))
    if chosen.hang:
        for what in ("hang", "silent"):
            began = time.monotonic()
            applies.disturbed(what=what, text=b"COMMIT\0")
            print(f"{what} at COMMIT: ends after {time.monotonic() - began:.0f} s", flush=True)
    applies.deployment.apply_well(applies.deployment.next_version())
    applies.deployment.look_at_history()
    for what, count in sorted(applies.counts.items()):
        print(f"  {count} {what}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--messages", type=int, default=0)
    parser.add_argument("--stops", type=int, default=5)
    parser.add_argument("--items", type=int, default=50)
    parser.add_argument("--hang", action="store_true")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    chosen = parser.parse_args()
    support = postgres_server()
    try:
        server = support.PostgresServer(durable=True)
    except support.Missing as why:
        print(f"SKIPPED: {why}")
        return SKIP
    with tempfile.TemporaryDirectory(prefix="millwright-cut-") as folder, server:
        try:
            run(chosen, pathlib.Path(folder), server)
        except Wrong as wrong:
            print(f"FAILED, seed {chosen.seed}: {wrong}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
