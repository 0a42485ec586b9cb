"""Puts canaries wherever a secret may stand, runs every command in every format, and looks for them in all that is left.

Commands whose work is to write the settings in another format (import, export of a file) are left out: there the file
itself is the source of truth.
"""
import os
import re
import subprocess
import zlib

environment = {**os.environ, "FROM_ENV": "canary-variable-1", "FROM_SECRET": "canary-secret-2", "TMPDIR": "tmp"}
os.mkdir("tmp")

SETTINGS = open("template.toml").read()
CLASS = open("template.cls").read()


def write(generation):
    """All files, with canaries of that generation."""
    for name, text in (("settings.toml", SETTINGS), ("Production.cls", CLASS)):
        open(name, "w").write(text.replace("canary", f"canary{generation}"))
    open("mail.secret", "w").write(f"canary{generation}-file-3\n")
    environment["FROM_ENV"] = f"canary{generation}-variable-1"
    environment["FROM_SECRET"] = f"canary{generation}-secret-2"


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
    for found in sorted(set(re.findall(rb"canary[0-9]*-[a-z]+-[0-9]+", inflated(content)))):
        print(f"LEAK of {found.decode()}: {where}")


def run(line):
    """Runs one command and looks at what it prints; returns its exit status and standard output."""
    done = subprocess.run(["millwright", *line.split()], env=environment, capture_output=True, stdin=subprocess.DEVNULL)
    look(line, done.stdout)
    look(line + " (standard error)", done.stderr)
    run.count += 1
    return done.returncode, done.stdout.decode("utf-8", "replace")


run.count = 0


def look_at_files():
    for root in (".millwright", "tmp", "pictures"):
        for folder, _, names in os.walk(root):
            for name in names:
                path = os.path.join(folder, name)
                look(path, open(path, "rb").read())


def everything():
    for source in ("settings.toml", "Production.cls"):
        for line in ("validate {}", "validate {} --format json", "validate {} --verbose", "diff empty.toml {}",
                     "diff {} empty.toml --format json", "diff empty.toml {} --format iop-plan",
                     "diff {} empty.toml --format iop-plan", "migrate {} --dry-run", "migrate {} --dry-run --verbose",
                     "migrate {} --dry-run --format json", "migrate {} --dry-run --against HEAD", "status {}",
                     "status {} --format json", "render {} --format dot", "render {} --format mermaid",
                     "render {} --format json"):
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
    print(status, *sorted(line.strip() for line in text.splitlines() if "(secret)" in line), sep="\n")
    status, text = run("diff settings.toml --against HEAD --detailed-exitcode")
    print("against the commit:", status, text.count("(secret)"))
    everything()
    apply("settings.toml")
    apply("Production.cls")
    everything()
    print(f"{run.count} commands")


main()
