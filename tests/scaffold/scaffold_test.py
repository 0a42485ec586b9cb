#!/usr/bin/env python3
"""Runs `millwright new` in many ways, one after the other in projects that grow, and looks at what each of them leaves.

    tests/scaffold/scaffold_test.py BIN [--only WORD] [--keep FOLDER]

BIN is the folder with millwright. After each command: the dry run wrote nothing, and its diff, applied by git, gives what the
real run wrote; a run that was killed between any two files can be repeated and ends with the same; settings validate without an error (where a story says so, without any finding); `fmt --check` changes
nothing, scenarios included; `python3 -m unittest discover` passes; `migrate --dry-run` works; the same command once more
changes nothing. --only runs the stories whose name has the word. Standard library only.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SHARE = HERE.parent.parent / "share"
SECONDS = 120

ROUTER = ("process", "OrderRouter", "--target", "Accepted=AcceptedOperation", "--target", "Rejected=RejectedOperation",
          "--on", "OrderRequest")


class Wrong(Exception):
    pass


def must(holds, what):
    if not holds:
        raise Wrong(what)


def tree(folder):
    """{path: bytes} of every file, without those of git and what running leaves."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and not {".git", "__pycache__"} & set(path.relative_to(folder).parts)
            and not str(path.relative_to(folder)).startswith(".millwright/state")}


def differences(expected, actual):
    for name in sorted(expected.keys() | actual.keys()):
        if expected.get(name) != actual.get(name):
            yield f"{name}: {expected.get(name)!r}\n  is not {actual.get(name)!r}"


class Project:
    def __init__(self, binaries, folder):
        self.millwright = binaries / "millwright"
        self.folder = folder
        self.root = folder
        self.formatted = True  # as fmt writes it

    def run(self, *words, cwd=None):
        done = subprocess.run([str(word) for word in words], cwd=cwd or self.folder, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=SECONDS)
        done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()  # with the line ends that they have
        return done

    def well(self, *words, cwd=None):
        done = self.run(*words, cwd=cwd)
        must(done.returncode == 0, f"{' '.join(map(str, words))}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def new(self, *words, strict=False, status=0):
        """One `millwright new`, checked in every way."""
        before = tree(self.folder)
        dry = self.run(self.millwright, "new", *words, "--dry-run")
        must(dry.returncode == status, f"dry run: exit {dry.returncode}\n{dry.stdout}{dry.stderr}")
        must(tree(self.folder) == before, "the dry run wrote something")
        done = self.run(self.millwright, "new", *words)
        must(done.returncode == status, f"exit {done.returncode}\n{done.stdout}{done.stderr}")
        after = tree(self.folder)
        if status != 0:
            must(after == before, "a refusal changed something")
            return done.stderr
        self.compare_with_diff(before, dry.stdout, after)
        must(after != before, "nothing was written")
        self.look(strict)
        self.repeat_from_everywhere(words, before, after, done.stdout)
        again = self.run(self.millwright, "new", *words)
        must(again.returncode in (0, 3, 4), f"once more: exit {again.returncode}\n{again.stdout}{again.stderr}")
        must(not list(differences(after, tree(self.folder))), "once more, it wrote something")
        return done.stderr

    def compare_with_diff(self, before, diff, after):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            for path, text in before.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(text)
            patch = folder / "patch.diff"
            patch.write_text(diff, encoding="utf-8", newline="")
            self.well("git", "init", "-q", cwd=folder)
            self.well("git", "apply", "--whitespace=nowarn", "patch.diff", cwd=folder)
            patch.unlink()
            wrong = list(differences(tree(folder), after))
            must(not wrong, "the diff and what was written differ:\n" + "\n".join(wrong))

    def repeat_from_everywhere(self, words, before, after, said):
        """Lays the files as they are when the run is killed after the first, the second ... and repeats it."""
        written = [line.split(" ", 1)[1] for line in said.splitlines() if line.startswith(("created ", "changed "))]
        must(set(written) == {name for name in after if after[name] != before.get(name)}, f"it says {written}")
        for count in range(1, len(written)):
            with tempfile.TemporaryDirectory() as name:
                folder = pathlib.Path(name)
                for path, text in {**before, **{path: after[path] for path in written[:count]}}.items():
                    (folder / path).parent.mkdir(parents=True, exist_ok=True)
                    (folder / path).write_bytes(text)
                self.well(self.millwright, "new", *words, cwd=folder)
                wrong = list(differences(after, tree(folder)))
                must(not wrong, f"killed after {written[count - 1]}, the next run ends otherwise:\n" + "\n".join(wrong))

    def look(self, strict):
        root = self.root
        settings = [path for path in ("settings.toml", "settings.py") if (root / path).exists()][0]
        if settings.endswith(".toml"):
            self.well(self.millwright, "validate", settings, *(["--warnings-as-errors"] if strict else []), cwd=root)
            if self.formatted:
                scenarios = sorted(path.name for path in root.glob("*.scenario.toml"))
                self.well(self.millwright, "fmt", "--check", settings, *scenarios, cwd=root)
                self.well(self.millwright, "fmt", "--check", cwd=root)
            self.well(self.millwright, "migrate", settings, "--dry-run", cwd=root)
        for path in root.rglob("*.py"):
            compile(path.read_bytes(), str(path), "exec")
        if (root / "tests").exists():
            done = self.run(sys.executable, "-m", "unittest", "discover", cwd=root)
            must(done.returncode == 0 and re.search(r"^Ran [1-9]\d* tests?", done.stderr, re.MULTILINE),
                 f"unit tests: exit {done.returncode}\n{done.stderr}")


def example(project):
    for path in (SHARE / "examples/orders").iterdir():
        if path.is_file():
            shutil.copy(path, project.folder)


def written(project, name, text):
    path = project.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def router(project):
    example(project)
    project.new(*ROUTER, "--from", "OrderFile.Output", strict=True)


def windows(project):
    """Line ends of Windows, no line end at the end of a file."""
    example(project)
    project.formatted = False
    for path in project.folder.glob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    settings = project.folder / "settings.toml"
    settings.write_bytes(settings.read_bytes().rstrip())
    project.new(*ROUTER, "--from", "OrderFile.Output")
    project.new("operation", "Archive", "--on", "OrderRequest", "--module", "archive")


def every_kind(project):
    example(project)
    project.new("message", "Invoice", "--field", "number=string", "--field", "total=decimal", "--field", "note=string?")
    project.new("operation", "Ledger", "--on", "Invoice", "--from", "OrderProcess.Books")
    project.new("operation", "Archive", "--on", "Invoice", "--on", "OrderRequest", "--reply", "Invoice=request")
    project.new(*ROUTER, "--when", "Rejected=order_id == ''")
    project.new("process", "InvoiceRouter", "--target", "Ledger=Ledger", "--target", "Archive=Archive", "--on", "Invoice",
                "--when", "Ledger=total > 100", "--route", "all", "--async", "Archive")
    project.new("service", "Inbox", "--target", "Output=OrderRouter", "--emit", "OrderRequest")
    project.new("service", "InvoiceFile", "--inlet", "file", "--target", "Output=InvoiceRouter", "--emit", "Invoice")
    project.new("service", "InvoiceHttp", "--inlet", "http", "--target", "Output=InvoiceRouter", "--emit", "Invoice")
    project.new("service", "Ward", "--inlet", "hl7", "--target", "TargetConfigNames=OrderRouter", "--adapter-setting",
                "Port=2575")
    project.new("process", "Booking", "--on", "Invoice", "--step", "book=Ledger", "--step", "pause:wait=2h", "--step",
                "keep=Archive", "--target", "Ledger=Ledger", "--target", "Archive=Archive")
    project.new("schedule", "nightly", "--cron", "30 1 * * 1-5", "--process", "Booking")
    project.new("story", "ST-001", "--title", "An invoice is booked", "--then", "the invoice is booked", "--executed-by",
                "Booking")
    project.new("scenario", "no_id", "--to", "OrderRouter", "--on", "OrderRequest", "--body", "order_id=")


def styles(project):
    example(project)
    project.new("process", "A", "--target", "Accepted=AcceptedOperation", "--on", "OrderRequest", "--decorated")
    project.new("process", "B", "--target", "X=Missing", "--target", "Y=Other", "--on", "Fresh", "--create-missing",
                "--field", "state=open|closed", "--field", "size=int")
    project.new("process", "C", "--target", "P=AcceptedOperation", "--target", "Q=RejectedOperation", "--target",
                "R=AcceptedOperation", "--on", "OrderRequest")
    project.new("process", "D", "--class", "Special", "--module", "special", "--on", "OrderRequest", "--target",
                "Accepted=AcceptedOperation", "--setting", "Password=${secret:token}")
    project.new("operation", "Quiet", "--on", "OrderRequest", "--no-tests")
    project.new("process", "Untested", "--on", "OrderRequest", "--target", "Quiet=Quiet", "--no-tests")


def manager(project):
    example(project)
    for event in ("Placed", "Paid", "Failed"):
        project.new("message", event, "--kind", "event", "--stream", "order", "--field", "order_id=string")
    project.new("message", "Charge", "--kind", "command", "--field", "order_id=string")
    project.new("operation", "Payment", "--on", "Charge", "--raise", "Paid", "--raise", "Failed")
    project.new("process", "Payments", "--correlate", "order_id", "--start", "Placed", "--end", "Paid", "--undo", "Failed",
                "--target", "Payment=Payment", "--send", "Placed.Payment=Charge")


def empty_project(project):
    written(project, "settings.toml", 'format = 1\n\n[production]\nname = "Demo.Empty"\n')
    project.new("operation", "Sink", "--on", "Note")
    project.new("process", "Router", "--target", "Sink=Sink", "--target", "Other=Sink2", "--create-missing", "--on", "Note")
    project.new("service", "Feed", "--target", "Output=Router", "--emit", "Note")


def objectscript(project):
    written(project, "settings.toml", 'format = 1\n\n[production]\nname = "Demo.Classes"\n')
    lang = ("--lang", "objectscript")
    project.new("operation", "Sink", "--on", "Note", "--field", "id=string", "--field", "size=int?", *lang)
    project.new("process", "Router", "--target", "Sink=Sink", "--target", "Other=Sink2", "--create-missing", "--on", "Note")
    project.new("service", "Feed", "--target", "Output=Router", "--emit", "Note")
    project.new("service", "Files", "--inlet", "file", "--target", "Output=Router", "--emit", "Note")
    project.new("process", "Steps", "--on", "Note", "--step", "keep=Sink", "--target", "Sink=Sink")


def includes(project):
    written(project, "settings.toml",
            'format = 1\ninclude = ["parts/*.toml"]\n\n[production]\nname = "Demo.Parts"\n')
    written(project, "parts/messages.toml", '[message.Note]\nfields = { id = "string" }\n')
    written(project, "parts/operations.toml", '[operation.Keep]\nclass = "operations.Keep"\naccepts = ["Note"]\n')
    written(project, "operations.py", "from iop import BusinessOperation\n\n\nclass Keep(BusinessOperation):\n    pass\n")
    project.new("operation", "Drop", "--on", "Note", "--on", "Other")
    project.new("process", "Sort", "--on", "Note", "--target", "Keep=Keep", "--target", "Drop=Drop", "--when", "Drop=id == ''")


def settings_py(project):
    written(project, "settings.py",
            'from iop import Production\n\nfrom operations import Keep\n\nprod = Production("Demo.Python")\n'
            'keep = prod.operation("Keep", Keep)\n\nPRODUCTIONS = [prod]\n')
    written(project, "operations.py", "from iop import BusinessOperation\n\n\nclass Keep(BusinessOperation):\n    pass\n")
    project.new("process", "Sort", "--on", "Note", "--target", "Keep=Keep", "--field", "id=string")


def production(*words):
    def run(project):
        project.root = project.folder / "orders"
        project.new("production", "Demo.Orders", *words, strict=True)
        project.well(project.millwright, "render", "-o", "picture.svg", cwd=project.root)
        (project.root / "picture.svg").unlink()
        project.well(project.millwright, "render", "--format", "mermaid", cwd=project.root)
    return run


STORIES = {
    "router": router, "windows": windows, "every-kind": every_kind, "styles": styles, "manager": manager, "empty": empty_project,
    "objectscript": objectscript, "includes": includes, "settings-py": settings_py,
    "production": production(), "production-gitlab": production("--ci", "gitlab"),
    "production-objectscript": production("--lang", "objectscript", "--ci", "none"),
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binaries", type=lambda name: pathlib.Path(name).resolve())
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder that is left with the projects")
    chosen = parser.parse_args()
    wrong = 0
    for name, story in STORIES.items():
        if chosen.only not in name:
            continue
        with tempfile.TemporaryDirectory() as base:
            folder = (chosen.keep or pathlib.Path(base)) / name
            folder.mkdir(parents=True)
            try:
                story(Project(chosen.binaries, folder))
                print(f"{name}: fine")
            except Wrong as what:
                wrong += 1
                print(f"{name}: FAILED: {what}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
