"""Holds the lock of a state until the file `release` appears, as another Millwright would."""
import fcntl
import os
import struct
import sys
import time

F_OFD_SETLK = 37
file = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o600)
os.write(file, b"ada@office process 4711 since 2026-01-02T03:04:05Z")
fcntl.fcntl(file, F_OFD_SETLK, struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0))
open("held", "w").close()
while not os.path.exists("release"):
    time.sleep(0.02)
