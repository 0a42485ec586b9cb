#!/usr/bin/env python3
"""Holds what the program prints with --format json against share/schema: every document is valid, every member in it is
described, and a document with a member missing or of another type is refused.

    tests/schema/schema_test.py BIN        BIN: the folder with the program

Exits 77 where python3 has no jsonschema. The schemas leave room for members of later minor versions; here they are closed.
"""
import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print("SKIPPED: python3 has no jsonschema")
    sys.exit(77)

SHARE = pathlib.Path(__file__).resolve().parents[2] / "share"

# Name of the schema, arguments, exit status. In the order given, in one folder.
RUNS = [
    ("validate", "validate settings.toml", 0),
    ("validate", "validate wrong.toml", 1),
    ("validate", "validate binary.cls", 1),
    ("status", "status", 0),
    ("history", "history", 0),
    ("plan", "migrate --dry-run", 0),
    ("plan-file", "plan --out saved.json", 0),
    ("plan", "migrate --yes", 0),
    ("status", "status", 0),
    ("plan", "migrate --dry-run", 0),
    ("plan", "migrate changed.toml --dry-run --detailed-exitcode", 2),
    ("plan", "migrate wrong.toml --dry-run", 1),
    ("plan", "migrate changed.toml --yes --allow-destructive", 0),
    ("history", "history", 0),
    ("plan", "history 2", 0),
    ("plan", "migrate unset.toml --dry-run", 0),
    ("plan", "migrate unset.toml --yes", 4),
    ("status", "status unset.toml", 0),
    ("plan", "diff settings.toml changed.toml", 0),
    ("plan", "diff settings.toml wrong.toml", 1),
    ("plan", "diff empty.toml settings.toml", 0),
    ("plan", "migrate several --dry-run", 0),
    ("plan", "diff several settings.toml", 0),
    ("status", "status several", 0),
    ("history", "history --file several", 0),
    ("drift", "drift", 0),
    ("drift", "drift settings.toml", 0),
    ("drift", "drift several", 0),
    ("history", "history --limit 1", 0),
    ("plan", "rollback 1 --dry-run", 0),
    ("plan", "rollback 1 --yes --allow-destructive", 0),
    ("plan", "rollback 3 --dry-run", 0),
    ("plan", "plan", 0),
    ("plan", "migrate changed.toml --dry-run --only OrderFile", 0),
    ("plan-file", "plan empty.toml --out saved.json", 0),
    ("plan-file", "plan changed.toml --out saved.json --except RejectedOperation", 0),
    ("plan", "review saved.json", 0),
    ("plan", "verify saved.json", 1),
    ("plan", "apply saved.json --yes --allow-destructive", 0),
    ("plan", "verify saved.json", 0),
    ("iop-plan", "diff settings.toml changed.toml", 0),
    ("iop-plan", "diff empty.toml settings.toml", 0),
    ("render", "render settings.toml", 0),
    ("render", "render several/A.cls", 0),
    ("render", "render wrong.toml", 0),
    ("render", "render empty.toml", 0),
    ("render", "render --deployed", 0),
    ("render", "render fulfilment.toml --focus OrderFulfilment", 0),
    ("render", "render fulfilment.toml --collapse role", 0),
    ("render", "render --diff", 0),
    ("render", "render changed.toml --against settings.toml --changed", 0),
    ("render", "render --revision 1..2 --collapse category", 0),
    ("render", "render empty.toml --against settings.toml", 0),
    ("render-process", "render --process OrderProcess", 0),
    ("render-process", "render fulfilment.toml --process OrderFulfilment", 0),
    ("render-process", "render changed-steps.toml --against fulfilment.toml --process ExpenseApproval", 0),
]

# Members that stand only where there is something to say, or, of a picture, only where an edge ends at a group.
OPTIONAL = {"/selection", "/edges/0/routes"}

WRONG = """format = 1
[production]
name = "Demo.Wrong"
testing = true
[service.In]
class = "demo.In"
targets = { Out = ["Nobody", "Out"] }
[process.Decide]
class = "demo.Decide"
adapter_settings = { Port = 1 }
settings = { Password = "hunter2" }
[operation.Out]
class = "demo.Out"
[operation."a.b \\"c\\""]
class = "demo.Out"
"""


def closed(schema):
    """The schema, refusing members that it does not name."""
    schema = copy.deepcopy(schema)

    def visit(node):
        if isinstance(node, dict):
            if isinstance(node.get("properties"), dict):
                node["additionalProperties"] = False
            for name, part in node.items():
                if name not in ("if", "then"):  # they say more of members that are described elsewhere
                    visit(part)
        elif isinstance(node, list):
            for part in node:
                visit(part)
    visit(schema)
    return schema


def spoiled(document, path=""):
    """Copies of the document, each with one member of one object gone or of another type, and where."""
    if isinstance(document, dict):
        for name, value in document.items():
            if f"{path}/{name}" not in OPTIONAL:
                yield f"{path}/{name} gone", {key: document[key] for key in document if key != name}
            if name in ("before", "after", "live", "last_applied", "deployed", "desired"):  # may be anything, or an object later
                continue
            yield f"{path}/{name} of another type", {**document, name: {"odd": 1} if not isinstance(value, dict) else 7}
            for where, wrong in spoiled(value, f"{path}/{name}"):
                yield where, {**document, name: wrong}
    elif isinstance(document, list) and document:
        for where, wrong in spoiled(document[0], f"{path}/0"):
            yield where, [wrong] + document[1:]


class Check:
    def __init__(self, binaries, folder):
        self.program = binaries / "millwright"
        self.folder = folder
        self.failures = 0
        self.refused = 0
        self.schemas = {}
        for path in sorted((SHARE / "schema").glob("*.schema.json")):
            if path.name in ("settings.schema.json", "scenario.schema.json"):  # what is read, not printed: settings_schema.py
                continue
            schema = json.loads(path.read_text(encoding="utf-8"))
            jsonschema.Draft202012Validator.check_schema(schema)
            self.schemas[path.name.split(".")[0]] = schema

    def fail(self, text):
        self.failures += 1
        print("FAILED:", text)

    def output(self, *words):
        here = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "TZ": "UTC", "LC_ALL": "C.UTF-8",
                "MAIL_PASSWORD": "hunter2"}
        return subprocess.run([self.program, *words], cwd=self.folder, env=here, capture_output=True, timeout=120,
                              stdin=subprocess.DEVNULL)

    def run(self, name, line, status):
        done = self.output(*line.split(), "--format", "iop-plan" if name == "iop-plan" else "json")
        if done.returncode != status:
            self.fail(f"{line}: exit {done.returncode}, not {status}\n{done.stderr.decode()}")
        if name == "plan-file":
            done.stdout = (self.folder / "saved.json").read_bytes()
        try:
            document = json.loads(done.stdout.decode("utf-8"))
        except ValueError as error:
            return self.fail(f"{line}: not one JSON document: {error}\n{done.stdout[:300]}")
        schema = self.schemas[name]
        for error in jsonschema.Draft202012Validator(closed(schema)).iter_errors(document):
            best = jsonschema.exceptions.best_match([error])
            self.fail(f"{line}: {'/'.join(map(str, best.absolute_path))}: {best.message[:300]}")
        validator = jsonschema.Draft202012Validator(schema)
        for where, wrong in spoiled(document):
            if validator.is_valid(wrong):
                self.fail(f"{line}: {name}.schema.json takes a document with {where}")
            self.refused += 1
        return None


def prepare(check):
    orders = SHARE / "examples" / "orders" / "settings.toml"
    settings = orders.read_text(encoding="utf-8")
    changed = settings.replace("pool_size = 8", "pool_size = 4").replace('class = "operations.AcceptedOperation"',
                                                                       'class = "operations.Other"')
    files = {"settings.toml": settings, "changed.toml": changed, "wrong.toml": WRONG,
             "unset.toml": settings.replace("MAIL_PASSWORD", "NOT_SET"),
             "empty.toml": 'format = 1\n[production]\nname = "Demo.Orders"\n'}
    for name, text in files.items():
        (check.folder / name).write_text(text, encoding="utf-8")
    fulfilment = (SHARE / "examples" / "fulfilment" / "settings.toml").read_text(encoding="utf-8")
    (check.folder / "fulfilment.toml").write_text(fulfilment, encoding="utf-8")
    (check.folder / "changed-steps.toml").write_text(fulfilment.replace('timeout = "2d"', 'timeout = "3d"'), encoding="utf-8")
    (check.folder / "binary.cls").write_bytes(bytes(range(256)))
    (check.folder / "several").mkdir()
    for name in ("A", "B"):
        (check.folder / "one.toml").write_text(settings.replace("Demo.Orders", f"Demo.{name}"), encoding="utf-8")
        check.output("export", "one.toml", "-o", f"several/{name}.cls")


def main():
    with tempfile.TemporaryDirectory(prefix="millwright-schema-") as folder:
        check = Check(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(folder))
        prepare(check)
        for run in RUNS:
            check.run(*run)
        for name in sorted(set(check.schemas) - {name for name, _, _ in RUNS}):
            check.fail(f"nothing is held against {name}.schema.json")
    print(f"{len(RUNS)} documents, {check.refused} wrong ones refused, {check.failures} failures")
    return 1 if check.failures else 0


if __name__ == "__main__":
    sys.exit(main())
