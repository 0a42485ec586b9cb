#!/usr/bin/env python3
"""Are share/schema/settings.schema.json and scenario.schema.json what the program makes of its tables of keys, and do they
judge files as they should?

    tests/schema/settings_schema.py BIN [--update]    BIN: the build folder; --update rewrites them

Every settings file of share/examples and tests/cases that the program takes without an error is valid; each document of
settings_wrong/ is refused by the schema at the key that its first line names, and by the program; and for each key of
each table, values of every kind that it does not take are refused. Of scenarios the good ones are those of the examples, and
those of the cases that the program takes. Exits 77 where python3 has no jsonschema.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import tomllib

from settings_doc import tables

try:
    import jsonschema
except ImportError:
    print("SKIPPED: python3 has no jsonschema")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "share/schema/settings.schema.json"
OF_SCENARIOS = ROOT / "share/schema/scenario.schema.json"
WRONG = pathlib.Path(__file__).resolve().parent / "settings_wrong"
VALUES = {"text": "x", "number": 7, "decimal": 1.5, "boolean": True, "array": [[]], "table": {"": [[]]}}
TABLE_KINDS = {"table", "table_or_tables", "wait"}
# Kinds of value that a type of key takes on the outside; said apart from the program.
TAKES = {
    "flag": {"boolean"}, "boolean": {"boolean"}, "count": {"number"}, "version": set(), "factor": {"number", "decimal"},
    "attempts": {"number"}, "value": {"text", "number", "decimal", "boolean"}, "names": {"text"}, "text": {"text"},
    "name": {"text"}, "text_or_map": {"text"}, "times": {"number"}, "values": {"table"}, "body": {"table"}}


class Failures:
    def __init__(self):
        self.count = 0

    def check(self, holds, message):
        if not holds:
            self.count += 1
            print("FAILED:", message)


def program(folder, name):
    """The first lines and the exit status of validating a file in a folder."""
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    run = subprocess.run([str(BIN / "millwright"), "validate", name], cwd=folder, env=bare, capture_output=True,
                         text=True, timeout=60)
    return run.returncode, run.stdout + run.stderr


def generated(*which):
    return subprocess.run([str(BIN / "tests/print-settings-schema"), *which], capture_output=True, text=True, check=True).stdout


def good_files(failures, validator):
    """Every settings file that the program takes is valid."""
    seen = 0
    places = [*ROOT.glob("share/examples/**/*.toml"), *ROOT.glob("tests/cases/*/input/**/*.toml")]
    for path in sorted(places):
        try:
            document = tomllib.loads(path.read_text(encoding="utf-8"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError):
            continue
        if "production" not in document or program(path.parent, path.name)[0] != 0:
            continue
        seen += 1
        for error in validator.iter_errors(document):
            failures.check(False, f"{path.relative_to(ROOT)}: {error.json_path}: {error.message}")
    failures.check(seen >= 20, f"only {seen} good files")
    return seen


def wrong_files(failures, validator):
    """The first line of each is `# key.path`: what the schema has to point at."""
    paths = sorted(WRONG.glob("*.toml"))
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            text = path.read_text(encoding="utf-8")
            wanted = text.splitlines()[0].removeprefix("# ")
            found = {".".join(map(str, error.absolute_path)) for error in validator.iter_errors(tomllib.loads(text))}
            failures.check(wanted in found, f"{path.name}: {wanted!r} is not among {sorted(found)}")
            (pathlib.Path(folder) / path.name).write_text(text, encoding="utf-8")
            status, said = program(folder, path.name)
            failures.check(status == 1, f"{path.name}: the program says\n{said}")
    failures.check(len(paths) >= 15, f"only {len(paths)} wrong files")
    return len(paths)


def good_scenarios(failures, validator):
    """Every file of scenarios that the program takes is valid."""
    seen = 0
    places = [*ROOT.glob("share/examples/**/*.scenario.toml"), *ROOT.glob("tests/cases/*/input/**/*.scenario.toml")]
    for path in sorted(places):
        try:
            document = tomllib.loads(path.read_text(encoding="utf-8"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError):
            continue
        if program(path.parent, path.name)[0] != 0:
            continue
        seen += 1
        for error in validator.iter_errors(document):
            failures.check(False, f"{path.relative_to(ROOT)}: {error.json_path}: {error.message}")
    failures.check(seen >= 4, f"only {seen} good files of scenarios")
    return seen


def every_key(failures, schema, header, root):
    tried = 0
    types = tables(header, types_only=True)
    for table, rows in types.items():
        part = schema if table == root else {"$ref": f"#/$defs/{table}", "$defs": schema["$defs"]}
        validator = jsonschema.Draft202012Validator(part)
        known = set((part if table == root else schema["$defs"][table])["properties"])
        names = {key for key, _ in rows} | {"description"} | ({key for key, _ in types["item"]} if table == "process" else set())
        failures.check(known == names, f"{table}: the schema and the table of keys differ in {known ^ names}")
        for key, kind in rows:
            for name, value in VALUES.items():
                if name in TAKES.get(kind, ()) or (name == "table" and kind in TABLE_KINDS):
                    continue
                tried += 1
                paths = [list(error.absolute_path) for error in validator.iter_errors({key: value})]
                failures.check(any(path[:1] == [key] for path in paths), f"{table}.{key} takes {value!r}")
        errors = [error.validator for error in validator.iter_errors({"description_": 1})]
        failures.check("additionalProperties" in errors, f"{table} takes unknown keys")
    return tried


def current(failures, path, wanted):
    """The schema that the program makes, which has to be the file."""
    failures.check(path.is_file() and path.read_text(encoding="utf-8") == wanted,
                   f"{path.name} is not what the program makes; tests/schema/settings_schema.py BIN --update rewrites it")
    schema = json.loads(wanted)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft7Validator.check_schema(schema)  # what editors have
    return schema


def main():
    wanted = {SCHEMA: generated(), OF_SCENARIOS: generated("scenario")}
    if "--update" in sys.argv[2:]:
        for path, text in wanted.items():
            path.write_text(text, encoding="utf-8")
        return 0
    failures = Failures()
    settings, scenarios = (current(failures, path, text) for path, text in wanted.items())
    validator = jsonschema.Draft202012Validator(settings)
    good = good_files(failures, validator)
    wrong = wrong_files(failures, validator)
    good += good_scenarios(failures, jsonschema.Draft202012Validator(scenarios))
    tried = every_key(failures, settings, "settings/key_tables.h", "root")
    tried += every_key(failures, scenarios, "settings/scenario_keys.h", "scenario_file")
    print(f"{good} good files, {wrong} wrong ones, {tried} values of a wrong kind, {failures.count} failures")
    return 1 if failures.count else 0


if __name__ == "__main__":
    BIN = pathlib.Path(sys.argv[1]).resolve()
    sys.exit(main())
