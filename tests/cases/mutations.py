#!/usr/bin/env python3
"""Changes bytes of settings at random and validates them: the tool has to end by itself, with an answer, each time.

    tests/cases/mutations.py BIN [--runs N] [--seed N] [--keep DIR]

BIN is the folder with the program. The examples of share/examples and a tree of files that include one another are
changed, 1 to 12 bytes at a time. Right is exit status 0 with "no findings" or a summary, 1 with at least one error that
has a place or a file, and 4 with a message; within two seconds each (ten on a busy machine). Standard library only.
"""
import argparse
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SECONDS = 10
TREE = {
    "settings.toml": 'format = 1\ninclude = ["parts/*.toml", "more/[a].toml"]\n\n[production]\nname = "Demo.Tree"\n\n'
                     '[variables]\ndir = "/data"\nin = "${dir}/in"\n\n[secrets]\npw = { env = "PW" }\n\n'
                     '[deployment.live]\nstore = "sqlite:live.db"\n[deployment.test]\nstore = "sqlite:test.db"\n\n'
                     '[overlay.live]\nunset = ["operation.Out.pool_size"]\nvariables.dir = "/live"\n\n'
                     '[checks]\nMW205 = "off"\nroutes = "error"\n',
    "parts/in.toml": '[service.In]\nclass = "demo.In"\ntargets = { Output = ["Out", "Decide"] }\n'
                     'settings = { Path = "${in}/${kind:-${dir}}", Price = "$${x}", Size = 10, "a b" = 1.50 }\n',
    "parts/out.toml": 'include = ["../more/[a].toml"]\n[operation.Out]\nclass = "demo.Out"\npool_size = 3\n'
                      'adapter_settings = { Password = "${secret:pw}" }\n\n[overlay.test]\nservice.In.enabled = false\n',
    "more/[a].toml": '[process.Decide]\ntargets = { Out = "Out" }\n[[process.Decide.handler]]\non = "*"\n'
                     'send = [{ to = "Out", when = "amount > 3" }]\n[[process.Decide.handler]]\non = "Order"\n',
}
ALPHABET = b'[]{}"\'=.,#$\\\n\t \r\x00\xff*?0-9aeiou${}:_/'


def changed(text, chance):
    """1 to 12 bytes or stretches of it deleted, doubled, exchanged, or replaced."""
    data = bytearray(text)
    for _ in range(chance.choice((1, 1, 2, 3, 6, 12))):
        at = chance.randrange(len(data) + 1)
        way = chance.randrange(5)
        if way == 0:
            data[at:at + 1] = bytes([chance.choice(ALPHABET)])
        elif way == 1:
            data[at:at] = bytes([chance.randrange(256)])
        elif way == 2:
            del data[at:at + chance.choice((1, 2, 10, 100))]
        elif way == 3:
            length = chance.randrange(1, 40)
            data[at:at] = data[at:at + length]
        else:
            other = chance.randrange(len(data) + 1)
            data[at:at + 5], data[other:other + 5] = data[other:other + 5], data[at:at + 5]
    return bytes(data)


def complaint(status, out, err, seconds):
    """What is wrong with an answer; nothing when it is right."""
    text = (out + err).decode("utf-8", "replace")
    if seconds > SECONDS:
        return f"took {seconds:.1f} s"
    if status not in (0, 1, 4):
        return f"exit status {status}"
    if re.search(r"MW\d{3}: *$", text, re.MULTILINE):
        return "a finding without a message"
    if status == 0 and not re.search(r"settings\.toml: (no findings|\d+ (warning|note))", text):
        return "exit status 0 without a summary"
    if status != 0 and not re.search(r"(^|: )error MW\d{3}: .", text, re.MULTILINE):
        return "no error is named"
    return ""


def validate(program, folder):
    begin = time.monotonic()
    try:
        done = subprocess.run([program, "validate", "settings.toml"], cwd=folder, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=SECONDS + 1)
    except subprocess.TimeoutExpired:
        return "does not end"
    return complaint(done.returncode, done.stdout, done.stderr, time.monotonic() - begin)


def trees():
    yield {name: text.encode() for name, text in TREE.items()}
    for path in sorted((ROOT / "share" / "examples").glob("**/*.toml")):
        if not path.name.endswith(".scenario.toml"):
            yield {"settings.toml": path.read_bytes()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=pathlib.Path, help="where what went wrong is kept")
    chosen = parser.parse_args()
    program = (chosen.bin / "millwright").resolve()
    chance = random.Random(chosen.seed)
    originals = list(trees())
    wrong = 0
    for run in range(-len(originals), chosen.runs):
        tree = dict(originals[run % len(originals)])
        name = chance.choice(sorted(tree))
        if run >= 0:
            tree[name] = changed(tree[name], chance)
        with tempfile.TemporaryDirectory(prefix="millwright-mutation-") as folder:
            for path, data in tree.items():
                target = pathlib.Path(folder) / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            said = validate(program, folder)
            if not said:
                continue
            wrong += 1
            print(f"run {run} (seed {chosen.seed}), {name} changed: {said}")
            if chosen.keep:
                shutil.copytree(folder, chosen.keep / f"{chosen.seed}-{run}")
    print(f"{chosen.runs} changed settings, {wrong} answered wrongly")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
