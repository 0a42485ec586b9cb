#!/usr/bin/env python3
"""How long the HTML page of a picture takes to open in Chromium, and how fluently it moves.

    tests/bench/page.py --bin build/release/millwright [--tools build/tools] [ITEMS...]

Default: 20 (a small team), 300 (a large production), 5,000 (promised to open within two seconds) and 10,000 items (the most
that is drawn one by one), of tests/bench/generate.py, drawn by `millwright render`. Needs node, chromium and playwright-core
(share/test.sh installs them).
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "page"))
from page_test import chromium, missing  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--tools", type=pathlib.Path, default=HERE.parents[1] / "build/tools")
    parser.add_argument("items", type=int, nargs="*", default=[20, 300, 5_000, 10_000])
    options = parser.parse_args()
    if lacking := missing(options.tools):
        print(f"not measured: {lacking}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        pages = []
        for count in options.items:
            settings = pathlib.Path(folder, f"{count}.toml")
            subprocess.run([sys.executable, HERE / "generate.py", str(count), "toml", "-o", settings], check=True)
            pages.append(settings.with_name(f"{count} items.html"))
            subprocess.run([options.bin.resolve(), "render", settings, "-o", pages[-1]], check=True, capture_output=True)
        return subprocess.run(["node", HERE / "page.js", options.tools.resolve(), chromium(), *pages]).returncode


if __name__ == "__main__":
    sys.exit(main())
