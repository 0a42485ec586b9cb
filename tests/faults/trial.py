"""What the scripts of this folder share: a folder with two versions of one production, applied in turn to one deployment,
and what must hold of it after whatever was done to it. Standard library only."""
import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
LEFT = {"state.db", "state.db-journal", "state.db.lock", "state.db.new"}  # all that an apply may leave in its folder
CANARY = "canary-value-"
SKIP = 77
SECONDS = 300
SECRET = """
[secrets]
kill = { env = "KILL_SECRET" }
[operation.Kill]
class = "demo.Kill"
settings = { Password = "${secret:kill}" }
"""
APPLY = ("--yes", "--allow-destructive", "--quiet")


class Wrong(Exception):
    pass


def must(holds, text):
    if not holds:
        raise Wrong(text)


def postgres_server():
    """The module tests/support/postgres_server.py."""
    spec = importlib.util.spec_from_file_location("postgres_server", ROOT / "tests/support/postgres_server.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def environment(version, **more):
    """Each version has a value of its own of the secret."""
    return {**os.environ, "KILL_SECRET": CANARY + version, **more}


def look_for_values(folder):
    for path in pathlib.Path(folder).rglob("*"):
        must(not path.is_file() or CANARY.encode() not in path.read_bytes(), f"the value of a secret is in {path.name}")


def bytes_of(folder):
    """{name: (bytes, time of change)} of all files below."""
    files = [path for path in pathlib.Path(folder).rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def copies_of(state):
    """Where else on this machine the state's bytes are, as far as a program would put them."""
    ours = {content for content, _ in bytes_of(state).values() if len(content) > 1000}
    found = []
    for place in ("/dev/shm", "/tmp", "/var/tmp"):
        for path in pathlib.Path(place).glob("millwright-??????/*"):
            try:
                if path.read_bytes() in ours:
                    found.append(path)
            except OSError:  # of another process, which removed it meanwhile
                pass
    return found


def write_versions(folder, items, ending=""):
    """a.toml and b.toml: two versions of one production with one secret."""
    for version, words in (("a", []), ("b", ["--changed"])):
        command = [sys.executable, ROOT / "tests/bench/generate.py", str(items), "toml", *words]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        (folder / f"{version}.toml").write_text(text + SECRET + ending, encoding="utf-8")


class Deployment:
    """A folder with both versions and their deployment, and what must be in that. `ending`: more settings, such as the
    deployment; `state`: the folder in which an apply may leave files."""

    def __init__(self, binaries, folder, items, ending=""):
        self.binaries = binaries
        self.folder = folder
        self.state = folder / ".millwright"
        self.exports = {}  # version: what is exported when it is deployed
        self.prints = {}   # version: its fingerprint
        self.applied = []  # the versions applied so far, in order
        self.seconds = 0.0
        write_versions(folder, items, ending)
        for version in "ab":
            self.apply_well(version)
            self.exports[version] = self.output("export", f"{version}.toml", "--deployed", "--format", "json")
            self.prints[version] = self.status(version)["fingerprint"]
        must(self.exports["a"] != self.exports["b"], "the two versions are the same")

    def output(self, *words):
        """Of a command that only reads: it must end well, show no secret and write nothing."""
        # What is not asked for a value takes no harm from another one.
        version = words[1][0] if words[1].endswith(".toml") else "a"
        before = bytes_of(self.folder)
        done = subprocess.run([self.binaries / "millwright", *words], cwd=self.folder, capture_output=True,
                              timeout=SECONDS, env=environment(version))
        must(CANARY.encode() not in done.stdout + done.stderr, f"the value of a secret is shown by {words}")
        must(done.returncode == 0, f"{' '.join(words)}: exit {done.returncode}\n{done.stderr.decode()}")
        must(bytes_of(self.folder) == before, f"{' '.join(words)} writes")
        return done.stdout

    def status(self, version):
        return json.loads(self.output("status", f"{version}.toml", "--format", "json"))

    def start(self, version, program="millwright", words=(), **more):
        return subprocess.Popen([self.binaries / program, "migrate", f"{version}.toml", *APPLY, *words], cwd=self.folder,
                                env=environment(version, **more), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE)

    def next_version(self):
        return "b" if self.applied and self.applied[-1] == "a" else "a"

    def apply_well(self, version):
        began = time.monotonic()
        process = self.start(version)
        _, messages = process.communicate(timeout=SECONDS)
        self.seconds = time.monotonic() - began
        must(process.returncode == 0, f"an apply that nobody disturbs: exit {process.returncode}\n{messages.decode()}")
        self.applied.append(version)

    def look(self, version):
        """After an apply of `version` that may have been killed: old or new, and everything as it must be with it. The
        first that is run is a dry run: it must be right, and write nothing."""
        look_for_values(self.state)
        left = set(os.listdir(self.state)) if self.state.exists() else set()
        must(left <= LEFT, f"left behind: {left - LEFT}")
        dry = json.loads(self.output("migrate", f"{version}.toml", "--dry-run", "--format", "json"))
        must(not copies_of(self.state), "a copy of the state is left outside of its folder")
        status = self.status(version)
        new = status["revision"] == len(self.applied) + 1
        if new:
            self.applied.append(version)
        must(status["revision"] == len(self.applied), f"revision {status['revision']} after {len(self.applied)} applies")
        must(not status["lock"]["held"], "a lock outlives its process")
        must((status["pending"] == 0) == new, f"{status['pending']} changes are pending")
        must(dry["has_changes"] == (not new), "the dry run is wrong about what is pending")
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
