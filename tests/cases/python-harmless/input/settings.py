import ctypes
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import threading

from iop import Production

open("written", "w").write("x")
pathlib.Path("written-too").write_text("x")
os.system("touch touched")
os.popen("touch touched")
subprocess.run(["touch", "touched"])
shutil.rmtree("keep")
os.remove("keep/file")
os.unlink("keep/file")
eval("open('evaluated', 'w')")
exec("open('executed', 'w')")
__import__("os").mkdir("made")
socket.create_connection(("127.0.0.1", 9)).send(b"x")
ctypes.CDLL("libc.so.6").system("touch touched")
threading.Thread(target=lambda: open("thread", "w")).start()
().__class__.__base__.__subclasses__()
os.fork()
os.kill(os.getpid(), 9)
os.execv("/bin/touch", ["touch", "touched"])

prod = Production("Shop.Production")


class Here(prod.__class__):
    def __init_subclass__(cls):
        open("subclassed", "w")


PRODUCTIONS = [prod]
sys.exit(3)
