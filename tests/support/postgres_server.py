#!/usr/bin/env python3
"""A PostgreSQL server of the tests' own: on loopback, in a temporary folder, gone when whoever asked for it is.

    tests/support/postgres_server.py start FILE [--watch PID] [--durable] [--tls]
    tests/support/postgres_server.py stop FILE
    tests/support/postgres_server.py can-start

`start` writes FILE, one `name=value` a line: `url` (postgresql://..., trusted, superuser), `port`, `folder` (the Unix socket
is in it, certificate.pem with --tls), `pid`; or `missing` with the reason, and ends with 77, where there is no PostgreSQL.
`can-start` ends with 0 or 77.
The server is stopped and its folder removed by `stop`, or when the process PID ends (default: the one that called).

As a module:

    with PostgresServer(durable=True) as server:
        server.url(schema="one"); server.query("SELECT 1"); server.kill(); server.start()

Databases sort by English rules, so that what must sort bytewise has to say so. Standard library only.
"""
import argparse
import glob
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

SKIP = 77
SECONDS = 60
OWNER = "postgres"


class Missing(Exception):
    """Why no server can be started here."""


def programs():
    """The folder of the newest initdb and postgres."""
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda name: int(name.split("/")[4]))
    found = shutil.which("postgres")
    folders += [os.path.dirname(os.path.realpath(found))] if found else []
    for folder in reversed(folders):
        if all(os.access(f"{folder}/{name}", os.X_OK) for name in ("initdb", "postgres")):
            return pathlib.Path(folder)
    raise Missing("PostgreSQL is not installed (package postgresql)")


def credentials():
    """What subprocess needs to run as somebody who may: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    try:
        owner = pwd.getpwnam(OWNER)
    except KeyError:
        raise Missing(f"PostgreSQL does not run as root, and there is no user {OWNER}") from None
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def roomy_folder():
    """In memory where that can be had."""
    memory = "/dev/shm"
    quick = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 30
    return tempfile.mkdtemp(prefix="millwright-pg-", dir=memory if quick else None)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def answers(port):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as one:
            one.sendall(b"\0\0\0\x08\x04\xd2\x16\x2f")  # SSLRequest
            return one.recv(1) in (b"S", b"N")
    except OSError:
        return False


def started_at(pid):
    """Tells a process from a later one with its number; None when there is none."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return None if fields[0] == "Z" else fields[19]
    except (OSError, IndexError):
        return None


def children_of(pid):
    found = []
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            fields = pathlib.Path(path).read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(path.split("/")[2]))
    return found


def send(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


class PostgresServer:
    """One server; `settings` are more of postgresql.conf. `durable`: on a disk, with fsync, for tests of kills."""

    def __init__(self, durable=False, tls=False, folder=None, **settings):
        self.bin = programs()
        self.credentials = credentials()
        self.folder = pathlib.Path(folder or (tempfile.mkdtemp(prefix="millwright-pg-") if durable else roomy_folder()))
        self.port = free_port()
        self.pid = 0
        self.settings = {"fsync": "on" if durable else "off", "listen_addresses": "127.0.0.1", "jit": "off",
                         "unix_socket_directories": str(self.folder), "max_connections": "100", **settings}
        if self.credentials:
            os.chown(self.folder, self.credentials["user"], self.credentials["group"])
        self.folder.chmod(0o711 if self.credentials else 0o700)
        self.run("initdb", "-D", "data", "-A", "trust", "-U", OWNER, "-E", "UTF8", "--no-sync", "--locale=C.UTF-8",
                 "--locale-provider=icu", "--icu-locale=en")
        if tls:
            self.make_certificate()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.remove()

    def run(self, program, *words):
        done = subprocess.run([self.bin / program, *words], cwd=self.folder, capture_output=True, timeout=SECONDS,
                              stdin=subprocess.DEVNULL, **self.credentials)
        if done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stdout.decode()}{done.stderr.decode()}")

    def make_certificate(self):
        """Self-made, for localhost; what a client takes for the root certificate too."""
        key, certificate = self.folder / "data/server.key", self.folder / "data/server.crt"
        subprocess.run(["openssl", "req", "-new", "-x509", "-days", "2", "-nodes", "-subj", "/CN=localhost", "-addext",
                        "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate], check=True,
                       capture_output=True, stdin=subprocess.DEVNULL)
        key.chmod(0o600)
        if self.credentials:
            for path in (key, certificate):
                os.chown(path, self.credentials["user"], self.credentials["group"])
        shutil.copy(certificate, self.folder / "certificate.pem")
        (self.folder / "certificate.pem").chmod(0o644)
        self.settings["ssl"] = "on"

    def start(self):
        """Also after stop() and kill(): on the same port, with the same data."""
        deadline = time.monotonic() + SECONDS
        while True:
            options = [word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")]
            with open(self.folder / "log", "ab") as log:
                process = subprocess.Popen(
                    [self.bin / "postgres", "-D", "data", "-p", str(self.port), *options], cwd=self.folder,
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **self.credentials)
            self.pid = process.pid
            while process.poll() is None and not (answers(self.port) and self.ready()):
                if time.monotonic() > deadline:
                    self.kill()
                    break
                time.sleep(0.02)
            if process.poll() is None:
                return self
            # Backends of the one before may still be ending; a port that was free may be taken now.
            if time.monotonic() > deadline:
                raise RuntimeError("the server does not start: " + (self.folder / "log").read_text()[-2000:])
            time.sleep(0.1)

    def ready(self):
        return subprocess.run([self.bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)],
                              stdin=subprocess.DEVNULL).returncode == 0

    def reap(self, seconds):
        """Whether the server has ended within that time."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:
                pass
            if started_at(self.pid) is None:
                return True
            time.sleep(0.02)
        return False

    def stop(self, number=signal.SIGQUIT):
        """SIGQUIT: at once, as after a crash; SIGINT: connections are ended in order; SIGTERM: waits for them."""
        if self.pid:
            send(self.pid, number)
            if not self.reap(SECONDS if number == signal.SIGTERM else 10):
                self.kill()

    def kill(self):
        """SIGKILL to all of its processes."""
        if self.pid:
            everyone = [self.pid, *children_of(self.pid)]
            for pid in everyone:
                send(pid, signal.SIGKILL)
            self.reap(10)

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, host="127.0.0.1", user=OWNER, database="postgres", **parameters):
        query = urllib.parse.urlencode(parameters)
        return f"postgresql://{user}@{host}:{self.port}/{database}" + (f"?{query}" if query else "")

    def query(self, statements, database="postgres"):
        """Rows of text, without a client library: psql."""
        done = subprocess.run([self.bin / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", self.url(database=database)],
                              input=statements.encode(), capture_output=True, timeout=SECONDS)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.decode())
        return [line.split("|") for line in done.stdout.decode().splitlines()]


def watch(server, pid, file):
    """A process of its own that ends the server when `pid` ends or `file` is taken away."""
    if os.fork() != 0:
        return
    os.setsid()
    if os.fork() != 0:
        os._exit(0)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.closerange(3, 256)
    since = started_at(pid)
    while since is not None and started_at(pid) == since and file.exists() and started_at(server.pid):
        time.sleep(0.2)
    server.remove()
    os._exit(0)


def write(file, **values):
    growing = file.with_name(file.name + ".new")
    growing.write_text("".join(f"{name}={value}\n" for name, value in values.items()))
    growing.replace(file)


def start(chosen):
    stop(chosen.file)
    chosen.file.parent.mkdir(parents=True, exist_ok=True)
    try:
        server = PostgresServer(durable=chosen.durable, tls=chosen.tls)
    except Missing as why:
        write(chosen.file, missing=why)
        print(f"SKIPPED: {why}")
        return SKIP
    try:
        server.start()
    except BaseException:
        server.remove()
        raise
    write(chosen.file, url=server.url(), port=server.port, folder=server.folder, pid=server.pid)
    watch(server, chosen.watch, chosen.file)
    print(server.url())
    return 0


def stop(file):
    """Takes the file away, and waits until the watching process has ended the server."""
    if not file.exists():
        return 0
    values = dict(line.split("=", 1) for line in file.read_text().splitlines())
    file.unlink()
    deadline = time.monotonic() + 20
    while "folder" in values and os.path.exists(values["folder"]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return 0


def can_start():
    try:
        programs()
        credentials()
    except Missing as why:
        print(f"SKIPPED: {why}")
        return SKIP
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("start", "stop", "can-start"))
    parser.add_argument("file", type=pathlib.Path, metavar="FILE", nargs="?")
    parser.add_argument("--watch", type=int, default=os.getppid(), metavar="PID")
    parser.add_argument("--durable", action="store_true", help="on a disk, synced")
    parser.add_argument("--tls", action="store_true", help="with a self-made certificate for localhost")
    chosen = parser.parse_args()
    if chosen.command == "can-start":
        return can_start()
    if chosen.file is None:
        parser.error("FILE is missing")
    return start(chosen) if chosen.command == "start" else stop(chosen.file)


if __name__ == "__main__":
    sys.exit(main())
