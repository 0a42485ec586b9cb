"""Runs a command on a terminal of its own and types one line: terminal.py ANSWER COMMAND... Escapes are shown as \e."""
import os
import pty
import re
import sys

os.environ.pop("NO_COLOR", None)
os.environ["TERM"] = "xterm"
shown = b""
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
asked = False
while True:
    try:
        part = os.read(terminal, 4096)
    except OSError:  # the other side is closed
        break
    if not part:
        break
    shown += part
    if not asked and b"[y/N]" in shown:
        asked = True
        os.write(terminal, sys.argv[1].encode() + b"\n")
_, status = os.waitpid(pid, 0)
text = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode().replace("\r\n", "\n"))
print(text.rstrip("\n"))
print("exit", os.waitstatus_to_exitcode(status))
