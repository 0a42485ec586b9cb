#!/usr/bin/env python3
"""Damages a state file, the journal of a killed apply and the lock file, and looks at what is made of it.

    tests/faults/damage_state.py BIN [--changes N | --all] [--seed N]

BIN is the folder with millwright and millwright-faults. A small state is cut at every page and at random lengths, and bytes
of it are changed: N random ones, most where there is something, or with --all each in turn (long). Every command that reads must then either refuse with 4
and say what to do (3 where the change makes it a newer version's file), or give exactly what it gave before; it must not
crash, hang or write. An apply must refuse likewise and leave the file as it is, or leave exactly what it should. The same
for the journal of an apply that was killed while it wrote, where the revision before and the one after are both right.
Standard library only.
"""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

from trial import SECRET, Wrong, bytes_of, environment, must

ONE = "format = 1\n[production]\nname = \"Demo.Damage\"\n" + SECRET
TWO = ONE + "[service.In]\nclass = \"demo.In\"\ntargets = { Output = \"Kill\" }\n"
THREE = TWO.replace("demo.In", "demo.Other")
NEXT = THREE.replace("demo.Other", "demo.Next")
READING = (("status", "next.toml", "--format", "json"), ("history", "--file", "next.toml", "--format", "json"),
           ("migrate", "next.toml", "--dry-run", "--format", "json"),
           ("export", "next.toml", "--deployed", "--format", "json"),
           ("export", "next.toml", "--deployed", "--revision", "1", "--format", "json"))
APPLY = ("migrate", "next.toml", "--yes", "--allow-destructive", "--quiet")
REFUSED = re.compile(r"error (MW\d{3}): .*\n(?:.*\n)*?\s+hint: \S")


class Subject:
    """A state as three applies leave it, and what each command says of it."""

    def __init__(self, binaries, folder):
        self.binaries = binaries
        self.folder = folder
        self.folder.mkdir()
        (self.folder / "next.toml").write_text(NEXT)
        for text in (ONE, TWO, THREE):
            (self.folder / "settings.toml").write_text(text)
            done = self.run(self.folder, ("migrate", "settings.toml", *APPLY[2:]))
            must(done.returncode == 0, done.stderr.decode())
        self.commands = [words for words in READING if self.run(self.folder, words).returncode != 4]
        must(len(self.commands) >= 4, "the commands do not work")
        self.expected = [{self.said(self.folder, words)} for words in self.commands]
        self.state = (self.folder / ".millwright" / "state.db").read_bytes()

    def run(self, folder, words, program="millwright", **more):
        try:
            return subprocess.run([self.binaries / program, *words], cwd=folder, env=environment("a", **more),
                                  stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        except subprocess.TimeoutExpired:
            raise Wrong(f"{' '.join(words)} hangs") from None

    def said(self, folder, words):
        done = self.run(folder, words)
        return done.returncode, done.stdout

    def copy(self, folder, **files):
        """A folder with the settings and these files of the state's folder."""
        (folder / ".millwright").mkdir(parents=True)
        shutil.copy(self.folder / "next.toml", folder)
        for name, content in files.items():
            (folder / ".millwright" / f"state.db{'-journal' if name == 'journal' else ''}").write_bytes(content)

    def refuses(self, words, done):
        must(done.returncode in (3, 4), f"{' '.join(words)}: exit {done.returncode}\n{done.stderr.decode()}")
        messages = done.stderr.decode()
        must(REFUSED.search(messages), f"{' '.join(words)}: refused without saying what to do:\n{messages}")
        must("MW719" in messages or done.returncode == 4 or "newer" in messages or "knows up to" in messages,
             f"{' '.join(words)}: exit 3 of a damaged file\n{messages}")

    def look(self, folder):
        """What is made of the damage: "refused", "harmless", or "noticed by some" (of the commands)."""
        before = bytes_of(folder)
        refused = 0
        for words, expected in zip(self.commands, self.expected):
            done = self.run(folder, words)
            if (done.returncode, done.stdout) not in expected:
                self.refuses(words, done)
                refused += 1
            must(bytes_of(folder) == before, f"{' '.join(words)} writes")
        self.apply(folder, before)
        return "harmless" if refused == 0 else "refused" if refused == len(self.commands) else "noticed by some commands"

    def apply(self, folder, before):
        done = self.run(folder, APPLY)
        if done.returncode != 0:
            self.refuses(APPLY, done)
            after = bytes_of(folder)
            left = {name for name in before if name.endswith("state.db")}
            must(all(name in after for name in left), "an apply removes the damaged state")
            return
        must(self.run(folder, ("migrate", "next.toml", "--dry-run", "--detailed-exitcode")).returncode in (0, 4),
             "an apply that ended well is not there")


def one_damage(subject, base, number, what, **files):
    folder = base / str(number)
    try:
        subject.copy(folder, **files)
        return subject.look(folder)
    except Wrong as wrong:
        shutil.copytree(folder, "/tmp/millwright-damaged", dirs_exist_ok=True)
        raise Wrong(f"{what} (kept in /tmp/millwright-damaged): {wrong}") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def flipped(content, at, bits):
    return content[:at] + bytes([content[at] ^ bits]) + content[at + 1:]


def damages_of(content, chosen, dice):
    """(what, the damaged content)."""
    for size in sorted({*range(0, len(content), 512), *(dice.randrange(len(content)) for _ in range(20))}):
        yield f"cut at {size}", content[:size]
    used = [at for at, byte in enumerate(content) if byte != 0]
    some = [dice.randrange(len(content)) if dice.random() < 0.1 else dice.choice(used) for _ in range(chosen.changes)]
    places = range(len(content)) if chosen.all else some
    for at in places:
        bits = 1 << dice.randrange(8) if dice.random() < 0.5 else dice.randrange(1, 256)
        yield f"byte {at} changed by {bits:#x}", flipped(content, at, bits)
    for size in (512, 4096):
        at = dice.randrange(len(content) // size) * size
        yield f"{size} bytes of nothing at {at}", content[:at] + bytes(size) + content[at + size:]


def killed_while_writing(subject, base):
    """(state, journal) of applies killed at each change of a file, where both are there."""
    found = {}
    for at in range(1, 100):
        folder = base / f"killed-{at}"
        subject.copy(folder, state=subject.state)
        done = subject.run(folder, APPLY, "millwright-faults", MILLWRIGHT_TEST_DISK=f"kill:{at}")
        journal = folder / ".millwright" / "state.db-journal"
        if done.returncode == 0:
            break
        must(done.returncode == -9, f"exit {done.returncode}")
        state = (folder / ".millwright" / "state.db").read_bytes()
        if journal.exists() and state != subject.state:
            found[at] = (state, journal.read_bytes())
    must(found, "no apply was killed while it wrote")
    return list(found.values())


def expect_either(subject, base):
    """From now on the revision after is right as well."""
    folder = base / "after"
    subject.copy(folder, state=subject.state)
    # The same apply, so that times and digests of the history are not the same: only what has none of them is compared.
    timeless = [words for words in subject.commands if words[0] not in ("history", "status")]
    subject.expected = [subject.expected[subject.commands.index(words)] for words in timeless]
    subject.commands = timeless
    must(subject.run(folder, APPLY).returncode == 0, "an apply")
    for words, expected in zip(subject.commands, subject.expected):
        expected.add(subject.said(folder, words))


def damage_lock_file(subject, base):
    for name, content in (("empty", b""), ("random", random.Random(4).randbytes(5000)), ("huge", b"x" * (1 << 20)),
                          ("hostile", b"\x1b[2Jann@desk\n\n\xff\xfe, process 1\x00")):
        folder = base / f"lock-{name}"
        subject.copy(folder, state=subject.state)
        (folder / ".millwright" / "state.db.lock").write_bytes(content)
        before = subject.said(folder, ("status", "next.toml", "--format", "json"))
        must(before in subject.expected[0], f"a lock file that is {name} changes the status")
        done = subject.run(folder, APPLY)
        must(done.returncode == 0, f"a lock file that is {name}: exit {done.returncode}\n{done.stderr.decode()}")
    folder = base / "lock-folder"
    subject.copy(folder, state=subject.state)
    (folder / ".millwright" / "state.db.lock").mkdir()
    subject.refuses(APPLY, subject.run(folder, APPLY))
    must((folder / ".millwright" / "state.db").read_bytes() == subject.state, "an apply without its lock writes")


def damage(chosen, base):
    """Prints counts; raises Wrong."""
    dice = random.Random(chosen.seed)
    subject = Subject(chosen.bin.resolve(), base / "subject")
    damage_lock_file(subject, base)
    print(f"a state of {len(subject.state)} bytes, {len(subject.commands)} commands that read; seed {chosen.seed}", flush=True)

    def try_all(name, cases):
        began = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            futures = [pool.submit(one_damage, subject, base / name, number, f"{name}: {what}", **files)
                       for number, (what, files) in enumerate(cases)]
            counts = collections.Counter()
            try:
                counts.update(future.result() for future in futures)
            finally:
                pool.shutdown(cancel_futures=True)
        print(f"{name}: {sum(counts.values())} damages, {time.monotonic() - began:.0f} s: "
              + "; ".join(f"{count} {what}" for what, count in sorted(counts.items())), flush=True)

    try_all("state", [(what, {"state": content}) for what, content in damages_of(subject.state, chosen, dice)])
    killed = killed_while_writing(subject, base)
    expect_either(subject, base)
    for number, (state, journal) in enumerate(killed if chosen.all else killed[len(killed) // 2:][:1]):
        cases = [("whole", {"state": state, "journal": journal}), ("gone", {"state": state})]
        cases += [(what, {"state": state, "journal": content}) for what, content in damages_of(journal, chosen, dice)]
        try_all(f"journal-{number + 1}-of-{len(killed)}", cases)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--changes", type=int, default=500)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    chosen = parser.parse_args()
    os.umask(0o022)
    with tempfile.TemporaryDirectory(prefix="millwright-damage-") as folder:
        try:
            damage(chosen, pathlib.Path(folder))
        except Wrong as wrong:
            print(f"FAILED, seed {chosen.seed}: {wrong}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
