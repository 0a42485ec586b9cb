"""Starts a render of big.toml, waits until Graphviz runs for it, kills it with the signal of that name, and says what is left."""
import os
import pathlib
import signal
import subprocess
import sys
import time


def children(process):
    try:
        return [int(word) for word in pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def wait_until(holds):
    for _ in range(12000):
        if holds():
            return True
        time.sleep(0.005)
    return False


def gone(process):
    try:
        return pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


before = set(os.listdir())
run = subprocess.Popen(["millwright", "render", "big.toml", "--quiet", "-o", "big.svg"], stderr=subprocess.DEVNULL)
found = wait_until(lambda: children(run.pid) or run.poll() is not None)
left = children(run.pid)
run.send_signal(getattr(signal, sys.argv[1]))
run.wait()
print(sys.argv[1], "Graphviz ran," if left else "Graphviz did not run,",
      "and nothing is left of it" if wait_until(lambda: all(gone(each) for each in left)) else "and runs on")
print("new files:", sorted(set(os.listdir()) - before))
