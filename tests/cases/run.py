#!/usr/bin/env python3
"""Runs the end-to-end cases: each folder beside this file that has a `cmd`.

    tests/cases/run.py [--bin DIR] [NAME...]    compare
    tests/cases/run.py --update [NAME...]       rewrite what is expected
    tests/cases/run.py --self-test              show that a wrong case is noticed

A case NAME/ holds
    cmd       sh script, run with `sh -u` in a fresh temporary copy of input/
    input/    what the script finds there (optional)
    stdout, stderr, exit    all that it must print, and its exit status (a missing file: nothing, 0)
    files     names of files that it must leave (one a line), compared byte for byte with expected/NAME
    filters   more lines `regex<TAB>replacement` for the actual output; a line `!time` (dir, time, who, process)
              switches that filter of all cases off
    needs     what a machine may lack, one a line: graphviz, root, pty, mount, loopmount, unshare (mounts that only the
              script sees), corpus, faults, postgres (a server, which the script starts with $POSTGRES), python:MODULE,
              or a program's name. Unmet: the case is skipped, and says so (exit 77 when all were).

The script gets an environment of its own: millwright and millwright-faults first on PATH; HOME and $DIR are the
temporary folder; $CASE is the case's folder, $TOOLS that of the scripts that cases share (tools/), $SHARE the
repository's share/, $CORPUS the corpus (only with `needs corpus`); $POSTGRES is tests/support/postgres_server.py; TZ=UTC,
LC_ALL=C.UTF-8, a fixed git identity and date, no MILLWRIGHT_*, no terminal, no standard input.
Filters of all cases, on actual standard output and error: those folders become $DIR, $CASE, $SHARE, $CORPUS; RFC 3339
times <time>; this user and machine <who>@<host>; "process 123" "process <pid>". Standard library only.
"""
import argparse
import concurrent.futures
import difflib
import importlib.util
import os
import pathlib
import pwd
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SHARE = HERE.parent.parent / "share"
POSTGRES = HERE.parent / "support" / "postgres_server.py"
SKIP = 77
SECONDS = 240
NOW = "2026-01-02T03:04:05Z"
KEPT = ("TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LD_LIBRARY_PATH")
TIME = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)"


def user_name():
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def host_names():
    names = {socket.gethostname(), os.uname().nodename}
    names |= {name.split(".")[0] for name in names}
    return sorted((name for name in names if name), key=len, reverse=True)


def lines_of(path):
    if not path.exists():
        return []
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def works(*command):
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              stdin=subprocess.DEVNULL, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def has_terminals():
    try:
        for descriptor in os.openpty():
            os.close(descriptor)
    except OSError:
        return False
    return True


def can_mount():
    if os.geteuid() != 0 or not shutil.which("mount"):
        return False
    with tempfile.TemporaryDirectory() as folder:
        if not works("mount", "-t", "tmpfs", "-o", "size=64k", "none", folder):
            return False
        return works("umount", folder)


def corpus():
    named = os.environ.get("MILLWRIGHT_CORPUS", "")
    return pathlib.Path(named).resolve() if named and os.path.isdir(named) else None


def met(need, binaries):
    if need == "root":
        return os.geteuid() == 0
    if need == "pty":
        return has_terminals()
    if need == "mount":
        return can_mount()
    if need == "loopmount":
        return can_mount() and shutil.which("mkfs.ext4") is not None and works("losetup", "-f")
    if need == "unshare":  # not in a chroot whose root is a mere folder
        return works("unshare", "--mount", "true")
    if need == "corpus":
        return corpus() is not None
    if need == "faults":
        return (binaries / "millwright-faults").exists()
    if need == "postgres":
        return works(sys.executable, POSTGRES, "can-start")
    if need == "graphviz":
        return shutil.which("dot") is not None
    if need.startswith("python:"):
        return importlib.util.find_spec(need[len("python:"):]) is not None
    return shutil.which(need) is not None


def environment(case, folder, binaries, needs):
    here = {name: os.environ[name] for name in KEPT if name in os.environ}
    here.update({
        "PATH": f"{binaries}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
        "HOME": str(folder), "DIR": str(folder), "CASE": str(case), "TOOLS": str(HERE / "tools"),
        "SHARE": str(SHARE),
        "POSTGRES": str(POSTGRES),
        "USER": user_name(), "LOGNAME": user_name(), "TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8",
        "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_AUTHOR_DATE": NOW,
        "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org", "GIT_COMMITTER_DATE": NOW,
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "init.defaultBranch",
        "GIT_CONFIG_VALUE_0": "main", "GIT_CEILING_DIRECTORIES": str(folder.parent)})
    if "corpus" in needs:
        here["CORPUS"] = str(corpus())
    return here


def filters_of(case, folder):
    """The list of (compiled regex, replacement) for a case's output, in the order in which they apply."""
    folders = [(case, "$CASE"), (folder, "$DIR"), (SHARE, "$SHARE"), (corpus(), "$CORPUS")]
    who = re.escape(user_name())
    host = "(?:" + "|".join(re.escape(name) for name in host_names()) + ")"
    common = {
        "dir": [(re.escape(str(path)), name) for path, name in folders if path],
        "time": [(TIME, "<time>")],
        "who": [(rf"\b{who}@{host}(?![\w.-]*\w)", "<who>@<host>"),
                (rf'("host": ?)"{host}"', r'\1"<host>"'), (rf'("by": ?)"{who}"', r'\1"<who>"')],
        "process": [(r"\bprocess \d+", "process <pid>"), (r'("pid": ?)\d+', r"\1<pid>")],
    }
    own = []
    for line in lines_of(case / "filters"):
        if line.startswith("!"):
            del common[line[1:].strip()]
        else:
            pattern, _, replacement = line.partition("\t")
            own.append((pattern, replacement))
    chosen = [pair for group in common.values() for pair in group] + own
    return [(re.compile(pattern, re.MULTILINE), new.replace("\\t", "\t")) for pattern, new in chosen]


def filtered(raw, filters):
    text = raw.decode("utf-8", "surrogateescape")
    for pattern, replacement in filters:
        text = pattern.sub(replacement, text)
    return text.encode("utf-8", "surrogateescape")


def run_script(case, folder, binaries, needs):
    """Runs the case's script; returns (stdout, stderr, exit status) as bytes, with a time limit."""
    process = subprocess.Popen(
        ["sh", "-u", str(case / "cmd")], cwd=folder, env=environment(case, folder, binaries, needs),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    try:
        out, err = process.communicate(timeout=SECONDS)
        return out, err, b"%d\n" % process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        return out, err, b"stopped after %d seconds\n" % SECONDS


def remove(folder):
    for root, names, _ in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            if not os.path.islink(path):
                os.chmod(path, stat.S_IRWXU)
    shutil.rmtree(folder, ignore_errors=True)


def copy_input(source, folder):
    """With the modes that git knows, not those of the umask under which the sources were cloned."""
    shutil.copytree(source, folder, symlinks=True, dirs_exist_ok=True)
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)


def actual(case, binaries, needs):
    """All that a run of the case leaves: {name below the case's folder: bytes, or None for a file that is absent}."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="millwright-case-")).resolve()
    try:
        if (case / "input").is_dir():
            copy_input(case / "input", folder)
        out, err, status = run_script(case, folder, binaries, needs)
        filters = filters_of(case, folder)
        result = {"stdout": filtered(out, filters), "stderr": filtered(err, filters), "exit": status}
        for name in lines_of(case / "files"):
            left = folder / name
            result["expected/" + name] = left.read_bytes() if left.is_file() else None
        return result
    finally:
        remove(folder)


def expected(case, name):
    path = case / name
    if path.is_file():
        return path.read_bytes()
    return None if name.startswith("expected/") else (b"0\n" if name == "exit" else b"")


def difference(name, wanted, got):
    if wanted is None or got is None:
        return f"{name}: " + ("no such file is expected yet\n" if wanted is None else "was not written\n")
    texts = [side.decode("utf-8", "backslashreplace").splitlines(keepends=True) for side in (wanted, got)]
    texts = [[line if line.endswith("\n") else line + "\n\\ no newline at the end\n" for line in side] for side in texts]
    return "".join(difflib.unified_diff(*texts, f"{name} (expected)", f"{name} (actual)"))


def check(case, binaries, update):
    """Runs one case; returns (passed, failed or skipped, what to print)."""
    needs = lines_of(case / "needs")
    unmet = [need for need in needs if not met(need, binaries)]
    if unmet:
        return "skipped", f"SKIPPED: {case.name} needs {', '.join(unmet)}\n"
    found = actual(case, binaries, needs)
    wrong = [(name, expected(case, name), got) for name, got in found.items() if expected(case, name) != got]
    if update:
        for name, got in found.items():
            if got is None:
                return "failed", f"{case.name}: {name}: was not written\n"
            (case / name).parent.mkdir(parents=True, exist_ok=True)
            (case / name).write_bytes(got)
        return "passed", f"{case.name}: rewrote {', '.join(name for name, _, _ in wrong)}\n" if wrong else ""
    if not wrong:
        return "passed", ""
    return "failed", f"--- case {case.name} ---\n" + "".join(difference(*one) for one in wrong)


def newest_build():
    built = sorted((HERE.parent.parent / "build").glob("*/millwright"), key=lambda path: path.stat().st_mtime)
    if not built:
        sys.exit("run.py: no build/*/millwright; build first, or name a folder with --bin")
    return built[-1].parent


def run(cases, binaries, update):
    totals = {"passed": 0, "failed": 0, "skipped": 0}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for outcome, text in pool.map(lambda case: check(case, binaries, update), cases):
            totals[outcome] += 1
            sys.stdout.write(text.encode("utf-8", "backslashreplace").decode("utf-8"))
    print(", ".join(f"{count} {name}" for name, count in totals.items()))
    if totals["failed"] or not cases:
        return 1
    return SKIP if totals["skipped"] and not totals["passed"] else 0


SELF_TEST = {  # name: (files of the case, what must come of it)
    "good": ({"cmd": "millwright; cat in; echo oops >&2; exit 3", "input/in": "text\n", "stdout": "hello\ntext\n",
              "stderr": "oops\n", "exit": "3\n"}, "passed"),
    "wrong-stdout": ({"cmd": "millwright", "stdout": "good day\n"}, "failed"),
    "unexpected-stdout": ({"cmd": "millwright"}, "failed"),
    "missing-newline": ({"cmd": "printf hello", "stdout": "hello\n"}, "failed"),
    "wrong-stderr": ({"cmd": "echo oops >&2", "stderr": "fine\n"}, "failed"),
    "wrong-exit": ({"cmd": "exit 1"}, "failed"),
    "unset-variable": ({"cmd": "echo $NOT_SET_AT_ALL 2>/dev/null"}, "failed"),
    "good-file": ({"cmd": "echo x > out", "files": "out\n", "expected/out": "x\n"}, "passed"),
    "wrong-file": ({"cmd": "echo x > out", "files": "out\n", "expected/out": "y\n"}, "failed"),
    "absent-file": ({"cmd": "true", "files": "out\n", "expected/out": "x\n"}, "failed"),
    "unmet-need": ({"cmd": "false", "needs": "a-program-that-nobody-has\n"}, "skipped"),
    "filters": ({"cmd": "echo $DIR/a 2026-01-01T00:00:00Z process 12 n=5 $(id -un)@$(uname -n)", "filters": "n=\\d\tn=N\n",
                 "stdout": "$DIR/a <time> process <pid> n=N <who>@<host>\n"}, "passed"),
    "filter-off": ({"cmd": "echo 2026-01-01T00:00:00Z", "filters": "!time\n",
                    "stdout": "2026-01-01T00:00:00Z\n"}, "passed"),
    "environment": ({"cmd": "echo ${MILLWRIGHT_DEPLOYMENT-none} $TZ; test -t 0 || git config init.defaultBranch",
                     "needs": "git\n", "stdout": "none UTC\nmain\n"}, "passed"),
    "modes": ({"cmd": "stat -c %a . a a/b", "input/a/b": "", "stdout": "755\n755\n644\n"}, "passed"),
}


def self_test():
    os.environ["MILLWRIGHT_DEPLOYMENT"] = "must not be seen by a case"
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder)
        before = os.umask(0o077)
        program = tree / "bin" / "millwright"
        program.parent.mkdir()
        program.write_text("#!/bin/sh\necho hello\n")
        program.chmod(0o755)
        for name, (files, wanted) in SELF_TEST.items():
            for path, text in files.items():
                target = tree / name / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text)
        os.umask(before)
        for name, (_, wanted) in SELF_TEST.items():
            outcome, text = check(tree / name, program.parent, False)
            if outcome != wanted or (outcome == "failed") != bool(text.startswith("---")):
                wrong += 1
                print(f"{name}: {outcome}, not {wanted}\n{text}")
        for name in ("wrong-stdout", "wrong-file"):
            check(tree / name, program.parent, True)
            if check(tree / name, program.parent, False)[0] != "passed":
                wrong += 1
                print(f"{name}: still fails after --update")
    print(f"self-test: {len(SELF_TEST) + 2 - wrong} passed, {wrong} failed")
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--bin", type=pathlib.Path, help="folder with the programs (default: the newest build)")
    parser.add_argument("--update", action="store_true", help="rewrite what is expected")
    parser.add_argument("--self-test", action="store_true")
    chosen = parser.parse_args()
    os.umask(0o022)
    if chosen.self_test:
        return self_test()
    cases = sorted(path.parent for path in HERE.glob("*/cmd"))
    if chosen.names:
        known = {case.name: case for case in cases}
        unknown = [name for name in chosen.names if name not in known]
        if unknown:
            sys.exit(f"run.py: no such case: {', '.join(unknown)}")
        cases = [known[name] for name in chosen.names]
    return run(cases, (chosen.bin or newest_build()).resolve(), chosen.update)


if __name__ == "__main__":
    sys.exit(main())
