#!/usr/bin/env python3
"""Stops applies at every named fault point, in every scene in which there is one, and looks at what is left.

    tests/faults/stop_points.py BIN

BIN is the folder with millwright and millwright-faults. Each scene is run once undisturbed, and tells which points it
passes; then it is run for each of them, stopped there with SIGKILL, looked at, and run once more, which must work without a
person. A point that is in the sources and in no scene is an error. Standard library only.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

from trial import APPLY, LEFT, ROOT, SECONDS, Deployment, Wrong, environment, look_for_values, must

OLDER = """format = 1
[production]
name = "Demo.Older"
[operation.Mail]
class = "demo.Other"
"""


def points_of_the_sources():
    """{point: the files that have it}."""
    points = collections.defaultdict(set)
    for box in ("cli", "migrate", "settings", "graph"):
        for path in sorted((ROOT / box).rglob("*.cc")):
            for name in re.findall(r'fault_point\("([^"]+)"\)', path.read_text(encoding="utf-8")):
                points[name].add(str(path.relative_to(ROOT)))
    return points


def visited_in(file):
    names = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return list(dict.fromkeys(names))


class Scene:
    """One command (`words`) in a folder of its own. look() raises Wrong where something is not as it must be after the
    command was stopped or has ended, and says "old" or "new". `sources` are passed in this scene only."""
    sources = ()

    def __init__(self, binaries, base):
        self.binaries = binaries
        self.folder = base
        self.folder.mkdir()
        self.prepare()

    def run(self, program, *words, **more):
        return subprocess.run([self.binaries / program, *words], cwd=self.folder, env=environment("a", **more),
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS)

    def well(self, *words):
        done = self.run("millwright", *words)
        must(done.returncode == 0, f"{' '.join(words)}: exit {done.returncode}\n{done.stderr.decode()}")
        return done.stdout

    def status(self):
        return json.loads(self.well("status", "--format", "json"))

    def found(self, old):
        """Old or new, by the number of the revision."""
        revision = self.status()["revision"]
        must(revision in (old, old + 1), f"revision {revision}")
        history = json.loads(self.well("history", "--format", "json"))["revisions"]
        must([row["revision"] for row in history] == list(range(1, revision + 1)), "the history has gaps")
        return "old" if revision == old else "new"

    def left(self, more=()):
        left = set(os.listdir(self.folder / ".millwright")) if (self.folder / ".millwright").exists() else set()
        must(left <= LEFT | set(more), f"left behind: {left}")
        look_for_values(self.folder / ".millwright")


SMALL = """format = 1
[production]
name = "Demo.Small"
[secrets]
kill = { env = "KILL_SECRET" }
[operation.Mail]
class = "demo.Mail"
settings = { Password = "${secret:kill}" }
"""


class FirstApply(Scene):
    words = ("migrate", *APPLY)

    def prepare(self):
        (self.folder / "settings.toml").write_text(SMALL)

    def look(self):
        self.left()
        return self.found(0)


class Upgrade(Scene):
    """A state of the first format."""
    words = ("migrate", *APPLY)

    def prepare(self):
        (self.folder / ".millwright").mkdir()
        state = (ROOT / "tests/migrate/stored/format-1.db").read_bytes()
        (self.folder / ".millwright" / "state.db").write_bytes(state)
        (self.folder / "settings.toml").write_text(OLDER)

    def look(self):
        self.left({"state.db.format-1", "state.db.format-1.new"})
        kept = self.folder / ".millwright" / "state.db.format-1"
        if kept.exists():
            copy = sqlite3.connect(f"file:{kept}?mode=ro", uri=True)
            must(copy.execute("SELECT max(n) FROM revision").fetchone() == (2,), "the copy of the older state is not whole")
            copy.close()
        found = self.found(2)
        must(found == "old" or kept.exists(), "the older state was not kept")
        return found


class Backup(Scene):
    """An apply that keeps what was deployed in a folder as well."""
    words = ("migrate", *APPLY, "--backup-dir", "kept")
    sources = ("migrate/backup.cc",)

    def prepare(self):
        (self.folder / "settings.toml").write_text(SMALL)
        self.well("migrate", *APPLY)
        (self.folder / "settings.toml").write_text(SMALL.replace("demo.Mail", "demo.Other"))

    def look(self):
        self.left()
        look_for_values(self.folder)
        found = self.found(1)
        whole = [name for name in (self.folder / "kept").glob("*") if not name.name.endswith(".new")]
        must(found == "old" or whole, "nothing was kept")
        return found


class Rollback(Scene):
    words = ("rollback", "1", *APPLY)

    def prepare(self):
        (self.folder / "settings.toml").write_text(SMALL)
        self.well("migrate", *APPLY)
        self.first = self.status()["fingerprint"]
        (self.folder / "settings.toml").write_text(SMALL.replace("demo.Mail", "demo.Other"))
        self.well("migrate", *APPLY)

    def look(self):
        self.left()
        found = self.found(2)
        must((self.status()["fingerprint"] == self.first) == (found == "new"), "what is deployed is not its revision")
        return found


IN_A_FILE = """format = 1
[production]
name = "Demo.Small"
[operation.Mail]
class = "demo.Mail"
[message.Order]
fields = { id = "string" }
[deployment.file]
file = "file:Small.cls"
"""


class FirstFile(Scene):
    """A production that is deployed as a file, made whole."""
    words = ("migrate", *APPLY)
    sources = ("migrate/file_target.cc", "migrate/target_apply.cc")

    def prepare(self):
        (self.folder / "settings.toml").write_text(IN_A_FILE)

    def text(self):
        path = self.folder / "Small.cls"
        return path.read_text() if path.exists() else None

    def look(self):
        left = {"Small.cls.db", "Small.cls.db-journal", "Small.cls.db.lock", "Small.cls.lock", "Small.cls.new", "backups"}
        folder = self.folder / ".millwright"
        found = set(os.listdir(folder)) if folder.exists() else set()
        must(found <= left, f"left behind: {found - left}")
        text = self.text()
        must(text is None or text.endswith("}\n\n}\n") and "demo.Mail" in text, "half a file")
        must((self.status()["pending"] == 0) == (text is not None), "what is pending is not what the file lacks")
        return "old" if text is None else "new"


class FileApply(FirstFile):
    """One that is edited in place."""

    def prepare(self):
        super().prepare()
        self.well("migrate", *APPLY)
        path = self.folder / "Small.cls"
        self.old = path.read_text().replace("{\n\nXData", "{\n\n/// kept\nClassMethod Keep()\n{\n}\n\nXData")
        path.write_text(self.old)
        self.new = self.old.replace('ClassName="demo.Mail"', 'ClassName="demo.Other"')
        must(self.new != self.old and "kept" in self.new, "the class is not laid out as it was")
        changed = IN_A_FILE.replace("demo.Mail", "demo.Other").replace('"string"', '"int"')
        (self.folder / "settings.toml").write_text(changed)

    def look(self):
        text = self.text()
        must(text in (self.old, self.new), "the file is neither the old nor the new one")
        must((self.status()["pending"] == 0) == (text == self.new), "what is pending is not what the file lacks")
        kept = list((self.folder / ".millwright" / "backups").glob("*/original/Small.cls"))
        must(text == self.old or self.old in [each.read_text() for each in kept], "the old file was not kept")
        return "old" if text == self.old else "new"


class NewPart(Scene):
    """A part whose files are written one after the other, settings last."""
    words = ("new", "process", "OrderRouter", "--target", "Accepted=AcceptedOperation", "--on", "OrderRequest")
    sources = ("cli/write_changes.cc",)

    def prepare(self):
        for path in (ROOT / "share/examples/orders").glob("*.*"):
            shutil.copy(path, self.folder)

    def look(self):
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        must(not [path for path in files if ".new-" in path.name or "trial" in path.name], f"left behind: {files}")
        for path in files:
            if path.suffix == ".py":
                compile(path.read_bytes(), str(path), "exec")
        self.well("validate", "--quiet")
        return "new" if "[process.OrderRouter]" in (self.folder / "settings.toml").read_text() else "old"


SCENES = (FirstApply, Upgrade, Backup, Rollback, FirstFile, FileApply, NewPart)


def available(binaries, scene):
    """Whether this millwright has the command with its options."""
    command, *options = [word for word in scene.words if word.startswith("--") or word == scene.words[0]]
    done = subprocess.run([binaries / "millwright", command, "--help"], capture_output=True, text=True)
    return done.returncode == 0 and all(option in done.stdout or option == "--quiet" for option in options)


def stop_at_every_point(binaries, base, scene):
    """(points, counts of old and new)."""
    counts = collections.Counter()
    visited = base / "visited"
    undisturbed = scene(binaries, base / "undisturbed")
    done = undisturbed.run("millwright-faults", *scene.words, MILLWRIGHT_TEST_VISITED=str(visited))
    must(done.returncode == 0, f"undisturbed: exit {done.returncode}\n{done.stderr.decode()}")
    must(undisturbed.look() == "new", "undisturbed: nothing was applied")
    points = visited_in(visited)
    for point in points:
        stopped = scene(binaries, base / point.replace(" ", "-"))
        done = stopped.run("millwright-faults", *scene.words, MILLWRIGHT_TEST_STOP_AT=point)
        must(done.returncode == -9, f'nothing stops at "{point}": exit {done.returncode}')
        try:
            counts[stopped.look()] += 1
            again = stopped.run("millwright", *scene.words)
            must(again.returncode == 0, f"the next run: exit {again.returncode}\n{again.stderr.decode()}")
            must(stopped.look() == "new", "the next run applies nothing")
        except Wrong as wrong:
            raise Wrong(f'stopped at "{point}": {wrong}') from None
    return points, counts


def stop_in_turn(binaries, folder):
    """Each point on one state with a history that grows."""
    counts = collections.Counter()
    folder.mkdir()
    deployment = Deployment(binaries, folder, 300)
    visited = folder.parent / "visited-in-turn"
    process = deployment.start(deployment.next_version(), "millwright-faults", MILLWRIGHT_TEST_VISITED=str(visited))
    process.communicate(timeout=SECONDS)
    must(deployment.look(deployment.next_version()) == "new", "nothing was applied")
    points = visited_in(visited)
    for point in points:
        version = deployment.next_version()
        process = deployment.start(version, "millwright-faults", MILLWRIGHT_TEST_STOP_AT=point)
        process.communicate(timeout=SECONDS)
        must(process.returncode == -9, f'nothing stops at "{point}": exit {process.returncode}')
        counts[deployment.look(version)] += 1
        deployment.apply_well(deployment.next_version())
        deployment.look_at_history()
    return points, counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin", type=pathlib.Path)
    binaries = parser.parse_args().bin.resolve()
    os.umask(0o022)
    seen = set()
    excused = set()
    with tempfile.TemporaryDirectory(prefix="millwright-stop-") as folder:
        base = pathlib.Path(folder)
        at = "Apply"
        try:
            points, counts = stop_in_turn(binaries, base / "turn")
            print(f"{at}: {len(points)} points, {dict(counts)}")
            seen |= set(points)
            for scene in SCENES:
                at = scene.__name__
                if not available(binaries, scene):
                    print(f"{at}: this version has no `{' '.join(scene.words)}`")
                    excused |= set(scene.sources)
                    continue
                (base / at).mkdir()
                points, counts = stop_at_every_point(binaries, base / at, scene)
                print(f"{at}: {len(points)} points, {dict(counts)}")
                seen |= set(points)
            at = "the list of points"
            for point, files in points_of_the_sources().items():
                must(point in seen or files <= excused, f'"{point}" of {", ".join(files)} is passed in no scene')
        except Wrong as wrong:
            print(f"FAILED: {at}: {wrong}")
            return 1
    print(f"{len(seen)} points, all that can be passed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
