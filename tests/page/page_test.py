#!/usr/bin/env python3
"""Is the HTML page of a picture what people need, and harmless? Used in a real Chromium, through playwright.

    tests/page/page_test.py BUILD TOOLS        BUILD holds millwright, TOOLS is where npm installed tests/tools/package.json

Makes pages in BUILD/page with `millwright render`, and has page_test.js use them; screenshots stay there to be looked at.
PAGE_TEST=WORDS in the environment runs only tests whose names hold these words. Exits 77 where node, the tools or Chromium
are missing (share/test.sh installs them where it can).
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]

# Names that would do something if any of them was taken for markup, script or style.
PAYLOADS = [
    "</script><img src=x onerror=\"owned=1\">",
    "\"><svg onload=owned=1>",
    "'-owned=1-'",
    "javascript:owned=1",
    "<!--<script>",
    "--><script>owned=1</script>",
    "]]><script>owned=1</script>",
    "</style><script>owned=1</script>",
    "</title><script>owned=1</script>",
    "</text></svg><iframe srcdoc=\"<script>parent.owned=1</script>\">",
    "{{script}}{{details}}",
    "${owned=1}`",
    "&lt;script&gt;owned=1&lt;/script&gt;&#60;b&#62;",
    "__proto__",
    "constructor",
    "\u202egnp.exe\u202c \u2028\u2029 \u0007",
    "\\u003c/script\\u003e\\\"",
    "a\"b<c>|{d}\\n%",
    "x" * 3000,
    "n1",
]


def hostile_settings():
    """Every payload as item, class, category, comment, setting, value, target setting and message."""
    quoted = [json.dumps(text) for text in PAYLOADS]
    parts = ['format = 1\n[production]\nname = ' + json.dumps(PAYLOADS[0]) + "\n"]
    parts += [f'[message.{name}]\nclass = "demo.M"\n' for name in quoted]
    for i, name in enumerate(quoted):
        target = quoted[(i + 1) % len(quoted)]
        table = "process" if i % 2 else "operation"
        parts.append(f"[{table}.{name}]\nclass = {name}\ncategory = {name}\ncomment = {name}\ndescription = {name}\n"
                     f"settings = {{ {name} = {name} }}\n")
        if table == "process":
            parts.append(f"targets = {{ {name} = {target} }}\n[[process.{name}.handler]]\non = {name}\n"
                         f"send = [{{ to = {name}, message = {target} }}]\n")
    return "\n".join(parts)


def missing(tools):
    if not shutil.which("node"):
        return "node is missing"
    if not (tools / "node_modules/playwright-core").is_dir():
        return f"{tools} has no playwright-core"
    return None if chromium() else "chromium is missing"


def chromium():
    return shutil.which("chromium") or shutil.which("chromium-browser")


def make_pages(build, folder):
    """What page_test.js expects in the folder; the reason where millwright cannot."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("old.toml", "shop.toml"):
        shutil.copy(HERE / name, folder)
    (folder / "hostile.toml").write_text(hostile_settings(), encoding="utf-8")
    (folder / "empty.toml").write_text('format = 1\n[production]\nname = "Demo.Empty"\n', encoding="utf-8")
    (folder / "hostile.json").write_text(json.dumps(PAYLOADS), encoding="utf-8")
    subprocess.run([sys.executable, ROOT / "tests/bench/generate.py", "5000", "toml", "-o", folder / "large.toml"], check=True)
    example = ROOT / "share/examples/fulfilment/settings.toml"
    for name, *arguments in [
            ("shop", "shop.toml"), ("changed", "shop.toml", "--against", "old.toml"), ("hostile", "hostile.toml"),
            ("large", "large.toml"), ("groups", "large.toml", "--collapse", "category"), ("empty", "empty.toml"), ("process", example, "--process", "ExpenseApproval")]:
        done = subprocess.run([build / "millwright", "render", *arguments, "-o", f"{name}.html"], cwd=folder,
                              capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            return f"millwright render of {name}: exit {done.returncode}\n{done.stderr[-3000:]}"
    return None


def main():
    build, tools = (pathlib.Path(each).resolve() for each in sys.argv[1:3])
    if lacking := missing(tools):
        print(f"skipped: {lacking}")
        return 77
    folder = build / "page"
    if problem := make_pages(build, folder):
        print(problem)
        return 1
    return subprocess.run(["node", HERE / "page_test.js", folder, tools, chromium()], env=os.environ, timeout=280).returncode


if __name__ == "__main__":
    sys.exit(main())
