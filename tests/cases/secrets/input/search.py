"""Puts canaries wherever a secret may stand, runs every command in every format, and looks for them in all that is left.

The values of declared secrets have lines, quotes and signs of other alphabets in them, and are looked for in every spelling
that an output might give them. Commands whose work is to write the settings in another format (import, export of a file)
are left out where values stand in the settings: there the file itself is the source of truth.
"""
import base64
import hashlib
import html
import json
import os
import re
import subprocess
import urllib.parse
import zlib

environment = {**os.environ, "FROM_ENV": "canary-variable-1", "TMPDIR": "tmp"}
os.mkdir("tmp")
# What values stand in to begin with.
OURS = set(os.listdir(".")) | {"settings.toml", "references.toml", "Production.cls", "mail.secret"}
spellings = {}  # bytes: how they spell which value


def spell(name, value):
    """All that gives a value away: itself, each of its lines, and what encodings make of it."""
    raw = value.encode()
    found = {"itself": raw, "hexadecimal": raw.hex().encode(), "HEXADECIMAL": raw.hex().upper().encode(),
             "percent": urllib.parse.quote(value).encode(), "form": urllib.parse.quote_plus(value).encode(),
             "HTML": html.escape(value).encode(), "JSON": json.dumps(value)[1:-1].encode(),
             "JSON in UTF-8": json.dumps(value, ensure_ascii=False)[1:-1].encode(), "Python": repr(value)[1:-1].encode(),
             "UTF-16": value.encode("utf-16-le"), "UTF-16, big": value.encode("utf-16-be"),
             "a digest without a key": hashlib.sha256(raw).digest(),
             "a digest without a key, hexadecimal": hashlib.sha256(raw).hexdigest().encode(), "backwards": raw[::-1]}
    for shift in range(3):
        # What stands before and after moves the letters at both ends, not those between.
        letters = base64.b64encode(b"x" * shift + raw)[4:-4]
        found[f"base64, shifted by {shift}"] = letters
        found[f"base64 of URLs, shifted by {shift}"] = letters.replace(b"+", b"-").replace(b"/", b"_")
    for number, line in enumerate(value.splitlines(), 1):
        found[f"line {number}"] = line.encode()
        found[f"line {number} as HTML"] = html.escape(line).encode()
    for how, text in found.items():
        spellings[text] = f"{name} ({how})"


def value_of(name, generation):
    return f"canary{generation}-{name} \"'<&\\ 100% gr\u00fc\u00df\nsecond line of {name} {generation}, \u65e5\u672c\u8a9e/+="

SETTINGS = open("template.toml").read()
CLASS = open("template.cls").read()
REFERENCES = """format = 1
[production]
name = "Demo.References"
settings = { ApiToken = "${secret:from_env}" }
[secrets]
from_env = { env = "FROM_SECRET" }
from_file = { file = "mail.secret" }
[operation.Out]
class = "demo.Out"
adapter_settings = { Password = "${secret:from_file}", URL = "https://u:${secret:from_env}@host/" }
"""


def write(generation):
    """All files, with canaries of that generation."""
    for name, text in (("settings.toml", SETTINGS), ("Production.cls", CLASS)):
        open(name, "w").write(text.replace("canary", f"canary{generation}"))
    # All that is said of secrets, and no value beside it.
    open("references.toml", "w").write(REFERENCES)
    from_file, environment["FROM_SECRET"] = value_of("file-3", generation), value_of("secret-2", generation)
    open("mail.secret", "w").write(from_file + "\n")
    environment["FROM_ENV"] = f"canary{generation}-variable-1"
    spell("the file's value", from_file)
    spell("the environment's value", environment["FROM_SECRET"])


def inflated(content):
    """The compressed parts of a PDF or PNG, as far as they can be read."""
    parts = [content]
    for found in re.finditer(rb"(?:stream\r?\n|IDAT|zTXt[^\0]*\0\0)", content):
        try:
            parts.append(zlib.decompressobj().decompress(content[found.end():]))
        except zlib.error:
            pass
    return b"\n".join(parts)


def look(where, content):
    content = inflated(content)
    for found in sorted(set(re.findall(rb"canary[0-9]*-[a-z]+-[0-9]+", content))):
        print(f"LEAK of {found.decode()}: {where}")
    for text, how in spellings.items():
        if text in content:
            print(f"LEAK of {how}: {where}")


def run(line):
    """Runs one command and looks at what it prints; returns its exit status and standard output."""
    done = subprocess.run(["millwright", *line.split()], env=environment, capture_output=True, stdin=subprocess.DEVNULL)
    look(line, done.stdout)
    look(line + " (standard error)", done.stderr)
    run.count += 1
    return done.returncode, done.stdout.decode("utf-8", "replace")


run.count = 0


def look_at_files():
    """Every file below this folder, but those that the values are in to begin with, and git's copies of them."""
    for folder, below, names in os.walk("."):
        if ".git" in below:
            below.remove(".git")
        for name in names:
            path = os.path.join(folder, name)
            if name not in OURS:
                look(path, open(path, "rb").read())
            look_at_files.seen.add(path)


look_at_files.seen = set()


def everything():
    for source in ("settings.toml", "references.toml", "Production.cls"):
        for line in ("validate {}", "validate {} --format json", "validate {} --verbose", "diff empty.toml {}",
                     "diff {} empty.toml --format json", "diff empty.toml {} --format iop-plan",
                     "diff {} empty.toml --format iop-plan", "migrate {} --dry-run", "migrate {} --dry-run --verbose",
                     "migrate {} --dry-run --format json", "migrate {} --dry-run --against HEAD", "status {}",
                     "status {} --format json", "render {} --format dot", "render {} --format mermaid",
                     "render {} --format json", "migrate {} --yes --verbose --format json --warnings-as-errors",
                     "migrate {} --quiet", "migrate {} --yes --lock-timeout soon"):
            run(line.format(source))
        for ending in ("svg", "png", "pdf", "dot", "mmd", "json"):
            run(f"render {source} -o pictures/{source}.{ending}")
    for source in ("wrong.toml", "unclosed.toml", "wrong.cls", "cut.json"):
        for line in ("validate {}", "validate {} --format json", "migrate {} --dry-run", "diff {} empty.toml"):
            run(line.format(source))
    for line in ("history", "history --format json", "history 1", "history 1 --format json", "explain", "explain MW208",
                 "render --deployed --format dot", "render --deployed -o pictures/deployed.pdf", "validate --format json",
                 "export --deployed --format toml", "export --revision 1 --format json",
                 "export --deployed --format iris-class", "migrate --dry-run --deployment test",
                 "migrate --var mail_password=canary-option-9 --dry-run"):
        run(line)
    for line in ("export references.toml --format toml", "export references.toml --format xml",
                 "export references.toml --format iris-class", "export references.toml --format json",
                 "export references.toml -o tmp/out.cls --force", "migrate references.toml --dry-run --fail-on attention",
                 "diff references.toml settings.toml", "history --file references.toml 1", "explain MW718"):
        run(line)
    look_at_files()


def fail_to_apply():
    """Applies that end before they are done, for every reason that can be had here."""
    given = dict(environment)
    for name, value in (("FROM_SECRET", ""), ("FROM_SECRET", "\udcff" + given["FROM_SECRET"]),
                        ("FROM_SECRET", given["FROM_SECRET"] * 1000), ("FROM_SECRET", None)):
        environment.pop(name)
        if value is not None:
            environment[name] = value
        print("without a value:", run("migrate references.toml --yes --verbose")[0],
              run("migrate references.toml --dry-run --verbose --format json")[0])
        environment[name] = given[name]
    before = open(".millwright/state.db", "rb").read()
    open(".millwright/state.db", "wb").write(before[:9000])
    print("a damaged state:", run("migrate references.toml --yes --verbose")[0])
    open(".millwright/state.db", "wb").write(before)
    look_at_files()


def apply(source):
    status, text = run(f"migrate {source} --yes --allow-destructive")
    last = text.strip().splitlines()[-1].split(":")[-1] if text.strip() else ""
    print(f"applied {source}: exit {status},{last.split(',')[0]}")
    look_at_files()


def main():
    os.mkdir("pictures")
    write("")
    subprocess.run("git init -q && git add -A && git commit -qm first", shell=True, check=True)
    everything()
    apply("settings.toml")
    print("again:", run("migrate settings.toml --dry-run --detailed-exitcode")[0])
    everything()
    write(7)
    print("with other secrets:")
    status, text = run("migrate settings.toml --dry-run --detailed-exitcode")
    print(status, *sorted(line.strip() for line in text.splitlines() if "(secret)" in line or "value changed" in line),
          sep="\n")
    status, text = run("diff settings.toml --against HEAD --detailed-exitcode")
    print("against the commit:", status, text.count("(secret)"))
    everything()
    apply("settings.toml")
    fail_to_apply()
    apply("Production.cls")
    everything()
    for found in (environment["FROM_SECRET"], open("mail.secret").read()[:-1]):
        for planted in (found, json.dumps(["x" + found]), html.escape(f"<td>{found}</td>"), "a=" + urllib.parse.quote(found),
                        *(base64.b64encode(("u" * n + found + "x").encode()).decode() for n in range(4, 8)),
                        ("x" + found).encode().hex(), found.splitlines()[1]):
            assert any(text in planted.encode() for text in spellings), f"not found where it was planted: {planted}"
    print(f"{run.count} commands, {len(spellings)} spellings; looked at the state:",
          "./.millwright/state.db" in look_at_files.seen)


main()
