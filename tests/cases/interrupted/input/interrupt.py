"""interrupt.py SIGNAL POINT: an apply of next.toml that gets the signal at that point; POINT "lock": while it waits for the
lock that somebody else holds."""
import os
import pathlib
import signal
import subprocess
import sys
import time

name, point = sys.argv[1:]
visited = pathlib.Path("visited")
visited.unlink(missing_ok=True)
more = {"MILLWRIGHT_TEST_VISITED": str(visited), "MILLWRIGHT_TEST_HOLD_AT": point}
words = ["migrate", "next.toml", "--yes", "--allow-destructive", "--lock-timeout", "60s"]
apply = subprocess.Popen(["millwright-faults", *words], env={**os.environ, **more}, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, text=True)
if point == "lock":
    apply.stdout.readline()  # the plan is shown before the lock is taken
    time.sleep(0.3)
else:
    while apply.poll() is None and (not visited.exists() or point not in visited.read_text().splitlines()):
        time.sleep(0.01)
apply.send_signal(getattr(signal, name))
_, messages = apply.communicate(timeout=60)
print(f"{name} at \"{point}\": exit {apply.returncode}, {messages.strip()}")
