#!/usr/bin/env python3
"""Are the tables of share/doc/settings.md and scenarios.md those that the program reads (PAGES says where they stand)?

    tests/schema/settings_doc.py [--update]        --update rewrites them

In a page, what stands between `<!-- keys of NAME -->` and `<!-- end -->` is the table NAME. Standard library only.
"""
import ast
import difflib
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = {"share/doc/settings.md": "settings/key_tables.h", "share/doc/scenarios.md": "settings/scenario_keys.h"}
TYPES = {
    "text": "text", "name": "text, not empty", "flag": "boolean", "boolean": "boolean", "count": "whole number", "version": "1",
    "factor": "number above 0", "attempts": 'whole number or "unlimited"', "duration": "duration", "period": "duration above 0", "names": "array of names",
    "map_of_text": "name = text", "map_of_words": "name = word", "map_of_values": "name = value", "map_of_names": "name = name, or array of names",
    "fields": "name = type", "expressions": "name = expression", "value": "text, number or boolean",
    "text_or_map": "text, or name = text", "outputs": "name = type, or name = { type, satisfies }",
    "wait": "duration, or { signal, timeout }", "table": "table", "tables": "array of tables",
    "table_or_tables": "table, or array of tables", "named_tables": "named tables",
    "times": "whole number from 1", "map_of_times": "name = whole number", "values": "name = value",
    "body": 'name = value, or { file = "NAME.json" }', "pairs": "array of pairs"}
TEXT = r'"(?:[^"\\]|\\.)*"'
KEY = re.compile(rf'KeyInfo\{{({TEXT}), KeyType::(\w+), ({TEXT}), ({TEXT}), ({TEXT})(?:, (\{{\}}|{TEXT}))?(?:, (\{{\}}|{TEXT}))?'
                 rf'(?:, (true))?\}}')


def on_one_line(body):
    """The same C++ however it is laid out: one blank where there were several, texts joined."""
    body = re.sub(r"\s+", " ", body).replace("KeyInfo{ ", "KeyInfo{")
    return re.sub(r'(?<=[^\\])" "', "", body)


def plain(literal):
    return ast.literal_eval(literal) if literal and literal != "{}" else ""


def tables(header, types_only=False):
    """{name: rows of (key, type, default, example, meaning)}; with types_only rows of (key, the type's name in the program)."""
    text = (ROOT / header).read_text(encoding="utf-8")
    arrays = re.findall(r"inline constexpr std::array(?:<KeyInfo, 0>)? (\w+)\{(.*?)\n?\};", text, re.DOTALL)
    found = {}
    for name, body in arrays:
        rows = []
        body = on_one_line(body)
        for key, kind, default, example, meaning, words, _, required in KEY.findall(body):
            if types_only:
                rows.append((plain(key), kind))
                continue
            kind = " ".join(f'"{word}"' for word in plain(words).split()) if kind == "word" else TYPES[kind]
            rows.append((plain(key), kind, "required" if required else plain(default), plain(example), plain(meaning)))
        if not name.startswith("all") and not name.endswith("_needs"):
            assert len(rows) == body.count("KeyInfo{"), f"{name}: a row that this script does not understand"
            found[name] = rows
    if "root" in found:
        found["root"] = found.pop("root")
    return found


def forms(header):
    """{name: lines on keys that exclude or need one another}."""
    text = on_one_line((ROOT / header).read_text(encoding="utf-8"))
    needs = {name: re.findall(rf"KeyNeed\{{({TEXT}), ({TEXT})\}}", body)
             for name, body in re.findall(r"constexpr std::array (\w+_needs)\{(.*?)\};", text)}
    found = {}
    for name, choice, needed in re.findall(rf'TableInfo\{{({TEXT}), {TEXT}, {TEXT}, \w+, ({TEXT})(?:, (\w+))?\}}', text):
        lines = ["Exactly one of " + ", ".join(f"`{key}`" for key in plain(choice).split()) + "."]
        with_key = {}
        for key, other in needs.get(needed, []):
            with_key.setdefault(plain(other), []).append(f"`{plain(key)}`")
        lines += [f"Only with `{other}`: {', '.join(keys)}." for other, keys in with_key.items()]
        found[plain(name)] = lines
    return found


def table_text(rows, lines):
    text = ["| key | type | default | example | meaning |", "|---|---|---|---|---|"]
    for key, kind, default, example, meaning in rows:
        default = default if default in ("", "required") else f"`{default}`"
        example = f"`{example}`" if example else ""
        text.append(f"| `{key}` | {kind} | {default} | {example} | {meaning} |".replace("|  |", "| |").replace("|  |", "| |"))
    return "\n".join(text) + "\n" + "".join(f"\n{line}\n" for line in lines)


def page_problem(name, header, update):
    """Whether the page differs from the tables of the header; says how."""
    known = tables(header)
    notes = forms(header)
    path = ROOT / name
    page = path.read_text(encoding="utf-8")
    shown = re.findall(r"<!-- keys of (\w+) -->", page)
    missing = [table for table, rows in known.items() if rows and table not in shown]
    if missing:
        print(name, "does not show", ", ".join(missing))
        return True
    wanted = re.sub(r"<!-- keys of (\w+) -->\n.*?<!-- end -->",
                    lambda found: f"<!-- keys of {found[1]} -->\n{table_text(known[found[1]], notes.get(found[1], []))}<!-- end -->", page,
                    flags=re.DOTALL)
    if update:
        path.write_text(wanted, encoding="utf-8")
        return False
    sys.stdout.writelines(difflib.unified_diff(page.splitlines(True), wanted.splitlines(True), name, header))
    if wanted != page:
        print("tests/schema/settings_doc.py --update rewrites the page")
    else:
        print(f"{name}: {len(shown)} tables, {sum(map(len, known.values()))} keys")
    return wanted != page


def main():
    problems = [page_problem(name, header, "--update" in sys.argv[1:]) for name, header in PAGES.items()]
    return 1 if any(problems) else 0


if __name__ == "__main__":
    sys.exit(main())
